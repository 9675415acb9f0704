"""Why no plan keeps all limits, and what would have to give."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from analysis.decisions.portfolio.building import build
from analysis.decisions.portfolio.conflict import Conflict, NoConflict, find_conflict
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.relaxation import NotMended, Relaxation, smallest_relaxation
from analysis.decisions.portfolio.solve import SECONDS
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Problem


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a problem has no plan.

    `impossible_locks` are locked candidates with what no budget mends: a gate, a ceiling, an
    unknown amount, a source without money, a ban. `conflict` is among the limits without these
    locks. `smallest` is the least change of
    all limits together; `alone` the least change of each limit of the conflict by itself.
    """

    impossible_locks: tuple[tuple[LimitName, LimitName], ...]
    conflict: Conflict | NoConflict
    smallest: Relaxation | NotMended | None
    alone: tuple[tuple[LimitName, Relaxation | NotMended], ...]


def explain(
    problem: Problem, seconds: float = 3 * SECONDS, solver: Solver | None = None
) -> Explanation:
    """Say which limits conflict and the smallest change that mends it, within so many seconds.

    A third of the time each goes to the conflict, the change of all, the changes of one. A `solver`
    that is given is used and left running.
    """
    started = time.monotonic()
    built = build(problem)
    hopeless = built.contradictions
    # What no change of a limit mends is told first, and left out of the search for the rest.
    locked = problem.limits.locked - {lock.key for lock, _ in hopeless}
    rest = replace(problem, limits=replace(problem.limits, locked=locked))
    built = build(rest)
    with open_solver(solver) as own:
        started += own.ready()
        conflict = find_conflict(built, own, started + seconds / 3)
        if not isinstance(conflict, Conflict):
            return Explanation(hopeless, conflict, None, ())
        smallest = smallest_relaxation(rest, built, own, started + 2 * seconds / 3)
        alone = tuple(
            (name, smallest_relaxation(rest, built, own, started + seconds, {name}))
            for name in conflict.limits
        )
    return Explanation(hopeless, conflict, smallest, alone)
