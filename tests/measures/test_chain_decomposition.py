"""Parts of a difference of chains: by hand, by definition, adding up, and how often right."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.measures.chain_decomposition import chain_parts, shapley_parts
from tests.examples import examples


def test_two_steps_by_hand() -> None:
    # Here 20 of 100 are told and 5 of them supported; elsewhere 60 of 100, and 30 of them.
    # Told: (0.2 − 0.6) × (0.25 + 0.5) ÷ 2 = −0.15. Then: (0.25 − 0.5) × (0.2 + 0.6) ÷ 2 = −0.1.
    found = chain_parts(np.array([[80.0, 15, 5]]), np.array([[40.0, 30, 30]]))
    assert found.reached.tolist() == [[100, 20]]
    assert found.passed.tolist() == [[20, 5]]
    assert found.other_reached.tolist() == [[100, 60]]
    assert found.part[0] == pytest.approx([-0.15, -0.10])
    assert found.part.sum() == pytest.approx(0.05 - 0.30)
    # Told, by the delta method: slopes 0.375 along both shares told and −0.2 along the others.
    own, theirs = [(21 / 102, 100), (6 / 22, 20)], [(61 / 102, 100), (31 / 62, 60)]
    spread = [[p * (1 - p) / n for p, n in side] for side in (own, theirs)]
    variance = 0.375**2 * (spread[0][0] + spread[1][0]) + 0.2**2 * (spread[0][1] + spread[1][1])
    assert found.high[0, 0] - found.part[0, 0] == pytest.approx(1.959964 * variance**0.5)
    assert found.part[0, 0] - found.low[0, 0] == pytest.approx(1.959964 * variance**0.5)


def test_parts_are_the_mean_over_all_orders() -> None:
    random = np.random.default_rng(3)
    rates, others = random.uniform(size=(2, 5))
    total = np.zeros(5)
    orders = list(permutations(range(5)))
    for order in orders:
        mixed = others.copy()
        for step in order:
            before = mixed.prod()
            mixed[step] = rates[step]
            total[step] += mixed.prod() - before
    found = shapley_parts(rates[None, :], others[None, :])[0]
    assert found == pytest.approx(total / len(orders), abs=1e-12)


_COUNTS = arrays(np.float64, (4, 8), elements=st.integers(0, 60).map(float))


@given(_COUNTS, _COUNTS)
@settings(max_examples=examples(100))
def test_parts_always_add_up(here: np.ndarray, rest: np.ndarray) -> None:
    found = chain_parts(here, rest)
    for row, (own, other) in enumerate(zip(here, rest, strict=True)):
        if own.sum() == 0 or other.sum() == 0:
            assert np.isnan(found.part[row]).all()
            continue
        known = np.isfinite(found.part[row])
        difference = own[-1] / own.sum() - other[-1] / other.sum()
        assert found.part[row][known].sum() == pytest.approx(difference, abs=1e-12)
        # Nobody got as far on one side: nothing is told of that step.
        assert (known == ((found.reached[row] > 0) & (found.other_reached[row] > 0))).all()
        assert (found.low[row][known] < found.part[row][known] + 1e-12).all()
        assert (found.part[row][known] < found.high[row][known] + 1e-12).all()


def test_the_same_rates_have_no_parts_and_sides_change_the_sign() -> None:
    here, rest = np.array([[10.0, 20, 30, 40]]), np.array([[40.0, 10, 25, 25]])
    assert chain_parts(here, 3 * here).part[0] == pytest.approx([0, 0, 0], abs=1e-12)
    assert chain_parts(here, rest).part == pytest.approx(-chain_parts(rest, here).part)


# With 40 eligible about six get as far as the last step: a little less than 95 % is held.
@pytest.mark.parametrize(("eligible", "least"), [(40, 0.90), (200, 0.92), (1000, 0.935)])
def test_intervals_hold_what_they_should(eligible: int, least: float) -> None:
    random = np.random.default_rng(11)
    rates, others = np.array([0.3, 0.5, 0.6]), np.array([0.5, 0.5, 0.8])
    true = shapley_parts(rates[None, :], others[None, :])[0]
    draws = [
        random.multinomial(number, _stops(one), size=2000).astype(float)
        for number, one in ((eligible, rates), (4000, others))
    ]
    found = chain_parts(*draws)
    known = np.isfinite(found.part)
    inside = (found.low <= true) & (true <= found.high)
    for step in range(3):
        share = inside[known[:, step], step].mean()
        assert least <= share <= 0.97, (step, share)


def _stops(rates: np.ndarray) -> np.ndarray:
    reached = np.concatenate([[1.0], np.cumprod(rates)])
    return np.append(reached[:-1] - reached[1:], reached[-1])
