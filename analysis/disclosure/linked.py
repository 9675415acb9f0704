"""Figures that add up to one another, as one who wants to find a hidden one sees them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNKNOWN = -1
"""The number of contributors of a cell that does not say."""


@dataclass(frozen=True, slots=True)
class Relation:
    """A total and its parts, by place; it holds for some variables only, or for all (None)."""

    total: int
    parts: tuple[int, ...]
    variables: tuple[int, ...] | None = None

    def holds(self, variable: int) -> bool:
        """Tell whether a variable adds up so."""
        return self.variables is None or variable in self.variables


@dataclass(frozen=True, slots=True)
class Standing:
    """What may be done with cells, (n,) each.

    `never` ones are figures that only link others and are never shown: an overlap, a difference of
    two publications. `free` ones may be below zero. `known` ones have been published before, so
    that hiding them now hides nothing; `kept` ones were hidden before and stay so.
    """

    never: Bools
    free: Bools
    known: Bools
    kept: Bools


def standing(number: int) -> Standing:
    """Return the standing of cells of which none was ever published."""
    return Standing(*(np.zeros(number, dtype=np.bool_) for _ in range(4)))


@dataclass(frozen=True, slots=True)
class Linked:
    """Cells of several tables, each told once, and which of them add up to which.

    `keys` name the n cells. `values` (V, n) are their figures, none below zero unless `free`, one
    row for every variable that is published of the same cells; `counts` (n,) are the establishments
    behind them, UNKNOWN where not told; `largest` and `second` (V, n) the two largest
    contributions, NaN where not told, held against `sizes` (V, n), the sum of contributions without
    their signs. `shares` are, per variable, the contributions of every establishment, (n, m),
    where sums of several hidden cells are to be judged as well. `least` (V,) is by how much a
    hidden figure must stay unknown at least: one for counts.
    Raises ValueError for values below zero or not known, shapes that do not fit, and relations that
    do not add up.
    """

    keys: tuple[Hashable, ...]
    values: Floats
    counts: Ints
    largest: Floats
    second: Floats
    relations: tuple[Relation, ...]
    sizes: Floats
    least: Floats
    standing: Standing
    shares: tuple[scipy.sparse.csr_array, ...] | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        number = len(self.keys)
        if self.values.ndim != 2 or self.values.shape[1] != number:
            raise ValueError(f"values of {number} cells have the shape {self.values.shape}")
        for name in ("largest", "second", "sizes"):
            if getattr(self, name).shape != self.values.shape:
                raise ValueError("contributions are told of other cells than values")
        if self.counts.shape != (number,):
            raise ValueError(f"counts of {number} cells have the shape {self.counts.shape}")
        below = (self.values < 0) & ~self.standing.free
        if not np.isfinite(self.values).all() or below.any():
            raise ValueError("figures that add up must be known and not below zero")
        for relation in self.relations:
            for variable, values in enumerate(self.values):
                gap = abs(values[list(relation.parts)].sum() - values[relation.total])
                if relation.holds(variable) and gap > 1e-6 * max(values[relation.total], 1.0):
                    named = self.keys[relation.total]
                    raise ValueError(f"the parts of {named!r} do not add up to it")

    def equations(self, variable: int = 0) -> scipy.sparse.csc_array:
        """Return the relations of a variable as a matrix (R, n): parts less their total."""
        rows, columns, signs = [], [], []
        held = [relation for relation in self.relations if relation.holds(variable)]
        for row, relation in enumerate(held):
            rows += [row] * (len(relation.parts) + 1)
            columns += [relation.total, *relation.parts]
            signs += [-1.0, *([1.0] * len(relation.parts))]
        return scipy.sparse.csc_array((signs, (rows, columns)), shape=(len(held), len(self.keys)))

    def may_hide(self) -> Bools:
        """Tell which cells can be hidden: those of somebody that nobody has seen yet, (n,)."""
        there = (self.counts != 0) & (self.values > 0).any(axis=0)
        found: Bools = there & ~self.standing.never & ~self.standing.known
        return found


def linked(
    cells: Mapping[Hashable, tuple[Sequence[float], int]],
    relations: Iterable[tuple[Hashable, Sequence[Hashable]]],
    contributions: Mapping[Hashable, Sequence[tuple[float, float]]] | None = None,
) -> Linked:
    """Return cells by key, each with its figures and its number of establishments.

    A relation names a total and its parts. `contributions` are the largest and second largest of
    every figure of a cell. Raises KeyError for a relation of cells there are not, ValueError as
    `Linked` does.
    """
    keys = tuple(cells)
    place = {key: at for at, key in enumerate(keys)}
    values = np.array([figures for figures, _ in cells.values()], dtype=np.float64)
    values = values.reshape(len(keys), -1).T
    largest, second = (np.full(values.shape, np.nan) for _ in range(2))
    for key, told in (contributions or {}).items():
        for variable, (first, next_one) in enumerate(told):
            largest[variable, place[key]] = first
            second[variable, place[key]] = next_one
    return Linked(
        keys=keys,
        values=values,
        counts=np.array([count for _, count in cells.values()], dtype=np.int64),
        largest=largest,
        second=second,
        relations=tuple(
            Relation(place[total], tuple(place[part] for part in parts))
            for total, parts in relations
        ),
        sizes=np.abs(values),
        least=np.zeros(len(values)),
        standing=standing(len(keys)),
    )
