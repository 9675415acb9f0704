"""The best plan when effects are uncertain and a bad outcome counts more than a good one."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from analysis.decisions.portfolio.building import Built, build
from analysis.decisions.portfolio.draws import TAIL, Spread, is_uncertain, spread, value_draws
from analysis.decisions.portfolio.finishing import finished, relative_gap
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.program import FloatRow, Floats, Program, assemble
from analysis.decisions.portfolio.searching import Choice, search_choice
from analysis.decisions.portfolio.solve import GAP, SECONDS, optimise
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.verify import verify

CAUTION = 0.5


@dataclass(frozen=True, slots=True)
class RobustPlan:
    """A cautious plan beside the best by expectation, each with its spread over the same draws.

    The cautious plan's objective, bound and gap are of (1 − caution) × mean + caution × mean of the
    worst tail. `sure` counts candidates without draws or errors: they are taken as certain.
    """

    plan: Plan
    spread: Spread
    expected: Plan
    expected_spread: Spread
    caution: float
    sure: int


def optimise_robust(
    problem: Problem,
    caution: float = CAUTION,
    tail: float = TAIL,
    draws: Floats | None = None,
    seconds: float = 2 * SECONDS,
    gap: float = GAP,
    solver: Solver | None = None,
) -> RobustPlan | None:
    """Return the best plan by mean and mean of the worst tail (CVaR; Rockafellar, Uryasev 2000).

    `draws` (D, n) are those of `value_draws` unless given. Half the time goes to the plan that is
    best by expectation. Time counts from when the solver has loaded; a `solver` that is
    given is used and left running. None where no plan was found that keeps every limit. Raises
    ValueError for a caution or tail outside 0 to 1.
    """
    if not 0 <= caution <= 1 or not 0 < tail <= 1:
        raise ValueError("caution and tail are shares")
    draws = value_draws(problem) if draws is None else draws
    with open_solver(solver) as own:
        own.ready()
        started = time.monotonic()
        expected = optimise(problem, seconds / 2, gap, solver=own)
        if not expected.verified:
            return None
        built = build(problem)
        program_of, scale = _cautious(draws[:, built.fundable], caution, tail)
        started += own.ready()
        begun = time.monotonic()
        searched = search_choice(problem, built, own, started + seconds, gap, program_of=program_of)

    def worth(choice: Choice) -> float:
        told = spread(problem, choice, draws, tail)
        return (1 - caution) * told.mean + caution * told.worst_mean

    choices = [expected.chosen] + ([] if searched.chosen is None else [searched.chosen])
    chosen = max((c for c in choices if not verify(problem, c)), key=worth)
    objective = worth(chosen)
    bound = None if np.isinf(searched.bound) else max(searched.bound / scale, objective)
    proved = relative_gap(objective, bound)
    status = "optimal" if proved is not None and proved <= gap else searched.status
    plan = finished(problem, chosen, "robust", status, begun)
    return RobustPlan(
        plan=replace(plan, objective=objective, bound=bound, gap=proved),
        spread=spread(problem, chosen, draws, tail),
        expected=expected,
        expected_spread=spread(problem, expected.chosen, draws, tail),
        caution=caution,
        sure=sum(not is_uncertain(c, problem) for c in problem.candidates if c.eligible),
    )


def _cautious(
    draws: Floats, caution: float, tail: float
) -> tuple[Callable[[Built], Program], float]:
    """Return what adds the tail to a program, and the scale of its objective.

    Columns after the candidates are the edge of the tail t and how far each draw falls short of it,
    u: maximise (1 − caution) mean·x + caution (t − Σ u / (tail D)) with t − draw·x − u ≤ 0.
    """
    sizes = np.abs(draws[draws != 0])
    scale = float(np.exp2(-np.round(np.log2(sizes.mean())))) if sizes.size else 1.0
    scaled = draws * scale
    count, columns = scaled.shape
    lowest = float(np.minimum(scaled, 0).sum(axis=1).min(initial=0.0))
    highest = float(np.maximum(scaled, 0).sum(axis=1).max(initial=0.0))

    def program_of(built: Built) -> Program:
        base = built.program()
        rows = [row.scaled() for row in (*built.rows.values(), *built.cuts)]
        members = np.arange(columns, dtype=np.int64)
        for draw in range(count):
            places = np.concatenate([members, [columns, columns + 1 + draw]])
            coefficients = np.concatenate([-scaled[draw], [1.0, -1.0]])
            rows.append(FloatRow(places, coefficients, -np.inf, 0.0))
        shortfall = np.full(count, -caution / (tail * count))
        return assemble(
            np.concatenate([(1 - caution) * scaled.mean(axis=0), [caution], shortfall]),
            np.concatenate([base.lower, [lowest], np.zeros(count)]),
            np.concatenate([base.upper, [highest], np.full(count, highest - lowest)]),
            columns,
            rows,
        )

    return program_of, scale
