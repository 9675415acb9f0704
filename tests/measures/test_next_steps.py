"""The next step of every project under way, its day and how near it is, worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.next_steps import (
    MEASURES,
    answer_week,
    day_note,
    of_officer,
    officers_in,
    urgency_counts,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

(MEASURE,) = MEASURES

# Ten finished projects of TU_VAN took 10 to 19 days from approval to contract: median 14.5, so 15.
FINISHED = pd.DataFrame(
    {
        "project_id": [f"Z{n}" for n in range(10)],
        "plan_year": 2024,
        "activity": "TU_VAN",
        "programme_level": "local",
        "approved_on": "2024-02-01",
        "contracted_on": [f"2024-02-{11 + n}" for n in range(10)],
        "accepted_on": "2024-06-01",
        "settled_on": "2024-07-01",
        "status": "settled",
    }
)
# The data run to 31 December 2025.
RUNNING = pd.DataFrame(
    {
        "project_id": ["usual", "due", "promised", "report", "none", "undated", "S", "P"],
        "title": ["Một", "Hai", "Ba", "Bốn", "Năm", "Sáu", "Bảy", "Tám"],
        "plan_year": 2025,
        "activity": ["TU_VAN", "TU_VAN", "TU_VAN", "TU_VAN", "THONG_TIN", "TU_VAN"]
        + ["TU_VAN"] * 2,
        "programme_level": ["local", "local", "local", "national", "local", "local"]
        + ["local"] * 2,
        "officer": ["CB-1", "CB-1", "CB-2", None, "CB-2", None, "CB-1", "CB-1"],
        "unit_id": ["522_v2", None, "525_v2", None, None, None, None, None],
        "approved_on": [
            "2025-12-20",
            "2025-02-01",
            "2025-02-01",
            "2025-10-01",
            "2025-02-01",
            "2025-02-01",
            "2025-02-01",
            None,
        ],
        "contracted_on": [
            None,
            "2025-03-01",
            "2025-03-01",
            "2025-10-10",
            None,
            "2025-03-01",
            "2025-03-01",
            None,
        ],
        "due_on": [None, "2025-12-21", "2026-01-10", None, None, None, None, None],
        "accepted_on": None,
        "settled_on": None,
        "status": [
            "running",
            "running",
            None,
            "running",
            "running",
            "accepted",
            "stopped",
            "planned",
        ],
    }
)
STEPS = pd.DataFrame(
    {
        "step_id": ["l1", "l2", "l3", "n1", "n2"],
        "programme_level": ["local", "local", "local", "national", "national"],
        "step_no": [1, 2, 3, 1, 2],
        "stage": ["contracted", "accepted", "settled", "progress", "accepted"],
        "title_vi": ["Ký hợp đồng", "Nghiệm thu", "Quyết toán", "Báo cáo", "Nghiệm thu"],
        "title_en": ["Sign", "Accept", "Settle", "Report", "Accept"],
        "responsible": ["department", "department", "finance", "implementing_unit", None],
        "documents_vi": ["Hợp đồng", None, None, "Mẫu 3a", None],
        "deadline_kind": [None, None, None, "day_of_month", None],
        "deadline_day": [None, None, None, 24, None],
    }
)
REPORTS = pd.DataFrame(
    {
        "project_id": ["report"],
        "year": [2025],
        "month": [10],
        "reported_on": ["2025-10-20"],
    }
)


def _snapshot(folder: Path, **tables: pd.DataFrame) -> Snapshot:
    project = pd.concat([FINISHED, RUNNING], ignore_index=True)
    given = {
        "project": project,
        "process_step": STEPS,
        "progress_report": REPORTS,
        **tables,
    }
    return loaded(write_case(folder / "case", given, geography=True), folder / "ws")


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _snapshot(tmp_path_factory.mktemp("next"))


def _frame(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return typed_frame(MEASURE.run(snapshot, scope or Scope(language="en")), MEASURE)


def _row(frame: pd.DataFrame, project: str, item: str = "stage") -> pd.Series:
    rows = frame[(frame["project_id"] == project) & (frame["item"] == item)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_only_projects_under_way_have_a_next_step(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    assert set(frame["project_id"]) == {"usual", "due", "promised", "report", "none", "undated"}
    assert len(frame) == 7


def test_the_usual_time_gives_an_expectation_and_says_so(snapshot: Snapshot) -> None:
    row = _row(_frame(snapshot), "usual")
    assert (row["next_stage"], row["step"], row["documents"]) == ("contracted", "Sign", "Hợp đồng")
    assert (row["date_basis"], row["usual_days"], row["usual_n"]) == ("usual", 15, 10)
    assert str(row["due_on"])[:10] == "2026-01-04"
    assert (row["days_left"], row["urgency"]) == (4, "week")
    note = day_note(row)
    assert note is not None
    assert note.en == "expected, not a deadline: usually 15 days, n = 10"


def test_fewer_finished_projects_tell_no_usual_time(tmp_path: Path) -> None:
    fewer = pd.concat([FINISHED.iloc[1:], RUNNING], ignore_index=True)
    row = _row(_frame(_snapshot(tmp_path, project=fewer)), "usual")
    assert (row["date_basis"], row["urgency"]) == ("unknown", "unknown")
    assert pd.isna(row["due_on"])


def test_the_contract_gives_the_day_of_acceptance(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    due = _row(frame, "due")
    assert (due["next_stage"], due["days_left"], due["urgency"]) == ("accepted", -10, "overdue")
    promised = _row(frame, "promised")
    assert (promised["days_left"], promised["urgency"]) == (10, "fortnight")
    note = day_note(promised)
    assert note is not None
    assert note.en == "day of the contract"


def test_the_contract_is_shown_while_another_stage_comes_first(tmp_path: Path) -> None:
    project = RUNNING.assign(due_on=["2026-02-01", *RUNNING["due_on"].iloc[1:]])
    frame = _frame(_snapshot(tmp_path, project=project))
    assert _row(frame, "usual")["next_stage"] == "contracted"
    contract = _row(frame, "usual", "contract")
    assert (contract["next_stage"], contract["days_left"]) == ("accepted", 32)
    assert contract["urgency"] == "later"


def test_missing_reports_stand_beside_the_next_stage(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    stage = _row(frame, "report")
    # The ten took 102 to 111 days from contract to acceptance: median 106.5, so 107.
    assert (stage["next_stage"], stage["date_basis"]) == ("accepted", "usual")
    assert str(stage["due_on"])[:10] == "2026-01-25"
    # Contracted on 10 October: October is in; November and December are missing.
    report = _row(frame, "report", "report")
    assert (report["reports_missing"], report["urgency"]) == (2, "overdue")
    assert str(report["due_on"])[:10] == "2025-11-24"
    assert report["responsible_name"] == "Implementing unit"
    note = day_note(report)
    assert note is not None
    assert note.en == "2 reports missing"


def test_who_owes_no_report_owes_the_next(tmp_path: Path) -> None:
    reports = pd.DataFrame(
        {
            "project_id": "report",
            "year": 2025,
            "month": [10, 11, 12],
            "reported_on": ["2025-10-20", "2025-11-20", "2025-12-20"],
        }
    )
    row = _row(_frame(_snapshot(tmp_path, progress_report=reports)), "report", "report")
    assert (str(row["due_on"])[:10], row["reports_missing"]) == ("2026-01-24", 0)
    assert row["urgency"] == "later"
    assert day_note(row) is None


def test_a_stage_passed_on_an_unknown_day_tells_no_date(snapshot: Snapshot) -> None:
    row = _row(_frame(snapshot), "undated")
    assert (row["next_stage"], row["date_basis"], row["urgency"]) == (
        "settled",
        "undated",
        "undated",
    )


def test_an_activity_nobody_finished_has_no_expectation(snapshot: Snapshot) -> None:
    row = _row(_frame(snapshot), "none")
    assert (row["next_stage"], row["urgency"]) == ("contracted", "unknown")


def test_without_a_process_the_usual_order_is_followed(tmp_path: Path) -> None:
    folder = tmp_path / "plain"
    given = {"project": pd.concat([FINISHED, RUNNING], ignore_index=True)}
    plain = loaded(write_case(folder / "case", given, geography=True), folder / "ws")
    row = _row(_frame(plain), "usual")
    assert (row["next_stage"], row["step"]) == ("contracted", "Contracted")
    assert pd.isna(row["responsible"])


def test_officers(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    assert officers_in(frame) == ["CB-1", "CB-2"]
    assert set(of_officer(frame, "CB-1")["project_id"]) == {"usual", "due"}
    assert set(of_officer(frame, "unknown")["project_id"]) == {"report", "undated"}
    assert len(of_officer(frame, None)) == len(frame)
    assert set(of_officer(frame, "unknown")["officer_name"]) == {"Assigned to nobody"}


def test_counts_and_the_answer(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    assert urgency_counts(frame) == {
        "overdue": 2,
        "week": 1,
        "fortnight": 1,
        "undated": 1,
        "behind": 0,
        "later": 1,
        "unknown": 1,
    }
    answer = answer_week(frame)
    assert answer is not None
    assert answer.en == "2 steps overdue, 1 within the next 7 days, in 6 projects"
    quiet = answer_week(frame[frame["urgency"] == "unknown"])
    assert quiet is not None
    assert quiet.en == "Nothing is overdue or due within 7 days, of 1 project"
    assert answer_week(frame.iloc[:0]) is None


@pytest.mark.parametrize(
    ("scope", "projects"),
    [
        (Scope(districts=("522",)), 1),
        (Scope(districts=("525", "unknown")), 5),
        (Scope(activities=("THONG_TIN",)), 1),
        (Scope(years=(2024,)), 0),
        (Scope(years=(2025,)), 6),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, projects: int) -> None:
    assert _frame(snapshot, scope)["project_id"].nunique() == projects
