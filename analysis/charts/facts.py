"""Charts of facts beside the programme: published money, district statistics."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, ORANGE, PURPLE, YELLOW, house_figure
from analysis.language import Language, Text, format_money, format_number, money_unit

_STATUS_STYLE = {
    "actual": (GREEN, "circle"),
    "plan": (BLUE, "square"),
    "target": (PURPLE, "diamond"),
    "derived": (ORANGE, "triangle-up"),
    "approx": (YELLOW, "cross"),
}


def published_money_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Place every published amount on one logarithmic scale, shape and colour by its status.

    `frame` is measure published_figures; only rows with an amount in đồng are drawn.
    """
    rows = frame[frame["amount"].notna() & (frame["amount"].fillna(0) > 0)].copy()
    rows["line"] = [
        f"{place} · {period} · {indicator}"
        for place, period, indicator in zip(
            rows["geography_name"], rows["period"], rows["indicator_name"], strict=True
        )
    ]
    rows = rows.iloc[::-1]
    unit = money_unit(1_000_000_000, "VND")
    figure = house_figure(language, height=110 + 26 * max(len(rows), 2))
    for status in rows["status"].unique():
        part = rows[rows["status"] == status]
        colour, symbol = _STATUS_STYLE.get(str(status), (GREY, "circle"))
        figure.add_scatter(
            x=part["amount"].astype("float") / unit.factor,
            y=part["line"],
            mode="markers",
            name=str(part["status_name"].iloc[0]),
            marker={"color": colour, "symbol": symbol, "size": 10},
            customdata=[format_money(float(amount), "VND", language) for amount in part["amount"]],
            hovertemplate="%{y}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_xaxes(
        type="log",
        title={"text": _log_title(unit.name).in_language(language)},
        showgrid=True,
        gridcolor="rgba(107,114,128,0.25)",
        tickvals=[0.1, 1, 10, 100, 1000],
        ticktext=[format_number(value, language, 1) for value in (0.1, 1, 10, 100, 1000)],
    )
    figure.update_yaxes(
        categoryorder="array", categoryarray=list(rows["line"]), tickfont={"size": 12}
    )
    return figure


def district_statistics_chart(frame: pd.DataFrame, column: str, language: Language) -> go.Figure:
    """Rank the districts of the latest year that has `column` (district_statistics)."""
    known = frame[frame[column].notna()]
    latest = known[known["year"] == known["year"].max()].sort_values(column)
    values = latest[column].astype("float")
    figure = house_figure(language, height=90 + 30 * max(len(latest), 2))
    figure.add_bar(
        x=values,
        y=list(latest["district_name"]),
        orientation="h",
        marker={"color": GREY},
        text=[format_number(value, language) for value in values],
        textposition="outside",
        cliponaxis=False,
        hovertemplate="%{y}: %{text}<extra></extra>",
    )
    top = float(values.max()) if len(values) else 1.0
    figure.update_xaxes(range=[0, top * 1.2], showgrid=True)
    figure.update_yaxes(showgrid=False, type="category")
    return figure


def _log_title(unit: Text) -> Text:
    return Text(f"{unit.vi.capitalize()}, thang logarit", f"{unit.en.capitalize()}, log scale")
