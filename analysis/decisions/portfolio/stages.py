"""How a large program is solved within seconds: relaxation, core, then the whole of what is left.

The relaxation of a large program leaves few columns in doubt, as few limits bind. A core of the
fractional columns and those of the smallest reduced cost is searched first, the rest held where the
relaxation has it (Balas and Zemel 1980; Angelelli, Mansini and Speranza 2010), and doubled while
that is quick. If what it finds is not within the gap of the relaxation's bound, the whole program
is searched, less the columns whose reduced cost shows that they cannot make a better plan. A small
program is searched whole at once.

Only the child process imports this.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from analysis.decisions.portfolio.highs import TINY, WHOLE, Ended, Listener, Relaxed, relax, search
from analysis.decisions.portfolio.program import Bools, Floats, Program

MANY = 4_000
"""Columns from which on cores are searched first."""
SMALLEST_CORE = 200
CORE_SHARE = 0.1
"""The share of the time left that one core may take."""

Tell = Callable[[float | None, Floats | None], None]
"""Hears a better bound or a better point, (n,), each alone or both."""


@dataclass(slots=True)
class Best:
    """The best point and bound so far; tells only what is better than before."""

    program: Program
    tell: Tell
    bound: float = np.inf
    value: float = -np.inf
    point: Floats | None = None
    listener: Listener = field(init=False)

    def __post_init__(self) -> None:
        self.listener = Listener(self.offer, lambda bound: None)

    def offer(self, point: Floats) -> None:
        """Keep a point if it is better."""
        whole = self.program.whole
        point = np.concatenate([np.round(point[:whole]), point[whole:]])
        value = float(self.program.values @ point)
        if value > self.value:
            self.value, self.point = value, point
            self.tell(None, point)

    def limit(self, bound: float) -> None:
        """Keep a bound if it is lower; it is never below a point that is there."""
        bound = max(bound, self.value)
        if bound < self.bound:
            self.bound = bound
            self.tell(bound, None)

    def within(self, gap: float) -> bool:
        """Whether the best point is proved good enough."""
        if self.point is None:
            return False
        return self.bound - self.value <= max(gap * abs(self.value), TINY * max(1, abs(self.value)))


def solve_in_stages(
    program: Program,
    deadline: float,
    gap: float,
    tell: Tell,
    start: Floats | None = None,
) -> Ended:
    """Solve a program, telling every improvement, and return how that ended.

    `start` (n,) is a point that keeps every row.
    """
    scale = _scale(program.values)
    program = replace(program, values=program.values * scale)
    best = Best(program, lambda bound, point: tell(None if bound is None else bound / scale, point))
    if start is not None:
        best.offer(start)
    relaxed = relax(program, deadline)
    if relaxed.ended in ("infeasible", "time"):
        return relaxed.ended
    rest = program
    if relaxed.ended == "optimal":
        best.limit(relaxed.value)
        if not _fractional(program, relaxed.x).any():
            best.offer(relaxed.x)
        if program.whole >= MANY:
            _search_cores(program, relaxed, best, deadline, gap)
        if best.within(gap):
            return "optimal"
        rest = _without_hopeless(program, relaxed, best)
    listener = Listener(best.offer, best.limit)
    searched = search(rest, deadline, gap, listener, start=best.point)
    if searched.ended == "optimal":
        best.limit(searched.bound)
        return "optimal" if best.within(gap) else "failed"
    return searched.ended


def _scale(values: Floats) -> float:
    """Return the power of two that brings the mean size of the values near one."""
    sizes = np.abs(values[values != 0])
    return float(np.exp2(-np.round(np.log2(sizes.mean())))) if sizes.size else 1.0


def _fractional(program: Program, x: Floats) -> Bools:
    parts = np.abs(x - np.round(x)) > WHOLE
    parts[program.whole :] = False
    return parts


def _search_cores(
    program: Program, relaxed: Relaxed, best: Best, deadline: float, gap: float
) -> None:
    parts = _fractional(program, relaxed.x)
    doubt = np.where(parts, -1.0, np.abs(relaxed.reduced))[: program.whole]
    order = np.argsort(doubt, kind="stable")
    size = int(parts.sum()) + SMALLEST_CORE
    while size <= program.whole // 2 and not best.within(gap):
        held = order[size:]
        lower, upper = program.lower.copy(), program.upper.copy()
        lower[held] = upper[held] = np.round(relaxed.x[held])
        core = replace(program, lower=lower, upper=upper)
        now = time.monotonic()
        start = best.point if best.point is not None and _inside(core, best.point) else None
        target = best.bound - 0.999 * gap * abs(best.bound)
        until = now + CORE_SHARE * (deadline - now)
        if search(core, until, gap / 5, best.listener, target, start).ended == "time":
            return
        size *= 2


def _inside(program: Program, point: Floats) -> bool:
    return bool(np.all((point >= program.lower - WHOLE) & (point <= program.upper + WHOLE)))


def _without_hopeless(program: Program, relaxed: Relaxed, best: Best) -> Program:
    """Hold every column that would cost more than the distance from the best point to the bound."""
    if best.point is None:
        return program
    margin = 1e-9 * max(1.0, abs(relaxed.value))
    hopeless = np.abs(relaxed.reduced) > relaxed.value - best.value + margin
    hopeless &= ~_fractional(program, relaxed.x)
    hopeless[program.whole :] = False
    at = np.round(relaxed.x)
    return replace(
        program,
        lower=np.where(hopeless, at, program.lower),
        upper=np.where(hopeless, at, program.upper),
    )
