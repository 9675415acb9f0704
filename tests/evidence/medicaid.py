"""The example of Rambachan and Roth's R package HonestDiD: Medicaid and health insurance."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from analysis.evidence.event_path import EventPath, event_path
from analysis.evidence.group_time import group_time
from analysis.evidence.moments import wide_moments
from tests.evidence.panels import DATA
from tests.evidence.published import wide_of


def medicaid_path(weights: tuple[float, ...] = (1.0, 0.0)) -> EventPath:
    """Return the event study the README estimates, errors as fixest gives them.

    Years to 2015, without the states of 2015; states of 2014 against the others, clustered by
    state. With nobody else supported and no gaps its two-way regression is our difference of
    means; its errors are corrected for the number of states and for 15 coefficients (7 effects
    and 8 years, the states being nested in their clusters), ours are not.
    """
    frame = pd.read_csv(DATA / "medicaid.csv")
    frame = frame[(frame["year"] < 2016) & (frame["yexp2"] != 2015)]
    cohort = frame["yexp2"].where(frame["yexp2"] == 2014, 0).astype(int)
    panel = wide_of(
        frame.assign(unit=frame["stfips"], period=frame["year"], cohort=cohort).rename(
            columns={"dins": "outcome"}
        )
    )
    path = event_path(group_time(wide_moments(panel)))
    assert path is not None
    states, rows = len(panel.units), len(frame)
    correction = states / (states - 1) * (rows - 1) / (rows - 15)
    return replace(path, covariance=path.covariance * correction, weights=np.array(weights))
