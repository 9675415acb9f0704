"""Charts of leverage: a dot for each year or group, with the supports it is made of."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREY, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_money, format_number
from analysis.measures.flow_answers import ENOUGH, is_one_group

LEVERAGE_ALTERNATIVE = Text(
    "Biểu đồ điểm: vốn đối ứng gấp mấy lần hỗ trợ, kèm số khoản hỗ trợ.",
    "Dot chart: how many times the grant the own money is, with the number of supports.",
)
_UNKNOWN = Text("chưa rõ", "not known")
_DIVIDED = Text("Đối ứng {own} ÷ hỗ trợ {grant}", "Own money {own} ÷ grant {grant}")
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


def leverage_by_group_chart(frame: pd.DataFrame, column: str, language: Language) -> go.Figure:
    """Draw a dot per code of `column`, its leverage and n beside it; `frame` is leverage_by_….

    An open dot is a group of fewer supports than can be ranked. What is unknown, or is no single
    place, is grey and stands last; a group of no known leverage has its words and no dot.
    """
    one = frame[column].map(lambda code: is_one_group(column, str(code))).astype("bool")
    # Drawn from below upwards.
    rows = pd.concat([frame[one], frame[~one]]).iloc[::-1]
    known = rows["leverage"].notna()
    label = f"{column}_name"
    dots = _dots(rows[known], language) | {
        "x": [float(value) for value in rows.loc[known, "leverage"]],
        "y": list(rows.loc[known, label]),
        "mode": "markers",
    }
    dots["marker"]["color"] = [BLUE if one[row] else GREY for row in rows.index[known]]
    words: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": [0.0 if pd.isna(value) else float(value) for value in rows["leverage"]],
        "y": list(rows[label]),
        "text": [f"   {_ratio_and_n(row, language)}" for row in rows.to_dict("records")],
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
        "showlegend": False,
    }
    return house_figure(
        [dots, words],
        language,
        height=90 + 32 * max(len(rows), 2),
        x_axis={
            "title": {"text": _AXIS.in_language(language)},
            "range": [0, max(dots["x"], default=1.0) * 1.8],
            "showgrid": True,
        },
        y_axis={
            "type": "category",
            "categoryorder": "array",
            "categoryarray": list(rows[label]),
            "showgrid": True,
        },
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
        "customdata": [_told(row, language) for row in rows.to_dict("records")],
        "hovertemplate": "%{customdata}<extra></extra>",
        "showlegend": False,
    }


def _told(row: Mapping[Hashable, Any], language: Language) -> str:
    """Return what a dot says of itself: leverage, n, and the two amounts it divides."""
    own, grant = (
        format_money(float(row[column]), str(row["currency"]), language)
        for column in ("leverage_counterpart", "leverage_base")
    )
    divided = _DIVIDED.filled(own=own, grant=grant).in_language(language)
    return f"{_ratio_and_n(row, language)}<br>{divided}"


def _ratio_and_n(row: Mapping[Hashable, Any], language: Language) -> str:
    ratio = (
        _UNKNOWN.in_language(language)
        if pd.isna(row["leverage"])
        else format_number(float(row["leverage"]), language, 2)
    )
    return f"{ratio} (n = {format_number(int(row['leverage_n']), language)})"
