"""The chart of growth taken apart: what each year's change of money is made of."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.funding import axis_title, money_unit_of, scaled
from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PURPLE,
    Trace,
    house_figure,
    year_axis,
)
from analysis.language import Language, Text
from analysis.measures.answers import currency_of
from analysis.measures.flow_answers import signed
from analysis.measures.funding_growth import growth_by_year

GROWTH_ALTERNATIVE = Text(
    "Biểu đồ cột chồng: phần tăng, giảm mỗi năm do giá, số đề án, quy mô đề án; dấu là tổng.",
    "Stacked bar chart: each year's change from prices, number and size of projects; a mark is the "
    "net change.",
)
_EFFECTS = (
    ("price_effect", Text("Giá", "Prices"), ORANGE, "/"),
    ("number_effect", Text("Số đề án", "Number of projects"), BLUE, ""),
    ("size_effect", Text("Quy mô đề án", "Size of projects"), GREEN, "."),
    ("entry_effect", Text("Nguồn mới hoặc hết", "Source starts or ends"), PURPLE, "x"),
)
_NET = Text("Tổng thay đổi", "Net change")
_OPEN = Text("Tổng thay đổi, năm chưa hết", "Net change, year not over")


def funding_growth_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack the parts of each year's change above and below zero, with the net change marked.

    `frame` is measure funding_growth. A year that cannot be taken apart has its mark only; the
    mark of a year that is not over is open.
    """
    years = growth_by_year(frame)
    years = years[years["change"].notna()]
    currency = currency_of(frame) or "VND"
    stacks = [years["change"].abs(), *(years[column].abs() for column, *_ in _EFFECTS)]
    unit = money_unit_of(pd.concat(stacks), frame)
    labels = [int(year) for year in years["year"]]
    traces: list[Trace] = []
    for column, name, colour, pattern in _EFFECTS:
        if not (years[column].fillna(0) != 0).any():
            continue
        texts = [
            "–" if value != value else signed(value, currency).in_language(language)
            for value in years[column]
        ]
        traces.append(
            {
                "type": "bar",
                "x": labels,
                "y": scaled(years[column], unit),
                "name": name.in_language(language),
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": "white",
                        "fgopacity": 0.55,
                        "size": 7,
                        "solidity": 0.25,
                    },
                },
                "customdata": texts,
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    for name, rows, symbol in (
        (_NET, years[~years["open_year"]], "diamond"),
        (_OPEN, years[years["open_year"]], "diamond-open"),
    ):
        if rows.empty:
            continue
        texts = [signed(value, currency).in_language(language) for value in rows["change"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [int(year) for year in rows["year"]],
                "y": scaled(rows["change"], unit),
                "name": name.in_language(language),
                "marker": {
                    "color": INK,
                    "symbol": symbol,
                    "size": 10,
                    "line": {"color": "white" if symbol == "diamond" else INK, "width": 1.5},
                },
                "customdata": texts,
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=420,
        barmode="relative",
        showlegend=True,
        x_axis=year_axis(labels),
        y_axis={
            "title": {"text": axis_title(frame, unit, None).in_language(language)},
            "zeroline": True,
            "zerolinecolor": GREY,
        },
    )
