"""The pre-trend test and its power, against tables of the non-central chi-square and by hand."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.group_time import group_time
from analysis.evidence.model import GroupTime
from analysis.evidence.moments import wide_moments
from analysis.evidence.pretrends import (
    detectable_slope,
    power_of,
    pre_trend_check,
    pre_trends,
    wald,
)
from analysis.evidence.spoken import said_on
from tests.evidence.cases import simulated

SAY = said_on("log")


def _effects(cells, variances, shares=(1.0,), covariance=None, anticipation=0) -> GroupTime:
    """Return effects of (cohort, period, base, estimate) with uncorrelated errors."""
    cohort, period, base, estimate = (np.array(column) for column in zip(*cells, strict=True))
    cohorts = np.unique(cohort)
    size = len(cells) + len(cohorts)
    spread = np.zeros((size, size))
    spread[: len(cells), : len(cells)] = np.diag(variances) if covariance is None else covariance
    return GroupTime(
        cohort, period, base, estimate.astype(float), np.full(len(cells), 50),
        np.full(len(cells), 500), cohorts, np.array(shares), spread, 1000, "never",
        "unconditional", anticipation,
    )  # fmt: skip


# Cohort 2004: two short differences before, two long ones since.
CELLS = [
    (2004, 2002, 2001, 0.01),
    (2004, 2003, 2002, -0.02),
    (2004, 2004, 2003, 0.10),
    (2004, 2005, 2003, 0.20),
]
VARIANCES = [0.0004, 0.0009, 0.0016, 0.0025]


def test_the_joint_test_by_hand() -> None:
    found = pre_trends(_effects(CELLS, VARIANCES))
    # 0.0001 / 0.0004 + 0.0004 / 0.0009; with two degrees p is exp(−statistic / 2).
    assert found.statistic == pytest.approx(0.25 + 4 / 9)
    assert (found.degrees, found.periods) == (2, 2)
    assert found.p == pytest.approx(np.exp(-found.statistic / 2))


# Non-centralities at which a test of size 5 % has power 80 %, from tables of the non-central
# chi-square (Haynam, Govindarajulu and Leone 1970): 7.849, 9.635, 10.903 for 1, 2, 3 degrees.
@pytest.mark.parametrize(("degrees", "needed"), [(1, 7.849), (2, 9.635), (3, 10.903)])
def test_the_slope_that_would_be_seen_is_that_of_tables(degrees: int, needed: float) -> None:
    # Each effect has distance 1 and error 0.5: slope² × degrees / 0.25 is the non-centrality.
    slope = detectable_slope(np.ones(degrees), np.eye(degrees) * 0.25)
    assert slope**2 * degrees / 0.25 == pytest.approx(needed, abs=0.001)


@given(
    st.lists(st.floats(0.01, 5), min_size=1, max_size=6),
    st.floats(0.1, 0.95),
    st.floats(0, 0.9),
)
def test_the_slope_has_the_power_asked_for(errors, power, correlation) -> None:
    spread = np.array(errors)
    kinds = np.full((len(spread), len(spread)), correlation)
    np.fill_diagonal(kinds, 1.0)
    covariance = spread[:, None] * kinds * spread
    distances = np.arange(1.0, len(spread) + 1)
    slope = detectable_slope(distances, covariance, power)
    assert power_of(slope * distances, covariance) == pytest.approx(power, abs=1e-6)


def test_the_power_is_how_often_the_test_rejects() -> None:
    draw = np.random.default_rng(4)
    covariance = np.array([[0.04, 0.01], [0.01, 0.09]])
    shift = np.array([0.3, 0.5])
    draws = draw.multivariate_normal(shift, covariance, 4000)
    rejected = np.mean([wald(one, covariance)[2] < 0.05 for one in draws])
    expected = power_of(shift, covariance)
    assert abs(rejected - expected) < 4 * np.sqrt(expected * (1 - expected) / 4000)
    assert power_of(np.zeros(2), covariance) == pytest.approx(0.05, abs=1e-6)


def test_the_implied_bias_grows_with_the_years_since_the_base() -> None:
    found = pre_trends(_effects(CELLS, VARIANCES))
    # One and two periods after the base, each cell counting alike.
    assert found.bias == pytest.approx(found.slope * 1.5)
    # Suggested slope: (0.01 / 0.0004 − 0.02 / 0.0009) over (1 / 0.0004 + 1 / 0.0009).
    assert found.seen == pytest.approx((25 - 200 / 9) / (2500 + 10000 / 9))
    assert found.seen_error == pytest.approx((2500 + 10000 / 9) ** -0.5)
    # A trend that makes the whole estimate 0.15 has a slope of 0.1 a year.
    shift = np.array([0.1, 0.1])
    assert found.power_for_estimate == pytest.approx(power_of(shift, np.diag(VARIANCES[:2])))


def test_larger_cohorts_count_for_more() -> None:
    cells = [*CELLS[:3], (2005, 2003, 2002, 0.0), (2005, 2006, 2004, 0.4)]
    found = pre_trends(_effects(cells, [0.001] * 5, shares=(0.1, 0.3)))
    # Distances 1 and 2 with weights 1 : 3.
    assert found.bias == pytest.approx(found.slope * (0.25 * 1 + 0.75 * 2))


def test_one_base_for_all_is_differenced_backwards() -> None:
    # From 2003: 2001 lies two periods before, 2002 one; the base itself is zero without error.
    cells = [
        (2004, 2001, 2003, 0.2),
        (2004, 2002, 2003, 0.1),
        (2004, 2003, 2003, 0.0),
        (2004, 2004, 2003, 0.0),
    ]
    found = pre_trends(_effects(cells, [0.01, 0.01, 0.0, 0.01]))
    assert found.degrees == 2
    # A fall of 0.1 a year, exactly.
    assert found.seen == pytest.approx(-0.1)


def test_what_is_anticipated_is_not_before() -> None:
    assert pre_trends(_effects(CELLS, VARIANCES, anticipation=1)).degrees == 1


def test_singular_covariances_lose_a_degree() -> None:
    statistic, degrees, p = wald(np.array([1.0, 1.0]), np.array([[1.0, 1.0], [1.0, 1.0]]))
    assert (degrees, statistic) == (1, pytest.approx(1.0))
    assert p == pytest.approx(0.3173105)


def test_findings_in_plain_words() -> None:
    check = pre_trend_check(pre_trends(_effects(CELLS, VARIANCES)), SAY)
    assert check.passed is True
    assert "chance of 80% of finding" in check.finding.en
    assert "không thấy hai nhóm đi khác nhau" in check.finding.vi
    apart = [(2004, 2002, 2001, 0.2), *CELLS[1:]]
    failed = pre_trend_check(pre_trends(_effects(apart, VARIANCES)), SAY)
    assert failed.passed is False
    assert "p < 0.001" in failed.finding.en
    assert "đã đi khác nhau" in failed.finding.vi


def test_without_years_before_nothing_can_be_tested() -> None:
    for effects in (
        _effects(CELLS[2:], VARIANCES[2:]),
        _effects([(2004, 2002, 2001, np.nan), *CELLS[2:]], [np.nan, *VARIANCES[2:]]),
    ):
        found = pre_trends(effects)
        assert not found.testable
        check = pre_trend_check(found, SAY)
        assert check.passed is None
        assert "cannot be tested" in check.finding.en


def test_without_an_estimate_the_bias_is_not_told() -> None:
    found = pre_trends(_effects(CELLS[:2], VARIANCES[:2]))
    assert found.degrees == 2
    assert np.isnan(found.bias)
    assert np.isnan(found.power_for_estimate)


def test_cohorts_are_tested_together_by_time_before_support() -> None:
    later = [(2006, 2004, 2003, 0.05), (2006, 2005, 2004, 0.02), (2006, 2006, 2005, 0.3)]
    variances = [*VARIANCES, 0.0001, 0.0001, 0.0016]
    found = pre_trends(_effects([*CELLS, *later], variances, shares=(0.1, 0.3)))
    # Two years before: (0.01 + 3 × 0.05) / 4; one year before: (−0.02 + 3 × 0.02) / 4.
    means = np.array([0.04, 0.01])
    spread = np.array([(0.0004 + 9 * 0.0001) / 16, (0.0009 + 9 * 0.0001) / 16])
    assert (found.degrees, found.periods) == (2, 2)
    assert found.statistic == pytest.approx(float((means**2 / spread).sum()))


def test_years_long_before_support_are_left_to_the_chart() -> None:
    early = [(2004, 1995 + k, 1994 + k, 9.0) for k in range(4)]
    found = pre_trends(_effects([*early, *CELLS], [0.01] * 4 + VARIANCES))
    assert found.degrees == 2


@pytest.mark.parametrize("seed", [3, 4])
def test_small_cohorts_do_not_reject_by_themselves(seed: int) -> None:
    """Ten cohorts of about nine units: in how many of 120 draws is nothing found unlike?"""
    rejected = 0
    for draw in range(120):
        cohorts = tuple(range(2003, 2013))
        flat = simulated(seed * 1000 + draw, 300, 13, 0.0, share=0.3, cohorts=cohorts)
        rejected += pre_trends(group_time(wide_moments(flat), "never")).p < 0.05
    # About 8 of 120 are expected: errors uncorrected for cohorts of nine make 5 % into 7 %.
    # More than 20 happen once in ten thousand; testing the single cells rejects over 100.
    assert rejected <= 20
