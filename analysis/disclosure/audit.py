"""What somebody can work out of what is shown: the bounds of every hidden figure."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.disclosure.linked import Bools, Floats, Ints, Linked


@dataclass(frozen=True, slots=True)
class Attack:
    """How far a figure can lie from what it is, given all that is shown.

    `up` and `down` are the largest deviations above and below, infinite where nothing bounds them.
    `price` (n,) is, per cell and unit of its own possible deviation, what letting it be unknown
    would add: the reduced costs of the programme that was solved, for a cut.
    """

    distance: float
    price: Floats


@dataclass(frozen=True, slots=True)
class Audit:
    """The bounds of hidden cells, (V, n) each; NaN for cells that are shown."""

    low: Floats
    high: Floats


def widest(
    equations: scipy.sparse.csc_array,
    room: tuple[Floats, Floats],
    hidden: Bools,
    cell: int,
    way: int,
) -> Attack:
    """Return how far a hidden cell can deviate upwards (`way` 1) or downwards (−1).

    Deviations of hidden cells add up to zero in every equation; `room` (below, above) bounds each.
    A linear programme, as in Fischetti and Salazar (2001), Management Science 47.
    """
    at = np.flatnonzero(hidden)
    part = equations[:, at]
    touched = np.flatnonzero(np.diff(part.tocsr().indptr))
    part = part.tocsr()[touched]
    wanted = np.zeros(equations.shape[1])
    wanted[cell] = float(way)
    below, above = room
    if len(touched) == 0:
        return Attack(float(above[cell] if way > 0 else below[cell]), wanted)
    found = scipy.optimize.linprog(
        -wanted[at],
        A_eq=part,
        b_eq=np.zeros(len(touched)),
        bounds=np.column_stack([-below[at], above[at]]),
        method="highs",
    )
    if found.status != 0:
        raise RuntimeError(f"the bounds of a hidden figure could not be found: {found.message}")
    duals = np.zeros(equations.shape[0])
    duals[touched] = -found.eqlin.marginals
    price: Floats = wanted - equations.T @ duals
    return Attack(float(-found.fun), price)


def room_of(cells: Linked, variable: int) -> tuple[Floats, Floats]:
    """Return how far every figure could lie below and above itself: it is not below zero, and not
    more than all shown and hidden figures together. Cells of nobody are known to be zero."""
    values = cells.values[variable]
    most = float(values.max(initial=0.0)) * 2 + 1.0
    empty = (cells.counts == 0) | (values == 0)
    return np.where(empty, 0.0, values), np.where(empty, 0.0, most)


def audit(cells: Linked, hidden: Bools) -> Audit:
    """Return the bounds within which somebody who knows all that is shown can place what is hidden.

    Figures are known not to be below zero, and cells of nobody to be zero.
    """
    low, high = (np.full(cells.values.shape, np.nan) for _ in range(2))
    equations = cells.equations()
    for variable, values in enumerate(cells.values):
        room = room_of(cells, variable)
        for cell in np.flatnonzero(hidden).tolist():
            low[variable, cell] = values[cell] - widest(equations, room, hidden, cell, -1).distance
            high[variable, cell] = values[cell] + widest(equations, room, hidden, cell, 1).distance
    return Audit(low, high)


def exposed(cells: Linked, hidden: Bools, protection: Floats) -> list[tuple[int, int, int, Attack]]:
    """Return where hidden cells can be placed too well: variable, cell, way and the attack.

    `protection` (V, n) is how far bounds must lie off a figure, zero for those that need none.
    """
    found = []
    equations = cells.equations()
    for variable in range(len(cells.values)):
        room = room_of(cells, variable)
        need: Ints = np.flatnonzero((protection[variable] > 0) & hidden)
        for cell in need.tolist():
            for way in (1, -1):
                attack = widest(equations, room, hidden, cell, way)
                wanted = protection[variable, cell]
                if attack.distance < wanted * (1 - 1e-7):
                    found.append((variable, cell, way, attack))
    return found
