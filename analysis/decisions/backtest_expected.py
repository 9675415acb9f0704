"""What was expected then of a choice, and how much more than of the one made, with intervals."""

from __future__ import annotations

import numpy as np
import scipy

from analysis.decisions.backtest import ChoiceName, ReplayedYear
from analysis.decisions.plan_outcomes import LEVEL, PlanOutcome, plan_outcomes
from analysis.decisions.portfolio.program import Floats

AVERAGED = "productivity"
"""The objective told as the mean of the files known; all others are sums."""


def expected_of(one: PlanOutcome) -> dict[str, float | None]:
    """Return expected, low and high of a choice; null where it is known of no file."""
    base = float(one.known) if one.objective == AVERAGED else 1.0
    told = {"expected": one.total, "low": one.low, "high": one.high}
    return {
        name: None if value is None or not one.known else value / base
        for name, value in told.items()
    }


def ahead_of_then(
    year: ReplayedYear, choice: ChoiceName, one: PlanOutcome
) -> dict[str, float | None]:
    """Return ahead, ahead_low and ahead_high: what is expected beyond the choice made.

    Files in both count on both sides, so that what is uncertain of them falls away. The ends are
    null where nothing tells how sure the objective is, all three for the choice made itself.
    """
    nothing: dict[str, float | None] = dict.fromkeys(("ahead", "ahead_low", "ahead_high"))
    if choice == "then":
        return nothing
    [made] = [
        other
        for other in plan_outcomes(year.past.made, year.chosen["then"])
        if other.objective == one.objective
    ]
    ours, theirs = expected_of(one)["expected"], expected_of(made)["expected"]
    if ours is None or theirs is None:
        return nothing
    ahead = ours - theirs
    draws = year.past.made.expected[one.objective].draws
    if draws is None:
        return {**nothing, "ahead": ahead}
    apart = _weights(year, choice, one.objective) - _weights(year, "then", one.objective)
    used = np.flatnonzero(apart)
    spread = float((draws[:, used] @ apart[used]).std())
    width = float(scipy.stats.norm.ppf((1 + LEVEL) / 2)) * spread
    return {"ahead": ahead, "ahead_low": ahead - width, "ahead_high": ahead + width}


def _weights(year: ReplayedYear, choice: ChoiceName, objective: str) -> Floats:
    """Return what each candidate (n,) counts in the figure of a choice; unknown ones nothing."""
    made = year.past.made
    chosen = set(year.chosen[choice])
    inside = np.array([one.id in chosen for one in made.candidates], dtype=np.float64)
    inside[~np.isfinite(made.expected[objective].mean)] = 0.0
    return inside / max(float(inside.sum()), 1.0) if objective == AVERAGED else inside
