"""Intervals of a median against the binomial they come from, and of a mean against SciPy."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.order_statistics import (
    mean_interval,
    median_interval,
    median_ranks,
    quantiles,
    share_interval,
)


@given(st.integers(1, 3000))
def test_ranks_cover_the_median_and_no_narrower_pair_does(number: int) -> None:
    ranks = median_ranks(number)
    if ranks is None:
        # Even the smallest and largest value together do not reach the level.
        assert 1 - 2 * stats.binom.cdf(0, number, 0.5) < 0.95
        return
    low, high = ranks
    assert low + high == number + 1
    assert 1 - 2 * stats.binom.cdf(low - 1, number, 0.5) >= 0.95
    assert low == high or 1 - 2 * stats.binom.cdf(low, number, 0.5) < 0.95


def test_known_ranks() -> None:
    # Table of Conover (1999): ten values, the second and the ninth.
    assert median_ranks(10) == (2, 9)
    assert median_ranks(6) == (1, 6)
    assert median_ranks(5) is None
    assert median_ranks(0) is None


def test_interval_takes_the_values_at_the_ranks() -> None:
    values = np.array([9.0, 1, 8, 2, 7, 3, 6, 4, 5, 10])
    assert median_interval(values) == (2, 9)
    assert median_interval(values[:5]) is None


def test_mean_and_share() -> None:
    values = np.array([1.0, 2, 4, 9])
    expected = stats.t.interval(0.95, 3, values.mean(), stats.sem(values))
    assert mean_interval(values) == pytest.approx(expected)
    assert mean_interval(values[:1]) is None
    low, high = share_interval(np.array([0.0, 1, 1, 0])) or (0, 0)
    assert low < 0.5 < high


def test_quantiles_are_interpolated() -> None:
    assert quantiles(np.array([1.0, 2, 3, 4]), (0.5,)) == [2.5]


@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=40),
    st.lists(st.floats(0, 1), min_size=1, max_size=4),
)
def test_quantiles_are_those_of_numpy(values: list[float], shares: list[float]) -> None:
    taken = np.asarray(values)
    assert quantiles(taken, shares) == pytest.approx(list(np.quantile(taken, shares)), rel=1e-12)
