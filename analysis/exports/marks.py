"""What marks a faulty cell in a workbook handed back: its colour, its note, its place in a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from analysis.dictionary.codes import SEVERITY
from analysis.exports.problem_report import report_row
from analysis.intake.problem import Problem
from analysis.language import Language, Text

PROBLEMS_SHEET = Text("Vấn đề", "Problems")
FILL = {"error": "F8C9C4", "warning": "FFF0B3"}
LIST_WIDTHS = (10, 22, 8, 26, 26, 24, 60, 60, 24)
NOTE_WIDTH = 360
"""Width of a note in pixels."""

LONGEST_TEXT = 32_767
_NOTE_LENGTH = 1_500
_SHEET_NAME_LIMIT = 31
_TALLEST_ROW = 409.0
# What XML cannot hold. A workbook with one such letter does not open.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return a text as a cell or a note can hold it: control characters out, and not too long."""
    return _UNWRITABLE.sub("", text)[:LONGEST_TEXT]


def by_cell(problems: Sequence[Problem]) -> dict[tuple[str | None, str], list[Problem]]:
    """Return the problems of each sheet and cell, those of no cell left out."""
    found: dict[tuple[str | None, str], list[Problem]] = {}
    for problem in problems:
        if problem.cell is not None:
            found.setdefault((problem.sheet, problem.cell), []).append(problem)
    return found


def worst(problems: Sequence[Problem]) -> str:
    """Return the severest severity among problems."""
    return "error" if any(problem.severity == "error" for problem in problems) else "warning"


def note_of(problems: Sequence[Problem], language: Language) -> str:
    """Return the note of a cell: what is wrong with it and how to mend it."""
    lines = [
        f"{SEVERITY.find(problem.severity).label.in_language(language)}: "
        f"{problem.message.in_language(language)}\n→ {problem.remedy.in_language(language)}"
        for problem in problems
    ]
    return writable("\n".join(lines)[:_NOTE_LENGTH])


def note_height(text: str) -> int:
    """Return the height in pixels a note of NOTE_WIDTH needs to show all of a text."""
    return 18 * sum(1 + len(line) // 44 for line in text.split("\n")) + 16


def list_row(problem: Problem, language: Language) -> list[str | None]:
    """Return a problem as a row of the sheet of problems."""
    cells = report_row(problem, language)
    return [None if value is None else writable(value) for value in cells]


def list_height(values: Sequence[str | None]) -> float:
    """Return the height in points a row of the list needs: not every program finds it by itself."""
    texts = zip(values, LIST_WIDTHS, strict=True)
    lines = max(
        sum(1 + len(line) // wide for line in (text or "").split("\n")) for text, wide in texts
    )
    return min(15.5 * lines, _TALLEST_ROW)


def place_of(sheet: str, cell: str) -> str:
    """Return the address of a cell of a sheet, as a link within a workbook names it."""
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!{cell}"


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Return a sheet name nobody has, of letters Excel allows and at most 31 of them."""
    plain = re.sub(r"[\[\]:*?/\\]", "_", writable(wanted).replace("\n", " "))
    # Excel keeps "History" to itself, and counts letters beyond the basic plane twice.
    used = {"history", *(name.casefold() for name in taken)}
    number, ending = 1, ""
    while True:
        name = _cut(plain, _SHEET_NAME_LIMIT - len(ending)).strip("' \t\r") or "–"
        if (name + ending).casefold() not in used:
            return name + ending
        number += 1
        ending = f" ({number})"


def _cut(text: str, units: int) -> str:
    return text.encode("utf-16-le")[: 2 * units].decode("utf-16-le", errors="ignore")
