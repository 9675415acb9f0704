"""The one number of a claim, made again and again: quick enough to repeat without each district."""

from __future__ import annotations

import numpy as np

from analysis.evidence.cells import Cells, cells, only
from analysis.evidence.model import Aggregate, Comparison, Floats, Ints, WidePanel
from analysis.evidence.small_samples import degrees_of_parts, inflation
from analysis.evidence.summing import summed_by


def simple_effect(
    panel: WidePanel, comparison: Comparison = "never", anticipation: int = 0
) -> Aggregate:
    """Return all effects since support added up, without covariates, with its error.

    The same number as `aggregate(corrected(group_time(...)), "simple")`, weights and their
    estimation included, from influences summed unit by unit: no covariance of cells is made, which
    takes most of the time where a panel has thousands of patterns of missing years. Degrees of
    freedom take a cohort's part of the variance from its own units alone, which makes them a little
    more. Errors are NaN where all cells rest on a single unit of a side. With clusters influences
    are summed inside them first, and nothing is corrected.
    """
    everybody = np.full(len(panel.cohorts), -1, dtype=np.int64)
    return effects_without(panel, everybody, 1, comparison, anticipation)[0]


def effects_without(
    panel: WidePanel,
    groups: Ints,
    number: int,
    comparison: Comparison = "never",
    anticipation: int = 0,
) -> list[Aggregate]:
    """Return the simple effect of the panel without each of the groups 0, 1, ... `number` - 1.

    `groups` (n,) holds the group of each unit, -1 for units that always stay. Counts and sums
    without a group are those of all less its own, so that all takes little longer than one.
    """
    plan = cells(panel.cohorts, panel.periods, comparison, anticipation)
    plan = only(plan, plan.period >= plan.cohort)
    values, observed = _deviations(panel)
    rows = [np.flatnonzero(panel.cohorts == cohort) for cohort in plan.all_cohorts]
    # By variant, cohort and cell: units seen in both periods, sums of their changes and squares.
    counts, sums, squares, sizes = _totals(plan, values, observed, rows, groups, number)
    own = (plan.all_cohorts[:, np.newaxis] == plan.cohort).astype(np.float64)
    pool = plan.pool.T.astype(np.float64)
    ours, theirs = (counts * own).sum(axis=1), (counts * pool).sum(axis=1)
    one = (sums * own).sum(axis=1) / np.maximum(ours, 1)
    zero = (sums * pool).sum(axis=1) / np.maximum(theirs, 1)
    alone = comparison == "own_past"
    known = (ours > 0) & ((theirs > 0) | alone)
    of_cohort = np.where(known, sizes @ own, 0.0)
    total = of_cohort.sum(axis=1)
    weight = of_cohort / np.maximum(total, 1)[:, np.newaxis]
    overall = np.einsum("vk,vk->v", weight, one - zero)
    root = np.ones_like(weight)
    if panel.clusters is None:
        own_variance = (squares * own).sum(axis=1) / np.maximum(ours, 1) - one**2
        pool_variance = (squares * pool).sum(axis=1) / np.maximum(theirs, 1) - zero**2
        variance = own_variance / np.maximum(ours, 1) + pool_variance / np.maximum(theirs, 1)
        root = np.sqrt(inflation(np.where(known, variance, np.nan), ours, theirs, alone))
    influence: Floats = np.zeros((len(panel.cohorts), number))
    parts, units = (np.zeros((number, len(rows))) for _ in range(2))
    left = np.where(known, one - zero - overall[:, np.newaxis], 0.0)
    for at, chosen in enumerate(rows):
        part = values[chosen], observed[chosen]
        on_own = own[at] * weight * root / np.maximum(ours, 1)
        on_pool = pool[at] * weight * root / np.maximum(theirs, 1)
        added = _summed(part, plan, on_own - on_pool, on_own * one - on_pool * zero)
        # That the weights are estimated too: a unit more makes its cohort count for more.
        influence[chosen] = added + (left @ own[at]) / np.maximum(total, 1)
        parts[:, at] = np.einsum("nv,nv->v", influence[chosen], influence[chosen]) * own[at].any()
        size = own[at] * weight
        units[:, at] = (size * ours).sum(axis=1) / np.maximum(size.sum(axis=1), 1e-300)
    inside = np.flatnonzero(groups >= 0)
    influence[inside, groups[inside]] = 0.0
    if panel.clusters is not None:
        influence = summed_by(np.unique(panel.clusters, return_inverse=True)[1], influence)
    error = np.sqrt(np.einsum("nv,nv->v", influence, influence))
    freedom = np.full(number, np.inf)
    if panel.clusters is None:
        freedom = degrees_of_parts(error**2, parts, units)
    paired = (known & (ours > 1) & ((theirs > 1) | alone)).any(axis=1)
    error[~(paired & (error > 0))] = np.nan
    overall[~known.any(axis=1)] = np.nan
    supported = (ours * known)[:, np.newaxis, :] * own
    return [
        _aggregate(
            float(overall[variant]),
            float(error[variant]),
            float(freedom[variant]),
            int(supported[variant].max(axis=1, initial=0).sum()),
            int((theirs * known)[variant].max(initial=0)),
        )
        for variant in range(number)
    ]


def _deviations(panel: WidePanel) -> tuple[Floats, Floats]:
    """Return outcomes less the level of their unit, 0 where not seen, and who is seen, (n, T)."""
    seen = np.isfinite(panel.outcomes)
    observed = seen.astype(np.float64)
    # Only changes matter: without the level of each unit their sums keep their digits.
    filled = np.where(seen, panel.outcomes, 0.0)
    level = filled.sum(axis=1) / np.maximum(observed.sum(axis=1), 1)
    return (filled - level[:, np.newaxis]) * observed, observed


def _totals(
    plan: Cells,
    values: Floats,
    observed: Floats,
    rows: list[Ints],
    groups: Ints,
    number: int,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return counts, sums and squares of changes (V, G, K), units (V, G), without each group."""
    counts, sums, squares = (np.zeros((number, len(rows), len(plan.cohort))) for _ in range(3))
    sizes = np.zeros((number, len(rows)))
    pairs = plan.period_at, plan.base_at
    for at, chosen in enumerate(rows):
        both, changes, squared = _pairs(values[chosen], observed[chosen], pairs)
        counts[:, at], sums[:, at], sizes[:, at] = both, changes, len(chosen)
        squares[:, at] = squared
        of_rows = groups[chosen]
        for group in np.unique(of_rows[of_rows >= 0]).tolist():
            inside = chosen[of_rows == group]
            both, changes, squared = _pairs(values[inside], observed[inside], pairs)
            counts[group, at] -= both
            sums[group, at] -= changes
            squares[group, at] -= squared
            sizes[group, at] -= len(inside)
    return counts, sums, squares, sizes


def _pairs(
    values: Floats, observed: Floats, pairs: tuple[Ints, Ints]
) -> tuple[Floats, Floats, Floats]:
    """Return how many units (m, T) are seen in both periods of cells, their changes and the squares
    of these, (K,)."""
    crossed, squared = values.T @ observed, (values**2).T @ observed
    squares = squared + squared.T - 2 * (values.T @ values)
    return (observed.T @ observed)[pairs], (crossed - crossed.T)[pairs], squares[pairs]


def _summed(units: tuple[Floats, Floats], plan: Cells, weight: Floats, shift: Floats) -> Floats:
    """Return Σ (weight · change − shift) over the cells each unit (m,) is seen in, (m, V).

    `units` are values and observation, (m, T) each; `weight` and `shift` are (V, K). Summed as
    products of matrices over pairs of periods, not cell by cell.
    """
    values, observed = units
    size = values.shape[1]
    at = plan.period_at * size + plan.base_at
    of_pair = (at[:, np.newaxis] == np.arange(size * size)).astype(np.float64)
    changes, means = ((part @ of_pair).reshape(-1, size, size) for part in (weight, shift))
    apart = changes - changes.transpose(0, 2, 1)
    found = np.empty((len(values), len(weight)))
    for variant in range(len(weight)):
        found[:, variant] = np.einsum("mt,mt->m", values, observed @ apart[variant].T)
        found[:, variant] -= np.einsum("mt,mt->m", observed, observed @ means[variant].T)
    return found


def _aggregate(
    value: float, error: float, degrees: float, supported: int, compared: int
) -> Aggregate:
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
        overall_degrees=degrees,
    )
