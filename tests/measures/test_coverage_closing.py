"""What closes the gaps: counted by hand, against plain pandas, and whatever the goal."""

from __future__ import annotations

import math
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures import catalogue, run_measure, typed_frame
from analysis.measures.closing_answers import answer_closing, answer_unplaced, closing_total
from analysis.measures.closing_rules import (
    FEWEST_GRANTS,
    Interval,
    added,
    chosen_share,
    median_share,
    missing_interval,
    missing_to,
)
from analysis.measures.coverage_closing import closing
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.examples import examples
from tests.own_case import loaded, write_case

MILLION = 1_000_000

# Eligible and supported: the city 10 and 5, Bình Sơn 4 and 1, Ba Tơ 8 and 1, no known place 2 and
# none. The shares 1/2, 1/4 and 1/8 have the median 1/4.
PLACES = (("522_v2", 10, 5), ("524_v1", 4, 1), ("535_v1", 8, 1), (None, 2, 0))
WHO = [
    (f"E{place}-{number}", unit, number < supported)
    for place, (unit, eligible, supported) in enumerate(PLACES)
    for number in range(eligible)
]
# The city's five got 10, 20, 30, 40 and, in two supports, 20 + 30 million; Bình Sơn's one 60; the
# grant of Ba Tơ's is not recorded. A stopped project (P2) supports nobody.
GRANTS = [
    *(("E0-0", "P1", 10), ("E0-1", "P1", 20), ("E0-2", "P1", 30), ("E0-3", "P1", 40)),
    *(("E0-4", "P1", 20), ("E0-4", "P3", 30), ("E1-0", "P1", 60), ("E2-0", "P1", None)),
    ("E0-9", "P2", 900),
]
TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": [code for code, _, _ in WHO],
            "industry": "10",
            "size": "micro",
            "unit_id": [unit for _, unit, _ in WHO],
            "founded_on": "2010-01-01",
            "eligible": True,
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["P1", "P2", "P3"],
            "plan_year": [2023, 2023, 2024],
            "activity": "TU_VAN",
            "approved_on": ["2023-04-01", "2023-04-01", "2024-04-01"],
            "status": ["settled", "stopped", "running"],
        }
    ),
    "support": pd.DataFrame(
        {
            "support_id": [f"S{place}" for place in range(len(GRANTS))],
            "project_id": [project for _, project, _ in GRANTS],
            "establishment_id": [code for code, _, _ in GRANTS],
            "year": [2024 if project == "P3" else 2023 for _, project, _ in GRANTS],
            "currency": "VND",
            "grant_amount": pd.array(
                [None if grant is None else grant * MILLION for _, _, grant in GRANTS],
                dtype="Int64",
            ),
            "counterpart": 7 * MILLION,
        }
    ),
}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("closing")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _closing(snapshot: Snapshot, floor: float | None = None, scope: Scope | None = None):
    found = closing(snapshot, scope or Scope(language="en"), floor)
    return typed_frame(found, catalogue()["coverage_closing"])


def test_what_is_missing_to_the_median_by_hand(snapshot: Snapshot) -> None:
    frame = _closing(snapshot)
    assert frame["district"].tolist() == ["535", "522", "524", "unknown"]
    rows = frame.set_index("district")
    assert rows["goal_share"].tolist() == [0.25] * 4
    # Ba Tơ: 8/4 − 1 = 1. Bình Sơn has just the goal, and misses nothing by rounding.
    assert rows["missing"].tolist()[:3] == [1, 0, 0]
    # Wilson's interval of 1 of 8 is 2.2 to 47.1 %: at the lowest rate 8 × (0.25 − 0.022) = 1.8.
    assert rows.loc["535", ["missing_low", "missing_high"]].tolist() == [0, 2]
    # Of 5 of 10 it is 23.7 to 76.3 %: 10 × (0.25 − 0.237) = 0.13, so one at most.
    assert rows.loc["522", ["missing_low", "missing_high"]].tolist() == [0, 1]
    # Of 1 of 4 it is 4.6 to 69.9 %: 4 × (0.25 − 0.046) = 0.8.
    assert rows.loc["524", ["missing_low", "missing_high"]].tolist() == [0, 1]
    assert rows["plan"].tolist() == ["below", "reached", "reached", "not_planned"]


def test_the_unknown_place_is_shown_and_not_planned_for(snapshot: Snapshot) -> None:
    row = _closing(snapshot).iloc[-1]
    assert (row["district_name"], int(row["eligible"])) == ("Unknown", 2)
    assert row[["missing", "missing_low", "missing_high", "money", "money_high"]].isna().all()
    assert row["plan_name"] == "No known place, not planned for"
    told = answer_unplaced(_closing(snapshot))
    assert told is not None
    assert told.en.startswith("2 eligible establishments are at no known place")


def test_the_cost_is_the_median_of_what_each_was_granted(snapshot: Snapshot) -> None:
    rows = _closing(snapshot).set_index("district")
    # No place has six known grants. All have 10, 20, 30, 40, 50 and 60: the median is 35, and six
    # values leave the whole range for its interval.
    assert (rows["cost_from"] == "overall").all()
    assert rows["grants"].tolist() == [6] * 4
    for name, value in (("cost", 35), ("cost_low", 10), ("cost_high", 60)):
        assert rows[name].tolist() == [value * MILLION] * 4
    assert rows.loc["535", "grants_unknown"] == 1
    assert rows["grants_unknown"].sum() == 1


def test_the_money_squares_and_adds_its_arms(snapshot: Snapshot) -> None:
    rows = _closing(snapshot).set_index("district")
    assert rows.loc["535", "money"] == 35 * MILLION
    # The number moves it by 35 either way, the cost by 25: √(35² + 25²) = 43.0116.
    assert rows.loc["535", "money_low"] == 0
    assert rows.loc["535", "money_high"] == pytest.approx(78_011_626, abs=1)
    total = closing_total(_closing(snapshot))
    assert total is not None
    assert (total.places, total.below, total.unplaced) == (3, 1, 2)
    # Numbers: 1 + √(1 + 1 + 1) above and 1 − 1 below. Money: 35 + √(3 × 35² + 25²) = 100.57.
    assert total.missing == Interval(1, 0, pytest.approx(1 + math.sqrt(3)))
    assert total.money == 35 * MILLION
    assert total.money_high == pytest.approx((35 + math.sqrt(3 * 35**2 + 25**2)) * MILLION)


def test_a_chosen_floor_asks_for_another_number(snapshot: Snapshot) -> None:
    rows = _closing(snapshot, 0.3).set_index("district")
    # 10 × 0.3 − 5 < 0; 4 × 0.3 − 1 = 0.2; 8 × 0.3 − 1 = 1.4.
    assert rows["missing"].dropna().to_dict() == {"535": 2, "524": 1, "522": 0}
    assert set(rows["goal"]) == {"floor"}
    answer = answer_closing(_closing(snapshot, 0.3))
    assert answer is not None
    assert answer.en.startswith(
        "2 of 3 places are below the chosen floor (30%); reaching it takes 3 more supported "
        "establishments ("
    )
    assert "about 105 million VND" in answer.en
    reached = answer_closing(_closing(snapshot, 0.1))
    assert reached is not None
    assert reached.vi == "Cả 3 địa bàn đã đạt mức sàn đã chọn (10%)"


def test_some_districts_are_held_against_the_median_of_all(snapshot: Snapshot) -> None:
    whole = _closing(snapshot)
    some = _closing(snapshot, scope=Scope(districts=("535", "unknown"), language="en"))
    expected = whole[whole["district"].isin(["535", "unknown"])].reset_index(drop=True)
    pd.testing.assert_frame_equal(some, expected)


def test_years_choose_who_is_supported_and_what_was_granted(snapshot: Snapshot) -> None:
    rows = _closing(snapshot, 0.1, Scope(years=(2024,))).set_index("district")
    # In 2024 only one of the city was supported, with 30 million: too few for an interval.
    assert rows["supported"].to_dict() == {"535": 0, "524": 0, "522": 1, "unknown": 0}
    assert rows["cost"].tolist() == [30 * MILLION] * 4
    assert rows["cost_low"].isna().all()
    assert rows.loc["535", "money"] == 30 * MILLION
    assert rows["money_low"].isna().all()
    answer = answer_closing(_closing(snapshot, 0.1, Scope(years=(2024,))))
    assert answer is not None
    assert answer.en.endswith(", about 60 million VND")


def test_without_a_known_amount_money_is_unknown_and_not_nothing(snapshot: Snapshot) -> None:
    # The case has no price index, so nothing is known in constant prices.
    frame = _closing(snapshot, 0.3, Scope(prices="constant"))
    assert frame[["cost", "money", "money_low"]].isna().all(axis=None)
    assert frame["missing"].sum() == 3
    assert set(frame["cost_from"]) == {"none"}
    answer = answer_closing(frame)
    assert answer is not None
    assert answer.en.endswith("how much money cannot be told yet")
    assert answer.vi.endswith("chưa nói được bao nhiêu tiền")


def test_nobody_in_the_scope_is_no_row_and_no_answer(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_closing", snapshot, Scope(industries=("31",)))
    assert frame.empty
    assert closing_total(frame) is None
    assert answer_closing(frame) is None
    assert answer_unplaced(frame) is None
    nowhere = run_measure("coverage_closing", snapshot, Scope(districts=("unknown",)))
    assert answer_closing(nowhere) is None


@pytest.mark.parametrize("floor", [0.0, -0.1, 1.5, float("nan")])
def test_a_floor_that_is_no_share_is_refused(snapshot: Snapshot, floor: float) -> None:
    with pytest.raises(ValueError, match="no share to reach"):
        closing(snapshot, Scope(), floor)


def test_costs_of_places_are_those_of_plain_pandas(simulated: Snapshot) -> None:
    support = simulated.query("select * from support", {})
    project = simulated.query("select project_id, status from project", {})
    place = simulated.query(
        "select establishment_id, coalesce(district_2020, 'unknown') as district,"
        " coalesce(eligible, size is null or size <> 'large') as eligible from mart_establishment",
        {},
    )
    went = project[~project["status"].isin(["planned", "stopped"])]
    served = support.merge(went, on="project_id").merge(place, on="establishment_id")
    served = served[served["eligible"] & (served["year"] <= 2025)]
    each = served.groupby(["district", "establishment_id"])["grant_amount"].sum()
    rows = _closing(simulated).set_index("district")
    own = 0
    for district, grants in each.groupby("district"):
        if len(grants) >= FEWEST_GRANTS:
            assert rows.loc[district, "cost"] == round(grants.median()), district
            assert rows.loc[district, "grants"] == len(grants)
            assert rows.loc[district, "cost_low"] <= grants.median()
            own += 1
        else:
            assert rows.loc[district, "cost"] == round(each.median()), district
    assert 3 < own < len(rows)


def test_the_supported_are_those_of_coverage(simulated: Snapshot) -> None:
    for scope in (Scope(), Scope(years=(2021, 2022), sizes=("micro",), vintage="recorded")):
        names = ["district", "eligible", "supported", "supported_low", "supported_high"]
        here = run_measure("coverage_closing", simulated, scope)[names]
        there = run_measure("coverage_by_district", simulated, scope)[names]
        here = here.sort_values("district", ignore_index=True)
        there = there.sort_values("district", ignore_index=True)
        pd.testing.assert_frame_equal(here, there, check_dtype=False)


@settings(max_examples=examples(15))
@given(
    floors=st.tuples(st.floats(0.001, 1), st.floats(0.001, 1)),
    prices=st.sampled_from(["nominal", "constant"]),
    vintage=st.sampled_from(["districts-2020", "recorded"]),
)
def test_a_higher_floor_never_misses_less_and_parts_add_up(
    simulated: Snapshot, floors: tuple[float, float], prices, vintage
) -> None:
    scope = Scope(prices=prices, vintage=vintage)
    lower, higher = (
        closing(simulated, scope, floor).set_index("district") for floor in sorted(floors)
    )
    lower = lower.loc[higher.index]
    planned = higher["missing"].notna()
    for name in ("missing", "missing_low", "missing_high", "money"):
        assert (lower.loc[planned, name] <= higher.loc[planned, name]).all(), name
    for frame in (lower, higher):
        rows = frame[planned]
        assert (rows["missing_low"] <= rows["missing"]).all()
        assert (rows["missing"] <= rows["missing_high"]).all()
        assert (rows["money_low"] <= rows["money"]).all()
        assert (rows["money"] <= rows["money_high"]).all()
        total = closing_total(frame.reset_index())
        assert total is not None
        assert total.missing.value == rows["missing"].sum()
        assert total.money == rows["money"].sum()
        assert total.missing.low <= total.missing.value <= total.missing.high


@given(
    eligible=st.integers(1, 5000),
    part=st.floats(0, 1),
    goals=st.tuples(st.fractions(0, 1), st.fractions(0, 1)),
)
@settings(max_examples=examples(200))
def test_what_is_missing_just_reaches_the_goal(
    eligible: int, part: float, goals: tuple[Fraction, Fraction]
) -> None:
    supported = int(part * eligible)
    low, high = sorted(goals)
    count = missing_to(high, supported, eligible)
    assert missing_to(low, supported, eligible) <= count
    assert Fraction(supported + count, eligible) >= high
    assert count == 0 or Fraction(supported + count - 1, eligible) < high
    found, ends = missing_interval(high, supported, eligible), wilson(supported, eligible)
    assert found is not None
    assert ends is not None
    assert 0 <= found.low <= found.value <= found.high <= eligible - supported
    assert found.low >= math.floor((float(high) - ends[1]) * eligible)


def test_goals_are_exact() -> None:
    assert median_share([(1, 2), (1, 4), (0, 0), (1, 8)]) == Fraction(1, 4)
    assert median_share([(1, 3), (1, 6)]) == Fraction(1, 4)
    assert median_share([(0, 0)]) is None
    assert chosen_share(0.1) == Fraction(1, 10)
    # 0.1 as a binary number is a little more than a tenth; of 30 it asks for 3 and not for 4.
    assert missing_to(chosen_share(0.1), 0, 30) == 3
    assert missing_interval(Fraction(1, 2), 0, 0) is None


def test_arms_are_squared_and_added() -> None:
    both = added([Interval(10, 7, 11), Interval(5, 1, 8)])
    assert both == Interval(15, 10, pytest.approx(15 + math.sqrt(10)))
    assert added([Interval(1, 0, 2)], [(3.0, 4.0)]) == Interval(
        1, 0.0, pytest.approx(1 + math.sqrt(17))
    )


def test_words_are_in_the_language_of_the_scope(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_closing", snapshot, replace(Scope(), language="vi"))
    assert frame["plan_name"].iloc[-1] == "Không rõ địa bàn, không lập kế hoạch được"
    assert frame["cost_from_name"].iloc[0].startswith("Cả tỉnh")
