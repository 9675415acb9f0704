"""The interval of a share: Wilson (1927), Journal of the American Statistical Association 22.

And, made of two of them, the interval of a difference of shares: Newcombe (1998), Statistics in
Medicine 17.
"""

from __future__ import annotations

import math
from statistics import NormalDist


def wilson(found: int, known: int, level: float = 0.95) -> tuple[float, float] | None:
    """Return the interval of `found` of `known`, as fractions; None when nothing is known.

    The score interval of Wilson (1927): it never leaves 0 to 1 and holds for few cases too.
    Raises ValueError unless 0 <= found <= known and the level lies between 0 and 1.
    """
    if not 0 <= found <= known:
        raise ValueError(f"{found} of {known} is no share")
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level")
    if known == 0:
        return None
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = found / known
    spread = 1 + z * z / known
    centre = (share + z * z / (2 * known)) / spread
    half = z / spread * math.sqrt(share * (1 - share) / known + z * z / (4 * known * known))
    # At the ends the formula gives 0 and 1 but for the rounding of the last digit.
    low = 0.0 if found == 0 else centre - half
    high = 1.0 if found == known else centre + half
    return low, high


def difference_of_shares(
    found: int, known: int, other_found: int, other_known: int, level: float = 0.95
) -> tuple[float, float, float] | None:
    """Return the first share less the other with its interval; None when nothing is known of one.

    Newcombe's hybrid score interval (1998, method 10) of two independent groups. Raises ValueError
    as `wilson`.
    """
    one, other = wilson(found, known, level), wilson(other_found, other_known, level)
    if one is None or other is None:
        return None
    first, second = found / known, other_found / other_known
    difference = first - second
    low = difference - math.hypot(first - one[0], other[1] - second)
    high = difference + math.hypot(one[1] - first, second - other[0])
    return difference, low, high
