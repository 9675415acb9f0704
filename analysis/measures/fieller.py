"""The set of values a ratio may have: Fieller (1954), J. of the Royal Statistical Society B 16.

A ratio whose denominator may be zero has no interval of finite length at any level below one
(Gleser and Hwang, 1987, Annals of Statistics 15): then the set goes on without end, and says so.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

Kind = Literal["bounded", "outside", "everything"]


@dataclass(frozen=True, slots=True)
class FiellerSet:
    """The values of a ratio the data do not reject.

    `bounded`: all from `low` to `high`. `outside`: all up to `low` and all from `high` on, because
    the denominator may be zero. `everything`: no value is rejected; the ends are infinite.
    """

    low: float
    high: float
    kind: Kind

    def holds(self, value: float) -> bool:
        """Tell whether a value of the ratio is in the set, ends included."""
        if self.kind == "bounded":
            return self.low <= value <= self.high
        if self.kind == "outside":
            return value <= self.low or value >= self.high
        return True


def fieller(
    numerator: float,
    denominator: float,
    numerator_variance: float,
    denominator_variance: float,
    covariance: float,
    critical: float,
) -> FiellerSet:
    """Return the set of ratios ρ with |numerator − ρ·denominator| within `critical` of its error.

    The theorem of Fieller (1954): the difference is normal with mean zero when ρ is true, so that
    (a − ρb)² ≤ c²·(v_aa − 2ρ·v_ab + ρ²·v_bb) is solved for ρ. `critical` is the quantile of the
    normal, or of Student's t where variances are estimated. Raises ValueError on a negative
    variance or critical value.
    """
    if min(numerator_variance, denominator_variance, critical) < 0:
        raise ValueError("a variance or critical value is negative")
    square = critical * critical
    leading = denominator * denominator - square * denominator_variance
    middle = numerator * denominator - square * covariance
    constant = numerator * numerator - square * numerator_variance
    discriminant = middle * middle - leading * constant
    if leading > 0:
        # The estimate solves the inequality, so the root exists; rounding may make it just less.
        root = math.sqrt(max(discriminant, 0.0))
        return FiellerSet((middle - root) / leading, (middle + root) / leading, "bounded")
    if leading < 0 and discriminant > 0:
        root = math.sqrt(discriminant)
        return FiellerSet((middle + root) / leading, (middle - root) / leading, "outside")
    return FiellerSet(-math.inf, math.inf, "everything")
