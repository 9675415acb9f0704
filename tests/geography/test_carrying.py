"""Carrying totals over any crosswalk: nothing is lost, nothing is invented, nothing is hidden."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.geography.carrying import (
    Hole,
    Shares,
    carry,
    divide,
    pass_on,
    reversed_shares,
    shares_of,
)
from tests.examples import examples

HUGE = 2**62
AMOUNTS = st.one_of(st.integers(-20, 20), st.integers(-HUGE, HUGE))
HALF = Fraction(1, 2)


@st.composite
def rows(draw: st.DrawFn) -> dict[str, Fraction]:
    """Draw the shares of one old unit: any number of new ones, adding up to one."""
    parts = draw(st.lists(st.integers(1, 10_000), min_size=1, max_size=6))
    return {f"new{place}": Fraction(part, sum(parts)) for place, part in enumerate(parts)}


@st.composite
def crosswalks(draw: st.DrawFn, *, gaps: bool = True) -> Shares:
    """Draw a crosswalk of several old units; with gaps, some have shares that are not known."""
    shares: dict[str, dict[str, Fraction | None]] = {}
    for place in range(draw(st.integers(1, 6))):
        row: dict[str, Fraction | None] = dict(draw(rows()))
        if gaps and draw(st.integers(0, 4)) == 0:
            row = dict.fromkeys(row)
        shares[f"old{place}"] = row
    return shares


@settings(max_examples=examples(200))
@given(AMOUNTS, rows())
def test_a_whole_number_is_divided_to_the_last_unit(
    amount: int, shares: dict[str, Fraction]
) -> None:
    parts = divide(amount, shares)
    assert sum(parts.values()) == amount
    assert all(abs(parts[unit] - amount * share) < 1 for unit, share in shares.items())
    assert divide(-amount, shares) == {unit: -part for unit, part in parts.items()}
    assert divide(amount, dict(reversed(shares.items()))) == parts


def test_equal_remainders_go_in_the_order_of_units() -> None:
    assert divide(3, {"b": HALF, "a": HALF}) == {"a": 2, "b": 1}
    third = Fraction(1, 3)
    # 2^60 is one more than a multiple of three.
    assert divide(2**60, {"c": third, "b": third, "a": third}) == {
        "a": 2**60 // 3 + 1,
        "b": 2**60 // 3,
        "c": 2**60 // 3,
    }


def test_shares_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="add up"):
        divide(10, {"a": HALF})


@settings(max_examples=examples(200))
@given(crosswalks(), st.data(), st.booleans())
def test_every_total_is_conserved(
    shares: Shares, data: st.DataObject, absent_is_zero: bool
) -> None:
    units = st.sampled_from([*shares, "elsewhere"])
    totals = data.draw(st.dictionaries(units, st.one_of(st.none(), AMOUNTS)))
    carried = carry(totals, shares, absent_is_zero=absent_is_zero)
    known = sum(total for total in totals.values() if total is not None)
    assert sum(carried.totals.values()) + carried.unknown == known
    assert not carried.totals.keys() & carried.holes.keys()
    # A figure is shown for a new unit only where every part of it is known.
    for target in carried.totals:
        for source, row in shares.items():
            if target in row and totals.get(source) != 0:
                missing = source not in totals
                assert absent_is_zero if missing else totals[source] is not None
                assert missing or row[target] is not None


@settings(max_examples=examples(60))
@given(
    crosswalks(gaps=False),
    st.lists(st.floats(-1e12, 1e12, allow_nan=False), min_size=6, max_size=6),
)
def test_floats_are_not_rounded_and_conserved_to_their_precision(
    shares: Shares, values: list[float]
) -> None:
    totals = dict(zip(shares, values, strict=False))
    carried = carry(totals, shares)
    size = sum(abs(value) for value in totals.values())
    assert sum(carried.totals.values()) == pytest.approx(sum(totals.values()), abs=1e-9 * size)
    assert carried.unknown == 0
    assert carry({"a": 0.5}, {"a": {"x": HALF, "y": HALF}}).totals == {"x": 0.25, "y": 0.25}


def test_numpy_integers_are_carried_exactly_and_do_not_overflow() -> None:
    most = np.int64(2**63 - 1)
    whole = carry({"a": most, "b": most}, {"a": {"x": Fraction(1)}, "b": {"x": Fraction(1)}})
    assert whole.totals == {"x": 2**64 - 2}
    assert carry({"a": most, "b": most}, {}).unknown == 2**64 - 2


def test_what_has_no_row_is_unknown_and_visible() -> None:
    carried = carry({"a": 5, "b": 7}, {"a": {"x": Fraction(1)}})
    assert (carried.totals, carried.unknown, carried.holes) == ({"x": 5}, 7, {})


def test_a_share_nobody_knows_leaves_a_hole_in_all_it_touched() -> None:
    shares: Shares = {"a": {"x": None, "y": None}, "b": {"x": Fraction(1)}, "c": {"z": Fraction(1)}}
    carried = carry({"a": 5, "b": 7, "c": 9}, shares)
    assert carried.totals == {"z": 9}
    assert carried.unknown == 12
    assert carried.holes == {"x": Hole("shares", ("a",)), "y": Hole("shares", ("a",))}
    # Nothing divided is nothing, whatever the shares.
    assert carry({"a": 0, "b": 7}, shares).totals == {"x": 7, "y": 0}


def test_a_missing_part_makes_the_whole_unknown_unless_absence_means_none() -> None:
    shares: Shares = {"a": {"x": Fraction(1)}, "b": {"x": Fraction(1)}}
    assert carry({"a": 5}, shares).holes == {"x": Hole("figure", ("b",))}
    assert carry({"a": 5}, shares).unknown == 5
    assert carry({"a": 5}, shares, absent_is_zero=True).totals == {"x": 5}
    assert carry({"a": 5, "b": None}, shares, absent_is_zero=True).unknown == 5


@settings(max_examples=examples(80))
@given(st.permutations([f"old{place}" for place in range(5)]), st.lists(AMOUNTS, min_size=5))
def test_whole_changes_there_and_back_return_every_figure(
    names: list[str], values: list[int]
) -> None:
    shares: Shares = {name: {f"new{place}": Fraction(1)} for place, name in enumerate(names)}
    totals = dict(zip(names, values, strict=False))
    back = reversed_shares(shares, {})
    assert carry(carry(totals, shares).totals, back).totals == totals
    # What only changed its name carries rates and medians too.
    rates = {name: value / 7 for name, value in totals.items()}
    assert pass_on(pass_on(rates, shares).totals, back).totals == rates


@settings(max_examples=examples(80))
@given(crosswalks(gaps=False), st.data())
def test_the_way_back_restores_what_the_weights_were_derived_from(
    shares: Shares, data: st.DataObject
) -> None:
    sizes = {unit: data.draw(st.integers(1, 10**9)) for unit in shares}
    exactly: dict[str, Fraction] = {}
    for source, row in shares.items():
        for target, share in row.items():
            assert share is not None
            exactly[target] = exactly.get(target, Fraction(0)) + share * sizes[source]
    back = reversed_shares(shares, sizes)
    assert all(sum(filter(None, row.values())) == 1 for row in back.values())
    for source in shares:
        returned = sum(
            (total * (back[target].get(source) or 0) for target, total in exactly.items()),
            Fraction(0),
        )
        assert returned == sizes[source]


def test_the_way_back_is_unknown_without_sizes_and_whole_from_a_single_origin() -> None:
    shares: Shares = {
        "a": {"x": HALF, "y": HALF},
        "b": {"x": Fraction(1)},
        "c": {"z": None, "y": None},
    }
    back = reversed_shares(shares, {"a": 10})
    assert back == {"x": {"a": None, "b": None}, "y": {"a": None, "c": None}, "z": {"c": 1}}
    assert reversed_shares(shares, {"a": 10, "b": 15})["x"] == {
        "a": Fraction(1, 4),
        "b": Fraction(3, 4),
    }
    assert reversed_shares(shares, {"a": 0, "b": 0})["x"] == {"a": None, "b": None}
    assert reversed_shares(shares, {"a": 0, "b": 1})["x"] == {"b": 1}
    with pytest.raises(ValueError, match="negative"):
        reversed_shares(shares, {"a": -1})


def test_what_does_not_add_up_is_neither_divided_nor_merged() -> None:
    shares: Shares = {
        "a": {"x": Fraction(1)},
        "b": {"x": Fraction(1)},
        "c": {"y": HALF, "z": HALF},
        "d": {"w": Fraction(1)},
        "e": {"v": Fraction(1)},
    }
    passed = pass_on({"a": 0.1, "b": 0.2, "c": 0.3, "d": 0.4, "e": None}, shares)
    assert passed.totals == {"w": 0.4}
    assert passed.unknown == 0
    assert passed.holes == {
        "x": Hole("nature", ("a", "b")),
        "y": Hole("nature", ("c",)),
        "z": Hole("nature", ("c",)),
        "v": Hole("figure", ("e",)),
    }


def test_weights_are_read_as_the_decimals_they_are() -> None:
    shares = shares_of([("a", "x", 0.4959), ("a", "y", 0.5041), ("b", "x", 1.0), ("b", "y", 0.0)])
    assert shares == {
        "a": {"x": Fraction(4959, 10000), "y": Fraction(5041, 10000)},
        "b": {"x": 1},
    }
    thirds = shares_of([("a", unit, 0.3333333) for unit in "xyz"])
    assert set(thirds["a"].values()) == {Fraction(1, 3)}
    assert shares_of([("a", "x", None), ("a", "y", None)]) == {"a": {"x": None, "y": None}}


@pytest.mark.parametrize(
    ("given_rows", "message"),
    [
        ([("a", "x", 0.5), ("a", "y", 0.4)], "add up"),
        ([("a", "x", 1.5), ("a", "y", -0.5)], "from 0 to 1"),
        ([("a", "x", 0.5), ("a", "x", 0.5)], "twice"),
    ],
)
def test_a_crosswalk_that_cannot_be_right_is_refused(
    given_rows: list[tuple[str, str, float]], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        shares_of(given_rows)
