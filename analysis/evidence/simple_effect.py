"""The one number of a claim, made again and again: quick enough to repeat without each district."""

from __future__ import annotations

import numpy as np

from analysis.evidence.cells import cells
from analysis.evidence.model import Aggregate, Bools, Comparison, Floats, WidePanel


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
    since = plan.period >= plan.cohort
    units = len(panel.cohorts)
    influence: Floats = np.zeros(units)
    place = np.searchsorted(plan.all_cohorts, panel.cohorts)
    total = value = 0.0
    supported = compared = 0
    told = False
    slopes: list[tuple[int, float, float]] = []
    for cohort in np.unique(plan.cohort).tolist():
        chosen = since & (plan.cohort == cohort)
        change = (panel.outcomes[:, plan.period_at[chosen]].T
                  - panel.outcomes[:, plan.base_at[chosen]].T)  # fmt: skip
        seen = np.isfinite(change)
        own = seen & (panel.cohorts == cohort)
        other = seen & plan.pool[chosen][:, place]
        one, one_count = _mean(change, own)
        zero, zero_count = _mean(change, other)
        known = one_count > 0
        if comparison != "own_past":
            known &= zero_count > 0
        if not known.any():
            continue
        share = float((panel.cohorts == cohort).sum()) / units
        effect = one[known] - zero[known]
        for side, mean, count, sign in (
            (own, one, one_count, 1.0),
            (other, zero, zero_count, -1.0),
        ):
            factor = np.where(known, sign * share / np.maximum(count, 1), 0.0)
            influence += np.where(side, (change - mean[:, None]) * factor[:, None], 0.0).sum(axis=0)
        slopes.append((cohort, float(known.sum()), float(effect.sum())))
        total += share * float(known.sum())
        value += share * float(effect.sum())
        supported += int(one_count[known].max())
        compared = max(compared, int(zero_count[known].max(initial=0)))
        paired = one_count > 1
        told |= bool((paired & ((zero_count > 1) | (comparison == "own_past")))[known].any())
    if total == 0:
        return _aggregate(float("nan"), float("nan"), 0, 0)
    overall = value / total
    influence /= total
    for cohort, number, sum_of_effects in slopes:
        inside = (panel.cohorts == cohort).astype(np.float64)
        influence += (sum_of_effects - number * overall) / total * (inside - inside.mean()) / units
    if panel.clusters is not None:
        _, of_unit = np.unique(panel.clusters, return_inverse=True)
        influence = np.bincount(of_unit, influence).astype(np.float64)
    error = float(np.sqrt(influence @ influence))
    return _aggregate(overall, error if told and error > 0 else float("nan"), supported, compared)


def _mean(change: Floats, side: Bools) -> tuple[Floats, Floats]:
    """Return mean change and units of a side in every cell, (K,) each; zero for nobody."""
    count = side.sum(axis=1).astype(np.float64)
    return np.where(side, change, 0.0).sum(axis=1) / np.maximum(count, 1), count


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
