"""Which further figures to hide so that the hidden ones cannot be found, at the least loss.

After Fischetti and Salazar (2001), Management Science 47: an integer programme chooses what is
hidden; linear programmes, those of the audit, then look for hidden figures that can still be placed
too well, and every one found adds a condition, until none is. What comes out is proven by the same
audit that proves anybody else's choice.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
import scipy

from analysis.disclosure.audit import Attack, exposed, room_of
from analysis.disclosure.linked import Bools, Floats, Linked
from analysis.disclosure.rules import Rules, Sensitive, sensitive

SECONDS = 60.0
"""After so long the best choice found so far is completed in the simple way, and said not to be
the least."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of some cells: `first` for themselves, `second` so that those stay hidden.

    Both are (n,). `unprotected` are cells no choice of others can hide, because some of their
    figures follow from what they are: they are in `first` all the same. `least` tells whether no
    choice of `second` loses less, `loss` what it loses by `weights`.
    """

    first: Bools
    second: Bools
    unprotected: tuple[int, ...]
    least: bool
    loss: float
    sensitive: Sensitive

    @property
    def all(self) -> Bools:
        """Tell which cells are hidden, (n,)."""
        found: Bools = self.first | self.second
        return found


def weights(cells: Linked) -> Floats:
    """Return what hiding each cell loses, (n,): one, and more the larger it is.

    Only the first variable counts, on a log scale: hiding one large figure loses more than one
    small, but not as much as its size. Cells of nobody are never hidden.
    """
    values = cells.values[0] if len(cells.values) else np.zeros(len(cells.keys))
    size: Floats = (
        np.log1p(values / max(float(np.median(values[values > 0])), 1e-9))
        if (values > 0).any()
        else np.zeros(len(values))
    )
    return 1.0 + size


def hide(cells: Linked, rules: Rules | None = None, seconds: float = SECONDS) -> Hidden:
    """Return the cells to hide, those that may not be shown and those that would give them away.

    Besides what the audit asks for, the hidden parts of a shown total are together of at least
    `threshold` establishments, for their sum is known. Cells of nobody stay shown. Raises
    RuntimeError where a programme cannot be solved.
    """
    rules = rules or Rules()
    marks = sensitive(cells, rules)
    first = marks.any
    cost = weights(cells)
    started = time.monotonic()
    open_cells = (cells.counts != 0) & (cells.values > 0).any(axis=0)
    possible = first | open_cells
    unprotected = _beyond(cells, possible, marks)
    protection = marks.protection.copy()
    protection[:, list(unprotected)] = 0.0
    conditions = _sums(cells, rules, first, open_cells)
    hidden, least = first.copy(), True
    while True:
        found = exposed(cells, hidden, protection)
        short = [
            row
            for row, (coefficients, needed) in enumerate(conditions)
            if coefficients @ hidden < needed - 1e-6
        ]
        if not found and not short:
            break
        conditions += [
            _cut(cells, attack, variable, protection[variable, cell])
            for variable, cell, _, attack in found
        ]
        if time.monotonic() - started > seconds:
            hidden, least = _completed(cells, hidden, found, short, conditions, open_cells), False
            continue
        hidden = _choice(conditions, cost, first, open_cells)
    second = hidden & ~first
    return Hidden(first, second, unprotected, least, float(cost[second].sum()), marks)


def _beyond(cells: Linked, possible: Bools, marks: Sensitive) -> tuple[int, ...]:
    """Return the sensitive cells that can be found with everything hidden that may be."""
    found = exposed(cells, possible, marks.protection)
    return tuple(sorted({cell for _, cell, _, _ in found}))


def _sums(
    cells: Linked, rules: Rules, first: Bools, open_cells: Bools
) -> list[tuple[Floats, float]]:
    """Return what keeps the sum of a total's hidden parts from being that of a few: coefficients
    (n,) and what they must come to, over the cells that are hidden."""
    found = []
    for total, parts in cells.relations:
        inside = [part for part in parts if first[part]]
        counts = np.maximum(cells.counts[list(parts)], 0)
        if not inside or counts.sum() < rules.threshold:
            continue
        row = np.zeros(len(first))
        row[list(parts)] = np.minimum(counts, rules.threshold)
        if open_cells[total] or first[total]:
            row[total] = rules.threshold
        found.append((row, float(rules.threshold)))
    return found


def _cut(cells: Linked, attack: Attack, variable: int, wanted: float) -> tuple[Floats, float]:
    """Return the condition an attack breaks: the room of what is hidden, at the attack's prices,
    must come to the protection wanted. No cell need bring more than that."""
    below, above = room_of(cells, variable)
    brought = np.maximum(attack.price, 0) * above + np.maximum(-attack.price, 0) * below
    brought[brought < 1e-9 * max(wanted, 1e-9)] = 0.0
    return np.minimum(brought / wanted, 1.0), 1.0


def _choice(
    conditions: list[tuple[Floats, float]], cost: Floats, first: Bools, open_cells: Bools
) -> Bools:
    """Return the cheapest choice that meets all conditions, what is hidden first included."""
    matrix = np.array([row for row, _ in conditions])
    needed = np.array([least for _, least in conditions])
    may = first | open_cells
    found = scipy.optimize.milp(
        cost,
        constraints=scipy.optimize.LinearConstraint(matrix, needed - 1e-7, np.inf),
        integrality=np.ones(len(cost)),
        bounds=scipy.optimize.Bounds(first.astype(np.float64), may.astype(np.float64)),
    )
    if found.x is None:
        raise RuntimeError(f"no choice hides what must be hidden: {found.message}")
    chosen: Bools = found.x > 0.5
    return chosen


def _completed(
    cells: Linked,
    hidden: Bools,
    found: list[tuple[int, int, int, Attack]],
    short: list[int],
    conditions: list[tuple[Floats, float]],
    open_cells: Bools,
) -> Bools:
    """Return the choice with, for everything found, the smallest cell added that helps."""
    more = hidden.copy()
    wanting = [conditions[row] for row in short]
    wanting += conditions[len(conditions) - len(found) :] if found else []
    for coefficients, needed in wanting:
        helping = np.flatnonzero((coefficients > 0) & open_cells & ~more)
        helping = helping[np.argsort(cells.values[:, helping].sum(axis=0), kind="stable")]
        for cell in helping.tolist():
            if coefficients @ more >= needed - 1e-6:
                break
            more[cell] = True
    return more
