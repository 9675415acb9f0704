"""Which criteria lift an alternative, and which hold it down."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.prepared import prepared
from analysis.decisions.scoring.scores import Scores
from analysis.decisions.scoring.table import Floats


def pulls(scores: Scores) -> Floats:
    """Return what each criterion does for each alternative's score, (n, m).

    It is the score less what it would be with the median of the criterion's known values: positive
    where the alternative is better than the middle. A value not known stands at the median already
    and pulls nowhere.
    """
    found = scores.completed
    pulled = np.zeros(found.values.shape)
    for column in range(found.values.shape[1]):
        values = found.values.copy()
        values[:, column] = np.median(found.values[found.known[:, column], column])
        without = prepared(found, scores.method, values).scores(found.weights)
        pulled[:, column] = scores.scores - without
    return pulled
