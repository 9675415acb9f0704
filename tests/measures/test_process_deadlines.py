"""Deadlines of hand-made projects: which step rules, what was kept, what is overdue."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.process_deadlines import MEASURES
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case
from tests.process_case import STEPS, TABLES

BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return _snapshot(tmp_path_factory.mktemp("deadlines"))


def _snapshot(folder: Path, **changed: pd.DataFrame) -> Snapshot:
    case = write_case(folder / "case", {**TABLES, **changed}, geography=True)
    return loaded(case, folder / "ws")


def _run(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    frame = typed_frame(measure.run(snapshot, scope or Scope()), measure)
    assert list(frame.columns) == [column.name for column in measure.columns]
    return frame


def _marts(snapshot: Snapshot) -> dict[tuple[str, str], list[tuple[str, str, object]]]:
    """Return due day, state and days of every project and step."""
    rows = snapshot.query(
        "select project_id, step_id, due_on, state, days from mart_deadline"
        " join mart_project using (project_no) join mart_process_step using (rule_no)"
        " order by project_id, step_id, due_on",
        {},
    )
    found: dict[tuple[str, str], list[tuple[str, str, object]]] = {}
    for row in rows.itertuples():
        due = "" if pd.isna(row.due_on) else str(row.due_on)[:10]
        days = None if pd.isna(row.days) else int(row.days)
        found.setdefault((row.project_id, row.step_id), []).append((due, row.state, days))
    return found


def test_every_due_day(snapshot: Snapshot) -> None:
    found = _marts(snapshot)
    missing = [
        (f"{2024 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-25", "overdue")
        for month in range(7, 25)
    ]
    reports = found.pop(("P7", "N7"))
    assert reports[0] == ("2024-06-25", "met", None)
    assert [(due, state) for due, state, _ in reports[1:]] == missing
    assert found == {
        ("P1", "N1"): [("2023-05-20", "met", None)],
        ("P1", "N3"): [("2023-06-15", "late", 5)],
        # April's due day comes after acceptance.
        ("P1", "N7"): [("2024-02-25", "met", None), ("2024-03-25", "late", 3)],
        # The step of the kind replaces that of the activity, which replaces the general one.
        ("P1", "N9-kind"): [("2024-04-15", "late", 5)],
        ("P1", "N10"): [("2025-01-22", "late", 10)],
        ("P2", "N1"): [("2024-05-20", "late", 5)],
        ("P2", "N3"): [("2024-06-15", "met", None)],
        # No project of 2025 has a report: they are not kept.
        ("P2", "N7"): [(f"2025-{month}-25", "not_recorded", None) for month in (10, 11, 12)],
        ("P2", "N10"): [("2026-01-22", "open", None)],
        ("P5", "N1"): [("2023-05-20", "met", None)],
        # The status says that these are behind it.
        ("P5", "N3"): [("2023-06-15", "not_recorded", None)],
        ("P5", "N9-kind"): [("", "not_recorded", None)],
        ("P5", "N10"): [("2025-01-22", "not_recorded", None)],
        ("P7", "N1"): [("2023-05-20", "met", None)],
        ("P7", "N3"): [("2023-06-15", "met", None)],
        ("P7", "N10"): [("2025-01-22", "overdue", 343)],
    }


def test_shares_have_their_denominators(snapshot: Snapshot) -> None:
    frame = _run("deadlines_met", snapshot, Scope(language="en")).set_index("step_id")
    first = frame.loc["N1"]
    assert (first["met"], first["late"], first["judged"]) == (3, 1, 4)
    assert first["share_met"] == 0.75
    # Wilson (1927) for 3 of 4.
    assert first["share_low"] == pytest.approx(0.3006, abs=5e-4)
    assert first["share_high"] == pytest.approx(0.9544, abs=5e-4)
    assert (first["step_title"], first["programme_level_name"]) == (
        "Register",
        "National programme",
    )
    reports = frame.loc["N7"]
    assert (reports["met"], reports["late"], reports["overdue"]) == (2, 1, 18)
    assert (reports["not_recorded"], reports["stopped"]) == (3, 1)
    settled = frame.loc["N10"]
    assert (settled["late"], settled["overdue"], settled["still_open"]) == (1, 1, 1)
    # What is not in English stays in Vietnamese rather than empty.
    assert frame.loc["N3", "step_title"] == "Gửi Bộ"


def test_an_unknown_deadline_is_counted_not_judged(snapshot: Snapshot) -> None:
    frame = _run("deadlines_met", snapshot).set_index("step_id")
    local = frame.loc["L1"]
    # P4; P3 was stopped.
    assert (local["deadline_unknown"], local["judged"]) == (1, 0)
    assert pd.isna(local["share_met"])
    assert pd.isna(local["share_low"])
    # A step that the law gives no day is not among them.
    assert "G4" not in frame.index


def test_breakdowns_add_up(snapshot: Snapshot) -> None:
    counted = [
        "met",
        "late",
        "overdue",
        "still_open",
        "not_recorded",
        "deadline_unknown",
        "stopped",
        "judged",
    ]
    for scope in (Scope(), Scope(years=(2024,)), Scope(activities=("MO_HINH_MAY_MOC",))):
        whole = _run("deadlines_met", snapshot, scope).groupby("step_id")[counted].sum()
        for name in ("deadlines_met_by_year", "deadlines_met_by_district"):
            parts = _run(name, snapshot, scope).groupby("step_id")[counted].sum()
            pd.testing.assert_frame_equal(parts, whole)
    places = _run("deadlines_met_by_district", snapshot).groupby("district")["judged"].sum()
    assert places.to_dict() == {"522": 29, "536": 2, "unknown": 0}


@pytest.mark.parametrize(
    ("scope", "judged"),
    [
        (Scope(years=(2025,)), 2),
        (Scope(districts=("522",)), 29),
        (Scope(districts=("522",), vintage="recorded"), 29),
        (Scope(activities=("DAO_TAO_NGHE",)), 2),
        (Scope(fund_sources=("national",)), 6),
        (Scope(fund_sources=("unknown",)), 23),
        (Scope(industries=("10",)), 6),
        (Scope(sizes=("small",)), 2),
        (Scope(years=(1999,)), 0),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, judged: int) -> None:
    assert _run("deadlines_met", snapshot, scope)["judged"].sum() == judged


def test_the_overdue_list(snapshot: Snapshot) -> None:
    frame = _run("overdue_list", snapshot)
    assert frame["days"].tolist() == [524, 343]
    assert frame["times"].tolist() == [18, 1]
    assert frame["step_title"].tolist() == ["Báo cáo tháng", "Quyết toán"]
    assert frame["listed_of"].tolist() == [2, 2]
    report = frame.iloc[0]
    assert (report["project_id"], report["title"], report["officer"]) == ("P7", "Máy dệt", "CB-01")
    assert report["responsible_name"] == "Đơn vị thực hiện"
    assert report["implementing_unit"] == "Trung tâm Khuyến công"
    assert report["district_name"] == "Thành phố Quảng Ngãi"
    assert str(report["due_on"])[:10] == "2024-07-25"
    assert _run("overdue_list", snapshot, Scope(years=(2025,))).empty


def test_missing_reports_of_an_accepted_project_are_counted_but_not_listed(tmp_path: Path) -> None:
    snapshot = _snapshot(tmp_path, progress_report=TABLES["progress_report"].drop(index=1))
    reports = _run("deadlines_met", snapshot).set_index("step_id").loc["N7"]
    assert reports["overdue"] == 19
    assert _run("overdue_list", snapshot)["project_id"].tolist() == ["P7", "P7"]


def _registered(**more: object) -> dict[str, object]:
    return {
        "programme_level": "national",
        "step_no": 1,
        "stage": "registered",
        "title_vi": "Đăng ký",
        "deadline_kind": "day_of_year",
        "deadline_year_offset": -1,
        **more,
    }


def test_a_rule_holds_for_the_due_days_of_its_time(tmp_path: Path) -> None:
    steps = pd.DataFrame(
        [
            _registered(step_id="old", deadline_month=5, deadline_day=20, valid_to="2023-12-31"),
            _registered(step_id="new", deadline_month=4, deadline_day=30, valid_from="2024-01-01"),
        ]
    )
    found = _marts(_snapshot(tmp_path, process_step=steps))
    assert found[("P1", "old")] == [("2023-05-20", "met", None)]
    assert found[("P2", "new")] == [("2024-04-30", "late", 25)]
    assert ("P1", "new") not in found
    assert ("P2", "old") not in found


def test_of_two_rules_that_both_fall_due_the_newer_speaks(tmp_path: Path) -> None:
    steps = pd.DataFrame(
        [
            _registered(step_id="old", deadline_month=5, deadline_day=20, valid_to="2023-12-31"),
            _registered(
                step_id="new",
                deadline_year_offset=0,
                deadline_month=1,
                deadline_day=31,
                valid_from="2024-01-01",
            ),
        ]
    )
    found = _marts(_snapshot(tmp_path, process_step=steps))
    assert [step for project, step in found if project == "P1"] == ["new"]


def test_a_step_that_has_ended_uncovers_the_general_one(tmp_path: Path) -> None:
    steps = pd.DataFrame(
        [
            _registered(step_id="general", deadline_month=5, deadline_day=20),
            _registered(
                step_id="special",
                activity="MO_HINH_MAY_MOC",
                deadline_month=5,
                deadline_day=10,
                valid_from="2024-01-01",
                valid_to="2024-12-31",
            ),
        ]
    )
    projects = TABLES["project"].copy()
    projects["plan_year"] = [2024, 2025, 2025, 2025, 2025, 2025, 2026]
    found = _marts(_snapshot(tmp_path, process_step=steps, project=projects))
    assert {project: step for project, step in found} == {
        "P1": "general",
        "P2": "general",
        "P5": "special",
        "P7": "general",
    }


def test_the_last_day_of_a_short_month(tmp_path: Path) -> None:
    steps = STEPS[STEPS["step_id"] == "N7"].assign(deadline_day=31)
    found = _marts(_snapshot(tmp_path, process_step=steps))
    assert [due for due, _, _ in found[("P1", "N7")]] == ["2024-02-29", "2024-03-31"]


def test_without_steps_nothing_is_due_and_the_usual_order_tells_what_is_next(
    tmp_path: Path,
) -> None:
    snapshot = _snapshot(tmp_path, process_step=STEPS.head(0))
    assert _run("deadlines_met", snapshot).empty
    assert _run("overdue_list", snapshot).empty
    stages = snapshot.query(
        "select project_id, stage, next_stage from mart_project_stage order by project_id", {}
    )
    rows = [tuple(None if pd.isna(v) else v for v in row) for row in stages.to_numpy().tolist()]
    assert rows == [
        ("P1", "settled", None),
        ("P2", "contracted", "accepted"),
        ("P3", "contracted", None),
        ("P4", "registered", "appraised"),
        ("P5", "contracted", None),
        ("P6", "registered", None),
        ("P7", "contracted", "accepted"),
    ]


def test_what_is_next_follows_the_steps_of_the_process(snapshot: Snapshot) -> None:
    stages = snapshot.query(
        "select project_id, next_stage, step_id from mart_project_stage"
        " left join mart_process_step on rule_no = next_rule_no order by project_id",
        {},
    ).set_index("project_id")
    assert stages.loc["P7", "step_id"] == "N9-kind"
    assert stages.loc["P2", "step_id"] == "N9"
    assert stages.loc["P4", "next_stage"] == "approved"
    assert pd.isna(stages.loc["P3", "next_stage"])


def test_a_day_after_the_data_is_a_plan(tmp_path: Path) -> None:
    projects = TABLES["project"].copy()
    projects.loc[projects["project_id"] == "P7", "settled_on"] = "2026-01-05"
    found = _marts(_snapshot(tmp_path, project=projects))
    assert found[("P7", "N10")] == [("2025-01-22", "overdue", 343)]
