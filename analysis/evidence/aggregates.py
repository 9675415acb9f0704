"""Group-time effects added up: one number, by cohort, by year, by years since support."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import scipy

from analysis.evidence.bands import DRAWS, SEED, critical_value
from analysis.evidence.model import Aggregate, AggregateKind, Bools, Floats, GroupTime, Ints
from analysis.evidence.small_samples import degrees


class PreTrendTest(NamedTuple):
    """A joint test that nothing happened before support; None where it cannot be made."""

    statistic: float | None
    dof: int
    p: float | None


def aggregate(
    effects: GroupTime,
    kind: AggregateKind,
    *,
    first: int | None = None,
    last: int | None = None,
    balanced: int | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Aggregate:
    """Return effects added up as Callaway and Sant'Anna (2021, section 3) do, weights included.

    `simple` weighs all effects after support by the size of their cohort. `cohort` averages each
    cohort's effects after support; overall, cohorts are weighed by size. `calendar` weighs the
    effects of a period by cohort size, `dynamic` those of equal time since support, time before it
    too; overall both average plainly, `dynamic` from the time of support on. Errors are by the
    delta method on the joint covariance of effects and cohort shares, which is what R's did calls
    the influence of estimated weights.

    `first` and `last` bound the time since support that is used; `balanced` keeps, for `dynamic`,
    only cohorts observed that long after support, and time since support up to there. Errors are
    NaN where every effect behind an estimate rests on a single supported or compared unit.
    `supported` counts a cohort once, as in the cell where most of it is seen; `overall_compared` is
    the largest comparison of any cell used. Of effects `corrected` for small numbers, degrees of
    freedom go with every estimate, and the band has those in their middle.
    """
    used, key = _used(effects, kind, first, last, balanced)
    since = effects.period - effects.cohort
    index = np.unique(key[used])
    groups = [used & (key == value) for value in index]
    parts = [_weighted(effects, group) for group in groups]
    estimates = np.array([value for value, _ in parts])
    slopes = np.array([slope for _, slope in parts]).reshape(len(parts), len(effects.covariance))
    behind = used & (since >= 0)
    overall, overall_slope = _overall(effects, kind, index, estimates, slopes)
    covariance = _filled(effects)
    joint = slopes @ covariance @ slopes.T
    overall_variance = float(overall_slope @ covariance @ overall_slope)
    told = np.array([_told(effects, group) for group in groups], dtype=np.bool_)
    joint[~told, :] = np.nan
    joint[:, ~told] = np.nan
    freedom = degrees(effects, slopes)
    if kind == "simple":
        index, estimates, groups = index[:0], estimates[:0], []
        joint, freedom = joint[:0, :0], freedom[:0]
    return Aggregate(
        kind=kind,
        index=index,
        estimates=estimates,
        errors=_roots(np.diag(joint)),
        covariance=joint,
        supported=np.array([_supported(effects, group) for group in groups], dtype=np.int64),
        overall=overall,
        overall_error=float(_roots(np.array([overall_variance]))[0])
        if _told(effects, behind)
        else float("nan"),
        overall_supported=_supported(effects, behind),
        overall_compared=int(effects.compared[behind].max(initial=0)),
        critical=critical_value(
            joint, level, draws, seed, float(np.median(freedom)) if len(freedom) else np.inf
        ),
        level=level,
        degrees=freedom,
        overall_degrees=float(degrees(effects, overall_slope[np.newaxis])[0]),
    )


def cell_groups(effects: GroupTime, kind: AggregateKind) -> tuple[Ints, Bools]:
    """Return the `index` (M,) of an aggregate and the cells behind each of its numbers, (M, K).

    As `aggregate` without bounds: of `simple` one row with all cells since support.
    """
    used, key = _used(effects, kind, None, None, None)
    index = np.unique(key[used])
    return index, used & (key == index[:, np.newaxis])


def overall_slope(effects: GroupTime, kind: AggregateKind) -> tuple[float, Floats]:
    """Return the overall number of `aggregate` and its slope on effects and shares, (K + G,).

    The slope times an influence on effects and shares is the influence on that number. NaN and
    zeros with nothing after support.
    """
    index, groups = cell_groups(effects, kind)
    parts = [_weighted(effects, group) for group in groups]
    estimates = np.array([value for value, _ in parts])
    slopes = np.array([slope for _, slope in parts]).reshape(len(parts), len(effects.covariance))
    return _overall(effects, kind, index, estimates, slopes)


def pre_trend_test(effects: GroupTime) -> PreTrendTest:
    """Return the Wald test that every effect before support, and its anticipation, is zero.

    Its degrees of freedom are the cells tested, as in R's did. It cannot be made without such
    cells, nor where their covariance is singular: too few units, or clusters, for so many cells.
    """
    before = np.isfinite(effects.estimate)
    before &= effects.period < effects.cohort - effects.anticipation
    tested = np.flatnonzero(before)
    number = len(tested)
    if number == 0:
        return PreTrendTest(None, 0, None)
    covariance = effects.covariance[np.ix_(tested, tested)]
    variances = np.diag(covariance)
    if not np.all(variances > 0) or (effects.clusters or effects.units) < number:
        return PreTrendTest(None, number, None)
    errors = np.sqrt(variances)
    correlation = covariance / np.outer(errors, errors)
    if 1 / np.linalg.cond(correlation, p=1) <= np.finfo(np.float64).eps * number:
        return PreTrendTest(None, number, None)
    scaled = effects.estimate[tested] / errors
    statistic = float(scaled @ np.linalg.solve(correlation, scaled))
    return PreTrendTest(statistic, number, float(scipy.stats.chi2.sf(statistic, number)))


def _used(
    effects: GroupTime,
    kind: AggregateKind,
    first: int | None,
    last: int | None,
    balanced: int | None,
) -> tuple[Bools, Ints]:
    """Return which cells an aggregate uses and what it sorts them by, (K,) each."""
    since = effects.period - effects.cohort
    used = np.isfinite(effects.estimate)
    used &= since >= (first if first is not None else since.min(initial=0))
    used &= since <= (last if last is not None else since.max(initial=0))
    if kind == "dynamic" and balanced is not None:
        used &= effects.cohort + balanced <= effects.period.max(initial=0)
        used &= since <= balanced
    if kind != "dynamic":
        used &= since >= 0
    key = {
        "simple": np.zeros_like(since),
        "cohort": effects.cohort,
        "calendar": effects.period,
        "dynamic": since,
    }[kind]
    return used, key


def _weighted(effects: GroupTime, group: Bools) -> tuple[float, Floats]:
    """Return the average of cells weighed by cohort share, and its slope on effects and shares."""
    place = np.searchsorted(effects.cohorts, effects.cohort)
    at = np.flatnonzero(group)
    weights = effects.shares[place[at]]
    total = weights.sum()
    value = float(weights @ effects.estimate[at] / total)
    slope = np.zeros(len(effects.covariance))
    slope[at] = weights / total
    np.add.at(slope, len(effects.estimate) + place[at], (effects.estimate[at] - value) / total)
    return value, slope


def _overall(
    effects: GroupTime, kind: AggregateKind, index: Ints, estimates: Floats, slopes: Floats
) -> tuple[float, Floats]:
    """Return the overall value and its slope; NaN and zeros with nothing after support."""
    chosen = index >= 0 if kind == "dynamic" else np.ones(len(index), dtype=np.bool_)
    if not chosen.any():
        return float("nan"), np.zeros(len(effects.covariance))
    if kind != "cohort":
        return float(estimates[chosen].mean()), slopes[chosen].mean(axis=0)
    place = np.searchsorted(effects.cohorts, index)
    weights = effects.shares[place] / effects.shares[place].sum()
    value = float(weights @ estimates)
    slope = weights @ slopes
    slope[len(effects.estimate) + place] += (estimates - value) / effects.shares[place].sum()
    return value, slope


def _filled(effects: GroupTime) -> Floats:
    """Return the joint covariance with zeros for cells left out: their slopes are zero."""
    unknown = np.zeros(len(effects.covariance), dtype=np.bool_)
    unknown[: len(effects.estimate)] = ~np.isfinite(effects.estimate)
    filled = effects.covariance.copy()
    filled[unknown, :] = 0.0
    filled[:, unknown] = 0.0
    return filled


def _told(effects: GroupTime, group: Bools) -> bool:
    """Tell whether some cell has two units on both sides, without which no error is known."""
    told = effects.supported[group] > 1
    if effects.comparison != "own_past":
        told &= effects.compared[group] > 1
    return bool(np.any(told))


def _supported(effects: GroupTime, group: Bools) -> int:
    return sum(
        int(effects.supported[group & (effects.cohort == cohort)].max())
        for cohort in np.unique(effects.cohort[group])
    )


def _roots(variances: Floats) -> Floats:
    with np.errstate(invalid="ignore"):
        roots: Floats = np.sqrt(np.where(variances > 0, variances, np.nan))
    return roots
