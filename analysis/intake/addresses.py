"""Addresses of cells, as spreadsheets show them."""

from __future__ import annotations


def column_letters(position: int) -> str:
    """Return the letters of a 1-based column, as spreadsheets show them: 28 is AB."""
    letters = ""
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
