"""The officer's own workbook handed back: faulty cells coloured and commented, problems listed.

A workbook Excel wrote keeps its formats and formulas. Other files, and workbooks too large to be
carried over whole, come back as a new workbook with their values at the same addresses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import coordinate_from_string, get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from xlsxwriter.utility import xl_cell_to_rowcol

from analysis.dictionary.codes import SEVERITY
from analysis.exports.problem_report import REPORT_HEADER, report_row
from analysis.intake.grids import Grid, cell_text
from analysis.intake.problem import Problem
from analysis.language import Language, Text

MAX_CELLS = 400_000
"""Cells above which only the header and the faulty rows of a file come back."""

PROBLEMS_SHEET = Text("Vấn đề", "Problems")
_FILL = {"error": "F8C9C4", "warning": "FFF0B3"}
_COMMENT_LENGTH = 1_500
_WIDTHS = (10, 22, 8, 26, 26, 24, 60, 60, 24)
_HEADER_ROWS = 60


def mark_excel_workbook(
    source: Path, problems: Sequence[Problem], target: Path, language: Language
) -> None:
    """Write a copy of an .xlsx or .xlsm workbook with its faulty cells marked; macros stay behind.

    `problems` are those of this file. Links to other files are not followed. Raises what openpyxl
    raises for a workbook it cannot read.
    """
    book = load_workbook(source, keep_links=False)
    by_cell = _by_cell(problems)
    for sheet in book.worksheets:
        for (name, cell), found in by_cell.items():
            if name == sheet.title:
                _mark(sheet, cell, found, language)
    listed = book.create_sheet(_free_name(PROBLEMS_SHEET.in_language(language), book.sheetnames), 0)
    _list_problems(listed, problems, set(book.sheetnames), language)
    book.active = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    book.save(target)


def mark_values(
    grids: Iterable[Grid], problems: Sequence[Problem], target: Path, language: Language
) -> None:
    """Write a new workbook with the values of a file's sheets and its faulty cells marked.

    Of a file with very many cells only the rows of its header and its faulty rows are written, at
    their own addresses.
    """
    by_cell = _by_cell(problems)
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        formats = {
            severity: book.add_format({"bg_color": f"#{colour}"})
            for severity, colour in _FILL.items()
        }
        bold = book.add_format({"bold": True})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        listed = book.add_worksheet(PROBLEMS_SHEET.in_language(language))
        names = {PROBLEMS_SHEET.in_language(language)}
        titles: dict[str | None, str] = {}
        for grid in grids:
            title = _free_name((grid.sheet or grid.file)[:31], names)
            names.add(title)
            titles[grid.sheet] = title
            mine = {cell: found for (name, cell), found in by_cell.items() if name == grid.sheet}
            _write_values(book.add_worksheet(title), grid, mine, formats, language)
        _write_list(listed, bold, wrapped, problems, titles, language)


def _by_cell(problems: Sequence[Problem]) -> dict[tuple[str | None, str], list[Problem]]:
    found: dict[tuple[str | None, str], list[Problem]] = {}
    for problem in problems:
        if problem.cell is not None:
            found.setdefault((problem.sheet, problem.cell), []).append(problem)
    return found


def _worst(problems: Sequence[Problem]) -> str:
    return "error" if any(problem.severity == "error" for problem in problems) else "warning"


def _comment(problems: Sequence[Problem], language: Language) -> str:
    lines = [
        f"{SEVERITY.find(problem.severity).label.in_language(language)}: "
        f"{problem.message.in_language(language)}\n→ {problem.remedy.in_language(language)}"
        for problem in problems
    ]
    return "\n".join(lines)[:_COMMENT_LENGTH]


def _mark(sheet: Worksheet, cell: str, problems: Sequence[Problem], language: Language) -> None:
    target = sheet[cell]
    if isinstance(target, MergedCell):
        # Only the first cell of a merged area holds anything.
        area = next(area for area in sheet.merged_cells.ranges if cell in area)
        target = sheet.cell(area.min_row, area.min_col)
    target.fill = PatternFill("solid", fgColor=_FILL[_worst(problems)])
    text = _comment(problems, language)
    if target.comment is not None:
        text = f"{target.comment.text}\n\n{text}"
    target.comment = Comment(text, "Khuyến công Impact", width=360, height=160)


def _list_problems(
    sheet: Worksheet, problems: Sequence[Problem], sheets: set[str], language: Language
) -> None:
    sheet.append([label.in_language(language) for label in REPORT_HEADER])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, problem in enumerate(problems, start=2):
        for position, value in enumerate(report_row(problem, language), start=1):
            cell = sheet.cell(number, position)
            # A text that looks like a formula is written as the text it is.
            cell.value, cell.data_type = (value, "s") if value is not None else (None, "n")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=_FILL[problem.severity])
        if problem.cell is not None and problem.sheet in sheets:
            link = sheet.cell(number, 3)
            link.hyperlink = f"#{_quoted(problem.sheet)}!{problem.cell}"
            link.font = Font(underline="single", color="0563C1")
    for position, width in enumerate(_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"


def _write_values(
    sheet: Any,
    grid: Grid,
    problems: dict[str, list[Problem]],
    formats: dict[str, Any],
    language: Language,
) -> None:
    faulty_rows = {coordinate_from_string(cell)[1] for cell in problems}
    marks = {xl_cell_to_rowcol(cell): found for cell, found in problems.items()}
    written, whole = 0, True
    for number, cells in grid.rows():
        whole = whole and written < MAX_CELLS
        if not whole and number > _HEADER_ROWS and number not in faulty_rows:
            continue
        written += len(cells)
        for offset, value in enumerate(cells):
            if value is not None and value != "":
                _write(sheet, number - 1, offset + grid.first_column, value)
        for row, column in [place for place in marks if place[0] == number - 1]:
            offset = column - grid.first_column
            value = cells[offset] if 0 <= offset < len(cells) else None
            _write(sheet, row, column, value, formats[_worst(marks[row, column])])
    size = {"x_scale": 2.4, "y_scale": 1.6}
    for (row, column), found in marks.items():
        sheet.write_comment(row, column, _comment(found, language), size)
    if not whole:
        sheet.set_default_row(hide_unused_rows=True)


def _write(sheet: Any, row: int, column: int, value: Any, style: Any = None) -> None:
    if value is None or value == "":
        sheet.write_blank(row, column, None, style)
    elif isinstance(value, (int, float)):
        sheet.write(row, column, value, style)
    else:
        sheet.write_string(row, column, cell_text(value) or "", style)


def _write_list(
    sheet: Any,
    bold: Any,
    wrapped: Any,
    problems: Sequence[Problem],
    titles: dict[str | None, str],
    language: Language,
) -> None:
    for position, label in enumerate(REPORT_HEADER):
        sheet.write_string(0, position, label.in_language(language), bold)
        sheet.set_column(position, position, _WIDTHS[position])
    for row, problem in enumerate(problems, start=1):
        for position, value in enumerate(report_row(problem, language)):
            if value is not None:
                sheet.write_string(row, position, value, wrapped)
        if problem.cell is not None and problem.sheet in titles:
            place = f"internal:{_quoted(titles[problem.sheet])}!{problem.cell}"
            sheet.write_url(row, 2, place, None, problem.cell)
    sheet.freeze_panes(1, 0)


def _quoted(sheet: str) -> str:
    return "'" + sheet.replace("'", "''") + "'"


def _free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a sheet name nobody has, of letters Excel allows and at most 31 of them."""
    plain = "".join("_" if letter in "[]:*?/\\" else letter for letter in wanted).strip("'")[:31]
    used = {name.lower() for name in taken}
    name, number = plain or "–", 1
    while name.lower() in used:
        number += 1
        name = f"{plain[:27]} ({number})"
    return name
