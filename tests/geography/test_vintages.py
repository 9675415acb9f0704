"""From the boundaries of any day to those of any other, forward or back, with nothing lost."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.geography.carrying import Amount, Hole
from analysis.geography.changes import BREAKS, Basis, units_on
from analysis.geography.vintages import (
    BOUNDARY_VINTAGES,
    VintageName,
    carry_along,
    steps_between,
    steps_to,
    units_of,
)
from tests.examples import examples

NAMES: tuple[VintageName, ...] = get_args(VintageName)
DAYS = st.dates(date(2005, 1, 1), date(2030, 12, 31))
BASES: st.SearchStrategy[Basis | None] = st.sampled_from(
    [None, "population", "establishments", "workers"]
)
DONG_SON = "21109_v2"
AMOUNTS = st.integers(-(2**62), 2**62)


def total_of(figures: dict[str, Amount], unknown: Amount = 0) -> Amount:
    return sum(figures.values()) + unknown


@st.composite
def figures_on(draw: st.DrawFn, day: date) -> dict[str, Amount]:
    """Draw a whole number for each district of a day, or commune once there are no districts."""
    units = sorted(units_on(day, "district") or units_on(day, "commune"))
    amounts = draw(st.lists(AMOUNTS, min_size=len(units), max_size=len(units)))
    return dict(zip(units, amounts, strict=True))


def test_all_vintages_are_offered_and_complete() -> None:
    assert set(BOUNDARY_VINTAGES) == set(NAMES)
    # Kon Tum's ten districts stand among those of Quảng Ngãi.
    assert [len(units_of(name)) for name in NAMES] == [14 + 10, 14 + 10, 13 + 10, 96]


@pytest.mark.parametrize("basis", [None, "population", "establishments", "workers"])
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=examples(10))
@given(data=st.data(), day=DAYS, absent_is_zero=st.booleans())
def test_totals_of_any_day_are_conserved_on_any_vintage(
    name: VintageName, basis: Basis | None, data: st.DataObject, day: date, absent_is_zero: bool
) -> None:
    figures = data.draw(figures_on(day))
    carried = carry_along(figures, steps_to(name, basis), absent_is_zero=absent_is_zero)
    assert total_of(carried.totals, carried.unknown) == total_of(figures)
    assert set(carried.totals) <= units_of(name)
    assert set(carried.holes) == units_of(name) - set(carried.totals)


@settings(max_examples=examples(60))
@given(data=st.data(), days=st.lists(DAYS, min_size=3, max_size=3), basis=BASES)
def test_the_long_way_is_the_steps_one_after_another(
    data: st.DataObject, days: list[date], basis: Basis | None
) -> None:
    for first, middle, last in (sorted(days), sorted(days, reverse=True)):
        figures = data.draw(figures_on(first))
        at_once = carry_along(figures, steps_between(first, last, basis=basis))
        part = carry_along(figures, steps_between(first, middle, basis=basis))
        # What is not known midway is handed on as not known.
        handed: dict[str, Amount | None] = {
            **part.totals,
            **dict.fromkeys(part.holes),
            "unknown": part.unknown,
        }
        in_parts = carry_along(handed, steps_between(middle, last, basis=basis))
        assert in_parts.totals == at_once.totals
        assert in_parts.unknown == at_once.unknown
        assert in_parts.holes.keys() == at_once.holes.keys()


@settings(max_examples=examples(40))
@given(data=st.data(), basis=st.sampled_from(["population", "establishments", "workers"]))
def test_units_that_no_change_touched_come_back_unchanged(
    data: st.DataObject, basis: Basis
) -> None:
    before, after = date(2013, 12, 31), date(2024, 12, 31)
    figures = data.draw(figures_on(before))
    there = carry_along(figures, steps_between(before, after, basis=basis))
    back = carry_along(there.totals, steps_between(after, before, basis=basis))
    assert back.holes == {}
    assert total_of(back.totals) == total_of(figures)
    # The renamed Đức Phổ too: a whole successor is the same unit.
    moved = {"522_v1", "527_v1", "528_v1", "525_v1", "526_v1"}
    for unit in figures.keys() - moved:
        assert back.totals[unit] == figures[unit]


def test_steps_are_those_between_the_days() -> None:
    assert [step.day for step in steps_between(date(2013, 1, 1), date(2026, 1, 1))] == list(BREAKS)
    assert [step.day for step in steps_between(date(2026, 1, 1), date(2014, 4, 1))] == [
        *reversed(BREAKS[1:])
    ]
    assert steps_between(date(2014, 4, 1), date(2020, 1, 31)) == ()
    assert len(steps_between(date(2020, 1, 31), date(2020, 2, 1))) == 1
    assert len(steps_between(date(2020, 2, 1), date(2020, 1, 31))) == 1


def test_a_new_name_carries_a_median_both_ways() -> None:
    there = steps_between(date(2019, 12, 31), date(2020, 12, 31))
    back = steps_between(date(2020, 12, 31), date(2019, 12, 31))
    carried = carry_along({"534_v1": 4.5, "525_v1": 3.0, "526_v1": 2.0}, there, additive=False)
    assert carried.totals == {"534_v2": 4.5}
    assert carried.holes == {"525_v2": Hole("nature", ("526_v1", "525_v1"), date(2020, 2, 1))}
    assert carry_along(carried.totals, back, additive=False).totals == {"534_v1": 4.5}


def test_the_split_ward_is_unknown_and_the_communes_it_joined_are_not_shown_short() -> None:
    wards = dict.fromkeys(units_on(date(2025, 6, 30), "commune"), 10)
    carried = carry_along(wards, steps_to("communes-2025"))
    assert set(carried.holes) == {"21136_v2", "21157_v2"}
    assert carried.holes["21136_v2"] == Hole("shares", ("21142_v1",), date(2025, 7, 1))
    assert total_of(carried.totals, carried.unknown) == 2720
    # Lý Sơn had no wards, so nothing is said of it; all 93 others are complete.
    assert len(carried.totals) == 93
    districts = carry_along(wards, steps_to("districts-2020"))
    assert (districts.holes, districts.unknown) == ({}, 0)


def test_communes_of_2025_are_offered_as_themselves_and_as_former_districts() -> None:
    communes = dict.fromkeys(units_on(date(2025, 12, 31), "commune"), 1)
    assert carry_along(communes, steps_to("communes-2025")).totals == communes
    former = carry_along(communes, steps_to("districts-2020"))
    # Đông Sơn drew from the city and from Bình Sơn, and no source tells how much from each.
    assert set(former.holes) == {"522_v2", "524_v1"}
    assert former.totals["536_v1"] == 1
    assert len(former.totals) == 21
    assert total_of(former.totals, former.unknown) == 96


def test_events_of_the_year_of_a_change_may_stand_on_both_boundaries() -> None:
    figures = {"534_v2": 7, "21439_v2": 5, "21460_v1": 2}
    former = carry_along(figures, steps_to("districts-2020"), absent_is_zero=True)
    assert former.totals == {"534_v2": 14}
    with pytest.raises(ValueError, match="two vintages"):
        carry_along({"534_v1": 1, "534_v2": 1}, steps_to("districts-2020"))
    # What stays where a hole opens is unknown with the rest.
    figures = {"524_v1": 3, DONG_SON: 4}
    crossing = carry_along(figures, steps_to("districts-2020"), absent_is_zero=True)
    assert (crossing.totals, crossing.unknown) == ({}, 7)
    assert set(crossing.holes) == {"522_v2", "524_v1"}
