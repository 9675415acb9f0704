"""What limits cost, what more money brings, and how the outcome grows with the budget."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

import pytest

from analysis.decisions.portfolio.counterfactual import force
from analysis.decisions.portfolio.frontier import frontier
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.prices import limit_prices, more_money
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from tests.decisions.portfolio.problems import (
    MILLION,
    candidate,
    cap,
    floor,
    large_problem,
    problem,
)

# Ten jobs in all. 200 million: 4 + 3 without limits, 4 + 1 with the floor of district b.
FOUR = candidate("four", 100 * MILLION, jobs=4.0)
THREE = candidate("three", 100 * MILLION, jobs=3.0)
TWO = candidate("two", 100 * MILLION, jobs=2.0, district="c")
ONE = candidate("one", 100 * MILLION, jobs=1.0, district="b")
ASKED = problem(
    FOUR,
    THREE,
    TWO,
    ONE,
    budget=200 * MILLION,
    money=(
        floor("district", "b", 1),
        floor("district", "a", 1),
        cap("district", "a", 400 * MILLION),
    ),
)


def test_what_each_floor_costs(solver: Solver) -> None:
    plan = optimise(ASKED, gap=0.0, solver=solver)
    of_b, of_a = limit_prices(ASKED, plan, gap=0.0)
    assert of_b.limit == LimitName("floor", "b", "district")
    assert of_b.difference == pytest.approx(0.2)
    assert of_b.low == pytest.approx(0.2)
    assert of_b.high == pytest.approx(0.2)
    assert of_b.plan.chosen == ("four", "three")
    assert of_a.difference == pytest.approx(0.0)
    assert of_a.gap == 0.0
    assert of_a.other_gap == 0.0
    (of_cap,) = limit_prices(ASKED, plan, "cap", gap=0.0)
    assert of_cap.difference == pytest.approx(0.0)


def test_what_a_hundred_million_more_brings(solver: Solver) -> None:
    plan = optimise(ASKED, gap=0.0, solver=solver)
    (local,) = more_money(ASKED, plan, gap=0.0)
    assert local.limit == LimitName("budget", "local")
    assert local.difference == pytest.approx(0.3)
    (nothing,) = more_money(ASKED, plan, 99_999_999, gap=0.0)
    assert nothing.difference == pytest.approx(0.0)
    in_total = problem(FOUR, THREE, budgets={}, total=100 * MILLION)
    (total,) = more_money(in_total, optimise(in_total, solver=solver), gap=0.0)
    assert total.limit == LimitName("total")
    assert total.difference == pytest.approx(3 / 7)


def test_the_interval_holds_the_true_difference_when_gaps_are_wide(solver: Solver) -> None:
    asked = large_problem(120)
    loose = optimise(asked, 20, gap=0.02, solver=solver)
    exact = optimise(asked, 60, gap=1e-4, solver=solver)
    (wide, *_), (sharp, *_) = (
        more_money(asked, loose, 500 * MILLION, gap=0.02),
        more_money(asked, exact, 500 * MILLION, gap=1e-4),
    )
    assert wide.low is not None
    assert wide.high is not None
    assert sharp.low is not None
    assert sharp.high is not None
    assert wide.low <= sharp.high
    assert sharp.low <= wide.high
    assert sharp.high - sharp.low < wide.high - wide.low


def test_a_price_against_no_plan_is_unknown(solver: Solver) -> None:
    asked = problem(FOUR, money=(floor("district", "b", 1),))
    (only,) = limit_prices(asked, optimise(asked, solver=solver))
    assert (only.difference, only.low, only.high) == (None, None, None)
    assert only.plan.chosen == ("four",)


def test_forcing_one_in_and_one_out(solver: Solver) -> None:
    plan = optimise(ASKED, gap=0.0, solver=solver)
    assert plan.chosen == ("four", "one")
    forced_in = force(ASKED, plan, "three", gap=0.0)
    assert forced_in.plan.chosen == ("three", "one")
    assert forced_in.loss == pytest.approx(0.1)
    assert forced_in.low == pytest.approx(0.1)
    assert forced_in.high == pytest.approx(0.1)
    forced_out = force(ASKED, plan, "one", gap=0.0)
    assert forced_out.plan.status == "infeasible"
    assert forced_out.loss is None


def test_the_frontier_never_falls() -> None:
    points = frontier(ASKED, [Fraction(step, 2) for step in (1, 2, 3, 4)], gap=0.0)
    assert [point.budget // MILLION for point in points] == [100, 200, 300, 400]
    # The floors ask for a hundred million in district b and one in district a.
    assert points[0].plan.status == "infeasible"
    assert points[0].gain_low is None
    assert [point.plan.objective for point in points[1:]] == pytest.approx([0.5, 0.8, 1.0])
    assert [point.gain_low for point in points[2:]] == pytest.approx([0.3, 0.2])
    assert [point.gain_high for point in points[2:]] == pytest.approx([0.3, 0.2])
    assert not any(point.blurred for point in points)


def test_where_gaps_blur_the_frontier_it_says_so() -> None:
    asked = large_problem(100)
    factors = [1 + Fraction(step, 1000) for step in range(4)]
    points = frontier(asked, factors, gap=0.05)
    for before, after in pairwise(points):
        assert before.plan.objective is not None
        assert after.plan.objective is not None
        assert before.plan.bound is not None
        assert after.plan.bound is not None
        assert before.plan.objective <= after.plan.objective
        assert before.plan.bound <= after.plan.bound
        assert after.gain_low is not None
        assert after.gain_high is not None
        assert after.gain_low <= after.plan.objective - before.plan.objective <= after.gain_high
    assert any(point.blurred for point in points)
