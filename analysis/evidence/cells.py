"""Which cohort is held against whom, between which two periods."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.evidence.model import NEVER, Bools, Comparison, Ints

Base = Literal["varying", "universal"]
"""The period a cell is differenced from before support: the one before it, or always the last
one before support (which is the base after support in both)."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells sorted by cohort, then period: `cohort`, `period`, `base` (K,).

    `period_at` and `base_at` (K,) are their positions among the periods; `pool` (K, G) marks which
    of `all_cohorts` (G,), NEVER among them, a cell's cohort is held against.
    """

    cohort: Ints
    period: Ints
    base: Ints
    period_at: Ints
    base_at: Ints
    all_cohorts: Ints
    pool: Bools


def cells(
    cohorts: Ints,
    periods: Ints,
    comparison: Comparison = "never",
    anticipation: int = 0,
    base: Base = "varying",
) -> Cells:
    """Return the cells of Callaway and Sant'Anna (2021) by the rules of their R package did.

    From `anticipation` periods before support on, the base is the last period before that; earlier
    ones look for pre-trends and are differenced from the period before them (`varying`) or from
    that same base (`universal`, whose base itself is no cell). Not-yet-supported comparisons are
    other cohorts whose support begins more than `anticipation` after both periods of the cell.
    `own_past` holds cohorts against nobody.
    A cohort that begins after the record and its anticipation is never supported inside it. A
    cohort without a period before support has no cells; where nobody stays unsupported to the end,
    neither has the last cohort, which is only compared with. Raises ValueError for a negative
    anticipation.
    """
    if anticipation < 0:
        raise ValueError("anticipation is a number of periods: zero or more")
    present = np.unique(cohorts)
    if len(periods) == 0:
        nothing = np.empty(0, dtype=np.int64)
        empty = np.empty((0, len(present)), dtype=np.bool_)
        return Cells(nothing, nothing, nothing, nothing, nothing, present, empty)
    never = (present == NEVER) | (present > periods[-1] + anticipation)
    targets = present[~never & (present > periods[0] + anticipation)]
    if comparison == "not_yet" and not never.any():
        targets = targets[targets < present[-1]]
    found = [
        (cohort, at, before)
        for cohort in targets.tolist()
        for at, before in _pairs(cohort, periods, anticipation, base)
    ]
    cohort, period_at, base_at = np.array(found, dtype=np.int64).reshape(-1, 3).T
    if comparison == "own_past":
        pool = np.zeros((len(found), len(present)), dtype=np.bool_)
    elif comparison == "never":
        pool = np.tile(never, (len(found), 1))
    else:
        later = periods[np.maximum(period_at, base_at)] + anticipation
        pool = never | ((present > later[:, np.newaxis]) & (present != cohort[:, np.newaxis]))
    return Cells(cohort, periods[period_at], periods[base_at], period_at, base_at, present, pool)


def only(plan: Cells, chosen: Bools) -> Cells:
    """Return some cells of a plan; `chosen` is (K,)."""
    return Cells(
        cohort=plan.cohort[chosen],
        period=plan.period[chosen],
        base=plan.base[chosen],
        period_at=plan.period_at[chosen],
        base_at=plan.base_at[chosen],
        all_cohorts=plan.all_cohorts,
        pool=plan.pool[chosen],
    )


def _pairs(cohort: int, periods: Ints, anticipation: int, base: Base) -> list[tuple[int, int]]:
    """Return the positions of every period of a cohort's cells and of its base."""
    last_before = int(np.flatnonzero(periods + anticipation < cohort)[-1])
    pairs = []
    for at in range(len(periods)):
        before = last_before if base == "universal" or at > last_before else at - 1
        if before >= 0 and before != at:
            pairs.append((at, before))
    return pairs
