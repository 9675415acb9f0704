"""The table: one way to write a measure's frame for reading, in the reader's language.

It is a plain HTML table. A screen reader can walk it, a browser can copy and print it, and it
brings no English menu of its own onto a Vietnamese page.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.exports.cell_words import cell_words, column_unit
from analysis.language import (
    Language,
    MoneyUnit,
)
from analysis.measures import Measure, MeasureColumn
from dashboard.ui.translation import Translator

_RIGHT = {"year", "money", "count", "ratio", "share", "number"}


def shown_columns(measure: Measure) -> list[MeasureColumn]:
    """Return the columns a reader wants: a code stands back where its name is beside it."""
    names = {column.name for column in measure.columns}
    return [column for column in measure.columns if f"{column.name}_name" not in names]


def draw_table(
    frame: pd.DataFrame,
    measure: Measure,
    translate: Translator,
    columns: Sequence[str] | None = None,
) -> None:
    """Draw a measure's frame; `columns` picks and orders them, all known ones without."""
    chosen = (
        shown_columns(measure) if columns is None else [measure.column(name) for name in columns]
    )
    # A column nobody has a value for says nothing; the download still has it.
    chosen = [column for column in chosen if frame[column.name].notna().any()]
    st.html(table_html(frame, chosen, measure.title.in_language(translate.language), translate))


def table_html(
    frame: pd.DataFrame, columns: Sequence[MeasureColumn], caption: str, translate: Translator
) -> str:
    """Return an accessible HTML table; unknown cells are a dash."""
    language = translate.language
    units = {column.name: column_unit(frame, column) for column in columns}
    head = "".join(
        f'<th scope="col"{_align(column)}>{escape(_heading(column, units, language))}</th>'
        for column in columns
    )
    cells = [
        [cell_text(value, column, units[column.name], translate) for value in frame[column.name]]
        for column in columns
    ]
    aligned = [_align(column) for column in columns]
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{align}>{escape(text)}</td>" for align, text in zip(aligned, row, strict=True)
        )
        + "</tr>"
        for row in zip(*cells, strict=True)
    )
    return (
        f'<div class="kc-table" role="group" tabindex="0" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def cell_text(
    value: Any, column: MeasureColumn, unit: MoneyUnit | None, translate: Translator
) -> str:
    """Return one value as a reader writes it; an unknown one is a dash."""
    return cell_words(value, column, unit, translate.language)


def _heading(column: MeasureColumn, units: dict[str, MoneyUnit | None], language: Language) -> str:
    label = column.label.in_language(language)
    unit = units[column.name]
    return label if unit is None else f"{label} ({unit.name.in_language(language)})"


def _align(column: MeasureColumn) -> str:
    if column.kind in _RIGHT:
        return ' class="kc-number"'
    # Sources and notes hold addresses, which must be allowed to break anywhere.
    return ' class="kc-long"' if column.name in ("source", "note", "text_value") else ""
