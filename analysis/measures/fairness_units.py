"""What fairness is computed from: places with their conditions, and what establishments got."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
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
    """Return places by terrain and who leads their establishments, in order of the three.

    Columns eligible, told, supported, supports, grants_unknown and received are of the eligible;
    received_not_eligible is of the others. Not to be changed.
    """
    asked = ("fairness cells", scope.in_language("vi"))
    return snapshot.recently(asked, lambda: _cells(_alike(snapshot, scope)))


def establishments(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return eligible establishments, those alike in one row with their number, `alike`.

    Columns district, terrain, supported, received. `received` is a float, 0 for those not
    supported, and null where an amount is unknown; `poverty_rate` and `distance_km` are those of
    the place, null where unknown. Most establishments got nothing and are alike. Not to be changed.
    """
    asked = ("fairness establishments", scope.in_language("vi"))
    return snapshot.recently(
        asked, lambda: _establishments(_alike(snapshot, scope), places(snapshot, scope))
    )


def _alike(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    return ask_shared(snapshot, scope, "fairness_alike")


def _cells(alike: pd.DataFrame) -> pd.DataFrame:
    number = alike["alike"].to_numpy(np.int64)
    eligible = np.where(alike["eligible"].to_numpy(bool), number, 0)
    received = number * alike["received"].to_numpy(np.int64)
    counts: dict[str, npt.NDArray[np.int64]] = {
        "eligible": eligible,
        **{
            name: eligible * alike[name].to_numpy(np.int64)
            for name in ("told", "supported", "supports", "grants_unknown", "received")
        },
        "received_not_eligible": np.where(eligible > 0, 0, received),
    }
    keys = ["district", "terrain", "women_led"]
    return alike[keys].assign(**counts).groupby(keys, dropna=False, as_index=False)[[*counts]].sum()


def _establishments(alike: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    frame = alike[alike["eligible"].to_numpy(bool)]
    received = frame["received"].astype("float64").where(frame["grants_unknown"] == 0)
    keys = ["district", "terrain", "supported", "received"]
    frame = (
        frame.assign(received=received).groupby(keys, dropna=False, as_index=False)[["alike"]].sum()
    )
    for column in CONDITIONS.values():
        frame[column] = frame["district"].map(known[column].astype("float64"))
    frame["terrain"] = frame["terrain"].astype(object).where(frame["terrain"].notna(), None)
    return frame


def received_or_unknown(frame: pd.DataFrame) -> pd.Series:
    """Return what is known to be received; null where there were supports and none is known."""
    unknown = (frame["supports"] > 0) & (frame["supports"] == frame["grants_unknown"])
    received: pd.Series = frame["received"].astype("Int64").mask(unknown)
    return received


def unknown_last(codes: pd.Series) -> pd.Series:
    """Return codes as sort keys that put the unknown one last."""
    key: pd.Series = codes.where(codes != UNKNOWN_CODE, "~")
    return key
