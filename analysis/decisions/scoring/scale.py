"""What the values of a criterion are measured against: the range and the length of known ones."""

from __future__ import annotations

from typing import Literal

import numpy as np

from analysis.decisions.scoring.table import Floats

_ROUNDING = 1e-12

Normalisation = Literal["min_max", "vector"]


def ends(known: Floats, benefit: bool) -> tuple[Floats, Floats]:
    """Return the best and the worst (..., 1) of known values (..., k)."""
    low, high = known.min(axis=-1, keepdims=True), known.max(axis=-1, keepdims=True)
    return (high, low) if benefit else (low, high)


def unit(known: Floats, normalisation: Normalisation) -> Floats:
    """Return what values are divided by (..., 1): the spread of known ones, or their length."""
    length: Floats = np.sqrt((known**2).sum(axis=-1, keepdims=True))
    if normalisation == "vector":
        return length
    best, worst = ends(known, benefit=True)
    # Values that only differ by rounding are alike: a spread of rounding must not be blown up.
    return np.where(best - worst > _ROUNDING * length, best - worst, 0.0)


def divided(values: Floats, by: Floats, otherwise: float) -> Floats:
    """Return values (..., n) over a unit (..., 1), `otherwise` where the unit is zero."""
    safe = np.where(by > 0, by, 1.0)
    return np.where(by > 0, values / safe, otherwise)
