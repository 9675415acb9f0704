"""Levels of units and periods taken out of a panel: exact least squares, gaps or not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.model import NEVER, Bools, Floats, Ints, WidePanel
from analysis.evidence.summing import summed_by


@dataclass(frozen=True, slots=True)
class UnitPeriod:
    """Dummies of units and periods over the observations of a panel, ready to be solved for.

    `seen` (n, T) marks the observations. Periods that share units, directly or by way of others,
    are one part of the panel: `part_of_period` (T,) and `part_of_unit` (n,) number the parts, -1
    for what is never seen. Levels in different parts cannot be compared. `free` (F,) are the
    periods whose level is solved for, all but the first of each part, and `inverse` (F, F) that of
    their normal equations once the units are taken out.
    """

    seen: Bools
    part_of_unit: Ints
    part_of_period: Ints
    free: Ints
    inverse: Floats


def unit_period(seen: Bools) -> UnitPeriod:
    """Return the dummies of the observations `seen` (n, T).

    Periods are few, so units are taken out by hand and the equations of the periods solved
    directly: a pass over the panel, no iterations.
    """
    weight = seen.astype(np.float64)
    number = np.maximum(weight.sum(axis=1), 1.0)
    together = weight.T @ (weight / number[:, None])
    count, labels = scipy.sparse.csgraph.connected_components(
        scipy.sparse.csr_array(together > 0), directed=False
    )
    part = np.where(seen.any(axis=0), labels, -1).astype(np.int64)
    first = [int(np.flatnonzero(part == label)[0]) for label in range(count) if label in part]
    free = np.setdiff1d(np.flatnonzero(part >= 0), np.array(first, dtype=np.int64))
    normal = np.diag(weight.sum(axis=0)) - together
    some = seen.any(axis=1)
    part_of_unit = np.full(len(seen), -1, dtype=np.int64)
    part_of_unit[some] = part[np.argmax(seen[some], axis=1)] if some.any() else -1
    return UnitPeriod(seen, part_of_unit, part, free, np.linalg.inv(normal[np.ix_(free, free)]))


def solve(dummies: UnitPeriod, by_unit: Floats, by_period: Floats) -> tuple[Floats, Floats]:
    """Return the levels (n,) and (T,) whose normal equations have these right-hand sides.

    `by_unit` (n,) and `by_period` (T,) are sums over the observations of what is to be fitted,
    or of what is to be predicted: the same equations give estimates and weights.
    """
    number = np.maximum(dummies.seen.sum(axis=1), 1).astype(np.float64)
    periods = np.zeros(dummies.seen.shape[1])
    left = by_period - (by_unit / number) @ dummies.seen
    periods[dummies.free] = dummies.inverse @ left[dummies.free]
    units = (by_unit - dummies.seen @ periods) / number
    return np.where(dummies.part_of_unit >= 0, units, 0.0), periods


def levels(dummies: UnitPeriod, values: Floats) -> tuple[Floats, Floats]:
    """Return the least-squares levels of units (n,) and periods (T,) of values (n, T)."""
    filled = np.where(dummies.seen, values, 0.0)
    return solve(dummies, filled.sum(axis=1), filled.sum(axis=0))


def residuals(dummies: UnitPeriod, values: Floats) -> Floats:
    """Return values (n, T) less the levels of units and periods; zero where not seen."""
    units, periods = levels(dummies, values)
    return np.where(dummies.seen, values - units[:, None] - periods, 0.0)


def comparable(dummies: UnitPeriod) -> Bools:
    """Return for which units and periods (n, T) the sum of both levels is known."""
    known: Bools = dummies.part_of_unit[:, None] == dummies.part_of_period
    known &= (dummies.part_of_unit >= 0)[:, None]
    return known


def with_support(panel: WidePanel) -> Bools:
    """Return which units have had support in which period, (n, T)."""
    since: Bools = panel.periods >= panel.cohorts[:, None]
    since &= (panel.cohorts != NEVER)[:, None]
    return since


def most_without(used: Bools, without: Bools) -> int:
    """Return the most units `without` (n, T) support in a period in which some are `used` (n, T).

    How many there were to compare with, counted as in the largest comparison of group-time cells.
    """
    return int(without[:, used.any(axis=0)].sum(axis=0).max(initial=0))


def by_cluster(scores: Floats, clusters: Ints | None) -> Floats:
    """Return scores of units (n, M) summed inside clusters (C, M); as they are without clusters."""
    if clusters is None:
        return scores
    _, place = np.unique(clusters, return_inverse=True)
    return summed_by(place, scores)
