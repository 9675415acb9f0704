"""The best plan: equal to trying everything, exact to the đồng, never against a gate."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.decisions.portfolio.greedy import greedy_per_dong
from analysis.decisions.portfolio.scoring import normalisers
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Limits, Objective, Problem
from tests.decisions.portfolio.oracle import best
from tests.decisions.portfolio.problems import MILLION, candidate, cap, floor, problem, problems
from tests.examples import examples

several = settings(
    max_examples=examples(60),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def value(problem: Problem, solver: Solver) -> float | None:
    """Return the best sum of jobs, found without a gap, or None where there is no plan."""
    plan = optimise(problem, 20, 0.0, solver=solver)
    assert plan.status in ("optimal", "infeasible")
    assert plan.verified == (plan.status == "optimal")
    if plan.objective is None:
        return None
    assert plan.bound is not None
    assert plan.bound >= plan.objective
    return plan.objective * normalisers(problem.candidates, problem.objective)["jobs"]


@several
@given(asked=problems())
def test_it_is_the_best_of_all_subsets(asked: Problem, solver: Solver) -> None:
    expected = best(asked)
    found = value(asked, solver)
    assert (found is None) == (expected is None)
    assert found == pytest.approx(expected, abs=1e-9)


@several
@given(asked=problems(), more=st.integers(0, 10**9))
def test_more_budget_is_never_worse(asked: Problem, more: int, solver: Solver) -> None:
    limits = asked.limits
    richer = replace(
        limits,
        budgets={source: budget + more for source, budget in limits.budgets.items()},
        total=None if limits.total is None else limits.total + more,
    )
    before, after = value(asked, solver), value(replace(asked, limits=richer), solver)
    assert before is None or (after is not None and after >= before - 1e-9)


@several
@given(asked=problems().filter(lambda p: bool(p.limits.money)), at=st.integers(0, 3))
def test_a_limit_less_is_never_worse(asked: Problem, at: int, solver: Solver) -> None:
    money = list(asked.limits.money)
    del money[at % len(money)]
    freer = replace(asked, limits=replace(asked.limits, money=tuple(money)))
    before, after = value(asked, solver), value(freer, solver)
    assert before is None or (after is not None and after >= before - 1e-9)


@several
@given(asked=problems())
def test_gates_and_locks_are_kept(asked: Problem, solver: Solver) -> None:
    plan = optimise(asked, 20, solver=solver)
    chosen = set(plan.chosen)
    assert not chosen & {c.id for c in asked.candidates if c.gate != "pass"}
    if plan.verified:
        assert asked.limits.locked <= chosen
        assert not asked.limits.forbidden & chosen


def test_one_dong_decides(solver: Solver) -> None:
    almost = 299_999_999
    three = [candidate(name, almost, jobs=2.0) for name in "pqr"]
    one = candidate("s", 300_000_000, jobs=2.1)
    enough = problem(*three, one, budget=3 * almost)
    assert optimise(enough, gap=0.0, solver=solver).chosen == ("p", "q", "r")
    one_more = problem(*three, one, budget=3 * almost + 1)
    assert optimise(one_more, gap=0.0, solver=solver).granted == 3 * almost + 1
    one_less = problem(*three, one, budget=3 * almost - 1)
    assert len(optimise(one_less, gap=0.0, solver=solver).chosen) == 2


def test_a_share_is_kept_exactly(solver: Solver) -> None:
    mountain = candidate("m", 100 * MILLION, terrain="mountain")
    plain = candidate("p", 200 * MILLION + 1)
    third = floor("terrain", "mountain", Fraction(1, 3))
    assert optimise(problem(mountain, plain, money=(third,)), solver=solver).chosen == ("m",)
    fits = replace(plain, grant=200 * MILLION)
    assert optimise(problem(mountain, fits, money=(third,)), solver=solver).chosen == ("m", "p")


def test_unknown_terrain_is_no_mountain(solver: Solver) -> None:
    somewhere = candidate("u", terrain="unknown")
    asked = problem(somewhere, money=(floor("terrain", "mountain", Fraction(1, 10)),))
    assert optimise(asked, solver=solver).chosen == ()


def test_what_is_unknown_is_counted_and_not_funded_where_it_must_be_known(solver: Solver) -> None:
    known = candidate("known", ceiling=100 * MILLION)
    no_ceiling = candidate("no ceiling")
    no_amount = candidate("no amount", None)
    no_jobs = candidate("no jobs", jobs=None, outcomes={"jobs": None, "coverage": 1.0})
    weights = {"jobs": 1.0, "coverage": 1.0}
    asked = problem(known, no_ceiling, no_amount, no_jobs, weights=weights)
    plan = optimise(asked, solver=solver)
    assert plan.chosen == ("known", "no ceiling", "no jobs")
    assert plan.ceiling_unknown == 2
    # Coverage is unknown of two, jobs of one.
    assert plan.outcome_unknown == 3
    strict = replace(asked, limits=replace(asked.limits, known_ceiling_only=True))
    assert optimise(strict, solver=solver).chosen == ("known",)


def test_the_objective_is_a_share_of_all_that_could_be_had(solver: Solver) -> None:
    most = candidate("most", 100 * MILLION, outcomes={"jobs": 30.0, "coverage": 0.0})
    rest = candidate("rest", 100 * MILLION, outcomes={"jobs": 10.0, "coverage": 4.0})
    barred = candidate("barred", gate="fail", outcomes={"jobs": 1000.0, "coverage": 1000.0})
    asked = problem(
        most, rest, barred, budget=100 * MILLION, weights={"jobs": 3.0, "coverage": 1.0}
    )
    plan = optimise(asked, solver=solver)
    # 3/4 × 30/40 + 1/4 × 0/4 against 3/4 × 10/40 + 1/4 × 4/4.
    assert plan.chosen == ("most",)
    assert plan.objective == pytest.approx(0.5625)


def test_a_start_that_presolve_improves_is_not_taken_for_the_best(solver: Solver) -> None:
    # HiGHS 1.16 betters the greedy plan while presolving, proves the better, and tells the old.
    facts = [
        ("0", "e3", "y", "local", 1_000_001, 1.0, "o"),
        ("1", "e2", "x", "local", 999_998, 7.521186043011169, "o"),
        ("2", "e2", "x", "national", 441_501, 7.011104457362526, "o"),
        ("3", "e3", "x", "local", 999_998, 0.12445756620112824, "o"),
        ("4", "e5", "x", "national", 1_299_278, 2.0, None),
        ("5", "e4", "y", "national", 999_999, 1.0, None),
        ("6", "e5", "y", "national", 999_998, 2.0, None),
        ("7", "e3", "y", "local", 1_000_001, 5.0, None),
    ]
    asked = problem(
        *(
            candidate(
                name,
                grant,
                jobs,
                establishment_id=establishment,
                activity=activity,
                fund_source=source,
                officer=officer,
            )
            for name, establishment, activity, source, grant, jobs, officer in facts
        ),
        budgets={"local": 999_999, "national": 2_000_000},
        money=(floor("activity", "x", Fraction(1, 3)),),
        officer_capacity={"o": 2},
    )
    start = greedy_per_dong(asked).chosen
    plan = optimise(asked, gap=0.0, start=start, solver=solver)
    jobs = normalisers(asked.candidates, asked.objective)["jobs"]
    assert plan.objective is not None
    assert plan.objective * jobs == pytest.approx(best(asked))


def test_nobody_to_fund(solver: Solver) -> None:
    barred = candidate("barred", gate="blocked")
    nothing = optimise(problem(barred), solver=solver)
    assert (nothing.chosen, nothing.status, nothing.objective) == ((), "optimal", 0.0)
    wanted = optimise(problem(barred, money=(floor("district", "a", 1),)), solver=solver)
    assert (wanted.status, wanted.objective, wanted.verified) == ("infeasible", None, False)


def test_a_lock_against_a_gate_is_no_plan(solver: Solver) -> None:
    asked = problem(candidate("barred", gate="fail"), locked=frozenset({"barred"}))
    plan = optimise(asked, solver=solver)
    assert (plan.status, plan.chosen) == ("infeasible", ())


def test_a_source_without_its_own_budget_has_the_total_or_nothing(solver: Solver) -> None:
    national = candidate("n", fund_source="national")
    assert optimise(problem(national), solver=solver).chosen == ()
    assert optimise(problem(national, total=100 * MILLION), solver=solver).chosen == ("n",)
    assert optimise(problem(national, total=100 * MILLION - 1), solver=solver).chosen == ()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (lambda: candidate("c", 0), "no grant"),
        (lambda: candidate("c", 1.5), "whole đồng"),  # type: ignore[arg-type]  # a caller may
        (lambda: candidate("c", jobs=float("nan")), "unknown is None"),
        (lambda: cap("district", "a", 0.5), "đồng"),  # type: ignore[arg-type]  # as above
        (lambda: cap("district", "a", Fraction(1, 10_001)), "ten-thousandths"),
        (lambda: floor("district", "a", -1), "not negative"),
        (lambda: Limits(), "needs a budget"),
        (lambda: Limits(budgets={"local": -1}), "from zero up"),
        (
            lambda: problem(money=(floor("district", "a", 1), floor("district", "a", 2))),
            "given twice",
        ),
        (lambda: Objective({"jobs": 0.0}), "not all zero"),
        (lambda: Objective({"jobs": -1.0, "coverage": 2.0}), "from zero up"),
        (lambda: problem(candidate("c"), candidate("c")), "given twice"),
        (lambda: problem(locked=frozenset({"nobody"})), "nobody"),
    ],
)
def test_what_cannot_be_meant_is_refused(wrong: Callable[[], object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        wrong()
