"""What a plan gives up: more or less money, each floor, other rules, and caution.

All are solved again from the plan on, in steps that say when they begin, within a limit of time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.decisions.plan_outcomes import PlanOutcome, plan_outcomes
from analysis.decisions.plan_solved import Solved
from analysis.decisions.portfolio.draws import Spread, spread, value_draws
from analysis.decisions.portfolio.frontier import FrontierPoint, frontier
from analysis.decisions.portfolio.greedy import greedy_per_dong, greedy_score, law_order
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.prices import Price, limit_prices, more_money
from analysis.decisions.portfolio.regret import Regret, regrets
from analysis.decisions.portfolio.robust import RobustPlan, optimise_robust
from analysis.decisions.portfolio.scoring import total_value
from analysis.decisions.portfolio.solver import open_solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio_candidates import CandidateSet
from analysis.language import Text

Tell = Callable[[Text], None]

STEPS = (
    Text("Kết quả theo ngân sách", "Outcome by budget"),
    Text("Giá của mỗi mức tối thiểu", "What each floor costs"),
    Text("Thêm một trăm triệu đồng", "One hundred million more"),
    Text("Phương án thận trọng", "The cautious plan"),
    Text("Điều tiếc nuối của mỗi phương án", "The regret of each plan"),
)
EVERY = 5
"""Regret is told over every fifth draw, as each is solved anew; mirrored draws stay pairs."""

_SHARES = (0.2, 0.15, 0.1, 0.2, 0.35)
"""How the time is shared out over the steps."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """A plan beside others: `value` is its objective, expected, whatever it was chosen by.

    `spread` is how the value varies over the joint draws of what is uncertain.
    """

    plan: Plan
    value: float
    outcomes: tuple[PlanOutcome, ...]
    spread: Spread


@dataclass(frozen=True, slots=True, eq=False)
class Tradeoffs:
    """What was solved beside a plan.

    `alternatives` are the plan itself, those of three rules and the cautious one, where one was
    found; `regrets` are of those that keep every limit.
    """

    solved: Solved
    frontier: tuple[FrontierPoint, ...]
    floors: tuple[Price, ...]
    caps: tuple[Price, ...]
    money: tuple[Price, ...]
    alternatives: tuple[Alternative, ...]
    robust: RobustPlan | None
    regrets: tuple[Regret, ...]


def rule_plans(problem: Problem) -> tuple[Plan, ...]:
    """Return the plans one makes by a rule: per đồng, by value, down the law's order."""
    return greedy_per_dong(problem), greedy_score(problem), law_order(problem)


def tradeoffs(
    made: CandidateSet, solved: Solved, seconds: float, tell: Tell = lambda step: None
) -> Tradeoffs:
    """Return what a plan gives up, within about so many seconds.

    Raises ValueError for a request that has no plan.
    """
    if not solved.found:
        raise ValueError("there is no plan to trade off")
    problem, plan = solved.problem, solved.plan
    limits = [seconds * share for share in _SHARES]
    draws, rules = value_draws(problem), rule_plans(problem)
    with open_solver() as solver:
        tell(STEPS[0])
        points = frontier(problem, seconds=limits[0], solver=solver)
        tell(STEPS[1])
        floors = limit_prices(problem, plan, "floor", limits[1] / 2, solver=solver)
        caps = limit_prices(problem, plan, "cap", limits[1] / 2, solver=solver)
        tell(STEPS[2])
        money = more_money(problem, plan, seconds=limits[2], solver=solver)
        tell(STEPS[3])
        robust = optimise_robust(problem, draws=draws, seconds=limits[3], solver=solver)
        tell(STEPS[4])
        compared = [plan, *rules] + ([] if robust is None else [robust.plan])
        kept = [one for one in compared if one.verified]
        lost = regrets(problem, kept, draws[::EVERY], limits[4], solver=solver)
    return Tradeoffs(
        solved=solved,
        frontier=points,
        floors=floors,
        caps=caps,
        money=money,
        alternatives=tuple(
            Alternative(
                one,
                total_value(problem, one.chosen),
                plan_outcomes(made, one.chosen),
                spread(problem, one.chosen, draws),
            )
            for one in compared
        ),
        robust=robust,
        regrets=lost,
    )
