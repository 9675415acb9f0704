"""Which limits cannot be kept together: a smallest set from which none can be left out."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from analysis.decisions.portfolio.building import Built
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.solver import FoundStatus, Solver

NoConflict = Literal["none", "undecided"]
"""`none`: a plan keeps every limit. `undecided`: time was over before either was proved."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Limits that no plan keeps together, though each may be kept without the others.

    `irreducible` says that it is proved of every one of them that the others alone could be kept.
    """

    limits: tuple[LimitName, ...]
    irreducible: bool


def find_conflict(built: Built, solver: Solver, deadline: float) -> Conflict | NoConflict:
    """Return an irreducible conflict (QuickXplain: Junker 2004).

    Where already the relaxation is impossible, its conflict is found first, which is quick, and
    made smaller in whole projects. One grant per content is no limit that could be given up: it is
    always asked for. A set whose test takes beyond the deadline counts as one that can be kept, so
    that the conflict may be larger than it needs to be, and says so.
    """
    statuses: list[FoundStatus] = []

    def left() -> float:
        return max(0.0, deadline - time.monotonic())

    def impossible_in_part(kept: Sequence[LimitName]) -> bool:
        program = keeping(built, kept).program()
        return solver.relax(program, left() / 2).status == "infeasible"

    def impossible(kept: Sequence[LimitName]) -> bool:
        statuses.append(_possibility(keeping(built, kept), solver, deadline))
        return statuses[-1] == "infeasible"

    names = relaxable(built)
    if impossible_in_part(names):
        names = _explained((), False, names, impossible_in_part)
    elif not impossible(names):
        return "none" if statuses[-1] == "optimal" else "undecided"
    limits = _explained((), False, names, impossible)
    decided = all(status in ("optimal", "infeasible") for status in statuses)
    return Conflict(tuple(sorted(limits)), decided)


def _possibility(built: Built, solver: Solver, deadline: float) -> FoundStatus:
    """Return whether a plan keeps every row exactly: `optimal` once one is found.

    What keeps rows only within the solver's tolerance is cut off, and the search goes on.
    """
    while (left := deadline - time.monotonic()) > 0:
        found = solver.solve(built.program(), left, 0.0)
        for columns in found.improvements:
            broken = [name for name, row in built.rows.items() if not row.keeps(columns)]
            if not broken:
                return "optimal"
            built = built.without(broken, columns)
        if found.status != "optimal" or not found.improvements:
            return found.status
    return "time_limit"


def relaxable(built: Built) -> list[LimitName]:
    """Return the limits that somebody could change: all but one grant per content."""
    return [
        *(LimitName("locked", name) for name in built.locked),
        *(name for name in built.rows if name.kind != "content"),
        *(LimitName("forbidden", name) for name in built.forbidden),
    ]


def keeping(built: Built, names: Sequence[LimitName]) -> Built:
    """Return the same limits, only the named ones and those nobody can change, and no objective."""
    kept = set(names)
    return replace(
        built,
        values=np.zeros(len(built.values)),
        rows={
            name: row for name, row in built.rows.items() if name.kind == "content" or name in kept
        },
        locked={n: c for n, c in built.locked.items() if LimitName("locked", n) in kept},
        forbidden={n: c for n, c in built.forbidden.items() if LimitName("forbidden", n) in kept},
    )


def _explained(
    background: Sequence[LimitName],
    grown: bool,
    names: Sequence[LimitName],
    impossible: Callable[[Sequence[LimitName]], bool],
) -> list[LimitName]:
    """Return which of the names are needed, beside the background, for nothing to be possible.

    `grown`: the background has more in it than when it was last known to be possible.
    """
    if grown and impossible(background):
        return []
    if len(names) <= 1:
        return list(names)
    half = len(names) // 2
    first, second = names[:half], names[half:]
    of_second = _explained([*background, *first], bool(first), second, impossible)
    of_first = _explained([*background, *of_second], bool(of_second), first, impossible)
    return of_first + of_second
