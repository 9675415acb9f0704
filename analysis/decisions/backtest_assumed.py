"""A past year chosen again as if every paper that is not on record had been there: an assumption.

Records of past years name few papers, and a gate of which nothing is known blocks a file. Officers
may have had the paper in hand. What is known not to be met stays refused.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from analysis.decisions.backtest_difference import Difference, difference
from analysis.decisions.portfolio.draws import value_draws
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.searching import Choice
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem


@dataclass(frozen=True, slots=True, eq=False)
class Assumed:
    """The best choice under the assumption, and how far it is ahead of the one made.

    `supposed` counts the files that only the assumption lets in. Worths are parts of what could be
    had from all files let in, more of them than without the assumption: not to be held against it.
    """

    plan: Plan
    ahead: Difference
    supposed: int


def supposed_met(problem: Problem) -> Problem:
    """Return a problem in which what is missing counts as met; what is not met stays refused."""
    return replace(
        problem,
        candidates=tuple(
            replace(one, gate="pass", reasons=()) if one.gate == "blocked" else one
            for one in problem.candidates
        ),
    )


def chosen_assuming(problem: Problem, then: Choice, seconds: float, solver: Solver) -> Assumed:
    """Return the best choice were everything missing met, beside the choice made."""
    supposed = supposed_met(problem)
    plan = optimise(supposed, seconds, solver=solver)
    return Assumed(
        plan,
        difference(supposed, value_draws(supposed), plan.chosen, then),
        sum(one.gate == "blocked" for one in problem.candidates),
    )
