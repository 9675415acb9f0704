"""Influences against what they stand for: plain covariance, a bootstrap, and hand-made tables."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.evidence.aggregates import aggregate
from analysis.evidence.beyond.influence import covariance_of, own_change_of, traced
from analysis.evidence.covariate_trends import without_covariate_trends
from analysis.evidence.estimator import subset
from analysis.evidence.group_time import group_time
from analysis.evidence.model import NEVER, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.simple_effect import simple_effect


def panel_of(seed: int, count: int = 300, effect: float = 0.5) -> WidePanel:
    """Return units of two cohorts and none, whose course goes with a covariate, some years lost."""
    rng = np.random.default_rng(seed)
    covariate = rng.normal(size=count)
    cohorts = np.where(rng.random(count) < 0.3 + 0.15 * (covariate > 0), 2, NEVER)
    cohorts = np.where((cohorts == 2) & (rng.random(count) < 0.5), 3, cohorts)
    periods = np.arange(5)
    outcomes = rng.normal(size=(count, 1)) + 0.3 * periods + 0.4 * covariate[:, None] * periods
    outcomes += effect * ((cohorts != NEVER)[:, None] & (periods >= cohorts[:, None]))
    outcomes += rng.normal(0, 0.5, (count, 5))
    outcomes[rng.random((count, 5)) < 0.15] = np.nan
    return WidePanel(
        units=np.arange(count),
        cohorts=cohorts,
        periods=periods,
        outcomes=outcomes,
        covariates=covariate[:, None],
        covariate_names=("size",),
    )


def test_without_covariates_it_is_group_time() -> None:
    plain = replace(panel_of(1), covariates=np.empty((300, 0)), covariate_names=())
    found = traced(plain)
    known = group_time(wide_moments(plain))
    np.testing.assert_allclose(found.effects.estimate, known.estimate)
    np.testing.assert_allclose(found.effects.covariance, known.covariance, atol=1e-12)
    number, simple = found.simple(), aggregate(known, "simple")
    assert number.estimate == pytest.approx(simple.overall)
    assert np.sqrt((number.influence**2).sum()) == pytest.approx(simple.overall_error)


def test_the_estimate_is_that_of_outcomes_less_their_trends() -> None:
    panel = panel_of(2)
    found = traced(panel)
    assert found.simple().estimate == pytest.approx(
        simple_effect(without_covariate_trends(panel)).overall
    )


def test_the_error_counts_that_trends_are_fitted() -> None:
    """A bootstrap of units, trends fitted anew in every draw, is the oracle of the error."""
    panel = panel_of(3)
    rng = np.random.default_rng(5)
    drawn = []
    for _ in range(300):
        at = rng.integers(0, 300, 300)
        again = subset(panel, at)
        drawn.append(
            simple_effect(without_covariate_trends(replace(again, units=np.arange(300)))).overall
        )
    error = float(np.sqrt((traced(panel).simple().influence ** 2).sum()))
    assert error == pytest.approx(np.std(drawn, ddof=1), rel=0.12)


def test_own_change_of_is_the_mean_change_of_the_supported() -> None:
    """By hand: two of cohort 1 change by 3 and 5 in period 1, 5 and 9 in period 2."""
    panel = WidePanel(
        units=np.arange(4),
        cohorts=np.array([1, 1, NEVER, NEVER]),
        periods=np.arange(3),
        outcomes=np.array([[10.0, 13, 15], [20, 25, 29], [5, 6, 8], [7, 8, 8]]),
        covariates=np.empty((4, 0)),
    )
    effects = group_time(wide_moments(panel))
    gross = own_change_of(panel, effects)
    assert gross.estimate == pytest.approx((4 + 7) / 2)
    # Each unit lies one from the mean in period 1 and two in period 2: 1.5 on average, halved.
    np.testing.assert_allclose(np.abs(gross.influence), [0.75, 0.75, 0, 0], atol=1e-12)
    assert group_time(wide_moments(panel)).estimate[0] == pytest.approx(4 - 1)


def test_own_change_of_has_the_error_of_group_time() -> None:
    panel = panel_of(4)
    effects = group_time(wide_moments(panel))
    gross = own_change_of(panel, effects)
    alone = aggregate(group_time(wide_moments(panel), "own_past"), "simple")
    assert gross.estimate == pytest.approx(alone.overall)
    assert np.sqrt((gross.influence**2).sum()) == pytest.approx(alone.overall_error)
    with pytest.raises(ValueError, match="cells"):
        own_change_of(subset(panel, panel.cohorts != 3), effects)


def test_clusters_are_summed_before_they_are_squared() -> None:
    influences = np.array([[1.0, 2], [-1, 1], [3, 0]])
    joint = covariance_of(influences, np.array([7, 7, 9]))
    np.testing.assert_allclose(joint, [[9, 0], [0, 9]])
    np.testing.assert_allclose(covariance_of(influences), influences.T @ influences)
