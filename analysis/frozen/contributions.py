"""Who stands behind every public figure, and with how much: what the rules are applied to.

A contribution is one establishment's part of one leaf of the public tables. Paths name leaves:
`522/21172` is a commune within a district, `MO_HINH_MAY_MOC/MACHINE` a kind within an activity.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import pandas as pd

from analysis.measures.unit_places import places_on
from analysis.scope import UNKNOWN_CODE
from analysis.warehouse import Snapshot

DIMENSIONS = ("unit", "activity", "year", "source", "industry")
"""What public tables are made by, in this order."""

PUBLIC_KINDS = frozenset(
    {
        "INFORMATION",
        "OFFICER_TRAINING",
        "CLUSTER_PLAN",
        "CLUSTER_INFRA",
        "ASSOC_REGION",
        "ASSOC_NATION",
        "VOTE_PROV",
        "VOTE_REGION",
        "VOTE_NATION",
    }
)
"""Kinds of activity that by the law serve no single establishment: where none is recorded for such
a project, its money is nobody's secret. Any other project without one counts as an establishment of
its own."""

MONEY = ("planned", "approved", "disbursed")
OUTCOMES = ("workers", "jobs", "revenue")

NOBODY = ""
"""The contributor of money that serves no single establishment; anybody may know it."""


@dataclass(frozen=True, slots=True)
class Contributions:
    """The contributions of a family of tables.

    `rows` has the columns of DIMENSIONS (paths; None where the family's tables do not go),
    `contributor`, `counted` (whether it counts as supported), `once` (whether the row is the first
    of its project or event, which count is one), `project`, and the family's variables (int, null
    where not known).
    """

    rows: pd.DataFrame
    variables: tuple[str, ...]


def money_contributions(snapshot: Snapshot) -> Contributions:
    """Return the money of every project and source, split among the project's establishments.

    In proportion to their recorded grants, evenly where one is not known; what does not divide goes
    to the first, so that nothing is lost: the sums are those of the internal pages.
    """
    money, supports = _read(snapshot, "money"), _read(snapshot, "supports")
    served = _shares(supports)
    money = _placed(snapshot, money)
    rows = []
    for record in money.to_dict("records"):
        one = {str(name): value for name, value in record.items()}
        parts = served.get(one["project_no"]) or [_itself(one)]
        split = {name: _split(one[name], parts) for name in MONEY}
        for place, (contributor, _, ahead) in enumerate(parts):
            rows.append(
                {
                    **{name: one[name] for name in DIMENSIONS},
                    "contributor": contributor,
                    "counted": ahead,
                    "once": place == 0 and bool(one["first_of_project"]),
                    "project": f"{one['project_id']}",
                    **{name: split[name][place] for name in MONEY},
                }
            )
    columns = [*DIMENSIONS, "contributor", "counted", "once", "project", *MONEY]
    return _typed(pd.DataFrame(rows, columns=columns), MONEY)


def outcome_contributions(snapshot: Snapshot) -> Contributions:
    """Return workers, jobs gained and revenue of supported establishments that reported them.

    An establishment counts once a plan year, at its largest support of that year, so that figures
    of activities and places add up. Figures are of the year of that support.
    """
    supports = _placed(snapshot, _read(snapshot, "supports"))
    supports = supports[supports["goes_ahead"].astype(bool)]
    supports = supports.sort_values(
        ["grant_amount", "support_id"], ascending=[False, True], na_position="last"
    )
    once = supports.drop_duplicates(["establishment_id", "plan_year"])
    once = once[once[["workers", "revenue", "gained"]].notna().any(axis=1)]
    rows = once.assign(
        contributor=once["establishment_id"],
        counted=True,
        once=True,
        project=once["support_id"],
        source=None,
        industry=None,
    ).rename(columns={"gained": "jobs"})
    columns = [*DIMENSIONS, "contributor", "counted", "once", "project", *OUTCOMES]
    return _typed(rows[columns].sort_values("project").reset_index(drop=True), OUTCOMES)


def _read(snapshot: Snapshot, name: str) -> pd.DataFrame:
    text = files("analysis.frozen").joinpath(f"sql/{name}.sql").read_text(encoding="utf-8")
    return snapshot.query(text)


def _typed(rows: pd.DataFrame, variables: tuple[str, ...]) -> Contributions:
    for name in variables:
        rows[name] = rows[name].astype("Int64")
    return Contributions(rows, variables)


def _placed(snapshot: Snapshot, rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows with their leaf on every dimension."""
    districts = places_on(snapshot, "districts-2020")
    communes = places_on(snapshot, "communes-2025")

    def unit(number: Any) -> str:
        if pd.isna(number):
            return f"{UNKNOWN_CODE}/{UNKNOWN_CODE}"
        district = districts[int(number) - 1] or UNKNOWN_CODE
        return f"{district}/{communes[int(number) - 1] or UNKNOWN_CODE}"

    placed = rows.assign(
        unit=[unit(number) for number in rows["unit_no"]],
        activity=rows["activity"] + "/" + rows["activity_kind"],
        year=rows["plan_year"].astype(str),
    )
    if "fund_source" in rows:
        placed = placed.rename(columns={"fund_source": "source"})
    return placed


def _shares(supports: pd.DataFrame) -> dict[int, list[tuple[str, float, bool]]]:
    """Return, by project, its establishments, the part of each, and whether each goes ahead."""
    # One sum over all projects: sums of each project's own few rows took ten times as long.
    given = supports.groupby(["project_no", "establishment_id"], sort=True)["grant_amount"]
    amounts = given.sum(min_count=1)
    known = (given.count() == given.size()).groupby(level=0).all()
    total = amounts.groupby(level=0).sum()
    ahead = supports.groupby("project_no")["goes_ahead"].any()
    served: dict[int, list[tuple[str, float]]] = {}
    numbers, names = (amounts.index.get_level_values(level) for level in (0, 1))
    for project, who, amount in zip(numbers, names, amounts, strict=True):
        served.setdefault(int(project), []).append((str(who), amount))
    found = {}
    for project, parts in served.items():
        whole = float(total[project])
        split = bool(known[project]) and whole > 0
        found[project] = [
            (who, float(amount) / whole if split else 1.0 / len(parts), bool(ahead[project]))
            for who, amount in parts
        ]
    return found


def _itself(row: dict[str, Any]) -> tuple[str, float, bool]:
    if row["activity"].split("/")[1] in PUBLIC_KINDS:
        return NOBODY, 1.0, False
    return f"project {row['project_id']}", 1.0, False


def _split(amount: Any, parts: list[tuple[str, float, bool]]) -> list[int | None]:
    if pd.isna(amount):
        return [None] * len(parts)
    split = [int(np.floor(int(amount) * part)) for _, part, _ in parts]
    split[0] += int(amount) - sum(split)
    return list(split)
