"""Which files of a past plan year were chosen among, and on which day that was.

A round is decided on the day before its first approval: every file for the plan year that had come
in by then belongs to it, also one refused before, unless its owner had withdrawn it. Files handed
in later make the next round of the same year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from analysis.decisions.selection import PACKAGE
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Round:
    """Files chosen among with what was known on a day, by id in the order they came in."""

    known_on: date
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of a file: `result` a code of application_result, `granted` đồng if known."""

    establishment_id: str
    result: str
    granted: int | None


@dataclass(frozen=True, slots=True)
class YearFiles:
    """The rounds of a plan year and what became of their files.

    `left_out` are files of the year in no round: handed in after the last first approval, or
    approved on a day that is not known or not after it came in. `withdrawn` went before the round.
    """

    plan_year: int
    rounds: tuple[Round, ...]
    decided: Mapping[str, Decided]
    left_out: int
    withdrawn: int

    @property
    def approved(self) -> tuple[str, ...]:
        """The files of the rounds that were approved."""
        return tuple(name for name, one in self.decided.items() if one.result == "approved")


def past_years(snapshot: Snapshot) -> tuple[YearFiles, ...]:
    """Return every plan year in which files were approved, ascending; made once."""
    return snapshot.once("rounds of past plan years", lambda: rounds_of(decided_files(snapshot)))


def rounds_of(files: pd.DataFrame) -> tuple[YearFiles, ...]:
    """Return the plan years with a round; columns of `files` are those of decided_files.sql."""
    known = files[files["plan_year"].notna()]
    years = [
        _of_year(year, known[known["plan_year"] == year])
        for year in sorted({int(year) for year in known["plan_year"]})
    ]
    return tuple(one for one in years if one.rounds)


def decided_files(snapshot: Snapshot) -> pd.DataFrame:
    """Return every file as sql/decided_files.sql has it."""
    asked = {
        "known_on": snapshot.case.as_of,
        "plan_years": [],
        "named": False,
        "undecided": False,
    }
    return ask_in(PACKAGE, snapshot, Scope(), "decided_files", asked)


def _of_year(year: int, files: pd.DataFrame) -> YearFiles:
    waiting: list[Mapping[Any, Any]] = list(files.to_dict("records"))
    rounds: list[Round] = []
    decided: dict[str, Decided] = {}
    withdrawn = 0
    while (day := _day_before_first_approval(waiting)) is not None:
        came = [row for row in waiting if _day(row["submitted_on"]) <= day]
        waiting = [row for row in waiting if _day(row["submitted_on"]) > day]
        gone = [row for row in came if row["result"] == "withdrawn" and _by(row, day)]
        withdrawn += len(gone)
        chosen = [row for row in came if not (row["result"] == "withdrawn" and _by(row, day))]
        rounds.append(Round(day, tuple(str(row["application_id"]) for row in chosen)))
        decided |= {str(row["application_id"]): _decided(row) for row in chosen}
    return YearFiles(year, tuple(rounds), decided, len(waiting), withdrawn)


def _day_before_first_approval(waiting: list[Mapping[Any, Any]]) -> date | None:
    """Return the day before the first approval of a file that had come in by then."""
    days = [
        _day(row["decided_on"]) - timedelta(days=1)
        for row in waiting
        if row["result"] == "approved"
        and pd.notna(row["decided_on"])
        and _day(row["submitted_on"]) < _day(row["decided_on"])
    ]
    return min(days, default=None)


def _by(row: Mapping[Any, Any], day: date) -> bool:
    return bool(pd.notna(row["decided_on"])) and _day(row["decided_on"]) <= day


def _decided(row: Mapping[Any, Any]) -> Decided:
    granted = row["granted"]
    return Decided(
        str(row["establishment_id"]),
        str(row["result"]),
        None if pd.isna(granted) else int(granted),
    )


def _day(value: Any) -> date:
    return pd.Timestamp(value).date()
