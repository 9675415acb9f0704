"""What somebody can work out of what is shown: the bounds of every hidden figure.

Written apart from the search for what to hide, and in another form: here figures themselves are
unknown, there deviations from them, so that a mistake in one is not repeated in the other.
"""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np

from analysis.disclosure.linked import Bools, Floats, Linked
from analysis.disclosure.solver import quiet_solver

TOLERANCE = 1e-5
"""By what part of its protection an interval may be narrower: solvers work in floating point."""


AHEAD = 4.0
"""How many times its protection every figure at once is tried to lie off what it is."""


@dataclass(frozen=True, slots=True)
class Audit:
    """The bounds of hidden cells, (V, n) each; NaN for cells that are shown or not asked about."""

    low: Floats
    high: Floats


def audit(cells: Linked, hidden: Bools, asked: Bools | None = None) -> Audit:
    """Return the bounds within which somebody who knows all that is shown can place what is hidden.

    `asked` (n,) are the hidden cells to be told of, all of them if None. Figures are known not to
    be below zero, and cells of nobody to be zero; a difference of two publications may be anything.
    Raises RuntimeError where a bound cannot be found.
    """
    low, high = (np.full(cells.values.shape, np.nan) for _ in range(2))
    wanted = hidden if asked is None else hidden & asked
    for variable in range(len(cells.values)):
        low[variable], high[variable] = _bounds(cells, variable, hidden, wanted)
    return Audit(low, high)


def audit_of(cells: Linked, hidden: Bools, protection: Floats) -> Audit:
    """Return bounds of the hidden cells with a protection (V, n), as far out as judging them takes.

    Every bound that lies closer to its figure than the protection is the one `audit` returns, and
    so is the closest of all, measured in protections. Another may lie further out than told: some
    figures that agree with all that is shown reach it, and that is far enough. A few programmes
    that move everything at once tell most of them, where `audit` needs two for every cell.
    Raises RuntimeError where a bound cannot be found.
    """
    low, high = (np.full(cells.values.shape, np.nan) for _ in range(2))
    closest = np.inf
    for variable, wanted in enumerate(protection):
        found = _Ends(cells, variable, hidden, wanted)
        closest = found.settle(closest)
        low[variable, found.asked] = found.low
        high[variable, found.asked] = found.high
    return Audit(low, high)


def narrow(cells: Linked, told: Audit, protection: Floats) -> Bools:
    """Tell which bounds lie closer to a figure than its protection, (V, n)."""
    enough = protection * (1 - TOLERANCE)
    with np.errstate(invalid="ignore"):
        close = (cells.values - told.low < enough) | (told.high - cells.values < enough)
    found: Bools = close & (protection > 0)
    return found


def _bounds(cells: Linked, variable: int, hidden: Bools, asked: Bools) -> tuple[Floats, Floats]:
    values = cells.values[variable]
    low, high = (np.full(len(values), np.nan) for _ in range(2))
    place, unit = _unknown(cells, variable, hidden, asked)
    solver = _system(cells, variable, place, unit)
    for cell in np.flatnonzero(asked).tolist():
        if cell not in place:
            low[cell] = high[cell] = values[cell]
            continue
        low[cell] = unit * _end(solver, place[cell], highspy.ObjSense.kMinimize)
        high[cell] = unit * _end(solver, place[cell], highspy.ObjSense.kMaximize)
    return low, high


def _unknown(
    cells: Linked, variable: int, hidden: Bools, asked: Bools
) -> tuple[dict[int, int], float]:
    """Return where the unknowns of a variable stand in its programme, and the unit they are in.

    What adds up to nothing of this variable bounds nothing, and is no part of it unless asked.
    """
    values, stand = cells.values[variable], cells.standing
    nobody = (cells.counts == 0) | (values == 0)
    adds_up = np.diff(cells.equations(variable).indptr) > 0
    unknown = np.flatnonzero(((hidden & ~nobody) | stand.never) & (adds_up | asked))
    unit = max(float(np.abs(values).max(initial=0.0)), 1.0)
    return {cell: at for at, cell in enumerate(unknown.tolist())}, unit


class _Ends:
    """The ends of the asked cells of a variable, moved outwards until they can be judged."""

    def __init__(self, cells: Linked, variable: int, hidden: Bools, wanted: Floats) -> None:
        self._cells, self._variable, self._wanted = cells, variable, wanted
        self.asked = np.flatnonzero(hidden & (wanted > 0))
        self._place, self._unit = _unknown(cells, variable, hidden, hidden & (wanted > 0))
        self._values = cells.values[variable, self.asked]
        # What is true agrees with all that is shown; nothing further out is known yet.
        self.low, self.high = self._values.copy(), self._values.copy()

    def settle(self, closest: float) -> float:
        """Move the ends outwards; return the closest end there is, in protections.

        `closest` is that of the variables before: what is seen to lie as far off need not be
        followed to its end.
        """
        if not len(self.asked):
            return closest
        known = np.array([cell not in self._place for cell in self.asked.tolist()])
        if known.any():
            closest = 0.0
        for way in (-1, 1):
            self._move_together(way, ~known)
        solver = _system(self._cells, self._variable, self._place, self._unit)
        for way in (-1, 1):
            # The closest first: once they are known, most others are seen to be no closer.
            for at in np.argsort(self._off(way), kind="stable").tolist():
                if known[at] or self._off(way)[at] >= max(closest, 1.0):
                    continue
                sense = highspy.ObjSense.kMaximize if way > 0 else highspy.ObjSense.kMinimize
                end = self._unit * _end(solver, self._place[int(self.asked[at])], sense)
                self._see(solver, known)
                (self.high if way > 0 else self.low)[at] = end
                closest = min(closest, float(self._off(way)[at]))
        return closest

    def _off(self, way: int) -> Floats:
        """Return how far the ends lie off their figures, in protections."""
        off = self.high - self._values if way > 0 else self._values - self.low
        found: Floats = off / self._wanted[self.asked]
        return found

    def _move_together(self, way: int, movable: Bools) -> None:
        """Move all ends that are not far enough at once, until none of them moves any more.

        No figure may leave `AHEAD` protections, so that each leaves room to the others.
        """
        reach = np.where(self._wanted > 0, AHEAD * self._wanted, np.inf)
        solver = _system(self._cells, self._variable, self._place, self._unit, reach)
        solver.changeObjectiveSense(highspy.ObjSense.kMaximize)
        columns = np.array([self._place.get(cell, 0) for cell in self.asked.tolist()])
        short = movable.copy()
        while short.any():
            cost = np.zeros(len(self._place))
            price = 1.0 / self._wanted[self.asked[short]]
            cost[columns[short]] = way * price / price.max()
            solver.changeColsCost(len(cost), np.arange(len(cost), dtype=np.int32), cost)
            solver.run()
            if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
                return
            self._see(solver, ~movable)
            before = short
            short = movable & (self._off(way) < 1.0)
            if (short == before).all():
                return

    def _see(self, solver: highspy.Highs, known: Bools) -> None:
        """Move every end out to where a solution of the programme has its figure."""
        if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return
        solution = np.array(solver.getSolution().col_value) * self._unit
        at = np.flatnonzero(~known)
        seen = solution[[self._place[cell] for cell in self.asked[at].tolist()]]
        self.low[at] = np.minimum(self.low[at], seen)
        self.high[at] = np.maximum(self.high[at], seen)


def _system(
    cells: Linked,
    variable: int,
    place: dict[int, int],
    unit: float,
    reach: Floats | None = None,
) -> highspy.Highs:
    """Return the equations of what is shown and what is not, in shares of the largest figure.

    With `reach` (n,) no figure leaves what it is by more.
    """
    solver = quiet_solver()
    for cell in place:
        lowest, highest = -highspy.kHighsInf if cells.standing.free[cell] else 0.0, np.inf
        if reach is not None:
            figure = cells.values[variable, cell]
            lowest = max(lowest, (figure - reach[cell]) / unit)
            highest = (figure + reach[cell]) / unit
        solver.addVar(lowest, highest)
    for relation in cells.relations:
        if not relation.holds(variable):
            continue
        signs = [(relation.total, -1.0), *((part, 1.0) for part in relation.parts)]
        known = sum(
            sign * cells.values[variable, cell] for cell, sign in signs if cell not in place
        )
        open_parts = [(place[cell], sign) for cell, sign in signs if cell in place]
        if open_parts:
            solver.addRow(
                -known / unit,
                -known / unit,
                len(open_parts),
                np.array([at for at, _ in open_parts], dtype=np.int32),
                np.array([sign for _, sign in open_parts]),
            )
    return solver


def _end(solver: highspy.Highs, at: int, sense: highspy.ObjSense) -> float:
    """Return the least or the largest value of a figure, infinite where nothing bounds it."""
    solver.changeObjectiveSense(sense)
    solver.changeColCost(at, 1.0)
    solver.run()
    status = solver.getModelStatus()
    if status not in _DECIDED:
        solver.clearSolver()
        solver.run()
        status = solver.getModelStatus()
    value = float(solver.getInfo().objective_function_value)
    solver.changeColCost(at, 0.0)
    if status == highspy.HighsModelStatus.kOptimal:
        return value
    if status in _DECIDED:
        return -np.inf if sense == highspy.ObjSense.kMinimize else np.inf
    raise RuntimeError(f"the bounds of a hidden figure could not be found: {status}")


_DECIDED = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)
