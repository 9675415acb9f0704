"""How long things take when some are still under way: Kaplan and Meier (1958), from counts by day.

Stages still under way are censored: they are known to last at least so long. The band is the
log-log transformation of Greenwood's variance, which stays between 0 and 1 (Klein and Moeschberger
2003, section 4.3); quantiles take their interval from it (Brookmeyer and Crowley 1982).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Z95 = 1.959963984540054
HELD = 0.02
"""The share that may be left when a curve ends before the horizon of a mean."""


@dataclass(frozen=True, slots=True)
class Curve:
    """The share still waiting after each day on which something ended or was last seen.

    `days` ascend; `at_risk`, `ended` and `waiting` count what was under way just before the day,
    what ended on it and what was last seen on it. `share`, `low` and `high` are fractions after the
    day. `variance_sum` is Greenwood's sum of d / (n (n - d)) up to the day, infinite from the day
    on which all that were left ended.
    """

    days: Floats
    at_risk: Floats
    ended: Floats
    waiting: Floats
    share: Floats
    low: Floats
    high: Floats
    variance_sum: Floats

    @property
    def number(self) -> int:
        """How many the curve is made of."""
        return int(self.at_risk[0]) if len(self.days) else 0

    @property
    def events(self) -> int:
        """How many ended."""
        return int(self.ended.sum())


@dataclass(frozen=True, slots=True)
class Duration:
    """A day by which a share had ended, with its interval; None where it was not reached."""

    day: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """The mean number of days up to a horizon and its standard error."""

    days: float
    error: float


def kaplan_meier(days: ArrayLike, ended: ArrayLike, waiting: ArrayLike, z: float = Z95) -> Curve:
    """Return the curve of counts by day: how many ended and how many were last seen on each.

    Days may repeat and come in any order; raises ValueError for one below zero. Who is last seen on
    a day counts as under way on that day, as usual.
    """
    given = np.asarray(days, dtype=np.float64)
    if len(given) and given.min() < 0:
        raise ValueError("a length of time is below zero")
    unique, place = np.unique(given, return_inverse=True)
    done: Floats = np.bincount(place, np.asarray(ended, dtype=np.float64), len(unique)).astype(
        np.float64
    )
    left: Floats = np.bincount(place, np.asarray(waiting, dtype=np.float64), len(unique)).astype(
        np.float64
    )
    total = done + left
    at_risk = total[::-1].cumsum()[::-1]
    share = np.cumprod(1 - done / at_risk) if len(unique) else np.empty(0)
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where(done > 0, done / (at_risk * (at_risk - done)), 0.0)
        variance_sum = np.cumsum(terms)
        shift = z * np.sqrt(variance_sum) / np.abs(np.log(share))
        low = np.where(share < 1, share ** np.exp(shift), 1.0)
        high = np.where(share < 1, share ** np.exp(-shift), 1.0)
    # Where nothing is left the formula gives no bound: at least none can be left, and at most what
    # was possible the day before.
    gone = share <= 0
    if gone.any():
        first = int(np.argmax(gone))
        low[gone] = 0.0
        high[gone] = high[first - 1] if first else 1.0
    return Curve(unique, at_risk, done, left, share, low, high, variance_sum)


def ended_by(curve: Curve, share: float) -> Duration:
    """Return the first day by which a share (0.5: half) had ended, with its interval.

    An end is None where the curve, or its bound, never falls so far: "not reached".
    """
    rest = 1 - share
    return Duration(
        _first_day(curve, curve.share, rest),
        _first_day(curve, curve.low, rest),
        _first_day(curve, curve.high, rest),
    )


def _first_day(curve: Curve, values: Floats, rest: float) -> float | None:
    # Rounding of the product must not move a quantile that is met exactly.
    below = values <= rest + 1e-12
    return float(curve.days[int(np.argmax(below))]) if below.any() else None


def restricted_mean(curve: Curve, horizon: float) -> RestrictedMean | None:
    """Return the mean days within a horizon (Royston and Parmar 2013): the area under the curve.

    What takes longer counts as the horizon. The error is the square root of Greenwood's variance of
    the area (Klein and Moeschberger 2003, section 4.5). Where the last were seen before the horizon
    and no more than HELD of all may be left, these are held to be left up to it (Gill 1980); None
    when more are, for then the curve was not followed far enough.
    """
    if not len(curve.days):
        return None
    if curve.days[-1] < horizon and curve.share[-1] > HELD:
        return None
    inside = curve.days < horizon
    edges = np.concatenate([[0.0], curve.days[inside], [horizon]])
    heights = np.concatenate([[1.0], curve.share[inside]])
    areas = np.diff(edges) * heights
    mean = float(areas.sum())
    # The area to the right of each day, what an end on that day moves.
    right = areas[::-1].cumsum()[::-1][1:]
    risk, done = curve.at_risk[inside], curve.ended[inside]
    with np.errstate(divide="ignore", invalid="ignore"):
        terms = np.where((done > 0) & (risk > done), right**2 * done / (risk * (risk - done)), 0.0)
    return RestrictedMean(mean, float(np.sqrt(terms.sum())))
