"""What fairness is computed from: places with their conditions, and what establishments got."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.query import ask, ask_shared
from analysis.measures.remoteness import distances_km
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

CONDITIONS: Mapping[str, str] = {"poverty": "poverty_rate", "remoteness": "distance_km"}
"""The conditions that places are ranked by, and the column each is in; the worst first."""

CONDITION_NAMES: Mapping[str, Text] = {
    "poverty": Text("Hộ nghèo", "Poverty"),
    "remoteness": Text("Xa trung tâm tỉnh", "Remoteness"),
}


def places(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the conditions of every place of the scope's vintage, indexed by its code.

    Columns poverty_rate, minority_share (fractions, of poverty_year and minority_year),
    priority_area, and distance_km from the capital; what is not known is null. Not to be changed.
    """
    return snapshot.once(f"conditions on {scope.vintage}", lambda: _conditions(snapshot, scope))


def _conditions(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    known = ask(snapshot, Scope(vintage=scope.vintage), "fairness_conditions")
    known["distance_km"] = distances_km(snapshot, known["district"])
    return known.set_index("district")


def cells(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the eligible by place, terrain and who leads them: counts and what they received."""
    return ask_shared(snapshot, scope, "fairness_cells")


def establishments(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per eligible establishment: district, terrain, supported, received.

    `received` is a float, 0 for those not supported, and null where an amount is unknown;
    `poverty_rate` and `distance_km` are those of the place, null where unknown.
    """
    frame = ask_shared(snapshot, scope, "fairness_establishments")
    known = places(snapshot, scope)
    for column in CONDITIONS.values():
        frame[column] = frame["district"].map(known[column].astype("float64"))
    frame["supported"] = frame["supported"].astype(bool)
    frame["received"] = frame["received"].astype("float64")
    frame["terrain"] = frame["terrain"].astype(object).where(frame["terrain"].notna(), None)
    # Most got nothing and are alike: they come as one row with their number, which is quicker.
    rows = np.repeat(np.arange(len(frame)), frame.pop("alike").to_numpy(np.int64))
    return frame.take(rows).reset_index(drop=True)


def received_or_unknown(frame: pd.DataFrame) -> pd.Series:
    """Return what is known to be received; null where there were supports and none is known."""
    unknown = (frame["supports"] > 0) & (frame["supports"] == frame["grants_unknown"])
    received: pd.Series = frame["received"].astype("Int64").mask(unknown)
    return received


def unknown_last(codes: pd.Series) -> pd.Series:
    """Return codes as sort keys that put the unknown one last."""
    key: pd.Series = codes.where(codes != UNKNOWN_CODE, "~")
    return key
