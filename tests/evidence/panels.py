"""Panels small enough to think about, as relations of DuckDB, and random ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from hypothesis import strategies as st

from analysis.evidence.model import Panel

DATA = Path(__file__).parents[1] / "data"


def panel_of(frame: pd.DataFrame, covariates: tuple[str, ...] = ()) -> Panel:
    """Return a frame with columns unit, period, cohort, outcome (cluster, …) as a panel."""
    connection = duckdb.connect()
    connection.register("given", frame)

    def ask(sql: str, parameters: Mapping[str, Any]) -> pd.DataFrame:
        return connection.execute(sql, dict(parameters)).df()

    return Panel(
        ask=ask,
        relation="select * from given",
        covariates=covariates,
        clustered="cluster" in frame.columns,
    )


def mpdta() -> pd.DataFrame:
    """Return the county data of Callaway and Sant'Anna (2021) in our words."""
    frame = pd.read_csv(DATA / "mpdta.csv")
    return frame.rename(
        columns={
            "countyreal": "unit",
            "year": "period",
            "first.treat": "cohort",
            "lemp": "outcome",
        }
    ).drop(columns="treat")


def random_panel(
    seed: int,
    *,
    units: int = 60,
    periods: tuple[int, ...] = (2018, 2019, 2020, 2021, 2022),
    cohorts: tuple[int, ...] = (0, 2019, 2020, 2022),
    missing: float = 0.0,
    clusters: int = 0,
) -> pd.DataFrame:
    """Return a panel with unit and period effects, an effect of support, and gaps at random."""
    draw = np.random.default_rng(seed)
    cohort = draw.choice(cohorts, size=units)
    frame = pd.DataFrame(
        {
            "unit": np.repeat(draw.permutation(10 * units)[:units], len(periods)),
            "period": np.tile(periods, units),
            "cohort": np.repeat(cohort, len(periods)),
        }
    )
    since = frame["period"] - frame["cohort"]
    frame["outcome"] = (
        np.repeat(draw.normal(10, 2, units), len(periods))
        + np.tile(draw.normal(0, 1, len(periods)), units)
        + np.where((frame["cohort"] > 0) & (since >= 0), 0.3 + 0.1 * since, 0.0)
        + draw.normal(0, 0.5, len(frame))
    )
    if clusters:
        frame["cluster"] = np.repeat(draw.integers(1, clusters + 1, units), len(periods))
    frame.loc[draw.random(len(frame)) < missing, "outcome"] = np.nan
    return frame.sample(frac=1, random_state=seed).reset_index(drop=True)


PANEL_KINDS = (
    st.integers(0, 10_000),
    st.integers(6, 80),
    st.sampled_from([0.0, 0.2, 0.6]),
    st.sampled_from([(0, 2019, 2020, 2022), (2019, 2020, 2021), (0, 2018, 2022, 2024), (0,)]),
    st.sampled_from(["never", "not_yet", "own_past"]),
    st.sampled_from([0, 1]),
    st.sampled_from([0, 5]),
)
"""What random panels and comparisons are drawn from: seed, units, share missing, cohorts,
comparison, anticipation, clusters."""
