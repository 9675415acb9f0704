"""Requests in codes: what is written is read back, what cannot be read is told."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.decisions.plan_request import QUERY, PlanRequest, read_query, request_query
from analysis.decisions.plan_request_parts import (
    AIMS,
    RequestError,
    read_aim,
    read_budget,
    read_limits,
)
from analysis.decisions.portfolio.values import MoneyLimit

_IDS = st.text("ABCHS-0123456789", min_size=1, max_size=9)
_AMOUNTS = st.integers(0, 10**12)
_SHARES = st.integers(0, 10_000).map(lambda part: Fraction(part, 10_000))


@st.composite
def limits(draw: st.DrawFn) -> tuple[MoneyLimit, ...]:
    found = {}
    for side in ("floor", "cap"):
        places = [("terrain", "mountain"), ("district", "535"), ("activity", "TU_VAN")]
        for by, key in draw(st.lists(st.sampled_from(places), unique=True)):
            limit = MoneyLimit(by, key, side, draw(_AMOUNTS | _SHARES))  # type: ignore[arg-type]
            found[side, by, key] = limit
    order = {"floor": 0, "cap": 1}
    return tuple(sorted(found.values(), key=lambda one: (order[one.side], one.by, one.key)))


@st.composite
def requests(draw: st.DrawFn) -> PlanRequest:
    ids = draw(st.lists(_IDS, unique=True, max_size=4))
    cut = draw(st.integers(0, len(ids)))
    sources = draw(st.dictionaries(st.sampled_from(["national", "provincial"]), _AMOUNTS))
    aims = draw(st.dictionaries(st.sampled_from(AIMS), st.integers(1, 99).map(float), max_size=4))
    return PlanRequest(
        total=draw(st.none() | _AMOUNTS),
        budgets=tuple(sorted(sources.items())),
        aim=tuple(sorted(aims.items())) or PlanRequest().aim,
        limits=draw(limits()),
        locked=tuple(ids[:cut]),
        forbidden=tuple(ids[cut:]),
        capacity=draw(st.none() | st.integers(1, 99)),
        year=draw(st.none() | st.integers(2000, 2050)),
        confirmed_only=draw(st.booleans()),
    )


@given(requests())
def test_a_request_is_read_back_from_its_codes(request_: PlanRequest) -> None:
    told = request_query(request_)
    assert set(told) <= set(QUERY)
    assert read_query(told) == request_


@given(st.dictionaries(st.sampled_from(QUERY), st.text(max_size=40)))
def test_any_address_is_read_or_told_and_nothing_else(query: dict[str, str]) -> None:
    told: list[RequestError] = []
    try:
        found = read_query(query)
    except RequestError as error:
        told.append(error)
    else:
        assert read_query(request_query(found)) == found
    assert all(error.part in QUERY for error in told)


def test_amounts_and_shares_are_told_apart() -> None:
    [share] = read_limits("floor", ["mountain=0.3"])
    assert share == MoneyLimit("terrain", "mountain", "floor", Fraction(3, 10))
    assert read_limits("floor", ["mountain=30%"]) == (share,)
    [whole] = read_limits("cap", ["mountain=1.0"])
    assert whole.amount == Fraction(1)
    [money] = read_limits("cap", ["mountain=1"])
    assert (type(money.amount), money.amount) == (int, 1)
    assert read_budget(["5,national=3"]) == (5, (("national", 3),))
    assert read_aim(["mix"]) == read_aim([]) == PlanRequest().aim
    assert read_aim(["jobs"]) == (("jobs", 1.0),)
    assert set(PlanRequest().weights()) == set(AIMS)


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ({"budget": "8.000.000.000"}, "budget"),
        ({"budget": "-5"}, "budget"),
        ({"budget": "5,6"}, "budget"),
        ({"budget": "moon=5"}, "budget"),
        ({"budget": "national=5,national=6"}, "budget"),
        ({"objective": "luck"}, "objective"),
        ({"objective": "jobs=-1"}, "objective"),
        ({"objective": "jobs=0"}, "objective"),
        ({"objective": "jobs=nan"}, "objective"),
        ({"objective": "jobs,jobs"}, "objective"),
        ({"floor": "mountain"}, "floor"),
        ({"floor": "mountain=1.5"}, "floor"),
        ({"floor": "mountain=0.33333"}, "floor"),
        ({"floor": "mountain=0,3"}, "floor"),
        ({"cap": "valley=0.3"}, "cap"),
        ({"cap": "activity:LUCK=0.3"}, "cap"),
        ({"cap": "mountain=0.3,terrain:mountain=0.4"}, "cap"),
        ({"lock": "A", "forbid": "A"}, "lock"),
        ({"capacity": "0"}, "capacity"),
        ({"planyear": "soon"}, "planyear"),
    ],
)
def test_what_cannot_be_read_names_its_part(query: dict[str, str], part: str) -> None:
    with pytest.raises(RequestError) as told:
        read_query(query)
    assert told.value.part == part
    assert told.value.text.vi != told.value.text.en
