"""What a plan loses against whoever would have known the effects: its regret, draw by draw."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from analysis.decisions.portfolio.building import build
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.searching import indicator, search_choice
from analysis.decisions.portfolio.solve import SECONDS
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Problem

GAP = 1e-3


@dataclass(frozen=True, slots=True)
class Regret:
    """A plan's regret over draws, in the units of the objective: mean, 95th percentile, largest.

    Measured against the best plan found in each draw; `mean_at_most` against the bounds instead.
    `draws` of `asked` were solved in time.
    """

    plan: Plan
    mean: float
    high: float
    largest: float
    mean_at_most: float
    draws: int
    asked: int


def regrets(
    problem: Problem,
    plans: Sequence[Plan],
    draws: Floats,
    seconds: float = 3 * SECONDS,
    gap: float = GAP,
    solver: Solver | None = None,
) -> tuple[Regret, ...]:
    """Return the regret of each plan over draws (D, n): the best in a draw less the plan in it.

    Time counts from when the solver has loaded; a `solver` that is given is used and left running.
    Empty where no draw was solved in time. Plans that break a limit have no regret: leave them out.
    """
    if not all(plan.verified for plan in plans):
        raise ValueError("a plan that breaks a limit has no regret")
    built = build(problem)
    worth = draws @ np.array([indicator(problem, plan.chosen) for plan in plans]).T
    best, bounds = [], []
    with open_solver(solver) as own:
        own.ready()
        deadline = time.monotonic() + seconds
        for number, values in enumerate(draws):
            deadline += own.ready()
            left = deadline - time.monotonic()
            if left <= 0:
                break
            until = time.monotonic() + 2 * left / (len(draws) - number)
            start = plans[int(worth[number].argmax())].chosen
            of_draw = replace(built, values=values[built.fundable])
            found = search_choice(problem, of_draw, own, min(until, deadline), gap, start)
            if np.isinf(found.bound):
                break
            chosen = start if found.chosen is None else found.chosen
            best.append(float(values @ indicator(problem, chosen)))
            bounds.append(found.bound)
    if not best:
        return ()
    solved = worth[: len(best)]
    lost = np.maximum(0.0, np.maximum(np.array(best), solved.max(axis=1))[:, None] - solved)
    at_most = np.maximum(0.0, np.array(bounds)[:, None] - solved)
    return tuple(
        Regret(
            plan,
            float(lost[:, column].mean()),
            float(np.percentile(lost[:, column], 95)),
            float(lost[:, column].max()),
            float(at_most[:, column].mean()),
            len(best),
            len(draws),
        )
        for column, plan in enumerate(plans)
    )
