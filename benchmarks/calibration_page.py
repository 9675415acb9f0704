"""Tables of draws written into docs/methods.md: a row gives way to one of as many draws or more."""

from __future__ import annotations

import re
from collections.abc import Sequence

from calibration_tables import HEADINGS

KEYS = {"designs": 1, "claims": 1, "others": 2}
"""Tables that are written, and how many of their first cells name a row; the next holds draws."""


def line(cells: Sequence[str]) -> str:
    """Return one row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def written(page: str, name: str, rows: Sequence[Sequence[str]]) -> str:
    """Return a page with the rows of a table put into it, new ones last.

    What the page says of more draws than a row has stays. Raises ValueError for a page without the
    table.
    """
    keys, heading = KEYS[name], line(HEADINGS[name])
    lines = page.split("\n")
    if heading not in lines:
        raise ValueError(f"the page has no table {heading}")
    first = lines.index(heading) + 2
    last = first
    while last < len(lines) and lines[last].startswith("|"):
        last += 1
    found = {_key(cells, keys): cells for cells in map(_cells, lines[first:last])}
    for row in rows:
        before = found.get(_key(row, keys))
        if before is None or _draws(row, keys) >= _draws(before, keys):
            found[_key(row, keys)] = list(row)
    return "\n".join([*lines[:first], *map(line, found.values()), *lines[last:]])


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.strip("| ").split(" | ")]


def _key(cells: Sequence[str], keys: int) -> tuple[str, ...]:
    return tuple(cells[:keys])


def _draws(cells: Sequence[str], keys: int) -> int:
    """Return how many draws a row is of: the last number of its cell, as in "355 of 500"."""
    return int(re.findall(r"[\d,]+", cells[keys])[-1].replace(",", ""))
