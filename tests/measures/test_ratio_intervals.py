"""Intervals of ratios: against scipy's bootstrap and Fieller's, and how often they are right."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from analysis.measures import ratio_intervals
from analysis.measures.ratio_intervals import LEAST, linear_interval, ratio_interval


def _grants_and_jobs(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Return grants in million đồng, and jobs that have nothing to do with them: 100 to 2 each."""
    rng = np.random.default_rng(seed)
    return rng.gamma(2.0, 50.0, count), rng.poisson(2.0, count).astype(float)


def test_the_bootstrap_is_that_of_scipy() -> None:
    money, jobs = _grants_and_jobs(80, 1)
    found = ratio_interval(money, jobs)
    assert found is not None
    assert (found.kind, found.method) == ("bounded", "bootstrap")
    oracle = stats.bootstrap(
        (money, jobs),
        lambda top, bottom, axis: top.sum(axis=axis) / bottom.sum(axis=axis),
        paired=True,
        vectorized=True,
        n_resamples=4_999,
        method="BCa",
        rng=np.random.default_rng(2),
    ).confidence_interval
    # Both draw at random; their Monte Carlo errors are about half a per cent here.
    assert found.low == pytest.approx(oracle.low, rel=0.03)
    assert found.high == pytest.approx(oracle.high, rel=0.03)


def test_the_same_data_give_the_same_interval() -> None:
    assert ratio_interval(*_grants_and_jobs(40, 3)) == ratio_interval(*_grants_and_jobs(40, 3))


def test_many_establishments_take_fieller_and_agree_with_the_bootstrap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    money, jobs = _grants_and_jobs(900, 4)
    drawn = ratio_interval(money, jobs)
    monkeypatch.setattr(ratio_intervals, "MOST_DRAWN", 899)
    solved = ratio_interval(money, jobs)
    assert drawn is not None
    assert solved is not None
    assert (drawn.method, solved.method) == ("bootstrap", "fieller")
    assert (solved.low, solved.high) == pytest.approx((drawn.low, drawn.high), rel=0.02)


def test_jobs_that_may_be_none_give_no_upper_limit() -> None:
    # Twelve gained a job and ten lost one: the net may be nothing.
    jobs = np.array([1.0] * 12 + [-1.0] * 10)
    found = ratio_interval(np.linspace(20, 60, len(jobs)), jobs)
    assert found is not None
    assert (found.kind, found.method) == ("outside", "fieller")
    assert found.low < 0 < found.high


def test_a_denominator_near_zero_is_never_drawn_across_it() -> None:
    # Fieller's interval of the denominator stops just short of zero: some draws would cross it.
    jobs = np.array([1.0] * 18 + [-1.0] * 7)
    found = ratio_interval(np.linspace(20, 60, len(jobs)), jobs)
    assert found is not None
    assert (found.kind, found.method) == ("bounded", "fieller")
    assert 0 < found.low < found.high


def test_too_few_or_nothing_that_varies_gives_none() -> None:
    money, jobs = _grants_and_jobs(LEAST - 1, 5)
    assert ratio_interval(money, jobs) is None
    assert linear_interval(money, jobs) is None
    same = np.full(20, 3.0)
    assert ratio_interval(same, same) is None
    assert linear_interval(same, np.zeros(20)) is None


def test_how_often_the_interval_holds_the_truth() -> None:
    draws, held = 200, 0
    for seed in range(draws):
        found = ratio_interval(*_grants_and_jobs(60, 100 + seed), draws=799)
        assert found is not None
        held += found.low <= 50 <= found.high
    # 95 % less what 60 establishments cost, within four Monte Carlo errors of 1.5 points.
    assert held / draws == pytest.approx(0.94, abs=0.06)


def test_the_linear_interval_by_hand() -> None:
    changes = np.array([2.0, -1, 0, 3, 1, 0, -2, 4, 1, 2])
    sizes = np.array([10.0, 8, 5, 12, 9, 4, 11, 20, 6, 15])
    rate = 10 / 100
    rests = [change - rate * size for change, size in zip(changes, sizes, strict=True)]
    error = math.sqrt(sum(rest * rest for rest in rests) * 10 / 9) / 100
    reach = stats.t.ppf(0.975, 9) * error
    assert linear_interval(changes, sizes) == pytest.approx((rate - reach, rate + reach))


def test_the_linear_interval_of_a_mean_is_students() -> None:
    values = np.random.default_rng(6).normal(3, 2, 30)
    mean = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert linear_interval(values, np.ones(30)) == pytest.approx((mean.low, mean.high))
