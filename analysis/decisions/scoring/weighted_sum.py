"""The weighted sum: what is lost on one criterion can be made up on another (Fishburn 1967)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from analysis.decisions.scoring.scale import Normalisation, divided, ends, unit
from analysis.decisions.scoring.table import Floats
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """Σ weight × normalised value; with `min_max`, 1 is the best known value and 0 the worst.

    A criterion on which all are alike gives everybody 1 with `min_max`. With `vector`, values are
    divided by the length of the column, and of a cost 1 − that is taken.
    """

    normalisation: Normalisation = "min_max"

    code: ClassVar[str] = "weighted_sum"
    title: ClassVar[Text] = Text("Tổng có trọng số", "Weighted sum")
    power: ClassVar[int] = 1

    def parts(self, values: Floats, known: Floats, benefit: bool) -> Floats:
        """Return the normalised values (1, ..., n) of a criterion's values (..., n)."""
        by = unit(known, self.normalisation)
        if self.normalisation == "vector":
            shares = divided(values, by, 0.0)
            return np.stack([shares]) if benefit else np.stack([1 - shares])
        _, worst = ends(known, benefit)
        gained = values - worst if benefit else worst - values
        return np.stack([divided(gained, by, 1.0)])

    def combined(self, sums: Floats) -> Floats:
        """Return the scores (..., n) from weighted sums (1, ..., n)."""
        scores: Floats = sums[0]
        return scores
