"""Fieller's set against its definition, and against the cases where it is known in closed form."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from analysis.measures.fieller import fieller

NORMAL = 1.959963984540054


def test_a_known_denominator_gives_the_plain_interval() -> None:
    found = fieller(10.0, 4.0, 1.44, 0.0, 0.0, NORMAL)
    assert found.kind == "bounded"
    assert found.low == pytest.approx((10 - NORMAL * 1.2) / 4)
    assert found.high == pytest.approx((10 + NORMAL * 1.2) / 4)


def test_equal_parts_give_ends_that_are_each_others_reciprocal() -> None:
    # With a = b = 1 and equal variances v, (1 − g)ρ² − 2ρ + (1 − g) = 0 where g = c²v.
    found = fieller(1.0, 1.0, 0.01, 0.01, 0.0, NORMAL)
    g = NORMAL**2 * 0.01
    root = math.sqrt(1 - (1 - g) ** 2)
    assert (found.low, found.high) == pytest.approx(((1 - root) / (1 - g), (1 + root) / (1 - g)))
    assert found.low * found.high == pytest.approx(1)


def test_a_denominator_that_may_be_zero_gives_a_set_without_end() -> None:
    # b is one error from zero, a ten: −2.8415ρ² − 20ρ + 96.16 ≤ 0 outside of the two roots.
    found = fieller(10.0, 1.0, 1.0, 1.0, 0.0, NORMAL)
    assert found.kind == "outside"
    leading, constant = 1 - NORMAL**2, 100 - NORMAL**2
    root = math.sqrt(100 - leading * constant)
    assert (found.low, found.high) == pytest.approx(((10 + root) / leading, (10 - root) / leading))
    assert found.low < 0 < found.high
    assert found.holds(10.0)
    assert found.holds(1e12)
    assert found.holds(-1e12)
    assert not found.holds(0.0)


def test_two_parts_that_may_be_zero_rule_nothing_out() -> None:
    found = fieller(0.1, 0.1, 1.0, 1.0, 0.0, NORMAL)
    assert found.kind == "everything"
    assert (found.low, found.high) == (-math.inf, math.inf)
    assert found.holds(0.0)


def test_a_negative_variance_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        fieller(1.0, 1.0, -1.0, 1.0, 0.0, NORMAL)


@given(
    a=st.floats(-100, 100),
    b=st.floats(-100, 100),
    errors=st.tuples(st.floats(0.01, 10), st.floats(0.01, 10)),
    correlation=st.floats(-0.99, 0.99),
    ratio=st.floats(-50, 50),
)
def test_the_set_holds_what_the_test_does_not_reject(
    a: float, b: float, errors: tuple[float, float], correlation: float, ratio: float
) -> None:
    covariance = correlation * errors[0] * errors[1]
    variances = errors[0] ** 2, errors[1] ** 2
    found = fieller(a, b, *variances, covariance, NORMAL)
    difference = (a - ratio * b) ** 2
    spread = variances[0] - 2 * ratio * covariance + ratio**2 * variances[1]
    allowed = NORMAL**2 * spread
    # Next to an end, rounding decides.
    assume(abs(difference - allowed) > 1e-6 * (1 + difference + allowed))
    assert found.holds(ratio) == (difference < allowed)
