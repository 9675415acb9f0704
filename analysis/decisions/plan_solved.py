"""A request answered: the plan, what it brings, and why each file is in it or not."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.decisions.plan_outcomes import PlanOutcome, plan_outcomes
from analysis.decisions.plan_problem import problem_of
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.portfolio.explain import Explanation, explain
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.reasons import Decision, decisions
from analysis.decisions.portfolio.solve import GAP, SECONDS, optimise
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio_candidates import CandidateSet
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Solved:
    """A request with its answer.

    `decisions` go in the order of the candidates. `explanation` says which limits conflict, None
    where a plan keeps all of them.
    """

    request: PlanRequest
    problem: Problem
    plan: Plan
    decisions: tuple[Decision, ...]
    outcomes: tuple[PlanOutcome, ...]
    explanation: Explanation | None

    @property
    def found(self) -> bool:
        """Whether there is a plan that keeps every limit."""
        return self.plan.verified


def solve_request(
    made: CandidateSet,
    request: PlanRequest,
    snapshot: Snapshot,
    seconds: float = SECONDS,
    gap: float = GAP,
) -> Solved:
    """Return the best plan for a request within so many seconds, and the reasons of every file.

    Reasons, or what limits conflict, take at most as long again. Raises RequestError for a request
    that names nobody or nowhere.
    """
    problem = problem_of(made, request, snapshot)
    with open_solver() as solver:
        plan = optimise(problem, seconds, gap, solver=solver)
        return answered(made, request, problem, plan, seconds, solver)


def answered(
    made: CandidateSet,
    request: PlanRequest,
    problem: Problem,
    plan: Plan,
    seconds: float,
    solver: Solver | None = None,
) -> Solved:
    """Return a plan with its reasons, and what conflicts where it keeps not every limit.

    A `solver` that is given is used and left running.
    """
    return Solved(
        request=request,
        problem=problem,
        plan=plan,
        decisions=decisions(problem, plan, seconds, solver),
        outcomes=plan_outcomes(made, plan.chosen),
        explanation=None if plan.verified else explain(problem, seconds, solver),
    )
