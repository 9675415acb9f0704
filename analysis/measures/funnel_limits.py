"""Which counts chance alone hardly ever gives: limits of a funnel plot, and what lies outside.

The limits are quantiles of what would be observed if only the expected were true. They are not the
confidence limits of an observed ratio, which `standardised_ratio` has.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FunnelLimits:
    """Limits (n,) of what is observed: `low` and `high`, in counts, with a fraction.

    A count below `low` or above `high` lies outside. `low` is 0 where no count can be too small:
    then nothing at all is still within. `chance` (n,) is the exact chance to lie outside although
    the expected is true, `chance_below` (n,) that to lie below; counts being whole, they differ
    from 1 − level and half of it.
    """

    low: Floats
    high: Floats
    chance: Floats
    chance_below: Floats
    level: float


def poisson_limits(expected: Floats, level: float = 0.95) -> FunnelLimits:
    """Return the limits of Poisson counts with means `expected` (n,), of a given level.

    A count is outside where its mid-p tail, the chance of less plus half that of as many, is below
    (1 − level)/2 (Lancaster 1961): the plain tail would call too few counts outside. Between whole
    counts the tail is drawn as a line, so that limits move smoothly with the expected as in
    Spiegelhalter (2005), Statistics in Medicine 24. Raises ValueError for an expected count that is
    negative or not finite, and for a level not between 0 and 1.
    """
    if not (np.isfinite(expected) & (expected >= 0)).all():
        raise ValueError("expected counts are finite and not negative")
    return _limits(scipy.stats.poisson(expected), np.full(expected.shape, np.inf), level)


def binomial_limits(trials: Ints, chance: Floats, level: float = 0.95) -> FunnelLimits:
    """Return the limits of counts out of `trials` (n,), each with a `chance` (n,) of its own.

    As `poisson_limits`, for shares that are not small. Raises ValueError for negative trials, a
    chance outside 0 to 1 and a level not between 0 and 1.
    """
    if (trials < 0).any():
        raise ValueError("trials are not negative")
    if not ((chance >= 0) & (chance <= 1)).all():
        raise ValueError("chances lie between 0 and 1")
    return _limits(scipy.stats.binom(trials, chance), trials.astype(np.float64), level)


def binomial_tail(observed: Ints, trials: Ints, chance: Floats) -> Floats:
    """Return the mid-p chance (n,) of as few as observed (n,): of less plus half of as many."""
    return _below(scipy.stats.binom(trials, chance), observed.astype(np.float64))


def outside(observed: Ints, low: Floats, high: Floats) -> Ints:
    """Return −1 for counts (n,) below their limits, 1 above, 0 within."""
    found: Ints = (observed > high).astype(np.int64) - (observed < low)
    return found


class _Law(Protocol):
    """What is asked of a distribution of counts; scipy's frozen ones answer."""

    def cdf(self, count: Floats) -> Floats: ...
    def sf(self, count: Floats) -> Floats: ...
    def pmf(self, count: Floats) -> Floats: ...
    def ppf(self, chance: float) -> Floats: ...
    def isf(self, chance: float) -> Floats: ...


def _limits(law: _Law, most: Floats, level: float) -> FunnelLimits:
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level")
    tail = (1 - level) / 2
    # The quantile of the plain tail is that of the mid-p tail or the count beside it.
    smallest = np.maximum(law.ppf(tail), 0.0)
    smallest = smallest + (_below(law, smallest) < tail)
    largest = law.isf(tail)
    largest = largest - (_above(law, largest) < tail)
    low = smallest - 1 + _passed(_below(law, smallest - 1), _below(law, smallest), tail)
    high = largest + 1 - _passed(_above(law, largest + 1), _above(law, largest), tail)
    below = law.cdf(smallest - 1)
    return FunnelLimits(
        # Where nothing at all is likely enough no count is too small.
        low=np.where(smallest == 0, 0.0, low),
        high=np.minimum(high, most),
        chance=below + law.sf(largest),
        chance_below=below,
        level=level,
    )


def _below(law: _Law, count: Floats) -> Floats:
    found: Floats = law.cdf(count - 1) + law.pmf(count) / 2
    return found


def _above(law: _Law, count: Floats) -> Floats:
    found: Floats = law.sf(count) + law.pmf(count) / 2
    return found


def _passed(outer: Floats, inner: Floats, tail: float) -> Floats:
    """Return which part of the way from an outer count to the next inner one the tail is passed."""
    found: Floats = (tail - outer) / (inner - outer)
    return found
