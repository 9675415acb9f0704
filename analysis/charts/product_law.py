"""Scores beside the law's order: where each product stands by both, the furthest apart first."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.product_ranking import rank_ticks
from analysis.charts.theme import BLUE, GREY, ORANGE, Trace, house_figure
from analysis.language import Language, Text, format_number

MOST_SHOWN = 20
"""Products drawn at most: those on which the two differ most; the table has them all."""

LAW_ALTERNATIVE = Text(
    "Biểu đồ chấm đôi: hạng theo quy định và hạng theo điểm của từng sản phẩm.",
    "Dot pairs: the rank by law and the rank by score of each product.",
)

_AXIS = Text("Hạng (đồng hạng lấy giữa)", "Rank (ties: the middle)")
_LAW = Text("Theo quy định", "By law")
_HIGHER = Text("Theo điểm, cao hơn", "By score, higher")
_LOWER = Text("Theo điểm, thấp hơn", "By score, lower")
_SAME = Text("Theo điểm, bằng nhau", "By score, the same")
_LOOKS = (
    (1, _HIGHER, BLUE, "triangle-left"),
    (-1, _LOWER, ORANGE, "triangle-right"),
    (0, _SAME, GREY, "circle"),
)
_WORDS = Text("quy định {law} → điểm {score}", "law {law} → score {score}")


def law_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw both ranks of the products that differ most; `frame` is measure product_against_law."""
    rows = frame[frame["gap"].notna()].head(MOST_SHOWN).to_dict("records")
    places = [-float(place) for place in range(len(rows))]
    lines_x: list[float | None] = []
    lines_y: list[float | None] = []
    for row, place in zip(rows, places, strict=True):
        lines_x += [float(row["law_rank"]), float(row["score_rank"]), None]
        lines_y += [place, place, None]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "lines",
            "x": lines_x,
            "y": lines_y,
            "line": {"color": GREY, "width": 2},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        _points(rows, places, "law_rank", _LAW, GREY, "circle-open", language),
    ]
    for side, name, colour, symbol in _LOOKS:
        chosen = [
            (row, place)
            for row, place in zip(rows, places, strict=True)
            if (row["gap"] > 0) - (row["gap"] < 0) == side
        ]
        if chosen:
            those, there = [row for row, _ in chosen], [place for _, place in chosen]
            traces.append(_points(those, there, "score_rank", name, colour, symbol, language))
    last = max((float(row[name]) for row in rows for name in ("law_rank", "score_rank")), default=2)
    return house_figure(
        traces,
        language,
        height=130 + 40 * max(len(rows), 2),
        x_axis={
            "title": {"text": _AXIS.in_language(language), "font": {"size": 12}},
            "range": [0.2, last + 0.8],
            "showgrid": True,
            "zeroline": False,
            "tickmode": "array",
            "tickvals": rank_ticks(int(last)),
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


def _points(
    rows: Sequence[Mapping[Hashable, Any]],
    places: Sequence[float],
    column: str,
    name: Text,
    colour: str,
    symbol: str,
    language: Language,
) -> Trace:
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name.in_language(language),
        "x": [float(row[column]) for row in rows],
        "y": list(places),
        "marker": {
            "size": 12,
            "symbol": symbol,
            "color": colour,
            "line": {"width": 2, "color": colour},
        },
        "cliponaxis": False,
        "customdata": [f"{row['name']}: {_words(row, language)}" for row in rows],
        "hovertemplate": "%{customdata}<extra></extra>",
    }


def _words(row: Mapping[Hashable, Any], language: Language) -> str:
    ranks = {
        "law": format_number(float(row["law_rank"]), language, 1),
        "score": format_number(float(row["score_rank"]), language, 1),
    }
    return _WORDS.filled(**ranks).in_language(language)


def _label(row: Mapping[Hashable, Any], language: Language) -> str:
    return f"<b>{wrapped(str(row['name']), 24)}</b> <br>{_words(row, language)} "
