"""The lines of the funnel: the limits of every expected count, not of the places alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.measures.coverage_expected import SPREADS
from analysis.measures.funnel_grid import POINTS, funnel_grid, typical_chance
from analysis.measures.funnel_limits import binomial_limits

FRAME = pd.DataFrame(
    {
        "district": ["1", "2", "3", "unknown"],
        "eligible": [100, 400, 1500, 5000],
        "supported": [14, 30, 148, 900],
        "expected": [10.0, 40.0, 150.0, 900.0],
        "position": ["within", "within", "within", "within"],
    }
)


def test_the_chance_is_that_of_the_known_places() -> None:
    assert typical_chance(FRAME) == pytest.approx(200 / 2000)


def test_the_grid_is_fine_and_holds_the_exact_limits_of_its_counts() -> None:
    grid = funnel_grid(FRAME)
    assert 0.9 * POINTS <= len(grid) <= POINTS
    # From below the first whole count to beyond the largest known place; the unknown is no place.
    assert grid["expected"].min() < 1
    assert 150 < grid["expected"].max() < 160
    trials = (grid["expected"] / 0.1).round().to_numpy(np.int64)
    for name, level in (("95", 0.95), ("998", 0.998)):
        exact = binomial_limits(trials, np.full(len(trials), 0.1), level)
        assert grid[f"{name}_low"].to_numpy() == pytest.approx(exact.low / grid["expected"])
        assert grid[f"{name}_high"].to_numpy() == pytest.approx(exact.high / grid["expected"])


def test_a_place_of_the_typical_chance_lies_on_its_own_limits() -> None:
    grid = funnel_grid(FRAME).set_index("expected")
    own = binomial_limits(np.array([1500]), np.array([0.1]), 0.95)
    near = grid.index[np.argmin(np.abs(grid.index - 150))]
    assert grid.loc[near, "95_low"] == pytest.approx(own.low[0] / 150, abs=0.01)
    assert grid.loc[near, "95_high"] == pytest.approx(own.high[0] / 150, abs=0.01)


@pytest.mark.parametrize("kind", SPREADS)
def test_lines_with_spread_lie_outside_those_of_chance(kind: str) -> None:
    wild = FRAME.assign(supported=[25, 10, 250, 900])
    exact, spread = funnel_grid(wild), funnel_grid(wild, kind)
    for level in ("95", "998"):
        assert (spread[f"{level}_low"] <= exact[f"{level}_low"] + 1e-9).all()
        assert (spread[f"{level}_high"] >= exact[f"{level}_high"] - 1e-9).all()
        assert (spread[f"{level}_high"] > exact[f"{level}_high"] * 1.05).any()


def test_without_anything_expected_there_are_no_lines() -> None:
    assert funnel_grid(FRAME.assign(expected=0.0)).empty
    assert funnel_grid(FRAME.iloc[:0]).empty
