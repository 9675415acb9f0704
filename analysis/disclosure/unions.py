"""Hidden parts of a shown total: their sum is known, so it is judged as the cell it makes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.disclosure.linked import Bools, Floats, Ints, Linked
from analysis.disclosure.rules import Rules, concentrated


@dataclass(frozen=True, slots=True)
class Condition:
    """What a choice of hidden cells must bring: those `at` bring so much each, `needed` in all."""

    at: Ints
    brings: Floats
    needed: float

    def is_met(self, hidden: Bools) -> bool:
        """Tell whether a choice (n,) brings enough."""
        return float(self.brings @ hidden[self.at]) >= self.needed - 1e-6


def condition(row: Floats, needed: float) -> Condition:
    """Return the condition of coefficients over all cells (n,)."""
    at = np.flatnonzero(row)
    return Condition(at, row[at], needed)


def sums_of_few(cells: Linked, rules: Rules, first: Bools, open_cells: Bools) -> list[Condition]:
    """Return what keeps the sum of a total's hidden parts from being that of too few."""
    found = []
    for relation in cells.relations:
        parts = np.array([part for part in relation.parts if not cells.standing.never[part]])
        if cells.standing.never[relation.total] or not len(parts):
            continue
        counts = np.maximum(cells.counts[parts], 0)
        if not first[parts].any() or counts.sum() < rules.threshold:
            continue
        row = np.zeros(len(first))
        row[parts] = np.where(open_cells[parts] | first[parts], counts, 0)
        row[parts] = np.minimum(row[parts], rules.threshold)
        if open_cells[relation.total] or first[relation.total]:
            row[relation.total] = rules.threshold
        if row.sum() >= rules.threshold:
            found.append(condition(row, float(rules.threshold)))
    return found


def sums_that_tell(
    cells: Linked, rules: Rules, hidden: Bools, first: Bools, open_cells: Bools
) -> list[Condition]:
    """Return what is broken by sums of hidden parts that tell of one establishment.

    Such a sum needs one more cell of its line to be hidden, or one of those it is of to be shown.
    Nothing is asked of a line of which no more can be hidden, nor where `shares` are not told.
    """
    if cells.shares is None:
        return []
    found = []
    for relation in cells.relations:
        parts = [part for part in relation.parts if hidden[part]]
        linking = [*relation.parts, relation.total]
        if not parts or hidden[relation.total] or cells.standing.never[linking].any():
            continue
        if not any(
            _tells(cells, variable, parts, rules)
            for variable in range(len(cells.shares))
            if relation.holds(variable)
        ):
            continue
        row = np.zeros(len(hidden))
        more = [cell for cell in linking if open_cells[cell] and not hidden[cell]]
        fewer = [part for part in parts if not first[part]]
        row[more], row[fewer] = 1.0, -1.0
        if more:
            found.append(condition(row, 1.0 - len(fewer)))
    return found


def _tells(cells: Linked, variable: int, parts: list[int], rules: Rules) -> bool:
    assert cells.shares is not None
    shares = cells.shares[variable]
    # Thousands of sums of a few rows each: taken from the arrays of the matrix, not by making one.
    spans = [slice(shares.indptr[part], shares.indptr[part + 1]) for part in parts]
    given = np.bincount(
        np.concatenate([shares.indices[span] for span in spans]),
        np.concatenate([shares.data[span] for span in spans]),
    )
    given = np.sort(np.abs(given[given != 0]))[::-1]
    if not len(given):
        return False
    if len(given) < rules.threshold:
        return True
    total, largest, second = (np.array([one]) for one in (given.sum(), given[0], given[1]))
    dominated, lacking = concentrated(total, largest, second, rules)
    return bool(dominated[0] or lacking[0] > 0)
