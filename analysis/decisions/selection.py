"""Which files are judged, on which day, and what was known by then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PACKAGE = "analysis.decisions"
"""Where the SQL of this part lies."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The files asked about and the days they are asked on.

    `applications` names files, decided ones too; None asks about those handed in and undecided on
    `known_on`, of one `plan_year` or of all. Rules and certificates are those valid on
    `judged_on`; nothing dated after `known_on` is looked at. Days left out are the data's own day.
    """

    plan_year: int | None = None
    applications: tuple[str, ...] | None = None
    judged_on: date | None = None
    known_on: date | None = None


def asked_of(snapshot: Snapshot, selection: Selection) -> dict[str, object]:
    """Return the parameters of the shared SQL for a selection.

    Raises ValueError for a judgement on a day before what is known, whose rules would be judged
    with facts of their future.
    """
    known_on = selection.known_on or snapshot.case.as_of
    judged_on = selection.judged_on or known_on
    if judged_on < known_on:
        raise ValueError(f"judged on {judged_on}, before the day known {known_on}")
    return {
        "known_on": known_on,
        "judged_on": judged_on,
        "applications": list(selection.applications or ()),
        # An empty list of files is a question about none, and no filter would be one about all.
        "named": selection.applications is not None,
        "undecided": selection.applications is None,
        "plan_years": [] if selection.plan_year is None else [selection.plan_year],
    }


def next_selection(snapshot: Snapshot) -> Selection:
    """Return the files that wait for a decision for the latest plan year there are any for."""
    years = plan_years(snapshot)["plan_year"].dropna()
    return Selection(plan_year=None if years.empty else int(years.max()))


def plan_years(snapshot: Snapshot, selection: Selection | None = None) -> pd.DataFrame:
    """Return plan years of the files of a selection: plan_year (NA unknown) and files (count)."""
    return of_all_files(snapshot, Scope(), "waiting_years", selection or Selection())


def ask_files(
    snapshot: Snapshot, scope: Scope, name: str, selection: Selection, **more: object
) -> pd.DataFrame:
    """Run `sql/<name>.sql` on the files of a selection inside a scope and return its rows."""
    return ask_in(PACKAGE, snapshot, scope, name, asked_of(snapshot, selection) | more)


def of_all_files(
    snapshot: Snapshot, scope: Scope, name: str, selection: Selection, **more: object
) -> pd.DataFrame:
    """Return the rows of `ask_files` for every file of a selection, whatever a scope's filters.

    Asked once for all scopes of the same boundaries; the frame is the caller's own.
    """
    whole = Scope(prices=scope.prices, vintage=scope.vintage)
    asked = ("files", name, whole, selection, repr(more))
    return snapshot.recently(
        asked, lambda: ask_files(snapshot, whole, name, selection, **more)
    ).copy(deep=False)


def of_files(
    snapshot: Snapshot, scope: Scope, name: str, selection: Selection, **more: object
) -> pd.DataFrame:
    """Return the rows of `sql/<name>.sql` for the files of a selection inside a scope.

    For statements whose rows name their `application_id` and tell of it alone: all files are asked
    about once, and those inside the scope taken from it, since planning such a statement takes
    longer than running it. Numbers of files (`file_no`) are those among all.
    """
    rows = of_all_files(snapshot, scope, name, selection, **more)
    if not scope.filters():
        return rows
    inside = files_inside(snapshot, scope, selection)
    return rows[rows["application_id"].isin(inside)].reset_index(drop=True)


def files_inside(snapshot: Snapshot, scope: Scope, selection: Selection) -> pd.Series:
    """Return the `application_id` of the files of a selection inside a scope, in their order."""
    if not scope.filters():
        return of_all_files(snapshot, scope, "files", selection)["application_id"]
    asked = ("files inside", scope.in_language("vi"), selection)
    files = snapshot.recently(asked, lambda: ask_files(snapshot, scope, "files", selection))
    return files["application_id"]
