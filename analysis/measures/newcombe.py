"""The interval of a difference of two shares: Newcombe (1998), Statistics in Medicine 17."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

from analysis.measures.wilson import wilson

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

    NaN where nothing is known of one of them.
    """
    z = NormalDist().inv_cdf((1 + level) / 2)
    one, other = _wilson(found, known, z), _wilson(other_found, other_known, z)
    difference = one[0] - other[0]
    low = difference - np.hypot(one[0] - one[1], other[2] - other[0])
    high = difference + np.hypot(one[2] - one[0], other[0] - other[1])
    return difference, low, high


def _wilson(found: Floats, known: Floats, z: float) -> tuple[Floats, Floats, Floats]:
    """Return shares and the ends of Wilson's interval, (n,) each, NaN where nothing is known."""
    number = np.where(known > 0, known, np.nan)
    share = found / number
    spread = 1 + z * z / number
    centre = (share + z * z / (2 * number)) / spread
    half = z / spread * np.sqrt(share * (1 - share) / number + z * z / (4 * number * number))
    return (
        share,
        np.where(found == 0, share, centre - half),
        np.where(found == known, share, centre + half),
    )
