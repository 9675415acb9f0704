"""Sets of years as the bits of one integer each: which years a unit was seen in."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.evidence.model import Bools, Ints

MOST_YEARS = 62
"""Years that fit into the bits of a signed integer."""


def up_to(years: Ints, origin: int) -> Ints:
    """Return the set of all years before each of `years` (n,), from `origin` on."""
    counts = np.clip(years - origin, 0, MOST_YEARS)
    return (np.int64(1) << counts) - 1


def between(first: Ints, last: Ints, origin: int) -> Ints:
    """Return the set of years from each `first` to each `last`, both (n,) and included."""
    sets: Ints = up_to(last + 1, origin) & ~up_to(first, origin)
    return sets


def only(years: Ints, origin: int) -> Ints:
    """Return the set of one year each; nothing for years before `origin` or far after it."""
    return between(years, years, origin)


def how_many(sets: Ints) -> Ints:
    """Return the number of years in each set."""
    return np.bitwise_count(sets).astype(np.int64)


def seen_in(sets: Ints, years: Ints, origin: int) -> Bools:
    """Tell which of some years (T,) are in each set (n,), (n, T)."""
    found: Bools = (sets[:, np.newaxis] >> (years - origin) & 1).astype(np.bool_)
    return found


def listed(sets: Ints, origin: int) -> Ints:
    """Return the years in any of the sets, ascending."""
    union = int(np.bitwise_or.reduce(sets)) if len(sets) else 0
    found = [origin + place for place in range(MOST_YEARS) if union >> place & 1]
    return np.array(found, dtype=np.int64)


def whole(column: pd.Series, missing: int) -> Ints:
    """Return a column of whole numbers, `missing` where it is null."""
    if column.dtype == np.int64:
        return column.to_numpy()
    numbers = column.to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isnan(numbers), missing, numbers).astype(np.int64)
