"""Effects of every cohort in every period, from moments alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.evidence.cells import Base, Cells, cells
from analysis.evidence.model import NEVER, Comparison, Floats, GroupTime, Ints
from analysis.evidence.moments import Moments
from analysis.evidence.summing import summed_by

_BLOCK = 4_000_000
"""Numbers held at once while influences are added to the covariance."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One side of every cell by stratum: membership (K, S), units (K,), mean difference (K,)."""

    member: Floats
    units: Floats
    mean: Floats


def group_time(
    moments: Moments,
    comparison: Comparison = "never",
    anticipation: int = 0,
    base: Base = "varying",
) -> GroupTime:
    """Return the effects of Callaway and Sant'Anna (2021), without covariates.

    A cell is the mean change of its cohort from the base to the period, less that of whoever it is
    held against, each over the units observed in both (see `cells` for periods and comparisons).
    The influence of a unit on a cell is (n/n₁)(Δ − mean) on the supported side and
    −(n/n₀)(Δ − mean) on the other: within a stratum an affine function of the unit's outcomes, and
    so is its influence on a cohort's share. Sums of products of influences therefore follow
    exactly from counts, sums and cross-products, those between cells that share compared units and
    between effects and shares among them. Errors are the root of the mean squared influence over
    n; with clusters influences are first summed inside a cluster, then squared and summed over
    clusters, neither with a correction for degrees of freedom. A side of a single unit adds
    nothing to its cell's error: `supported` and `compared` tell.

    Held against their `own_past`, cells are the mean change of the cohort alone: no effect, but
    what there is to say without anybody to compare with.

    A cell nobody identifies has NaN as its estimate, covariances and error.
    """
    plan = cells(moments.cohorts, moments.periods, comparison, anticipation, base)
    supported, compared = _sides(moments, plan)
    cohorts = plan.all_cohorts[plan.all_cohorts != NEVER]
    at_cohort = (moments.cohorts == cohorts[:, np.newaxis]).astype(np.float64)
    shares = at_cohort @ moments.counts / max(moments.units, 1)
    known = supported.units > 0
    estimate = supported.mean - compared.mean
    if comparison == "own_past":
        # Moments are taken around the mean of each period, which only a comparison cancels.
        estimate += moments.centres[plan.period_at] - moments.centres[plan.base_at]
    else:
        known &= compared.units > 0
    covariance = _covariance(moments, plan, supported, compared, at_cohort, shares)
    unknown = np.concatenate([~known, np.zeros(len(cohorts), dtype=np.bool_)])
    covariance[unknown, :] = np.nan
    covariance[:, unknown] = np.nan
    return GroupTime(
        cohort=plan.cohort,
        period=plan.period,
        base=plan.base,
        estimate=np.where(known, estimate, np.nan),
        supported=_whole(supported.units),
        compared=_whole(compared.units),
        cohorts=cohorts,
        shares=shares,
        covariance=covariance,
        units=moments.units,
        comparison=comparison,
        form="unconditional",
        anticipation=anticipation,
        clusters=None if moments.clusters is None else len(moments.clusters.ids),
    )


def cluster_influence(moments: Moments, effects: GroupTime) -> tuple[Floats, Floats]:
    """Return what each cluster adds to the effects of `group_time` on the same moments.

    First its influence over n on every cell and share, (C, K + G): their cross-product is the
    covariance. Then its part in every cell, (C, K), adding up to 1 over clusters: how much of a
    cell's estimate would come from it if all its units changed by one, once the common change is
    taken out, which is (1 − d) of its share in the supported plus d of its share in the compared,
    d the supported share of the cell. Raises ValueError for moments without clusters.
    """
    if moments.clusters is None:
        raise ValueError("these moments were taken without clusters")
    plan = _plan_of(moments, effects)
    supported, compared = _sides(moments, plan)
    at_cohort = (moments.cohorts == effects.cohorts[:, np.newaxis]).astype(np.float64)
    influence = _cluster_influence(moments, plan, supported, compared, at_cohort, effects.shares)
    by = moments.clusters

    def shares_of(side: _Side) -> Floats:
        units = side.member[:, by.stratum].T * by.counts[:, np.newaxis]
        return summed_by(by.cluster, units / np.maximum(side.units, 1), len(by.ids))

    one, other = shares_of(supported), shares_of(compared)
    supported_share = supported.units / np.maximum(supported.units + compared.units, 1)
    return influence, (1 - supported_share) * one + supported_share * other


def _plan_of(moments: Moments, effects: GroupTime) -> Cells:
    """Return the plan that effects were made by; their bases tell which kind it was."""
    kinds: tuple[Base, Base] = ("varying", "universal")
    for base in kinds:
        plan = cells(
            moments.cohorts, moments.periods, effects.comparison, effects.anticipation, base
        )
        same = (plan.cohort, plan.period, plan.base)
        given = (effects.cohort, effects.period, effects.base)
        if all(np.array_equal(one, other) for one, other in zip(same, given, strict=True)):
            return plan
    raise ValueError("these effects were not made from these moments")


def _whole(values: Floats) -> Ints:
    return np.rint(values).astype(np.int64)


def _sides(moments: Moments, plan: Cells) -> tuple[_Side, _Side]:
    both = moments.observed[:, plan.period_at].T & moments.observed[:, plan.base_at].T
    change = (moments.sums[:, plan.period_at] - moments.sums[:, plan.base_at]).T
    place = np.searchsorted(plan.all_cohorts, moments.cohorts)
    own = moments.cohorts == plan.cohort[:, np.newaxis]
    found = []
    for member in (both & own, both & plan.pool[:, place]):
        weight = member.astype(np.float64)
        units = weight @ moments.counts
        mean = np.einsum("ks,ks->k", weight, change) / np.maximum(units, 1)
        found.append(_Side(weight, units, mean))
    return found[0], found[1]


def _influence(
    moments: Moments,
    plan: Cells,
    supported: _Side,
    compared: _Side,
    at_cohort: Floats,
    shares: Floats,
    totals: Floats,
    stratum: Ints,
) -> Floats:
    """Return the influence over n of groups of units on every cell and share, (K + G, R).

    A row of `totals` (R, 1 + T) is a group's count of units and its sums of outcomes, all of one
    `stratum` (R,). A unit's influence is an affine function of its outcomes, the same in all its
    stratum, so that a group's follows from its totals.
    """
    one, other = (
        side.member / np.maximum(side.units, 1)[:, np.newaxis] for side in (supported, compared)
    )
    constant = compared.mean[:, np.newaxis] * other - supported.mean[:, np.newaxis] * one
    on_shares = (at_cohort - shares[:, np.newaxis]) / max(moments.units, 1)
    number, counts = len(plan.cohort), totals[:, 0]
    influence = np.empty((number + len(shares), len(stratum)))
    change = totals[:, 1 + plan.period_at] - totals[:, 1 + plan.base_at]
    influence[:number] = (one - other)[:, stratum] * change.T
    influence[:number] += constant[:, stratum] * counts
    influence[number:] = on_shares[:, stratum] * counts
    return influence


def _blocks(rows: int, numbers_each: int) -> Iterator[slice]:
    step = max(1, _BLOCK // max(numbers_each, 1))
    for start in range(0, rows, step):
        yield slice(start, start + step)


def _stand_ins(moments: Moments) -> tuple[Floats, Ints]:
    """Return totals (R, 1 + T) and strata (R,) with the sums of products that the units have.

    The units of a stratum are replaced by their mean, times the root of their number, and by as
    many rows as it takes to have their sums of products around it. A single unit stands for
    itself. No more is needed to add up products of influences, which are affine in outcomes.
    """
    size = np.maximum(moments.counts, 1)
    mean = np.column_stack([moments.counts, moments.sums]) / np.sqrt(size)[:, np.newaxis]
    many = np.flatnonzero(moments.counts > 1)
    sums = moments.sums[many]
    around = sums[:, :, np.newaxis] * (sums / size[many, np.newaxis])[:, np.newaxis, :]
    values, vectors = np.linalg.eigh(moments.products[many] - around)
    kept = values > 0
    roots = (vectors * np.sqrt(np.maximum(values, 0))[:, np.newaxis]).transpose(0, 2, 1)[kept]
    rows = np.concatenate([mean, np.pad(roots, ((0, 0), (1, 0)))])
    return rows, np.concatenate([np.arange(len(size)), many[np.nonzero(kept)[0]]])


def _covariance(
    moments: Moments,
    plan: Cells,
    supported: _Side,
    compared: _Side,
    at_cohort: Floats,
    shares: Floats,
) -> Floats:
    sides = (supported, compared, at_cohort, shares)
    if moments.clusters is not None:
        influence = _cluster_influence(moments, plan, *sides)
        return influence.T @ influence
    size = len(plan.cohort) + len(shares)
    totals, stratum = _stand_ins(moments)
    covariance = np.zeros((size, size))
    for rows in _blocks(len(stratum), size):
        influence = _influence(moments, plan, *sides, totals[rows], stratum[rows])
        covariance += influence @ influence.T
    return covariance


def _cluster_influence(
    moments: Moments,
    plan: Cells,
    supported: _Side,
    compared: _Side,
    at_cohort: Floats,
    shares: Floats,
) -> Floats:
    """Return the summed influence over n of each cluster on every cell and share, (C, K + G)."""
    if moments.clusters is None:
        raise ValueError("these moments were taken without clusters")
    by = moments.clusters
    sides = (supported, compared, at_cohort, shares)
    size = len(plan.cohort) + len(shares)
    totals = np.column_stack([by.counts, by.sums])
    total = np.zeros((len(by.ids), size))
    for rows in _blocks(len(by.stratum), size):
        influence = _influence(moments, plan, *sides, totals[rows], by.stratum[rows])
        total += summed_by(by.cluster[rows], influence.T, len(by.ids))
    return total
