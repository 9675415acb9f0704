"""Errors that allow for few units: against Student's own interval, and on draws without effect."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence.aggregates import aggregate
from analysis.evidence.estimator import interval_of
from analysis.evidence.few_clusters import few_clusters
from analysis.evidence.group_time import cluster_influence, group_time
from analysis.evidence.moments import wide_moments
from analysis.evidence.permuted_clusters import cluster_cohorts
from analysis.evidence.pretrends import pre_trends, wald
from analysis.evidence.small_samples import by_kinds, corrected, degrees_of_parts, inflation
from tests.evidence.cases import panel, simulated
from tests.examples import examples


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.floats(-5, 5), min_size=3, max_size=30))
def test_the_change_of_one_cohort_alone_has_students_interval(changes: list[float]) -> None:
    values = np.array(changes)
    if values.std() < 1e-3:
        return
    outcomes = np.column_stack([np.zeros(len(values)), values])
    alone = panel(np.full(len(values), 2002), outcomes)
    effects = corrected(group_time(wide_moments(alone), "own_past"))
    found = interval_of(aggregate(effects, "simple"))
    told = stats.ttest_1samp(values, 0.0).confidence_interval(0.95)
    assert found is not None
    assert (found.low, found.high) == pytest.approx((told.low, told.high), rel=1e-6, abs=1e-9)


def test_many_units_leave_errors_as_they_are() -> None:
    plain = group_time(wide_moments(simulated(units=4_000)), "never")
    known = np.isfinite(plain.estimate)
    np.testing.assert_allclose(corrected(plain).errors[known], plain.errors[known], rtol=0.01)
    assert np.isinf(aggregate(plain, "simple").overall_degrees)
    assert aggregate(corrected(plain), "simple").overall_degrees > 100


def test_correcting_twice_is_correcting_once() -> None:
    once = corrected(group_time(wide_moments(simulated(units=60)), "never"))
    assert corrected(once) is once


def test_a_side_of_one_is_given_the_middle_variance_of_the_others() -> None:
    variances = np.array([0.5, 0.25, 0.01])
    supported, compared = np.array([2.0, 4.0, 1.0]), np.array([1e9, 1e9, 1e9])
    factor = inflation(variances, supported, compared, False)
    assert factor[:2].tolist() == pytest.approx([2.0, 4 / 3])
    # Per unit 0.5 · 2 · 2 = 2 and 0.25 · 4/3 · 4 = 4/3: in the middle 5/3, for one unit.
    assert factor[2] * variances[2] == pytest.approx(5 / 3)


def test_degrees_add_up_as_satterthwaite_has_it() -> None:
    equal = degrees_of_parts(np.array([2.0]), np.array([[1.0, 1.0]]), np.array([[11.0, 11.0]]))
    assert equal.tolist() == [20.0]
    assert np.isinf(degrees_of_parts(np.zeros(1), np.zeros((1, 2)), np.ones((1, 2))))


def test_a_covariance_known_by_few_is_hotellings() -> None:
    draw = np.random.default_rng(4)
    rejected = 0
    for _ in range(2_000):
        sample = draw.standard_normal((9, 3))
        covariance = np.cov(sample.T) / 9
        rejected += wald(sample.mean(axis=0), covariance, known_by=8)[2] < 0.05
    assert abs(rejected / 2_000 - 0.05) < 3 * np.sqrt(0.05 * 0.95 / 2_000)
    assert np.isnan(wald(np.ones(3), np.eye(3), known_by=2)[2])


@pytest.mark.parametrize("supported", [40, 120])
def test_intervals_keep_their_level_with_a_few_in_each_cohort(supported: int) -> None:
    """The small version of benchmarks/calibration.py: 300 draws without effect, four cohorts."""
    draw = np.random.default_rng(supported)
    held, rejected, number = 0, 0, 300
    for _ in range(number):
        outcomes = draw.standard_normal((supported + 150, 6))
        outcomes += draw.standard_normal((supported + 150, 1))
        outcomes[draw.random(outcomes.shape) < 0.3] = np.nan
        cohorts = np.zeros(supported + 150, dtype=np.int64)
        cohorts[:supported] = draw.integers(2002, 2006, supported)
        effects = corrected(group_time(wide_moments(panel(cohorts, outcomes)), "never"))
        interval = interval_of(aggregate(effects, "simple"))
        held += interval is not None and interval.holds(0.0)
        rejected += pre_trends(effects).p < 0.05
    error = np.sqrt(0.05 * 0.95 / number)
    assert held / number > 0.95 - 3 * error
    assert rejected / number < 0.05 + 3 * error


def test_two_kinds_of_clusters_are_welchs_test() -> None:
    draw = np.random.default_rng(3)
    one, other = draw.normal(size=6), draw.normal(0, 3, 9)
    scores = np.concatenate([(one - one.mean()) / 6, -(other - other.mean()) / 9])[:, np.newaxis]
    covariance, known = by_kinds(scores, np.repeat([0, 1], [6, 9]))
    told = stats.ttest_ind(one, other, equal_var=False)
    assert (one.mean() - other.mean()) / np.sqrt(covariance[0, 0]) == pytest.approx(told.statistic)
    assert known == pytest.approx(told.df)
    assert by_kinds(scores, np.repeat([0, 1, 2], [6, 8, 1]))[1] == 0
    # One kind of clusters is Hotelling's own case.
    assert by_kinds(draw.normal(size=(9, 3)), np.zeros(9, dtype=np.int64))[1] == pytest.approx(8)


def test_places_supported_whole_keep_the_level_of_trends() -> None:
    """The small version of the design of places: 250 draws of 16 places with shocks in common."""
    draw = np.random.default_rng(16)
    cohort_of = np.repeat([2005, 2006, 0], [4, 4, 8])
    of_unit = np.repeat(np.arange(16), 6)
    rejected, number = 0, 250
    for _ in range(number):
        outcomes = draw.standard_normal((16, 9))[of_unit] + draw.standard_normal((96, 9))
        outcomes[draw.random(outcomes.shape) < 0.2] = np.nan
        given = replace(panel(cohort_of[of_unit], outcomes), clusters=of_unit)
        moments = wide_moments(given)
        effects = group_time(moments, "never")
        scores, kinds = cluster_influence(moments, effects)[0], cluster_cohorts(moments)
        assert kinds is not None
        rejected += pre_trends(effects, places=(scores, kinds)).p < 0.05
    told = few_clusters(moments, effects)
    np.testing.assert_array_equal(told.kinds, kinds)
    np.testing.assert_array_equal(told.scores, np.nan_to_num(scores))
    assert rejected / number < 0.05 + 3 * np.sqrt(0.05 * 0.95 / number)
    assert rejected
