"""The score from which files are supported in the simulated province, as data."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.arrays import day
from analysis.simulate.calibration import YEARS, Calibration
from analysis.simulate.typed_frames import typed_frame


def threshold_table(settings: Calibration) -> pd.DataFrame:
    """Return the one threshold of all activities, in force when files of the first plan came in."""
    return typed_frame(
        "appraisal_threshold",
        {
            "threshold_id": np.array(["ND-01"], dtype=object),
            "threshold": np.array([settings.appraisal.threshold]),
            "valid_from": np.array([day(YEARS[0] - 1, 1, 1)]),
        },
    )
