"""Charts of facts beside the programme: published money, district statistics."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.deviations import wrapped
from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    YELLOW,
    Trace,
    house_figure,
    sentence_case,
)
from analysis.dictionary.published import GEOGRAPHY
from analysis.language import Language, Text, format_money, format_number, money_unit

_STATUS_STYLE = {
    "actual": (GREEN, "circle"),
    "plan": (BLUE, "square"),
    "target": (PURPLE, "diamond"),
    "derived": (ORANGE, "triangle-up"),
    "approx": (YELLOW, "cross"),
}


def published_money_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Place every published sum of programme money on one logarithmic scale.

    `frame` is measure published_figures; shape and colour say the status. Only money of the
    programme in đồng is drawn, the province first. Labels take three lines, so that a narrow
    screen keeps room for the marks.
    """
    rows = programme_money(frame).iloc[::-1]
    lines = [
        f"<b>{place}</b><br>{period}<br>{wrapped(indicator, 30)}"
        for place, period, indicator in zip(
            rows["geography_name"], rows["period_name"], rows["indicator_name"], strict=True
        )
    ]
    unit = money_unit(1_000_000_000, "VND")
    traces: list[Trace] = []
    for status in rows["status"].unique():
        here = [code == status for code in rows["status"]]
        part = rows[here]
        colour, symbol = _STATUS_STYLE.get(str(status), (GREY, "circle"))
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [float(amount) / unit.factor for amount in part["amount"]],
                "y": [line for line, wanted in zip(lines, here, strict=True) if wanted],
                "name": str(part["status_name"].iloc[0]),
                "marker": {"color": colour, "symbol": symbol, "size": 10},
                "customdata": [
                    format_money(float(amount), "VND", language) for amount in part["amount"]
                ],
                "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    ticks = (0.1, 10.0, 1000.0)
    return house_figure(
        traces,
        language,
        height=110 + 54 * max(len(rows), 2),
        showlegend=True,
        x_axis={
            "type": "log",
            "title": {"text": _log_title(unit.name).in_language(language)},
            "showgrid": True,
            "tickvals": ticks,
            "ticktext": [format_number(value, language, 1) for value in ticks],
            "tickangle": 0,
        },
        y_axis={
            "categoryorder": "array",
            "categoryarray": lines,
            "range": [-0.8, len(lines) - 0.2],
            "tickfont": {"size": 12},
        },
    )


def programme_money(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the published sums of programme money, province, region and nation first."""
    named = frame["indicator"].str.startswith(("fund_", "programme_budget"))
    rows = frame[named & (frame["amount"].astype("float").fillna(0) > 0)]
    return rows.sort_values(
        "geography", key=lambda places: places.map(GEOGRAPHY.values().index), kind="stable"
    )


def district_statistics_chart(frame: pd.DataFrame, column: str, language: Language) -> go.Figure:
    """Rank the districts of the latest year that has `column` (district_statistics)."""
    known = frame[frame[column].notna()]
    latest = known[known["year"] == known["year"].max()].sort_values(column)
    values = latest[column].astype("float").tolist()
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(latest["district_name"]),
        "marker": {"color": GREY},
        "text": [format_number(value, language) for value in values],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 30 * max(len(latest), 2),
        x_axis={"range": [0, max(values, default=1.0) * 1.25], "showgrid": True},
        y_axis={"showgrid": False, "type": "category"},
    )


def _log_title(unit: Text) -> Text:
    return Text(f"{sentence_case(unit.vi)}, thang logarit", f"{sentence_case(unit.en)}, log scale")
