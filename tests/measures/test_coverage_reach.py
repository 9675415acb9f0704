"""Why a gap: events, distance, clusters and officers of each place, counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures import run_measure
from analysis.measures.coverage_reach import answer_reach, compared
from analysis.measures.great_circle import great_circle_km
from analysis.measures.rank_correlation import rank_correlation
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.examples import examples
from tests.own_case import loaded, write_case

# Four establishments in the city, two in Ba Tơ, one at no known place.
TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": [f"E{number}" for number in range(7)],
            "unit_id": [*["522_v2"] * 4, *["535_v1"] * 2, None],
            "eligible": True,
        }
    ),
    # The last event is planned for after the day of the data; one has no place.
    "outreach_event": pd.DataFrame(
        {
            "event_id": ["V1", "V2", "V3", "V4"],
            "kind": ["meeting", "survey_visit", "meeting", "meeting"],
            "held_on": ["2023-02-01", "2024-02-01", "2024-03-01", "2026-02-01"],
            "unit_id": ["522_v2", "522_v2", None, "535_v1"],
            "cluster_id": [None, "C1", None, None],
        }
    ),
    # E4 of Ba Tơ came to the city; E0 came twice.
    "outreach_contact": pd.DataFrame(
        {
            "event_id": ["V1", "V2", "V1", "V4"],
            "establishment_id": ["E0", "E0", "E4", "E5"],
        }
    ),
    "cluster": pd.DataFrame(
        {
            "cluster_id": ["C1", "C2", "C3"],
            "name": ["Cụm 1", "Cụm 2", "Cụm 3"],
            "status": "official",
            "unit_id": ["522_v2", "522_v2", "535_v1"],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["P1", "P2"],
            "plan_year": [2024, 2024],
            "unit_id": ["522_v2", "522_v2"],
            "officer": ["CB-1", "CB-1"],
            "status": ["running", "running"],
        }
    ),
    "officer_training": pd.DataFrame(
        {
            "training_id": ["T1", "T2"],
            "officer": ["CB-2", "CB-3"],
            "unit_id": ["535_v1", "535_v1"],
            "held_on": ["2025-03-01", "2020-03-01"],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("reach")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _rows(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return run_measure("coverage_reach", snapshot, scope or Scope()).set_index("district")


def test_every_place_has_its_reasons(snapshot: Snapshot) -> None:
    rows = _rows(snapshot)
    assert rows.index.tolist() == ["522", "535", "unknown"]
    counts = ["eligible", "told", "events", "present", "clusters", "clusters_unvisited"]
    assert rows.loc["522", counts].tolist() == [4, 1, 2, 2, 2, 1]
    assert rows.loc["535", counts].tolist() == [2, 1, 0, 0, 1, 1]
    assert rows.loc["unknown", counts].tolist() == [1, 0, 1, 0, 0, 0]
    assert rows["events_per_100"].tolist() == [50, 0, 100]
    officers = ["projects", "officers", "cases_per_officer", "trained_recent"]
    assert rows.loc["522", officers].tolist() == [2, 1, 2, 0]
    assert rows.loc["535", ["projects", "officers", "trained_recent"]].tolist() == [0, 0, 1]
    assert pd.isna(rows.loc["535", "cases_per_officer"])


def test_distance_is_from_the_city_and_unknown_without_a_place(snapshot: Snapshot) -> None:
    rows = _rows(snapshot)
    assert rows.loc["522", "distance_km"] == 0
    # From 15.124 N 108.814 E to 14.766 N 108.665 E: 0.358° × 111.2 = 39.8 km south and
    # 0.149° × 111.2 × cos 14.9° = 16.0 km west, √(39.8² + 16.0²) = 42.9.
    assert rows.loc["535", "distance_km"] == pytest.approx(42.9, abs=0.1)
    assert pd.isna(rows.loc["unknown", "distance_km"])


def test_years_choose_events_and_visits(snapshot: Snapshot) -> None:
    rows = _rows(snapshot, Scope(years=(2023,)))
    assert rows.loc["522", ["events", "present", "clusters_unvisited"]].tolist() == [1, 2, 2]
    nothing = run_measure("coverage_reach", snapshot, Scope(years=(2019,)))
    # Nothing was held in 2019, which is known: none and not unknown.
    assert (nothing["events"] == 0).all()
    answer = answer_reach(nothing)
    assert answer is not None
    assert answer.en == "2 of 2 places have seen no outreach event"


def test_what_is_not_recorded_at_all_is_unknown(tmp_path: Path) -> None:
    only = {"establishment": TABLES["establishment"]}
    bare = loaded(write_case(tmp_path / "case", only, geography=True), tmp_path / "ws")
    frame = run_measure("coverage_reach", bare, Scope())
    names = ["told", "told_share", "events", "events_per_100", "present", "clusters"]
    assert len(frame) == 3
    assert frame[names].isna().all(axis=None)
    assert answer_reach(frame) is None
    assert answer_reach(frame.iloc[:0]) is None


def test_told_and_eligible_are_those_of_coverage(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    for scope in (Scope(), Scope(years=(2022,), districts=("522", "535"))):
        here = _rows(simulated, scope)
        there = run_measure("coverage_by_district", simulated, scope).set_index("district")
        for name in ("eligible", "told", "told_share", "told_low", "told_high"):
            assert here[name].astype(float).to_dict() == pytest.approx(
                there[name].astype(float).to_dict()
            )
        visits = run_measure("places_by_district", simulated, scope).set_index("district")
        assert here["clusters"].sum() == visits["clusters"].sum()
        places = run_measure("places_of_industry", simulated, scope)
        assert here["clusters_unvisited"].sum() == (places["visits"] == 0).sum()


def test_events_at_districts_are_not_held_against_communes(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    frame = run_measure("coverage_reach", simulated, Scope(vintage="recorded"))
    assert compared(frame).empty
    answer = answer_reach(frame)
    assert answer is not None
    assert answer.en.startswith("Cannot be compared yet")
    assert len(compared(run_measure("coverage_reach", simulated, Scope()))) == 13


def test_none_recorded_at_a_commune_is_not_none_there(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    frame = run_measure("coverage_reach", simulated, Scope(vintage="recorded"))
    here = frame[(frame["eligible"] > 0) & (frame["district"] != "unknown")]
    assert not here.empty
    assert here["events_per_100"].isna().all()
    assert not (here["events"] == 0).fillna(False).any()
    # An event held there at which nobody was named is a zero, and known.
    assert (here["present"].isna() == here["events"].isna()).all()
    # Who was told is recorded with the establishment, and stays.
    assert here["told"].notna().all()
    # What is recorded at districts is still shown there.
    assert (
        frame["events"].sum() == run_measure("coverage_reach", simulated, Scope())["events"].sum()
    )
    sheet = run_measure("place_profile", simulated, Scope(vintage="recorded", language="en"))
    assert set(sheet.loc[sheet["item"] == "Events per 100 eligible", "value"]) == {"not known"}


def _places(events: list[float], told: list[float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "district": [str(522 + number) for number in range(len(events))],
            "events": 1,
            "events_per_100": events,
            "told_share": told,
        }
    )


def test_going_together_is_called_no_cause() -> None:
    events = [1.0, 2, 3, 4, 5, 6, 7, 8]
    rising = answer_reach(_places(events, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.9]))
    falling = answer_reach(_places(events, [0.9, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]))
    mixed = answer_reach(_places(events, [0.3, 0.1, 0.4, 0.15, 0.5, 0.2, 0.35, 0.25]))
    assert rising is not None
    assert "tend to have more told" in rising.en
    assert rising.en.endswith("which is no cause")
    assert falling is not None
    assert "tend to have fewer told" in falling.en
    assert mixed is not None
    assert "cannot be told yet" in mixed.en


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=5, max_size=40),
)
@settings(max_examples=examples(100))
def test_rank_correlation_is_that_of_scipy(pairs: list[tuple[int, int]]) -> None:
    first, second = [float(one) for one, _ in pairs], [float(two) for _, two in pairs]
    found = rank_correlation(first, second)
    if len(set(first)) == 1 or len(set(second)) == 1:
        assert found is None
        return
    assert found is not None
    assert found.rho == pytest.approx(float(stats.spearmanr(first, second).statistic), abs=1e-9)
    assert -1 <= found.low <= found.rho + 1e-9
    assert found.rho - 1e-9 <= found.high <= 1
    assert found.pairs == len(pairs)


def test_the_interval_of_a_rank_correlation_holds_what_it_should() -> None:
    random = np.random.default_rng(5)
    # The rank correlation of a normal pair with correlation r is 6/π · asin(r/2).
    true = 6 / np.pi * np.arcsin(0.6 / 2)
    inside = 0
    for _ in range(400):
        pair = random.multivariate_normal([0, 0], [[1, 0.6], [0.6, 1]], 30)
        found = rank_correlation(pair[:, 0].tolist(), pair[:, 1].tolist())
        assert found is not None
        inside += found.low <= true <= found.high
    assert 0.92 <= inside / 400 <= 0.98


def test_few_or_unknown_pairs_leave_it_open() -> None:
    assert rank_correlation([1, 2, 3, 4], [1, 2, 3, 4]) is None
    assert rank_correlation([1, 2, 3, 4, float("nan")], [1, 2, 3, 4, 5]) is None


def test_great_circles() -> None:
    # A degree of a meridian, and half the way around.
    assert great_circle_km(0, 0, (1, 0)) == pytest.approx(111.195, abs=0.001)
    assert great_circle_km(0, 0, (0, 180)) == pytest.approx(20015.1, abs=0.1)
    assert great_circle_km(15, 108, (15, 108)) == 0
    # Hanoi to Ho Chi Minh City is about 1,140 km in a straight line.
    assert great_circle_km(21.03, 105.85, (10.78, 106.70)) == pytest.approx(1143, abs=5)
