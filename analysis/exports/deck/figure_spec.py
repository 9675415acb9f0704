"""From the house's own figure of a measure to a chart of a deck, where it has one of its forms.

Bars, standing or lying, and lines over years are native charts of PowerPoint, too; their values,
intervals, colours and axis title are read off the figure, so that page and slide cannot differ.
What is drawn in another way (points of two measurements, bands, segments) has no such form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.charts.theme import CATEGORICAL
from analysis.exports.deck.chart_spec import MOST_CATEGORIES, ChartSpec, Form, Kind, Series

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def spec_of_figure(figure: go.Figure, called: str) -> ChartSpec | None:
    """Return a figure as a chart of a deck; None where it has none of the forms of one.

    `called` is what the figure shows, for an axis or a series that has no name of its own.
    """
    traces = [trace for trace in figure.data if trace.x is not None and len(trace.x)]
    kind = _kind_of(traces)
    if kind is None:
        return None
    lying = kind == "bars"
    along, across = (figure.layout.yaxis, figure.layout.xaxis)
    if not lying:
        along, across = across, along
    names = _ticks(along)
    categories = _categories(traces, lying)
    # The figure lists lying bars from below, unless its axis is turned; a deck from above.
    if lying and along.autorange != "reversed":
        categories.reverse()
    shown = categories[:MOST_CATEGORIES] if lying else categories[-MOST_CATEGORIES:]
    axis = _plain(across.title.text or "") or called
    series = tuple(_series(trace, place, shown, lying, axis) for place, trace in enumerate(traces))
    if not all(_whole_number(one) or one.strip() for one in map(str, shown)):
        return None
    form: Form = "share" if "%" in (across.tickformat or "") else "number"
    stacked = len(series) > 1 and figure.layout.barmode in ("stack", "relative")
    return ChartSpec(
        kind,
        tuple(_plain(names.get(one, one)) for one in shown),
        series,
        axis,
        form,
        stacked and kind != "lines",
        left_out=len(categories) - len(shown),
    )


def _kind_of(traces: Sequence[Any]) -> Kind | None:
    if not traces:
        return None
    if all(trace.type == "bar" for trace in traces):
        lying = {trace.orientation == "h" for trace in traces}
        if len(lying) == 2 or any(trace.base is not None for trace in traces):
            return None
        return "bars" if lying == {True} else "columns"
    over_years = all(
        trace.type == "scatter"
        and "lines" in (trace.mode or "")
        and trace.fill in (None, "none")
        and all(_whole_number(one) for one in trace.x)
        for trace in traces
    )
    return "lines" if over_years else None


def _categories(traces: Sequence[Any], lying: bool) -> list[Any]:
    """Return the categories of all traces; years in order, others as they come."""
    found = dict.fromkeys(one for trace in traces for one in (trace.y if lying else trace.x))
    whole = all(_whole_number(one) for one in found)
    return sorted(found, key=int) if whole and not lying else list(found)


def _series(trace: Any, place: int, categories: Sequence[Any], lying: bool, called: str) -> Series:
    names, values = (trace.y, trace.x) if lying else (trace.x, trace.y)
    error = trace.error_x if lying else trace.error_y
    by_name = {name: _number(value) for name, value in zip(names, values, strict=True)}
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()
    if error is not None and error.array is not None:
        below = error.array if error.arrayminus is None else error.arrayminus
        ends = {
            name: (_number(under), _number(over))
            for name, under, over in zip(names, below, error.array, strict=True)
        }
        low = tuple(
            _moved(by_name.get(one), ends.get(one, (None, None))[0], -1) for one in categories
        )
        high = tuple(
            _moved(by_name.get(one), ends.get(one, (None, None))[1], 1) for one in categories
        )
    return Series(
        _plain(trace.name or "") or called,
        _colour(trace, place),
        tuple(by_name.get(one) for one in categories),
        low,
        high,
    )


def _moved(value: float | None, by: float | None, sign: int) -> float | None:
    return None if value is None or by is None else value + sign * by


def _number(value: Any) -> float | None:
    return None if value is None or value != value else float(value)


def _whole_number(value: Any) -> bool:
    return re.fullmatch(r"\d{4}", str(value)) is not None


def _colour(trace: Any, place: int) -> str:
    given = trace.marker.color if trace.type == "bar" else (trace.line.color or trace.marker.color)
    one = (
        given if isinstance(given, str) else next(iter(given), None) if given is not None else None
    )
    return one if isinstance(one, str) and _COLOUR.fullmatch(one) else colour_at(place)


def colour_at(place: int) -> str:
    """Return the house's colour of the series at a place."""
    return CATEGORICAL[place % len(CATEGORICAL)]


def _ticks(axis: Any) -> Mapping[Any, str]:
    if axis.tickvals is None or axis.ticktext is None:
        return {}
    return dict(zip(axis.tickvals, axis.ticktext, strict=False))


def _plain(text: Any) -> str:
    """Return the words of a label without the marks a figure writes in it."""
    return re.sub(r"\s+", " ", re.sub(r"<br\s*/?>|</?b>|</?i>", " ", str(text))).strip()
