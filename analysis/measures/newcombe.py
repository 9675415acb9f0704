"""The interval of a difference of two shares: Newcombe (1998), Statistics in Medicine 17."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from analysis.measures.wilson import wilson, wilson_all

Floats = npt.NDArray[np.float64]


def newcombe(
    found: int, known: int, other_found: int, other_known: int, level: float = 0.95
) -> tuple[float, float] | None:
    """Return the interval of `found` ÷ `known` − `other_found` ÷ `other_known`, as fractions.

    Method 10 of Newcombe (1998, p. 873–890): the distances to the ends of both Wilson intervals,
    squared and added, for two groups drawn independently. It stays within −1 and 1. None when
    nothing is known of one of them. Raises ValueError as `wilson`.
    """
    own, other = wilson(found, known, level), wilson(other_found, other_known, level)
    if own is None or other is None:
        return None
    share, other_share = found / known, other_found / other_known
    difference = share - other_share
    return (
        difference - math.hypot(share - own[0], other[1] - other_share),
        difference + math.hypot(own[1] - share, other_share - other[0]),
    )


def differences_of_shares(
    found: Floats, known: Floats, other_found: Floats, other_known: Floats, level: float = 0.95
) -> tuple[Floats, Floats, Floats]:
    """Return first shares less others with the ends of `newcombe`, (n,) each.

    NaN where nothing is known of one of them. Raises ValueError as `wilson`.
    """
    ends = wilson_all(found, known, level)
    other_ends = wilson_all(other_found, other_known, level)
    with np.errstate(divide="ignore", invalid="ignore"):
        share, other = found / known, other_found / other_known
    difference = share - other
    low = difference - np.hypot(share - ends[0], other_ends[1] - other)
    high = difference + np.hypot(ends[1] - share, other - other_ends[0])
    return difference, low, high
