"""Uncertain effects: the tail by its definition, the cautious plan against every subset, regret."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from analysis.decisions.portfolio.draws import is_uncertain, spread, value_draws, worst_mean
from analysis.decisions.portfolio.greedy import greedy_score
from analysis.decisions.portfolio.regret import regrets
from analysis.decisions.portfolio.robust import optimise_robust
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem
from tests.decisions.portfolio.oracle import keeps
from tests.decisions.portfolio.problems import MILLION, candidate, floor, problem
from tests.examples import examples

values = arrays(np.float64, st.integers(1, 30), elements=st.floats(-100, 100))


@settings(max_examples=examples(60))
@given(values=values, tail=st.floats(0.01, 1.0))
def test_the_worst_mean_is_the_best_threshold_less_its_shortfall(
    values: np.ndarray, tail: float
) -> None:
    # Rockafellar and Uryasev (2000): the largest t − E(t − value)+ / tail, at one of the values.
    edges = [t - np.maximum(t - values, 0).mean() / tail for t in values]
    assert worst_mean(values, tail) == pytest.approx(max(edges), abs=1e-9)


def test_the_worst_mean_by_hand() -> None:
    assert worst_mean(np.array([4.0, 1.0, 3.0, 2.0]), 0.5) == pytest.approx(1.5)
    # A tail of 0.3 of four draws is the worst one and a fifth of the next.
    assert worst_mean(np.array([4.0, 1.0, 3.0, 2.0]), 0.3) == pytest.approx((1 + 0.2 * 2) / 1.2)


def uncertain(seed: int) -> Problem:
    """Return six candidates with posterior draws, risky ones with the higher means."""
    generator = np.random.default_rng(seed)
    candidates = []
    for number in range(6):
        mean = float(generator.uniform(1, 3))
        drawn = generator.normal(mean, generator.uniform(0.1, 4), 25)
        candidates.append(
            candidate(
                f"c{number}",
                int(generator.integers(50, 150)) * MILLION,
                float(drawn.mean()),
                draws={"jobs": drawn},
                district="ab"[number % 2],
            )
        )
    return problem(*candidates, budget=300 * MILLION, money=(floor("district", "b", 1),))


@pytest.mark.parametrize("seed", range(4))
def test_the_cautious_plan_is_the_best_of_all_subsets(seed: int) -> None:
    asked = uncertain(seed)
    draws = value_draws(asked)
    assert draws.shape == (25, 6)
    found = optimise_robust(asked, caution=0.7, tail=0.2, gap=0.0)
    assert found is not None
    worth = []
    for size in range(7):
        for choice in combinations(asked.candidates, size):
            if keeps(asked, choice):
                told = spread(asked, [c.id for c in choice], draws, 0.2)
                worth.append(0.3 * told.mean + 0.7 * told.worst_mean)
    assert found.plan.objective == pytest.approx(max(worth), abs=1e-9)
    assert found.plan.bound == pytest.approx(max(worth), abs=1e-6)
    assert found.plan.verified
    assert found.plan.status == "optimal"
    assert found.sure == 0
    assert found.spread.draws == 25
    assert found.spread.worst_mean >= found.expected_spread.worst_mean - 1e-9
    assert found.spread.mean <= found.expected_spread.mean + 1e-9


def test_caution_takes_the_sure_one() -> None:
    sure = candidate("sure", jobs=2.0)
    risky = candidate("risky", jobs=2.5, draws={"jobs": np.array([7.0, 7.0, -1.0, -3.0])})
    asked = problem(sure, risky, budget=100 * MILLION)
    found = optimise_robust(asked, caution=1.0, tail=0.5)
    assert found is not None
    assert found.expected.chosen == ("risky",)
    assert found.plan.chosen == ("sure",)
    assert found.sure == 1


def test_no_plan_no_cautious_plan_and_no_share_beyond_one() -> None:
    assert optimise_robust(problem(candidate("p"), money=(floor("district", "b", 1),))) is None
    with pytest.raises(ValueError, match="shares"):
        optimise_robust(problem(candidate("p")), tail=0.0)


def test_draws_come_from_what_is_given() -> None:
    drawn = candidate("drawn", jobs=1.0, draws={"jobs": np.array([1.0, 2.0, 3.0])})
    noisy = candidate("noisy", jobs=6.0, errors={"jobs": 2.0})
    fixed = candidate("fixed", jobs=3.0)
    unknown = candidate("unknown", jobs=None)
    asked = problem(drawn, noisy, fixed, unknown)
    assert [is_uncertain(c, asked) for c in asked.candidates] == [True, True, False, False]
    draws = value_draws(asked)
    assert draws[:, 0] == pytest.approx(np.array([1, 2, 3]) / 10)
    assert draws[:, 2] == pytest.approx(0.3)
    assert draws[:, 3] == pytest.approx(0.0)
    assert value_draws(asked).tolist() == draws.tolist()
    many = value_draws(problem(noisy, fixed), count=4000)
    assert many[:, 0].mean() == pytest.approx(6 / 9, abs=4 * (2 / 9) / 4000**0.5)
    assert many[:, 0].std() == pytest.approx(2 / 9, rel=0.05)
    uneven = candidate("uneven", draws={"jobs": np.array([1.0])})
    with pytest.raises(ValueError, match="belong together"):
        value_draws(problem(drawn, uneven))


def test_regret_is_what_the_best_of_each_draw_has_more(solver: Solver) -> None:
    asked = uncertain(1)
    draws = value_draws(asked)
    plans = [optimise(asked, gap=0.0, solver=solver), greedy_score(asked)]
    choices = [
        np.array([float(c in choice) for c in asked.candidates])
        for size in range(7)
        for choice in combinations(asked.candidates, size)
        if keeps(asked, choice)
    ]
    best = (draws @ np.array(choices).T).max(axis=1)
    for found in regrets(asked, plans, draws, gap=0.0):
        taken = np.array([float(c.id in found.plan.chosen) for c in asked.candidates])
        lost = best - draws @ taken
        assert found.mean == pytest.approx(lost.mean(), abs=1e-9)
        assert found.mean_at_most == pytest.approx(lost.mean(), abs=1e-6)
        assert found.high == pytest.approx(np.percentile(lost, 95), abs=1e-9)
        assert found.largest == pytest.approx(lost.max(), abs=1e-9)
        assert (found.draws, found.asked) == (25, 25)


def test_regret_says_how_many_draws_it_had_time_for(solver: Solver) -> None:
    asked = uncertain(2)
    plan = optimise(asked, solver=solver)
    assert regrets(asked, [plan], value_draws(asked), seconds=0.0) == ()
    broken = greedy_score(problem(candidate("p"), money=(floor("district", "b", 1),)))
    with pytest.raises(ValueError, match="no regret"):
        regrets(asked, [broken], value_draws(asked))
