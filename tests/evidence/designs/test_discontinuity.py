"""The jump at a cut-off against what rdrobust and rddensity print, and its promises by draws."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.evidence.designs.density_break import density_break
from analysis.evidence.designs.discontinuity import Jump, jump
from analysis.evidence.designs.discontinuity_width import Widths
from analysis.evidence.designs.local_polynomial import fit_weights, neighbour_residuals
from tests.evidence.designs.oracle import DATA, invented_support, numbers, senate


def _same(found: Jump, case: str) -> None:
    told = numbers(case)
    for name in ("estimate", "error", "corrected", "robust_error"):
        assert getattr(found, name) == pytest.approx(told[name], rel=3e-6), name
    assert found.widths.main == pytest.approx(told["main"], rel=1e-6)
    assert found.widths.pilot == pytest.approx(told["pilot"], rel=1e-6)
    assert (found.below, found.above) == (told["below"], told["above"])


def test_the_senate_is_as_printed() -> None:
    found = jump(*senate())
    _same(found, "sharp")
    # What rdrobust's own page prints: 7.414, robust interval from 4.094 to 10.919, width 17.754.
    assert found.estimate == pytest.approx(7.414, abs=5e-4)
    assert found.interval.low == pytest.approx(4.094, abs=5e-4)
    assert found.interval.high == pytest.approx(10.919, abs=5e-4)
    assert found.widths.main == pytest.approx(17.754, abs=5e-4)
    assert found.widths.pilot == pytest.approx(28.028, abs=5e-4)
    _same(jump(*senate(), chosen=Widths(15, 20)), "sharp_fixed")


def test_support_decided_in_part_is_as_rdrobust_has_it() -> None:
    margin, vote = senate()
    treated = invented_support(margin)
    _same(jump(margin, vote, treated=treated), "fuzzy")
    found = jump(margin, vote, treated=treated, chosen=Widths(15, 20))
    _same(found, "fuzzy_fixed")
    assert found.interval.holds(found.centre)


def test_a_threshold_that_decides_nothing_has_an_interval_without_ends() -> None:
    margin, vote = senate()
    toss = (np.arange(len(margin)) % 2).astype(float)
    found = jump(margin, vote, treated=toss)
    assert np.isinf([found.interval.low, found.interval.high]).all()
    with pytest.raises(ZeroDivisionError):
        jump(margin, vote, treated=np.zeros(len(margin)))


@pytest.mark.parametrize("case", ["density_20", "density_30", "density_own"])
def test_bunching_is_as_rddensity_has_it(case) -> None:
    margin = pd.read_csv(DATA / "rdrobust_senate.csv")["margin"].to_numpy()
    told = numbers(case)
    found = density_break(margin, (told["width_below"], told["width_above"]))
    # rddensity divides by n − 1 where the definition divides by n.
    assert found.below == pytest.approx(told["below"], rel=2e-3)
    assert found.above == pytest.approx(told["above"], rel=2e-3)
    assert found.statistic == pytest.approx(told["statistic"], abs=2e-3)
    assert found.p == pytest.approx(told["p"], abs=2e-3)


def test_a_polynomial_is_fitted_exactly() -> None:
    distance = np.array([0.1, 0.4, 0.9, 1.3, 1.9])
    values = 2 - distance + 3 * distance**2
    weights = fit_weights(distance, 2.0, 2)
    assert weights @ values == pytest.approx([2, -1, 3])
    with pytest.raises(np.linalg.LinAlgError):
        fit_weights(distance[:2], 2.0, 2)


def test_residuals_come_from_the_nearest_with_ties_together() -> None:
    distance = np.array([0.0, 1.0, 1.0, 5.0, 6.0])
    values = np.array([1.0, 2.0, 4.0, 8.0, 9.0])
    found = neighbour_residuals(distance, values, 2)
    # The first: both at 1. One of those at 1: its twin and the one at 0.
    assert found[0] == pytest.approx(np.sqrt(2 / 3) * (1 - 3))
    assert found[1] == pytest.approx(np.sqrt(2 / 3) * (2 - 2.5))


def test_intervals_and_tests_hold_what_they_promise() -> None:
    draws, held, bunched = 150, 0, 0
    for seed in range(draws):
        draw = np.random.default_rng(seed)
        distance = np.round(draw.normal(3, 8, 500), 1)
        treated = (draw.random(500) < 0.25 + 0.5 * (distance >= 0)).astype(float)
        outcome = 0.3 * treated + 0.02 * distance + draw.normal(0, 0.3, 500)
        found = jump(distance, outcome, treated=treated)
        held += found.interval.holds(0.3)
        bunched += density_break(distance, (12.0, 12.0)).p < 0.05
    error = np.sqrt(0.05 * 0.95 / draws)
    assert held / draws >= 0.95 - 4 * error
    assert bunched / draws <= 0.05 + 4 * error


def test_bunching_is_seen() -> None:
    draw = np.random.default_rng(1)
    distance = draw.normal(3, 8, 1500)
    moved = np.where((distance < 0) & (distance > -2), -distance, distance)
    assert density_break(moved, (8.0, 8.0)).p < 0.02
