"""The one number of a claim, made again and again: quick enough to repeat without each district."""

from __future__ import annotations

import numpy as np

from analysis.evidence.cells import Cells, cells, only
from analysis.evidence.model import Aggregate, Comparison, Floats, WidePanel


def simple_effect(
    panel: WidePanel, comparison: Comparison = "never", anticipation: int = 0
) -> Aggregate:
    """Return all effects since support added up, without covariates, with its error.

    The same number as `aggregate(group_time(...), "simple")`, weights and their estimation
    included, from influences summed unit by unit: no covariance of cells is made, which takes most
    of the time where a panel has thousands of patterns of missing years. Errors are NaN where all
    cells rest on a single unit of a side. With clusters influences are summed inside them first.
    """
    plan = cells(panel.cohorts, panel.periods, comparison, anticipation)
    plan = only(plan, plan.period >= plan.cohort)
    seen = np.isfinite(panel.outcomes)
    observed = seen.astype(np.float64)
    # Only changes matter: without the level of each unit their sums keep their digits.
    filled = np.where(seen, panel.outcomes, 0.0)
    level = filled.sum(axis=1) / np.maximum(observed.sum(axis=1), 1)
    values = np.where(seen, filled - level[:, np.newaxis], 0.0)
    rows = [np.flatnonzero(panel.cohorts == cohort) for cohort in plan.all_cohorts]
    pairs = plan.period_at, plan.base_at
    # By cohort and cell: units seen in both periods, and the sum of their changes.
    counts, sums = (np.zeros((len(rows), len(plan.cohort))) for _ in range(2))
    for at, chosen in enumerate(rows):
        both = observed[chosen].T @ observed[chosen]
        crossed = values[chosen].T @ observed[chosen]
        counts[at] = both[pairs]
        sums[at] = (crossed - crossed.T)[pairs]
    own = plan.all_cohorts[:, np.newaxis] == plan.cohort
    ours, theirs = (counts * own).sum(axis=0), (counts * plan.pool.T).sum(axis=0)
    one = (sums * own).sum(axis=0) / np.maximum(ours, 1)
    zero = (sums * plan.pool.T).sum(axis=0) / np.maximum(theirs, 1)
    known = (ours > 0) & ((theirs > 0) | (comparison == "own_past"))
    if not known.any():
        return _aggregate(float("nan"), float("nan"), 0, 0)
    sizes = np.array([len(chosen) for chosen in rows], dtype=np.float64)
    total = float((sizes @ own)[known].sum())
    weight = np.where(known, sizes @ own, 0.0) / total
    overall = float(weight @ (one - zero))
    influence: Floats = np.zeros(len(panel.cohorts))
    for at, chosen in enumerate(rows):
        part = values[chosen], observed[chosen]
        influence[chosen] = _summed(part, plan, own[at] * weight / np.maximum(ours, 1), one)
        side = plan.pool[:, at] * weight / np.maximum(theirs, 1)
        influence[chosen] -= _summed(part, plan, side, zero)
        # That the weights are estimated too: a unit more makes its cohort count for more.
        mine = own[at] & known
        influence[chosen] += float((one - zero - overall)[mine].sum()) / total
    if panel.clusters is not None:
        _, of_unit = np.unique(panel.clusters, return_inverse=True)
        influence = np.bincount(of_unit, influence).astype(np.float64)
    error = float(np.sqrt(influence @ influence))
    paired = (ours > 1) & ((theirs > 1) | (comparison == "own_past"))
    told = bool((paired & known).any()) and error > 0
    supported = sum(int(ours[known & own[at]].max(initial=0)) for at in range(len(rows)))
    compared = int(theirs[known].max(initial=0))
    return _aggregate(overall, error if told else float("nan"), supported, compared)


def _summed(units: tuple[Floats, Floats], plan: Cells, weight: Floats, mean: Floats) -> Floats:
    """Return Σ weight · (change − mean) over the cells each unit (m,) is seen in.

    `units` are values and observation, (m, T) each; `weight` and `mean` are (K,). Summed as
    products of matrices over pairs of periods, not cell by cell.
    """
    values, observed = units
    changes, means = np.zeros((2, values.shape[1], values.shape[1]))
    np.add.at(changes, (plan.period_at, plan.base_at), weight)
    np.add.at(means, (plan.period_at, plan.base_at), weight * mean)
    found: Floats = (values * (observed @ (changes - changes.T).T)).sum(axis=1)
    found -= (observed * (observed @ means.T)).sum(axis=1)
    return found


def _aggregate(value: float, error: float, supported: int, compared: int) -> Aggregate:
    none = np.empty(0)
    return Aggregate(
        kind="simple",
        index=np.empty(0, dtype=np.int64),
        estimates=none,
        errors=none,
        covariance=np.empty((0, 0)),
        supported=np.empty(0, dtype=np.int64),
        overall=value,
        overall_error=error,
        overall_supported=supported,
        overall_compared=compared,
    )
