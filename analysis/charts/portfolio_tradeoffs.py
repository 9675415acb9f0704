"""Charts of what a plan gives up: outcome by budget, prices of limits, other ways to choose."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart, wrapped
from analysis.charts.theme import BLUE, ORANGE, Trace, house_figure, sentence_case
from analysis.language import Language, Text, format_money, format_number, format_share, money_unit

FRONTIER_ALTERNATIVE = Text(
    "Đường: phần mục tiêu của phương án tốt nhất theo ngân sách, và mức không thể vượt; điểm rỗng: "
    "chưa chứng minh là tốt nhất.",
    "Line: the part of the objective of the best plan by budget, and what cannot be exceeded; a "
    "hollow point is not proved the best.",
)
PRICES_ALTERNATIVE = Text(
    "Điểm kèm khoảng: mục tiêu tăng bao nhiêu khi thêm tiền hoặc bỏ từng giới hạn.",
    "Dots with intervals: by how much the objective rises with more money or without each limit.",
)
WAYS_ALTERNATIVE = Text(
    "Điểm kèm khoảng: mục tiêu kỳ vọng của từng cách chọn, từ 5 % thấp nhất đến 5 % cao nhất.",
    "Dots with intervals: the objective expected of each way, from its 5th to 95th percentile.",
)
_OBJECTIVE = Text("Phần mục tiêu đạt được", "Part of the objective reached")
_RISE = Text("Mục tiêu tăng (điểm %)", "Objective rises (points)")
_BEST = Text("Phương án tốt nhất tìm được", "Best plan found")
_BOUND = Text("Không thể vượt", "Cannot be exceeded")
_NOW = Text("Ngân sách này", "This budget")
_POINT = Text(
    "{budget}: {objective}, {projects} đề án", "{budget}: {objective}, {projects} projects"
)
_UNPROVED = Text(
    "{budget}: {objective}, {projects} đề án; chưa chứng minh là tốt nhất",
    "{budget}: {objective}, {projects} projects; not proved the best",
)
_POINTS = Text("{points} điểm phần trăm", "{points} points")
_NOT_KNOWN = Text("không có phương án", "no plan")
_WAY = Text("{value} ({low}–{high})", "{value} ({low}–{high})")


def frontier_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the objective by budget with its bound; `frame` is plan_frontier.

    Budgets at which no plan keeps every limit are left out; a hollow point is not proved the best.
    """
    rows = frame[frame["objective"].notna()]
    currency = str(frame["currency"].iloc[0])
    unit = money_unit(float(frame["budget"].max()), currency)
    across = [float(value) / unit.factor for value in rows["budget"]]
    best = [float(value) for value in rows["objective"]]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "name": _BOUND.in_language(language),
            "x": across,
            "y": [None if pd.isna(value) else float(value) for value in rows["bound"]],
            "line": {"color": ORANGE, "width": 1.5, "dash": "dot"},
            "hoverinfo": "skip",
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "name": _BEST.in_language(language),
            "x": across,
            "y": best,
            "line": {"color": BLUE, "width": 3},
            "marker": {
                "size": 9,
                "symbol": ["circle" if proved else "circle-open" for proved in rows["proved"]],
            },
            "customdata": [
                (_POINT if bool(row["proved"]) else _UNPROVED)
                .filled(
                    budget=format_money(float(row["budget"]), currency, language),
                    objective=format_share(float(row["objective"]), language, 1),
                    projects=format_number(int(row["projects"]), language),
                )
                .in_language(language)
                for row in rows.to_dict("records")
            ],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
    ]
    here = rows[rows["factor"] == 1.0]
    if len(here):
        traces.append(
            {
                "type": "scatter",
                "mode": "markers+text",
                "name": _NOW.in_language(language),
                "x": [float(here["budget"].iloc[0]) / unit.factor],
                "y": [float(here["objective"].iloc[0])],
                "text": [_NOW.in_language(language)],
                "textposition": "bottom right",
                "marker": {
                    "size": 14,
                    "symbol": "circle-open",
                    "color": BLUE,
                    "line": {"width": 3},
                },
                "hoverinfo": "skip",
                "showlegend": False,
            }
        )
    return house_figure(
        traces,
        language,
        height=400,
        x_axis={
            "title": {"text": sentence_case(unit.name.in_language(language))},
            "rangemode": "tozero",
            "showgrid": True,
            "nticks": 6,
        },
        y_axis={
            "title": {"text": _OBJECTIVE.in_language(language)},
            "range": [0, 1.04],
            "tickformat": ",.0%",
        },
    )


def prices_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw what money brings and limits cost, in percentage points; `frame` is plan_prices."""
    dots = []
    for row in frame.to_dict("records"):
        rise, low, high = (
            None if pd.isna(row[name]) else 100 * float(row[name])
            for name in ("difference", "low", "high")
        )
        words = (
            _NOT_KNOWN if rise is None else _POINTS.filled(points=format_number(rise, language, 2))
        )
        dots.append(Dot(str(row["change"]), words.in_language(language), rise, low, high))
    return dots_chart(
        dots, language, wrapped(_RISE.in_language(language)), tick_format=",.1~f", room=0.03
    )


def ways_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the objective expected of each way to choose; `frame` is plan_alternatives."""
    dots = [
        Dot(
            str(row["method_name"]),
            _WAY.filled(
                value=format_share(float(row["value"]), language, 1),
                low=format_share(float(row["low"]), language),
                high=format_share(float(row["high"]), language),
            ).in_language(language),
            float(row["value"]),
            float(row["low"]),
            float(row["high"]),
            not bool(row["verified"]),
        )
        for row in frame.to_dict("records")
    ]
    title = wrapped(_OBJECTIVE.in_language(language))
    return dots_chart(dots, language, title, tick_format=",.0%")
