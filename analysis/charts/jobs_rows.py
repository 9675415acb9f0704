"""Rows of dots with intervals, some without an upper end: one row for each thing compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, INK, LEGEND_TOP, Trace, house_figure
from analysis.language import Language, Text


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """One row: a label, words under it, and an estimate with its interval, None where unknown.

    `open_ended` says that the interval has no upper end. A row that `stands_back` is hollow: too
    few to be compared. `second` is another estimate of the same, with its interval.
    """

    label: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    open_ended: bool = False
    stands_back: bool = False
    second: tuple[float, float, float] | None = None


def interval_rows(
    rows: Sequence[IntervalRow],
    language: Language,
    title: str,
    *,
    edge: float,
    start: float = 0.0,
    tick_format: str | None = None,
    names: tuple[Text, Text] | None = None,
) -> go.Figure:
    """Draw rows from top to bottom on an axis from `start` to `edge`.

    An interval without an upper end, or with one beyond the edge, runs to the edge and ends in an
    arrow; the words say which. `names` are those of the two estimates, where there are two.
    """
    shift = 0.16 if names else 0.0
    places = [-float(place) for place in range(len(rows))]
    traces: list[Trace] = [_lines(rows, places, edge, start, shift)]
    traces.append(_dots(rows, places, edge, shift, names, language))
    arrows = [
        place + shift
        for place, row in zip(places, rows, strict=True)
        if row.low is not None and (row.open_ended or (row.high is not None and row.high > edge))
    ]
    traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [edge] * len(arrows),
            "y": arrows,
            "marker": {"symbol": "triangle-right", "size": 13, "color": BLUE},
            "cliponaxis": False,
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    if names:
        traces.append(_second(rows, places, shift, names[1], language))
    labels = [f"<b>{wrapped(row.label)}</b> <br>{wrapped(row.words, 30)} " for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        traces,
        language,
        height=(120 if names else 90) + (18 * lines + 12) * max(len(rows), 2),
        showlegend=names is not None,
        legend={**LEGEND_TOP, "orientation": "v"},
        margin={"l": 8, "r": 24, "t": 28, "b": 8},
        x_axis={
            "title": {"text": title},
            "range": [start, edge],
            "showgrid": True,
            "zeroline": True,
            "zerolinewidth": 2,
            "zerolinecolor": "rgba(107,114,128,0.6)",
            "tickformat": tick_format,
            "nticks": 5,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": places,
            "ticktext": labels,
            "range": [-max(len(rows), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
        },
    )


def _lines(
    rows: Sequence[IntervalRow], places: Sequence[float], edge: float, start: float, shift: float
) -> Trace:
    """Return the intervals as one trace of separate lines, cut at the ends of the axis."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in zip(places, rows, strict=True):
        if row.low is None or (row.high is None and not row.open_ended):
            continue
        high = edge if row.high is None else min(row.high, edge)
        x += [max(row.low, start), high, None]
        y += [place + shift, place + shift, None]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": x,
        "y": y,
        "line": {"color": BLUE, "width": 2},
        "hoverinfo": "skip",
        "showlegend": False,
    }


def _dots(
    rows: Sequence[IntervalRow],
    places: Sequence[float],
    edge: float,
    shift: float,
    names: tuple[Text, Text] | None,
    language: Language,
) -> Trace:
    known = [
        (place, row, row.value)
        for place, row in zip(places, rows, strict=True)
        if row.value is not None and row.value <= edge
    ]
    trace: dict[str, Any] = {
        "type": "scatter",
        "mode": "markers",
        "x": [value for _, _, value in known],
        "y": [place + shift for place, _, _ in known],
        "marker": {
            "size": 10,
            "color": [GREY if row.stands_back else BLUE for _, row, _ in known],
            "symbol": ["circle-open" if row.stands_back else "circle" for _, row, _ in known],
            "line": {"width": 2, "color": BLUE},
        },
        "cliponaxis": False,
        "customdata": [f"{row.label}: {row.words}" for _, row, _ in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    if names:
        trace["name"] = names[0].in_language(language)
    return trace


def _second(
    rows: Sequence[IntervalRow],
    places: Sequence[float],
    shift: float,
    name: Text,
    language: Language,
) -> Trace:
    known = [
        (place, row.second)
        for place, row in zip(places, rows, strict=True)
        if row.second is not None
    ]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [second[0] for _, second in known],
        "y": [place - shift for place, _ in known],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [second[2] - second[0] for _, second in known],
            "arrayminus": [second[0] - second[1] for _, second in known],
            "color": INK,
            "thickness": 1.5,
            "width": 4,
        },
        "marker": {"size": 9, "symbol": "diamond", "color": INK},
        "cliponaxis": False,
        "name": name.in_language(language),
        "hoverinfo": "skip",
    }
