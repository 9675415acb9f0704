"""Where establishments stopped: shares that add up, here and elsewhere."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.coverage_columns import STOPS
from analysis.measures.coverage_refusals import answer_refusals
from analysis.measures.coverage_stops import answer_place, answer_stops
from analysis.measures.phrases import number
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.measures.test_coverage import TABLES
from tests.own_case import loaded, write_case

MEASURE = "coverage_stops"


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("coverage-stops")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def test_each_establishment_counts_at_its_furthest_step(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(language="en"))
    city = frame[frame["district"] == "522"].set_index("stop")
    # E7 was never told, E2 was refused, E1 completed.
    assert city["establishments"].tolist() == [1, 0, 0, 0, 0, 1, 0, 0, 1]
    assert city["eligible"].tolist() == [3] * 9
    assert city.loc["refused", "stop_name"] == "Applied, refused"
    # Elsewhere: E6 and E5 were never told, E3 is supported and not finished.
    assert city["rest"].tolist() == [2, 0, 0, 0, 0, 0, 0, 1, 0]
    assert city["rest_eligible"].tolist() == [3] * 9
    # Here 2/3 are told, 1/2 of those decided on approved, 1/1 finished; elsewhere 1/3, 1/1, 0/1.
    # Told: 1/3 · ∫(1 − x/2) x = 4/36; approved: −1/2 · ∫(1 + x)/3 · x = −5/36; finished:
    # 1 · ∫(1 + x)/3 · (1 − x/2) = 13/36; together the 1/3 completed here against none.
    parts = [4 / 36, 0, 0, 0, 0, -5 / 36, 0, 13 / 36, 1 / 3]
    assert city["part"].tolist() == pytest.approx(parts)
    assert city["reached"].tolist()[:-1] == [3, 2, 2, 2, 2, 2, 1, 1]
    assert city["rate"].tolist()[:-1] == pytest.approx([2 / 3, 1, 1, 1, 1, 1 / 2, 1, 1])
    assert city["rest_reached"].tolist()[:-1] == [3, 1, 1, 1, 1, 1, 1, 1]
    assert frame["district"].iloc[-1] == "unknown"


@pytest.mark.parametrize(
    "scope", [Scope(), Scope(years=(2023,)), Scope(sizes=("micro",), activities=("TU_VAN",))]
)
def test_parts_add_up_to_what_is_completed_less(simulated: Snapshot, scope: Scope) -> None:
    frame = run_measure(MEASURE, simulated, scope)
    done = frame[(frame["stop"] == "completed") & frame["part"].notna()].set_index("district")
    assert not done.empty
    for code, rows in frame[frame["district"].isin(done.index)].groupby("district"):
        assert rows["share"].sum() == pytest.approx(1)
        assert rows["rest_share"].sum() == pytest.approx(1)
        parts = rows[rows["stop"] != "completed"]
        assert parts["part"].sum() == pytest.approx(done.loc[code, "part"], abs=1e-12)
        known = rows[rows["part"].notna()]
        assert (known["low"] <= known["part"]).all()
        assert (known["part"] <= known["high"]).all()
        # Nobody got as far: no part, rather than none of it.
        assert (
            parts["part"].isna() == ((parts["reached"] == 0) | (parts["rest_reached"] == 0))
        ).all()
    whole = frame.groupby("district")["establishments"].sum()
    assert (whole == frame.groupby("district")["eligible"].first()).all()


def test_answers_say_where_most_stop(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(language="en"))
    told = answer_stops(frame)
    assert told is not None
    assert told.en == "Most stop at: never told, 3 of 6 eligible establishments (50%)"
    place = answer_place(frame, "522")
    assert place is not None
    assert "does not clearly differ from elsewhere (+33.3 points" in place.en
    assert "n = 3" in place.en


def test_a_place_far_behind_is_told_with_its_main_cause(simulated: Snapshot) -> None:
    frame = run_measure(MEASURE, simulated, Scope())
    rows = frame[(frame["stop"] == "completed") & (frame["high"] < 0)]
    assert not rows.empty
    for code in rows["district"]:
        told = answer_place(frame, str(code))
        assert told is not None
        stops = frame[(frame["district"] == code) & (frame["stop"] != "completed")]
        worst = stops.loc[stops["part"].astype(float).idxmin()]
        # The largest part is named with its interval, and no part can hide behind the others.
        assert f"{number(100 * worst['part'], 1).vi}".lstrip("-−") in told.vi
        assert "kém nơi khác" in told.vi
        assert STOPS[worst["stop"]].vi[1:] in told.vi


def test_alone_in_the_scope_a_place_is_compared_with_nobody(simulated: Snapshot) -> None:
    frame = run_measure(MEASURE, simulated, Scope(districts=("535",)))
    assert frame["part"].isna().all()
    assert frame["rest_eligible"].tolist() == [0] * 9
    assert answer_place(frame, "535") is None
    assert answer_stops(frame) is not None


def test_nobody_in_the_scope_is_no_answer(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(industries=("31",)))
    assert isinstance(frame, pd.DataFrame)
    assert frame.empty
    assert answer_stops(frame) is None


# One place and another; in the second, what became of every application.
_RESULTS = [
    # E0 was refused twice, E1 refused and waits for another, E2 and E3 withdrew or have no result.
    ("E0", "2023-03-01", "2023-04-01", "refused", "low_score"),
    ("E0", "2024-03-01", "2024-04-01", "refused", "no_budget"),
    ("E1", "2023-03-01", "2023-04-01", "refused", "low_score"),
    ("E1", "2025-03-01", None, "pending", None),
    ("E2", "2023-03-01", "2023-04-01", "withdrawn", "owner_choice"),
    ("E3", "2024-03-01", "2026-02-01", "refused", "low_score"),
    # E4 withdrew once and was refused once, for no recorded reason.
    ("E4", "2023-03-01", "2023-04-01", "withdrawn", "owner_choice"),
    ("E4", "2024-03-01", "2024-04-01", "refused", None),
]


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("coverage-results")
    names = ["establishment_id", "submitted_on", "decided_on", "result", "reason"]
    applications = pd.DataFrame(_RESULTS, columns=names)
    tables = {
        "establishment": pd.DataFrame(
            {
                "establishment_id": [f"E{one}" for one in range(6)],
                "unit_id": "535_v1",
                "eligible": True,
            }
        ),
        "application": applications.assign(
            application_id=[f"H{one}" for one in range(len(applications))],
            activity="TU_VAN",
            currency="VND",
        ),
    }
    return loaded(write_case(folder / "case", tables, geography=True), folder / "ws")


def test_who_applied_is_told_apart_by_the_result(results: Snapshot) -> None:
    rows = run_measure(MEASURE, results, Scope()).set_index("stop")["establishments"]
    assert rows[["withdrawn", "pending", "refused"]].tolist() == [1, 2, 2]
    # No outreach is recorded: nobody is known to have been told without asking.
    assert "told_only" not in rows.index
    assert rows.sum() == 6
    # E1's open application is of 2025: in 2023 it was refused, in 2024 E3 has no result yet.
    early = run_measure(MEASURE, results, Scope(years=(2023,))).set_index("stop")["establishments"]
    assert early[["withdrawn", "pending", "refused"]].tolist() == [2, 0, 2]


def test_refusals_have_their_reasons(results: Snapshot) -> None:
    frame = run_measure("coverage_refusals", results, Scope(language="en"))
    # E0 for a low score and for want of a budget, E4 for no recorded reason; E1 still waits.
    assert dict(zip(frame["reason"], frame["establishments"], strict=True)) == {
        "low_score": 1,
        "no_budget": 1,
        "unknown": 1,
    }
    assert frame["refused"].tolist() == [2, 2, 2]
    assert frame["share"].tolist() == pytest.approx([0.5] * 3)
    said = answer_refusals(frame)
    assert said is not None
    assert said.en.startswith("2 establishments stopped at a refusal, of 5 eligible that applied")
    assert answer_refusals(frame.iloc[:0]) is None
