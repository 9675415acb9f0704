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

from analysis.disclosure.attack import Attack, cells_exposed, exposed, room_of
from analysis.disclosure.linked import Bools, Floats, Linked
from analysis.disclosure.rules import Rules, Sensitive, sensitive
from analysis.disclosure.unions import Condition, condition, sums_of_few, sums_that_tell

SECONDS = 30.0
"""After so much of the processor's time the best choice found so far is completed in the simple
way, and said not to be the least."""


@dataclass(frozen=True, slots=True)
class Hidden:
    """What is hidden of some cells: `first` for themselves, `second` so that those stay hidden.

    Both are (n,). `unprotected` are cells no choice of others can hide, because some of their
    figures follow from what they are: they are in `first` all the same. `least` tells whether no
    choice of `second` loses less, `loss` what it loses by `weights`; none loses less than `bound`,
    which is `loss` itself where that is proven the least.
    """

    first: Bools
    second: Bools
    unprotected: tuple[int, ...]
    least: bool
    loss: float
    bound: float
    sensitive: Sensitive

    @property
    def all(self) -> Bools:
        """Tell which cells are hidden, (n,)."""
        found: Bools = self.first | self.second
        return found

    @property
    def gap(self) -> float:
        """The part of the loss that another choice might spare, at most; none where proven."""
        return max(self.loss - self.bound, 0.0) / self.loss if self.loss > 0 else 0.0


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
    `threshold` establishments, for their sum is known, and, where contributions are told, no sum
    that the other rules would hide. Cells of nobody stay shown, cells hidden before stay hidden.
    Raises RuntimeError where a programme cannot be solved.
    """
    rules = rules or Rules()
    marks = sensitive(cells, rules)
    open_cells = cells.may_hide()
    first = (marks.any & ~cells.standing.never & ~cells.standing.known) | cells.standing.kept
    cost = weights(cells)
    started = time.process_time()
    unprotected = _beyond(cells, first | open_cells, marks)
    protection = marks.protection.copy()
    protection[:, list(unprotected)] = 0.0
    conditions = [
        *sums_of_few(cells, rules, first, open_cells),
        *_alone(cells, protection, first, open_cells),
    ]
    hidden, least, bound = first.copy(), True, 0.0
    doubted = protection
    while True:
        short = [one for one in conditions if not one.is_met(hidden)]
        fresh: list[Condition] = []
        if not short:
            found = exposed(cells, hidden, doubted)
            fresh = [
                _cut(cells, attack, variable, protection[variable, cell])
                for variable, cell, _, attack in found
            ]
            if not least:
                # What is safe stays safe when more is hidden: only the others are looked at again.
                doubted = np.zeros_like(protection)
                for variable, cell, _, _ in found:
                    doubted[variable, cell] = protection[variable, cell]
            fresh += sums_that_tell(cells, rules, hidden, first, open_cells)
            if not fresh:
                break
        conditions += fresh
        left = seconds - (time.process_time() - started)
        chosen = None
        if least and left > 0:
            chosen, least, under = _choice(conditions, cost, first, open_cells, left)
            # Any safe choice meets these conditions, so none is cheaper than what they ask.
            bound = max(bound, under - float(cost[first].sum()))
        least = least and left > 0
        if chosen is None:
            hidden = _completed(cells, hidden, [*short, *fresh], open_cells)
        else:
            hidden = chosen
    second = hidden & ~first
    loss = float(cost[second].sum())
    if not least:
        under = _relaxed(conditions, cost, first, open_cells)
        bound = max(bound, under - float(cost[first].sum()))
    return Hidden(first, second, unprotected, least, loss, loss if least else bound, marks)


def _beyond(cells: Linked, possible: Bools, marks: Sensitive) -> tuple[int, ...]:
    """Return the sensitive cells that can be found with everything hidden that may be."""
    return tuple(np.flatnonzero(cells_exposed(cells, possible, marks.protection)).tolist())


def _alone(cells: Linked, protection: Floats, first: Bools, open_cells: Bools) -> list[Condition]:
    """Return what each line asks by itself for each hidden cell of it: room among the others.

    They follow from the cuts that would be found one by one, and save most of the search.
    """
    found: list[Condition] = []
    for variable, wanted in enumerate(protection):
        below, above = room_of(cells, variable)
        for relation in cells.relations:
            line = np.array([relation.total, *relation.parts])
            if not relation.holds(variable) or cells.standing.never[line].any():
                continue
            possible = first[line] | open_cells[line]
            for place in np.flatnonzero((wanted[line] > 0) & first[line]).tolist():
                for up, down in ((above, below), (below, above)):
                    # Parts move against one another, a total with its parts.
                    room = down[line].copy() if place else up[line].copy()
                    room[0] = up[line[0]]
                    brought = np.where(possible, np.minimum(room / wanted[line[place]], 1.0), 0.0)
                    brought[place] = 0.0
                    if brought.sum() >= 1:
                        helping = np.flatnonzero(brought)
                        found.append(Condition(line[helping], brought[helping], 1.0))
    return found


def _cut(cells: Linked, attack: Attack, variable: int, wanted: float) -> Condition:
    """Return the condition an attack breaks: the room of what is hidden, at the attack's prices,
    must come to the protection wanted. No cell need bring more than that."""
    below, above = room_of(cells, variable)
    brought = np.maximum(attack.price, 0) * above + np.maximum(-attack.price, 0) * below
    brought[brought < 1e-7 * max(wanted, 1e-9)] = 0.0
    return condition(np.minimum(brought / wanted, 1.0), 1.0)


def _choice(
    conditions: list[Condition], cost: Floats, first: Bools, open_cells: Bools, seconds: float
) -> tuple[Bools | None, bool, float]:
    """Return the cheapest choice that meets all conditions, what is hidden first included, whether
    it is proven, and what none costs less than; None when none was found in so many seconds."""
    matrix, needed = _as_matrix(conditions, len(cost))
    may = first | open_cells
    found = scipy.optimize.milp(
        cost,
        constraints=scipy.optimize.LinearConstraint(matrix, needed - 1e-7, np.inf),
        integrality=np.ones(len(cost)),
        bounds=scipy.optimize.Bounds(first.astype(np.float64), may.astype(np.float64)),
        options={"time_limit": seconds},
    )
    told = found.mip_dual_bound
    under = float(told) if told is not None and np.isfinite(told) else 0.0
    if found.x is None:
        if found.status == 1:
            return None, False, under
        raise RuntimeError(f"no choice hides what must be hidden: {found.message}")
    chosen: Bools = found.x > 0.5
    return chosen, found.status == 0, under


def _relaxed(conditions: list[Condition], cost: Floats, first: Bools, open_cells: Bools) -> float:
    """Return what every choice that meets the conditions costs at least: cells may be hidden in
    part. Zero where that cannot be solved."""
    if not conditions:
        return float(cost[first].sum())
    matrix, needed = _as_matrix(conditions, len(cost))
    may = (first | open_cells).astype(np.float64)
    found = scipy.optimize.linprog(
        cost,
        A_ub=-matrix,
        b_ub=1e-7 - needed,
        bounds=np.column_stack([first.astype(np.float64), may]),
        method="highs",
    )
    return float(found.fun) if found.status == 0 else 0.0


def _as_matrix(conditions: list[Condition], width: int) -> tuple[scipy.sparse.csr_array, Floats]:
    """Return conditions as a matrix (conditions, cells) and what each row needs."""
    matrix = scipy.sparse.csr_array(
        (
            np.concatenate([one.brings for one in conditions]),
            np.concatenate([one.at for one in conditions]),
            np.cumsum([0, *(len(one.at) for one in conditions)]),
        ),
        shape=(len(conditions), width),
    )
    return matrix, np.array([one.needed for one in conditions])


def _completed(cells: Linked, hidden: Bools, wanting: list[Condition], open_cells: Bools) -> Bools:
    """Return the choice with, for every condition, the smallest cells added that help."""
    more = hidden.copy()
    for one in wanting:
        helping = one.at[(one.brings > 0) & open_cells[one.at] & ~more[one.at]]
        helping = helping[np.argsort(cells.values[:, helping].sum(axis=0), kind="stable")]
        for cell in helping.tolist():
            if one.is_met(more):
                break
            more[cell] = True
    return more
