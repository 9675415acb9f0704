"""A simulated province in which neighbours lose workers, and the same one without that."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd

from analysis.evidence.beyond.neighbours import Neighbours
from analysis.evidence.model import WidePanel
from analysis.simulate import province
from analysis.simulate.calibration import Calibration, Effects
from analysis.warehouse import Snapshot, load_case, open_snapshot

CASE = "quang-ngai-simulated"
DISPLACEMENT = -0.25


@lru_cache(maxsize=2)
def tables(displacement: float) -> dict[str, pd.DataFrame]:
    """Return the province of the built-in seed with a displacement."""
    settings = replace(Calibration(), effects=Effects(displacement=displacement))
    return province.simulate_province(province.DEFAULT_SEED, settings)


def displaced_snapshot(folder: Path) -> Snapshot:
    """Return the displaced province, loaded as any case is."""
    made = tables(DISPLACEMENT)
    with patch.object(province, "simulate_province", lambda: made):
        load_case(folder, CASE, by="tests")
    return open_snapshot(folder, CASE)


def planted(snapshot: Snapshot, panel: WidePanel) -> np.ndarray:
    """Return the workers each unit lost by displacement in each period, (n, T); zero elsewhere."""
    one, other = (
        tables(value)["outcome_record"].set_index(["establishment_id", "year"])["workers"]
        for value in (DISPLACEMENT, 0.0)
    )
    lost = (one - other).dropna().astype(float).rename("lost").reset_index()
    numbers = snapshot.query("select establishment_id, establishment_no from mart_establishment")
    rows = lost.merge(numbers, on="establishment_id")
    rows = rows[rows["establishment_no"].isin(panel.units) & rows["year"].isin(panel.periods)]
    found = np.zeros(panel.outcomes.shape)
    at = np.searchsorted(panel.units, rows["establishment_no"])
    found[at, np.searchsorted(panel.periods, rows["year"])] = rows["lost"]
    return found


def planted_mean(near: Neighbours, lost: np.ndarray) -> float:
    """Return the planted loss behind an estimate: cell by cell, with the estimate's weights."""
    panel, effects = near.traced.reported, near.traced.effects
    total = weight = 0.0
    share = dict(zip(effects.cohorts.tolist(), effects.shares.tolist(), strict=True))
    for at in np.flatnonzero(np.isfinite(effects.estimate) & (effects.period >= effects.cohort)):
        now, then = np.searchsorted(panel.periods, [effects.period[at], effects.base[at]])
        seen = np.isfinite(panel.outcomes[:, now]) & np.isfinite(panel.outcomes[:, then])
        rows = seen & (panel.cohorts == effects.cohort[at])
        part = share[int(effects.cohort[at])]
        total += part * lost[rows, now].mean()
        weight += part
    return total / weight
