"""Settings as a person moves them, and what an address that cannot be read leaves."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.plan_asked import asked_year, readable_request, usable_request
from analysis.decisions.plan_problem import first_budgets, first_request
from analysis.decisions.plan_request import PlanRequest, read_query, request_query
from analysis.decisions.plan_request_parts import AIMS, MIX, read_limits
from analysis.decisions.plan_settings import (
    OWN,
    aim_kind,
    in_millions,
    limit_of,
    of_millions,
    own_weights,
    percent_floor,
    with_limit,
    with_percent_floor,
    without_limit,
)
from analysis.decisions.portfolio.values import MoneyLimit
from analysis.decisions.portfolio_candidates import candidate_set
from analysis.scope import Scope
from analysis.warehouse import open_snapshot
from tests.decisions.file_case import MILLION

START = PlanRequest(total=500 * MILLION)


@given(st.integers(1, 100))
def test_a_share_of_mountain_areas_is_set_and_taken_off(percent: int) -> None:
    asked = with_percent_floor(START, "mountain", percent)
    assert percent_floor(asked, "mountain") == percent
    assert percent_floor(asked, "island") == 0
    assert read_query(request_query(asked)) == asked
    assert with_percent_floor(asked, "mountain", 0) == START


def test_a_limit_takes_the_place_of_one_of_its_kind() -> None:
    first = limit_of("district", "535", "floor", 10, percent=True)
    assert first == MoneyLimit("district", "535", "floor", Fraction(1, 10))
    asked = with_limit(START, first)
    other = limit_of("district", "535", "floor", 20, percent=True)
    assert with_limit(asked, other).limits == (other,)
    money = limit_of("district", "535", "floor", 300, percent=False)
    assert money.amount == 300 * MILLION
    both = with_limit(asked, money)
    assert len(both.limits) == 2
    cap = limit_of("activity", "TU_VAN", "cap", 5, percent=True)
    told = with_limit(both, cap)
    # Equal requests are equal, however they came about.
    assert read_query(request_query(told)) == told
    assert without_limit(told, cap) == both


def test_weights_out_of_a_hundred() -> None:
    assert aim_kind(START) == MIX
    assert set(dict(own_weights(START)).values()) == {25.0}
    jobs = PlanRequest(total=1, aim=(("jobs", 1.0),))
    assert aim_kind(jobs) == "jobs"
    assert dict(own_weights(jobs)) == {**dict.fromkeys(AIMS, 0.0), "jobs": 100.0}
    own = PlanRequest(total=1, aim=(("coverage", 40.0), ("jobs", 60.0)))
    assert aim_kind(own) == OWN
    assert dict(own_weights(own))["jobs"] == 60
    assert of_millions(in_millions(1_999_999)) == MILLION


def test_an_address_keeps_what_can_be_read() -> None:
    asked = readable_request(
        {"budget": "5", "floor": "mountain=9", "cap": "valley=1", "objective": "luck", "view": "x"}
    )
    assert asked.request == PlanRequest(total=5, limits=read_limits("floor", ["mountain=9"]))
    assert [told.en.split(":")[0] for told in asked.problems] == ["Objective", "Cap"]
    both = readable_request({"lock": "A", "forbid": "A"})
    assert (both.request.locked, both.request.forbidden) == ((), ("A",))


@given(
    st.dictionaries(st.sampled_from(["budget", "floor", "lock", "forbid"]), st.text(max_size=20))
)
def test_any_address_gives_a_request(query: dict[str, str]) -> None:
    asked = readable_request(query)
    assert readable_request(request_query(asked.request)).problems == ()


def test_strangers_are_told_and_left_out(plan_workspace: Path) -> None:
    snapshot = open_snapshot(plan_workspace, "test-case")
    made = candidate_set(snapshot, Scope())
    asked = readable_request(
        {"lock": "high,nobody", "forbid": "plain", "floor": "district:999=5", "planyear": "1999"}
    )
    year, doubts = asked_year(asked.request, snapshot)
    assert year is None
    assert "1999" in doubts[0].en
    usable = usable_request(asked, made, snapshot)
    assert (usable.request.locked, usable.request.forbidden) == (("high",), ("plain",))
    assert usable.request.limits == ()
    assert usable.request.total == first_request(made).total
    assert [told.en.split(":")[0] for told in usable.problems] == ["Locked in", "Floor"]
    assert dict(first_budgets(made)).keys() == {"provincial"}


@pytest.mark.parametrize("query", [{"planyear": "2026"}, {}])
def test_a_year_files_wait_for_is_kept(plan_workspace: Path, query: dict[str, str]) -> None:
    snapshot = open_snapshot(plan_workspace, "test-case")
    year, doubts = asked_year(readable_request(query).request, snapshot)
    assert (year, doubts) == (int(query["planyear"]) if query else None, ())
