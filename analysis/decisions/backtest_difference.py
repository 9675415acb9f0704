"""How much more one choice is worth than another by what was known then, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass

import scipy

from analysis.decisions.plan_outcomes import LEVEL
from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.scoring import total_value
from analysis.decisions.portfolio.searching import Choice, indicator
from analysis.decisions.portfolio.values import Problem


@dataclass(frozen=True, slots=True)
class Difference:
    """What one choice is worth more than another by what was known then, with its 95 % interval.

    In the units of the objective: 0.05 is five per cent of all that could be had from every file
    that might be funded. The interval is that of uncertain effects.
    """

    value: float
    low: float
    high: float


def difference(problem: Problem, draws: Floats, ours: Choice, theirs: Choice) -> Difference:
    """Return what `ours` is worth beyond `theirs`; `draws` (D, n) are those of `value_draws`."""
    value = total_value(problem, ours) - total_value(problem, theirs)
    apart = indicator(problem, ours) - indicator(problem, theirs)
    width = float(scipy.stats.norm.ppf((1 + LEVEL) / 2)) * float((draws @ apart).std())
    return Difference(value, value - width, value + width)
