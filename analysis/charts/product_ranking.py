"""The ranking of products: where each stands, and how far weights and the unknown could move it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, Trace, house_figure
from analysis.language import Language, Text, format_number

MOST_SHOWN = 20
"""More products than this are not drawn; the table has them all."""

RANKING_ALTERNATIVE = Text(
    "Biểu đồ điểm: hạng của từng sản phẩm, dải hạng trên 90% bộ trọng số và khoảng hạng do giá trị "
    "chưa rõ.",
    "Dot plot: the rank of each product, the band of ranks over 90% of weights and the interval "
    "that unknown values leave open.",
)

_BAND = "#B9CFE3"
_AXIS = Text("Hạng trong {n} sản phẩm", "Rank of {n} products")
_RANK = Text("Hạng theo trọng số đang chọn", "Rank by the chosen weights")
_LIKELY = Text("90% mọi bộ trọng số", "90% of all weights")
_OPEN = Text("Nếu biết hết giá trị", "Were all values known")
_UNKNOWN = Text(" · chưa rõ {some}/{all}", " · {some}/{all} unknown")
_HOVER = Text(
    "{name}: hạng {rank}; {low}–{high} trên 90% trọng số; {best}–{worst} nếu biết hết",
    "{name}: rank {rank}; {low} to {high} over 90% of weights; {best} to {worst} were all known",
)
_LEAST_WIDTH = 0.16
"""A band of one single rank is still seen."""


def ranking_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the first products of a ranking, the best on top; `frame` is measure product_ranking."""
    rows = frame.head(MOST_SHOWN).to_dict("records")
    places = [-float(place) for place in range(len(rows))]
    traces = [
        _bars(rows, places, "likely_low", "likely_high", language),
        _open_ends(rows, places, language),
        _dots(rows, places, language),
    ]
    last = max((int(row["worst_rank"]) for row in rows), default=1)
    last = max(last, *(int(row["likely_high"]) for row in rows), 2) if rows else 2
    return house_figure(
        traces,
        language,
        height=130 + 40 * max(len(rows), 2),
        x_axis={
            "title": {
                "text": _AXIS.filled(n=len(frame)).in_language(language),
                "font": {"size": 12},
            },
            "range": [0.4, last + 0.6],
            "showgrid": True,
            "zeroline": False,
            "tickmode": "array",
            "tickvals": rank_ticks(last),
            "tickangle": 0,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": [_label(row, language) for row in rows],
            "range": [-max(len(rows), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
    )


def rank_ticks(last: int) -> list[int]:
    """Return the ranks written on the axis: the first one always, then whole steps."""
    step = next(step for step in (1, 2, 5, 10, 25, 50, 10**6) if last <= 5 * step)
    return [1, *range(step if step > 1 else 2, last + 1, step)]


def _bars(
    rows: list[dict[Hashable, Any]], places: list[float], low: str, high: str, language: Language
) -> Trace:
    return {
        "type": "bar",
        "orientation": "h",
        "name": _LIKELY.in_language(language),
        "base": [float(row[low]) - _LEAST_WIDTH for row in rows],
        "x": [float(row[high]) - float(row[low]) + 2 * _LEAST_WIDTH for row in rows],
        "y": places,
        "width": 0.42,
        "marker": {"color": _BAND},
        "hoverinfo": "skip",
    }


def _open_ends(rows: list[dict[Hashable, Any]], places: list[float], language: Language) -> Trace:
    """Return the intervals that unknown values leave, as lines with an end mark on each side."""
    across: list[float | None] = []
    up: list[float | None] = []
    for row, place in zip(rows, places, strict=True):
        across += [float(row["best_rank"]), float(row["worst_rank"]), None]
        up += [place, place, None]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": _OPEN.in_language(language),
        "x": across,
        "y": up,
        "line": {"color": GREY, "width": 2},
        "marker": {"symbol": "line-ns", "size": 9, "line": {"color": GREY, "width": 2}},
        "hoverinfo": "skip",
    }


def _dots(rows: list[dict[Hashable, Any]], places: list[float], language: Language) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": _RANK.in_language(language),
        "x": [float(row["rank"]) for row in rows],
        "y": places,
        "marker": {"size": 12, "color": BLUE, "line": {"width": 1.5, "color": "white"}},
        "cliponaxis": False,
        "customdata": [
            _HOVER.filled(
                name=row["name"],
                rank=int(row["rank"]),
                low=int(row["likely_low"]),
                high=int(row["likely_high"]),
                best=int(row["best_rank"]),
                worst=int(row["worst_rank"]),
            ).in_language(language)
            for row in rows
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _label(row: Mapping[Hashable, Any], language: Language) -> str:
    unknown = (
        _UNKNOWN.filled(some=int(row["unknown"]), all=int(row["criteria"])).in_language(language)
        if row["unknown"]
        else ""
    )
    score = format_number(float(row["score"]), language, 3)
    return f"<b>{int(row['rank'])}. {wrapped(str(row['name']), 24)}</b> <br>{score}{unknown} "
