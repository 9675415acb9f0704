"""How the best outcome grows with the budget."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from analysis.decisions.portfolio.finishing import relative_gap
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.purse import whole_budget
from analysis.decisions.portfolio.solve import GAP, SECONDS, optimise
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Limits, Problem

TELLING = 1e-9
"""The smallest gain that is more than rounding; all that could be had is about one."""

GRID = tuple(Fraction(step, 10) for step in range(2, 21, 2))


@dataclass(frozen=True, slots=True)
class FrontierPoint:
    """The best plan at a multiple of the budget.

    `budget` is đồng over all sources. What the step from the budget before brings lies between
    `gain_low` and `gain_high`, by the bounds of both; None where either has no plan or bound.
    """

    factor: Fraction
    budget: int
    plan: Plan
    gain_low: float | None
    gain_high: float | None

    @property
    def blurred(self) -> bool:
        """Whether the gaps hide if the step brings anything at all."""
        return self.gain_low == 0.0 and (self.gain_high or 0.0) > TELLING

    @property
    def proved(self) -> bool:
        """Whether the plan is proved the best of its budget, or that it has none."""
        return self.plan.status in ("optimal", "infeasible")


def frontier(
    problem: Problem,
    factors: Sequence[Fraction] = GRID,
    seconds: float = 3 * SECONDS,
    gap: float = GAP,
    solver: Solver | None = None,
) -> tuple[FrontierPoint, ...]:
    """Return the best plan at each multiple of every budget, smallest first.

    Each search begins with the plan of the budget before, which more money still allows, and no
    bound is above that of a larger budget: objectives and bounds never fall. Floors in đồng stay as
    they are, so that small budgets may have no plan. Time counts from when the solver has loaded;
    a `solver` that is given is used and left running.
    """
    ordered = sorted(set(factors))
    plans: list[Plan] = []
    scaled = [replace(problem, limits=_scaled(problem.limits, f)) for f in ordered]
    with open_solver(solver) as own:
        own.ready()
        deadline = time.monotonic() + seconds
        for number, changed in enumerate(scaled):
            # One that was ended at its limit begins anew, which is no time of the next search.
            deadline += own.ready()
            share = (deadline - time.monotonic()) / (len(scaled) - number)
            start = plans[-1].chosen if plans else ()
            plans.append(optimise(changed, max(share, 0.05), gap, start, own))
    plans = _never_falling(plans)
    gains = [(None, None), *(_gain(before, plan) for before, plan in pairwise(plans))]
    return tuple(
        FrontierPoint(factor, whole_budget(changed), plan, *gain)
        for factor, changed, plan, gain in zip(ordered, scaled, plans, gains, strict=True)
    )


def _scaled(limits: Limits, factor: Fraction) -> Limits:
    """Return limits with every budget multiplied, rounded down to whole đồng."""
    return replace(
        limits,
        budgets={source: int(budget * factor) for source, budget in limits.budgets.items()},
        total=None if limits.total is None else int(limits.total * factor),
    )


def _never_falling(plans: Sequence[Plan]) -> list[Plan]:
    """Lower each bound to that of the larger budget, which holds for the smaller one too."""
    kept: list[Plan] = []
    lowest: float | None = None
    for plan in reversed(plans):
        if plan.bound is not None:
            lowest = plan.bound if lowest is None else min(lowest, plan.bound)
            gap = relative_gap(plan.objective, lowest)
            plan = replace(plan, bound=lowest, gap=gap)
        kept.append(plan)
    return kept[::-1]


def _gain(before: Plan, plan: Plan) -> tuple[float | None, float | None]:
    if before.objective is None or plan.objective is None:
        return None, None
    if before.bound is None or plan.bound is None:
        return None, None
    return max(0.0, plan.objective - before.bound), max(0.0, plan.bound - before.objective)
