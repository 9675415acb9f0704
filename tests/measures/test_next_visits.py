"""Whom to visit next: who was never reached, in the law's order, with and without names."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings

from analysis.measures import catalogue, run_measure, typed_frame
from analysis.measures.next_visits import answer_visits, next_visits
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.examples import examples
from tests.measures.test_totals import scopes
from tests.own_case import loaded, write_case

# A was told, B applied, C is large, D closed, E came after the day of the data. The others were
# never reached: F and G in the city (no priority area), H in Bình Sơn (not entered), I on an
# island, J in a commune with a class of its own, K at no known place, L closes after that day. The
# event that names F is still planned.
WHO = [
    ("A", "522_v2", "micro", "2010-01-01", None),
    ("B", "524_v1", "micro", "2010-01-01", None),
    ("C", "522_v2", "large", "2010-01-01", None),
    ("D", "522_v2", "micro", "2010-01-01", "2025-12-31"),
    ("E", "522_v2", "micro", "2026-01-01", None),
    ("F", "522_v2", "small", "2010-01-01", None),
    ("G", "522_v2", "micro", None, None),
    ("H", "524_v1", "micro", "2010-01-01", None),
    ("I", "536_v1", None, "2010-01-01", None),
    ("J", "21484_v1", "micro", "2010-01-01", None),
    ("K", None, "micro", "2010-01-01", None),
    ("L", "524_v1", "micro", "2010-01-01", "2026-02-01"),
]
TABLES = {
    "establishment": pd.DataFrame(
        WHO, columns=["establishment_id", "unit_id", "size", "founded_on", "closed_on"]
    ).assign(
        name=[f"Cơ sở {code}" for code, *_ in WHO],
        industry=["16" if code in "HJ" else "10" for code, *_ in WHO],
        legal_form="household",
        makes_food=[None if code == "K" else code in "FGH" for code, *_ in WHO],
        # G's certificate ran out before the day of the data, H's holds.
        food_safety_until=[{"G": "2025-12-30", "H": "2025-12-31"}.get(c) for c, *_ in WHO],
        women_led=[True if code == "F" else None for code, *_ in WHO],
        cluster_id=["C1" if code == "H" else None for code, *_ in WHO],
    ),
    "cluster": pd.DataFrame(
        {"cluster_id": ["C1"], "name": ["Cụm Một"], "unit_id": ["524_v1"], "status": ["official"]}
    ),
    "unit_year": pd.DataFrame(
        {
            "unit_id": ["522_v2", "535_v1", "21484_v1"],
            "year": 2024,
            "priority_area": ["none", "remote_minority", "poor_district"],
            "status": "official",
        }
    ),
    "outreach_event": pd.DataFrame(
        {
            "event_id": ["V1", "V2"],
            "kind": "meeting",
            "held_on": ["2023-02-01", "2026-02-01"],
            "unit_id": "522_v2",
        }
    ),
    "outreach_contact": pd.DataFrame({"event_id": ["V1", "V2"], "establishment_id": ["A", "F"]}),
    "application": pd.DataFrame(
        {
            "application_id": ["H1"],
            "establishment_id": ["B"],
            "submitted_on": ["2023-03-01"],
            "currency": "VND",
            "result": ["refused"],
        }
    ),
    "outcome_record": pd.DataFrame(
        {
            "establishment_id": ["F", "F", "F"],
            "year": [2022, 2023, 2024],
            "currency": "VND",
            "workers": [5, 9, None],
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("visits")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _visits(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return run_measure("next_visits", snapshot, scope or Scope(language="en"))


def test_the_never_reached_stand_in_the_laws_order(snapshot: Snapshot) -> None:
    frame = _visits(snapshot)
    # The island, the commune's own class (not its district's), then the unknown: Bình Sơn, where
    # nobody was told (H, L), and no known place (K); last the city, the smaller first (G, F).
    assert frame["establishment_id"].tolist() == ["I", "J", "H", "L", "K", "G", "F"]
    assert frame["priority_area"].tolist() == [
        *("remote_minority", "poor_district", "unknown", "unknown", "unknown", "none", "none")
    ]
    assert frame["priority_area_name"].iloc[2] == "Unknown"
    assert set(frame["listed_of"]) == {7}


def test_each_row_tells_what_a_visitor_needs(snapshot: Snapshot) -> None:
    rows = _visits(snapshot).set_index("establishment_id")
    assert rows.loc["F", ["name", "district_name"]].tolist() == ["Cơ sở F", "Quảng Ngãi city"]
    assert rows.loc["F", ["industry_name", "size_name"]].tolist() == ["Food products", "Small"]
    assert rows.loc["F", ["workers", "workers_year"]].tolist() == [9, 2023]
    assert rows.loc["H", "cluster"] == "Cụm Một"
    assert rows.loc["J", "unit"] == "21484"
    assert rows.loc["J", "district"] == "535"
    assert rows.loc["J", "unit_name"].endswith(("commune", "township"))
    assert rows.loc["K", ["district_name", "unit_name"]].tolist() == ["Unknown", "Unknown"]
    assert rows.loc["F", "women_led"]
    assert pd.isna(rows.loc["G", "women_led"])


def test_food_without_a_valid_certificate_is_marked(snapshot: Snapshot) -> None:
    unproven = _visits(snapshot).set_index("establishment_id")["food_unproven"]
    # F has none, G's ran out, H's holds on the day itself, I makes no food, of K it is unknown.
    assert bool(unproven["F"])
    assert bool(unproven["G"])
    assert not unproven["H"]
    assert not unproven["I"]
    assert pd.isna(unproven["K"])


def test_without_names_nobody_can_be_told(snapshot: Snapshot) -> None:
    named = _visits(snapshot)
    frame = typed_frame(
        next_visits(snapshot, Scope(language="en"), with_names=False), catalogue()["next_visits"]
    )
    assert frame[["establishment_id", "name"]].isna().all(axis=None)
    rest = [name for name in named.columns if name not in ("establishment_id", "name")]
    pd.testing.assert_frame_equal(frame[rest], named[rest])


def test_the_summary_counts_the_list(snapshot: Snapshot) -> None:
    frame = run_measure("next_visits_summary", snapshot, Scope(language="en"))
    areas = frame[frame["by"] == "priority_area"]
    found = areas[["district", "code", "never_reached", "in_business"]].to_numpy().tolist()
    assert found == [
        ["536", "remote_minority", 1, 1],
        ["535", "poor_district", 1, 1],
        ["524", "unknown", 2, 3],
        ["unknown", "unknown", 1, 1],
        ["522", "none", 2, 3],
    ]
    industries = frame[frame["by"] == "industry"].set_index(["district", "code"])
    assert industries["never_reached"].to_dict()["524", "16"] == 1
    assert industries["never_reached"].sum() == 7
    assert industries["in_business"].sum() == 9
    answer = answer_visits(frame)
    assert answer is not None
    assert answer.en == (
        "7 of 9 eligible establishments in business have no record of ever being reached: 2 in "
        "priority areas, 3 "
        "where priority is not known"
    )


def test_places_industries_and_sizes_narrow_and_years_do_not(snapshot: Snapshot) -> None:
    def codes(scope: Scope) -> list[str]:
        return _visits(snapshot, scope)["establishment_id"].tolist()

    assert codes(Scope(districts=("524", "unknown"))) == ["H", "L", "K"]
    assert codes(Scope(industries=("16",))) == ["J", "H"]
    assert codes(Scope(sizes=("unknown", "small"))) == ["I", "F"]
    assert codes(Scope(districts=("21484",), vintage="recorded")) == ["J"]
    assert codes(Scope(years=(2012,), activities=("TU_VAN",))) == codes(Scope())
    assert codes(Scope(industries=("31",))) == []
    nothing = run_measure("next_visits_summary", snapshot, Scope(industries=("31",)))
    assert nothing.empty
    assert answer_visits(nothing) is None


@settings(max_examples=examples(25))
@given(scope=scopes())
def test_who_was_ever_reached_is_never_listed(simulated: Snapshot, scope: Scope) -> None:
    frame = run_measure("next_visits", simulated, scope)
    reached = simulated.query(
        "select distinct establishment_id from mart_reach"
        " join mart_establishment using (establishment_no)",
        {},
    )
    assert not set(frame["establishment_id"]) & set(reached["establishment_id"])
    assert frame["establishment_id"].is_unique
    summary = run_measure("next_visits_summary", simulated, scope)
    for _by, rows in summary.groupby("by"):
        assert rows["never_reached"].sum() == len(frame)
        assert (rows["never_reached"] <= rows["in_business"]).all()
    if scope.industries:
        assert set(frame["industry"]) <= set(scope.industries)


@pytest.mark.parametrize("vintage", ["districts-2020", "recorded"])
def test_the_list_and_the_reached_are_all_in_business(simulated: Snapshot, vintage) -> None:
    summary = run_measure("next_visits_summary", simulated, Scope(vintage=vintage))
    eligible = simulated.query(
        "select count(*) as number from establishment"
        " where coalesce(eligible, size is null or size <> 'large')"
        " and coalesce(closed_on > date '2025-12-31', true)"
        " and coalesce(founded_on <= date '2025-12-31', true)",
        {},
    )
    every = summary.loc[summary["by"] == "industry", "in_business"].sum()
    assert every == eligible["number"].iloc[0]
