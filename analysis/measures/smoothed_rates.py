"""Rates of small places drawn towards that of all: for finding places, not for judging them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SmoothedRates:
    """Rates (n,) after smoothing, the `mean` of all places, and the variance between true rates.

    `trust` (n,) is the part of its own rate that a place keeps: 0 where chance alone explains all
    differences. A place without anybody has the mean and keeps nothing.
    """

    rates: Floats
    trust: Floats
    mean: float
    between: float


def smoothed_rates(found: Floats, sizes: Floats) -> SmoothedRates:
    """Return the rates of places, `found` (n,) of `sizes` (n,), drawn towards that of all places.

    The global empirical Bayes estimator of Marshall (1991), Applied Statistics 40, by the method of
    moments: the smaller a place, the less of its own rate it keeps. Raises ValueError where all
    sizes are zero, or one is negative.
    """
    if (sizes < 0).any() or (found < 0).any() or sizes.sum() <= 0:
        raise ValueError("sizes are not negative, and not all zero")
    total = float(sizes.sum())
    mean = float(found.sum()) / total
    there = sizes > 0
    raw = np.divide(found, sizes, out=np.full(len(sizes), mean), where=there)
    seen = float((sizes * (raw - mean) ** 2).sum()) / total
    between = max(seen - mean / (total / int(there.sum())), 0.0)
    by_chance = np.divide(mean, sizes, out=np.full(len(sizes), np.inf), where=there)
    trust = np.zeros(len(sizes))
    if between > 0:
        trust = between / (between + by_chance)
    return SmoothedRates(trust * raw + (1 - trust) * mean, trust, mean, between)
