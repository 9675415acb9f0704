"""PROMETHEE II: how often, and how clearly, an alternative beats the others pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from analysis.decisions.scoring.scale import divided, unit
from analysis.decisions.scoring.table import Floats, Ints
from analysis.language import Text

Preference = Literal["usual", "linear"]


@dataclass(frozen=True, slots=True)
class Promethee:
    """Net outranking flow (Brans, Vincke and Mareschal 1986), from −1 to 1.

    `usual`: any lead on a criterion is a whole preference. `linear`: none up to `indifference`, a
    whole one from `full` on, in between a part; both are shares of the spread of known values.
    Equal thresholds are the U-shape, no indifference the V-shape of the authors. The net flow is
    Σ weight × flow on the criterion (Mareschal 1988), so it is linear in the weights. On each
    criterion everybody is compared with those whose value is known.
    Raises ValueError unless 0 ≤ indifference ≤ full and full is above zero.
    """

    preference: Preference = "linear"
    indifference: float = 0.05
    full: float = 0.5

    code: ClassVar[str] = "promethee"
    title: ClassVar[Text] = Text("PROMETHEE II", "PROMETHEE II")
    power: ClassVar[int] = 1

    def __post_init__(self) -> None:
        if not 0 <= self.indifference <= self.full or self.full <= 0:
            raise ValueError(f"thresholds {self.indifference} and {self.full} do not fit")

    def parts(self, values: Floats, known: Floats, benefit: bool) -> Floats:
        """Return the net flows (1, ..., n) on a criterion with values (..., n)."""
        by = unit(known, "min_max")
        low = known.min(axis=-1, keepdims=True)
        shares, others = divided(values - low, by, 0.0), divided(known - low, by, 0.0)
        thresholds = (0.0, 0.0) if self.preference == "usual" else (self.indifference, self.full)
        flows = net_flows(shares, others, *thresholds)
        return np.stack([flows if benefit else -flows])

    def combined(self, sums: Floats) -> Floats:
        """Return the scores (..., n) from weighted sums (1, ..., n)."""
        scores: Floats = sums[0]
        return scores


def net_flows(values: Floats, known: Floats, indifference: float, full: float) -> Floats:
    """Return the net flows (..., n) of values (..., n) against known ones (..., k), more is better.

    How far a value is preferred to the known ones less how far they are to it, over the k − 1 that
    a known one is compared with; one that is not known itself so gets the flow of a known one of
    its value. With fewer than two known, 0. The preferences add up to sums of (bound − value)⁺
    over the known, which running sums of the sorted values hold: n log n instead of n² (Calders and
    Van Assche 2018, Omega 76).
    """
    number = known.shape[-1]
    if number < 2:
        return np.zeros(values.shape)
    line = _Line.of(known.reshape(-1, number), full)
    # Further out than this no preference grows, and no row is mistaken for its neighbour.
    ends = (
        known.min(axis=-1, keepdims=True) - full - 1,
        known.max(axis=-1, keepdims=True) + full + 1,
    )
    rows = np.clip(values, *ends).reshape(-1, values.shape[-1])
    # Neighbouring bounds are found quickly one after another.
    order = np.argsort(rows, axis=1)
    bounds = np.take_along_axis(rows, order, axis=1)
    if full == indifference:
        won, lost = line.below(bounds - full), number - line.below(bounds + full, ties=True)
        flows = (won - lost).astype(np.float64)
    else:
        won_by = line.shortfall(bounds - indifference) - line.shortfall(bounds - full)
        lost_by = line.excess(bounds + indifference) - line.excess(bounds + full)
        flows = (won_by - lost_by) / (full - indifference)
    found = np.empty(rows.shape)
    np.put_along_axis(found, order, flows / (number - 1), axis=1)
    return found.reshape(values.shape)


@dataclass(frozen=True, slots=True)
class _Line:
    """R rows of k sorted values, asked what lies below and above bounds (R, n).

    `line` (R·k) holds the rows one after another, each moved beyond the one before, so that one
    search serves all; `starts` (R, 1) is by how much. `sums` (R, k + 1) are running sums.
    """

    line: Floats
    sums: Floats
    starts: Floats
    number: int

    @staticmethod
    def of(rows: Floats, reach: float) -> _Line:
        ordered = np.sort(rows, axis=1)
        sums = np.zeros((len(rows), rows.shape[1] + 1))
        np.cumsum(ordered, axis=1, out=sums[:, 1:])
        # Bounds lie at most 2 · `reach` + 1 outside their row.
        width = float(ordered[:, -1].max() - ordered[:, 0].min()) + 4 * reach + 4.0
        starts: Floats = np.arange(len(rows), dtype=np.float64)[:, None] * width
        return _Line((ordered + starts).ravel(), sums, starts, rows.shape[1])

    def below(self, bounds: Floats, ties: bool = False) -> Ints:
        """Return how many values of its row lie below each bound, or, with `ties`, not above."""
        side: Literal["left", "right"] = "right" if ties else "left"
        found = np.searchsorted(self.line, bounds + self.starts, side=side)
        return found - self.number * np.arange(len(bounds))[:, None]

    def shortfall(self, bounds: Floats) -> Floats:
        """Return by how much the values of its row fall short of each bound, added up."""
        counts = self.below(bounds)
        return counts * bounds - np.take_along_axis(self.sums, counts, axis=1)

    def excess(self, bounds: Floats) -> Floats:
        """Return by how much the values of its row exceed each bound, added up."""
        counts = self.below(bounds)
        above = self.sums[:, -1:] - np.take_along_axis(self.sums, counts, axis=1)
        return above - (self.number - counts) * bounds
