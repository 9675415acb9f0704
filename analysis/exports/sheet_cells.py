"""Numbers and texts of a new workbook, written so that every digit and letter comes back."""

from __future__ import annotations

from typing import Any


class ExactNumber(float):
    """A number that is written with all the digits it needs, not the 16 xlsxwriter gives."""

    def __format__(self, spec: str) -> str:
        return repr(float(self))


def exact(value: float) -> float:
    """Return a finite number as xlsxwriter writes it without losing a digit."""
    return value if float(f"{value:.16G}") == value else ExactNumber(value)


def write_text(sheet: Any, row: int, column: int, text: str, style: Any = None) -> None:
    """Write a text as it is; row and column count from 0."""
    if text.startswith("<r>"):
        # Between <r> and </r> xlsxwriter believes a text to be markup of its own; in pieces, of
        # which it wants three, it is a text like any other.
        pieces = (text[:1], text[1:2], text[2:])
        sheet.write_rich_string(row, column, *pieces, *([] if style is None else [style]))
    else:
        sheet.write_string(row, column, text, style)
