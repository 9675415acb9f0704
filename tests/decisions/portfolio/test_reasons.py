"""Why each candidate is in a plan or not, and two plans side by side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis.decisions.portfolio.compare import compare, totals
from analysis.decisions.portfolio.greedy import law_order
from analysis.decisions.portfolio.plan import LimitName
from analysis.decisions.portfolio.reason_words import change_words, decision_words
from analysis.decisions.portfolio.reasons import Decision, ReasonCode, decisions
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem
from analysis.language import Text
from tests.decisions.portfolio.problems import MILLION, candidate, cap, floor, problem


def decided(asked: Problem, solver: Solver) -> dict[str, Decision]:
    """Return the reasons of the best plan by candidate."""
    plan = optimise(asked, gap=0.0, solver=solver)
    assert plan.verified
    return {decision.candidate: decision for decision in decisions(asked, plan)}


def test_what_the_law_the_budget_or_a_hand_refuses(solver: Solver) -> None:
    missing = Text("thiếu giấy chứng nhận an toàn thực phẩm", "no food-safety certificate")
    reasons = decided(
        problem(
            candidate("locked", jobs=0.5),
            candidate("failed", gate="fail", reasons=(missing,)),
            candidate("blocked", gate="blocked", reasons=(missing, missing)),
            candidate("no amount", None),
            candidate("above", ceiling=99 * MILLION),
            candidate("no source", fund_source="national"),
            candidate("banned"),
            candidate("twin", establishment_id="establishment of locked"),
            candidate("huge", 2000 * MILLION),
            candidate("nothing", jobs=0.0),
            locked=frozenset({"locked"}),
            forbidden=frozenset({"banned"}),
        ),
        solver,
    )
    assert {name: decision.code for name, decision in reasons.items()} == {
        "locked": "locked",
        "failed": "gate_failed",
        "blocked": "gate_blocked",
        "no amount": "amount_unknown",
        "above": "above_ceiling",
        "no source": "no_money",
        "banned": "forbidden",
        "twin": "same_content",
        "huge": "over_budget",
        "nothing": "adds_nothing",
    }
    assert reasons["twin"].beside == "locked"
    assert decision_words(reasons["failed"]).vi == (
        "Không được chọn: không đạt điều kiện: thiếu giấy chứng nhận an toàn thực phẩm."
    )
    assert decision_words(reasons["blocked"]).en.count("no food-safety certificate") == 2
    assert change_words(reasons["failed"]).en == "Cannot be told"


def test_an_unconfirmed_ceiling_where_one_is_asked_for(solver: Solver) -> None:
    asked = problem(candidate("p"), known_ceiling_only=True)
    assert decided(asked, solver)["p"].code == "ceiling_unknown"


def test_thresholds_floors_and_caps(solver: Solver) -> None:
    # 400 million for grants of 100; district b must have one, district c at most one.
    asked = problem(
        candidate("a5", jobs=5.0),
        candidate("a4", jobs=4.0),
        candidate("b1", jobs=1.0, district="b"),
        candidate("a3", jobs=3.0),
        candidate("a2", jobs=2.0),
        candidate("c9", jobs=9.0, district="c"),
        candidate("c8", jobs=8.0, district="c"),
        budget=400 * MILLION,
        money=(floor("district", "b", 100 * MILLION), cap("district", "c", 100 * MILLION)),
    )
    reasons = decided(asked, solver)
    assert {name for name, decision in reasons.items() if decision.accepted} == {
        "a5",
        "a4",
        "b1",
        "c9",
    }
    assert reasons["a5"].code == "worth"
    assert reasons["b1"].code == "for_floor"
    assert reasons["b1"].limits == (LimitName("floor", "b", "district"),)
    assert reasons["c8"].code == "held_back"
    assert reasons["c8"].limits == (LimitName("cap", "c", "district"),)
    assert reasons["a3"].code == "displaced"
    assert reasons["a3"].limits == (LimitName("floor", "b", "district"),)
    assert reasons["a2"].code == "below_threshold"
    # All values are of 32 jobs. The threshold lies between the last in and the first out.
    below = reasons["a2"]
    assert below.value == pytest.approx(2 / 32)
    assert below.per_dong == pytest.approx(2 / 32 / (100 * MILLION))
    assert below.threshold is not None
    assert below.threshold * 100 * MILLION + 1e-12 >= 3 / 32
    assert below.threshold * 100 * MILLION <= 4 / 32 + 1e-12
    # Forcing a2 in pushes a4 out: two jobs of 32; the relaxation sees between one and two.
    assert below.change is not None
    assert 1 / 32 - 1e-9 <= below.change <= 2 / 32 + 1e-9
    part = round(100 * 2 / 32 / (below.threshold * 100 * MILLION))
    assert decision_words(below).vi == (
        "Không được chọn: so với số tiền hỗ trợ, kết quả mong đợi chỉ bằng "
        f"{part}% mức phải đạt với ngân sách này."
    )
    assert "estimate" in change_words(below).en
    assert "the floor in VND of place b" in decision_words(reasons["a3"]).en
    assert decision_words(reasons["b1"]).vi.startswith(
        "Được chọn vì giới hạn: mức tối thiểu bằng tiền cho địa bàn b; nếu không, so với số tiền"
    )


def _told(code: ReasonCode, ratio: float | None, change: float | None = None) -> Decision:
    """Return a decision whose value for its cost is so many times what is asked; None for none."""
    accepted = code == "worth"
    threshold = 0.0 if ratio is None else 1e-9
    return Decision("p", accepted, code, 0.1, 1e-9 * (ratio or 1), threshold, change=change)


def test_reasons_are_told_so_that_an_officer_can_weigh_them() -> None:
    assert decision_words(_told("worth", 1.615)).vi == (
        "Được chọn: so với số tiền hỗ trợ, kết quả mong đợi gấp 1,62 lần mức phải đạt với ngân "
        "sách này."
    )
    assert decision_words(_told("worth", 1.615)).en == (
        "Chosen: for its cost, what is expected of it is 1.62 times what this budget asks of a "
        "file."
    )
    assert "gấp 19,3 lần" in decision_words(_told("worth", 19.287)).vi
    assert "is just what this budget asks" in decision_words(_told("worth", 1.001)).en
    assert decision_words(_told("worth", None)).vi == (
        "Được chọn: ngân sách đủ, không phải nhường cho hồ sơ khác."
    )
    assert decision_words(_told("below_threshold", 0.81)).en == (
        "Refused: for its cost, what is expected of it is only 81% of what this budget asks of a "
        "file."
    )
    # Within the gap a file as good as the last one chosen may be left out: no part is told of it.
    assert decision_words(_told("below_threshold", 1.0)).vi == (
        "Không được chọn: chọn các hồ sơ khác thì tổng kết quả mong đợi cao hơn."
    )
    assert change_words(_told("worth", 2.0, 0.0123)).vi == (
        "Nếu quyết định ngược lại, mục tiêu giảm khoảng 1,23 điểm phần trăm (ước tính)"
    )
    assert "hardly changes" in change_words(_told("worth", 2.0, 0.00001)).en


def test_whole_projects(solver: Solver) -> None:
    asked = problem(
        candidate("p", 200 * MILLION, jobs=4.0),
        candidate("q", 200 * MILLION, jobs=3.9),
        budget=300 * MILLION,
    )
    reasons = decided(asked, solver)
    assert reasons["p"].code == "worth"
    assert reasons["q"].code == "whole_projects"


def test_an_unknown_outcome_is_said(solver: Solver) -> None:
    asked = problem(candidate("p", jobs=None), candidate("q"), budget=100 * MILLION)
    reasons = decided(asked, solver)
    assert reasons["p"].unknown == ("jobs",)
    assert "Chưa rõ: việc làm" in decision_words(reasons["p"]).vi


def test_a_rule_says_that_it_is_one() -> None:
    asked = problem(candidate("p", rank=2), candidate("q", rank=1, jobs=0.1), budget=100 * MILLION)
    told = {d.candidate: d.code for d in decisions(asked, law_order(asked))}
    assert told == {"p": "rule_passed", "q": "rule_chose"}


def test_two_plans_side_by_side(solver: Solver) -> None:
    asked = problem(
        candidate("p", jobs=3.0, counterpart=500 * MILLION, rank=3),
        candidate("q", jobs=2.0, district="b", activity="y", terrain="mountain", rank=2),
        candidate("r", jobs=None, fund_source="national", counterpart=7, rank=1),
        budget=100 * MILLION,
        budgets={"local": 100 * MILLION, "national": 100 * MILLION},
    )
    locked = replace(asked, limits=replace(asked.limits, locked=frozenset({"r"})))
    side = compare(asked, optimise(locked, solver=solver), law_order(asked))
    assert side.both == ("r",)
    assert side.only_first == ("p",)
    assert side.only_second == ("q",)
    first = side.first
    assert (first.projects, first.granted) == (2, 200 * MILLION)
    assert (first.counterpart, first.counterpart_known) == (500 * MILLION + 7, 2)
    jobs = first.outcomes["jobs"]
    assert (jobs.total, jobs.known, jobs.unknown) == (3.0, 1, 1)
    assert first.money["source"] == {"local": 100 * MILLION, "national": 100 * MILLION}
    assert side.second.money["district"] == {"a": 100 * MILLION, "b": 100 * MILLION}
    assert side.second.money["terrain"] == {"mountain": 100 * MILLION, "plain": 100 * MILLION}
    assert side.second.counterpart_known == 1
    assert totals(asked, ()).granted == 0
