"""What cannot be kept together is named, no more of it than needed, with the smallest change."""

from __future__ import annotations

import time
from dataclasses import replace
from fractions import Fraction
from itertools import combinations

import numpy as np
from hypothesis import HealthCheck, example, given, settings

from analysis.decisions.portfolio.building import build
from analysis.decisions.portfolio.conflict import Conflict, find_conflict, keeping
from analysis.decisions.portfolio.explain import explain
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.relaxation import Relaxation, smallest_relaxation
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.words import explanation_words
from tests.decisions.portfolio.oracle import best
from tests.decisions.portfolio.problems import MILLION, candidate, cap, floor, problem, problems
from tests.examples import examples

BUDGET = LimitName("budget", "local")


def test_the_true_conflict_and_the_smallest_change() -> None:
    asked = problem(
        candidate("1", 100 * MILLION),
        candidate("2", 100 * MILLION, district="b"),
        candidate("3", 299_999_999, district="b"),
        budget=350 * MILLION,
        money=(
            floor("district", "b", 300 * MILLION),
            floor("district", "a", 50 * MILLION),
            cap("activity", "x", 1000 * MILLION),
        ),
        officer_capacity={"nobody": 1},
    )
    told = explain(asked)
    # 3 alone is one đồng short of the floor, 2 and 3 are more than the budget.
    of_b, of_a = LimitName("floor", "b", "district"), LimitName("floor", "a", "district")
    assert told.conflict == Conflict((BUDGET, of_b), irreducible=True)
    assert isinstance(told.smallest, Relaxation)
    assert told.smallest.proved
    assert told.smallest.dong == 50_000_001
    assert {(c.limit, c.amount) for c in told.smallest.changes} == {
        (of_b, Fraction(1)),
        (of_a, Fraction(50 * MILLION)),
    }
    alone = dict(told.alone)
    of_budget, of_floor = alone[BUDGET], alone[of_b]
    assert isinstance(of_budget, Relaxation)
    assert of_budget.dong == 149_999_999
    assert isinstance(of_floor, Relaxation)
    assert of_floor.dong == 200 * MILLION
    sentences = explanation_words(told)
    assert "ngân sách nguồn local; mức tối thiểu bằng tiền cho địa bàn b" in sentences[0].vi
    assert "lower the floor in VND of place b by 1 VND" in sentences[2].en
    assert "nâng ngân sách nguồn local thêm 149.999.999 đồng" in sentences[3].vi


def test_locks_bans_and_officers_are_changed_by_whole_projects() -> None:
    asked = problem(
        candidate("1", officer="o"),
        candidate("2", officer="o"),
        locked=frozenset({"1", "2"}),
        officer_capacity={"o": 1},
    )
    told = explain(asked)
    assert isinstance(told.conflict, Conflict)
    assert told.conflict.irreducible
    assert set(told.conflict.limits) == {
        LimitName("locked", "1"),
        LimitName("locked", "2"),
        LimitName("officer", "o"),
    }
    assert isinstance(told.smallest, Relaxation)
    assert told.smallest.dong == 0
    assert told.smallest.projects == 1
    assert all(isinstance(change, Relaxation) for _, change in told.alone)


def test_a_lock_that_the_law_refuses_is_told_beside_the_rest() -> None:
    asked = problem(
        candidate("barred", gate="blocked"),
        candidate("banned"),
        candidate("dear", 2000 * MILLION),
        locked=frozenset({"barred", "banned", "dear"}),
        forbidden=frozenset({"banned"}),
    )
    told = explain(asked)
    assert told.impossible_locks == (
        (LimitName("locked", "barred"), LimitName("gate", "barred")),
        (LimitName("locked", "banned"), LimitName("forbidden", "banned")),
    )
    assert isinstance(told.conflict, Conflict)
    assert told.conflict.limits == (BUDGET, LimitName("locked", "dear"))
    assert explanation_words(told)[0].en.startswith("Not both: candidate barred is locked in")


def test_two_of_one_content_cannot_both_be_locked() -> None:
    twins = [candidate(name, establishment_id="e") for name in "pq"]
    told = explain(problem(*twins, locked=frozenset("pq")))
    assert isinstance(told.conflict, Conflict)
    assert told.conflict.limits == (LimitName("locked", "p"), LimitName("locked", "q"))


def test_a_conflict_of_whole_projects_only(solver: Solver) -> None:
    # Half of each would keep both limits; the relaxation sees no conflict.
    pair = [candidate("p", 100 * MILLION), candidate("q", 100 * MILLION + 1)]
    asked = problem(*pair, budget=150 * MILLION, money=(floor("district", "a", 150 * MILLION),))
    built = build(asked)
    assert solver.relax(built.program(), 5).status == "optimal"
    told = explain(asked)
    assert isinstance(told.conflict, Conflict)
    assert told.conflict.limits == (BUDGET, LimitName("floor", "a", "district"))
    assert isinstance(told.smallest, Relaxation)
    assert told.smallest.dong == 50 * MILLION - 1


def test_nothing_to_explain_and_no_time() -> None:
    fine = explain(problem(candidate("p")))
    assert (fine.conflict, fine.smallest, fine.alone) == ("none", None, ())
    assert explanation_words(fine)[-1].en == "All limits can be kept together."
    late = explain(problem(candidate("p")), seconds=0.0)
    assert late.conflict == "undecided"
    assert "time was over" in explanation_words(late)[-1].en


ONE_DONG = tuple(
    candidate(f"c{n}", 10**10 - (n < 6), 0.0, establishment_id="e", terrain="mountain")
    for n in range(7)
)


@example(asked=problem(*ONE_DONG, budget=2 * 10**10, money=(floor("activity", "x", 10**10),)))
@example(
    asked=problem(
        *ONE_DONG,
        replace(ONE_DONG[0], id="f", establishment_id="f"),
        replace(ONE_DONG[0], id="one", grant=1, terrain="plain"),
        budget=2 * 10**10,
        money=(floor("activity", "x", 10**10), cap("terrain", "mountain", 10**10 - 1)),
        locked=frozenset({"c0"}),
    )
)
@example(
    asked=problem(
        *ONE_DONG[:3],
        *(
            replace(ONE_DONG[6], id=name, grant=10**10 + n, district="b")
            for n, name in enumerate("pq")
        ),
        budget=10**10 - 1,
        money=(floor("district", "b", 10**10 - 1),),
    )
)
@settings(
    max_examples=examples(40),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(asked=problems())
def test_each_limit_of_a_conflict_is_needed_and_the_change_suffices(
    asked: Problem, solver: Solver
) -> None:
    built = build(asked)
    if built.contradictions or not len(built.values):
        return
    conflict = find_conflict(built, solver, time.monotonic() + 60)
    assert (conflict == "none") == (best(asked) is not None)
    if not isinstance(conflict, Conflict):
        return
    assert conflict.irreducible

    def possible(*names: LimitName) -> bool:
        kept = keeping(built, names)
        held = set(kept.locked.values())
        free = sorted(set(range(len(kept.values))) - held - set(kept.forbidden.values()))
        return not held & set(kept.forbidden.values()) and any(
            all(row.keeps(np.array([*held, *more])) for row in kept.rows.values())
            for size in range(len(free) + 1)
            for more in combinations(free, size)
        )

    assert not possible(*conflict.limits)
    for name in conflict.limits:
        assert possible(*(other for other in conflict.limits if other != name))
    change = smallest_relaxation(asked, built, solver, time.monotonic() + 60)
    assert isinstance(change, Relaxation)
    assert change.changes
