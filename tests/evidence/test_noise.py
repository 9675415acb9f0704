"""Noise estimated from panels whose noise is known."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from analysis.evidence.model import NEVER
from analysis.evidence.noise import Noise, noise_of, noise_of_levels, variogram
from analysis.evidence.power import change_variance
from tests.evidence.autoregressive import known_panel
from tests.evidence.cases import UNKNOWN, panel, simulated


def test_the_variogram_by_hand() -> None:
    half, pairs = variogram(np.array([[1.0, 2.0, 5.0], [4.0, 7.0, UNKNOWN], [0.0, UNKNOWN, 2.0]]))
    # One apart: changes 1 and 3 (variance 2); 3 alone has no variance. Two apart: 4 and 2.
    assert half.tolist() == [1.0, 1.0]
    assert pairs.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("correlation", [0.0, 0.5, 0.85])
@pytest.mark.parametrize("non_response", [0.0, 0.3])
def test_known_noise_is_found_again(correlation: float, non_response: float) -> None:
    given = known_panel(
        3, 6000, 8, 500, correlation=correlation, non_response=non_response, start=2005
    )
    found = noise_of(given)
    assert found.correlation == pytest.approx(correlation, abs=0.03)
    assert found.deviation == pytest.approx(0.2, rel=0.06)


def test_neither_units_nor_periods_count_as_noise() -> None:
    given = known_panel(4, 300, 5, 0)
    moved = given.outcomes + np.arange(300)[:, None] + np.array([0.0, 5.0, -3.0, 2.0, 9.0])
    found, same = noise_of(given), noise_of(replace(given, outcomes=moved))
    assert (found.deviation, found.correlation) == pytest.approx((same.deviation, same.correlation))


def test_short_panels_are_not_biased() -> None:
    # Residuals after unit means would put the correlation of three periods below zero.
    found = [noise_of(known_panel(seed, 500, 3, 0)).correlation for seed in range(20)]
    assert float(np.mean(found)) == pytest.approx(0.5, abs=0.05)


def test_a_random_walk_moves_as_far_as_it_does() -> None:
    # Steps of 0.1: over three years a change has variance 0.03.
    found = noise_of(simulated(units=4000, effect=0.0))
    assert change_variance(found, 1, 1) == pytest.approx(0.01, rel=0.1)
    mean_of_three = np.var(np.random.default_rng(1).normal(0, 0.1, (20000, 3)).cumsum(1).mean(1))
    assert change_variance(found, 1, 3) == pytest.approx(float(mean_of_three), rel=0.1)


def test_two_periods_tell_no_correlation() -> None:
    found = noise_of(known_panel(5, 4000, 2, 0))
    # All that is known is that changes have variance 2 × 0.04 × (1 − 0.5).
    assert found.correlation == 0.0
    assert change_variance(found) == pytest.approx(0.04, rel=0.05)


def test_where_few_are_never_supported_those_before_support_count() -> None:
    given = known_panel(6, 300, 6, 297, start=2005)
    later = given.outcomes.copy()
    later[given.cohorts != NEVER, 4:] += np.random.default_rng(1).normal(0, 9, (297, 2))
    found = noise_of(replace(given, outcomes=later))
    assert found.deviation == pytest.approx(0.2, rel=0.2)


def test_what_cannot_be_known_is_refused() -> None:
    with pytest.raises(ValueError, match="seen twice"):
        noise_of(panel([0, 0], [[1.0, UNKNOWN], [UNKNOWN, 2.0]]))
    still = noise_of(panel([0] * 20, [[float(k)] * 4 for k in range(20)]))
    assert still == Noise(0.0)
    for deviation, correlation in ((-1.0, 0.0), (1.0, 1.0), (UNKNOWN, 0.0)):
        with pytest.raises(ValueError, match=r"no size|no correlation"):
            Noise(deviation, correlation)
    with pytest.raises(ValueError, match="no equal correlation"):
        noise_of_levels(1.0, -0.2)
