"""Fairness by district, along a condition and by group: worked out by hand on a small case."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.fairness_answers import (
    answer_condition,
    answer_fairness,
    answer_groups,
    answer_money,
    answer_unequal,
    minorities_known,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.fairness_case import TABLES, two_districts
from tests.own_case import loaded, write_case


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("fairness")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(snapshot: Snapshot, measure: str, scope: Scope | None = None) -> pd.DataFrame:
    return run_measure(f"fairness_{measure}", snapshot, replace(scope or Scope(), language="en"))


def _places(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return _frame(snapshot, "by_district", scope).set_index("district")


def _index(snapshot: Snapshot, code: str, scope: Scope | None = None) -> pd.Series:
    return _frame(snapshot, "indices", scope).set_index("index").loc[code]


def _group(snapshot: Snapshot, grouping: str, group: str) -> pd.Series:
    rows = _frame(snapshot, "groups").set_index(["grouping", "group"])
    return rows.loc[(grouping, group)]


def test_each_place_has_its_shares_and_unknown_money_is_not_zero(snapshot: Snapshot) -> None:
    places = _places(snapshot)
    assert list(places.index) == ["522", "535", "536", "unknown"]
    assert places["eligible"].tolist() == [4, 2, 2, 1]
    assert places["supported"].tolist() == [2, 2, 1, 1]
    # 30 + 10 in the capital, 20 + 40 in 535; the only amount of 536 is unknown.
    assert places["grants"].tolist()[:2] == [40, 60]
    assert pd.isna(places.loc["536", "grants"])
    assert pd.isna(places.loc["536", "share_of_money"])
    assert places["grants_unknown"].tolist() == [0, 0, 1, 0]
    assert places["grants_not_eligible"].tolist() == [50, 0, 0, 0]
    assert places.loc["522", "share_of_money"] == pytest.approx(40 / 140)
    assert places.loc["522", "share_of_eligible"] == pytest.approx(4 / 9)
    assert places.loc["535", "money_ratio"] == pytest.approx((60 / 140) / (2 / 9))
    assert places.loc["535", "grants_per_eligible"] == 30
    assert places["share_of_supported"].tolist() == pytest.approx([2 / 6, 2 / 6, 1 / 6, 1 / 6])


def test_each_place_has_its_latest_conditions(snapshot: Snapshot) -> None:
    places = _places(snapshot)
    assert places.loc["535", ["poverty_rate", "poverty_year"]].tolist() == [0.30, 2024]
    assert places.loc["535", "terrain_name"] == "Mountain"
    assert pd.isna(places.loc["536", "poverty_rate"])
    # An island is an area of priority by its terrain; what of the unknown place is not known.
    assert places.loc["536", "priority_area"] == "remote_minority"
    assert places.loc["unknown", "priority_area_name"] == "Unknown"
    assert places.loc["522", "distance_km"] == 0
    assert pd.isna(places.loc["unknown", "distance_km"])


def test_distance_is_the_great_circle(snapshot: Snapshot) -> None:
    # Between the sourced centroids of 522 and 535, by the spherical law of cosines.
    (lat, lon), (lat2, lon2) = (
        (math.radians(a), math.radians(b))
        for a, b in ((15.124130, 108.814383), (14.766379, 108.665068))
    )
    cosine = math.sin(lat) * math.sin(lat2) + math.cos(lat) * math.cos(lat2) * math.cos(lon - lon2)
    distance = _places(snapshot).loc["535", "distance_km"]
    assert distance == pytest.approx(6371 * math.acos(cosine), abs=0.01)


def test_a_place_without_centroid_has_no_distance(tmp_path: Path) -> None:
    tables = TABLES | {
        "establishment": TABLES["establishment"].assign(
            unit_id=TABLES["establishment"]["unit_id"].replace("536_v1", "608_v1")
        )
    }
    own = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    places = _places(own, Scope(vintage="recorded"))
    assert pd.isna(places.loc["608", "distance_km"])
    assert _index(own, "remoteness_supported", Scope(vintage="recorded"))["places_without"] == 1


def test_filters_narrow_money_as_they_narrow_support(snapshot: Snapshot) -> None:
    for scope, supported, grants in (
        (Scope(years=(2023,)), 1, 10),
        (Scope(years=(2024,)), 2, 30),
        (Scope(activities=("TU_VAN",)), 2, 30),
        (Scope(fund_sources=("national",)), 1, 10),
        (Scope(sizes=("micro",)), 0, 0),
    ):
        capital = _places(snapshot, scope).loc["522"]
        assert (capital["supported"], capital["grants"]) == (supported, grants)


def test_indices_by_hand(snapshot: Snapshot) -> None:
    # Places: 4 establishments with 40, 2 with 60, and of 536 only E8 with nothing.
    gini = _index(snapshot, "gini_districts")
    assert gini["value"] == pytest.approx(2.6 / 7)
    assert (gini["n"], gini["places"], gini["left_out"]) == (7, 3, 2)
    assert _index(snapshot, "hoover")["value"] == pytest.approx(0.6 - 2 / 7)
    theil = 0.4 * math.log(0.7) + 0.6 * math.log(2.1)
    assert _index(snapshot, "theil")["value"] == pytest.approx(theil)
    # Every terrain is one place here, so all inequality is between them.
    assert _index(snapshot, "theil_between")["value"] == pytest.approx(theil)
    assert _index(snapshot, "theil_within")["value"] == pytest.approx(0, abs=1e-12)
    assert _index(snapshot, "theil_share")["value"] == pytest.approx(1)
    # 0 0 0 10 20 30 40 40: the sum of (2i - 9)·x over 8²·17.5.
    everyone = _index(snapshot, "gini_establishments")
    assert everyone["value"] == pytest.approx(580 / 1120)
    assert not everyone["weighted"]


def test_concentration_by_hand_and_the_unknown_is_left_out_and_counted(snapshot: Snapshot) -> None:
    # The poorest third has 60% of the money, and 2 of the 4 supported.
    money = _index(snapshot, "poverty_money")
    assert money["value"] == pytest.approx(-4 / 15)
    assert (money["n"], money["places"], money["places_without"]) == (6, 2, 1)
    assert money["left_out"] == 3
    assert _index(snapshot, "poverty_supported")["value"] == pytest.approx(-1 / 6)
    # Erreygers: 4 · (4 of 6) · C, absolute.
    corrected = _index(snapshot, "poverty_erreygers")
    assert corrected["value"] == pytest.approx(-4 / 9)
    assert corrected["scale"] == "absolute"
    # By remoteness: (0.25, 0.2), (0.5, 0.6), (1, 1).
    remote = _index(snapshot, "remoteness_supported")
    assert remote["value"] == pytest.approx(-0.05)
    assert remote["places_without"] == 0


def test_few_supported_have_no_interval_and_no_verdict(snapshot: Snapshot) -> None:
    rows = _frame(snapshot, "indices").set_index("index")
    assert rows[["low", "high", "chance_low"]].isna().all(axis=None)
    assert (rows.drop(index="gini_establishments")["verdict"] == "cannot_tell").all()


def test_the_curve_names_its_points(snapshot: Snapshot) -> None:
    curve = _frame(snapshot, "curve")
    rows = curve[curve["condition"] == "poverty"]
    assert rows["district_name"].tolist() == ["Ba Tơ district", "Quảng Ngãi city"]
    assert rows["eligible_reached"].tolist() == pytest.approx([1 / 3, 1])
    assert rows["supported_reached"].tolist() == pytest.approx([0.5, 1])
    assert rows["money_reached"].tolist() == pytest.approx([0.6, 1])
    remote = curve[curve["condition"] == "remoteness"]
    assert remote["known"].tolist() == [1, 2, 4]
    assert remote["known_reached"].tolist() == pytest.approx([1 / 7, 3 / 7, 1])


def test_groups_by_hand(snapshot: Snapshot) -> None:
    women = _group(snapshot, "women_led", "women")
    assert women[["eligible", "supported", "rest_eligible", "rest_supported"]].tolist() == [
        *(2, 2),
        *(6, 3),
    ]
    assert women["difference"] == pytest.approx(0.5)
    assert women["verdict"] == "cannot_tell"
    assert women["grants"] == 50
    nobody_knows = _group(snapshot, "women_led", "unknown")
    assert nobody_knows["eligible"] == 1
    assert pd.isna(nobody_knows["difference"])
    assert _group(snapshot, "minority", "majority")["supported_share"] == 1
    assert _group(snapshot, "minority", "unknown")["eligible"] == 3
    assert _group(snapshot, "priority_area", "remote_minority")["eligible"] == 4
    island = _group(snapshot, "terrain", "island")
    assert pd.isna(island["grants"])
    assert island["grants_unknown"] == 1


@pytest.mark.parametrize(
    ("poor", "capital", "money", "spread"),
    [
        (30, 4, "pro_poor", "beyond_chance"),
        (4, 30, "pro_rich", "beyond_chance"),
        (15, 15, "cannot_tell", "cannot_tell"),
    ],
)
def test_a_clear_lean_is_told(
    tmp_path: Path, poor: int, capital: int, money: str, spread: str
) -> None:
    folder = write_case(tmp_path / "case", two_districts(poor, capital), geography=True)
    own = loaded(folder, tmp_path / "ws")
    index = _index(own, "poverty_money")
    assert index["verdict"] == money
    # Half of the establishments first with poor / (poor + capital) of the money.
    assert index["value"] == pytest.approx(0.5 - poor / (poor + capital))
    assert index["low"] < index["value"] < index["high"]
    gini = _index(own, "gini_districts")
    assert gini["verdict"] == spread
    assert gini["value"] == pytest.approx(abs(0.5 - poor / (poor + capital)))
    assert gini["low"] <= gini["value"] <= gini["high"]
    # Where chance is explanation enough, no inequality at all is inside the interval.
    assert (gini["low"] == 0) == (spread == "cannot_tell")


def test_answers_say_what_is_known(snapshot: Snapshot, tmp_path: Path) -> None:
    districts, indices, groups = (
        _frame(snapshot, name) for name in ("by_district", "indices", "groups")
    )
    # In 535 alone are 43%; with the capital it is 5 of 7 of the money and 6 of 9 establishments.
    money = answer_money(districts)
    assert money is not None
    assert money.en == (
        "71% of the money that is known went to 2 places with 67% of the eligible establishments"
    )
    told = answer_fairness(districts, indices)
    assert told is not None
    assert told.en.endswith(
        "whether poor places get less or more than their part cannot be told yet"
    )
    assert told.vi.endswith("chưa nói được nơi nghèo nhận ít hay nhiều hơn phần của mình")
    unequal = answer_unequal(indices)
    assert unequal is not None
    assert "too few supported" in unequal.en
    nothing_less = answer_groups(groups)
    assert nothing_less is not None
    assert nothing_less.en.startswith("No group can be told")
    with pytest.raises(ValueError, match="none of poverty, remoteness"):
        answer_condition(indices, "height")


def test_without_conditions_nothing_is_said_of_them(tmp_path: Path) -> None:
    tables = {name: table for name, table in TABLES.items() if name != "unit_year"}
    own = loaded(write_case(tmp_path / "case", tables, geography=True), tmp_path / "ws")
    indices = _frame(own, "indices")
    assert pd.isna(_index(own, "poverty_money")["value"])
    assert _index(own, "poverty_money")["places_without"] == 3
    assert answer_condition(indices, "poverty").en == "The poverty of places is not known"
    assert not pd.isna(_index(own, "remoteness_money")["value"])
    assert not minorities_known(_frame(own, "groups"))
    assert "poverty" not in set(_frame(own, "curve")["condition"])


def test_nothing_inside_the_scope_is_no_row_and_no_answer(snapshot: Snapshot) -> None:
    scope = Scope(industries=("31",))
    districts, indices, groups = (
        _frame(snapshot, name, scope) for name in ("by_district", "indices", "groups")
    )
    assert districts.empty
    assert groups.empty
    assert _frame(snapshot, "curve", scope).empty
    assert indices["value"].isna().all()
    assert answer_fairness(districts, indices) is None
    assert answer_unequal(indices) is None
    assert answer_groups(groups) is None


def test_one_place_compares_with_none(snapshot: Snapshot) -> None:
    scope = Scope(districts=("535",))
    indices = _frame(snapshot, "indices", scope)
    assert answer_fairness(_frame(snapshot, "by_district", scope), indices) is None
    assert "only one place" in answer_condition(indices, "poverty").en.lower()


def test_the_whole_is_that_of_other_measures(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    for scope in (
        Scope(),
        Scope(years=(2019, 2023), prices="constant"),
        Scope(activities=("MO_HINH_MAY_MOC",), fund_sources=("national",)),
        Scope(vintage="recorded", sizes=("micro",)),
    ):
        places = _frame(simulated, "by_district", scope)
        for name in ("share_of_eligible", "share_of_supported", "share_of_money"):
            assert places[name].sum() == pytest.approx(1)
        coverage = run_measure("coverage_by_district", simulated, scope)
        assert places["eligible"].tolist() == coverage["eligible"].tolist()
        assert places["supported"].tolist() == coverage["supported"].tolist()
        # Money by establishments' places adds up to money by projects, at either prices.
        total = run_measure("leverage_total", simulated, scope)
        paid = places["grants"].sum() + places["grants_not_eligible"].sum()
        assert paid == total["grant_amount"].sum()
        groups = _frame(simulated, "groups", scope)
        for name in ("eligible", "told", "supported", "grants"):
            assert groups.groupby("grouping")[name].sum().nunique() == 1
        indices = _frame(simulated, "indices", scope).set_index("index")["value"]
        parts = indices["theil_between"] + indices["theil_within"]
        assert parts == pytest.approx(indices["theil"])
