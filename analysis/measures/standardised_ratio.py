"""Observed against expected: the ratio of a place, and its exact interval."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_HALVINGS = 60
"""Of a way of any length, the last is below the last digit of a double."""


def expected_counts(sizes: Floats, found: Floats) -> Floats:
    """Return what each place would have were the rates of each kind the same everywhere, (n,).

    `sizes` (n, K) are the units of each kind in a place, `found` (n, K) those of them that were
    reached; rates are those of all places together (indirect standardisation). The expected add up
    to the found. Raises ValueError where more are found than there are.
    """
    if (found > sizes).any():
        raise ValueError("more are found of a kind than there are")
    total = sizes.sum(axis=0)
    rates = np.divide(found.sum(axis=0), total, out=np.zeros(len(total)), where=total > 0)
    expected: Floats = sizes @ rates
    return expected


def ratio_interval(
    observed: Ints, expected: Floats, level: float = 0.95, *, mid_p: bool = False
) -> tuple[Floats, Floats]:
    """Return the exact interval (n,), (n,) of observed over expected, of a Poisson count.

    The interval of Garwood (1936), Biometrika 28: chi-square quantiles, never too short. With
    `mid_p` half the chance of the observed itself is left out of each tail (Lancaster 1961), which
    is shorter and right on average. NaN where nothing is expected. Raises ValueError for a negative
    count and a level not between 0 and 1.
    """
    if (observed < 0).any() or (expected < 0).any():
        raise ValueError("counts are not negative")
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level")
    tail = (1 - level) / 2
    count = observed.astype(np.float64)
    low = np.where(count > 0, scipy.stats.chi2.ppf(tail, 2 * np.maximum(count, 1)) / 2, 0.0)
    high = scipy.stats.chi2.isf(tail, 2 * (count + 1)) / 2
    if mid_p:
        # Both ends lie between the observed and the end of the longer interval.
        low = np.where(count > 0, _mean_with(count, tail, low, count), 0.0)
        high = _mean_with(count, 1 - tail, count, high)
    known = expected > 0
    divided = np.where(known, expected, 1.0)
    return np.where(known, low / divided, np.nan), np.where(known, high / divided, np.nan)


def _mean_with(count: Floats, chance: float, low: Floats, high: Floats) -> Floats:
    """Return the mean, between two, with which more and half of as many as `count` have a chance.

    The chance grows with the mean, so halving the way between finds it.
    """
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        less = (
            scipy.stats.poisson.sf(count, middle) + scipy.stats.poisson.pmf(count, middle) / 2
            < chance
        )
        low, high = np.where(less, middle, low), np.where(less, high, middle)
    found: Floats = (low + high) / 2
    return found
