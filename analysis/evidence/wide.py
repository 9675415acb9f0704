"""The panel in memory: one row per unit, for what needs more than moments."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.evidence.model import Floats, Ints, Panel, WidePanel


def wide(panel: Panel) -> WidePanel:
    """Return the panel with one row per unit, units and periods ascending.

    One query brings the rows in whatever order they lie; they are put in place by numpy, since
    sorting in the database or pivoting in pandas costs several times as much. Every unit of the
    relation is kept, also one never observed. Outcomes that are null or not finite are NaN.
    A unit in two rows of one period, or in two cohorts, raises ValueError.
    """
    names = ["unit", "period", "cohort", "outcome", *panel.covariates]
    if panel.clustered:
        names.append("cluster")
    columns = ", ".join(f'"{name}"' for name in names)
    rows = panel.ask(f"select {columns} from ({panel.relation}) as panel", panel.parameters)
    units, unit_at = _places(_integers(rows["unit"]))
    periods, period_at = _places(_integers(rows["period"]))
    place = unit_at * max(len(periods), 1) + period_at
    if len(place) > 0 and int(np.bincount(place).max()) > 1:
        raise ValueError("the panel has two rows of one unit in one period")
    outcomes = np.full(len(units) * len(periods), np.nan)
    outcomes[place] = _numbers(rows["outcome"])
    outcomes[~np.isfinite(outcomes)] = np.nan
    covariates = np.empty((len(units), len(panel.covariates)))
    for column, name in enumerate(panel.covariates):
        covariates[unit_at, column] = _numbers(rows[name])
    return WidePanel(
        units=units,
        cohorts=_one_each(rows["cohort"], unit_at, len(units)),
        periods=periods,
        outcomes=outcomes.reshape(len(units), len(periods)),
        covariates=covariates,
        covariate_names=panel.covariates,
        clusters=_one_each(rows["cluster"], unit_at, len(units)) if panel.clustered else None,
    )


def _integers(column: pd.Series) -> Ints:
    return column.to_numpy(dtype=np.int64)


def _numbers(column: pd.Series) -> Floats:
    return column.to_numpy(dtype=np.float64, na_value=np.nan)


def _one_each(column: pd.Series, unit_at: Ints, count: int) -> Ints:
    """Return the value of each unit, which all its rows must share."""
    given = _integers(column)
    kept = np.empty(count, dtype=np.int64)
    kept[unit_at] = given
    if not np.array_equal(kept[unit_at], given):
        raise ValueError(f"a unit of the panel has two values of {column.name}")
    return kept


def _places(values: Ints) -> tuple[Ints, Ints]:
    """Return the distinct values ascending, and where among them each value stands.

    Identifiers are mostly dense integers, which a table of their range finds without sorting.
    """
    if len(values) == 0:
        return values, values
    low, high = int(values.min()), int(values.max())
    if high - low > 4 * len(values):
        distinct, places = np.unique(values, return_inverse=True)
        return distinct, places
    offsets = values - low
    present: npt.NDArray[np.bool_] = np.zeros(high - low + 1, dtype=np.bool_)
    present[offsets] = True
    ranks = np.cumsum(present, dtype=np.int64) - 1
    return np.flatnonzero(present) + low, ranks[offsets]
