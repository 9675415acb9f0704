"""The rows of a measure on a worksheet: headings in the language, numbers as numbers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from analysis.exports.cells import harmless
from analysis.language import Language
from analysis.measures import Measure, MeasureColumn
from analysis.scope import PRICES

SAFE_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False}
"""No text of a cell becomes a formula or a link."""

MARK_COLOUR = "#A8321E"
_TEXTS = ("text", "code", "currency", "district")
_WIDE, _NARROW = 30, 16


@dataclass(frozen=True, slots=True)
class SheetFormats:
    """The formats of one workbook."""

    bold: Format
    wrapped: Format
    left: Format
    title: Format
    mark: Format
    link: Format
    of_kind: dict[str, Format]


def sheet_formats(book: Workbook) -> SheetFormats:
    """Add the formats of sheets to a workbook."""
    return SheetFormats(
        bold=book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        wrapped=book.add_format({"text_wrap": True, "valign": "top"}),
        left=book.add_format({"align": "left"}),
        title=book.add_format({"bold": True, "font_size": 14}),
        mark=book.add_format({"bold": True, "font_color": MARK_COLOUR}),
        link=book.add_format({"font_color": "#005F8C", "underline": 1}),
        of_kind={
            "money": book.add_format({"num_format": "#,##0"}),
            "count": book.add_format({"num_format": "#,##0"}),
            "share": book.add_format({"num_format": "0.0%"}),
            "ratio": book.add_format({"num_format": "0.00"}),
            "number": book.add_format({"num_format": "#,##0.##"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy"}),
        },
    )


def write_rows(
    sheet: Worksheet,
    formats: SheetFormats,
    measure: Measure,
    frame: pd.DataFrame,
    language: Language,
    top: int,
) -> None:
    """Write the columns of a measure from row `top` (0-based) on: the headings, then the rows.

    What is not known stays an empty cell; a text that a spreadsheet program would run is made
    harmless.
    """
    for position, column in enumerate(measure.columns):
        sheet.write_string(top, position, column.label.in_language(language), formats.bold)
        sheet.set_column(position, position, _WIDE if column.kind == "text" else _NARROW)
        for row, value in enumerate(frame[column.name], start=top + 1):
            if not pd.isna(value):
                _write(sheet, formats, column, row, position, value, language)
    sheet.autofilter(top, 0, top + max(len(frame), 1), len(measure.columns) - 1)


def _write(
    sheet: Worksheet,
    formats: SheetFormats,
    column: MeasureColumn,
    row: int,
    position: int,
    value: Any,
    language: Language,
) -> None:
    if column.kind == "flag":
        sheet.write_boolean(row, position, bool(value))
    elif column.kind == "date":
        moment = pd.Timestamp(value).to_pydatetime()
        sheet.write_datetime(row, position, moment, formats.of_kind["date"])
    elif column.name == "prices":
        sheet.write_string(row, position, PRICES[value].in_language(language))
    elif column.kind in _TEXTS:
        # A text cell is no formula here, but would be one in a CSV saved from it.
        sheet.write_string(row, position, harmless(str(value)))
    else:
        sheet.write_number(row, position, float(value), formats.of_kind.get(column.kind))
