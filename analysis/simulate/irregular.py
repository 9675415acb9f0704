"""Irregularities planted on purpose, a handful of each, for what looks for them to find.

They are changes to finished rows, so that nothing else of the province moves. All of them pass
the checks that refuse a file; those that only warn do warn.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from analysis.simulate.arrays import random_stream

LATE_FILES = 4
"""National files registered after 19 May of the year before."""

EARLY_CONTRACTS = 5
"""Local contracts signed some days before the decision."""

LARGE_ADVANCES = 4
"""Advances above 70 % of what was approved, the balance smaller by as much."""

UNPAID_BALANCES = 4
"""Settled money of which a part was not paid by the end of the data."""

SAME_CONTENT = 2
"""Establishments with machinery from a group project that had machinery from another before."""

OVER_CEILING = {False: 330_000_000, True: 315_000_000}
"""National machinery grants above the 300 million of the 2018 circular, by priority of the case."""

_MILLION = 1_000_000
_LARGE_ADVANCE = 0.85

Tables = dict[str, pd.DataFrame]


def plant_irregularities(seed: int, tables: Tables) -> Tables:
    """Return the tables with the irregularities in; the frames given are left as they are."""
    rng = random_stream(seed, "irregularities")
    touched = ("project", "project_fund", "support", "payment", "application")
    changed = {**tables, **{name: tables[name].copy() for name in touched}}
    _register_late(rng, changed["project"])
    _contract_early(rng, changed["project"])
    used = _advance_much(rng, changed)
    used |= _leave_unpaid(rng, changed, used)
    used |= _grant_much(rng, changed, used)
    _support_again(rng, changed, used)
    return changed


def _cells(frame: pd.DataFrame) -> Any:
    """Return the rows and cells of a frame by label, of whatever type a cell has."""
    return frame.loc


def _pick(rng: np.random.Generator, frame: pd.DataFrame, count: int) -> list[int]:
    """Return the labels of some rows, fewer where there are not as many."""
    labels = rng.permutation(frame.index.to_numpy())[:count]
    return sorted(int(label) for label in labels)


def _register_late(rng: np.random.Generator, project: pd.DataFrame) -> None:
    """Move registration, appraisal and the way to the ministry of some national files."""
    national = project[
        (project["programme_level"] == "national") & project["sent_to_ministry_on"].notna()
    ]
    for row in _pick(rng, national, LATE_FILES):
        last = pd.Timestamp(int(_cells(project)[row, "plan_year"]) - 1, 5, 19)
        moved = (
            last
            - _cells(project)[row, "registered_on"]
            + pd.Timedelta(days=int(rng.integers(3, 15)))
        )
        for column in ("registered_on", "appraised_on", "sent_to_ministry_on"):
            _cells(project)[row, column] += moved


def _contract_early(rng: np.random.Generator, project: pd.DataFrame) -> None:
    local = project[(project["programme_level"] == "local") & (project["status"] == "settled")]
    for row in _pick(rng, local, EARLY_CONTRACTS):
        early = pd.Timedelta(days=int(rng.integers(3, 12)))
        _cells(project)[row, "contracted_on"] = _cells(project)[row, "approved_on"] - early


def _settled_funds(tables: Tables, used: set[str]) -> pd.DataFrame:
    """Return the money of settled projects of one source, with the rows of what was paid."""
    payment = tables["payment"]
    single = tables["project_fund"].drop_duplicates("project_id", keep=False)
    found = single[single["settled"].notna() & ~single["project_id"].isin(used)]
    stages = {
        stage: payment[payment["stage"] == stage]
        .drop_duplicates("project_id", keep=False)
        .reset_index(names=stage)[["project_id", stage]]
        for stage in ("advance", "balance")
    }
    returned = payment.loc[payment["stage"] == "recovery", "project_id"]
    found = found[~found["project_id"].isin(returned)].reset_index(names="fund")
    return found.merge(stages["advance"], how="left").merge(stages["balance"])


def _advance_much(rng: np.random.Generator, tables: Tables) -> set[str]:
    payment, funds = tables["payment"], _settled_funds(tables, set())
    wanted = (funds["approved"].astype(float) * _LARGE_ADVANCE // 100_000 * 100_000).astype("int64")
    funds["wanted"] = wanted
    room = funds[funds["advance"].notna() & (wanted + 5 * _MILLION < funds["settled"])]
    chosen = room.loc[_pick(rng, room, LARGE_ADVANCES)]
    for row in chosen.itertuples():
        more = row.wanted - _cells(payment)[row.advance, "amount"]
        _cells(payment)[row.advance, "amount"] += more
        _cells(payment)[row.balance, "amount"] -= more
    return {*chosen["project_id"]}


def _leave_unpaid(rng: np.random.Generator, tables: Tables, used: set[str]) -> set[str]:
    payment, funds = tables["payment"], _settled_funds(tables, used)
    large = funds[payment.loc[funds["balance"], "amount"].to_numpy() > 20 * _MILLION]
    chosen = large.loc[_pick(rng, large, UNPAID_BALANCES)]
    for row in chosen.itertuples():
        _cells(payment)[row.balance, "amount"] -= int(rng.integers(2, 8)) * _MILLION
    return {*chosen["project_id"]}


def _grant_much(rng: np.random.Generator, tables: Tables, used: set[str]) -> set[str]:
    """Raise two national machinery grants of the years of the 2018 circular above its ceiling."""
    project, support, fund = tables["project"], tables["support"], tables["project_fund"]
    payment, application = tables["payment"], tables["application"]
    machines = project[
        (project["programme_level"] == "national")
        & (project["activity_kind"] == "MACHINE")
        & (project["approved_on"] >= "2018-06-01")
    ]
    single = support.drop_duplicates("project_id", keep=False).reset_index(names="support")
    single = single[single["project_id"].isin(machines["project_id"])]
    found = single.merge(_settled_funds(tables, used), on="project_id")
    found = found[found["counterpart"] >= max(OVER_CEILING.values())].reset_index(drop=True)
    # From the largest, so that a year's money hardly moves.
    largest = found.nlargest(2 * len(OVER_CEILING), "grant_amount", keep="first")
    rows = _pick(rng, largest, len(OVER_CEILING))
    for row, (priority, amount) in zip(rows, OVER_CEILING.items(), strict=False):
        one = _cells(found)[row]
        more = amount - int(one["grant_amount"])
        _cells(support)[one["support"], "grant_amount"] = amount
        _cells(support)[one["support"], "priority_case"] = priority
        _cells(fund)[one["fund"], ["planned", "approved", "accepted", "settled"]] += more
        _cells(payment)[one["balance"], "amount"] += more
        asked = application["project_id"] == one["project_id"]
        _cells(application)[asked & application["requested"].notna(), "requested"] += more
    return {*_cells(found)[rows, "project_id"]}


def _support_again(rng: np.random.Generator, tables: Tables, used: set[str]) -> None:
    """Add establishments to group projects of machinery though they had machinery before.

    They take part of another's grant, so that the project's money stays what it was.
    """
    project, support, application = tables["project"], tables["support"], tables["application"]
    machine = project[project["activity_kind"] == "MACHINE"].set_index("project_id")
    own = support[support["project_id"].isin(machine.index) & ~support["project_id"].isin(used)]
    group = own[own["project_id"].duplicated(keep=False) & own["completed_on"].notna()]
    group = group[group["counterpart"].notna() & (group["grant_amount"] >= 60 * _MILLION)]
    group = group.drop_duplicates("project_id", keep="last")
    group = group[group["year"] >= 2017]
    closed = tables["establishment"].set_index("establishment_id")["closed_on"]
    safe = tables["establishment"].set_index("establishment_id")["makes_food"]
    for row in _pick(rng, group, SAME_CONTENT):
        year = int(_cells(support)[row, "year"])
        before = own[(own["year"] < year) & own["completed_on"].notna()]
        before = before[
            before["establishment_id"].map(closed).isna()
            & ~before["establishment_id"].map(safe).astype(bool)
        ]
        again = str(_cells(own)[_pick(rng, before, 1)[0], "establishment_id"])
        part = int(_cells(support)[row, "grant_amount"]) // 3 // 100_000 * 100_000
        added = int(_cells(support)[row, "counterpart"]) // 3 // 100_000 * 100_000
        new = _cells(support)[row].copy()
        new["support_id"], new["establishment_id"] = f"HT-{len(support) + 1:04d}", again
        new["grant_amount"], new["counterpart"], new["priority_case"] = part, added, pd.NA
        _cells(support)[row, "grant_amount"] -= part
        _cells(support)[row, "counterpart"] -= added
        _cells(support)[len(support)] = new
        _tell_in_title(
            project, str(new["project_id"]), len(own[own["project_id"] == new["project_id"]])
        )
        like = application[
            (application["project_id"] == _cells(support)[row, "project_id"])
            & (application["establishment_id"] == _cells(support)[row, "establishment_id"])
        ].iloc[0]
        file = like.copy()
        file["application_id"], file["establishment_id"] = f"HS-{len(application) + 1:05d}", again
        file["requested"], file["unit_id"] = part, pd.NA
        file["counterpart"], file["workers_planned"] = added, pd.NA
        _cells(application)[len(application)] = file


def _tell_in_title(project: pd.DataFrame, name: str, served: int) -> None:
    """Let the title of a group project say that it serves one more."""
    row = project["project_id"] == name
    before, after = f"cho {served} cơ sở", f"cho {served + 1} cơ sở"
    _cells(project)[row, "title"] = project.loc[row, "title"].str.replace(before, after)
