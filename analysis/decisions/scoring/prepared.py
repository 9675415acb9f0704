"""A table made ready for one method, so that any number of weights can be tried on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from analysis.decisions.scoring.table import Floats
from analysis.decisions.scoring.unknown_values import Completed
from analysis.language import Text


class Method(Protocol):
    """A way of scoring that adds up over criteria: Σ weight^power × parts, then `combined`.

    Parts follow from an alternative's own value and the known values of the criterion, and a better
    value never gives a worse score. What is not known therefore moves nobody else.
    """

    @property
    def code(self) -> str:
        """Return its code."""

    @property
    def title(self) -> Text:
        """Return its name."""

    @property
    def power(self) -> int:
        """Return the power of the weights."""

    def parts(self, values: Floats, known: Floats, benefit: bool) -> Floats:
        """Return the parts (p, ..., n) of a criterion's values (..., n) beside known (..., k)."""

    def combined(self, sums: Floats) -> Floats:
        """Return the scores (..., n) from weighted sums (p, ..., n)."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """The parts of a table's criteria for a method: (p, m, n), or (p, T, m, n) of T tables."""

    method: Method
    parts: Floats

    def scores(self, weights: Floats) -> Floats:
        """Return the scores (..., n) for weights (..., m), as `matmul` combines them."""
        return self.method.combined(np.matmul(weights**self.method.power, self.parts))


def prepared(found: Completed, method: Method, values: Floats | None = None) -> Prepared:
    """Return a completed table made ready for a method; `values` (n, m) stand for its own."""
    taken = found.values if values is None else values
    columns = []
    for column, benefit in enumerate(found.table.benefit.tolist()):
        known = found.values[found.known[:, column], column]
        columns.append(method.parts(taken[:, column], known, benefit))
    return Prepared(method, np.stack(columns, axis=1))
