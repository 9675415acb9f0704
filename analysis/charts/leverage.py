"""Charts of leverage: a dot for each year or group, with the supports it is made of."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREY, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number
from analysis.measures.flow_answers import ENOUGH

LEVERAGE_ALTERNATIVE = Text(
    "Biểu đồ điểm: vốn đối ứng gấp mấy lần hỗ trợ, kèm số khoản hỗ trợ.",
    "Dot chart: how many times the grant the own money is, with the number of supports.",
)
_AXIS = Text("Đối ứng ÷ hỗ trợ", "Own money ÷ grant")
_AXIS_WITH_N = Text("Đối ứng ÷ hỗ trợ (số dưới: n)", "Own money ÷ grant (below: n)")


def leverage_by_year_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw a dot per plan year over zero, n beside it; `frame` is measure leverage_by_year."""
    rows = frame[frame["leverage"].notna()].sort_values("year")
    values = [float(value) for value in rows["leverage"]]
    years = [int(year) for year in rows["year"]]
    dots = _dots(rows, language) | {
        "x": years,
        "y": values,
        "mode": "markers+text",
        "text": [format_number(value, language, 1) for value in values],
        "textposition": "top center",
    }
    counts: Trace = {
        "type": "scatter",
        "mode": "markers+text",
        # Not seen: it keeps the number off the dot.
        "marker": {"color": "rgba(0,0,0,0)", "size": 13},
        "x": years,
        "y": values,
        "text": [format_number(int(count), language) for count in rows["leverage_n"]],
        "textposition": "bottom center",
        "textfont": {"size": 11, "color": GREY},
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return house_figure(
        [dots, counts],
        language,
        height=300,
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": _AXIS_WITH_N.in_language(language)},
            "range": [0, max(values, default=1.0) * 1.25],
        },
    )


def leverage_by_group_chart(
    frame: pd.DataFrame, label_column: str, language: Language
) -> go.Figure:
    """Draw a dot per group, leverage and n written beside it; groups without one are left out.

    An open dot stands for a group of fewer supports than can be ranked.
    """
    rows = frame[frame["leverage"].notna()].iloc[::-1]
    values = [float(value) for value in rows["leverage"]]
    dots = _dots(rows, language) | {
        "x": values,
        "y": list(rows[label_column]),
        "mode": "markers+text",
        "text": [
            f"  {format_number(value, language, 2)} (n = {format_number(int(n), language)})"
            for value, n in zip(values, rows["leverage_n"], strict=True)
        ],
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
    }
    return house_figure(
        [dots],
        language,
        height=90 + 32 * max(len(rows), 2),
        x_axis={
            "title": {"text": _AXIS.in_language(language)},
            "range": [0, max(values, default=1.0) * 1.8],
            "showgrid": True,
        },
        y_axis={"type": "category", "showgrid": True},
    )


def _dots(rows: pd.DataFrame, language: Language) -> Trace:
    counts = [int(count) for count in rows["leverage_n"]]
    return {
        "type": "scatter",
        "marker": {
            "color": BLUE,
            "size": 11,
            "symbol": ["circle" if count >= ENOUGH else "circle-open" for count in counts],
        },
        "customdata": [
            f"{format_number(float(value), language, 2)} (n = {format_number(count, language)})"
            for value, count in zip(rows["leverage"], counts, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }
