"""The workbook officers fill in, made from the dictionary: one sheet a table, units named once.

Row 1 of a sheet is its title, row 2 the unit of its amounts, row 3 the headings, row 4 an example
and the data begin in row 5. The same workbook with the rows of a case in it is how an officer
takes their data away, edits them and hands them in again: nothing is rounded on the way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import pandas as pd
import xlsxwriter

from analysis.dictionary import HANDED_IN_TABLES, TABLES, Column, Table
from analysis.exports.template_columns import NUMBER_FORMATS, both, heading, kind_of, note, width
from analysis.exports.template_error import TemplateError, nearest
from analysis.exports.template_examples import example, first_cell
from analysis.exports.template_guide import (
    GUIDE_SHEET,
    HIDDEN_SHEET,
    SIMULATED_MARK,
    write_guide,
    write_hidden,
)
from analysis.exports.template_lists import (
    LISTS_SHEET,
    lists_of,
    unit_validation,
    validation,
    write_lists,
)
from analysis.exports.template_rows import (
    cells,
    check_fits,
    column_cells,
    readable_places,
    write_rows,
)
from analysis.exports.template_units import SheetUnit, chosen_unit, unit_of_sheet
from analysis.intake.header_words import FOR_READING
from analysis.language import Language, Text

_ORDER = (
    "establishment",
    "outcome_record",
    "project",
    "project_fund",
    "support",
    "payment",
    "application",
    "outreach_event",
    "outreach_contact",
    "plan_target",
    "difficulty",
    "officer_training",
    "product",
    "inspection",
    "cluster",
    "unit_year",
)
DEFAULT_TABLES: tuple[str, ...] = (
    *(name for name in _ORDER if name in HANDED_IN_TABLES),
    *(name for name in HANDED_IN_TABLES if name not in _ORDER),
)
"""Every table officers fill in, the ones they meet first in front."""

MONEY_UNIT = Text("Đơn vị tiền", "Money unit")
PLACE_FOR_READING = Text(f"Địa bàn {FOR_READING.vi}", f"Place {FOR_READING.en}")
"""The heading of a column that only helps to read the ids of places; a reader leaves it out."""

TITLE_ROW, UNIT_ROW, HEADING_ROW, EXAMPLE_ROW, FIRST_ROW = range(5)
"""Rows of a sheet, counted from 0 as xlsxwriter does; data begin in FIRST_ROW."""

ROWS_WITH_CHECKS = 5_000
"""Drop-downs reach this many rows down, or 1,000 rows below the last one there is."""

_UNIT_WIDTHS = (27, 16)
"""What the words of the unit's row need of the first two columns."""

_SHEET_NAME_LIMIT = 31
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_template(
    target: BinaryIO | Path,
    language: Language,
    tables: Sequence[str] = DEFAULT_TABLES,
    data: Mapping[str, pd.DataFrame] | None = None,
    case: str | None = None,
    simulated: bool = False,
    money_unit: str = "VND",
) -> None:
    """Write the template of some tables as .xlsx, with the rows of `data` in it where given.

    `data` holds canonical frames by table name, whose columns are those of the dictionary (others
    are left out); its administrative_unit, if there, lends places their names. `money_unit` is a
    currency code or the name of a unit in either language ("triệu đồng", "million VND"). Raises
    TemplateError when a table or the unit is not known, or a sheet cannot hold its rows.
    """
    chosen = chosen_unit(money_unit)
    shown = [_table(name) for name in dict.fromkeys(tables)]
    frames = dict(data or {})
    for table in shown:
        if table.name in frames:
            check_fits(table, frames[table.name], FIRST_ROW)
    names = _sheet_names(shown, language)
    with xlsxwriter.Workbook(str(target) if isinstance(target, Path) else target, _OPTIONS) as book:
        formats = _formats(book)
        guide = book.add_worksheet(GUIDE_SHEET.in_language(language))
        sheets = [book.add_worksheet(name) for name in names]
        lists = book.add_worksheet(LISTS_SHEET.in_language(language))
        hidden = book.add_worksheet(HIDDEN_SHEET)
        write_guide(guide, dict(zip(names, shown, strict=True)), language, formats, case, simulated)
        _title(lists, both(LISTS_SHEET, language), 0, language, simulated, formats)
        ranges = write_lists(lists, lists_of(shown), language, formats)
        for sheet, table in zip(sheets, shown, strict=True):
            frame = frames.get(table.name)
            unit = unit_of_sheet(table, chosen, frame)
            columns = _data_columns(table, frame, frames, unit, language)
            _write_sheet(sheet, table, columns, unit, language, simulated, formats, ranges)
        write_hidden(hidden, [table.name for table in shown], language, case, simulated)
        for sheet in (guide, *sheets, lists):
            _for_print(sheet)
        guide.activate()


def _table(name: str) -> Table:
    if name not in HANDED_IN_TABLES:
        raise TemplateError(
            Text(
                "Không có biểu mẫu cho bảng {name!r}. {near}",
                "There is no template for a table {name!r}. {near}",
            ).filled(name=name, near=nearest(name, HANDED_IN_TABLES))
        )
    return TABLES[name]


def _sheet_names(tables: Iterable[Table], language: Language) -> list[str]:
    """Return a name for each sheet: its label, cut to what spreadsheets allow, each one once."""
    taken = {
        text.casefold()
        for text in (GUIDE_SHEET.in_language(language), LISTS_SHEET.in_language(language))
    }
    names = []
    for table in tables:
        plain = re.sub(r"[\[\]:*?/\\']", " ", table.label.in_language(language)).strip()
        name, number = plain[:_SHEET_NAME_LIMIT].strip(), 1
        while name.casefold() in taken:
            number += 1
            ending = f" ({number})"
            name = plain[: _SHEET_NAME_LIMIT - len(ending)].strip() + ending
        taken.add(name.casefold())
        names.append(name)
    return names


def _data_columns(
    table: Table,
    frame: pd.DataFrame | None,
    frames: Mapping[str, pd.DataFrame],
    unit: SheetUnit | None,
    language: Language,
) -> list[Sequence[Any]]:
    """Return the cells of the table's columns, and of a last one with the names of places."""
    if frame is None:
        return [[] for _ in table.columns]
    columns = column_cells(table, frame, unit, language)
    places = readable_places(table, frame, frames.get("administrative_unit"), language)
    return columns if places is None else [*columns, places]


def _write_sheet(
    sheet: Any,
    table: Table,
    columns: Sequence[Sequence[Any]],
    unit: SheetUnit | None,
    language: Language,
    simulated: bool,
    formats: Mapping[str, Any],
    ranges: Mapping[str, str],
) -> None:
    for position, column in enumerate(table.columns):
        wide = max(width(column), _UNIT_WIDTHS[position] if unit and position < 2 else 0)
        sheet.set_column(position, position, wide, formats[f"cell_{column.type}"])
    title = f"{both(table.label, language)} ({table.name})"
    _title(sheet, title, min(len(table.columns), 8) - 1, language, simulated, formats)
    if unit is not None:
        _write_unit(sheet, unit, language, formats)
    _write_headings(sheet, table, len(columns) > len(table.columns), language, formats)
    _write_example(sheet, table, unit, language, formats)
    write_rows(sheet, FIRST_ROW, columns)
    length = len(columns[0])
    last = FIRST_ROW + max(ROWS_WITH_CHECKS, length + 1_000) - 1
    for position, column in enumerate(table.columns):
        check = validation(column, language, ranges)
        if check is not None:
            sheet.data_validation(FIRST_ROW, position, last, position, check)
    sheet.autofilter(HEADING_ROW, 0, max(FIRST_ROW + length - 1, EXAMPLE_ROW), len(columns) - 1)
    sheet.freeze_panes(FIRST_ROW - 1, _frozen_columns(table))
    sheet.repeat_rows(HEADING_ROW)


def _frozen_columns(table: Table) -> int:
    names = table.column_names()
    return max(names.index(name) for name in table.key) + 1


def _title(
    sheet: Any,
    title: str,
    last_column: int,
    language: Language,
    simulated: bool,
    formats: Mapping[str, Any],
) -> None:
    style = formats["title"]
    if simulated:
        title = f"{SIMULATED_MARK.in_language(language)} · {title}"
        style = formats["mark"]
    sheet.set_row(TITLE_ROW, 24)
    if last_column > 0:
        sheet.merge_range(TITLE_ROW, 0, TITLE_ROW, last_column, title, style)
    else:
        sheet.write_string(TITLE_ROW, 0, title, style)


def _write_unit(
    sheet: Any, unit: SheetUnit, language: Language, formats: Mapping[str, Any]
) -> None:
    sheet.write_string(UNIT_ROW, 0, both(MONEY_UNIT, language), formats["bold"])
    sheet.write_string(UNIT_ROW, 1, unit.name.in_language(language), formats["unit"])
    names = [choice.name.in_language(language) for choice in unit.choices]
    sheet.data_validation(UNIT_ROW, 1, UNIT_ROW, 1, unit_validation(names, language))


def _write_headings(
    sheet: Any, table: Table, with_places: bool, language: Language, formats: Mapping[str, Any]
) -> None:
    lines = max(
        1 + len(heading(table, column, language)) * 5 // (4 * width(column))
        for column in table.columns
    )
    sheet.set_row(HEADING_ROW, 15.5 * max(lines, 2))
    for position, column in enumerate(table.columns):
        style = formats[kind_of(table, column)]
        sheet.write_string(HEADING_ROW, position, heading(table, column, language), style)
        text = note(table, column, language)
        tall = 18 * sum(1 + len(line) // 44 for line in text.split("\n")) + 12
        size = {"width": 320, "height": tall, "font_size": 9, "author": "khuyencong"}
        sheet.write_comment(HEADING_ROW, position, text, size)
    if with_places:
        last = len(table.columns)
        sheet.set_column(last, last, 28, formats["quiet"])
        sheet.write_string(HEADING_ROW, last, both(PLACE_FOR_READING, language), formats["id"])


def _write_example(
    sheet: Any,
    table: Table,
    unit: SheetUnit | None,
    language: Language,
    formats: Mapping[str, Any],
) -> None:
    for position, column in enumerate(table.columns):
        value = example(table, column, unit)
        style = formats[f"example_{column.type}"]
        if position == 0:
            sheet.write_string(EXAMPLE_ROW, 0, first_cell(value, language), style)
        elif value is not None:
            cell = _example_cell(column, value, language)
            write = sheet.write_string if isinstance(cell, str) else sheet.write_number
            write(EXAMPLE_ROW, position, cell, style)


def _example_cell(column: Column, value: object, language: Language) -> Any:
    if isinstance(value, Text):
        return value.in_language(language)
    # An example's amount is in the unit of its sheet already.
    return value if column.type == "money" else cells(column, None, language)(value)


def _for_print(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&L&A&R&P / &N")


def _formats(book: Any) -> dict[str, Any]:
    head = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1}
    grey = {"italic": True, "font_color": "#6B7280"}
    formats: dict[str, dict[str, object]] = {
        "title": {"bold": True, "font_size": 14, "valign": "vcenter"},
        "mark": {"bold": True, "font_size": 14, "valign": "vcenter", "font_color": "#A8321E"},
        "heading": {"bold": True, "font_size": 12, "bottom": 1},
        "bold": {"bold": True, "valign": "top"},
        "wrapped": {"text_wrap": True, "valign": "top"},
        "link": {"font_color": "#1D4ED8", "underline": 1, "valign": "top"},
        "quiet": {"font_color": "#6B7280"},
        "unit": {"bold": True, "bg_color": "#FFF7D6", "border": 1},
        "required": {**head, "bg_color": "#1F4E79", "font_color": "#FFFFFF"},
        "optional": {**head, "bg_color": "#DCE6F1", "font_color": "#1F2937"},
        "id": {**head, "bg_color": "#E5E7EB", "font_color": "#1F2937"},
    }
    for kind, shown in NUMBER_FORMATS.items():
        formats[f"cell_{kind}"] = {"num_format": shown}
        formats[f"example_{kind}"] = {**grey, "num_format": shown}
    return {name: book.add_format(properties) for name, properties in formats.items()}
