"""Dated notes on a chart over time: thin lines and shaded spans with numbers, told below it."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import FONT, GREY
from analysis.language import Language, format_day
from analysis.measures.model import code_label

Axis = Literal["years", "dates"]
"""What the horizontal axis of a chart counts: whole years as numbers, or days."""

TimeAxis = Literal["years", "dates", "rows"]
"""Where a chart has its time; one whose rows are years has no place for lines, only the notes."""

_ROW = 18
_LEGEND_LINE = 20
"""The height of a row of numbers above the plot, in pixels."""
_APART = 0.06
"""Numbers nearer to each other than this share of the width stand in different rows."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A chart with its numbered notes, and the line of text for each number, in order."""

    figure: go.Figure
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Note:
    start: float
    end: float | None
    text: str


def annotated(
    figure: go.Figure, notes: pd.DataFrame, language: Language, axis: Axis = "years"
) -> Annotated:
    """Return a copy of a chart with the notes of its time, numbered by date.

    `notes` is measure annotations. On an axis of years the bar of year y stands on y and spans
    y - 0.5 to y + 0.5, so 1 January of y lies at y - 0.5. A note outside the axis is left out.
    Numbers stand above the plot, so they cover neither bars nor each other; hovering one tells it.
    """
    edges = _edges(figure, axis)
    if edges is None or notes.empty:
        return Annotated(figure, ())
    told = [note for note in _notes(notes, language, axis) if _touches(note, edges)]
    if not told:
        return Annotated(figure, ())
    lines = tuple(f"{place}. {note.text}" for place, note in enumerate(told, start=1))
    rows = _rows(told, edges)
    shapes: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for note, row, line in zip(told, rows, lines, strict=True):
        shapes.append(_shape(note, edges, axis))
        marks.append(_mark(note, row, line, edges, axis))
    copy = _copied(figure)
    _make_room(copy, max(rows) + 1)
    copy.layout.shapes = [*copy.layout.shapes, *shapes]
    copy.layout.annotations = [*copy.layout.annotations, *marks]
    return Annotated(copy, lines)


def _copied(figure: go.Figure) -> go.Figure:
    """Return a copy that checks what is added to it, not again all it was made of."""
    copy = go.Figure(figure.to_dict(), _validate=False)
    copy._validate = True
    return copy


def told_for_years(notes: pd.DataFrame, years: Sequence[int], language: Language) -> list[str]:
    """Return the notes that touch any of some years, by date, for below a chart of rows."""
    if not years:
        return []
    edges = (min(years) - 0.5, max(years) + 0.5)
    told = [note for note in _notes(notes, language, "years") if _touches(note, edges)]
    return [note.text for note in told]


def decimal_year(when: date) -> float:
    """Return where a day lies on an axis of years: 1 January of y at y - 0.5."""
    days = 366 if calendar.isleap(when.year) else 365
    return when.year - 0.5 + (when.timetuple().tm_yday - 1) / days


def _notes(frame: pd.DataFrame, language: Language, axis: Axis) -> list[_Note]:
    found = []
    for _place, row in frame.sort_values("starts_on", kind="stable").iterrows():
        starts = pd.Timestamp(row["starts_on"]).date()
        ends = None if pd.isna(row["ends_on"]) else pd.Timestamp(row["ends_on"]).date()
        days = format_day(starts, language)
        if ends is not None:
            days = f"{days} – {format_day(ends, language)}"
        kind = code_label("annotation_kind", str(row["kind"]), language)
        title = str(row[f"title_{language}"])
        # The last day belongs to the span, so it ends where the next day begins.
        end = None if ends is None else _place_of(ends + timedelta(days=1), axis)
        found.append(_Note(_place_of(starts, axis), end, f"{days}: {title} ({kind})"))
    return found


def _place_of(when: date, axis: Axis) -> float:
    return decimal_year(when) if axis == "years" else float(when.toordinal())


def _value(place: float, axis: Axis) -> float | str:
    """Return a place as the axis of the chart writes it."""
    return place if axis == "years" else date.fromordinal(round(place)).isoformat()


def _edges(figure: go.Figure, axis: Axis) -> tuple[float, float] | None:
    """Return the first and last place of the axis; None for a chart without data."""
    if figure.layout.xaxis.range is not None:
        low, high = figure.layout.xaxis.range
        return _read(low, axis), _read(high, axis)
    places = [
        _read(value, axis)
        for trace in figure.data
        if trace.x is not None
        for value in trace.x
        if value is not None and value == value
    ]
    if not places:
        return None
    margin = 0.5 if axis == "years" else 0.0
    return min(places) - margin, max(places) + margin


def _read(value: Any, axis: Axis) -> float:
    return float(value) if axis == "years" else float(pd.Timestamp(value).date().toordinal())


def _touches(note: _Note, edges: tuple[float, float]) -> bool:
    low, high = edges
    return note.start <= high and (note.start if note.end is None else note.end) >= low


def _anchor(note: _Note, edges: tuple[float, float]) -> float:
    """Return where the number of a note stands: at its day, or in the middle of what is seen."""
    if note.end is None:
        return note.start
    return (max(note.start, edges[0]) + min(note.end, edges[1])) / 2


def _rows(notes: Sequence[_Note], edges: tuple[float, float]) -> list[int]:
    """Return the row of each number, the lowest in which it stands clear of the others."""
    apart = (edges[1] - edges[0]) * _APART
    taken: list[list[float]] = []
    rows = []
    for note in notes:
        place = _anchor(note, edges)
        row = 0
        while row < len(taken) and any(abs(place - other) < apart for other in taken[row]):
            row += 1
        if row == len(taken):
            taken.append([])
        taken[row].append(place)
        rows.append(row)
    return rows


def _shape(note: _Note, edges: tuple[float, float], axis: Axis) -> dict[str, Any]:
    if note.end is None:
        place = _value(note.start, axis)
        return {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": place,
            "x1": place,
            "y0": 0,
            "y1": 1,
            "line": {"color": GREY, "width": 1, "dash": "dot"},
        }
    return {
        "type": "rect",
        "xref": "x",
        "yref": "paper",
        "x0": _value(max(note.start, edges[0]), axis),
        "x1": _value(min(note.end, edges[1]), axis),
        "y0": 0,
        "y1": 1,
        "layer": "below",
        "fillcolor": GREY,
        "opacity": 0.16,
        "line": {"width": 0},
    }


def _mark(
    note: _Note, row: int, line: str, edges: tuple[float, float], axis: Axis
) -> dict[str, Any]:
    return {
        "x": _value(_anchor(note, edges), axis),
        "xref": "x",
        "y": 1,
        "yref": "paper",
        "yanchor": "bottom",
        "yshift": row * _ROW,
        "showarrow": False,
        "text": line.split(".", 1)[0],
        "font": {"family": FONT, "size": 11},
        "bordercolor": GREY,
        "borderwidth": 1,
        "borderpad": 1,
        "hovertext": line,
        "hoverlabel": {"font": {"family": FONT, "size": 13}},
    }


def _make_room(figure: go.Figure, rows: int) -> None:
    """Add height above the plot for the numbers, and move the legend over them.

    The legend takes its own height from the plot, by which its place is measured: all its lines
    where they stand below each other, up to two of a row on a narrow screen.
    """
    room = rows * _ROW + 4
    height = figure.layout.height or 360
    margin = figure.layout.margin
    top, bottom = margin.t or 0, margin.b or 0
    legend = figure.layout.legend
    lines = 2 if legend.orientation == "h" else len(figure.data)
    plot = max(height - top - bottom - 40 - lines * _LEGEND_LINE, 80)
    figure.layout.height = height + room
    figure.layout.margin.t = top + room
    if legend.y == 1.0:
        figure.layout.legend.update(yref="paper", yanchor="bottom", y=1.0 + room / plot)
