"""Panels of published studies, in our words."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.evidence.model import WidePanel
from tests.evidence.panels import DATA, mpdta


def wide_of(frame: pd.DataFrame) -> WidePanel:
    """Return a frame with columns unit, period, cohort, outcome (cluster) as a panel in memory."""
    outcomes = frame.pivot(index="unit", columns="period", values="outcome")
    of_unit = frame.groupby("unit").first()
    return WidePanel(
        units=outcomes.index.to_numpy(dtype=np.int64),
        cohorts=of_unit["cohort"].to_numpy(dtype=np.int64),
        periods=outcomes.columns.to_numpy(dtype=np.int64),
        outcomes=outcomes.to_numpy(dtype=np.float64),
        covariates=np.empty((len(outcomes), 0)),
        clusters=of_unit["cluster"].to_numpy(dtype=np.int64) if "cluster" in of_unit else None,
    )


def counties(gaps: bool = False, clustered: bool = False) -> pd.DataFrame:
    """Return the county data as make_diff_diff_numbers.py takes it: gaps and clusters by number."""
    frame = mpdta()
    if clustered:
        frame["cluster"] = frame["unit"] % 17
    if gaps:
        frame.loc[(frame["unit"] * 7 + frame["period"] * 13) % 11 == 0, "outcome"] = np.nan
    return frame


def states(after: int = 0) -> pd.DataFrame:
    """Return log homicides by state (Cheng and Hoekstra 2013), clustered by state.

    A state's cohort is the year its law took effect plus `after`; the column `post` of the data
    begins one year later.
    """
    frame = pd.read_csv(DATA / "castle.csv")
    first = frame[frame["post"] == 1].groupby("sid")["year"].min() - 1 + after
    return pd.DataFrame(
        {
            "unit": frame["sid"],
            "period": frame["year"],
            "cohort": frame["sid"].map(first).fillna(0).astype(int),
            "outcome": frame["l_homicide"],
            "cluster": frame["sid"],
        }
    )
