"""The interval of a ratio of sums over establishments: bootstrap, or Fieller where that fails."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.special import ndtr, ndtri, stdtrit

from analysis.measures.fieller import FiellerSet, fieller

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
DRAWS = 1999
SEED = 20_240_601
"""Draws are the same every time, so that the same data give the same interval."""

LEAST = 10
"""Fewer establishments give no interval."""

MOST_DRAWN = 5_000
"""With more establishments Fieller's interval is used: the two agree, and it costs nothing."""

_CHUNK = 2_000_000

Method = Literal["bootstrap", "fieller"]


@dataclass(frozen=True, slots=True)
class RatioInterval:
    """What a ratio may be; `outside` and `everything` are those of a FiellerSet."""

    low: float
    high: float
    kind: Literal["bounded", "outside", "everything"]
    method: Method


def ratio_interval(
    numerators: Floats, denominators: Floats, level: float = LEVEL, draws: int = DRAWS
) -> RatioInterval | None:
    """Return the interval of Σ numerators ÷ Σ denominators, each (n,), one row an establishment.

    Rows are drawn whole, so that years of the same establishment stay together (a cluster
    bootstrap), and the percentiles are those of Efron (1987), bias-corrected and accelerated. Where
    the interval of the denominator holds zero the answer is Fieller's, which may have no end.
    None with fewer than LEAST rows, or where all rows have the same ratio and nothing varies.
    """
    count = len(numerators)
    if count < LEAST:
        return None
    estimate_low, means, spread = _moments(numerators, denominators)
    if estimate_low:
        return None
    critical = float(stdtrit(count - 1, (1 + level) / 2))
    found = fieller(
        means[0], means[1], spread[0, 0] / count, spread[1, 1] / count, spread[0, 1] / count, critical
    )
    if found.kind != "bounded" or count > MOST_DRAWN:
        return _of_fieller(found)
    drawn = _bootstrap(numerators, denominators, level, draws)
    return _of_fieller(found) if drawn is None else drawn


def mean_error(total: float, squares: float, crosses: float, counts: float, known: float) -> float:
    """Return the standard error of a mean `total` ÷ `known` of clustered rows.

    `squares`, `crosses` and `counts` are the sums over clusters of t², t·k and k², t the cluster's
    total and k its rows: the ratio estimator of Cochran (1977, Sampling Techniques, ch. 6),
    without the factor of n ÷ (n − 1), which the caller knows.
    """
    mean = total / known
    return math.sqrt(max(squares - 2 * mean * crosses + mean * mean * counts, 0.0)) / known


def _moments(numerators: Floats, denominators: Floats) -> tuple[bool, Floats, Floats]:
    """Return whether nothing varies about the ratio, the means (2,) and the covariances (2, 2)."""
    both = np.stack([numerators, denominators])
    means: Floats = both.mean(axis=1)
    spread: Floats = np.cov(both)
    total = float(denominators.sum())
    if total == 0:
        return False, means, spread
    rests = numerators - numerators.sum() / total * denominators
    scale = max(float(np.abs(numerators).max()), float(np.abs(denominators).max()), 1.0)
    return bool(np.abs(rests).max() <= 1e-9 * scale), means, spread


def _of_fieller(found: FiellerSet) -> RatioInterval:
    return RatioInterval(found.low, found.high, found.kind, "fieller")


def _bootstrap(
    numerators: Floats, denominators: Floats, level: float, draws: int
) -> RatioInterval | None:
    count = len(numerators)
    top, bottom = float(numerators.sum()), float(denominators.sum())
    estimate = top / bottom
    rng = np.random.default_rng(SEED)
    ratios = []
    left = draws
    while left > 0:
        batch = min(left, max(_CHUNK // count, 1))
        rows = rng.integers(0, count, size=(batch, count))
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios.append(numerators[rows].sum(axis=1) / denominators[rows].sum(axis=1))
        left -= batch
    drawn = np.concatenate(ratios)
    below = float(np.mean(drawn < estimate) + np.mean(drawn == estimate) / 2)
    if not np.isfinite(drawn).all() or not 0 < below < 1:
        return None
    rest = bottom - denominators
    # Without the only establishment that has any, there is no ratio to leave one out of.
    if (rest == 0).any():
        return None
    without = (top - numerators) / rest
    apart = without.mean() - without
    squares = float((apart**2).sum())
    acceleration = 0.0 if squares == 0 else float((apart**3).sum()) / (6 * squares**1.5)
    bias = float(ndtri(below))
    ends = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + float(ndtri(tail))
        ends.append(float(ndtr(bias + shifted / (1 - acceleration * shifted))))
    low, high = np.quantile(drawn, np.clip(ends, 0, 1))
    return RatioInterval(float(low), float(high), "bounded", "bootstrap")
