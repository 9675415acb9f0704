"""The rules of closing gaps: a goal, what is missing to it, and intervals that add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from analysis.measures.wilson import wilson

FEWEST_GRANTS = 6
"""The fewest known grants a place's own cost is made from: fewer have no 95 % interval."""

FINEST = 10_000
"""A chosen floor is taken to a hundredth of a percent, so that 0.1 is a tenth and nothing else."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value with the ends of its interval, in the unit of the value."""

    value: float
    low: float
    high: float


def median_share(pairs: Sequence[tuple[int, int]]) -> Fraction | None:
    """Return the median over places of supported ÷ eligible; None without an eligible one.

    Every place counts once, however large it is: half of the places lie at it or above.
    """
    known = [pair for pair in pairs if pair[1]]
    if not known:
        return None
    # Division rounds alike upwards everywhere, so it orders shares as they are, and much quicker.
    known.sort(key=lambda pair: pair[0] / pair[1])
    low, high = known[(len(known) - 1) // 2], known[len(known) // 2]
    return (Fraction(*low) + Fraction(*high)) / 2


def chosen_share(floor: float) -> Fraction:
    """Return a chosen floor as an exact share; raises ValueError unless 0 < floor <= 1."""
    if not 0 < floor <= 1:
        raise ValueError(f"{floor} is no share to reach")
    return Fraction(floor).limit_denominator(FINEST)


def missing_to(goal: Fraction, supported: int, eligible: int) -> int:
    """Return how many more must be supported for the goal: whole, rounded up, never negative.

    The goal is a fraction, because a place that has just the goal must not miss one by rounding.
    """
    short = goal.numerator * eligible - supported * goal.denominator
    return max(0, -(-short // goal.denominator))


def missing_interval(goal: Fraction, supported: int, eligible: int) -> Interval | None:
    """Return what is missing with what would be, were the rate at the ends of Wilson's interval.

    What is missing itself is counted. The support a place saw in these years is one outcome of the
    rate behind it, of which its share is an estimate (Wilson 1927): the interval is what would be
    missing at the highest and the lowest rate that fit, never more than are left unsupported.
    None without an eligible establishment.
    """
    ends = wilson(supported, eligible)
    if ends is None:
        return None
    left = eligible - supported
    low, high = (min(left, _missing_at(rate, goal, eligible)) for rate in reversed(ends))
    return Interval(missing_to(goal, supported, eligible), low, high)


def _missing_at(rate: float, goal: Fraction, eligible: int) -> int:
    """Return how many are missing to the goal at a rate, in whole numbers and so exactly."""
    part, whole = rate.as_integer_ratio()
    short = (goal.numerator * whole - part * goal.denominator) * eligible
    return max(0, -(-short // (whole * goal.denominator)))


def added(parts: Sequence[Interval], shared: Sequence[tuple[float, float]] = ()) -> Interval:
    """Return the sum of independent parts; its interval squares and adds their arms.

    The method of variance estimates recovery (Zou and Donner 2008, Statistics in Medicine 27): the
    sum is inside, and no interval needs to be symmetric. `shared` are further arms down and up,
    of what the parts have in common. Nothing here can be less than nothing.
    """
    value = sum(part.value for part in parts)
    down = math.hypot(*(part.value - part.low for part in parts), *(low for low, _ in shared))
    up = math.hypot(*(part.high - part.value for part in parts), *(high for _, high in shared))
    return Interval(value, max(0.0, value - down), value + up)
