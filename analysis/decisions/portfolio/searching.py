"""One search by the solver for a choice that keeps every limit exactly."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from analysis.decisions.portfolio.building import Built
from analysis.decisions.portfolio.program import Floats, Ints, Program
from analysis.decisions.portfolio.solver import FoundStatus, Solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.verify import verify

Choice = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Searched:
    """The best choice told that keeps every limit (None for none) and a bound on all others.

    `bound` is infinite where none was proved.
    """

    status: FoundStatus
    chosen: Choice | None
    bound: float


def search_choice(
    problem: Problem,
    built: Built,
    solver: Solver,
    deadline: float,
    gap: float,
    start: Choice | None = None,
    program_of: Callable[[Built], Program] = Built.program,
) -> Searched:
    """Search until the deadline (monotonic seconds) or the gap.

    What keeps limits only within the solver's tolerance is cut off, and the search goes on. `start`
    must keep every limit; `program_of` puts another objective on the same limits.
    """
    bound = np.inf
    beginning = None if start is None else columns_of(built, start)
    while True:
        left = max(0.0, deadline - time.monotonic())
        found = solver.solve(program_of(built), left, gap, beginning)
        if found.bound is not None:
            bound = min(bound, found.bound)
        chosen = None
        broken = []
        for columns in reversed(found.improvements):
            choice = built.ids(columns)
            violations = verify(problem, choice)
            if not violations:
                chosen = choice
                break
            broken.append((violations, columns))
        over = found.status == "stopped" or time.monotonic() >= deadline
        if not broken or over:
            return Searched(found.status, chosen, bound)
        for violations, columns in broken:
            built = built.without((violation.limit for violation in violations), columns)


def columns_of(built: Built, chosen: Iterable[str]) -> Ints:
    """Return the columns of chosen candidates."""
    wanted = set(chosen)
    ids = (built.candidates[position].id for position in built.fundable)
    return np.array([column for column, name in enumerate(ids) if name in wanted], dtype=np.int64)


def indicator(problem: Problem, chosen: Iterable[str]) -> Floats:
    """Return 1.0 for every chosen candidate and 0.0 for the others, (n,)."""
    wanted = set(chosen)
    return np.array([float(candidate.id in wanted) for candidate in problem.candidates])
