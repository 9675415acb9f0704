"""Charts of the back-test: choices year by year, what was expected of them, and what came since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, ORANGE, Trace, house_figure
from analysis.decisions.portfolio.words import OBJECTIVES
from analysis.language import Language, Text, format_number, format_share, money_unit

CHOICES_ALTERNATIVE = Text(
    "Biểu đồ thanh chồng theo năm: hồ sơ cả hai cùng chọn, chỉ được chọn thật, chỉ mô hình chọn.",
    "Stacked bars by year: files in both choices, only chosen then, only chosen by the model.",
)
EXPECTED_ALTERNATIVE = Text(
    "Các điểm có khoảng 95 % theo năm: kỳ vọng khi đó của hồ sơ đã chọn và của mô hình.",
    "Dots with 95% intervals by year: what was expected then of the files chosen and the model's.",
)
MOUNTAIN_ALTERNATIVE = Text(
    "Các điểm theo năm: phần tiền cho miền núi của hồ sơ đã chọn và của mô hình.",
    "Dots by year: the share of money for mountain areas of the files chosen and of the model's.",
)
SINCE_ALTERNATIVE = Text(
    "Các điểm có khoảng 95 %: thay đổi về sau của từng nhóm cơ sở; nhóm quá ít không có điểm.",
    "Dots with 95% intervals: the change since of each group; too small a group has no dot.",
)

_PARTS = (
    ("both", Text("Cả hai", "Both"), BLUE, ""),
    ("only_then", Text("Chỉ chọn thật", "Only then"), ORANGE, "/"),
    ("only_model", Text("Chỉ mô hình", "Only the model"), GREEN, "."),
)
_SIDES = {"then": (ORANGE, "circle", 0.16), "model": (GREEN, "diamond", -0.16)}
_FILES = Text("Số hồ sơ", "Files")
_MOUNTAIN = Text("Phần tiền cho miền núi", "Share of money for mountain areas")
_CHANGE = Text("Thay đổi", "Change")
_WIDE = 4.0
"""An interval that reaches further than so many times the middle one runs to the chart's edge."""


@dataclass(frozen=True, slots=True)
class _Point:
    row: float
    value: float
    low: float
    high: float
    words: str


def choices_chart(years: pd.DataFrame, language: Language) -> go.Figure:
    """Draw how many files are in both choices or in one; `years` is frame backtest_years."""
    rows = years[years["both"].notna()].sort_values("plan_year")
    labels = [str(int(year)) for year in rows["plan_year"]]
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": name.in_language(language),
            "y": labels,
            "x": [int(number) for number in rows[column]],
            "text": [
                format_number(int(number), language) if number else "" for number in rows[column]
            ],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "textfont": {"color": "white", "size": 12},
            "marker": {
                "color": colour,
                "pattern": {"shape": shape, "fillmode": "overlay", "fgopacity": 0.25, "size": 7},
            },
            "hovertemplate": f"%{{y}}, {name.in_language(language)}: %{{x}}<extra></extra>",
        }
        for column, name, colour, shape in _PARTS
    ]
    figure = house_figure(
        traces,
        language,
        height=110 + 30 * max(len(rows), 2),
        barmode="stack",
        # A number that does not fit its bar is in the table.
        uniformtext={"minsize": 9, "mode": "hide"},
        x_axis={"title": {"text": _FILES.in_language(language)}, "rangemode": "tozero"},
        y_axis={"type": "category", "showgrid": False, "autorange": "reversed"},
    )
    # A stack is told from left to right, as it stands.
    figure.layout.legend.traceorder = "normal"
    return figure


def expected_chart(
    outcomes: pd.DataFrame, objective: str, currency: str, language: Language
) -> go.Figure:
    """Draw what was expected of both choices; `outcomes` is frame backtest_outcomes.

    The axis holds what is near the usual interval; wider ones run to its edge.
    """
    rows = outcomes[(outcomes["objective"] == objective) & outcomes["expected"].notna()]
    factor, unit = 1.0, ""
    if objective == "leverage":
        largest = money_unit(rows["expected"].max() if len(rows) else None, currency)
        factor, unit = float(largest.factor), f" ({largest.name.in_language(language)})"
    title = OBJECTIVES[objective].in_language(language).capitalize() + unit
    tick_format = ".1%" if objective in ("productivity", "coverage") else ",.0f"
    return _by_year(rows, title, tick_format, factor, language)


def _by_year(
    rows: pd.DataFrame, title: str, tick_format: str, factor: float, language: Language
) -> go.Figure:
    """Draw `expected`, `low` and `high` of both choices, each over `factor`, year below year."""
    years = sorted({int(year) for year in rows["plan_year"]})
    places = {year: float(-place) for place, year in enumerate(years)}
    is_share = tick_format.endswith("%")
    traces: list[Trace] = []
    points: list[_Point] = []
    for choice, (colour, symbol, shift) in _SIDES.items():
        own = rows[rows["choice"] == choice]
        side = [
            _Point(
                places[int(row["plan_year"])] + shift,
                float(row["expected"]) / factor,
                _end(row["low"], row["expected"]) / factor,
                _end(row["high"], row["expected"]) / factor,
                f"{int(row['plan_year'])}, {row['choice_name']}: "
                + _written(row, factor, is_share=is_share, language=language)
                + f" (n = {format_number(int(row['known']), language)})",
            )
            for row in own.to_dict("records")
        ]
        points += side
        if side:
            traces.append(_dots(side, str(own["choice_name"].iloc[0]), colour, symbol))
    return _dot_figure(
        traces,
        points,
        [(places[year], str(year)) for year in years],
        title,
        tick_format,
        language,
    )


def mountain_chart(choices: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share of mountain areas in both choices; `choices` is frame backtest_choices."""
    rows = choices[choices["mountain_share"].notna()].assign(
        objective="mountain",
        expected=choices["mountain_share"],
        low=float("nan"),
        high=float("nan"),
        known=choices["chosen"],
    )
    return _by_year(rows, _MOUNTAIN.in_language(language), ".0%", 1.0, language)


def since_chart(since: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the change since of each group that can be told of; `since` is frame backtest_since."""
    rows = since.reset_index(drop=True)
    labels = [
        (
            float(-place),
            f"<b>{row['outcome_name']}</b><br>{row['group_name']} "
            f"<br>n = {format_number(int(row['followed']), language)}"
            + ("" if pd.notna(row["change"]) else f" · {row['told']}"),
        )
        for place, row in enumerate(rows.to_dict("records"))
    ]
    points = [
        _Point(
            float(-place),
            float(row["change"]),
            float(row["low"]),
            float(row["high"]),
            f"{row['group_name']}: {format_share(float(row['change']), language, 1)}",
        )
        for place, row in enumerate(rows.to_dict("records"))
        if pd.notna(row["change"])
    ]
    traces = [_dots(points, "", BLUE, "circle")] if points else []
    title = _CHANGE.in_language(language)
    return _dot_figure(traces, points, labels, title, "+.0%", language, row_height=66)


def _end(value: Any, otherwise: Any) -> float:
    """Return an end of an interval, the value itself where nothing tells how sure it is."""
    return float(otherwise if pd.isna(value) else value)


def _written(row: Mapping[Any, Any], factor: float, *, is_share: bool, language: Language) -> str:
    told = []
    for name in ("expected", "low", "high"):
        value = row[name]
        if pd.notna(value):
            number = float(value) / factor
            told.append(
                format_share(number, language, 1)
                if is_share
                else format_number(number, language, 1)
            )
    return told[0] if len(told) == 1 else f"{told[0]} [{told[1]}; {told[2]}]"


def _dots(points: Sequence[_Point], name: str, colour: str, symbol: str) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [one.value for one in points],
        "y": [one.row for one in points],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [one.high - one.value for one in points],
            "arrayminus": [one.value - one.low for one in points],
            "color": colour,
            "thickness": 2,
            "width": 4,
        },
        "marker": {"size": 9, "color": colour, "symbol": symbol},
        "customdata": [one.words for one in points],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _dot_figure(
    traces: Sequence[Trace],
    points: Sequence[_Point],
    labels: Sequence[tuple[float, str]],
    title: str,
    tick_format: str,
    language: Language,
    row_height: int = 38,
) -> go.Figure:
    return house_figure(
        traces,
        language,
        height=110 + row_height * max(len(labels), 2),
        x_axis={
            "title": {"text": title},
            "range": _range(points),
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": GREY,
            "zerolinewidth": 2,
            "tickformat": tick_format,
            "nticks": 6,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": [place for place, _ in labels],
            "ticktext": [label for _, label in labels],
            "range": [-max(len(labels), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
        },
    )


def _range(points: Sequence[_Point]) -> list[float]:
    """Return an axis with zero, all values, and every end within the usual reach of one."""
    values = [0.0, *(one.value for one in points)]
    reach = _WIDE * float(np.median([one.high - one.low for one in points])) if points else 0.0
    ends = [end for one in points for end in (one.low, one.high) if abs(end - one.value) <= reach]
    low, high = min([*values, *ends]), max([*values, *ends])
    room = 0.06 * (high - low or 1.0)
    return [low - room if low < 0 else 0.0, high + room]
