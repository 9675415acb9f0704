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
    stand = cells.standing
    nobody = (cells.counts == 0) | (values == 0)
    unknown = np.flatnonzero((hidden & ~nobody) | stand.never)
    place = {cell: at for at, cell in enumerate(unknown.tolist())}
    unit = max(float(np.abs(values).max(initial=0.0)), 1.0)
    solver = _system(cells, variable, place, unit)
    for cell in np.flatnonzero(asked).tolist():
        if cell not in place:
            low[cell] = high[cell] = values[cell]
            continue
        low[cell] = unit * _end(solver, place[cell], highspy.ObjSense.kMinimize)
        high[cell] = unit * _end(solver, place[cell], highspy.ObjSense.kMaximize)
    return low, high


def _system(cells: Linked, variable: int, place: dict[int, int], unit: float) -> highspy.Highs:
    """Return the equations of what is shown and what is not, in shares of the largest figure."""
    solver = quiet_solver()
    for cell in place:
        lowest = -highspy.kHighsInf if cells.standing.free[cell] else 0.0
        solver.addVar(lowest, highspy.kHighsInf)
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
