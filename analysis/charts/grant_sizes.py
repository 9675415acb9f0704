"""Charts of how large supports and projects are: by class, and by year."""

from __future__ import annotations

from textwrap import wrap

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.absorption import largest, money_title
from analysis.charts.theme import BLUE, INK, LIGHT_GREY, Trace, house_figure, year_axis
from analysis.language import (
    Language,
    MoneyUnit,
    Text,
    format_money,
    format_number,
    format_share,
    money_unit,
)
from analysis.measures.answers import currency_of

SIZES_ALTERNATIVE = Text(
    "Biểu đồ cột: số khoản ở từng nhóm cỡ tiền.", "Bar chart: how many are in each size class."
)
SIZE_YEARS_ALTERNATIVE = Text(
    "Biểu đồ: trung vị, nửa ở giữa và khoảng phân vị 10–90 của cỡ tiền theo năm.",
    "Chart: median, middle half and first to last tenth of sizes by year.",
)
_WIDTH = 16
"""Letters in a line of a class's name: on a narrow screen the bars need their room too."""


def sizes_chart(frame: pd.DataFrame, size_of: str, language: Language) -> go.Figure:
    """Draw how many are in each size class, share of money beside; `frame` is grant_sizes."""
    rows = frame[frame["size_of"] == size_of].sort_values("class_no", ascending=False)
    numbers = [float(value) for value in rows["number"]]
    money = Text("tiền", "of money").in_language(language)
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": numbers,
        "y": ["<br>".join(wrap(str(name), _WIDTH)) for name in rows["size_class"]],
        "marker": {"color": BLUE},
        "text": [
            f"{format_number(number, language)} ({format_share(share, language)} {money})"
            if pd.notna(share)
            else format_number(number, language)
            for number, share in zip(numbers, rows["amount_share"], strict=True)
        ],
        "textposition": "outside",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 40 * max(len(rows), 2),
        x_axis={
            "title": {"text": Text("Số khoản", "Number").in_language(language)},
            "range": [0, max(max(numbers, default=0.0), 1.0) * 1.8],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def size_years_chart(frame: pd.DataFrame, size_of: str, language: Language) -> go.Figure:
    """Draw median, middle half and tenths by year; `frame` is measure grant_size_by_year."""
    rows = frame[(frame["size_of"] == size_of) & frame["median"].notna()].sort_values("year")
    currency = currency_of(rows) or "VND"
    unit = money_unit(largest(rows["upper_quartile"]), currency)
    years = [int(year) for year in rows["year"]]
    traces: list[Trace] = [
        _range(rows, "p10", "p90", LIGHT_GREY, 2, Text("Phân vị 10–90", "Tenths"), unit, language),
        _range(
            rows,
            "lower_quartile",
            "upper_quartile",
            BLUE,
            10,
            Text("Nửa ở giữa", "Middle half"),
            unit,
            language,
        ),
        {
            "type": "scatter",
            "mode": "markers",
            "x": years,
            "y": [float(value) / unit.factor for value in rows["median"]],
            "name": Text("Trung vị", "Median").in_language(language),
            "marker": {
                "color": "white",
                "size": 8,
                "symbol": "diamond",
                "line": {"color": INK, "width": 1.5},
            },
            "customdata": [
                f"{format_money(float(value), currency, language)} "
                f"(n = {format_number(int(n), language)})"
                for value, n in zip(rows["median"], rows["number"], strict=True)
            ],
            "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        },
    ]
    return house_figure(
        traces,
        language,
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": money_title(unit, rows).in_language(language)},
            "rangemode": "tozero",
        },
        showlegend=True,
    )


def _range(
    rows: pd.DataFrame,
    low: str,
    high: str,
    colour: str,
    width: int,
    name: Text,
    unit: MoneyUnit,
    language: Language,
) -> Trace:
    """Return one vertical stroke per year between two columns, as one trace with gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for year, start, end in zip(rows["year"], rows[low], rows[high], strict=True):
        if pd.notna(start) and pd.notna(end):
            x += [int(year), int(year), None]
            y += [float(start) / unit.factor, float(end) / unit.factor, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "name": name.in_language(language),
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
    }
