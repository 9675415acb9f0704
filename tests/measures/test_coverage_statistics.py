"""Funnel limits, exact ratios, spread beyond chance, smoothed rates: against published numbers."""

from __future__ import annotations

import math
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.measures.funnel_limits import binomial_limits, outside, poisson_limits
from analysis.measures.over_dispersion import (
    DispersionModel,
    dispersed_limits,
    over_dispersion,
    root_scores,
)
from analysis.measures.smoothed_rates import smoothed_rates
from analysis.measures.standardised_ratio import expected_counts, ratio_interval
from tests.examples import examples

SIDS = Path(__file__).parents[1] / "data" / "sids2.csv"


def test_exact_limits_of_a_ratio_are_those_funnelplotr_prints() -> None:
    counts = np.array([15, 20, 30])
    low, high = ratio_interval(counts, counts.astype(float))
    assert low == pytest.approx([0.5596924, 0.6108260, 0.6746958], abs=5e-8)
    assert high == pytest.approx([1.649348, 1.544419, 1.427562], abs=5e-7)


def test_the_funnels_own_limits_are_another_thing() -> None:
    expected = np.array([15.0, 20.0, 30.0])
    limits = poisson_limits(expected)
    _, high = ratio_interval(expected.astype(int), expected)
    assert (limits.high / expected < high).all()


@given(st.floats(0.01, 300), st.sampled_from([0.8, 0.95, 0.998]))
@settings(max_examples=examples(200), deadline=None)
def test_outside_are_the_counts_whose_mid_p_tail_is_too_small(mean: float, level: float) -> None:
    limits = poisson_limits(np.array([mean]), level)
    counts = np.arange(0, int(mean + 12 * math.sqrt(mean) + 12))
    law = stats.poisson(mean)
    below = law.cdf(counts - 1) + law.pmf(counts) / 2
    above = law.sf(counts) + law.pmf(counts) / 2
    tail = (1 - level) / 2
    told = np.array([outside(np.array([count]), limits.low, limits.high)[0] for count in counts])
    assert (told == np.where(below < tail, -1, np.where(above < tail, 1, 0))).all()
    assert limits.chance[0] == pytest.approx(law.pmf(counts[told != 0]).sum(), abs=1e-9)


@given(st.integers(1, 400), st.floats(0.001, 0.999), st.sampled_from([0.95, 0.998]))
@settings(max_examples=examples(200), deadline=None)
def test_binomial_counts_outside_have_the_chance_that_is_told(
    trials: int, chance: float, level: float
) -> None:
    limits = binomial_limits(np.array([trials]), np.array([chance]), level)
    counts = np.arange(trials + 1)
    law = stats.binom(trials, chance)
    told = np.array([outside(np.array([count]), limits.low, limits.high)[0] for count in counts])
    below = law.cdf(counts - 1) + law.pmf(counts) / 2
    above = law.sf(counts) + law.pmf(counts) / 2
    tail = (1 - level) / 2
    assert (told == np.where(below < tail, -1, np.where(above < tail, 1, 0))).all()
    assert limits.chance[0] == pytest.approx(law.pmf(counts[told != 0]).sum(), abs=1e-9)


def test_places_without_a_gap_lie_outside_as_often_as_the_discrete_law_says() -> None:
    draws = 20_000
    random = np.random.default_rng(7)
    for mean in (1.0, 3.0, 10.0, 33.0, 100.0):
        limits = poisson_limits(np.full(draws, mean), 0.998)
        seen = float((outside(random.poisson(mean, draws), limits.low, limits.high) != 0).mean())
        chance = float(limits.chance[0])
        assert abs(seen - chance) < 4 * math.sqrt(max(chance, 1e-4) / draws)
        # Never more than a count's worth away from two in a thousand.
        assert chance < 0.004


@given(st.floats(0.5, 200), st.floats(1.001, 1.2))
@settings(max_examples=examples(100), deadline=None)
def test_limits_move_smoothly_with_what_is_expected(mean: float, step: float) -> None:
    one = poisson_limits(np.array([mean, mean * step]))
    assert (np.diff(one.low) >= 0).all()
    assert (np.diff(one.high) > 0).all()


def test_nothing_expected_makes_anything_too_much() -> None:
    limits = poisson_limits(np.array([0.0]))
    assert outside(np.array([0]), limits.low, limits.high).tolist() == [0]
    assert outside(np.array([1]), limits.low, limits.high).tolist() == [1]
    assert limits.chance.tolist() == [0.0]


def test_faulty_questions_are_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        poisson_limits(np.array([-1.0]))
    with pytest.raises(ValueError, match="confidence level"):
        poisson_limits(np.array([1.0]), 1.0)
    with pytest.raises(ValueError, match="between 0 and 1"):
        binomial_limits(np.array([3]), np.array([1.2]))
    with pytest.raises(ValueError, match="trials"):
        binomial_limits(np.array([-3]), np.array([0.2]))
    with pytest.raises(ValueError, match="not negative"):
        ratio_interval(np.array([-1]), np.array([1.0]))
    with pytest.raises(ValueError, match="more are found"):
        expected_counts(np.array([[1.0]]), np.array([[2.0]]))
    with pytest.raises(ValueError, match="winsorising"):
        over_dispersion(np.array([1, 2]), np.array([1.0, 2.0]), 0.5)
    with pytest.raises(ValueError, match="not all zero"):
        smoothed_rates(np.zeros(2), np.zeros(2))


@given(st.integers(0, 200))
@settings(max_examples=examples(60), deadline=None)
def test_the_ends_of_an_exact_interval_make_the_tails_they_should(count: int) -> None:
    low, high = ratio_interval(np.array([count]), np.array([1.0]))
    assert stats.poisson.cdf(count, high[0]) == pytest.approx(0.025, rel=1e-6)
    if count:
        assert stats.poisson.sf(count - 1, low[0]) == pytest.approx(0.025, rel=1e-6)
    shorter = ratio_interval(np.array([count]), np.array([1.0]), mid_p=True)
    assert low[0] <= shorter[0][0] <= count <= shorter[1][0] <= high[0]
    half = stats.poisson.pmf(count, shorter[1][0]) / 2
    assert stats.poisson.cdf(count - 1, shorter[1][0]) + half == pytest.approx(0.025, rel=1e-6)


def test_a_place_with_nothing_expected_has_no_ratio() -> None:
    low, high = ratio_interval(np.array([0, 3]), np.array([0.0, 0.0]))
    assert np.isnan(low).all()
    assert np.isnan(high).all()


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=3, max_size=3), min_size=1, max_size=20),
    st.integers(0, 2**32 - 1),
)
@settings(max_examples=examples(100), deadline=None)
def test_what_is_expected_adds_up_to_what_is_found(sizes: list[list[int]], seed: int) -> None:
    there = np.array(sizes, dtype=np.float64)
    found = np.random.default_rng(seed).binomial(there.astype(int), 0.3).astype(np.float64)
    assert expected_counts(there, found).sum() == pytest.approx(found.sum())


def test_chance_alone_shows_no_spread_and_planted_spread_is_found() -> None:
    random = np.random.default_rng(3)
    expected = random.uniform(20, 60, 400)
    alone = over_dispersion(random.poisson(expected), expected, 0.0)
    assert alone.phi == pytest.approx(1.0, abs=0.2)
    assert alone.tau < 0.05
    true_roots = 1 + random.normal(0, 0.15, 400)
    spread = over_dispersion(random.poisson(expected * true_roots**2), expected, 0.0)
    assert spread.tau == pytest.approx(0.15, abs=0.02)
    assert spread.p < 1e-6


def test_spread_by_hand() -> None:
    observed, expected = np.array([4, 9, 25]), np.array([9.0, 9.0, 16.0])
    # Scores −2, 0 and 2; nothing drawn in. Weights 36, 36, 64.
    assert root_scores(observed, expected).tolist() == [-2.0, 0.0, 2.0]
    found = over_dispersion(observed, expected, 0.0)
    assert found.phi == pytest.approx(8 / 3)
    assert found.tau == pytest.approx(math.sqrt((8 - 2) / (136 - (36**2 * 2 + 64**2) / 136)))
    assert found.statistic == pytest.approx(8.0)
    assert found.p == pytest.approx(math.exp(-4))


def test_scores_far_out_are_drawn_in() -> None:
    expected = np.full(41, 25.0)
    observed = np.full(41, 25)
    observed[0] = 2500
    assert over_dispersion(observed, expected).phi == pytest.approx(0.0)
    assert over_dispersion(observed, expected, 0.0).phi > 100


def test_too_few_places_tell_of_no_spread() -> None:
    assert math.isnan(over_dispersion(np.array([3]), np.array([2.0])).phi)
    assert over_dispersion(np.array([3, 1, 1]), np.array([2.0, 0.0, 0.0])).places == 1


@given(
    st.floats(0.3, 100),
    st.lists(st.tuples(st.integers(0, 60), st.floats(0.3, 60)), min_size=2, max_size=20),
    st.sampled_from([0.8, 0.95, 0.998]),
)
@settings(max_examples=examples(150), deadline=None)
def test_limits_with_spread_are_never_narrower_than_those_of_chance(
    mean: float, places: list[tuple[int, float]], level: float
) -> None:
    observed, expected = (np.array(column) for column in zip(*places, strict=True))
    spread = over_dispersion(observed, expected.astype(np.float64))
    around = np.array([mean])
    trials = np.array([math.ceil(2 * mean)])
    for exact in (
        poisson_limits(around, level),
        binomial_limits(trials, around / trials, level),
    ):
        for model in get_args(DispersionModel):
            low, high = dispersed_limits(exact, around, spread, model)
            assert low[0] <= exact.low[0] < exact.high[0] <= high[0]


def test_nothing_found_of_little_expected_is_no_gap_when_spread_is_allowed_for() -> None:
    # Exact chances of no count at all: 37, 6 and 0.7 %; the last alone is below the 95 % limit.
    expected = np.array([0.99, 2.8, 5.0])
    none = over_dispersion(np.array([30, 30, 30]), np.array([30.0, 30.0, 30.0]))
    assert none.tau == 0.0
    for level, told in ((0.95, [0, 0, -1]), (0.998, [0, 0, 0])):
        low, high = dispersed_limits(poisson_limits(expected, level), expected, none)
        assert outside(np.zeros(3, dtype=np.int64), low, high).tolist() == told


def test_limits_with_spread_are_wider_and_without_it_nearly_those_of_chance() -> None:
    expected = np.array([30.0, 80.0])
    none = over_dispersion(np.array([30, 30, 30]), np.array([30.0, 30.0, 30.0]))
    exact = poisson_limits(expected)
    low, high = dispersed_limits(exact, expected, none)
    assert low == pytest.approx(exact.low, abs=1.0)
    assert high == pytest.approx(exact.high, abs=1.0)
    much = over_dispersion(np.array([10, 30, 60]), np.array([30.0, 30.0, 30.0]), 0.0)
    for model in get_args(DispersionModel):
        wide_low, wide_high = dispersed_limits(exact, expected, much, model)
        assert (wide_low < low).all()
        assert (wide_high > high).all()


def test_smoothed_rates_are_those_of_esda() -> None:
    data = pd.read_csv(SIDS)
    found = smoothed_rates(
        data["sids_1974"].to_numpy(np.float64), data["births_1974"].to_numpy(np.float64)
    )
    assert found.rates == pytest.approx(data["esda_rate"].to_numpy(), rel=1e-12)


def test_equal_rates_leave_nothing_to_trust() -> None:
    found = smoothed_rates(np.array([1.0, 2.0, 4.0]), np.array([10.0, 20.0, 40.0]))
    assert found.between == 0.0
    assert found.rates == pytest.approx([0.1, 0.1, 0.1])


def test_a_place_without_anybody_has_the_rate_of_all() -> None:
    found = smoothed_rates(np.array([9.0, 1.0, 0.0]), np.array([10.0, 100.0, 0.0]))
    assert found.rates[2] == pytest.approx(10 / 110)
    assert found.trust[2] == 0.0
    assert 0 < found.trust[0] < found.trust[1] < 1
