"""What an estimate is without each group of neighbours: the error that groups have in common.

Sums of influences over groups make errors too small where courses are fitted: a group pulls the
course of its own district and industry towards itself, and most of what it has in common is taken
out as course. Leaving each group out, with all courses fitted anew, does not suffer from that
(MacKinnon, Nielsen and Webb 2023, Journal of Applied Econometrics 38). No fit is repeated for it:
what leaving a group out does to slopes follows from its own rows of the normal equations.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.cells import Cells
from analysis.evidence.covariate_trends import Trends
from analysis.evidence.model import Bools, Floats, Ints, WidePanel

MOST_GROUPS = 250
"""More groups than these are left out some at a time, which tells the error just as well."""

_TOLD = 1e-8
"""A direction in which a group decides its own fit to this part is not told by the others."""


@dataclass(frozen=True, slots=True)
class Without:
    """Cells without each of some groups of units: `ids` (G,) ascending, `at` (n,) their place.

    `estimates` (G, K) are effects, NaN where nobody is left on a side; `own` (G, K) the change of
    the cohort itself, on outcomes as reported; `sizes` (G, C) the units left of every cohort.
    """

    ids: Ints
    at: Ints
    estimates: Floats
    own: Floats
    sizes: Floats


def without_groups(
    trends: Trends, reported: WidePanel, plan: Cells, cohorts: Ints, groups: Ints
) -> Without:
    """Return the cells of a plan without each of the groups (n,), slopes fitted without it too.

    `cohorts` (C,) are those whose sizes are told.
    """
    ids, at = np.unique(groups, return_inverse=True)
    order = np.argsort(at, kind="stable")
    starts = np.searchsorted(at[order], np.arange(len(ids)))
    moved = _moved_slopes(trends, order, starts)
    place = np.searchsorted(plan.all_cohorts, reported.cohorts)[order]
    left, design = trends.left.outcomes[order], trends.design[order][:, 1:]
    shape = (len(ids), len(plan.cohort))
    estimates, own = np.full(shape, np.nan), np.full(shape, np.nan)

    def without(values: Floats, rows: Bools) -> Floats:
        """Return the mean of rows without each group, (G, M); NaN where nobody is left."""
        chosen = np.flatnonzero(rows)
        counted = np.column_stack([np.ones(len(chosen)), values[chosen]])
        of_group = np.searchsorted(chosen, starts)
        summed = np.vstack([np.zeros(counted.shape[1]), counted.cumsum(axis=0)])
        ends = np.append(of_group[1:], len(chosen))
        kept = summed[-1] - (summed[ends] - summed[of_group])
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(kept[:, :1] > 0.5, kept[:, 1:] / kept[:, :1], np.nan)
        return found

    raw = reported.outcomes[order]
    for cell in range(shape[1]):
        now, then = plan.period_at[cell], plan.base_at[cell]
        change = left[:, now] - left[:, then]
        both = np.isfinite(change)
        columns = np.column_stack([change, design])
        ours = both & (plan.all_cohorts[place] == plan.cohort[cell])
        apart = without(columns, ours) - without(columns, both & plan.pool[cell][place])
        bent = moved[:, now, 1:] - moved[:, then, 1:]
        estimates[:, cell] = apart[:, 0] - (apart[:, 1:] * bent).sum(axis=1)
        own[:, cell] = without((raw[:, now] - raw[:, then])[:, np.newaxis], ours)[:, 0]
    member = (plan.all_cohorts[place][:, np.newaxis] == cohorts).astype(np.float64)
    sizes: Floats = member.sum(axis=0) - np.add.reduceat(member, starts, axis=0)
    return Without(ids, at, estimates, own, sizes)


def pooled(groups: Ints, kinds: Ints) -> Ints:
    """Return groups (n,), put together where there are more than MOST_GROUPS, one kind at a time.

    Those put together have numbers that follow each other: groups of one place.
    """
    ids, first, at = np.unique(groups, return_index=True, return_inverse=True)
    if len(ids) <= MOST_GROUPS:
        return groups
    order = np.argsort(kinds[first], kind="stable")
    kind = kinds[first][order]
    place = np.arange(len(ids)) * MOST_GROUPS // len(ids)
    fresh = (np.diff(place, prepend=-1) > 0) | (np.diff(kind, prepend=kind[0] - 1) != 0)
    number = np.empty(len(ids), dtype=np.int64)
    number[order] = fresh.cumsum()
    return number[at]


def _moved_slopes(trends: Trends, order: Ints, starts: Ints) -> Floats:
    """Return by how much slopes move when each group is left out, (G, T, K + 1).

    With X and e a group's rows and residuals, M the inverse of the normal equations of all, they
    move by −M X'(1 − XMX')⁻¹e.
    A group's units differ in few characteristics, d of them, and are told by T · d numbers.
    """
    periods, width = trends.residuals.shape[1], trends.design.shape[1]
    moved = np.zeros((len(starts), periods, width))
    if width < 2:
        return moved
    inverse = trends.inverse.reshape(periods, width, periods, width)
    told = trends.fitted.sum(axis=1) > 1
    for group, units in enumerate(np.split(order, starts[1:])):
        units = units[told[units]]
        if len(units):
            moved[group] = -_pull(trends, units, inverse)
    return moved


def _pull(trends: Trends, units: Ints, inverse: Floats) -> Floats:
    """Return what some units add to the slopes, all the others fitted without them, (T, K + 1)."""
    weight = trends.fitted[units].astype(np.float64)
    left, sizes, right = np.linalg.svd(trends.design[units], full_matrices=False)
    kinds = sizes > _TOLD * sizes[0]
    own, back = left[:, kinds] * sizes[kinds], right[kinds]
    periods, many = weight.shape[1], int(kinds.sum())
    size = periods * many
    # Their own normal equations, levels taken out, and the scores of what the fit leaves of them.
    spread = (weight / np.sqrt(weight.sum(axis=1, keepdims=True)))[:, :, np.newaxis]
    crossed = (spread * own[:, np.newaxis, :]).reshape(len(units), size)
    normal = (-crossed.T @ crossed).reshape(periods, many, periods, many)
    same = np.arange(periods)
    normal[same, :, same, :] += np.einsum("mt,mi,mj->tij", weight, own, own)
    scores = trends.residuals[units].T @ own
    values, vectors = np.linalg.eigh(normal.reshape(size, size))
    told = values > _TOLD * max(float(values[-1]), 0.0)
    root = vectors[:, told] * np.sqrt(values[told])
    half = (inverse @ back.T).transpose(0, 2, 3, 1) @ back.T
    inside = half.transpose(0, 3, 1, 2)
    free = np.eye(int(told.sum())) - root.T @ inside.reshape(size, size) @ root
    alone = (vectors[:, told] / np.sqrt(values[told])).T @ scores.reshape(size)
    values, vectors = np.linalg.eigh((free + free.T) / 2)
    told = values > _TOLD
    solved = root @ ((vectors[:, told] / values[told]) @ (vectors[:, told].T @ alone))
    wanted = (solved.reshape(periods, many) @ back).reshape(-1)
    found: Floats = (trends.inverse @ wanted).reshape(periods, -1)
    return found
