"""How far hidden figures can deviate from what they are, given all that is shown."""

from __future__ import annotations

from dataclasses import dataclass

import highspy
import numpy as np
import scipy

from analysis.disclosure.linked import Bools, Floats, Ints, Linked
from analysis.disclosure.solver import quiet_solver

FAR = 1e4
"""How many times the largest figure a difference of two publications might be, for an attacker."""

_AHEAD = 4.0
"""How many times its protection every figure at once is tried to deviate."""


@dataclass(frozen=True, slots=True)
class Attack:
    """How far a figure can lie from what it is, given all that is shown.

    `distance` is the largest deviation. `price` (n,) is, per cell and unit of its own possible
    deviation, what letting it be unknown would add: the reduced costs of the programme that was
    solved, for a cut. `moved` (n,) is how all figures deviate then.
    """

    distance: float
    price: Floats
    moved: Floats


class Attacker:
    """One who knows all that is shown of one variable, and looks for hidden figures one by one.

    Deviations of hidden cells add up to zero in every equation; their room bounds each. A linear
    programme, as in Fischetti and Salazar (2001), Management Science 47; the programme stays the
    same for all cells but for what is wanted, so each search starts where the last one ended.
    """

    def __init__(
        self, cells: Linked, variable: int, hidden: Bools, reach: Floats | None = None
    ) -> None:
        """With `reach` (n,) no figure is thought to lie further off than that."""
        self._equations = cells.equations(variable).tocsr()
        self._prices = self._equations.T.tocsr()
        below, above = room_of(cells, variable)
        if reach is not None:
            below, above = np.minimum(below, reach), np.minimum(above, reach)
        linked_here = np.diff(cells.equations(variable).indptr) > 0
        unseen = hidden | (cells.standing.never & linked_here)
        self._at: Ints = np.flatnonzero(unseen & (below + above > 0))
        self._place = np.full(len(hidden), -1)
        self._place[self._at] = np.arange(len(self._at))
        # Deviations are measured in shares of the largest figure, so that one tolerance fits all.
        self._unit = max(float(np.abs(cells.values[variable]).max(initial=0.0)), 1.0)
        part = self._equations[:, self._at].tocsr()
        self._rows: Ints = np.flatnonzero(np.diff(part.indptr))
        part = part[self._rows].tocsc()
        self._low, self._high = -below[self._at] / self._unit, above[self._at] / self._unit
        self._solver = _loaded(part, self._low, self._high)

    def reaches(self, cell: int, way: int) -> Attack:
        """Return how far a hidden cell can deviate upwards (`way` 1) or downwards (−1).

        A cell that has no room is known. Raises RuntimeError where no bounds can be found.
        """
        wanted = np.zeros(len(self._place))
        wanted[cell] = float(way)
        place = int(self._place[cell])
        if place < 0:
            return Attack(0.0, np.zeros(len(wanted)), np.zeros(len(wanted)))
        if not len(self._rows):
            # Nothing links what is hidden: only its own room bounds it.
            moved = np.zeros(len(wanted))
            moved[cell] = way * self._unit * (self._high if way > 0 else -self._low)[place]
            return Attack(abs(float(moved[cell])), wanted, moved)
        solver = self._solver
        solver.changeColCost(place, -float(way))
        solver.run()
        status = solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            solver.clearSolver()
            solver.run()
            status = solver.getModelStatus()
        if status != highspy.HighsModelStatus.kOptimal:
            raise RuntimeError(f"the bounds of a hidden figure could not be found: {status}")
        solution = solver.getSolution()
        solver.changeColCost(place, 0.0)
        duals = np.zeros(self._equations.shape[0])
        duals[self._rows] = -np.array(solution.row_dual)
        price: Floats = wanted - self._prices @ duals
        moved = np.zeros(len(wanted))
        moved[self._at] = np.array(solution.col_value) * self._unit
        return Attack(way * float(moved[cell]), price, moved)

    def move_together(self, at: Ints, prices: Floats, way: int) -> Floats | None:
        """Return how all figures (n,) deviate when several cells go one way as far as they can.

        Each counts by its price. None where no such deviation was found.
        """
        places = self._place[at]
        cost = np.zeros(len(self._at))
        cost[places[places >= 0]] = -float(way) * prices[places >= 0]
        solver, every = self._solver, np.arange(len(cost), dtype=np.int32)
        solver.changeColsCost(len(cost), every, cost)
        solver.run()
        solved = solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        moved = np.zeros(len(self._place))
        if solved:
            moved[self._at] = np.array(solver.getSolution().col_value) * self._unit
        solver.changeColsCost(len(cost), every, np.zeros(len(cost)))
        return moved if solved else None


def _loaded(part: scipy.sparse.csc_array, low: Floats, high: Floats) -> highspy.Highs:
    solver = quiet_solver()
    programme = highspy.HighsLp()
    programme.num_row_, programme.num_col_ = part.shape
    programme.col_cost_ = np.zeros(part.shape[1])
    programme.col_lower_, programme.col_upper_ = low, high
    programme.row_lower_ = programme.row_upper_ = np.zeros(part.shape[0])
    programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    programme.a_matrix_.start_ = part.indptr.astype(np.int32)
    programme.a_matrix_.index_ = part.indices.astype(np.int32)
    programme.a_matrix_.value_ = part.data
    solver.passModel(programme)
    return solver


def room_of(cells: Linked, variable: int) -> tuple[Floats, Floats]:
    """Return how far every figure could lie below and above itself: it is not below zero, and not
    more than all shown and hidden figures together. Cells of nobody are known to be zero; the
    difference of two publications may be anything."""
    values, stand = cells.values[variable], cells.standing
    most = float(np.abs(values).max(initial=0.0)) * 2 + 1.0
    empty = ((cells.counts == 0) | (values == 0)) & ~stand.never
    below, above = np.where(empty, 0.0, values), np.where(empty, 0.0, most)
    below = np.where(stand.free, FAR * most, below)
    return below, np.where(stand.free, FAR * most, above)


def exposed(cells: Linked, hidden: Bools, protection: Floats) -> list[tuple[int, int, int, Attack]]:
    """Return where hidden cells can be placed too well: variable, cell, way and the attack.

    `protection` (V, n) is how far bounds must lie off a figure, zero for those that need none. One
    way in which all figures may deviate at once shows several of them to be safe.
    """
    found = []
    unseen = hidden | cells.standing.never
    for variable, wanted in enumerate(protection):
        attacker = Attacker(cells, variable, hidden)
        enough = wanted * (1 - 1e-6)
        for way in (1, -1):
            safe = (wanted <= 0) | ~unseen
            for cell in np.flatnonzero(~safe).tolist():
                if safe[cell]:
                    continue
                attack = attacker.reaches(cell, way)
                safe |= way * attack.moved >= enough
                if attack.distance < enough[cell]:
                    found.append((variable, cell, way, attack))
    return found


def cells_exposed(cells: Linked, hidden: Bools, protection: Floats) -> Bools:
    """Tell which hidden cells `exposed` would find, (n,), without the attacks.

    A few programmes that move all cells at once show most of them to be safe; one for each cell
    tells of the rest.
    """
    found = np.zeros(len(hidden), dtype=np.bool_)
    left = protection.copy()
    unseen = hidden | cells.standing.never
    for variable, wanted in enumerate(protection):
        enough, at_risk = wanted * (1 - 1e-6), (wanted > 0) & unseen
        reach = np.where(at_risk, _AHEAD * wanted, np.inf)
        together = Attacker(cells, variable, hidden, reach)
        safe = {way: ~at_risk | _moved_enough(together, at_risk, enough, way) for way in (1, -1)}
        left[variable, safe[1] & safe[-1]] = 0.0
    for _, cell, _, _ in exposed(cells, hidden, left):
        found[cell] = True
    return found


def _moved_enough(attacker: Attacker, at_risk: Bools, enough: Floats, way: int) -> Bools:
    """Tell which cells move far enough when all of those at risk do, again for those that do not
    yet, until none is added."""
    safe = ~at_risk
    while not safe.all():
        at = np.flatnonzero(~safe)
        moved = attacker.move_together(at, enough[at].min() / enough[at], way)
        if moved is None:
            break
        more = safe | (way * moved >= enough)
        if (more == safe).all():
            break
        safe = more
    return safe
