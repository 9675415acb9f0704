"""What panels are made of: the register, and an outcome in all records.

Neither hangs on a scope: they are read once for each snapshot.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.evidence.model import Floats, Ints
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.panel_query import Window, filled
from analysis.warehouse import Snapshot

MOST_KEPT = 500_000
"""Rows of a data set whose register and outcomes are kept in memory; larger ones are read anew."""

Made = TypeVar("Made")


def register_of(snapshot: Snapshot) -> pd.DataFrame:
    """Return every establishment, ascending by number: the columns of sql/panel_register.sql."""
    return _kept(snapshot, "register", lambda: snapshot.query(filled("panel_register")))


def reports_of(snapshot: Snapshot, outcome: Outcome, years: Window) -> pd.DataFrame:
    """Return the years of every establishment as sets, in the order of the register.

    Columns: reported, answered, not_positive, no_prices, verified, reporting_known; see
    sql/panel_reports.sql. Of an outcome that the register tells only what was reported is told.
    """
    recorded = outcome.source == "record"
    sql = filled(
        "panel_reports",
        scaled=outcome.scaled(snapshot.case.currency) if recorded else "cast(null as double)",
        not_positive=outcome.not_positive if recorded else "false",
        no_prices="deflator is null" if outcome.money else "false",
    )
    return _kept(
        snapshot,
        f"reports {outcome.code} {years}",
        lambda: snapshot.query(sql, {"origin": years.origin}),
    )


def values_of(snapshot: Snapshot, outcome: Outcome, years: Window) -> Floats:
    """Return an outcome on its scale, (N, T): establishments as in the register, years ascending.

    NaN where it is not known. Raises ValueError for two records of an establishment in a year.
    """
    return _kept(
        snapshot,
        f"values {outcome.code} {years}",
        lambda: _values(snapshot, outcome, years),
    )


def _values(snapshot: Snapshot, outcome: Outcome, years: Window) -> Floats:
    scaled = outcome.scaled(snapshot.case.currency)
    if outcome.source == "record":
        rows = snapshot.query(filled("panel_values", scaled=scaled))
    else:
        asked = {"origin": years.origin, "last": years.last}
        rows = snapshot.query(filled("panel_register_values", scaled=scaled), asked)
    everybody = _integers(register_of(snapshot)["unit"])
    span = years.last - years.origin + 1
    place = np.searchsorted(everybody, _integers(rows["unit"])) * span
    place += _integers(rows["year"]) - years.origin
    if len(place) and int(np.bincount(place).max()) > 1:
        raise ValueError("an establishment has two records of one year")
    values = np.full(len(everybody) * span, np.nan)
    values[place] = rows["outcome"].to_numpy(dtype=np.float64, na_value=np.nan)
    return values.reshape(len(everybody), span)


def _integers(column: pd.Series) -> Ints:
    return column.to_numpy(dtype=np.int64)


def is_kept(snapshot: Snapshot) -> bool:
    """Tell whether what panels are made of is kept in memory."""
    return snapshot.manifest.total_rows <= MOST_KEPT


def _kept(snapshot: Snapshot, name: str, make: Callable[[], Made]) -> Made:
    return snapshot.once(f"panel {name}", make) if is_kept(snapshot) else make()
