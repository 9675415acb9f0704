"""Concentration curve and index against definitions, other forms of the error and simulation."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.measures.concentration_index import concentration_curve, concentration_index
from analysis.measures.inequality import Scale, gini
from tests.examples import examples

Floats = npt.NDArray[np.float64]
UNITS = st.lists(
    st.tuples(st.integers(0, 99), st.integers(0, 6), st.integers(0, 4)), min_size=1, max_size=20
).filter(lambda units: any(amount * weight for amount, _, weight in units))


def _columns(units: list[tuple[int, int, int]]) -> tuple[Floats, Floats, Floats]:
    amounts, ranking, weights = np.array(units, dtype=np.float64).T
    return amounts, ranking, weights


@given(UNITS)
@settings(max_examples=examples(200), deadline=None)
def test_ranked_by_itself_it_is_the_gini(units: list[tuple[int, int, int]]) -> None:
    amounts, _, weights = _columns(units)
    found = concentration_index(amounts, amounts, weights)
    assert found.value == pytest.approx(gini(amounts, weights).value, abs=1e-12)
    absolute = concentration_index(amounts, amounts, weights, scale="absolute")
    assert absolute.value == pytest.approx(gini(amounts, weights, scale="absolute").value, abs=1e-9)
    assert (found.weighted, found.n) == (True, (weights > 0).sum())


@given(UNITS)
@settings(max_examples=examples(200), deadline=None)
def test_it_is_twice_the_area_between_curve_and_diagonal(units: list[tuple[int, int, int]]) -> None:
    amounts, ranking, weights = _columns(units)
    curve = concentration_curve(amounts, ranking, weights)
    area = float(np.trapezoid(curve.money_share, curve.weight_share))
    found = concentration_index(amounts, ranking, weights).value
    assert found == pytest.approx(1 - 2 * area, abs=1e-12)
    for share in (curve.weight_share, curve.money_share):
        assert (share[0], share[-1]) == (0.0, pytest.approx(1.0))
        assert (np.diff(share) >= 0).all()


@given(UNITS, st.sampled_from([1e-3, 1e9]))
@settings(max_examples=examples(150), deadline=None)
def test_what_changes_nothing_and_what_turns_the_sign(
    units: list[tuple[int, int, int]], factor: float
) -> None:
    amounts, ranking, weights = _columns(units)
    found = concentration_index(amounts, ranking, weights)
    scaled = concentration_index(amounts * factor, np.exp(ranking), weights * 3)
    same = {"abs": 1e-9, "nan_ok": True}
    assert (scaled.value, scaled.error) == pytest.approx((found.value, found.error), **same)
    turned = concentration_index(amounts, ranking, weights, first="largest")
    assert (turned.value, turned.error) == pytest.approx((-found.value, found.error), **same)
    times = weights.astype(int)
    repeated = concentration_index(np.repeat(amounts, times), np.repeat(ranking, times))
    assert repeated.value == pytest.approx(found.value, abs=1e-12)


@given(UNITS, st.lists(st.integers(0, 6), min_size=1), st.sampled_from(["relative", "absolute"]))
@settings(max_examples=examples(150), deadline=None)
def test_a_row_of_units_alike_is_as_many_units(
    units: list[tuple[int, int, int]], numbers: list[int], scale: Scale
) -> None:
    columns = _columns(units)
    alike = np.resize(numbers, len(units))
    expanded = [np.repeat(column, alike) for column in columns]
    for weighted in (False, True):
        rows, each = (columns, expanded) if weighted else (columns[:2], expanded[:2])
        together = concentration_index(*rows, scale=scale, alike=alike.astype(np.float64))
        found = concentration_index(*each, scale=scale)
        same = {"rel": 1e-9, "abs": 1e-12, "nan_ok": True}
        assert (together.value, together.error) == pytest.approx((found.value, found.error), **same)
        assert (together.n, together.weighted) == (found.n, found.weighted)
        curve = concentration_curve(*rows, alike=alike.astype(np.float64))
        other = concentration_curve(*each)
        assert curve.weight_share == pytest.approx(other.weight_share, **same)
        assert curve.money_share == pytest.approx(other.money_share, **same)


def test_the_curve_begins_with_the_poorest() -> None:
    poverty = np.array([0.1, 0.4, 0.4, 0.2])
    money = np.array([5.0, 1.0, 2.0, 2.0])
    curve = concentration_curve(money, poverty, first="largest")
    assert curve.weight_share == pytest.approx([0, 0.5, 0.75, 1])
    assert curve.money_share == pytest.approx([0, 0.3, 0.5, 1])
    # The poor have less: money is concentrated among those who come last. Mid-ranks are 0.25,
    # 0.25, 0.625 and 0.875.
    expected = 2 * (1 * 0.25 + 2 * 0.25 + 2 * 0.625 + 5 * 0.875) / (4 * 2.5) - 1
    assert concentration_index(money, poverty, first="largest").value == pytest.approx(expected)
    assert expected > 0


def _kakwani(amounts: Floats, ranking: Floats) -> float:
    """Return the error as Kakwani, Wagstaff and van Doorslaer write it, one unit at a time."""
    row = amounts[np.argsort(ranking)]
    number, mean = len(row), row.mean()
    middle = [(place + 0.5) / number for place in range(number)]
    value = 2 / (number * mean) * sum(x * r for x, r in zip(row, middle, strict=True)) - 1
    squares, before = 0.0, 0.0
    for x, r in zip(row, middle, strict=True):
        after = before + x / (number * mean)
        a = x / mean * (2 * r - 1 - value) + 2 - before - after
        squares += a * a
        before = after
    return math.sqrt((squares / number - (1 + value) ** 2) / number)


def test_the_error_is_that_of_kakwani_wagstaff_and_van_doorslaer() -> None:
    random = np.random.default_rng(2)
    ranking = random.permutation(60).astype(np.float64)
    amounts = random.gamma(1.0, 1 + ranking / 30)
    found = concentration_index(amounts, ranking)
    assert found.error == pytest.approx(_kakwani(amounts, ranking), rel=1e-9)


@pytest.mark.parametrize("scale", ["relative", "absolute"])
def test_with_ties_and_weights_the_error_is_near_that_of_leaving_one_out(
    scale: Scale,
) -> None:
    random = np.random.default_rng(4)
    number = 400
    ranking = random.integers(0, 12, number).astype(np.float64)
    weights = random.integers(1, 9, number).astype(np.float64)
    amounts = random.gamma(0.7, 1 + ranking)
    left_out = np.array(
        [
            concentration_index(
                np.delete(amounts, i), np.delete(ranking, i), np.delete(weights, i), scale=scale
            ).value
            for i in range(number)
        ]
    )
    jackknife = math.sqrt((number - 1) * left_out.var())
    found = concentration_index(amounts, ranking, weights, scale=scale)
    assert found.error == pytest.approx(jackknife, rel=0.02)


def test_the_error_is_what_samples_spread_by() -> None:
    random = np.random.default_rng(9)
    times, number = 1_500, 120
    values, errors = np.empty(times), np.empty(times)
    for draw in range(times):
        ranking = random.integers(0, 10, number).astype(np.float64)
        found = concentration_index(random.gamma(1.0, 1 + ranking), ranking)
        values[draw], errors[draw] = found.value, found.error
    # The spread of a standard deviation from `times` draws, and O(1/n) of bias.
    assert errors.mean() == pytest.approx(values.std(), rel=4 / math.sqrt(2 * times) + 2 / number)


def test_one_unit_and_no_money() -> None:
    alone = concentration_index(np.array([5.0]), np.array([1.0]))
    assert (alone.value, alone.n) == (0.0, 1)
    assert math.isnan(alone.error)
    nothing = concentration_index(np.zeros(3), np.arange(3.0))
    assert math.isnan(nothing.value)
    assert math.isnan(nothing.error)
    assert np.isnan(concentration_curve(np.zeros(3), np.arange(3.0)).money_share).all()


def test_faulty_questions_are_refused() -> None:
    one = np.ones(2)
    with pytest.raises(ValueError, match="finite ranking"):
        concentration_index(one, np.array([1.0, np.nan]))
    with pytest.raises(ValueError, match="finite ranking"):
        concentration_curve(one, np.ones(3))
    with pytest.raises(ValueError, match="amounts are finite"):
        concentration_index(-one, one)
    with pytest.raises(ValueError, match="weights are finite"):
        concentration_index(one, one, -one)
