"""Imputation held against a library, against dense least squares, and against hand-made numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.imputation import (
    Imputed,
    imputation,
    imputation_alternative,
    lead_test,
)
from analysis.evidence.model import NEVER, WidePanel
from tests.evidence.cases import UNKNOWN, panel
from tests.evidence.panels import DATA, random_panel
from tests.evidence.published import counties, states, wide_of
from tests.examples import examples


@pytest.fixture(scope="module")
def numbers() -> pd.DataFrame:
    return pd.read_csv(DATA / "diff_diff_imputation.csv")


def _stored(numbers: pd.DataFrame, name: str, gaps: bool, clustered: bool) -> pd.DataFrame:
    rows = (numbers["panel"] == name) & (numbers["gaps"] == gaps)
    return numbers[rows & (numbers["clustered"] == clustered)]


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("gaps", [False, True])
def test_counties_equal_another_library(numbers, gaps: bool, clustered: bool) -> None:
    found = imputation(wide_of(counties(gaps, clustered)))
    stored = _stored(numbers, "counties", gaps, clustered)
    overall = stored[stored["kind"] == "overall"].iloc[0]
    assert found.overall == pytest.approx(overall["estimate"], abs=1e-8)
    assert found.overall_error == pytest.approx(overall["error"], abs=1e-8)
    yearly = stored[stored["kind"] == "since"]
    assert found.index.tolist() == yearly["index"].tolist()
    assert found.estimates == pytest.approx(yearly["estimate"].to_numpy(), abs=1e-8)
    assert found.errors == pytest.approx(yearly["error"].to_numpy(), abs=1e-8)
    assert found.clusters == (17 if clustered else None)
    assert found.critical > 1.96


@pytest.mark.parametrize("clustered", [False, True])
@pytest.mark.parametrize("gaps", [False, True])
def test_leads_equal_another_library(numbers, gaps: bool, clustered: bool) -> None:
    # All leads but one span the same differences whichever is left out, so the joint statistic is
    # the same but for that library's correction: G/(G − 1) × (N − 1)/(N − K).
    frame = counties(gaps, clustered)
    found = lead_test(wide_of(frame))
    stored = _stored(numbers, "counties", gaps, clustered)
    f = float(stored.loc[stored["kind"] == "leads_f", "estimate"].iloc[0])
    untouched = frame[(frame["cohort"] == NEVER) | (frame["period"] < frame["cohort"])]
    untouched = untouched.dropna(subset=["outcome"])
    groups = untouched["cluster" if clustered else "unit"].nunique()
    # K counts three leads, four periods and the constant; units lie inside clusters and are not.
    rows = len(untouched)
    correction = groups / (groups - 1) * (rows - 1) / (rows - 8)
    assert found.degrees == 3
    assert found.index.tolist() == [-3, -2, -1]
    assert found.statistic / correction / 3 == pytest.approx(f, rel=1e-8)


def test_homicides_in_the_published_range(numbers) -> None:
    # Cheng and Hoekstra (2013): laws lead to "a statistically significant 8 percent net increase".
    found = imputation(wide_of(states()))
    assert 0.075 < np.expm1(found.overall) < 0.10
    stored = _stored(numbers, "states", gaps=False, clustered=False)
    yearly = stored[stored["kind"] == "since"]
    assert found.estimates == pytest.approx(yearly["estimate"].to_numpy(), abs=1e-8)
    # Five years on there is Florida alone: the library prints an error for it, there is none.
    assert found.supported.tolist() == [21, 21, 20, 18, 14, 1]
    assert np.isnan(found.errors[5])
    assert np.isfinite(found.errors[:5]).all()


def _dense(given: WidePanel, anticipation: int = 0) -> Imputed | None:
    """Return imputation by least squares on dummies written out, loops over observations."""
    n, t = given.outcomes.shape
    rows, values, where = [], [], []
    for i in range(n):
        for k in range(t):
            if np.isfinite(given.outcomes[i, k]):
                row = np.zeros(n + t)
                row[[i, n + k]] = 1
                rows.append(row)
                values.append(given.outcomes[i, k])
                where.append((i, k))
    design, outcome = np.array(rows).reshape(-1, n + t), np.array(values)
    cohort = np.array([given.cohorts[i] for i, _ in where])
    period = np.array([given.periods[k] for _, k in where])
    untouched = (cohort == NEVER) | (period < cohort - anticipation)
    base = design[untouched]
    inverse = np.linalg.pinv(base.T @ base) if untouched.any() else np.zeros((n + t, n + t))
    levels = inverse @ base.T @ outcome[untouched]
    # A level is known where its dummies lie in the space the untouched ones span.
    spanned = np.abs(design @ inverse @ base.T @ base - design).max(axis=1) < 1e-8
    used = (cohort != NEVER) & (period >= cohort) & spanned
    if not used.any():
        return None
    left = outcome - design @ levels
    since = period - cohort
    unit = np.array([i for i, _ in where])
    cluster = unit if given.clusters is None else given.clusters[unit]
    around = np.zeros(len(outcome))
    for at in np.flatnonzero(used):
        for same in (
            used & (cohort == cohort[at]) & (period == period[at]),
            used & (since == since[at]),
            used,
        ):
            if len(set(cluster[same])) > 1 or same is used:
                around[at] = left[same].mean()
                break
    estimates, scores, told = [], [], []
    for target in [used & (since == value) for value in np.unique(since[used])] + [used]:
        weights = np.where(target, 1 / target.sum(), 0.0)
        estimates.append(weights @ left)
        weights[untouched] = -base @ inverse @ design.T @ weights
        score = weights * np.where(untouched, left, left - around)
        scores.append([score[cluster == one].sum() for one in np.unique(cluster)])
        told.append(len(set(cluster[target])) > 1)
    covariance = np.array(scores) @ np.array(scores).T
    errors = np.where(told, np.sqrt(np.diag(covariance)), np.nan)
    errors[errors < 1e-9] = np.nan
    return Imputed(
        index=np.unique(since[used]),
        estimates=np.array(estimates[:-1]),
        errors=errors[:-1],
        covariance=covariance[:-1, :-1],
        supported=np.array([len(set(unit[used & (since == v)])) for v in np.unique(since[used])]),
        overall=float(estimates[-1]),
        overall_error=float(errors[-1]),
        overall_supported=len(set(unit[used])),
        overall_compared=0,
        not_imputed=int(((cohort != NEVER) & (period >= cohort) & ~spanned).sum()),
    )


@settings(max_examples=examples(40), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    units=st.integers(2, 14),
    missing=st.sampled_from([0.0, 0.2, 0.5]),
    cohorts=st.sampled_from([(0, 2019, 2020), (2019, 2021), (0, 2018, 2020, 2022), (0, 2025)]),
    clusters=st.sampled_from([0, 2, 4]),
    anticipation=st.integers(0, 1),
)
def test_imputation_is_dense_least_squares(
    seed, units, missing, cohorts, clusters, anticipation
) -> None:
    given_panel = wide_of(
        random_panel(seed, units=units, cohorts=cohorts, missing=missing, clusters=clusters)
    )
    found, expected = imputation(given_panel, anticipation), _dense(given_panel, anticipation)
    if expected is None:
        assert np.isnan(found.overall)
        assert np.isnan(found.overall_error)
        assert len(found.index) == 0
        return
    assert found.index.tolist() == expected.index.tolist()
    assert found.estimates == pytest.approx(expected.estimates, abs=1e-9)
    assert found.overall == pytest.approx(expected.overall, abs=1e-9)
    told = np.isfinite(expected.errors)
    assert found.errors[told] == pytest.approx(expected.errors[told], abs=1e-8)
    assert np.nan_to_num(found.errors[~told]) == pytest.approx(0, abs=1e-7)
    if np.isfinite(expected.overall_error):
        assert found.overall_error == pytest.approx(expected.overall_error, abs=1e-8)
    assert found.supported.tolist() == expected.supported.tolist()
    assert found.overall_supported == expected.overall_supported
    assert found.not_imputed == expected.not_imputed


def test_one_of_each_by_hand() -> None:
    # Without support everybody grows by 2 a year; the supported are 5 above that, then 7.
    given_panel = panel(
        [2003, 2003, NEVER, NEVER],
        [[1, 3, 10, 14], [2, 4, 11, 15], [0, 2, 4, 6], [5, 7, 9, 11]],
    )
    found = imputation(given_panel)
    assert found.estimates == pytest.approx([5, 7])
    assert found.overall == pytest.approx(6)
    assert found.index.tolist() == [0, 1]
    assert (found.overall_supported, found.overall_compared) == (2, 2)
    # Everything fits, so nothing is left to tell an error from.
    assert np.isnan(found.overall_error) or found.overall_error < 1e-9
    bounded = imputation(given_panel, first=1)
    assert bounded.overall == pytest.approx(7)
    assert imputation(given_panel, last=0).overall == pytest.approx(5)
    # A year of anticipation moves the base; the year before support is used by neither side.
    early = imputation(panel([2003, NEVER], [[1, 9, 10, 14], [0, 2, 4, 6]]), anticipation=1)
    assert early.estimates == pytest.approx([5, 7])


def test_what_nothing_tells_is_left_out_and_counted() -> None:
    # Supported from the first year on; and nobody without support in the last year.
    always = panel([2001, 2003, NEVER], [[1, 2, 3], [1, 2, 8], [1, 2, UNKNOWN]])
    found = imputation(always)
    assert found.not_imputed == 4
    assert np.isnan(found.overall)
    assert imputation_alternative(found).estimate is None
    assert imputation_alternative(found).interval is None
    nobody = imputation(panel([NEVER, NEVER], [[1, 2], [2, 3]]))
    assert np.isnan(nobody.overall)
    assert nobody.overall_supported == 0
    with pytest.raises(ValueError, match="zero or more"):
        imputation(always, anticipation=-1)
    with pytest.raises(ValueError, match="zero or more"):
        lead_test(always, anticipation=-1)


def test_one_cluster_behind_an_estimate_has_no_error() -> None:
    given_panel = wide_of(random_panel(3, units=40, cohorts=(0, 2020)))
    alone = replace(given_panel, clusters=np.where(given_panel.cohorts > 0, 1, given_panel.units))
    found = imputation(alone)
    assert np.isfinite(found.overall)
    assert np.isnan(found.errors).all()
    assert np.isnan(found.overall_error)


def test_the_alternative_is_the_overall_estimate() -> None:
    found = imputation(wide_of(counties()))
    other = imputation_alternative(found)
    assert other.estimate == found.overall
    assert other.interval is not None
    assert other.interval.high == pytest.approx(found.overall + 1.959964 * found.overall_error)
    assert (other.n_supported, other.n_compared) == (191, 480)


def test_trends_apart_before_support_are_found() -> None:
    draw = np.random.default_rng(4)
    cohorts = np.where(np.arange(300) < 150, 2006, NEVER)
    slope = 0.1 * (cohorts > 0)[:, None] * np.arange(8)
    outcomes = draw.normal(0, 1, (300, 1)) + draw.normal(0, 0.3, (300, 8))
    apart = lead_test(panel(cohorts, outcomes + slope), years=3)
    assert apart.p < 1e-6
    assert apart.index.tolist() == [-3, -2, -1]
    # Against years one and two, a slope of 0.1 is 0.15 in the third and grows by 0.1 each year.
    assert apart.estimates == pytest.approx([0.15, 0.25, 0.35], abs=0.09)
    assert lead_test(panel(cohorts, outcomes), years=3).p > 0.01


def test_nothing_before_support_is_no_test() -> None:
    found = lead_test(panel([2002, NEVER, NEVER], [[1, 2], [2, 3], [1, 1]]))
    # One year before support: its dummy is the supported unit's own level.
    assert found.degrees == 0
    assert np.isnan(found.p)
    assert len(found.index) == 0


def test_thousands_without_an_effect_have_none() -> None:
    draw = np.random.default_rng(0)
    periods = np.arange(2012, 2025)
    cohorts = np.where(draw.random(6000) < 0.4, draw.choice(periods[2:], 6000), NEVER)
    outcomes = draw.normal(size=(6000, 13))
    outcomes[draw.random(outcomes.shape) < 0.1] = np.nan
    found = imputation(panel(cohorts, outcomes, first=2012))
    assert abs(found.overall) < 5 * found.overall_error
