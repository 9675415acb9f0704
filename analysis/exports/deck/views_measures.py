"""Any measure of the catalogue as a view: its chart where it has one of a deck's forms, its table.

A measure that has a view of its own among the others is told there, with a sentence.
"""

from __future__ import annotations

import plotly.graph_objects as go

from analysis.charts.by_measure import BUILDERS, chart
from analysis.exports.deck.chart_spec import ChartSpec
from analysis.exports.deck.figure_spec import spec_of_figure
from analysis.exports.deck.view import Asked, Loaded, View, measured
from analysis.language import Text
from analysis.measures import Measure, catalogue

MOST_COLUMNS = 7
"""Columns of a measure's table that are read on a slide."""

_TELLING = 3
_NEVER = {"case", "simulated", "currency", "prices", "price_year", "vintage"}
_NUMBERS = {"money", "count", "ratio", "share", "number"}
_NAME = Text("Thước đo: {title}", "Measure: {title}")
_SHOWS_CHART = Text(
    "Biểu đồ và bảng của thước đo, như ở trang của nó",
    "Chart and table of the measure, as on its page",
)
_SHOWS_TABLE = Text("Các dòng đầu của bảng thước đo", "The first rows of the measure's table")
_DESCRIBES = Text(
    "Là mô tả: tự nó không nói vì sao, và không phải tác động của hỗ trợ",
    "It describes: by itself it does not say why, and it is no effect of support",
)


def table_columns(measure: Measure) -> tuple[str, ...]:
    """Return the columns a slide shows: what tells rows apart, then the first figures.

    A code whose name stands beside it is left out, as is what every row has in common.
    """
    there = {column.name for column in measure.columns}
    usable = [
        column
        for column in measure.columns
        if column.name not in _NEVER and f"{column.name}_name" not in there
    ]
    telling = [one.name for one in usable if one.kind not in _NUMBERS]
    figures = [one.name for one in usable if one.kind in _NUMBERS]
    order = [*telling[:_TELLING], *figures, *telling[_TELLING:]]
    chosen = set(order[:MOST_COLUMNS])
    return tuple(one.name for one in usable if one.name in chosen)


def _figure(loaded: Loaded, asked: Asked) -> go.Figure:
    return chart(loaded.measure.name, loaded.frame, asked.language)


def _spec(loaded: Loaded, asked: Asked) -> ChartSpec | None:
    called = loaded.measure.title.in_language(asked.language)
    return spec_of_figure(_figure(loaded, asked), called)


def measure_view(measure: Measure) -> View:
    """Return the view of a measure; the frozen set tells of none so."""
    drawn = measure.name in BUILDERS
    return View(
        measure.name,
        _NAME.filled(title=measure.title),
        measured(measure.name),
        lambda loaded, asked: None,
        _figure if drawn else None,
        _SHOWS_CHART if drawn else _SHOWS_TABLE,
        _DESCRIBES,
        spec=_spec if drawn else None,
        columns=table_columns(measure),
    )


def measure_views() -> tuple[View, ...]:
    """Return a view for every measure, in the order of the catalogue."""
    return tuple(measure_view(measure) for measure in catalogue().values())
