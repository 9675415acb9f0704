"""Inequality of money against definitions, published examples and what must not change it."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.inequality import gini, money_against_eligible, theil
from tests.examples import examples

Floats = npt.NDArray[np.float64]
FIVE = np.array([1.0, 2.0, 3.0, 4.0, 10.0])

# Whole numbers: zeros and ties are met, sums are exact.
AMOUNTS = st.lists(st.integers(0, 1_000), min_size=1, max_size=25).filter(any)
WEIGHTED = st.lists(st.tuples(st.integers(0, 1_000), st.integers(0, 5)), min_size=1, max_size=20)


def _has_money(units: list[tuple[int, int]]) -> bool:
    return any(amount * weight for amount, weight in units)


def _columns(units: list[tuple[int, int]]) -> tuple[Floats, Floats]:
    amounts, weights = np.array(units, dtype=np.float64).T
    return amounts, weights


def test_one_two_three_four_and_ten() -> None:
    found = gini(FIVE)
    assert found.value == pytest.approx(0.4)
    assert (found.scale, found.weighted, found.n) == ("relative", False, 5)
    assert theil(FIVE, "aabbb").value == pytest.approx(0.276364, abs=5e-7)


def test_one_who_has_all_and_none_who_has_more() -> None:
    assert gini(np.array([0.0, 0.0, 0.0, 8.0])).value == pytest.approx(0.75)
    assert gini(np.array([0.0, 0.0, 0.0, 8.0]), sample=True).value == pytest.approx(1.0)
    assert theil(np.array([0.0, 0.0, 0.0, 8.0]), "aaaa").value == pytest.approx(math.log(4))
    assert gini(np.full(7, 0.1)).value == 0.0
    assert theil(np.full(7, 3.0), "abababa").value == pytest.approx(0.0)


@given(WEIGHTED.filter(_has_money))
@settings(max_examples=examples(200), deadline=None)
def test_gini_is_half_the_mean_difference(units: list[tuple[int, int]]) -> None:
    amounts, weights = _columns(units)
    both = np.outer(weights, weights)
    difference = (both * np.abs(amounts[:, None] - amounts[None, :])).sum() / both.sum()
    found = gini(amounts, weights, scale="absolute")
    assert found.value == pytest.approx(difference / 2, abs=1e-9)
    mean = weights @ amounts / weights.sum()
    assert gini(amounts, weights).value == pytest.approx(difference / 2 / mean, abs=1e-12)
    assert found.n == (weights > 0).sum()
    assert found.weighted


@given(WEIGHTED.filter(_has_money), st.sampled_from([1e-3, 7.0, 1e9]))
@settings(max_examples=examples(150), deadline=None)
def test_weights_are_repeats_and_the_unit_of_money_does_not_matter(
    units: list[tuple[int, int]], factor: float
) -> None:
    amounts, weights = _columns(units)
    groups = [int(amount) % 3 for amount in amounts]
    repeated = np.repeat(amounts, weights.astype(int))
    of_repeated = np.repeat(groups, weights.astype(int)).tolist()
    one, other = theil(amounts, groups, weights), theil(repeated, of_repeated)
    assert one.value == pytest.approx(other.value, abs=1e-12)
    assert one.between == pytest.approx(other.between, abs=1e-12)
    assert gini(amounts, weights).value == pytest.approx(gini(repeated).value, abs=1e-12)
    assert gini(amounts * factor, weights).value == pytest.approx(gini(repeated).value, abs=1e-9)
    assert theil(amounts * factor, groups, weights * 2).value == pytest.approx(one.value, abs=1e-9)


@given(AMOUNTS, st.integers(2, 4))
@settings(max_examples=examples(100), deadline=None)
def test_copies_of_everyone_change_nothing(amounts: list[int], copies: int) -> None:
    once = np.array(amounts, dtype=np.float64)
    more = np.tile(once, copies)
    assert gini(more).value == pytest.approx(gini(once).value, abs=1e-12)
    assert theil(more, [0] * len(more)).value == pytest.approx(
        theil(once, [0] * len(once)).value, abs=1e-12
    )


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4), st.sampled_from("mip"))))
@settings(max_examples=examples(200), deadline=None)
def test_between_and_within_add_up(units: list[tuple[int, int, str]]) -> None:
    amounts = np.array([unit[0] for unit in units], dtype=np.float64)
    weights = np.array([unit[1] for unit in units], dtype=np.float64)
    groups = [unit[2] for unit in units]
    found = theil(amounts, groups, weights)
    if weights @ amounts == 0:
        assert math.isnan(found.value)
        return
    assert found.between + found.within == pytest.approx(found.value, abs=1e-12)
    assert found.between >= -1e-12
    assert found.within >= -1e-12
    assert sum(part.n for part in found.groups) == found.n
    assert sum(part.money_share for part in found.groups) == pytest.approx(1)
    assert sum(part.weight_share for part in found.groups) == pytest.approx(1)


def test_between_is_the_inequality_of_group_means_and_groups_say_what_they_add() -> None:
    found = theil(FIVE, ["island", "island", "plain", "plain", "plain"])
    means = theil(np.array([1.5, 17 / 3]), ["a", "b"], np.array([2.0, 3.0]))
    assert found.between == pytest.approx(means.value)
    island, plain = found.groups
    assert (island.group, island.n, island.weight_share, island.money_share) == (
        "island",
        2,
        0.4,
        pytest.approx(0.15),
    )
    assert island.between == pytest.approx(0.15 * math.log(0.15 / 0.4))
    assert plain.within == pytest.approx(0.85 * theil(FIVE[2:], "aaa").value)
    one_each = theil(FIVE, list(range(5)))
    assert one_each.within == 0.0
    assert theil(FIVE, [0] * 5).between == pytest.approx(0.0)


def test_groups_of_unknown_kind_and_units_that_do_not_count() -> None:
    found = theil(FIVE, [None, math.nan, "p", "p", "gone"], np.array([1.0, 1.0, 2.0, 1.0, 0.0]))
    assert [part.n for part in found.groups] == [1, 1, 2]
    assert (found.n, found.weighted) == (4, True)
    assert found.between + found.within == pytest.approx(found.value)


def test_a_group_without_money_adds_nothing_and_has_no_inequality_of_its_own() -> None:
    found = theil(np.array([0.0, 0.0, 2.0, 2.0]), "iipp")
    assert (found.within, found.between) == (0.0, pytest.approx(math.log(2)))
    assert math.isnan(found.groups[0].value)
    assert (found.groups[0].within, found.groups[0].between) == (0.0, 0.0)


def test_shares_of_money_against_those_eligible() -> None:
    found = money_against_eligible(np.array([60.0, 40.0, 0.0]), np.array([30.0, 50.0, 20.0]))
    assert found.money_share == pytest.approx([0.6, 0.4, 0.0])
    assert found.ratio == pytest.approx([2.0, 0.8, 0.0])
    # The first has thirty in a hundred more than its part: that much would have to move.
    assert found.hoover == pytest.approx(0.3)
    assert (found.scale, found.weighted, found.n) == ("relative", True, 3)


def test_money_where_nobody_is_eligible_has_no_finite_ratio() -> None:
    found = money_against_eligible(np.array([6.0, 4.0, 0.0]), np.array([0.0, 10.0, 0.0]))
    assert found.ratio.tolist()[:2] == [math.inf, pytest.approx(0.4)]
    assert math.isnan(found.ratio[2])
    assert found.money_share.sum() == pytest.approx(1)
    assert found.hoover == pytest.approx(0.6)


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(1, 9)), min_size=1).filter(_has_money))
@settings(max_examples=examples(100), deadline=None)
def test_hoover_lies_below_gini_and_is_unmoved_by_units(units: list[tuple[int, int]]) -> None:
    money, eligible = _columns(units)
    found = money_against_eligible(money, eligible).hoover
    whole = gini(money / eligible, eligible).value
    # The largest distance of curve and diagonal against twice the area between them.
    assert found <= whole + 1e-12
    assert whole <= 2 * found + 1e-12
    assert money_against_eligible(money * 1e6, eligible * 3).hoover == pytest.approx(found)


def test_nothing_can_be_said_without_money() -> None:
    nothing = np.zeros(3)
    assert math.isnan(gini(nothing).value)
    assert math.isnan(gini(np.array([])).value)
    assert math.isnan(gini(np.array([5.0]), sample=True).value)
    assert math.isnan(theil(nothing, "abc").value)
    assert math.isnan(money_against_eligible(nothing, np.ones(3)).hoover)


def test_faulty_amounts_are_refused() -> None:
    for faulty in (-1.0, math.nan, math.inf):
        amounts = np.array([1.0, faulty])
        with pytest.raises(ValueError, match="amounts are finite"):
            gini(amounts)
        with pytest.raises(ValueError, match="amounts are finite"):
            theil(amounts, "ab")
        with pytest.raises(ValueError, match="amounts are finite"):
            money_against_eligible(amounts, np.ones(2))
        with pytest.raises(ValueError, match="weights are finite"):
            gini(np.ones(2), amounts)
    with pytest.raises(ValueError, match="do not match"):
        gini(np.ones(2), np.ones(3))
    with pytest.raises(ValueError, match="correction"):
        gini(np.ones(2), np.ones(2), sample=True)
    with pytest.raises(ValueError, match="3 groups"):
        theil(np.ones(2), "abc")
    with pytest.raises(ValueError, match="nobody"):
        money_against_eligible(np.ones(2), np.zeros(2))
