"""The table of a slide: of its chart, or of columns of its measure where there is no chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from analysis.exports.deck.chart_spec import ChartSpec, value_text
from analysis.exports.deck.model import Table
from analysis.language import (
    Language,
    Text,
    format_day,
    format_figure,
    format_number,
    format_share,
    money_unit,
)
from analysis.measures import Measure, MeasureColumn, code_label

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
        header.append(one.name)
        columns.append([value_text(value, spec.form, language) for value in one.values])
        for label, ends in ((_FROM, one.low), (_TO, one.high)):
            if ends:
                header.append(label.in_language(language))
                columns.append([value_text(value, spec.form, language) for value in ends])
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
    factor = 1.0
    if column.kind == "money" and "currency" in frame and frame["currency"].nunique() == 1:
        largest = frame[column.name].max()
        unit = money_unit(
            None if pd.isna(largest) else float(largest), str(frame["currency"].dropna().iloc[0])
        )
        factor, label = float(unit.factor), f"{label} ({unit.name.in_language(language)})"
    return label, [_cell(value, column, factor, language) for value in frame[column.name]]


def _cell(value: Any, column: MeasureColumn, factor: float, language: Language) -> str:
    if pd.isna(value):
        return "–"
    if column.kind == "money":
        return format_number(float(value) / factor, language, 2 if factor > 1 else 0)
    if column.kind == "count":
        return format_number(float(value), language)
    if column.kind in ("number", "ratio"):
        return format_figure(float(value), language)
    if column.kind == "share":
        return format_share(float(value), language, 1)
    if column.kind == "year":
        return str(int(value))
    if column.kind == "date":
        return format_day(pd.Timestamp(value).date(), language)
    if column.kind == "flag":
        return (_YES if value else _NO).in_language(language)
    if column.kind == "code" and column.code_list:
        return code_label(column.code_list, str(value), language)
    return str(value)
