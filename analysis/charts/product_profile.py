"""Charts of one product: its criteria against the others', and where it is made."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, ORANGE, Trace, house_figure, whole_ticks
from analysis.language import Language, Text, format_money, format_number

POSITION_ALTERNATIVE = Text(
    "Biểu đồ điểm: ở từng tiêu chí, sản phẩm này tốt hơn bao nhiêu phần các sản phẩm khác đã biết; "
    "vạch giữa là trung vị.",
    "Dot plot: of how many of the other known products this one is better on each criterion; the "
    "middle line is the median.",
)
DISTRICTS_ALTERNATIVE = Text(
    "Biểu đồ thanh ngang: số cơ sở làm sản phẩm ở từng địa bàn, nhiều nhất ở trên.",
    "Horizontal bars: the establishments that make the product in each place, most on top.",
)
SUPPORTS_ALTERNATIVE = Text(
    "Biểu đồ cột: số khoản hỗ trợ cho cơ sở làm sản phẩm theo năm kế hoạch.",
    "Columns: supports of the establishments that make the product, by plan year.",
)
MOST_PLACES = 20

_AXIS = Text("Tốt hơn phần này của các sản phẩm khác", "Better than so many of the others")
_MEDIAN = Text("trung vị", "median")
_MAKERS = Text("Cơ sở đang hoạt động", "Establishments in business")
_MADE = Text("{makers} cơ sở, {supported} từng được hỗ trợ", "{makers}, {supported} ever supported")
_SUPPORTS = Text("Khoản hỗ trợ", "Supports")
_PAID = Text("{n} khoản, {money} đã rõ", "{n} supports, {money} known")
_NOT_PAID = Text("{n} khoản, không rõ số tiền", "{n} supports, amount unknown")


def position_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw where a product stands on each criterion; `frame` is measure product_position.

    Criteria that are not known keep their row, with the words and without a dot.
    """
    rows = frame.to_dict("records")
    places = [-float(place) for place in range(len(rows))]
    known = [
        (row, place) for row, place in zip(rows, places, strict=True) if pd.notna(row["position"])
    ]
    spans = [(row, place) for row, place in known if pd.notna(row["position_low"])]
    across: list[float | None] = []
    up: list[float | None] = []
    for row, place in spans:
        across += [float(row["position_low"]), float(row["position_high"]), None]
        up += [place, place, None]
    colours = [BLUE if row["position"] >= 0.5 else ORANGE for row, _ in known]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": across,
            "y": up,
            "line": {"color": GREY, "width": 2},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [float(row["position"]) for row, _ in known],
            "y": [place for _, place in known],
            "marker": {
                "size": 11,
                "color": colours,
                "symbol": [
                    "circle" if row["position"] >= 0.5 else "circle-open" for row, _ in known
                ],
                "line": {"width": 2, "color": colours},
            },
            "cliponaxis": False,
            "customdata": [f"{row['criterion_name']}: {row['words']}" for row, _ in known],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    labels = [_position_label(row) for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        traces,
        language,
        height=110 + (15 * lines + 10) * max(len(rows), 2),
        showlegend=False,
        x_axis={
            "title": {"text": wrapped(_AXIS.in_language(language), 22), "font": {"size": 12}},
            "range": [-0.03, 1.03],
            "tickvals": [0, 0.5, 1],
            "tickangle": 0,
            "tickformat": ",.0%",
            "showgrid": True,
            "zeroline": False,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "range": [-max(len(rows), 2) + 0.4, 0.9],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
        shapes=[
            {
                "type": "line",
                "x0": 0.5,
                "x1": 0.5,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": GREY, "width": 1, "dash": "dot"},
            }
        ],
        annotations=[
            {
                "x": 0.5,
                "yref": "paper",
                "y": 1,
                "yanchor": "bottom",
                "showarrow": False,
                "text": _MEDIAN.in_language(language),
                "font": {"size": 12},
            }
        ],
    )


def _position_label(row: Mapping[Hashable, Any]) -> str:
    return f"<b>{wrapped(str(row['criterion_name']), 30)}</b> <br>{wrapped(str(row['words']), 34)} "


def districts_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the makers of a product by place, most on top; `frame` is measure product_districts."""
    rows = frame.head(MOST_PLACES).iloc[::-1]
    makers = [int(value) for value in rows["makers"]]
    words = [
        _MADE.filled(
            makers=format_number(int(row["makers"]), language),
            supported=format_number(int(row["supported"]), language),
        ).in_language(language)
        for row in rows.to_dict("records")
    ]
    names = [str(name) for name in rows["district_name"]]
    places = list(range(len(rows)))
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": makers,
        "y": places,
        "marker": {"color": BLUE},
        "customdata": [f"{name}: {said}" for name, said in zip(names, words, strict=True)],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    top = max(makers, default=1) * 1.05
    return house_figure(
        [bars],
        language,
        height=90 + 38 * max(len(rows), 2),
        x_axis={
            "title": {"text": _MAKERS.in_language(language)},
            "range": [0, top],
            "showgrid": True,
            **whole_ticks(top),
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [
                f"<b>{wrapped(name)}</b> <br>{said} "
                for name, said in zip(names, words, strict=True)
            ],
            "range": [-0.6, max(len(rows), 2) - 0.4],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
    )


def supports_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the supports of a product's makers by plan year; `frame` is measure product_supports."""
    dated = frame[frame["year"].notna()]
    counts = [int(value) for value in dated["supports"]]
    columns: Trace = {
        "type": "bar",
        "x": [int(year) for year in dated["year"]],
        "y": counts,
        "marker": {"color": BLUE},
        "text": [format_number(count, language) for count in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [_paid(row, language) for row in dated.to_dict("records")],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    years = [int(year) for year in dated["year"]]
    top = max(counts, default=1) * 1.15
    return house_figure(
        [columns],
        language,
        height=320,
        x_axis={
            "range": [min(years, default=0) - 0.7, max(years, default=1) + 0.7],
            "tickformat": "d",
            "dtick": 1 if len(years) <= 6 else 2,
        },
        y_axis={
            "title": {"text": _SUPPORTS.in_language(language)},
            "range": [0, top],
            **whole_ticks(top),
        },
    )


def _paid(row: Mapping[Hashable, Any], language: Language) -> str:
    count = format_number(int(row["supports"]), language)
    if pd.isna(row["grants"]):
        return _NOT_PAID.filled(n=count).in_language(language)
    money = format_money(float(row["grants"]), str(row["currency"]), language)
    return _PAID.filled(n=count, money=money).in_language(language)
