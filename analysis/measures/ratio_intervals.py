"""The interval of a ratio of sums over establishments: bootstrap, or Fieller where that fails."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy

from analysis.measures.fieller import FiellerSet, Kind, fieller

Floats = npt.NDArray[np.float64]

LEVEL = 0.95
DRAWS = 1999
SEED = 20_240_601
"""Draws are the same every time, so that the same data give the same interval."""

LEAST = 10
"""Fewer establishments give no interval."""

MOST_DRAWN = 2_000
"""With more establishments Fieller's interval is used: the two agree, and it costs nothing."""

_CHUNK = 2_000_000

Method = Literal["bootstrap", "fieller"]


@dataclass(frozen=True, slots=True)
class RatioInterval:
    """What a ratio may be; `outside` and `everything` are those of a FiellerSet."""

    low: float
    high: float
    kind: Kind
    method: Method


def ratio_interval(
    numerators: Floats, denominators: Floats, level: float = LEVEL, draws: int = DRAWS
) -> RatioInterval | None:
    """Return the interval of Σ numerators ÷ Σ denominators, each (n,), one row an establishment.

    Rows are drawn whole, so that years of the same establishment stay together (a cluster
    bootstrap), and the percentiles are those of Efron (1987), bias-corrected and accelerated. Where
    the interval of the denominator holds zero, or any drawn denominator has the other sign, the
    answer is Fieller's (1954), which may have no end. None with fewer than LEAST rows, or where all
    rows have the same ratio and nothing varies.
    """
    count = len(numerators)
    if count < LEAST or _nothing_varies(numerators, denominators):
        return None
    spread = np.cov(numerators, denominators) / count
    found = fieller(
        float(numerators.mean()),
        float(denominators.mean()),
        float(spread[0, 0]),
        float(spread[1, 1]),
        float(spread[0, 1]),
        _student(count, level),
    )
    drawn = None
    if found.kind == "bounded" and count <= MOST_DRAWN:
        drawn = _bootstrap(numerators, denominators, level, draws)
    return _of_fieller(found) if drawn is None else drawn


def linear_interval(
    numerators: Floats, denominators: Floats, level: float = LEVEL
) -> tuple[float, float] | None:
    """Return Σ numerators ÷ Σ denominators less and plus its error, each (n,), for a ratio whose
    denominator is far from zero, such as a rate over jobs there were.

    The ratio estimator of Cochran (1977, Sampling Techniques, ch. 6), Student's t on n − 1. None
    with fewer than LEAST rows, or a denominator not above zero.
    """
    error = linear_error(numerators, denominators)
    if error is None:
        return None
    rate = float(numerators.sum() / denominators.sum())
    reach = _student(len(numerators), level) * error
    return rate - reach, rate + reach


def linear_error(numerators: Floats, denominators: Floats) -> float | None:
    """Return the standard error of linear_interval; None where that is None."""
    count = len(numerators)
    total = float(denominators.sum())
    if count < LEAST or not total > 0:
        return None
    rests = numerators - float(numerators.sum()) / total * denominators
    return math.sqrt(float(rests @ rests) * count / (count - 1)) / total


def _student(count: int, level: float) -> float:
    return float(scipy.special.stdtrit(count - 1, (1 + level) / 2))


def _nothing_varies(numerators: Floats, denominators: Floats) -> bool:
    """Tell whether every row has the ratio of the sums, so that no draw could differ."""
    total = float(denominators.sum())
    if total == 0:
        return False
    rests = numerators - float(numerators.sum()) / total * denominators
    scale = max(float(np.abs(numerators).max()), float(np.abs(denominators).max()), 1.0)
    return bool(np.abs(rests).max() <= 1e-9 * scale)


def _of_fieller(found: FiellerSet) -> RatioInterval:
    return RatioInterval(found.low, found.high, found.kind, "fieller")


def _bootstrap(
    numerators: Floats, denominators: Floats, level: float, draws: int
) -> RatioInterval | None:
    """Return the interval of drawn ratios; None where a drawn denominator may be zero."""
    count = len(numerators)
    top, bottom = float(numerators.sum()), float(denominators.sum())
    rest = bottom - denominators
    # Without the only establishment that has any, there is no ratio to leave one out of.
    if (rest * bottom <= 0).any():
        return None
    rng = np.random.default_rng(SEED)
    ratios = []
    left = draws
    while left > 0:
        batch = min(left, max(_CHUNK // count, 1))
        rows = rng.integers(0, count, size=(batch, count), dtype=np.int32)
        bottoms = denominators[rows].sum(axis=1)
        if (bottoms * bottom <= 0).any():
            return None
        ratios.append(numerators[rows].sum(axis=1) / bottoms)
        left -= batch
    return _accelerated(np.concatenate(ratios), top / bottom, (top - numerators) / rest, level)


def _accelerated(
    drawn: Floats, estimate: float, without: Floats, level: float
) -> RatioInterval | None:
    """Return Efron's BCa percentiles of drawn ratios; `without` are those that leave one out."""
    below = float(np.mean(drawn < estimate) + np.mean(drawn == estimate) / 2)
    if not 0 < below < 1:
        return None
    apart = without.mean() - without
    squares = float((apart**2).sum())
    acceleration = 0.0 if squares == 0 else float((apart**3).sum()) / (6 * squares**1.5)
    bias = float(scipy.special.ndtri(below))
    ends = []
    for tail in ((1 - level) / 2, (1 + level) / 2):
        shifted = bias + float(scipy.special.ndtri(tail))
        ends.append(float(scipy.special.ndtr(bias + shifted / (1 - acceleration * shifted))))
    low, high = np.quantile(drawn, np.clip(ends, 0, 1))
    return RatioInterval(float(low), float(high), "bounded", "bootstrap")
