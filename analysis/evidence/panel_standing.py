"""Where everybody stands in a scope, and what each got first: read once for many scopes.

Which activities and fund sources are asked about takes the register of support to tell. Years,
places, industries and sizes only choose among what that told, so that a province's answers to them
are chosen in memory. sql/panel_members.sql says the same in one statement and is what relations in
the database, and data sets too large to keep, are read by.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.evidence.model import NEVER, Bools, Ints
from analysis.evidence.panel_query import Window, parameters, read_first_support, read_standing
from analysis.evidence.panel_records import is_kept, register_of
from analysis.measures.unit_places import places_on
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_GOT = ("supports", "activity", "activity_kind", "grant_amount")
"""Columns of sql/panel_first_support.sql that tell of support asked about."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Where somebody stands in what: the scope, the years of the data, and how years are hidden."""

    scope: Scope
    years: Window
    anticipation: int
    hide_later: bool

    def parameters(self, snapshot: Snapshot) -> dict[str, Any]:
        """Return the parameters every query of a panel shares."""
        return parameters(snapshot, self.scope, self.years, self.anticipation, self.hide_later)

    def unchosen(self) -> Asked:
        """Return the same of all years, places, industries and sizes."""
        kept = Scope(activities=self.scope.activities, fund_sources=self.scope.fund_sources)
        return replace(self, scope=kept)


def standing_of(snapshot: Snapshot, asked: Asked) -> pd.DataFrame:
    """Return where every establishment stands in a scope, in the order of the register.

    Columns are those of sql/panel_standing.sql but `unit`. It hangs on no outcome.
    """
    if not is_kept(snapshot):
        return _standing(snapshot, asked)
    wide = asked.unchosen()
    found = snapshot.recently(("standing", wide), lambda: _standing(snapshot, wide))
    return _chosen(found, _inside(snapshot, asked.scope), asked)


def first_support_of(snapshot: Snapshot, asked: Asked) -> pd.DataFrame:
    """Return what every establishment got in its first year of support in a scope, if anything.

    Columns are those of sql/panel_first_support.sql, null for whoever got nothing; rows are in the
    order of the register.
    """
    if not is_kept(snapshot):
        return read_first_support(snapshot, asked.parameters(snapshot))
    wide = asked.unchosen()
    found = snapshot.recently(
        ("first support", wide), lambda: read_first_support(snapshot, wide.parameters(snapshot))
    )
    supported = standing_of(snapshot, asked)["cohort"] != NEVER
    nothing = {name: found[name].where(supported) for name in _GOT}
    return found.assign(**nothing)


def _standing(snapshot: Snapshot, asked: Asked) -> pd.DataFrame:
    found = read_standing(snapshot, asked.parameters(snapshot))
    if not np.array_equal(found["unit"], register_of(snapshot)["unit"]):
        raise ValueError("the register and the scope know different establishments")
    return found.drop(columns="unit")


def _inside(snapshot: Snapshot, scope: Scope) -> Bools:
    """Tell which establishments are in the places, industries and sizes chosen, (N,)."""
    register = register_of(snapshot)
    inside = np.ones(len(register), dtype=np.bool_)
    if scope.districts:
        known = pd.Series(places_on(snapshot, scope.vintage), dtype=object)
        places = register["unit_no"].map(known.set_axis(known.index + 1))
        inside &= _among(places, scope.districts)
    for name, chosen in (("industry", scope.industries), ("size", scope.sizes)):
        if chosen:
            inside &= _among(register[name], chosen)
    return inside


def _among(values: pd.Series, chosen: Sequence[str]) -> Bools:
    """Tell which values are among those chosen; what nobody knows is called unknown."""
    among = values.isin(chosen) | (values.isna() & ("unknown" in chosen))
    return among.to_numpy(dtype=np.bool_)


def _chosen(standing: pd.DataFrame, inside: Bools, asked: Asked) -> pd.DataFrame:
    """Return where everybody stands once years and establishments are chosen."""
    first = standing["inside_year"].to_numpy()
    codes: Ints = np.array(standing["code"].cat.codes, dtype=np.int64)
    cohorts = standing["cohort"].to_numpy().copy()
    hidden = standing["hidden_from"].to_numpy().copy()
    known = standing["code"].cat.categories
    names = known.tolist()
    if asked.scope.years:
        other = (codes < 0) & ~np.isnan(first) & ~np.isin(first, asked.scope.years)
        codes[other] = names.index("other_years")
        cohorts[other] = NEVER
        # Whoever was supported otherwise before has another code: this was the first support.
        hidden[other] = first[other] - asked.anticipation
    if not inside.all():
        codes[~inside] = names.index("outside_scope")
        cohorts[~inside] = NEVER
        later = standing["outside_year"].to_numpy()
        after = later - asked.anticipation if asked.hide_later else np.full(len(later), np.nan)
        hidden[~inside] = np.where(later > first, after, np.nan)[~inside]
    return standing.assign(
        code=pd.Categorical.from_codes(codes, known, ordered=True),
        cohort=cohorts,
        hidden_from=hidden,
    )
