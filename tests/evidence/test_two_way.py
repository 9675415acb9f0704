"""The two-way estimate and its decomposition, against dense least squares and published numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.aggregates import aggregate
from analysis.evidence.findings import Interval
from analysis.evidence.group_time import group_time
from analysis.evidence.model import NEVER
from analysis.evidence.moments import wide_moments
from analysis.evidence.spoken import said_on
from analysis.evidence.two_way import (
    bacon,
    share_already,
    two_way,
    two_way_alternative,
    two_way_check,
)
from tests.evidence.cases import UNKNOWN, panel
from tests.evidence.panels import random_panel
from tests.evidence.published import counties, states, wide_of
from tests.examples import examples

SAY = said_on("level")


def test_counties_with_gaps_equal_statsmodels() -> None:
    # statsmodels 0.15: OLS of lemp on support, county and year dummies, covariance clustered by
    # county with use_correction=False.
    frame = counties(gaps=True)
    found = two_way(wide_of(frame))
    assert found.estimate == pytest.approx(-0.03704824908266646, abs=1e-12)
    assert found.error == pytest.approx(0.014312318210719497, abs=1e-12)
    assert found.units == 500
    with_support = (frame["cohort"] > 0) & (frame["period"] >= frame["cohort"])
    assert found.supported == frame[with_support & frame["outcome"].notna()]["unit"].nunique()
    assert found.observations == frame["outcome"].notna().sum()


def test_homicides_decompose_as_published() -> None:
    # Printed by R's bacondecomp (Flack and Goodman-Bacon) for these data, l_homicide on the year
    # a law took effect: three kinds with weight and estimate, two-way 0.0818.
    given_panel = wide_of(states())
    comparisons = bacon(given_panel)
    published = {
        "not_yet": (0.05976, -0.00554),
        "already": (0.03190, 0.07032),
        "never": (0.90834, 0.08796),
    }
    for kind, (weight, estimate) in published.items():
        rows = comparisons[comparisons["kind"] == kind]
        assert rows["weight"].sum() == pytest.approx(weight, abs=5e-6)
        mean = (rows["weight"] * rows["estimate"]).sum() / rows["weight"].sum()
        assert mean == pytest.approx(estimate, abs=5e-6)
    found = two_way(given_panel)
    assert found.estimate == pytest.approx(0.0818, abs=5e-5)
    # Cheng and Hoekstra (2013): "a statistically significant 8 percent net increase".
    assert 0.08 < np.expm1(found.estimate) < 0.10


@pytest.mark.parametrize(
    ("comparison", "estimate", "error"),
    [
        ("never", 0.11038302836696914, 0.03872423925978391),
        ("not_yet", 0.10935495171391077, 0.039165375763936174),
    ],
)
def test_homicides_group_time(comparison, estimate: float, error: float) -> None:
    # csdid 0.4.3 on the same panel, analytic errors. Eleven per cent is more than the published
    # eight to ten, whose regressions weigh years otherwise; the interval holds all of them.
    simple = aggregate(group_time(wide_moments(wide_of(states())), comparison), "simple")
    assert simple.overall == pytest.approx(estimate, abs=1e-12)
    assert simple.overall_error == pytest.approx(error, abs=1e-12)
    low, high = (simple.overall + side * 1.96 * simple.overall_error for side in (-1, 1))
    assert low < np.log1p(0.08) < np.log1p(0.10) < high


def _dense(frame: pd.DataFrame, cluster: str) -> tuple[float, float]:
    seen = frame.dropna(subset=["outcome"])
    on = ((seen["cohort"] > 0) & (seen["period"] >= seen["cohort"])).to_numpy(dtype=float)
    dummies = pd.get_dummies(seen[["unit", "period"]].astype(str)).to_numpy(dtype=float)
    outcome = seen["outcome"].to_numpy()
    fit = np.linalg.pinv(dummies.T @ dummies) @ dummies.T
    support = on - dummies @ (fit @ on)
    square = support @ support
    if square < 1e-8:
        return np.nan, np.nan
    estimate = support @ outcome / square
    left = outcome - dummies @ (fit @ outcome) - estimate * support
    scores = pd.Series(support * left / square).groupby(seen[cluster].to_numpy()).sum()
    return float(estimate), float(np.sqrt((scores**2).sum()))


@settings(max_examples=examples(40), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    units=st.integers(2, 14),
    missing=st.sampled_from([0.0, 0.2, 0.5]),
    cohorts=st.sampled_from([(0, 2019, 2020), (2019, 2021), (0, 2018, 2020, 2022), (0, 2025)]),
    clusters=st.sampled_from([0, 3]),
)
def test_two_way_is_dense_least_squares(seed, units, missing, cohorts, clusters) -> None:
    frame = random_panel(seed, units=units, cohorts=cohorts, missing=missing, clusters=clusters)
    found = two_way(wide_of(frame))
    estimate, error = _dense(frame, "cluster" if clusters else "unit")
    assert found.estimate == pytest.approx(estimate, abs=1e-8, nan_ok=True)
    if np.isnan(error) or error < 1e-8:
        assert np.isnan(found.error) or found.error < 1e-8
    else:
        assert found.error == pytest.approx(error, abs=1e-8)


@settings(max_examples=examples(60), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    units=st.integers(1, 30),
    missing=st.sampled_from([0.0, 0.05]),
    cohorts=st.sampled_from(
        [(0, 2019, 2020), (2018, 2019, 2021), (0, 2000, 2018, 2022), (0, 2025, 2020), (0,)]
    ),
)
def test_comparisons_add_up_to_the_estimate(seed, units, missing, cohorts) -> None:
    frame = random_panel(seed, units=units, cohorts=cohorts, missing=missing)
    whole = frame.groupby("unit")["outcome"].transform(lambda one: one.notna().all())
    comparisons = bacon(wide_of(frame))
    found = two_way(wide_of(frame[whole])) if whole.any() else None
    if found is None or np.isnan(found.estimate):
        assert comparisons.empty
        assert np.isnan(share_already(comparisons))
        return
    assert comparisons["weight"].sum() == pytest.approx(1, abs=1e-12)
    assert (comparisons["weight"] > 0).all()
    total = float((comparisons["weight"] * comparisons["estimate"]).sum())
    assert total == pytest.approx(found.estimate, abs=1e-10)


def test_each_comparison_by_hand() -> None:
    # One unit each: supported in the second year, in the fourth, never.
    comparisons = bacon(panel([2002, 2004, NEVER], [[0, 4, 6, 8], [0, 0, 0, 5], [1, 1, 1, 3]]))
    rows = {(row.kind, row.cohort, row.control): row.estimate for row in comparisons.itertuples()}
    assert rows == pytest.approx(
        {
            ("never", 2002, NEVER): (6 - 0) - (5 / 3 - 1),
            ("never", 2004, NEVER): (5 - 0) - (3 - 1),
            # Until 2003 the later one is no different from the never supported.
            ("not_yet", 2002, 2004): (5 - 0) - 0,
            # From 2002 on the earlier one rises from 5 to 8, which is taken off the later's effect.
            ("already", 2004, 2002): (5 - 0) - (8 - 5),
        }
    )
    assert (comparisons["supported"] == 1).all()
    assert (comparisons["compared"] == 1).all()


def test_growing_effects_are_blamed_on_those_already_supported() -> None:
    # All are supported in the end; effects grow by one a year; nothing else happens.
    cohorts = np.repeat([2002, 2004], 20)
    since = np.arange(2001, 2007) - cohorts[:, None]
    draw = np.random.default_rng(1)
    outcomes = np.where(since >= 0, since + 1.0, 0.0) + draw.normal(0, 0.05, since.shape)
    given_panel = panel(cohorts, outcomes)
    check = two_way_check(given_panel, 1.5, Interval(1.4, 1.6), SAY)
    assert check.passed is True
    found, numbers = two_way(given_panel), check.numbers
    assert numbers["estimate"] == found.estimate
    assert numbers["without_already"] == pytest.approx(1.5, abs=0.05)
    # Supported in five of six years and in three: weights go as 1 − 5/6 to 3/6.
    assert numbers["share_already"] == pytest.approx(3 / 4, abs=1e-12)
    assert found.estimate < 0.2 * 1.5
    assert "75%" in check.finding.en
    assert "75" in check.finding.vi
    assert "those already supported" in check.finding.en


def test_the_check_disagrees_where_the_sign_turns() -> None:
    cohorts = np.repeat([2002, 2004], 20)
    since = np.arange(2001, 2007) - cohorts[:, None]
    draw = np.random.default_rng(1)
    outcomes = np.where(since >= 0, (since + 1.0) ** 2, 0.0) + draw.normal(0, 0.05, since.shape)
    check = two_way_check(panel(cohorts, outcomes), 2.0, Interval(1.9, 2.1), SAY)
    assert check.passed is False
    assert check.numbers["estimate"] < 0
    assert check.finding.en.startswith("Leads to another conclusion: −")


def test_the_check_says_where_it_cannot_tell_or_has_nothing_to_blame() -> None:
    nobody = panel([NEVER, NEVER], [[1, 2], [2, 3]])
    check = two_way_check(nobody, UNKNOWN, None, SAY)
    assert check.passed is None
    assert two_way_alternative(two_way(nobody)).estimate is None
    draw = np.random.default_rng(2)
    one_cohort = panel(np.repeat([2002, NEVER], 30), draw.normal(0, 1, (60, 3)))
    found = two_way(one_cohort)
    interval = Interval(found.estimate - 1, found.estimate + 1)
    assert "None of it" in two_way_check(one_cohort, found.estimate, interval, SAY).finding.en
    gaps = draw.normal(0, 1, (60, 3))
    gaps[np.arange(60), np.arange(60) % 3] = np.nan
    without = panel(np.repeat([2002, NEVER], 30), gaps)
    found = two_way(without)
    assert np.isfinite(found.estimate)
    assert "in every year" in two_way_check(without, found.estimate, interval, SAY).finding.en
    always = panel(np.repeat([2001, 2002], 30), draw.normal(0, 1, (60, 3)))
    found = two_way(always)
    assert share_already(bacon(always)) == pytest.approx(1)
    assert "All of it" in two_way_check(always, found.estimate, interval, SAY).finding.en


def test_the_alternative_is_the_estimate() -> None:
    found = two_way(wide_of(counties()))
    other = two_way_alternative(found)
    assert other.estimate == found.estimate
    assert (other.n_supported, other.n_compared) == (191, 480)
    assert other.interval is not None
    assert other.interval.low == pytest.approx(found.estimate - 1.959964 * found.error)
