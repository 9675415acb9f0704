"""Effects if trends after support break by a multiple of what they broke before it.

Rambachan and Roth (2023), A More Credible Approach to Parallel Trends, Review of Economic Studies
90, with the hybrid test of Andrews, Roth and Pakes (2023), Inference for Linear Conditional Moment
Inequalities, Review of Economic Studies 90. Both papers call the set ΔRM(M̄), the test C-LF.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.event_path import EventPath
from analysis.evidence.findings import Interval
from analysis.evidence.model import Bools, Floats

FIRST_PART = 0.1
"""The part of the size that the first stage of the hybrid test spends (κ = α / 10)."""

_ANGLES = 720
_POINTS = 401
_REACH = 20.0


@dataclass(frozen=True, slots=True)
class _Moments:
    """One step before support, with a sign, as the largest: what is tested against it.

    The statistic is the largest of K linear functions of the estimates: `value` (K,) with an
    effect of zero, `slope` (K,) by how much an effect moves them, `covariance` (K, K), and
    `limit`, which the largest exceeds with the chance of the first stage at most.
    """

    value: Floats
    slope: Floats
    covariance: Floats
    limit: float


def relative_magnitudes(path: EventPath, most: float, level: float = 0.95) -> Interval:
    """Return the interval of the effect if unseen steps are at most `most` times the largest seen.

    A step is the change, from one year to the next, of the difference between both groups that
    support did not make. The set is a union over which step before support is the largest and its
    sign; an effect is inside where any of them is not rejected, and the interval is from the
    lowest to the highest such effect. Weights must not be negative. Raises ValueError for a
    negative `most`.
    """
    sets = list(_sets(path, most, level))
    middle, width = path.estimate, _REACH * path.error
    while True:
        grid = middle + np.linspace(-width, width, _POINTS)
        inside = np.any([_accepted(one, grid, level) for one in sets], axis=0)
        if not (inside[0] or inside[-1]):
            break
        width *= 2
    if not inside.any():
        # Only ever of a single point, between two of the grid.
        return Interval(middle, middle, level)
    first, last = np.flatnonzero(inside)[[0, -1]]
    low = _edge(sets, float(grid[first]), float(grid[first - 1]), level)
    return Interval(low, _edge(sets, float(grid[last]), float(grid[last + 1]), level), level)


def not_rejected(path: EventPath, effect: float, most: float, level: float = 0.95) -> bool:
    """Tell whether an effect is inside the set of `relative_magnitudes`, holes and all."""
    at = np.array([effect])
    return any(bool(_accepted(one, at, level)[0]) for one in _sets(path, most, level))


def magnitude_of_breakdown(
    path: EventPath, largest: float = 10.0, level: float = 0.95, step: float = 0.25
) -> float | None:
    """Return up to which multiple of the largest step seen the effect is told from zero.

    0 where it is not even with none, None where it still is at `largest`. Multiples are tried
    `step` by `step`; between the last with an effect and the first without, halved.
    """

    def broken(most: float) -> bool:
        return not_rejected(path, 0.0, most, level)

    good = 0.0
    if broken(good):
        return 0.0
    while good < largest:
        if broken(good + step):
            break
        good += step
    else:
        return None
    bad = good + step
    while bad - good > 1e-3:
        middle = (good + bad) / 2
        good, bad = (good, middle) if broken(middle) else (middle, bad)
    return good


def _sets(path: EventPath, most: float, level: float) -> Iterator[_Moments]:
    if most < 0:
        raise ValueError("a multiple is zero or more")
    early, late = len(path.before), len(path.after)
    # Steps of the whole path through its zero in the last year before support, (P + T, P + T).
    steps = np.diff(np.insert(np.eye(early + late), early, 0.0, axis=0), axis=0)
    for largest in range(early):
        for sign in (1.0, -1.0):
            yield _moments(path, steps[early:], most * sign * steps[largest], level)


def _moments(path: EventPath, steps: Floats, bound: Floats, level: float) -> _Moments:
    """Return the moments of one set, solved for the effects that nobody asks about.

    With the effect asked about given, the others are free but for their weighted sum. The least η
    such that every step of the rest, δ, lies within −b − ησ₋ and b + ησ₊ is then the largest of
    T + 2 functions: one per step that its bounds do not cross, and two that the weighted sum of
    lower and of upper bounds leaves room for l'β − θ. These are the vertices of the dual program.
    """
    reach = np.cumsum(path.weights[::-1])[::-1]
    above = _deviations(steps - bound, path.covariance)
    below = _deviations(-steps - bound, path.covariance)
    row, room = path.row(), float(reach.sum()) * bound
    functions = [(row - room) / (reach @ above), (-row - room) / (reach @ below)]
    slopes = [-1 / float(reach @ above), 1 / float(reach @ below)]
    sizes = above + below
    # Of the T that bounds do not cross, the others lie between the extremes.
    for size in {float(sizes.min()), float(sizes.max())}:
        functions.append(-2 * bound / size)
        slopes.append(0.0)
    rows = np.array(functions)
    estimates = np.concatenate([path.before, path.after])
    factor = rows @ _root(path.covariance)
    return _Moments(
        value=rows @ estimates,
        slope=np.array(slopes),
        covariance=factor @ factor.T,
        limit=_largest(rows, row, bound, path.covariance, (1 - level) * FIRST_PART),
    )


def _deviations(rows: Floats, covariance: Floats) -> Floats:
    found: Floats = np.sqrt(np.maximum(np.einsum("ij,jk,ik->i", rows, covariance, rows), 0.0))
    return found


def _root(covariance: Floats) -> Floats:
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2)
    found: Floats = vectors * np.sqrt(np.maximum(values, 0.0))
    return found


def _largest(rows: Floats, row: Floats, bound: Floats, covariance: Floats, chance: float) -> float:
    """Return what the largest of centred moments exceeds with a chance.

    All are functions of two normals, so that the chance is an integral over directions: along
    one, the largest grows with the distance from the middle, whose square is exponential.
    """
    basis = np.array([row, bound])
    among = basis @ covariance @ basis.T
    factor = np.linalg.lstsq(basis.T, rows.T, rcond=None)[0].T @ _root(among)
    angle = (np.arange(_ANGLES) + 0.5) * (2 * np.pi / _ANGLES)
    directions = np.array([np.cos(angle), np.sin(angle)])
    growth = np.maximum((factor @ directions).max(axis=0), 1e-12)

    def lacking(limit: float) -> float:
        return float(np.exp(-((limit / growth) ** 2) / 2).mean()) - chance

    top = float(growth.max()) * np.sqrt(-2 * np.log(chance)) + 1e-9
    return float(scipy.optimize.brentq(lacking, 0.0, top))


def _accepted(one: _Moments, effects: Floats, level: float) -> Bools:
    """Return which effects (N,) one set does not reject."""
    values = one.value + effects[:, np.newaxis] * one.slope
    at = values.argmax(axis=1)
    largest = values[np.arange(len(at)), at]
    variance = np.diag(one.covariance)[at]
    told = variance > 1e-20
    spread = np.where(told, variance, 1.0)
    follows = one.covariance[at] / spread[:, np.newaxis]
    rest = values - follows * largest[:, np.newaxis]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = rest / (1 - follows)
    low = np.where(follows < 1 - 1e-9, ends, -np.inf).max(axis=1)
    high = np.where(follows > 1 + 1e-9, ends, np.inf).min(axis=1)
    high = np.minimum(high, one.limit)
    deviation = np.sqrt(spread)
    size = 1 - level
    second = (size - size * FIRST_PART) / (1 - size * FIRST_PART)
    beyond = _tail(largest / deviation, low / deviation, high / deviation) < second
    rejected = (largest > one.limit) | ((largest > 0) & np.where(told, beyond, True))
    kept: Bools = ~rejected
    return kept


def _tail(value: Floats, low: Floats, high: Floats) -> Floats:
    """Return the chance that a normal between two ends exceeds a value between them."""
    upper = scipy.special.log_ndtr(-high)
    with np.errstate(divide="ignore", invalid="ignore"):
        above = _log_less(scipy.special.log_ndtr(-value), upper)
        whole = _log_less(scipy.special.log_ndtr(-np.minimum(low, value)), upper)
        found: Floats = np.exp(above - whole)
    return np.where(np.isfinite(found), found, 0.0)


def _log_less(larger: Floats, smaller: Floats) -> Floats:
    found: Floats = larger + np.log(-np.expm1(np.minimum(smaller - larger, 0.0)))
    return found


def _edge(sets: list[_Moments], inside: float, outside: float, level: float) -> float:
    """Return where effects stop being inside, between one that is and one that is not."""
    for _ in range(20):
        middle = np.array([(inside + outside) / 2])
        if any(bool(_accepted(one, middle, level)[0]) for one in sets):
            inside = float(middle[0])
        else:
            outside = float(middle[0])
    return inside
