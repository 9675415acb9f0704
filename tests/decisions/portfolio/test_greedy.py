"""Plans by hand: down a list, floors first, honest where a floor is missed."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings

from analysis.decisions.portfolio.greedy import greedy_per_dong, greedy_score, law_order
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.words import status_words, violation_words
from tests.decisions.portfolio.oracle import best
from tests.decisions.portfolio.problems import MILLION, candidate, cap, floor, problem, problems
from tests.examples import examples

DEAR = candidate("dear", 300 * MILLION, jobs=6.0, rank=3)
CHEAP = candidate("cheap", 100 * MILLION, jobs=3.0, rank=None)
FIRST = candidate("first", 200 * MILLION, jobs=1.0, rank=1)


def test_three_lists_three_plans() -> None:
    asked = problem(DEAR, CHEAP, FIRST, budget=300 * MILLION)
    # Per đồng: 2, 3 and 0.5 jobs per hundred million.
    assert greedy_per_dong(asked).chosen == ("cheap", "first")
    assert greedy_score(asked).chosen == ("dear",)
    assert law_order(asked).chosen == ("cheap", "first")
    assert law_order(problem(DEAR, CHEAP, FIRST, budget=200 * MILLION)).chosen == ("first",)


def test_the_best_plan_is_never_worse_than_a_list(solver: Solver) -> None:
    asked = problem(DEAR, CHEAP, FIRST, budget=400 * MILLION)
    plan = optimise(asked, solver=solver)
    assert plan.objective == pytest.approx(0.9)
    for rule in (greedy_per_dong, greedy_score, law_order):
        by_rule = rule(asked)
        assert by_rule.objective is not None
        assert plan.objective is not None
        assert by_rule.objective <= plan.objective
        assert by_rule.bound is None
        assert by_rule.status == "heuristic"


def test_floors_come_first_and_a_missed_one_is_said() -> None:
    far = candidate("far", 150 * MILLION, jobs=0.1, district="b")
    asked = problem(CHEAP, DEAR, far, budget=300 * MILLION, money=(floor("district", "b", 1),))
    plan = greedy_per_dong(asked)
    assert plan.chosen == ("cheap", "far")
    assert plan.verified
    more = problem(CHEAP, far, budget=300 * MILLION, money=(floor("district", "b", 200 * MILLION),))
    missed = greedy_per_dong(more)
    assert not missed.verified
    assert missed.objective is None
    (violation,) = missed.violations
    assert violation.limit == LimitName("floor", "b", "district")
    assert violation.amount == 50 * MILLION
    assert violation_words(violation).vi == (
        "mức tối thiểu bằng tiền cho địa bàn b: lệch 50.000.000 đồng"
    )
    assert "breaks some" in status_words(missed).en


def test_shares_hold_of_the_money_really_granted() -> None:
    asked = problem(
        candidate("1", 100 * MILLION, jobs=5.0),
        candidate("2", 100 * MILLION, jobs=4.0),
        candidate("3", 100 * MILLION, jobs=3.0, district="b"),
        budget=1000 * MILLION,
        money=(cap("district", "a", Fraction(1, 2)),),
    )
    # The cap is half of the budget until the end; then the last of district a goes.
    assert greedy_per_dong(asked).chosen == ("1", "3")


def test_locked_and_forbidden() -> None:
    asked = problem(
        DEAR,
        CHEAP,
        FIRST,
        budget=300 * MILLION,
        locked=frozenset({"first"}),
        forbidden=frozenset({"cheap"}),
    )
    assert greedy_score(asked).chosen == ("first",)


@settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(asked=problems())
def test_a_verified_list_is_a_plan_and_no_better_than_the_best(asked: Problem) -> None:
    top = best(asked)
    everything = sum(c.outcomes["jobs"] or 0.0 for c in asked.candidates if c.eligible)
    for rule in (greedy_per_dong, greedy_score, law_order):
        plan = rule(asked)
        assert not set(plan.chosen) & {c.id for c in asked.candidates if not c.eligible}
        if plan.objective is not None:
            assert top is not None
            assert plan.objective * everything <= top + 1e-9
