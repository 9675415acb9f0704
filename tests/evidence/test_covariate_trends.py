"""Outcomes less the trends of covariates: slopes against plain least squares with dummies."""

from __future__ import annotations

import numpy as np
import pytest

from analysis.evidence.covariate_trends import without_covariate_trends
from analysis.evidence.simple_effect import simple_effect
from tests.evidence.cases import panel


def _drifting(seed: int, missing: float = 0.0, effect: float = 0.1):
    """Return a panel where growth goes with size, and so does support."""
    draw = np.random.default_rng(seed)
    size = draw.normal(0, 1, 500)
    support = np.where(draw.random(500) < 1 / (1 + np.exp(1 - 1.5 * size)), 2004, 0)
    years = np.arange(2001, 2008)
    outcomes = (
        draw.normal(4, 1, (500, 1))
        + 0.05 * size[:, None] * (years - 2001)
        + draw.normal(0, 0.05, (500, 7)).cumsum(axis=1)
        + effect * ((support[:, None] > 0) & (years >= 2004))
    )
    outcomes[draw.random(outcomes.shape) < missing] = np.nan
    return panel(support, outcomes, covariates=np.column_stack([size, draw.normal(0, 1, 500)]))


@pytest.mark.parametrize("missing", [0.0, 0.3])
def test_slopes_are_those_of_least_squares_with_a_dummy_for_every_unit(missing: float) -> None:
    given = _drifting(3, missing)
    kept = without_covariate_trends(given)
    unit, period = np.nonzero(np.isfinite(given.outcomes))
    free = (given.cohorts[unit] == 0) | (given.periods[period] < given.cohorts[unit])
    dummies = np.zeros((len(unit), 500))
    dummies[np.arange(len(unit)), unit] = 1
    trends = np.zeros((len(unit), 7, 3))
    x = np.column_stack([np.ones(500), given.covariates])
    trends[np.arange(len(unit)), period] = x[unit]
    design = np.hstack([dummies, trends.reshape(len(unit), -1)])[free]
    solved = np.linalg.lstsq(design, given.outcomes[unit, period][free], rcond=None)[0]
    slopes = solved[500:].reshape(7, 3)[:, 1:]
    taken = given.outcomes - kept.outcomes
    # Periods are free as well, so covariates count from their mean.
    expected = (given.covariates - given.covariates.mean(axis=0)) @ (slopes - slopes[0]).T
    # Levels of units are free: what counts is how what is taken out changes over time.
    both = np.isfinite(taken[:, [0]]) & np.isfinite(taken)
    np.testing.assert_allclose(
        (taken - taken[:, [0]])[both], (expected - expected[:, [0]])[both], atol=1e-8
    )


def test_growth_that_goes_with_size_no_longer_looks_like_an_effect() -> None:
    given = _drifting(4)
    plain, adjusted = simple_effect(given), simple_effect(without_covariate_trends(given))
    assert plain.overall > 0.15
    assert abs(adjusted.overall - 0.1) < 4 * adjusted.overall_error


def test_a_unit_without_its_covariate_has_no_outcome_left_and_no_covariate_changes_nothing() -> (
    None
):
    given = _drifting(5)
    given.covariates[7, 0] = np.nan
    kept = without_covariate_trends(given)
    assert np.isnan(kept.outcomes[7]).all()
    assert np.isfinite(kept.outcomes[8]).all()
    assert kept.covariates.shape == (500, 0)
    bare = panel([0, 2002], [[1.0, 2.0], [1.0, 3.0]])
    assert without_covariate_trends(bare) is bare
