"""Published data of other designs, and what other programs make of them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from analysis.evidence.model import WidePanel
from tests.evidence.panels import DATA, mpdta
from tests.evidence.published import wide_of


def smoking() -> tuple[np.ndarray, np.ndarray]:
    """Return cigarette sales of 38 states, and of California, 1970 to 2000."""
    frame = pd.read_csv(DATA / "california_prop99.csv", sep=";")
    wide = frame.pivot(index="State", columns="Year", values="PacksPerCapita")
    return wide.drop("California").to_numpy(), wide.loc[["California"]].to_numpy()


def senate() -> tuple[np.ndarray, np.ndarray]:
    """Return the margin of a party in a US Senate race, and its share of the next vote there."""
    frame = pd.read_csv(DATA / "rdrobust_senate.csv").dropna()
    return frame["margin"].to_numpy(), frame["vote"].to_numpy()


def invented_support(margin: np.ndarray) -> np.ndarray:
    """Return support that the margin decides in part, as make_design_numbers.py invents it."""
    shift = (np.arange(len(margin)) * 37) % 17 - 8.0
    return (margin + shift / 2 >= 0).astype(float)


def counties_by_dose() -> tuple[WidePanel, np.ndarray]:
    """Return counties that raised their wage in 2007 or never, and the dose invented for them."""
    frame = mpdta()
    kept = frame["cohort"].isin([0, 2007]) & frame["period"].isin([2006, 2007])
    frame = frame[kept & (frame["lpop"] > 0)]
    doses = frame.groupby("unit")[["cohort", "lpop"]].first()
    return wide_of(frame), np.where(doses["cohort"] > 0, doses["lpop"], 0.0)


@lru_cache(maxsize=1)
def _numbers() -> dict[str, dict[str, float]]:
    frame = pd.read_csv(DATA / "design_numbers.csv")
    return {
        str(case): dict(zip(part["quantity"], part["value"], strict=True))
        for case, part in frame.groupby("case")
    }


def numbers(case: str) -> dict[str, float]:
    """Return what another program makes of a case, by quantity."""
    return _numbers()[case]
