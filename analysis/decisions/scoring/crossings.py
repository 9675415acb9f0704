"""Where alternatives change places as one weight moves and the others keep their proportions."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.prepared import Prepared
from analysis.decisions.scoring.table import Floats


def moved(weights: Floats, column: int, shares: Floats) -> Floats:
    """Return weights (K, m): one set to each of the shares (K,), the others in proportion.

    Where the others were all zero, they share what is left equally.
    """
    others = weights.copy()
    others[column] = 0.0
    total = others.sum()
    if total == 0:
        others[:] = 1.0
        others[column] = 0.0
        total = others.sum()
    found: Floats = (1 - shares)[:, None] * (others / total)
    found[:, column] = shares
    return found


def crossings(ready: Prepared, weights: Floats, column: int, leader: int) -> Floats:
    """Return the weights of a criterion at which `leader` may draw level with anybody, ascending.

    They lie strictly between 0 and 1, and between two of them nobody passes the leader. The score
    of a linear method moves along a line. Closeness does not, but C₁ > C₂ is the same as
    D₁⁻² D₂⁺² > D₂⁻² D₁⁺², where each squared distance is (1 − t)²(s·own + others) with
    s = (t/(1 − t))²: a quadratic in s, whose roots are exact.
    """
    rest = moved(weights, column, np.zeros(1))[0] ** ready.method.power
    own, others = ready.parts[:, column], np.matmul(rest, ready.parts)
    if ready.method.power == 1:
        lead, behind = own[0, leader] - own[0], others[0, leader] - others[0]
        with np.errstate(divide="ignore", invalid="ignore"):
            found = behind / (behind - lead)
    else:
        found = _level_closeness(own, others, leader)
    inside = found[np.isfinite(found) & (found > 0) & (found < 1)]
    return np.unique(inside)


def _level_closeness(own: Floats, others: Floats, leader: int) -> Floats:
    """Return the weights (2n,) at which closeness is level, from parts (2, n): best, worst."""
    (a_best, a_worst), (b_best, b_worst) = own, others
    a, b = own[:, leader], others[:, leader]
    square = a[1] * a_best - a_worst * a[0]
    middle = a[1] * b_best + b[1] * a_best - a_worst * b[0] - b_worst * a[0]
    constant = b[1] * b_best - b_worst * b[0]
    with np.errstate(divide="ignore", invalid="ignore"):
        # The sum that loses no digits, and the other root from the product of both.
        half = -(middle + np.copysign(np.sqrt(middle**2 - 4 * square * constant), middle)) / 2
        odds: Floats = np.sqrt(np.concatenate([half / square, constant / half]))
        found: Floats = odds / (1 + odds)
    return found
