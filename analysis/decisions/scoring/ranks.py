"""Ranks from scores: the best is first, and equal scores share the better rank."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.table import Floats, Ints

TIE = 1e-10
"""Scores of all methods lie within −1 to 1; what differs by less is rounding."""


def competition_ranks(scores: Floats) -> Ints:
    """Return ranks (..., n) of scores (..., n) from 1; ties share the better one, as in 1 2 2 4.

    Neighbours within `TIE` of each other are tied.
    """
    number = scores.shape[-1]
    order = np.argsort(-scores, axis=-1).reshape(-1, number)
    # Where the best, the second and so on of each row stand in the flat array.
    flat = order + number * np.arange(len(order))[:, None]
    falling = scores.ravel()[flat]
    places = np.zeros(falling.shape, dtype=np.int64)
    places[:, 1:] = np.where(falling[:, :-1] - falling[:, 1:] > TIE, np.arange(1, number), 0)
    ranks = np.empty(scores.size, dtype=np.int64)
    ranks[flat] = np.maximum.accumulate(places, axis=-1) + 1
    return ranks.reshape(scores.shape)


def tied(ranks: Ints) -> list[bool]:
    """Tell which of the ranks (n,) are shared."""
    values, counts = np.unique(ranks, return_counts=True)
    shared = dict(zip(values.tolist(), counts.tolist(), strict=True))
    return [shared[rank] > 1 for rank in ranks.tolist()]
