"""Where establishments stopped: shares that add up, here and elsewhere."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.coverage_columns import STOPS
from analysis.measures.coverage_stops import answer_place, answer_stops
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
    assert city["establishments"].tolist() == [1, 0, 0, 1, 0, 1]
    assert city["eligible"].tolist() == [3] * 6
    assert city.loc["not_approved", "stop_name"] == "Applied, not approved"
    # Elsewhere: E6 and E5 were never told, E3 is not finished.
    assert city["rest"].tolist() == [2, 0, 0, 0, 1, 0]
    assert city["rest_eligible"].tolist() == [3] * 6
    assert city.loc["never_told", "difference"] == pytest.approx(1 / 3 - 2 / 3)
    assert frame["district"].iloc[-1] == "unknown"


@pytest.mark.parametrize(
    "scope", [Scope(), Scope(years=(2023,)), Scope(sizes=("micro",), activities=("TU_VAN",))]
)
def test_differences_add_up_to_what_is_completed_less(simulated: Snapshot, scope: Scope) -> None:
    frame = run_measure(MEASURE, simulated, scope)
    known = frame[frame["difference"].notna()]
    assert not known.empty
    for _, rows in known.groupby("district"):
        assert rows["share"].sum() == pytest.approx(1)
        assert rows["rest_share"].sum() == pytest.approx(1)
        assert rows["difference"].sum() == pytest.approx(0, abs=1e-12)
        assert (rows["low"] <= rows["difference"]).all()
        assert (rows["difference"] <= rows["high"]).all()
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
        worst = stops.loc[stops["difference"].astype(float).idxmax()]
        assert "kém nơi khác" in told.vi
        assert STOPS[worst["stop"]].vi[1:] in told.vi


def test_alone_in_the_scope_a_place_is_compared_with_nobody(simulated: Snapshot) -> None:
    frame = run_measure(MEASURE, simulated, Scope(districts=("535",)))
    assert frame["difference"].isna().all()
    assert frame["rest_eligible"].tolist() == [0] * 6
    assert answer_place(frame, "535") is None
    assert answer_stops(frame) is not None


def test_nobody_in_the_scope_is_no_answer(snapshot: Snapshot) -> None:
    frame = run_measure(MEASURE, snapshot, Scope(industries=("31",)))
    assert isinstance(frame, pd.DataFrame)
    assert frame.empty
    assert answer_stops(frame) is None
