"""What forcing one candidate in, or out, costs: the problem solved again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.solve import GAP, SECONDS, optimise
from analysis.decisions.portfolio.values import Problem


@dataclass(frozen=True, slots=True)
class Counterfactual:
    """By how much the best objective falls; the true fall lies between `low` and `high`.

    None where no plan keeps all limits that way (then `plan.status` says so) or a bound is missing.
    """

    candidate: str
    loss: float | None
    low: float | None
    high: float | None
    plan: Plan


def force(
    problem: Problem, plan: Plan, candidate: str, seconds: float = SECONDS, gap: float = GAP
) -> Counterfactual:
    """Solve again with a refused candidate locked in, or a chosen one forbidden."""
    limits = problem.limits
    if candidate in plan.chosen:
        limits = replace(
            limits,
            forbidden=limits.forbidden | {candidate},
            locked=limits.locked - {candidate},
        )
    else:
        limits = replace(
            limits,
            locked=limits.locked | {candidate},
            forbidden=limits.forbidden - {candidate},
        )
    other = optimise(replace(problem, limits=limits), seconds, gap)
    loss = low = high = None
    if plan.objective is not None and other.objective is not None:
        loss = max(0.0, plan.objective - other.objective)
        low = None if other.bound is None else max(0.0, plan.objective - other.bound)
        high = None if plan.bound is None else max(0.0, plan.bound - other.objective)
    return Counterfactual(candidate, loss, low, high, other)
