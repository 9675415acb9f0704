"""Values that are not known for sure, drawn again and again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.decisions.scoring.prepared import Prepared
from analysis.decisions.scoring.table import Bools, Floats, Ints
from analysis.decisions.scoring.unknown_values import Completed


@dataclass(frozen=True, slots=True)
class UncertainTable:
    """A completed table, made ready, of which some values are drawn.

    `errors` (n, m) are standard errors, 0 where a value is sure; `moving` (n, m) numbers those of a
    criterion that are off together; `drawn` (n, m) tells which unknown values are drawn instead of
    standing at the median.
    """

    completed: Completed
    prepared: Prepared
    errors: Floats
    moving: Ints
    drawn: Bools

    @property
    def any(self) -> bool:
        """Tell whether anything is drawn at all."""
        return bool((self.errors > 0).any() or self.drawn.any())

    def tables(self, count: int, random: np.random.Generator) -> Prepared:
        """Return `count` tables made ready: parts (p, count, m, n).

        A value with an error is normal around itself, those that move together by one draw, and
        the scale is that of what was drawn. A
        value not known is that of any alternative where it is known, each as likely.
        """
        parts = np.repeat(self.prepared.parts[:, None], count, axis=1)
        for column, benefit in enumerate(self.completed.table.benefit.tolist()):
            # A view: what is written here is written in the tables.
            here = parts[:, :, column]
            known, errors = self.completed.known[:, column], self.errors[:, column]
            unsure = np.flatnonzero(errors > 0)
            if len(unsure):
                values = np.repeat(self.completed.values[None, :, column], count, axis=0)
                sources, source = np.unique(self.moving[unsure, column], return_inverse=True)
                off = random.standard_normal((count, len(sources)))[:, source]
                values[:, unsure] += errors[unsure] * off
                here[...] = self.prepared.method.parts(values, values[:, known], benefit)
            holes = np.flatnonzero(self.drawn[:, column])
            if len(holes):
                taken = np.flatnonzero(known)[
                    random.integers(known.sum(), size=(count, len(holes)))
                ]
                here[:, :, holes] = np.take_along_axis(here, taken[None], axis=2)
        return Prepared(self.prepared.method, parts)


def uncertain_table(found: Completed, ready: Prepared, draw_unknown: bool) -> UncertainTable:
    """Return a completed table with what is to be drawn: values with errors and, where
    `draw_unknown`, the unknown ones."""
    given = found.table.errors
    errors = np.zeros(found.values.shape) if given is None else np.nan_to_num(given)
    alone = np.broadcast_to(np.arange(len(errors))[:, None], errors.shape)
    return UncertainTable(
        found,
        ready,
        np.where(found.known, errors, 0.0),
        alone if found.table.moving is None else found.table.moving,
        ~found.known if draw_unknown else np.zeros(found.known.shape, dtype=np.bool_),
    )
