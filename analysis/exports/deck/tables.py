"""The table of a slide: of its chart, or of columns of its measure where there is no chart."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from analysis.exports.cell_words import cell_words, column_unit
from analysis.exports.deck.chart_spec import ChartSpec, value_text
from analysis.exports.deck.model import Table
from analysis.language import Language, Text
from analysis.measures import Measure, MeasureColumn

MOST_ROWS = 16
"""More rows than this are not read on a slide."""

_NUMBERS = {"year", "money", "count", "ratio", "share", "number"}
_YEAR = Text("Năm", "Year")
_GROUP = Text("Nhóm", "Group")
_FROM = Text("Từ", "From")
_TO = Text("Đến", "To")
_YES, _NO = Text("Có", "Yes"), Text("Không", "No")


def table_of_chart(spec: ChartSpec, language: Language) -> Table:
    """Return the very numbers of a chart as a table, intervals beside their value."""
    years = all(name.isdigit() and len(name) == 4 for name in spec.categories)
    first = spec.heading or (_YEAR if years else _GROUP).in_language(language)
    header, columns = [first], [list(spec.categories)]
    for one in spec.series:
        for label, values in (
            (one.name, one.values),
            (_FROM.in_language(language), one.low),
            (_TO.in_language(language), one.high),
        ):
            if values:
                header.append(label)
                columns.append([value_text(value, spec, language) for value in values])
    rows = list(zip(*columns, strict=True))
    numbers = (False, *(True for _ in header[1:]))
    left_out = spec.left_out + max(len(rows) - MOST_ROWS, 0)
    return Table(tuple(header), tuple(rows[:MOST_ROWS]), numbers, spec.axis, left_out)


def table_of_frame(
    frame: pd.DataFrame, measure: Measure, names: Sequence[str], language: Language
) -> Table:
    """Return some columns of a measure as a table, the first rows of it."""
    columns = [measure.column(name) for name in names]
    header, cells = [], []
    for column in columns:
        heading, words = _column(frame, column, language)
        header.append(heading)
        cells.append(words[:MOST_ROWS])
    numbers = tuple(column.kind in _NUMBERS for column in columns)
    rows = tuple(zip(*cells, strict=True))
    return Table(
        tuple(header),
        rows,
        numbers,
        measure.title.in_language(language),
        max(len(frame) - MOST_ROWS, 0),
    )


def _column(
    frame: pd.DataFrame, column: MeasureColumn, language: Language
) -> tuple[str, list[str]]:
    label = column.label.in_language(language)
    unit = column_unit(frame, column)
    if unit is not None:
        label = f"{label} ({unit.name.in_language(language)})"
    words = [
        cell_words(value, column, unit, language, money_digits=2) for value in frame[column.name]
    ]
    return label, words
