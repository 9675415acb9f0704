"""How many establishments an estimate rests on, each counted once."""

from __future__ import annotations

import numpy as np

from analysis.evidence.cells import cells
from analysis.evidence.model import Bools, Comparison, GroupTime, WidePanel


def units_behind(
    panel: WidePanel,
    comparison: Comparison,
    anticipation: int = 0,
    effects: GroupTime | None = None,
) -> tuple[int, int]:
    """Return the supported and the compared units in any cell from support on, each once.

    A unit is in a cell when it is observed in both its periods. Cells that `effects` have no
    estimate of do not count, nor those without anybody on a side. Under `not_yet` a unit supported
    later may count on both sides.
    """
    plan = cells(panel.cohorts, panel.periods, comparison, anticipation)
    known = np.ones(len(plan.cohort), dtype=np.bool_)
    if effects is not None:
        told = {
            (int(cohort), int(period))
            for cohort, period, value in zip(
                effects.cohort, effects.period, effects.estimate, strict=True
            )
            if np.isfinite(value)
        }
        pairs = zip(plan.cohort.tolist(), plan.period.tolist(), strict=True)
        known = np.array([pair in told for pair in pairs], dtype=np.bool_)
    observed = np.isfinite(panel.outcomes)
    place = np.searchsorted(plan.all_cohorts, panel.cohorts)
    ours: Bools = np.zeros(len(panel.cohorts), dtype=np.bool_)
    theirs = ours.copy()
    for at in np.flatnonzero(known & (plan.period >= plan.cohort)):
        both = observed[:, plan.period_at[at]] & observed[:, plan.base_at[at]]
        one, other = both & (panel.cohorts == plan.cohort[at]), both & plan.pool[at][place]
        if one.any() and (other.any() or comparison == "own_past"):
            ours |= one
            theirs |= other
    return int(ours.sum()), int(theirs.sum())
