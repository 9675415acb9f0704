"""The interval of a share: Wilson (1927), Journal of the American Statistical Association 22."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Number = TypeVar("Number", float, Floats)


def wilson(found: int, known: int, level: float = 0.95) -> tuple[float, float] | None:
    """Return the interval of `found` of `known`, as fractions; None when nothing is known.

    The score interval of Wilson (1927): it never leaves 0 to 1 and holds for few cases too.
    Raises ValueError unless 0 <= found <= known and the level lies between 0 and 1.
    """
    if not 0 <= found <= known:
        raise ValueError(f"{found} of {known} is no share")
    z = _z(level)
    if known == 0:
        return None
    share = found / known
    centre, spread, inside = _parts(share, known, z)
    half = z / spread * math.sqrt(inside)
    # At the ends the formula gives 0 and 1 but for the rounding of the last digit.
    low = 0.0 if found == 0 else centre - half
    high = 1.0 if found == known else centre + half
    return low, high


def wilson_all(found: Floats, known: Floats, level: float = 0.95) -> tuple[Floats, Floats]:
    """Return the ends (n,) of the interval of each of `found` (n,) of `known` (n,), as `wilson`.

    NaN where nothing is known: `known` is zero, or `found` is NaN. Raises ValueError as `wilson`.
    """
    z = _z(level)
    if not (np.isnan(found) | ((found >= 0) & (found <= known))).all():
        raise ValueError("found is more than known, or less than none")
    every = np.where(known > 0, known, np.nan)
    centre, spread, inside = _parts(found / every, every, z)
    half = z / spread * np.sqrt(inside)
    low = np.where((found == 0) & (known > 0), 0.0, centre - half)
    high = np.where((found == known) & (known > 0), 1.0, centre + half)
    return low, high


def _parts(share: Number, known: Number, z: float) -> tuple[Number, Number, Number]:
    """Return centre, spread and what stands under the root, of numbers or of arrays of them."""
    spread = 1 + z * z / known
    centre = (share + z * z / (2 * known)) / spread
    return centre, spread, share * (1 - share) / known + z * z / (4 * known * known)


@lru_cache(maxsize=64)
def _z(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level")
    return NormalDist().inv_cdf((1 + level) / 2)
