"""A file of another kind handed back as a workbook: its values, the faulty cells marked."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_cell_to_rowcol

from analysis.exports.marks import (
    FILL,
    LIST_WIDTHS,
    LONGEST_TEXT,
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
from analysis.exports.sheet_cells import exact, write_text
from analysis.intake.grids import Grid, cell_text
from analysis.intake.problem import Problem
from analysis.language import Language

MAX_CELLS = 400_000
"""Cells above which only the first and the faulty rows of a sheet come back."""

FIRST_ROWS = 60
"""The rows in which a header is looked for; they always come back."""

_NARROWEST, _WIDEST = 11, 40
_DATES = {"day": "dd/mm/yyyy", "moment": "dd/mm/yyyy hh:mm:ss"}
_FIRST_SURE_DAY = date(1900, 3, 1)
_MIDNIGHT = time(0)
_ROWS, _COLUMNS = 1_048_576, 16_384
_OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Formats = Mapping[tuple[str | None, str | None], Any]
"""Formats by severity and kind of date, None for neither."""


def mark_values(
    grids: Iterable[Grid], problems: Sequence[Problem], target: Path, language: Language
) -> None:
    """Write a new workbook with the values of a file's sheets and its faulty cells marked.

    Of sheets with very many cells only the first rows and the faulty ones are written, at their
    own addresses. `problems` are those of this file.
    """
    marks = by_cell(problems)
    with xlsxwriter.Workbook(str(target), _OPTIONS) as book:
        formats = {
            (severity, kind): book.add_format(
                {
                    **({"bg_color": f"#{FILL[severity]}"} if severity else {}),
                    **({"num_format": _DATES[kind]} if kind else {}),
                }
            )
            for severity in (*FILL, None)
            for kind in (*_DATES, None)
        }
        listed = book.add_worksheet(PROBLEMS_SHEET.in_language(language))
        names = [PROBLEMS_SHEET.in_language(language)]
        titles: dict[str | None, str] = {}
        room = MAX_CELLS
        for grid in grids:
            titles[grid.sheet] = free_name(grid.sheet or grid.file, names)
            names.append(titles[grid.sheet])
            cells = _cells_up_to(grid, room)
            mine = {cell: found for (name, cell), found in marks.items() if name == grid.sheet}
            sheet = book.add_worksheet(titles[grid.sheet])
            _write_values(sheet, grid, cells <= room, mine, formats, language)
            room -= min(cells, room)
        _write_list(book, listed, problems, titles, formats, language)


def _cells_up_to(grid: Grid, room: int) -> int:
    """Return how many cells a sheet has; counting ends beyond `room`."""
    count = 0
    for _, cells in grid.rows():
        count += len(cells)
        if count > room:
            break
    return count


def _write_values(
    sheet: Any,
    grid: Grid,
    whole: bool,
    problems: dict[str, list[Problem]],
    formats: Formats,
    language: Language,
) -> None:
    marks: dict[int, dict[int, list[Problem]]] = {}
    for cell, found in problems.items():
        row, column = xl_cell_to_rowcol(cell)
        if row < _ROWS and column < _COLUMNS:
            marks.setdefault(row, {})[column] = found
    # A faulty cell may lie beyond the end of its row, or of the file.
    unwritten = {row: set(columns) for row, columns in marks.items()}
    widths: dict[int, int] = {}
    for number, cells in grid.rows():
        marked = marks.get(number - 1, {})
        if not whole and number > FIRST_ROWS and not marked:
            continue
        unwritten.get(number - 1, set()).difference_update(
            range(grid.first_column, grid.first_column + len(cells))
        )
        for column, value in enumerate(cells, start=grid.first_column):
            if number <= FIRST_ROWS:
                widths[column] = max(widths.get(column, 0), len(cell_text(value) or ""))
            severity = worst(marked[column]) if column in marked else None
            _write(sheet, number - 1, column, value, severity, formats)
    for row, columns in marks.items():
        for column, found in columns.items():
            if column in unwritten[row]:
                sheet.write_blank(row, column, None, formats[worst(found), None])
            text = note_of(found, language)
            size = {"width": NOTE_WIDTH, "height": note_height(text)}
            sheet.write_comment(row, column, text, size)
    for column, longest in widths.items():
        sheet.set_column(column, column, min(max(longest + 2, _NARROWEST), _WIDEST))
    if not whole:
        sheet.set_default_row(hide_unused_rows=True)


def _write(
    sheet: Any, row: int, column: int, value: Any, severity: str | None, formats: Formats
) -> None:
    style = formats[severity, None]
    if value is None or value == "":
        if severity is not None:
            sheet.write_blank(row, column, None, style)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, style)
    elif isinstance(value, (int, float)) and math.isfinite(value):
        sheet.write_number(row, column, exact(value), style)
    elif isinstance(value, date) and _day(value) >= _FIRST_SURE_DAY:
        kind = "moment" if isinstance(value, datetime) and value.time() != _MIDNIGHT else "day"
        sheet.write_datetime(row, column, value, formats[severity, kind])
    else:
        write_text(sheet, row, column, (cell_text(value) or "")[:LONGEST_TEXT], style)


def _day(value: date) -> date:
    return value.date() if isinstance(value, datetime) else value


def _write_list(
    book: Any,
    sheet: Any,
    problems: Sequence[Problem],
    titles: Mapping[str | None, str],
    formats: Formats,
    language: Language,
) -> None:
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    link = book.add_format({"valign": "top", "underline": 1, "font_color": "#0563C1"})
    coloured = {
        severity: book.add_format({"text_wrap": True, "valign": "top", "bg_color": f"#{colour}"})
        for severity, colour in FILL.items()
    }
    for position, label in enumerate(REPORT_HEADER):
        sheet.write_string(0, position, label.in_language(language), bold)
        sheet.set_column(position, position, LIST_WIDTHS[position])
    for row, problem in enumerate(problems, start=1):
        values = list_row(problem, language)
        sheet.set_row(row, list_height(values))
        for position, value in enumerate(values):
            style = coloured[problem.severity] if position == 0 else wrapped
            if value is not None:
                write_text(sheet, row, position, value, style)
        if problem.cell is not None and problem.sheet in titles:
            place = f"internal:{place_of(titles[problem.sheet], problem.cell)}"
            sheet.write_url(row, 2, place, link, problem.cell)
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.activate()
