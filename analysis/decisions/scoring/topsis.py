"""TOPSIS: near the best that is known on every criterion, far from the worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.decisions.scoring.scale import Normalisation, divided, ends, unit
from analysis.decisions.scoring.table import Floats
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Topsis:
    """Relative closeness to the ideal (Hwang and Yoon 1981), from 0 to 1.

    Distances are Euclidean, over normalised and weighted values: √Σ (weight × gap)². The ideal has
    the best known value of every criterion, the anti-ideal the worst. Where they are one and the
    same, everybody scores ½.
    """

    normalisation: Normalisation = "vector"

    code: ClassVar[str] = "topsis"
    title: ClassVar[Text] = Text("TOPSIS", "TOPSIS")
    power: ClassVar[int] = 2

    def parts(self, values: Floats, known: Floats, benefit: bool) -> Floats:
        """Return the squared gaps to ideal and anti-ideal (2, ..., n) of values (..., n)."""
        by = unit(known, self.normalisation)
        return np.stack([divided(values - end, by, 0.0) ** 2 for end in ends(known, benefit)])

    def combined(self, sums: Floats) -> Floats:
        """Return the closeness (..., n) from sums of squares (2, ..., n)."""
        to_best, to_worst = np.sqrt(sums)
        whole = to_best + to_worst
        return np.where(whole > 0, to_worst / np.where(whole > 0, whole, 1.0), 0.5)
