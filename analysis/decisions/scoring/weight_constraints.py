"""What is known of weights short of numbers: an order of importance, bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import scipy

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Bools, Floats, Ints
from analysis.language import Text

_NO_ROOM = Text(
    "Các ràng buộc về trọng số mâu thuẫn nhau hoặc không còn chỗ để trọng số thay đổi. Hãy nới một "
    "cận trên, cận dưới hoặc bỏ bớt thứ tự.",
    "The constraints on weights contradict each other or leave weights no room. Widen a bound or "
    "ask for less of an order.",
)
_LEAST_ROOM = 1e-9


@dataclass(frozen=True, slots=True)
class WeightConstraints:
    """Bounds of weights as shares, by code of criterion, and an order of importance.

    `order` names criteria from the most to the least important; those it does not name may have
    any weight. What names a criterion that a table lacks is ignored.
    """

    lower: Mapping[str, float] = field(default_factory=dict)
    upper: Mapping[str, float] = field(default_factory=dict)
    order: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Polytope:
    """Weights (m,) that add up to 1 with `matrix` (c, m) @ weights ≤ `limits` (c,).

    `lower` and `upper` (m,) are the bounds, `order` the places of ordered criteria, from the most
    to the least important.
    """

    lower: Floats
    upper: Floats
    order: Ints
    matrix: Floats
    limits: Floats

    @property
    def free(self) -> bool:
        """Tell whether any weights there are keep to the constraints."""
        bounded = self.lower.any() or (self.upper < 1).any()
        return not bounded and len(self.order) < 2

    def holds(self, weights: Floats) -> Bools:
        """Tell which weights (K, m) keep to the constraints."""
        kept: Bools = np.all(weights @ self.matrix.T <= self.limits, axis=1)
        return kept


def polytope(codes: tuple[str, ...], constraints: WeightConstraints) -> Polytope:
    """Return the constraints on the weights of criteria `codes` as inequalities.

    Raises ValueError for bounds outside 0 to 1 and a criterion that stands in the order twice.
    """
    count = len(codes)
    lower = np.array([constraints.lower.get(code, 0.0) for code in codes], dtype=np.float64)
    upper = np.array([constraints.upper.get(code, 1.0) for code in codes], dtype=np.float64)
    if not ((lower >= 0) & (lower <= 1) & (upper >= 0) & (upper <= 1)).all():
        raise ValueError("bounds of weights lie between 0 and 1")
    if len(set(constraints.order)) < len(constraints.order):
        raise ValueError("a criterion stands in the order twice")
    places = [codes.index(code) for code in constraints.order if code in codes]
    steps = np.zeros((max(len(places) - 1, 0), count))
    for row, (more, less) in enumerate(pairwise(places)):
        steps[row, less], steps[row, more] = 1.0, -1.0
    matrix = np.vstack([-np.eye(count), np.eye(count), steps])
    limits = np.concatenate([-lower, upper, np.zeros(len(steps))])
    return Polytope(lower, upper, np.array(places, dtype=np.int64), matrix, limits)


def innermost(body: Polytope) -> Floats:
    """Return the weights (m,) that are furthest from their nearest constraint.

    Raises ScoringError where no weights keep to the constraints, or all that do lie on one.
    """
    count = len(body.lower)
    if count == 1:
        return _only(body)
    # Maximise the room r with matrix @ weights + r ≤ limits, weights adding up to 1.
    found = scipy.optimize.linprog(
        c=np.append(np.zeros(count), -1.0),
        A_ub=np.column_stack([body.matrix, np.ones(len(body.limits))]),
        b_ub=body.limits,
        A_eq=np.append(np.ones(count), 0.0)[None],
        b_eq=[1.0],
        bounds=[(None, None)] * (count + 1),
        method="highs",
    )
    if found.status != 0 or found.x[-1] < _LEAST_ROOM:
        raise ScoringError(_NO_ROOM)
    weights: Floats = found.x[:-1]
    return weights


def _only(body: Polytope) -> Floats:
    """Return the weight of a single criterion, which is 1."""
    whole = np.ones(1)
    if not body.holds(whole[None]).all():
        raise ScoringError(_NO_ROOM)
    return whole
