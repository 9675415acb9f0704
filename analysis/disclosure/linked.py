"""Figures that add up to one another, as one who wants to find a hidden one sees them."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

UNKNOWN = -1
"""The number of contributors of a cell that does not say."""


@dataclass(frozen=True, slots=True)
class Linked:
    """Cells of several tables, each told once, and which of them add up to which.

    `keys` name the n cells. `values` (V, n) are their figures, none below zero, one row for every
    variable that is published of the same cells; `counts` (n,) are the establishments behind them,
    UNKNOWN where not told; `largest` and `second` (V, n) the two largest contributions, NaN where
    not told. `relations` are a total and its parts, by place. Raises ValueError for values below
    zero or not known, shapes that do not fit, and relations that do not add up.
    """

    keys: tuple[Hashable, ...]
    values: Floats
    counts: Ints
    largest: Floats
    second: Floats
    relations: tuple[tuple[int, tuple[int, ...]], ...]

    def __post_init__(self) -> None:
        number = len(self.keys)
        if self.values.ndim != 2 or self.values.shape[1] != number:
            raise ValueError(f"values of {number} cells have the shape {self.values.shape}")
        if self.largest.shape != self.values.shape or self.second.shape != self.values.shape:
            raise ValueError("contributions are told of other cells than values")
        if self.counts.shape != (number,):
            raise ValueError(f"counts of {number} cells have the shape {self.counts.shape}")
        if not (np.isfinite(self.values).all() and (self.values >= 0).all()):
            raise ValueError("figures that add up must be known and not below zero")
        for total, parts in self.relations:
            gap = np.abs(self.values[:, list(parts)].sum(axis=1) - self.values[:, total])
            if (gap > 1e-6 * np.maximum(self.values[:, total], 1.0)).any():
                raise ValueError(f"the parts of {self.keys[total]!r} do not add up to it")

    def equations(self) -> scipy.sparse.csc_array:
        """Return the relations as a matrix (R, n): parts less their total, zero for true values."""
        rows, columns, signs = [], [], []
        for row, (total, parts) in enumerate(self.relations):
            rows += [row] * (len(parts) + 1)
            columns += [total, *parts]
            signs += [-1.0, *([1.0] * len(parts))]
        shape = (len(self.relations), len(self.keys))
        return scipy.sparse.csc_array((signs, (rows, columns)), shape=shape)


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
            (place[total], tuple(place[part] for part in parts)) for total, parts in relations
        ),
    )
