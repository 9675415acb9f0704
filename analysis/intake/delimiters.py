"""Which character parts the cells of a text file, and which quotes them, judged by a few lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

# In order of preference where lines say the same for several: a comma is also a decimal sign.
DELIMITERS = ("\t", ";", "|", ",")


def delimiter_of(lines: Sequence[str], fallback: str) -> str:
    """Return the delimiter that cuts most lines into the same number of cells, two at least.

    Title lines above the header do not matter. `fallback` is for lines none of them cuts.
    """
    fits = {delimiter: _fit(lines, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: fits[delimiter])
    return best if fits[best] > (0, 0, 0) else fallback


def _fit(lines: Sequence[str], delimiter: str) -> tuple[int, int, int]:
    """Return rows of the commonest width, the longest run of them, and that width."""
    widths = [len(row) for row in _rows(lines, delimiter) if any(cell.strip() for cell in row)]
    counted = Counter(width for width in widths if width > 1)
    if not counted:
        return 0, 0, 0
    width, rows = max(counted.items(), key=lambda item: (item[1], item[0]))
    run = max(len(list(group)) for value, group in groupby(widths) if value == width)
    return rows, run, width


def _rows(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader([line + "\n" for line in lines], delimiter=delimiter))
    except csv.Error:
        # A cell beyond the limit of the csv module; cutting blindly is good enough to judge by.
        return [line.split(delimiter) for line in lines]


def quote_of(lines: Sequence[str], delimiter: str) -> str:
    """Return the quoting character: the double quote, unless whole cells stand in single ones."""
    apart = re.escape(delimiter)
    found = {
        quote: sum(
            len(re.findall(f"(?:^|{apart}){quote}[^{quote}]*{quote}(?={apart}|$)", line))
            for line in lines
        )
        for quote in "\"'"
    }
    return "'" if found["'"] > found['"'] and found["'"] * 2 >= len(lines) else '"'
