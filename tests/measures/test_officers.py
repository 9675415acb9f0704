"""Officers trained, and projects in each officer's hands, counted by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.officers import MEASURES, answer_officers, answer_trained
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

# Under way: A, B, C and D (approved, status unknown). E is settled, F stopped, G only planned.
TABLES = {
    "project": pd.DataFrame(
        {
            "project_id": list("ABCDEFG"),
            "plan_year": [2024, 2025, 2025, 2025, 2024, 2024, 2025],
            "unit_id": ["522_v2", "522_v2", "525_v2", None, "522_v2", "522_v2", "522_v2"],
            "officer": ["CB-1", "CB-1", "CB-2", None, "CB-1", "CB-2", "CB-3"],
            "approved_on": [None, None, None, "2025-02-01", "2024-02-01", "2024-02-01", None],
            "settled_on": [None, None, None, None, "2024-12-01", None, None],
            "status": ["running", "accepted", "running", None, "settled", "stopped", "planned"],
        }
    ),
    "officer_training": pd.DataFrame(
        {
            "training_id": ["T1", "T2", "T3", "T4", "T5"],
            "officer": ["CB-1", "CB-1", "CB-2", "CB-4", "CB-2"],
            "unit_id": ["522_v2", "522_v2", "525_v2", "522_v2", "525_v2"],
            # The data run to 31 December 2025; T3 is older than 24 months, T5 still to come.
            "held_on": ["2025-03-01", "2025-06-01", "2023-12-31", "2024-01-01", "2026-02-01"],
            "hours": [8, None, 16, 16, 8],
        }
    ),
}
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("officers")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def test_officers_trained_are_people_and_not_attendances(snapshot: Snapshot) -> None:
    frame = _frame("officers_by_year", snapshot).set_index("year")
    assert frame["officers"].to_dict() == {2023: 1, 2024: 1, 2025: 1}
    assert frame["attendances"].to_dict() == {2023: 1, 2024: 1, 2025: 2}
    assert frame.loc[2025, "hours"] == 8
    assert frame.loc[2025, "hours_unknown"] == 1
    answer = answer_trained(_frame("officers_by_year", snapshot))
    assert answer is not None
    assert answer.en == "2025: 1 officer trained"
    earlier = answer_trained(_frame("officers_by_year", snapshot, Scope(years=(2024,))))
    assert earlier is not None
    assert earlier.en == "2024: 1 officer trained, 16 hours"


def test_projects_of_each_officer_and_of_nobody(snapshot: Snapshot) -> None:
    frame = _frame("officer_cases", snapshot, Scope(language="en"))
    assert frame["officer_name"].tolist() == ["Assigned to nobody", "CB-1", "CB-2"]
    assert frame["projects"].tolist() == [1, 2, 1]
    assert pd.isna(frame["recent"].iloc[0])
    assert frame["recent"].iloc[1:].tolist() == [True, False]
    answer = answer_officers(frame)
    assert answer is not None
    assert answer.en == (
        "2 officers have 3 projects in hand, 1.5 each on average; 1 unassigned; 1 of 2 trained in "
        "the last 24 months"
    )


def test_by_district_unassigned_stays_visible(snapshot: Snapshot) -> None:
    frame = _frame("officers_by_district", snapshot).set_index("district")
    city = frame.loc["522"]
    assert (city["projects"], city["officers"], city["cases_per_officer"]) == (2, 1, 2)
    assert (city["trained"], city["trained_recent"]) == (2, 2)
    assert (frame.loc["525", "officers_recent"], frame.loc["525", "trained_recent"]) == (0, 0)
    nowhere = frame.loc["unknown"]
    assert (nowhere["projects"], nowhere["unassigned"]) == (1, 1)
    assert pd.isna(nowhere["cases_per_officer"])


@pytest.mark.parametrize(
    ("scope", "projects"),
    [
        (Scope(years=(2024,)), 1),
        (Scope(districts=("522",)), 2),
        (Scope(activities=("unknown",)), 4),
        (Scope(industries=("10",)), 0),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, projects: int) -> None:
    assert _frame("officer_cases", snapshot, scope)["projects"].sum() == projects
    assert _frame("officers_by_district", snapshot, scope)["projects"].sum() == projects


def test_nobody_named_and_nobody_there(tmp_path: Path) -> None:
    tables = {"project": TABLES["project"].assign(officer=None)}
    snapshot = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    answer = answer_officers(_frame("officer_cases", snapshot))
    assert answer is not None
    assert answer.en == "None of 4 projects under way names an officer"
    assert answer_trained(_frame("officers_by_year", snapshot)) is None
    assert answer_officers(_frame("officer_cases", snapshot, Scope(years=(1999,)))) is None
