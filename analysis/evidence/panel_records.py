"""What panels are made of: the register, where everybody stands, and an outcome in all records.

Register and outcomes hang on no scope and are read once for each snapshot. What a scope asks is
only who stands where, which hangs on no outcome.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import numpy as np
import pandas as pd

from analysis.evidence.model import Floats, Ints
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.panel_query import Window, filled, parameters, read_standing
from analysis.scope import Scope
from analysis.warehouse import Snapshot

MOST_KEPT = 500_000
"""Rows of a data set whose register and outcomes are kept in memory; larger ones are read anew."""

Made = TypeVar("Made")


def register_of(snapshot: Snapshot) -> pd.DataFrame:
    """Return every establishment, ascending by number: the columns of sql/panel_register.sql."""
    return _kept(snapshot, "register", lambda: snapshot.query(filled("panel_register")))


def standing_of(
    snapshot: Snapshot, scope: Scope, years: Window, anticipation: int, hide_later: bool
) -> pd.DataFrame:
    """Return where every establishment stands in a scope, in the order of the register.

    Columns are those of sql/panel_standing.sql. It hangs on no outcome, so that claims on several
    of one scope read it once.
    """

    def read() -> pd.DataFrame:
        found = read_standing(
            snapshot, parameters(snapshot, scope, years, anticipation, hide_later)
        )
        if not np.array_equal(found["unit"], register_of(snapshot)["unit"]):
            raise ValueError("the register and the scope know different establishments")
        return found.drop(columns="unit")

    if snapshot.manifest.total_rows > MOST_KEPT:
        return read()
    asked = replace(scope, language="vi", prices="nominal")
    return snapshot.recently(("panel", asked, years, anticipation, hide_later), read)


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


def _kept(snapshot: Snapshot, name: str, make: Callable[[], Made]) -> Made:
    if snapshot.manifest.total_rows > MOST_KEPT:
        return make()
    return snapshot.once(f"panel {name}", make)
