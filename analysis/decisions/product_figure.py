"""One criterion of one product, with how many it was made from and what a reader must know."""

from __future__ import annotations

import math
from dataclasses import dataclass

from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: `value` is NaN where not known; `n` counts what it was made from.

    `low` to `high` is its 95 % interval, NaN where it is a count of everybody on record and no
    estimate; `error` is the standard error of what sets it apart from other products, 0 for such
    a count, and figures of one `source` are off together. `grade` is the evidence grade of what is
    said of support, None for what says nothing of it. `note` prints denominators, or why there is
    no figure.
    """

    product_id: str
    criterion: str
    value: float
    n: int
    note: Text | None = None
    error: float = 0.0
    source: str = ""
    low: float = math.nan
    high: float = math.nan
    grade: int | None = None


def over(part: float, whole: float) -> float:
    """Return a ratio, NaN where either is not known or the whole is not above zero."""
    return part / whole if whole > 0 else math.nan
