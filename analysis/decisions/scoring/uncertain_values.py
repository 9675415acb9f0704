"""Values that are not known for sure, drawn again and again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.decisions.scoring.prepared import Prepared
from analysis.decisions.scoring.table import Floats, Ints
from analysis.decisions.scoring.unknown_values import Completed


@dataclass(frozen=True, slots=True)
class _Column:
    """A criterion of which something is drawn: the rows of its known and its unsure values, of the
    unknown ones that are drawn (`holes`), and for each unsure one which draw it moves by."""

    place: int
    benefit: bool
    values: Floats
    known: Ints
    unsure: Ints
    errors: Floats
    sources: int
    source: Ints
    holes: Ints

    def drawn(self, count: int, random: np.random.Generator) -> tuple[Floats, Ints]:
        """Return how far unsure values are off (count, unsure), and whose value each hole takes."""
        off, taken = np.empty((count, 0)), np.empty((count, 0), dtype=np.int64)
        if len(self.unsure):
            off = random.standard_normal((count, self.sources))[:, self.source]
        if len(self.holes):
            taken = self.known[random.integers(len(self.known), size=(count, len(self.holes)))]
        return off, taken


@dataclass(frozen=True, slots=True)
class UncertainTable:
    """A completed table, made ready, with the columns of which some values are drawn."""

    prepared: Prepared
    columns: tuple[_Column, ...]

    @property
    def any(self) -> bool:
        """Tell whether anything is drawn at all."""
        return bool(self.columns)

    def tables(
        self, count: int, random: np.random.Generator, together: int | None = None
    ) -> Prepared:
        """Return `count` tables made ready: parts (p, count, m, n).

        A value with an error is normal around itself, those that move together by one draw, and
        the scale is that of what was drawn. A
        value not known is that of any alternative where it is known, each as likely. Numbers are
        drawn for so many tables `together`, all at once without.
        """
        parts = np.repeat(self.prepared.parts[:, None], count, axis=1)
        sizes = [
            min(together or count, count - start) for start in range(0, count, together or count)
        ]
        draws = [[column.drawn(size, random) for column in self.columns] for size in sizes]
        rows = np.arange(count)[:, None]
        for number, column in enumerate(self.columns):
            off = np.concatenate([one[number][0] for one in draws])
            taken = np.concatenate([one[number][1] for one in draws])
            # A view: what is written here is written in the tables.
            here = parts[:, :, column.place]
            if len(column.unsure):
                values = np.repeat(column.values[None], count, axis=0)
                values[:, column.unsure] += column.errors * off
                here[...] = self.prepared.method.parts(
                    values, values[:, column.known], column.benefit
                )
            if len(column.holes):
                here[:, :, column.holes] = here[:, rows, taken]
        return Prepared(self.prepared.method, parts)


def uncertain_table(found: Completed, ready: Prepared, draw_unknown: bool) -> UncertainTable:
    """Return a completed table with what is to be drawn: values with errors and, where
    `draw_unknown`, the unknown ones.

    The table's `errors` (n, m) are standard errors, its `moving` (n, m) numbers those of a
    criterion that are off together; without it each moves alone.
    """
    given = found.table.errors
    errors = np.zeros(found.values.shape) if given is None else np.nan_to_num(given)
    alone = np.broadcast_to(np.arange(len(errors))[:, None], errors.shape)
    moving = alone if found.table.moving is None else found.table.moving
    columns = []
    for place, benefit in enumerate(found.table.benefit.tolist()):
        known = found.known[:, place]
        unsure = np.flatnonzero(np.where(known, errors[:, place], 0.0) > 0)
        holes = np.flatnonzero(~known) if draw_unknown else np.empty(0, dtype=np.int64)
        if not len(unsure) and not len(holes):
            continue
        sources, source = np.unique(moving[unsure, place], return_inverse=True)
        columns.append(
            _Column(
                place,
                benefit,
                found.values[:, place],
                np.flatnonzero(known),
                unsure,
                errors[unsure, place],
                len(sources),
                source,
                holes,
            )
        )
    return UncertainTable(ready, tuple(columns))
