"""What a limit costs and what more money would bring: the problem solved again without, or with."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.decisions.portfolio.plan import LimitName, Plan
from analysis.decisions.portfolio.solve import GAP, SECONDS, optimise
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Limits, MoneyLimit, Problem, Side

HUNDRED_MILLION = 100_000_000


@dataclass(frozen=True, slots=True)
class Price:
    """By how much the best objective rises when a limit goes, or money comes.

    `difference` is between the two plans found; the true one lies between `low` and `high`, which
    follow from both bounds (`high` None where one is missing). `plan` is the one without the limit
    or with the money; `gap` and `other_gap` are those of the two plans, `proved` tells whether both
    are proved the best of their limits. Where the problem has no
    plan with the limit, the difference is None.
    """

    limit: LimitName
    difference: float | None
    low: float | None
    high: float | None
    gap: float | None
    other_gap: float | None
    plan: Plan
    proved: bool


def limit_name(limit: MoneyLimit) -> LimitName:
    """Return the name of a floor or cap."""
    return LimitName(limit.side, limit.key, limit.by, limit.is_share)


def limit_prices(
    problem: Problem,
    plan: Plan,
    side: Side = "floor",
    seconds: float = SECONDS,
    gap: float = GAP,
    solver: Solver | None = None,
) -> tuple[Price, ...]:
    """Return what each floor, or each cap, costs: the problem solved again without it.

    `seconds` are for all of them together, from when the solver has loaded; a `solver` that is
    given is used and left running.
    """
    changed = [
        (limit_name(limit), _without(problem.limits, limit))
        for limit in problem.limits.money
        if limit.side == side
    ]
    return _solved_again(problem, plan, changed, seconds, gap, solver)


def more_money(
    problem: Problem,
    plan: Plan,
    amount: int = HUNDRED_MILLION,
    seconds: float = SECONDS,
    gap: float = GAP,
    solver: Solver | None = None,
) -> tuple[Price, ...]:
    """Return what so many đồng more would bring, for each source; the total grows with it.

    Where there is only a total budget, that one grows.
    """
    limits = problem.limits
    total = None if limits.total is None else limits.total + amount
    changed = [
        (
            LimitName("budget", source),
            replace(limits, budgets={**limits.budgets, source: budget + amount}, total=total),
        )
        for source, budget in limits.budgets.items()
    ] or [(LimitName("total"), replace(limits, total=total))]
    return _solved_again(problem, plan, changed, seconds, gap, solver)


def _without(limits: Limits, gone: MoneyLimit) -> Limits:
    return replace(limits, money=tuple(limit for limit in limits.money if limit is not gone))


def _solved_again(
    problem: Problem,
    plan: Plan,
    changed: Sequence[tuple[LimitName, Limits]],
    seconds: float,
    gap: float,
    solver: Solver | None,
) -> tuple[Price, ...]:
    """Solve with each of the changed limits, from the plan on, which keeps all of them."""
    found: list[Price] = []
    if not changed:
        return ()
    with open_solver(solver) as own:
        own.ready()
        deadline = time.monotonic() + seconds
        for number, (name, limits) in enumerate(changed):
            # One that was ended at its limit begins anew, which is no time of the next search.
            deadline += own.ready()
            share = (deadline - time.monotonic()) / (len(changed) - number)
            other = optimise(
                replace(problem, limits=limits), max(share, 0.05), gap, plan.chosen, own
            )
            found.append(_price(name, plan, other))
    return tuple(found)


def _price(name: LimitName, plan: Plan, other: Plan) -> Price:
    """Return the difference of two plans, the other under wider limits, and its bounds."""
    difference = low = high = None
    if plan.objective is not None and other.objective is not None:
        difference = max(0.0, other.objective - plan.objective)
        if plan.bound is not None:
            low = max(0.0, other.objective - plan.bound)
        if other.bound is not None:
            high = max(0.0, other.bound - plan.objective)
    proved = plan.status == other.status == "optimal"
    return Price(name, difference, low, high, plan.gap, other.gap, other, proved)
