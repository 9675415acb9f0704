"""Synthetic difference-in-differences against California's Proposition 99, and its own laws."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.evidence.designs.simplex_weights import exact_weights, simplex_weights
from analysis.evidence.designs.synthetic import (
    SYNTHETIC_KINDS,
    jackknife_error,
    placebos,
    synthetic,
)
from tests.evidence.designs.oracle import smoking

BEFORE = 19
PRINTED = {"synthetic_did": -15.60383, "synthetic_control": -19.61966, "plain_did": -27.34911}
"""As R's synthdid 0.0.9 prints them: Arkhangelsky et al. (2021), table 1."""


@pytest.mark.parametrize("kind", SYNTHETIC_KINDS)
def test_california_is_as_printed(kind) -> None:
    pool, california = smoking()
    found = synthetic(pool, california, BEFORE, kind)
    assert found.estimate == pytest.approx(PRINTED[kind], abs=5e-6)
    assert found.units.sum() == pytest.approx(1)
    assert found.units.min() >= 0
    assert found.gaps[BEFORE:].mean() == pytest.approx(found.estimate)


def test_the_minimum_itself_is_next_to_what_is_printed() -> None:
    pool, california = smoking()
    exact = synthetic(pool, california, BEFORE, exact=True)
    assert exact.estimate == pytest.approx(PRINTED["synthetic_did"], abs=0.005)


def test_pretended_states_spread_as_published() -> None:
    pool, _ = smoking()
    found = placebos(pool, 1, BEFORE)
    assert len(found) == 38
    spread = float(np.std([one.estimate for one in found]))
    # synthdid-py 0.1.0 over all 38; the authors print 8.4 from draws of 38 with replacement.
    assert spread == pytest.approx(9.3688, abs=0.002)
    for at, value in ((0, 4.36377), (5, -9.80560)):
        assert found[at].estimate == pytest.approx(value, abs=0.01)


def test_the_jackknife_of_two_cases_is_that_of_another_program() -> None:
    pool, california = smoking()
    together = np.vstack([pool, california])
    pool, pair = together[:36], together[36:]
    found = synthetic(pool, pair, BEFORE)
    # synthdid-py 0.1.0 with the last two states and California as the cases.
    assert found.estimate == pytest.approx(-1.92320, abs=5e-5)
    assert jackknife_error(pool, pair, BEFORE, found) == pytest.approx(9.81434, abs=5e-4)
    assert jackknife_error(pool, california, BEFORE, found) is None


@settings(max_examples=15)
@given(st.integers(0, 1000), st.floats(-5, 5), st.floats(0.2, 4))
def test_levels_of_units_do_not_matter_and_the_unit_of_measure_is_kept(seed, shift, factor):
    draw = np.random.default_rng(seed)
    pool = draw.normal(size=(12, 9)).cumsum(axis=1)
    case = draw.normal(size=(1, 9)).cumsum(axis=1)
    whole = synthetic(pool, case, 6, exact=True).estimate
    own = draw.normal(size=(12, 1)) * shift
    moved = synthetic(factor * (pool + own), factor * (case + shift), 6, exact=True)
    assert moved.estimate == pytest.approx(factor * whole, abs=1e-5 * (1 + abs(factor * whole)))


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_exact_weights_are_never_worse_than_the_descent(seed) -> None:
    draw = np.random.default_rng(seed)
    columns, target = draw.normal(size=(8, 10)), draw.normal(size=8)

    def loss(weights: np.ndarray) -> float:
        left = (columns - columns.mean(0)) @ weights - (target - target.mean())
        return float(left @ left / 8 + 0.25 * weights @ weights)

    exact = exact_weights(columns, target, 0.5, intercept=True)
    walked = simplex_weights(columns, target, 0.5, intercept=True, least_gain=1e-5)
    assert loss(exact) <= loss(walked) + 1e-7
    assert exact.min() >= 0
    assert exact.sum() == pytest.approx(1)


def test_pretended_cases_hold_their_size_where_nothing_happened() -> None:
    held = 0
    for seed in range(120):
        draw = np.random.default_rng(seed)
        trend = draw.normal(size=(1, 10)).cumsum(axis=1)
        everyone = draw.normal(size=(25, 1)) * trend + draw.normal(0, 0.3, (25, 10))
        found = synthetic(everyone[1:], everyone[:1], 6, exact=True)
        drawn = np.array([one.estimate for one in placebos(everyone[1:], 1, 6)])
        held += abs(found.estimate) <= 1.96 * drawn.std()
    # 95 per cent but for four Monte Carlo errors.
    assert held / 120 >= 0.95 - 4 * np.sqrt(0.05 * 0.95 / 120)


def test_too_little_is_refused() -> None:
    with pytest.raises(ValueError, match="years before"):
        synthetic(np.ones((5, 4)), np.ones((1, 4)), 1)
    with pytest.raises(ValueError, match="pool"):
        placebos(np.ones((3, 6)), 2, 4)
