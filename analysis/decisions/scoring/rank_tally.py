"""Ranks counted over many draws, a few at a time."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.decisions.scoring.table import Floats, Ints

BLOCK = 255
"""Draws whose wins are counted in one byte each."""

_CELLS = 2**18
"""Comparisons made at a time: what they need fits the processor's cache."""


@dataclass(frozen=True, slots=True)
class RankTally:
    """Counts that grow: `places` (n, n) how often each was at each rank, `wins` (n, n) how often
    the row was before the column, `first_weights` (n, m) the weights added up that put it first."""

    places: Ints
    wins: Ints
    first_weights: Floats

    @staticmethod
    def empty(alternatives: int, criteria: int) -> RankTally:
        """Return counts of nothing."""
        square = (alternatives, alternatives)
        return RankTally(
            np.zeros(square, dtype=np.int64),
            np.zeros(square, dtype=np.int64),
            np.zeros((alternatives, criteria)),
        )

    def add(self, ranks: Ints, weights: Floats) -> None:
        """Count ranks (K, n) that came of weights (K, m)."""
        number = ranks.shape[1]
        cells = (ranks - 1) + number * np.arange(number)
        counts = np.bincount(cells.ravel(), minlength=number * number)
        self.places[...] += counts.reshape(number, number)
        self.first_weights[...] += (ranks == 1).astype(np.float64).T @ weights
        # Bytes are compared and added several times as fast as whole numbers.
        small = ranks.astype(np.uint8 if number <= 255 else np.uint16 if number < 65536 else int)
        rows = max(1, _CELLS // (BLOCK * number))
        for start in range(0, len(small), BLOCK):
            block = small[start : start + BLOCK]
            for first in range(0, number, rows):
                ahead = block[:, first : first + rows, None] < block[:, None]
                counted = np.add.reduce(ahead.view(np.uint8), axis=0, dtype=np.uint8)
                self.wins[first : first + rows] += counted
