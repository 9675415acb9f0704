"""Experiments: LaLonde's published numbers, Welch's test, and regressions written out."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from analysis.evidence.randomised import randomised
from tests.evidence.panels import DATA
from tests.examples import examples

COVARIATES = ["age", "educ", "black", "hisp", "marr", "nodegree", "re74", "re75"]


@pytest.fixture(scope="module")
def training() -> pd.DataFrame:
    return pd.read_csv(DATA / "nsw.csv")


def test_the_training_experiment_gives_its_published_effect(training) -> None:
    # Dehejia and Wahba (1999), table 3: 1,794 dollars; 185 trained, 260 not.
    found = randomised(training["re78"].to_numpy(), training["treat"].to_numpy() == 1)
    assert found.estimate == pytest.approx(1794.34, abs=0.005)
    assert (found.supported, found.compared, found.left_out) == (185, 260, 0)
    assert found.error == pytest.approx(670.9965463815238, rel=1e-12)
    assert found.mean_supported - found.mean_compared == pytest.approx(found.estimate)
    # scipy's ttest_ind with equal_var=False.
    assert found.degrees == pytest.approx(307.1324931115885, rel=1e-10)
    assert found.p == pytest.approx(0.00789297771451734, rel=1e-9)
    assert found.interval is not None
    assert found.interval.low == pytest.approx(474.0104698178568, rel=1e-9)
    assert found.interval.high == pytest.approx(3114.674338722685, rel=1e-9)


def test_adjusting_it_equals_statsmodels(training) -> None:
    # statsmodels 0.15: OLS on treat, centred covariates and their products, cov_type="HC2".
    on = training["treat"].to_numpy() == 1
    covariates = training[COVARIATES].to_numpy(dtype=np.float64)
    found = randomised(training["re78"].to_numpy(), on, covariates)
    assert found.estimate == pytest.approx(1621.5831014442094, rel=1e-10)
    assert found.error == pytest.approx(694.7215737867504, rel=1e-9)
    assert found.covariates == 8


def _written_out(outcome, on, covariates):
    centred = covariates - covariates.mean(axis=0)
    design = np.column_stack([on, np.ones(len(on)), centred, centred * on[:, None]])
    inverse = np.linalg.inv(design.T @ design)
    fit = inverse @ design.T @ outcome
    left = outcome - design @ fit
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    middle = (design * (left**2 / (1 - leverage))[:, None]).T @ design
    return fit[0], np.sqrt((inverse @ middle @ inverse)[0, 0])


@settings(max_examples=examples(60), deadline=None)
@given(
    seed=st.integers(0, 10**6),
    supported=st.integers(2, 25),
    compared=st.integers(2, 25),
    count=st.integers(0, 3),
    scale=st.sampled_from([1e-3, 1.0, 1e6]),
)
def test_it_is_one_regression_with_everything_crossed(
    seed, supported, compared, count, scale
) -> None:
    draw = np.random.default_rng(seed)
    on = draw.permutation(np.repeat([True, False], [supported, compared]))
    covariates = draw.normal(5, 1, (len(on), count)) * scale
    outcome = draw.normal(0, 1 + on) + covariates.sum(axis=1) / scale
    found = randomised(outcome, on, covariates)
    if min(supported, compared) <= count + 1:
        assert np.isnan(found.error)
        assert found.interval is None
        return
    estimate, error = _written_out(outcome, on.astype(float), covariates / scale)
    assert found.estimate == pytest.approx(estimate, abs=1e-8)
    assert found.error == pytest.approx(error, rel=1e-6)
    if count == 0:
        welch = stats.ttest_ind(outcome[on], outcome[~on], equal_var=False)
        assert found.p == pytest.approx(welch.pvalue, rel=1e-9)
        assert found.degrees == pytest.approx(welch.df, rel=1e-9)


def test_what_is_not_known_is_left_out_and_counted() -> None:
    outcome = np.array([1.0, 3.0, np.nan, 0.0, 2.0, 4.0])
    on = np.array([True, True, True, False, False, False])
    known = randomised(outcome, on)
    assert known.estimate == pytest.approx(0.0)
    assert (known.supported, known.compared, known.left_out) == (2, 3, 1)
    # 2/2 and 4/3: the sum of both groups' variances over their sizes.
    assert known.error == pytest.approx(np.sqrt(2 / 2 + 4 / 3))
    covariate = np.array([[1.0], [2.0], [3.0], [1.0], [np.nan], [2.0]])
    assert randomised(outcome, on, covariate).left_out == 2


def test_too_little_to_tell() -> None:
    one = randomised(np.array([1.0, 2.0, 3.0]), np.array([True, False, False]))
    assert one.estimate == pytest.approx(-1.5)
    assert np.isnan(one.error)
    assert np.isnan(one.p)
    assert one.interval is None
    nobody = randomised(np.array([1.0, 2.0]), np.array([False, False]))
    assert np.isnan(nobody.estimate)
    assert nobody.supported == 0
    empty = randomised(np.empty(0), np.empty(0, dtype=bool))
    assert np.isnan(empty.estimate)
    # A covariate that is the same for all says what the constant says.
    same = randomised(np.arange(8.0), np.arange(8) % 2 == 0, np.full((8, 1), 3.0))
    assert np.isnan(same.estimate)
    with pytest.raises(ValueError, match="same units"):
        randomised(np.arange(3.0), np.array([True, False]))


def test_adjusting_sharpens_what_covariates_explain() -> None:
    draw = np.random.default_rng(7)
    before = draw.normal(0, 3, 400)
    on = draw.permutation(np.repeat([True, False], 200))
    outcome = before + draw.normal(0, 1, 400) + 0.5 * on
    plain, adjusted = randomised(outcome, on), randomised(outcome, on, before[:, None])
    assert adjusted.error < 0.5 * plain.error
    assert adjusted.interval is not None
    assert adjusted.interval.holds(0.5)
