"""The interval of a share: Wilson (1927), Journal of the American Statistical Association 22."""

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
