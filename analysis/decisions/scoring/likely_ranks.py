"""The ranks an alternative takes under most weights, without the rarest at both ends."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.smaa import Smaa
from analysis.decisions.scoring.table import Ints

LEVEL = 0.9


def likely_ranks(found: Smaa, level: float = LEVEL) -> tuple[Ints, Ints]:
    """Return the lowest and highest rank (n,), (n,) of the middle `level` of all draws.

    They are the quantiles (1 ± level)/2 of each alternative's ranks: at most half of the rest lies
    beyond either. Raises ValueError for a level outside 0 to 1.
    """
    if not 0 < level < 1:
        raise ValueError(f"{level} is no part of all draws")
    reached = found.acceptability.cumsum(axis=1)
    # Sums of shares end a hair beside 1.
    tail, slack = (1 - level) / 2, 1e-9
    low: Ints = 1 + np.argmax(reached >= tail - slack, axis=1)
    high: Ints = 1 + np.argmax(reached >= 1 - tail - slack, axis=1)
    return low, high
