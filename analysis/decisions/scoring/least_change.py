"""The smallest change of a whole set of weights that puts somebody else first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.decisions.scoring.prepared import Prepared
from analysis.decisions.scoring.table import Floats


@dataclass(frozen=True, slots=True)
class LeastChange:
    """New `weights` (m,) at which `new_leader` draws level, and the L1 distance from the old."""

    new_leader: int
    weights: Floats
    distance: float


def least_change(ready: Prepared, weights: Floats, leader: int) -> LeastChange | None:
    """Return the nearest weights, in L1, at which anybody draws level with the leader.

    For methods that are linear in the weights. Raises ValueError for another. With gaps
    g = parts of a rival less the leader's, moving weight from criterion a to b gains g_b − g_a of
    what the rival lacks; so the least goes all to the criterion with the largest gap, from those
    with the smallest. This solves the linear programme exactly. None where the leader is at least
    as good as everybody on every criterion.
    """
    if ready.method.power != 1:
        raise ValueError(f"{ready.method.code} is not linear in the weights")
    utilities = ready.parts[0]
    found = [
        LeastChange(rival, *_shift(utilities[:, rival] - utilities[:, leader], weights))
        for rival in range(utilities.shape[1])
        if rival != leader and (utilities[:, rival] - utilities[:, leader]).max() > 0
    ]
    return min(found, key=lambda change: change.distance, default=None)


def _shift(gaps: Floats, weights: Floats) -> tuple[Floats, float]:
    """Return the weights nearest to `weights` with weights @ gaps = 0, and how far they are."""
    lacking = -float(weights @ gaps)
    target = int(gaps.argmax())
    changed = weights.copy()
    for source in np.argsort(gaps).tolist():
        gain = float(gaps[target] - gaps[source])
        if lacking <= 0 or gain <= 0:
            break
        taken = min(float(changed[source]), lacking / gain)
        changed[source] -= taken
        changed[target] += taken
        lacking -= taken * gain
    return changed, float(np.abs(changed - weights).sum())
