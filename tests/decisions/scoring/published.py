"""An example that several tests share.

Triantaphyllou and Sánchez (1997), A Sensitivity Analysis Approach for Some Deterministic
Multi-Criteria Decision Making Methods, Decision Sciences 28(1): four alternatives by four criteria,
all on one scale already.
"""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.prepared import Prepared
from analysis.decisions.scoring.weighted_sum import WeightedSum

SANCHEZ_WEIGHTS = np.array([0.3277, 0.3058, 0.2876, 0.0790])
_VALUES = np.array(
    [
        [0.3088, 0.2897, 0.3867, 0.1922],
        [0.2163, 0.3458, 0.1755, 0.6288],
        [0.4509, 0.2473, 0.1194, 0.0575],
        [0.0240, 0.1172, 0.3184, 0.1215],
    ]
)


def sanchez() -> Prepared:
    """Return the example made ready for the weighted sum, its values taken as they are."""
    return Prepared(WeightedSum(), _VALUES.T[None])
