"""How far ranks could move if what is not known were at its best or its worst."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.prepared import Method, prepared
from analysis.decisions.scoring.ranks import TIE
from analysis.decisions.scoring.table import Floats, Ints
from analysis.decisions.scoring.unknown_values import Completed


def rank_interval(found: Completed, method: Method, weights: Floats) -> tuple[Ints, Ints]:
    """Return the best and the worst rank (n,), (n,) of each alternative.

    Best: its own unknown values are the best known ones and everybody else's the worst; worst: the
    other way round. A better value never lowers a score and moves nobody else's, so no values
    within the range of the known ones lead outside.
    """
    worst, best = found.at_ends()
    low, high = (prepared(found, method, values).scores(weights) for values in (worst, best))
    return 1 + _above(low, high), 1 + _above(high, low)


def _above(others: Floats, mine: Floats) -> Ints:
    """Return how many scores of others (n,) surely exceed each of mine (n,), itself apart."""
    exceeds = others[None, :] > mine[:, None] + TIE
    np.fill_diagonal(exceeds, False)
    counts: Ints = exceeds.sum(axis=1)
    return counts
