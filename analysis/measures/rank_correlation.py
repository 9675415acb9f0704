"""How far two columns rise together, by their ranks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import scipy

FEWEST = 5
"""Fewer pairs than this leave any correlation open."""


@dataclass(frozen=True, slots=True)
class RankCorrelation:
    """Spearman's coefficient with its interval, and the pairs it is made from."""

    rho: float
    low: float
    high: float
    pairs: int


def rank_correlation(
    first: Sequence[float], second: Sequence[float], level: float = 0.95
) -> RankCorrelation | None:
    """Return Spearman's rank correlation (1904) of pairs that are both known, ties at mean ranks.

    The interval is that of Bonett and Wright (2000, Psychometrika 65), for which normality is not
    needed. None for fewer than five pairs, or when either column does not vary.
    """
    pairs = np.column_stack([np.asarray(first, np.float64), np.asarray(second, np.float64)])
    pairs = pairs[np.isfinite(pairs).all(axis=1)]
    count = len(pairs)
    if count < FEWEST or any(len(set(column)) < 2 for column in pairs.T.tolist()):
        return None
    ranks = np.column_stack([scipy.stats.rankdata(column) for column in pairs.T])
    rho = float(np.clip(np.corrcoef(ranks.T)[0, 1], -1.0, 1.0))
    # The transform has no value at the ends, where the ranks agree wholly.
    inner = min(max(rho, -1 + 1e-12), 1 - 1e-12)
    reach = NormalDist().inv_cdf((1 + level) / 2) * math.sqrt((1 + rho * rho / 2) / (count - 3))
    return RankCorrelation(
        rho,
        math.tanh(math.atanh(inner) - reach),
        math.tanh(math.atanh(inner) + reach),
        count,
    )
