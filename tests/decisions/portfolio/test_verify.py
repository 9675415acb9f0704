"""The verifier catches every planted breach, by its exact amount, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings

from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.values import Candidate, Problem
from analysis.decisions.portfolio.verify import verify
from tests.decisions.portfolio.oracle import keeps
from tests.decisions.portfolio.problems import MILLION, candidate, cap, floor, problem, problems
from tests.examples import examples

GRANT = 299_999_999
FIRST = candidate("p", GRANT, ceiling=GRANT, officer="o", terrain="mountain")
SECOND = candidate("q", GRANT, ceiling=GRANT, officer="o", district="b", activity="y")
GOOD = problem(
    FIRST,
    SECOND,
    budget=2 * GRANT,
    total=2 * GRANT,
    money=(
        floor("district", "a", GRANT),
        cap("district", "b", GRANT),
        floor("activity", "x", Fraction(1, 2)),
        cap("activity", "y", Fraction(1, 2)),
        floor("terrain", "mountain", Fraction(1, 2)),
    ),
    officer_capacity={"o": 2},
    locked=frozenset({"p"}),
    known_ceiling_only=True,
)


def other(first: dict[str, object], **limits: object) -> Problem:
    """Return the good problem with facts of the first candidate, or limits, changed."""
    return Problem(
        (replace(FIRST, **first), SECOND),  # type: ignore[arg-type]  # facts of the test tables
        replace(GOOD.limits, **limits),  # type: ignore[arg-type]  # as above
        GOOD.objective,
    )


def test_a_good_plan_has_nothing_against_it() -> None:
    assert verify(GOOD, ("p", "q")) == ()


@pytest.mark.parametrize(
    ("broken", "limit", "amount"),
    [
        (other({"gate": "fail"}), LimitName("gate", "p"), 1),
        (other({"gate": "blocked"}), LimitName("gate", "p"), 1),
        (other({"ceiling": GRANT - 1}), LimitName("ceiling", "p"), 1),
        (other({"ceiling": None}), LimitName("ceiling_unknown", "p"), 1),
        (other({}, budgets={"local": 2 * GRANT - 1}), LimitName("budget", "local"), 1),
        (other({}, total=2 * GRANT - 3), LimitName("total"), 3),
        (
            other({}, money=(floor("district", "a", GRANT + 7),)),
            LimitName("floor", "a", "district"),
            7,
        ),
        (
            other({}, money=(cap("district", "b", GRANT - 1),)),
            LimitName("cap", "b", "district"),
            1,
        ),
        (
            other({}, money=(floor("activity", "x", Fraction(5001, 10_000)),)),
            LimitName("floor", "x", "activity", share=True),
            Fraction(2 * GRANT, 10_000),
        ),
        (
            other({}, money=(cap("activity", "y", Fraction(1, 3)),)),
            LimitName("cap", "y", "activity", share=True),
            Fraction(GRANT, 3),
        ),
        (
            other({"terrain": "unknown"}, money=(floor("terrain", "mountain", Fraction(1, 2)),)),
            LimitName("floor", "mountain", "terrain", share=True),
            GRANT,
        ),
        (other({}, officer_capacity={"o": 1}), LimitName("officer", "o"), 1),
        (
            other({"establishment_id": SECOND.establishment_id}),
            LimitName("content", SECOND.establishment_id, "machinery"),
            1,
        ),
        (other({}, forbidden=frozenset({"p"}), locked=frozenset()), LimitName("forbidden", "p"), 1),
    ],
)
def test_each_planted_breach_is_found(
    broken: Problem, limit: LimitName, amount: int | Fraction
) -> None:
    found = verify(broken, ("p", "q"))
    assert [(violation.limit, violation.amount) for violation in found] == [(limit, amount)]


def test_a_missing_lock_and_a_missing_budget_are_found() -> None:
    without = other({}, money=())
    assert [v.limit for v in verify(without, ("q",))] == [LimitName("locked", "p")]
    national = problem(candidate("n", fund_source="national"))
    assert [v.limit for v in verify(national, ("n",))] == [LimitName("source", "n")]


def test_an_unknown_amount_is_found() -> None:
    asked = problem(candidate("n", None))
    assert [v.limit for v in verify(asked, ("n",))] == [LimitName("grant", "n")]


@pytest.mark.parametrize("ids", [("p", "p"), ("nobody",)])
def test_what_is_no_choice_is_refused(ids: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="chosen twice, or no candidate"):
        verify(problem(candidate("p", 2 * MILLION)), ids)


@settings(max_examples=examples(60))
@given(asked=problems(largest=5))
def test_it_agrees_with_the_limits_written_out(asked: Problem) -> None:
    choices: list[tuple[Candidate, ...]] = [
        choice
        for size in range(len(asked.candidates) + 1)
        for choice in combinations(asked.candidates, size)
    ]
    for choice in choices:
        assert (not verify(asked, [c.id for c in choice])) == keeps(asked, choice)
