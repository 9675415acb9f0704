"""Comparing months with months: rate ratios that allow for overdispersion, and mean differences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import ArrayLike, NDArray

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Ratio:
    """A ratio of two rates with its 95 % interval; `dispersion` is 1 for Poisson counts."""

    value: float
    low: float
    high: float
    dispersion: float


@dataclass(frozen=True, slots=True)
class Moments:
    """How many values there are, their sum and the sum of their squares."""

    n: int
    total: float
    squares: float

    @property
    def mean(self) -> float:
        """The mean; not a number without values."""
        return self.total / self.n if self.n else math.nan

    @property
    def variance(self) -> float:
        """The sample variance; not a number of fewer than two values."""
        if self.n < 2:
            return math.nan
        # Rounding can bring the variance of equal values just below zero.
        return max((self.squares - self.n * self.mean**2) / (self.n - 1), 0.0)


@dataclass(frozen=True, slots=True)
class Difference:
    """A difference of two means with its 95 % interval."""

    value: float
    low: float
    high: float


def rate_ratio(strata: Sequence[tuple[ArrayLike, ArrayLike]]) -> Ratio | None:
    """Return the rate of counts in the first months over that in the second, over all strata.

    Each stratum holds two lists of monthly counts. Several strata are put together by the ratio of
    Mantel and Haenszel with the variance of Greenland and Robins (1985). The variance is multiplied
    by the dispersion, Pearson's chi-square over its degrees of freedom but at least 1, as in
    quasi-Poisson models (McCullagh and Nelder 1989, section 6.2). None when a rate is zero or
    unknown in every stratum.
    """
    pairs = [(_counts(first), _counts(second)) for first, second in strata]
    pairs = [(first, second) for first, second in pairs if len(first) and len(second)]
    upper = lower = spread = 0.0
    for first, second in pairs:
        months = len(first) + len(second)
        upper += first.sum() * len(second) / months
        lower += second.sum() * len(first) / months
        spread += (first.sum() + second.sum()) * len(first) * len(second) / months**2
    if upper <= 0 or lower <= 0:
        return None
    dispersion = _dispersion(pairs)
    error = math.sqrt(dispersion * spread / (upper * lower))
    value = upper / lower
    return Ratio(value, value * math.exp(-Z95 * error), value * math.exp(Z95 * error), dispersion)


def welch(first: Moments, second: Moments) -> Difference | None:
    """Return the mean of the first less that of the second, with the interval of Welch (1947).

    None with fewer than two values in either.
    """
    if first.n < 2 or second.n < 2:
        return None
    one, other = first.variance / first.n, second.variance / second.n
    value = first.mean - second.mean
    if one + other <= 0:
        return Difference(value, value, value)
    freedom = (one + other) ** 2 / (one**2 / (first.n - 1) + other**2 / (second.n - 1))
    half = float(scipy.stats.t.ppf(0.975, freedom)) * math.sqrt(one + other)
    return Difference(value, value - half, value + half)


def _counts(values: ArrayLike) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def _dispersion(pairs: Sequence[tuple[NDArray[np.float64], NDArray[np.float64]]]) -> float:
    square, freedom = 0.0, 0
    for counts in (one for pair in pairs for one in pair):
        mean = float(counts.mean())
        if mean > 0:
            square += float(((counts - mean) ** 2).sum()) / mean
            freedom += len(counts) - 1
    return max(square / freedom, 1.0) if freedom > 0 else 1.0
