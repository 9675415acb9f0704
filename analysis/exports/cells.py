"""The cells of files taken away: what a spreadsheet program must not do with a text."""

from __future__ import annotations

from typing import TypeVar

Value = TypeVar("Value")

# What begins a formula in common spreadsheet programs; full-width forms count as the plain ones in
# some of them, and a leading control character, or a letter without width, hides what follows it.
_HIDING = (*map(chr, range(32)), "\x7f", "\ufeff", "\u200b")
_FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", *_HIDING)


def harmless(value: Value) -> Value | str:
    """Return a cell's value, a text that would be run as a formula with an apostrophe before it.

    Numbers, flags and the unknown pass unchanged: a negative amount stays a number.
    """
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
