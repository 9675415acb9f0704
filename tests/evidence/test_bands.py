"""Simultaneous bands: multipliers against closed forms and against draws for each unit."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from analysis.evidence.bands import critical_value


def test_one_estimate_has_the_normal_quantile() -> None:
    assert critical_value(np.array([[4.0]])) == pytest.approx(1.959964, abs=1e-6)
    assert critical_value(np.array([[4.0]]), level=0.9) == pytest.approx(1.644854, abs=1e-6)


def test_no_error_no_band() -> None:
    assert np.isnan(critical_value(np.empty((0, 0))))
    assert np.isnan(critical_value(np.full((2, 2), np.nan)))
    assert np.isnan(critical_value(np.zeros((2, 2))))


def test_estimates_without_error_are_left_out() -> None:
    covariance = np.diag([1.0, np.nan, 0.0])
    assert critical_value(covariance) == pytest.approx(1.959964, abs=1e-6)


@pytest.mark.parametrize("number", [2, 5, 20])
def test_independent_estimates_have_sidaks_multiplier(number: int) -> None:
    exact = norm.ppf((1 + 0.95 ** (1 / number)) / 2)
    scales = np.linspace(0.01, 100, number)
    found = critical_value(np.diag(scales**2), draws=100_000)
    assert found == pytest.approx(exact, abs=0.02)


def test_the_same_estimate_twice_is_one() -> None:
    assert critical_value(np.ones((3, 3)), draws=100_000) == pytest.approx(1.96, abs=0.02)


def test_draws_from_the_covariance_are_draws_of_multipliers() -> None:
    draw = np.random.default_rng(5)
    influence = draw.normal(size=(200, 4)) @ draw.normal(size=(4, 4))
    covariance = influence.T @ influence
    sums = draw.standard_normal((40_000, 200)) @ influence / np.sqrt(np.diag(covariance))
    unit_by_unit = np.quantile(np.abs(sums).max(axis=1), 0.95)
    assert critical_value(covariance, draws=40_000) == pytest.approx(unit_by_unit, abs=0.03)


def test_a_band_is_the_same_every_time() -> None:
    covariance = np.diag([1.0, 2.0, 3.0])
    assert critical_value(covariance) == critical_value(covariance)
