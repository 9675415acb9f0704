"""The decision table: alternatives, criteria with their weights, and what is known of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt

from analysis.decisions.scoring.errors import ScoringError
from analysis.language import Text

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Direction = Literal["benefit", "cost"]

_NO_WEIGHT = Text(
    "Không tiêu chí nào có trọng số lớn hơn 0. Hãy cho ít nhất một tiêu chí trọng số lớn hơn 0.",
    "No criterion has a weight above zero. Give at least one criterion a weight above zero.",
)
_BAD_WEIGHT = Text(
    "Trọng số phải là số không âm; đã nhận {weights}.",
    "Weights are numbers that are not negative; given were {weights}.",
)


def normalised(weights: Sequence[float] | Floats) -> Floats:
    """Return weights (m,) that add up to 1.

    Raises ScoringError for weights that are negative or no numbers, and where all are zero.
    """
    given = np.asarray(weights, dtype=np.float64)
    if not (np.isfinite(given) & (given >= 0)).all():
        listed = ", ".join(f"{weight:g}" for weight in given.tolist())
        raise ScoringError(_BAD_WEIGHT.filled(weights=listed))
    total = float(given.sum())
    if total == 0:
        raise ScoringError(_NO_WEIGHT)
    return given / total


@dataclass(frozen=True, slots=True)
class Criterion:
    """What alternatives are judged by: more is better (`benefit`) or less is (`cost`).

    `weight` counts relative to the other criteria's; it need not be a share.
    """

    code: str
    label: Text
    unit: Text
    direction: Direction = "benefit"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """n alternatives by m criteria.

    `values` (n, m) are in the units of the criteria, NaN where not known; `errors` (n, m) are their
    standard errors, NaN or 0 where a value is known without error, None where all are. Of one
    criterion, values with the same number in `moving` (n, m) are off by the same amount of their
    errors, as estimates taken from one source are; None where each is off by itself.
    Raises ValueError for shapes that do not match, codes or ids twice, infinite values and negative
    errors.
    """

    ids: tuple[str, ...]
    names: tuple[Text, ...]
    criteria: tuple[Criterion, ...]
    values: Floats
    errors: Floats | None = None
    moving: Ints | None = None

    def __post_init__(self) -> None:
        shape = (len(self.ids), len(self.criteria))
        if self.values.shape != shape or len(self.names) != shape[0]:
            raise ValueError(f"values {self.values.shape} are not {shape}")
        if len(set(self.ids)) < shape[0] or len(set(self.codes)) < shape[1]:
            raise ValueError("an alternative or a criterion stands in the table twice")
        if np.isinf(self.values).any():
            raise ValueError("a value is infinite")
        if self.moving is not None and self.moving.shape != shape:
            raise ValueError(f"moving {self.moving.shape} are not {shape}")
        if self.errors is not None:
            if self.errors.shape != shape:
                raise ValueError(f"errors {self.errors.shape} are not {shape}")
            if np.isinf(self.errors).any() or (self.errors < 0).any():
                raise ValueError("a standard error is negative or infinite")

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes of the criteria."""
        return tuple(criterion.code for criterion in self.criteria)

    @property
    def benefit(self) -> Bools:
        """Tell of which criteria (m,) more is better."""
        return np.array([one.direction == "benefit" for one in self.criteria], dtype=np.bool_)

    @property
    def weights(self) -> Floats:
        """Return the weights (m,) as shares of 1; raises ScoringError where all are zero."""
        return normalised([criterion.weight for criterion in self.criteria])

    def weighted(self, weights: Sequence[float] | Floats) -> DecisionTable:
        """Return the table with other weights (m,)."""
        criteria = tuple(
            replace(criterion, weight=float(weight))
            for criterion, weight in zip(self.criteria, weights, strict=True)
        )
        return replace(self, criteria=criteria)

    def picked(self, rows: Bools, columns: Bools) -> DecisionTable:
        """Return the table of some alternatives (n,) and criteria (m,)."""
        kept, cells = np.flatnonzero(rows), np.ix_(rows, columns)
        return DecisionTable(
            ids=tuple(self.ids[row] for row in kept),
            names=tuple(self.names[row] for row in kept),
            criteria=tuple(self.criteria[column] for column in np.flatnonzero(columns)),
            values=self.values[cells],
            errors=None if self.errors is None else self.errors[cells],
            moving=None if self.moving is None else self.moving[cells],
        )

    def without(self, row: int) -> DecisionTable:
        """Return the table of all alternatives but one."""
        rows = np.arange(len(self.ids)) != row
        return self.picked(rows, np.ones(len(self.criteria), dtype=np.bool_))
