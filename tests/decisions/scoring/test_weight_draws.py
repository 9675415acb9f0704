"""Weights are uniform on what constraints leave, and constraints without room are refused."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.decisions.scoring.errors import ScoringError
from analysis.decisions.scoring.table import Floats
from analysis.decisions.scoring.weight_constraints import (
    WeightConstraints,
    innermost,
    polytope,
)
from analysis.decisions.scoring.weight_draws import draw_weights, hit_and_run
from tests.examples import examples

CODES = ("a", "b", "c", "d")
DRAWS = 20_000


def drawn(
    constraints: WeightConstraints, codes: tuple[str, ...] = CODES, draws: int = DRAWS
) -> Floats:
    return draw_weights(polytope(codes, constraints), draws, np.random.default_rng(7))


def near(draws: Floats, expected: list[float]) -> None:
    """Hold means against what is expected, to four Monte Carlo errors."""
    error = draws.std(axis=0) / np.sqrt(len(draws))
    assert (np.abs(draws.mean(axis=0) - expected) < 4 * error + 1e-12).all()


def test_without_constraints_weights_are_uniform_on_the_simplex() -> None:
    draws = drawn(WeightConstraints())
    near(draws, [0.25] * 4)
    # Each weight is Beta(1, 3): the chance to exceed x is (1 − x)³.
    for share in (0.1, 0.5, 0.8):
        chance = (1 - share) ** 3
        error = np.sqrt(chance * (1 - chance) / DRAWS)
        assert np.abs((draws > share).mean(axis=0) - chance).max() < 4.5 * error


def test_weights_without_constraints_are_those_that_any_constraint_keeps() -> None:
    # A bound that every weight keeps is looked at, none is not: the draws are the same.
    bounded = replace(
        polytope(CODES, WeightConstraints()), upper=np.array([1.0, 1.0, 1.0, 0.999999])
    )
    assert not bounded.free
    walked = draw_weights(bounded, 500, np.random.default_rng(7))
    assert np.array_equal(walked, drawn(WeightConstraints(), draws=500))
    assert not polytope(CODES, WeightConstraints(order=("a", "b"))).free
    assert not polytope(CODES, WeightConstraints(lower={"a": 0.1})).free


def test_an_order_gives_the_rank_order_centroid() -> None:
    # Barron and Barrett (1996), Management Science 42: the mean of weights in order.
    draws = drawn(WeightConstraints(order=("c", "a", "d", "b")))
    assert (np.diff(draws[:, [2, 0, 3, 1]], axis=1) <= 0).all()
    near(draws, [0.2708333, 0.0625, 0.5208333, 0.1458333])


def test_an_order_of_some_leaves_the_others_alone() -> None:
    draws = drawn(WeightConstraints(order=("b", "a")))
    # The larger and smaller of two: E max of Dirichlet pairs is 3/4 of their sum.
    near(draws, [0.125, 0.375, 0.25, 0.25])


def test_lower_bounds_shift_the_simplex() -> None:
    draws = drawn(WeightConstraints(lower={"a": 0.4, "b": 0.2}))
    assert (draws[:, 0] >= 0.4).all()
    near(draws, [0.5, 0.3, 0.1, 0.1])


def test_upper_bounds_are_kept() -> None:
    draws = drawn(WeightConstraints(upper={"a": 0.5}), codes=("a", "b"))
    # Uniform on a from 0 to a half.
    near(draws, [0.25, 0.75])
    assert draws[:, 0].max() <= 0.5


NARROW = WeightConstraints(
    lower={"a": 0.2, "b": 0.2, "c": 0.2, "d": 0.1},
    upper={"a": 0.3, "b": 0.3, "c": 0.3, "d": 0.3},
    order=("a", "b", "c"),
)


def test_a_walk_finds_the_same_weights_as_rejecting_does() -> None:
    body = polytope(CODES, NARROW)
    random = np.random.default_rng(11)
    base = random.dirichlet(np.ones(4), 400_000) * 0.3 + [0.2, 0.2, 0.2, 0.1]
    exact = base[body.holds(base)]
    walked = hit_and_run(body, innermost(body), DRAWS, random)
    assert body.holds(walked - 1e-12).all()
    np.testing.assert_allclose(walked.sum(axis=1), 1.0)
    for column in range(4):
        for quantile in (0.1, 0.5, 0.9):
            bound = np.quantile(exact[:, column], quantile)
            assert (walked[:, column] <= bound).mean() == pytest.approx(quantile, abs=0.02)


def test_where_hardly_any_draw_would_be_kept_a_walk_is_taken() -> None:
    codes = tuple("abcdefgh")
    bounds = {code: 0.125 for code in codes}
    narrow = WeightConstraints(
        lower={code: 0.9 * share for code, share in bounds.items()},
        upper={code: 1.1 * share for code, share in bounds.items()},
        order=codes[:4],
    )
    draws = drawn(narrow, codes, 3_000)
    assert draws.shape == (3_000, 8)
    assert polytope(codes, narrow).holds(draws - 1e-12).all()
    assert draws.std(axis=0).min() > 0.002


@settings(max_examples=examples(40))
@given(
    lower=st.lists(st.integers(0, 4), min_size=3, max_size=3),
    room=st.lists(st.integers(1, 6), min_size=3, max_size=3),
    order=st.permutations(["a", "b", "c"]).flatmap(
        lambda codes: st.integers(0, 3).map(lambda most: tuple(codes[:most]))
    ),
)
def test_draws_keep_to_whatever_is_asked(
    lower: list[int], room: list[int], order: tuple[str, ...]
) -> None:
    codes = ("a", "b", "c")
    constraints = WeightConstraints(
        lower={code: value / 10 for code, value in zip(codes, lower, strict=True)},
        upper={
            code: min(1.0, (value + more) / 10)
            for code, value, more in zip(codes, lower, room, strict=True)
        },
        order=order,
    )
    body = polytope(codes, constraints)
    try:
        draws = drawn(constraints, codes, 200)
    except ScoringError:
        # No room: not even a fine grid has a point that is strictly inside.
        steps = np.arange(0.005, 1, 0.01)
        first, second = (side.ravel() for side in np.meshgrid(steps, steps))
        grid = np.column_stack([first, second, 1 - first - second])
        assert not (grid @ body.matrix.T < body.limits - 0.01).all(axis=1).any()
        return
    assert draws.shape == (200, 3)
    assert (draws @ body.matrix.T <= body.limits + 1e-9).all()
    np.testing.assert_allclose(draws.sum(axis=1), 1.0)


@pytest.mark.parametrize(
    "constraints",
    [
        WeightConstraints(lower={"a": 0.6, "b": 0.6}),
        WeightConstraints(upper={code: 0.2 for code in CODES}),
        WeightConstraints(upper={"a": 0.1}, lower={"b": 0.2}, order=("a", "b")),
    ],
)
def test_constraints_that_leave_no_room_are_refused(constraints: WeightConstraints) -> None:
    with pytest.raises(ScoringError, match="no room"):
        drawn(constraints)


def test_a_single_criterion_has_all_the_weight() -> None:
    assert drawn(WeightConstraints(), ("a",), 3).tolist() == [[1.0]] * 3
    with pytest.raises(ScoringError, match="no room"):
        drawn(WeightConstraints(upper={"a": 0.5}), ("a",), 3)


def test_what_a_table_lacks_is_ignored_and_nonsense_refused() -> None:
    near(drawn(WeightConstraints(lower={"z": 0.9}, order=("z", "a"))), [0.25] * 4)
    with pytest.raises(ValueError, match="between 0 and 1"):
        drawn(WeightConstraints(lower={"a": -0.1}))
    with pytest.raises(ValueError, match="twice"):
        drawn(WeightConstraints(order=("a", "b", "a")))
