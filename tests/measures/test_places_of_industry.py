"""Places of industry: land, people, money and visits, added up by hand."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.places_of_industry import (
    MEASURES,
    answer_cluster_money,
    answer_occupancy,
    answer_places,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

MILLION = 1_000_000
TABLES = {
    "cluster": pd.DataFrame(
        {
            "cluster_id": ["K1", "K2", "K3"],
            "name": ["Cụm A", "Khu B", "Cụm C"],
            "kind": ["cluster", "industrial_zone", None],
            "unit_id": ["522_v2", "524_v1", None],
            "area_ha": [40.0, 100.0, None],
            "status": "official",
        }
    ),
    "cluster_year": pd.DataFrame(
        {
            "cluster_id": ["K1", "K1", "K2", "K2"],
            "year": [2023, 2024, 2023, 2024],
            "industrial_area_ha": [20.0, 20.0, 80.0, None],
            "leased_area_ha": [5.0, 10.0, 40.0, 60.0],
            "establishments": [3, 4, None, 9],
            "workers": [30, 44, None, None],
            "status": "official",
        }
    ),
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2", "E3"],
            "cluster_id": ["K1", "K1", "K1"],
            "industry": ["10", "16", "10"],
            "closed_on": [None, None, "2020-01-01"],
        }
    ),
    "outcome_record": pd.DataFrame(
        {
            "establishment_id": ["E1", "E1", "E3"],
            "year": [2022, 2023, 2019],
            "currency": "VND",
            "workers": [7, 9, 50],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A", "B", "C", "D"],
            "plan_year": [2023, 2024, 2024, 2024],
            "activity": ["LIEN_KET_CCN", "LIEN_KET_CCN", "LIEN_KET_CCN", "TU_VAN"],
            "activity_kind": ["CLUSTER_INFRA", "CLUSTER_PLAN", "CLUSTER_INFRA", "CONSULT"],
            "unit_id": ["522_v2", "524_v1", "525_v2", "522_v2"],
            "cluster_id": ["K1", None, None, None],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3", "F4", "F5"],
            "project_id": ["A", "A", "B", "C", "D"],
            "fund_source": ["national", "provincial", "provincial", "provincial", "provincial"],
            "currency": "VND",
            "approved": [300 * MILLION, 100 * MILLION, 50 * MILLION, None, 7 * MILLION],
        }
    ),
    "outreach_event": pd.DataFrame(
        {
            "event_id": ["V1", "V2", "V3", "V4"],
            "kind": "survey_visit",
            "held_on": ["2023-05-01", "2024-06-01", "2024-07-01", "2026-01-02"],
            "unit_id": "522_v2",
            "cluster_id": ["K1", "K1", None, "K1"],
        }
    ),
}
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("places")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def test_each_place_with_what_is_reported_and_what_is_counted(snapshot: Snapshot) -> None:
    frame = _frame("places_of_industry", snapshot).set_index("cluster_id")
    first = frame.loc["K1"]
    assert (first["year"], first["occupancy"]) == (2024, 0.5)
    assert (first["establishments"], first["workers"]) == (4, 44)
    # E3 is closed; only E1 of the two others has told its workers, last in 2023.
    assert (first["establishments_counted"], first["workers_counted"]) == (2, 9)
    assert first["workers_answered"] == 1
    assert (first["projects"], first["approved"]) == (1, 400 * MILLION)
    assert first["visits"] == 2
    assert str(first["last_visit_on"])[:10] == "2024-06-01"
    second = frame.loc["K2"]
    assert pd.isna(second["occupancy"])
    assert pd.isna(second["workers"])
    assert (second["approved"], second["visits"]) == (0, 0)
    third = frame.loc["K3"]
    assert pd.isna(third["year"])
    assert (third["kind_name"], third["district"]) == ("Không rõ", "unknown")


def test_occupancy_is_over_clusters_that_know_both(snapshot: Snapshot) -> None:
    frame = _frame("places_occupancy", snapshot).set_index("year")
    assert frame.loc[2023, "occupancy"] == pytest.approx(45 / 100)
    assert (frame.loc[2023, "reporting"], frame.loc[2023, "clusters"]) == (2, 3)
    assert frame.loc[2024, "occupancy"] == pytest.approx(10 / 20)
    assert (frame.loc[2024, "establishments"], frame.loc[2024, "workers_reporting"]) == (13, 1)
    answer = answer_occupancy(_frame("places_occupancy", snapshot))
    assert answer is not None
    assert answer.en == (
        "Industrial land let: 45% in 2023 (2 reporting), 50% in 2024 (1 reporting)"
    )


def test_money_by_district_takes_projects_that_name_no_cluster_too(snapshot: Snapshot) -> None:
    frame = _frame("places_by_district", snapshot, Scope(language="en")).set_index("district")
    assert frame["approved"].dropna().to_dict() == {
        "522": 400 * MILLION,
        "524": 50 * MILLION,
        "unknown": 0,
    }
    assert pd.isna(frame.loc["525", "approved"])
    assert frame.loc["525", "approved_unknown"] == 1
    assert (frame.loc["522", "named"], frame.loc["524", "named"]) == (1, 0)
    answer = answer_cluster_money(frame.reset_index())
    assert answer is not None
    assert answer.en.startswith("450 million VND approved for places of industry; most in Quảng")


@pytest.mark.parametrize(
    ("scope", "places", "money"),
    [
        (Scope(years=(2023,)), 3, 400),
        (Scope(districts=("524",)), 1, 50),
        (Scope(fund_sources=("national",)), 3, 300),
        (Scope(activities=("TU_VAN",)), 3, 0),
        (Scope(districts=("599",)), 0, 0),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, places: int, money: int) -> None:
    assert len(_frame("places_of_industry", snapshot, scope)) == places
    by_district = _frame("places_by_district", snapshot, scope)
    assert by_district["approved"].sum() == money * MILLION


def test_of_earlier_years_the_earlier_report_is_shown(snapshot: Snapshot) -> None:
    frame = _frame("places_of_industry", snapshot, Scope(years=(2023,))).set_index("cluster_id")
    assert (frame.loc["K1", "year"], frame.loc["K1", "occupancy"]) == (2023, 0.25)
    assert frame.loc["K1", "visits"] == 1


def test_sentences(snapshot: Snapshot) -> None:
    told = answer_places(_frame("places_of_industry", snapshot))
    assert told is not None
    assert told.en == (
        "3 places of industry; the 1 that reports has let 50% of the industrial land"
    )
    silent = answer_places(_frame("places_of_industry", snapshot, Scope(districts=("524",))))
    assert silent is not None
    assert silent.en == "1 place of industry; how full they are is not reported"
    nowhere = Scope(districts=("599",))
    assert answer_places(_frame("places_of_industry", snapshot, nowhere)) is None
    assert answer_occupancy(_frame("places_occupancy", snapshot, nowhere)) is None
    assert answer_cluster_money(_frame("places_by_district", snapshot, nowhere)) is None
