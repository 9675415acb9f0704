"""Randomisation inference: the estimate had other clusters been supported, or at other times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import factorial, prod

import numpy as np

from analysis.evidence.bands import SEED
from analysis.evidence.cells import Cells, cells, only
from analysis.evidence.inversion import Tested, inverted, share_at_least
from analysis.evidence.model import NEVER, AggregateKind, Bools, Comparison, Floats, Ints
from analysis.evidence.moments import ClusterSums, Moments
from analysis.evidence.summing import summed_by

MOST_ARRANGEMENTS = 5_000
"""Up to so many different arrangements all are gone through; beyond, DRAWN are drawn."""

DRAWN = 4_999


@dataclass(frozen=True, slots=True)
class _Sums:
    """Sums by cell and cluster, (K, C) each: units seen in both periods, their change, and the
    change an effect of one would have made of it."""

    units: Floats
    change: Floats
    unit_effect: Floats


def cluster_cohorts(moments: Moments) -> Ints | None:
    """Return the one cohort of every cluster (C,); None where a cluster has units of several.

    Support was then not decided by clusters, and swapping it between them would make no sense.
    Raises ValueError for moments without clusters.
    """
    if moments.clusters is None:
        raise ValueError("these moments were taken without clusters")
    by = moments.clusters
    given = moments.cohorts[by.stratum]
    kept = np.zeros(len(by.ids), dtype=np.int64)
    kept[by.cluster] = given
    return kept if np.array_equal(kept[by.cluster], given) else None


def arrangements(cohorts: Ints) -> int:
    """Return in how many different ways these cohorts can lie over the clusters."""
    _, counts = np.unique(cohorts, return_counts=True)
    return factorial(len(cohorts)) // prod(factorial(int(count)) for count in counts)


def permuted_clusters(
    moments: Moments,
    comparison: Comparison = "never",
    anticipation: int = 0,
    kind: AggregateKind = "simple",
    *,
    level: float = 0.95,
    draws: int = DRAWN,
    seed: int = SEED,
) -> Tested:
    """Return the randomisation test of the overall number of `aggregate`, and its interval.

    Cohorts are dealt out anew over clusters, in every different way up to MOST_ARRANGEMENTS, in
    `draws` random ones (and the real one) beyond, and the number made again, each time over its
    own error by cluster (Fisher 1935; studentised as in MacKinnon and Webb 2020, which also keeps
    size where effects differ). The share at least as far from zero is p: exact if it was by chance
    which cluster got support when. An interval holds every effect, the same for all since their
    support, that is not rejected once taken out of the outcomes of those who had it. Weights
    of cells follow each arrangement; their errors take them as given. Raises ValueError without
    clusters, where support goes by less than clusters, for `own_past`, and where nothing can be
    estimated.
    """
    by, actual = moments.clusters, cluster_cohorts(moments)
    if by is None or actual is None or comparison == "own_past":
        raise ValueError("support was not given to whole clusters beside others without")
    plan = cells(moments.cohorts, moments.periods, comparison, anticipation)
    plan = only(plan, plan.period >= plan.cohort)
    exact = arrangements(actual) <= MOST_ARRANGEMENTS
    dealt = np.array(list(_all_ways(actual))) if exact else _drawn(actual, draws, seed)
    sizes = np.bincount(by.cluster, by.counts).astype(np.float64)
    sums = _sums(moments, by, plan, actual)
    value, slope, squares = _estimates(plan, sums, dealt, sizes, kind)
    real = int(np.flatnonzero((dealt == actual).all(axis=1))[0])
    estimate, error = float(value[real]), float(np.sqrt(squares[0][real]))
    if not np.isfinite(estimate):
        raise ValueError("nothing can be estimated from these moments")

    def chance(effects: Floats) -> Floats:
        effect = effects[:, np.newaxis]
        square = squares[0] - 2 * effect * squares[1] + effect**2 * squares[2]
        with np.errstate(divide="ignore", invalid="ignore"):
            statistics = np.abs(value - effect * slope) / np.sqrt(np.maximum(square, 0.0))
            observed = np.abs(estimate - effects) / error
        # The real arrangement ties with itself whatever rounding makes of it.
        statistics[:, real] = np.inf
        return share_at_least(statistics, observed)

    interval = inverted(chance, estimate, error if error > 0 else 1.0, level)
    return Tested(estimate, float(chance(np.zeros(1))[0]), interval, len(dealt), exact)


def _sums(moments: Moments, by: ClusterSums, plan: Cells, cohorts: Ints) -> _Sums:
    seen = moments.observed[by.stratum]
    both = (seen[:, plan.period_at] & seen[:, plan.base_at]).astype(np.float64)
    units = summed_by(by.cluster, both * by.counts[:, np.newaxis], len(by.ids))
    moved = by.sums[:, plan.period_at] - by.sums[:, plan.base_at]
    change = summed_by(by.cluster, both * moved, len(by.ids))
    own = np.where(cohorts == NEVER, np.iinfo(np.int64).max, cohorts)[:, np.newaxis]
    begun = (plan.period >= own).astype(np.float64) - (plan.base >= own)
    return _Sums(units.T, change.T, (units * begun).T)


def _all_ways(cohorts: Ints) -> Iterator[Ints]:
    """Yield every different order of the cohorts, (C,) each."""
    distinct, counts = np.unique(cohorts, return_counts=True)
    if len(distinct) == 1:
        yield cohorts
        return
    for chosen in combinations(range(len(cohorts)), int(counts[0])):
        rest = np.setdiff1d(np.arange(len(cohorts)), chosen)
        for order in _all_ways(np.repeat(distinct[1:], counts[1:])):
            dealt = np.full(len(cohorts), distinct[0])
            dealt[rest] = order
            yield dealt


def _drawn(cohorts: Ints, draws: int, seed: int) -> Ints:
    """Return the real order and random ones, (1 + draws, C)."""
    random = np.random.default_rng(seed)
    shuffled = random.permuted(np.tile(cohorts, (draws, 1)), axis=1)
    return np.concatenate([cohorts[np.newaxis], shuffled])


def _estimates(
    plan: Cells, sums: _Sums, dealt: Ints, sizes: Floats, kind: AggregateKind
) -> tuple[Floats, Floats, tuple[Floats, Floats, Floats]]:
    """Return of every arrangement the estimate (R,), what an effect of one adds to it (R,), and
    the squared error as a polynomial of that effect: constant, minus half its slope, square."""
    place = np.searchsorted(plan.all_cohorts, dealt)
    shares = np.stack([(place == at) @ sizes for at in range(len(plan.all_cohorts))], axis=1)
    number = np.zeros((2, len(plan.cohort), len(dealt)))
    for k, cohort in enumerate(plan.cohort):
        number[:, k] = (dealt == cohort) @ sums.units[k], plan.pool[k][place] @ sums.units[k]
    known = (number[0] > 0) & (number[1] > 0)
    weights = _weights(plan, known, shares.T, kind)
    value, slope = np.zeros(len(dealt)), np.zeros(len(dealt))
    scores, tilts = np.zeros(dealt.shape), np.zeros(dealt.shape)
    for k, cohort in enumerate(plan.cohort):
        for sign, member, units in (
            (1.0, dealt == cohort, number[0, k]),
            (-1.0, plan.pool[k][place], number[1, k]),
        ):
            factor = sign * weights[k] / np.maximum(units, 1.0)
            for total, score, of in (
                (value, scores, sums.change[k]),
                (slope, tilts, sums.unit_effect[k]),
            ):
                inside = member @ of
                total += factor * inside
                mean = inside / np.maximum(units, 1.0)
                score += member * (of - np.multiply.outer(mean, sums.units[k])) * factor[:, None]
    value[~(weights > 0).any(axis=0)] = np.nan
    squares = (scores**2).sum(axis=1), (scores * tilts).sum(axis=1), (tilts**2).sum(axis=1)
    return value, slope, squares


def _weights(plan: Cells, known: Bools, shares: Floats, kind: AggregateKind) -> Floats:
    """Return the weight of every cell in the overall number of `aggregate`, (K, R).

    `known` (K, R) are the cells that have an estimate, `shares` (G, R) the sizes of all cohorts.
    """
    size = shares[np.searchsorted(plan.all_cohorts, plan.cohort)] * known
    keys = {
        "simple": np.zeros_like(plan.cohort),
        "cohort": plan.cohort,
        "calendar": plan.period,
        "dynamic": plan.period - plan.cohort,
    }[kind]
    weights = np.zeros_like(size)
    among = np.zeros(size.shape[1])
    for key in np.unique(keys):
        group = keys == key
        total = size[group].sum(axis=0)
        # Cohorts weigh by size, periods and years since support alike.
        one = np.where(total > 0, size[group].max(axis=0) if kind == "cohort" else 1.0, 0.0)
        weights[group] = size[group] / np.where(total > 0, total, 1.0) * one
        among += one
    normalised: Floats = weights / np.where(among > 0, among, 1.0)
    return normalised
