"""The officer's own workbook handed back: faulty cells coloured and commented, problems listed.

A workbook Excel wrote keeps its formats and formulas. Other files, and workbooks too large to be
carried over whole, come back as a new workbook with their values, see `marked_values`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils.cell import get_column_letter
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from analysis.exports.marks import (
    FILL,
    LIST_WIDTHS,
    NOTE_WIDTH,
    PROBLEMS_SHEET,
    by_cell,
    free_name,
    list_height,
    list_row,
    note_height,
    note_of,
    place_of,
    worst,
)
from analysis.exports.problem_report import REPORT_HEADER
from analysis.intake.problem import Problem
from analysis.language import Language

_AUTHOR = "Khuyến công Impact"
# [1]Sheet!A1 or '[1]A sheet'!A1 or [1]!Name, but no column of a table such as T[2024].
_OTHER_FILE = re.compile(r"(?<![\w\]])\[\d+\][^\[\]()]*!")
_MOST_CELLS_WITH_NOTES = 400_000


def mark_excel_workbook(
    source: Path, problems: Sequence[Problem], target: Path, language: Language
) -> None:
    """Write a copy of an .xlsx or .xlsm workbook with its faulty cells marked; macros stay behind.

    `problems` are those of this file. Links to other files are not followed: what a formula took
    from there stays as the value it had last. Raises what openpyxl raises for a workbook it cannot
    read.
    """
    # Given as a stream, the file is judged by what it holds and not by the ending of its name.
    with source.open("rb") as stream:
        book = load_workbook(stream, keep_links=False)
    _cut_off_other_files(book, source)
    marks = by_cell(problems)
    for sheet in book.worksheets:
        _fit_notes(sheet)
        for (name, cell), found in marks.items():
            if name == sheet.title:
                _mark(sheet, cell, found, language)
    listed = book.create_sheet(free_name(PROBLEMS_SHEET.in_language(language), book.sheetnames), 0)
    _list_problems(listed, problems, set(book.sheetnames), language)
    book.active = 0
    for view in book.views:
        view.firstSheet = 0
    for sheet in book.worksheets[1:]:
        sheet.sheet_view.tabSelected = False
    book.save(target)


def _cut_off_other_files(book: Workbook, source: Path) -> None:
    """Put values in place of formulas that name another file; without its link none would open."""
    places = [
        (sheet.title, cell.coordinate)
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" and _OTHER_FILE.search(_formula(cell.value))
    ]
    for scope in (book, *book.worksheets):
        for name, defined in list(scope.defined_names.items()):
            if _OTHER_FILE.search(defined.value or ""):
                del scope.defined_names[name]
    if not places:
        return
    with source.open("rb") as stream:
        values = load_workbook(stream, keep_links=False, data_only=True)
    for title, cell in places:
        book[title][cell].value = values[title][cell].value


def _formula(value: object) -> str:
    return str(value.text) if isinstance(value, ArrayFormula) else str(value)


def _fit_notes(sheet: Worksheet) -> None:
    """Make the notes there are as large as their text: how large they were is not read."""
    if sheet.max_row * sheet.max_column > _MOST_CELLS_WITH_NOTES:
        return
    for row in sheet.iter_rows():
        for cell in row:
            if cell.comment is not None:
                cell.comment.width = NOTE_WIDTH
                cell.comment.height = note_height(cell.comment.text)


def _mark(sheet: Worksheet, cell: str, problems: Sequence[Problem], language: Language) -> None:
    target = sheet[cell]
    if isinstance(target, MergedCell):
        # Only the first cell of a merged area holds anything.
        area = next(area for area in sheet.merged_cells.ranges if cell in area)
        target = sheet.cell(area.min_row, area.min_col)
    colour = FILL[worst(problems)]
    text = note_of(problems, language)
    if target.comment is not None:
        # Two faulty cells of one merged area share a note: the severer colour stays.
        if target.fill.fgColor.rgb == f"00{FILL['error']}":
            colour = FILL["error"]
        text = f"{target.comment.text}\n\n{text}"
    target.fill = PatternFill("solid", fgColor=colour)
    target.comment = Comment(text, _AUTHOR, width=NOTE_WIDTH, height=note_height(text))


def _list_problems(
    sheet: Worksheet, problems: Sequence[Problem], sheets: set[str], language: Language
) -> None:
    sheet.append([label.in_language(language) for label in REPORT_HEADER])
    for cell in sheet[1]:
        cell.font = Font(name=cell.font.name, size=cell.font.size, bold=True)
    for number, problem in enumerate(problems, start=2):
        values = list_row(problem, language)
        sheet.row_dimensions[number].height = list_height(values)
        for position, value in enumerate(values, start=1):
            cell = sheet.cell(number, position)
            # A text that looks like a formula is written as the text it is.
            cell.value, cell.data_type = (value, "s") if value is not None else (None, "n")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.cell(number, 1).fill = PatternFill("solid", fgColor=FILL[problem.severity])
        if problem.cell is not None and problem.sheet is not None and problem.sheet in sheets:
            link = sheet.cell(number, 3)
            link.hyperlink = Hyperlink(
                ref=link.coordinate, location=place_of(problem.sheet, problem.cell)
            )
            link.font = Font(
                name=link.font.name, size=link.font.size, underline="single", color="0563C1"
            )
    for position, width in enumerate(LIST_WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0
