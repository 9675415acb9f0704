"""What a public deck hides: cells of few establishments, and what would give them away.

Two steps over all tables of a deck at once. First, a cell of one or two establishments (fewer than
the threshold), or of an unknown number, is hidden. Then further cells are hidden until no hidden
one follows from what is left: each line of a table adds up to a total that is taken as known, and a
hidden cell follows when the equations of all lines leave it no freedom. What is hidden together
must be of at least the threshold, too. This is simple complementary suppression (Hundepool and
others 2012, ch. 4), which hides more than an optimal choice would; it does not yet look at how
large the largest establishment of a cell is, nor at bounds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from analysis.exports.deck.view import Guard

THRESHOLD = 3
"""A figure of fewer establishments than this is not shown to the public."""

Key = frozenset[tuple[str, str]]
Why = Literal["few", "subtraction"]


@dataclass(frozen=True, slots=True)
class GuardedTable:
    """The rows of one slide and how they are guarded; `name` is the view's key."""

    name: str
    guard: Guard
    frame: pd.DataFrame

    def keys(self) -> list[Key]:
        """Return the key of every row."""
        columns = [self.frame[name] for name in self.guard.keys]
        return [
            frozenset(zip(self.guard.keys, map(str, values), strict=True))
            for values in zip(*columns, strict=True)
        ]

    def counts(self) -> list[int]:
        """Return how many establishments each row is of; unknown is -1."""
        told = self.frame[self.guard.counted]
        return [-1 if pd.isna(value) else int(value) for value in told]


@dataclass(frozen=True, slots=True)
class Line:
    """Cells that add up to a total: those of a table that differ in one column only."""

    cells: tuple[Key, ...]
    total: Key


def hidden_cells(tables: Sequence[GuardedTable], threshold: int = THRESHOLD) -> dict[Key, Why]:
    """Return the cells to hide in some tables that count the same establishments, and why."""
    counts: dict[Key, int] = {}
    lines: list[Line] = []
    for table in tables:
        keys = table.keys()
        for key, count in zip(keys, table.counts(), strict=True):
            counts[key] = min(counts.get(key, count), count)
        for column in table.guard.sums:
            lines += _lines(keys, column)
    hidden: dict[Key, Why] = {
        key: "few" for key, count in counts.items() if count < 0 or 0 < count < threshold
    }
    # What stays exposed with everything hidden is given away by a total that is told elsewhere.
    everything: dict[Key, Why] = {key: "few" for key, count in counts.items() if count != 0}
    beyond = set(_exposed(everything, lines, counts, threshold))
    while True:
        exposed = [key for key in _exposed(hidden, lines, counts, threshold) if key not in beyond]
        if not exposed:
            return hidden
        exposed.sort(key=lambda key: not _alone(key, hidden, lines))
        hidden[_another(exposed[0], hidden, lines, counts)] = "subtraction"


def _lines(keys: Sequence[Key], column: str) -> Iterable[Line]:
    """Return the lines along a column: rows alike in every other one."""
    groups: dict[Key, list[Key]] = {}
    for key in keys:
        total = frozenset(pair for pair in key if pair[0] != column)
        groups.setdefault(total, []).append(key)
    return [Line(tuple(cells), total) for total, cells in groups.items()]


def _exposed(
    hidden: dict[Key, Why], lines: Sequence[Line], counts: dict[Key, int], threshold: int
) -> list[Key]:
    """Return hidden cells that can be found: by the equations of the lines, or as a small sum."""
    if not hidden:
        return []
    order = {key: place for place, key in enumerate(hidden)}
    rows, small = [], list[Key]()
    for line in lines:
        inside = [key for key in line.cells if key in hidden]
        if not inside and line.total not in hidden:
            continue
        row = np.zeros(len(order))
        for key in inside:
            row[order[key]] = 1.0
        if line.total in hidden:
            row[order[line.total]] = -1.0
        elif 0 <= sum(max(counts[key], 0) for key in inside) < threshold:
            small += inside[:1]
        rows.append(row)
    if not rows:
        return small
    # A cell follows from the equations where no solution of the homogeneous ones moves it.
    _, sizes, directions = np.linalg.svd(np.array(rows))
    rank = int((sizes > 1e-9).sum())
    free = np.abs(directions[rank:]).max(axis=0, initial=0.0)
    found = [key for key, place in order.items() if free[place] < 1e-9]
    return [*found, *(key for key in small if key not in found)]


def _alone(key: Key, hidden: dict[Key, Why], lines: Sequence[Line]) -> list[Line]:
    """Return the lines in which nothing else is hidden: those give a cell away."""
    near = [line for line in lines if key in line.cells or key == line.total]
    return [line for line in near if len(set(line.cells) & hidden.keys() - {key}) == 0]


def _another(
    key: Key, hidden: dict[Key, Why], lines: Sequence[Line], counts: dict[Key, int]
) -> Key:
    """Return the cell to hide for the sake of another: the smallest of a line it stands in.

    Lines that give the cell away come first, then others of it, then their totals, then any cell:
    as the other can be protected at all, one of them is left.
    """
    near = [line for line in lines if key in line.cells or key == line.total]
    open_cells = {cell for cell, count in counts.items() if count > 0 and cell not in hidden}
    for chosen in (_alone(key, hidden, lines), near):
        shown = {cell for line in chosen for cell in line.cells} & open_cells
        if not shown:
            shown = {line.total for line in chosen} & open_cells
        if shown:
            return min(shown, key=lambda cell: _worth(cell, hidden, lines, counts))
    return min(open_cells, key=lambda cell: _worth(cell, hidden, lines, counts))


def _worth(
    cell: Key, hidden: dict[Key, Why], lines: Sequence[Line], counts: dict[Key, int]
) -> tuple[int, int, list[tuple[str, str]]]:
    """Return what orders cells to hide: first those whose lines have a hidden cell already.

    One more in such a line protects both; after that the smaller cell is the lesser loss.
    """
    bare = sum(cell in line.cells and not set(line.cells) & hidden.keys() for line in lines)
    return bare, counts[cell], sorted(cell)


def guarded(
    tables: Sequence[GuardedTable], threshold: int = THRESHOLD
) -> dict[str, tuple[pd.DataFrame, tuple[tuple[int, Why], ...]]]:
    """Return, by view, its rows without the hidden figures, and which rows those are and why.

    Tables that count different things are guarded apart.
    """
    found: dict[str, tuple[pd.DataFrame, tuple[tuple[int, Why], ...]]] = {}
    for counted in dict.fromkeys(table.guard.counted for table in tables):
        alike = [table for table in tables if table.guard.counted == counted]
        hidden = hidden_cells(alike, threshold)
        for table in alike:
            places = [(n, hidden[key]) for n, key in enumerate(table.keys()) if key in hidden]
            found[table.name] = (_blanked(table, [n for n, _ in places]), tuple(places))
    return found


def _blanked(table: GuardedTable, places: Sequence[int]) -> pd.DataFrame:
    frame = table.frame.copy()
    if places:
        for name in frame.columns:
            numeric = pd.api.types.is_numeric_dtype(frame[name])
            if not numeric or name in table.guard.keys or name in ("year", "price_year"):
                continue
            column = frame[name]
            if not pd.api.types.is_extension_array_dtype(column.dtype):
                column = column.astype("Float64")
            frame[name] = column.mask(frame.index.isin(frame.index[list(places)]))
    return frame
