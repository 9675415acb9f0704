"""The best plan under all limits, with a bound on how much better any other could be."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analysis.decisions.portfolio.building import Built, build
from analysis.decisions.portfolio.finishing import finished
from analysis.decisions.portfolio.greedy import greedy_per_dong
from analysis.decisions.portfolio.plan import Plan, Status
from analysis.decisions.portfolio.program import Floats, Ints
from analysis.decisions.portfolio.scoring import total_value, values_of
from analysis.decisions.portfolio.searching import Choice, search_choice
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.verify import verify

SECONDS = 10.0
GAP = 1e-4
ROUNDING = 1e-9
"""The last digits of a bound that are noise, relative to it."""


def optimise(
    problem: Problem,
    seconds: float = SECONDS,
    gap: float = GAP,
    start: Sequence[str] = (),
    solver: Solver | None = None,
) -> Plan:
    """Return the best plan found within so many seconds of wall clock, verified, with its bound.

    The search ends early once a plan is proved within `gap` (relative) of the best. When time is
    over, or the solver's process dies, the best plan so far is returned and its status says so; if
    there is none, the greedy one. `start` is a choice to begin with, used if it keeps every limit.
    With a `solver` (see `open_solver`) its process is used; otherwise one is started and ended.
    """
    started = time.monotonic()
    if solver is None:
        with open_solver() as own:
            return optimise(problem, seconds, gap, start, own)
    values = values_of(problem)
    built = build(problem, values)
    if built.contradictions:
        return finished(problem, (), "optimal", "infeasible", started)
    if not len(built.values):
        status: Status = "infeasible" if verify(problem, ()) else "optimal"
        bound = 0.0 if status == "optimal" else None
        return finished(problem, (), "optimal", status, started, bound)
    beginning = _best_kept(problem, values, [tuple(start)]) if start else None
    searched = search_choice(problem, built, solver, started + seconds, gap, beginning)
    if searched.status == "infeasible":
        return finished(problem, (), "optimal", "infeasible", started)
    by_rule = () if searched.status == "optimal" else greedy_per_dong(problem).chosen
    best = _best_kept(problem, values, (beginning, searched.chosen, by_rule))
    # Where nothing keeps every limit, what a rule makes is shown with what it breaks.
    chosen = by_rule if best is None else best
    bound = min(searched.bound, budget_bound(built))
    plan = finished(problem, chosen, "optimal", searched.status, started, bound, values)
    return replace(plan, status=_status(plan, gap))


def _status(plan: Plan, gap: float) -> Status:
    """Return what is proved of a plan: optimal is what its own gap says, whoever claims it."""
    if plan.gap is not None and plan.gap <= gap + ROUNDING:
        return "optimal"
    return "stopped" if plan.status == "optimal" and plan.gap is not None else plan.status


def _best_kept(problem: Problem, values: Floats, choices: Sequence[Choice | None]) -> Choice | None:
    """Return the most valuable of the choices that keep every limit."""
    kept = [c for c in choices if c is not None and not verify(problem, c)]
    return max(kept, key=lambda choice: total_value(problem, choice, values), default=None)


def budget_bound(built: Built) -> float:
    """Return a bound from the budgets alone: each filled by value per đồng, the last in part.

    It holds for every plan (Dantzig 1957) and needs no solver.
    """
    bounds = []
    useful = np.maximum(built.values, 0.0)
    covered = np.zeros(len(useful), dtype=bool)
    of_sources = 0.0
    for name, row in built.rows.items():
        if name.kind not in ("budget", "total") or row.upper is None:
            continue
        filled = _filled(useful[row.columns], row.coefficients, row.upper)
        if name.kind == "total":
            bounds.append(filled)
        else:
            of_sources += filled
            covered[row.columns] = True
    bounds.append(of_sources + float(useful[~covered].sum()))
    return min(bounds)


def _filled(values: Floats, grants: Ints, budget: int) -> float:
    order = np.argsort(-values / grants, kind="stable")
    used = np.cumsum(grants[order])
    whole = int(np.searchsorted(used, budget, side="right"))
    total = float(values[order[:whole]].sum())
    if whole < len(order):
        rest = budget - (int(used[whole - 1]) if whole else 0)
        total += float(values[order[whole]]) * rest / int(grants[order[whole]])
    return total
