"""From files to candidates by hand: gates, grants, contents, places and what is expected."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from analysis.decisions.activity_effects import Effect, Effects
from analysis.decisions.plan_outcomes import plan_outcomes
from analysis.decisions.plan_problem import first_request, names_of, problem_of
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import RequestError, read_limits
from analysis.decisions.plan_solved import solve_request
from analysis.decisions.plan_table import COLUMNS, decision_table
from analysis.decisions.portfolio.values import Candidate
from analysis.decisions.portfolio_candidates import (
    NO_AMOUNT,
    UNASSIGNED,
    CandidateSet,
    Evidence,
    candidate_set,
    content_key,
)
from analysis.decisions.promises import Promises
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.decisions.file_case import MILLION

SAID = Text("đã nói", "said")
EFFECT = Effect(math.log(1.1), 0.0, 0.0, 3, "activity", 99)
EVIDENCE = Evidence(
    Effects("workers", {}, EFFECT, SAID),
    Effects("productivity", {}, EFFECT, SAID),
    Promises(0.0, 0.0, None, -1.0, 1.0, 0),
)


@pytest.fixture(scope="module")
def snapshot(plan_workspace: Path) -> Snapshot:
    return open_snapshot(plan_workspace, "test-case")


@pytest.fixture(scope="module")
def made(snapshot: Snapshot) -> CandidateSet:
    return candidate_set(snapshot, Scope(), evidence=EVIDENCE)


@pytest.fixture(scope="module")
def by_id(made: CandidateSet) -> dict[str, Candidate]:
    return {one.id: one for one in made.candidates}


def test_a_file_becomes_a_candidate_with_gate_grant_and_place(by_id: dict[str, Candidate]) -> None:
    plain = by_id["plain"]
    assert (plain.gate, plain.grant, plain.counterpart) == ("pass", 200 * MILLION, 300 * MILLION)
    assert (plain.activity, plain.fund_source, plain.district) == (
        "MO_HINH_MAY_MOC",
        "provincial",
        "524",
    )
    assert (plain.content, plain.officer) == ("máy cắt cnc 1500", UNASSIGNED)
    assert plain.ceiling is None, "the province's own ceilings are not known"
    assert by_id["somewhere"].district == "unknown"
    assert by_id["somewhere"].terrain == "unknown"
    assert by_id["no source"].fund_source == "unknown"
    assert sorted(one.rank or 0 for one in by_id.values()) == list(range(1, len(by_id) + 1))


def test_an_owner_without_a_name_is_called_by_its_id(
    made: CandidateSet, snapshot: Snapshot
) -> None:
    names = names_of(made, snapshot)
    assert names("candidate", "somewhere").vi == "somewhere (somewhere)"
    assert names("establishment", "somewhere").en == "somewhere"
    assert names("officer", UNASSIGNED).en == "assigned to nobody yet"


def test_what_a_gate_lacks_is_told_in_both_languages(by_id: dict[str, Candidate]) -> None:
    failed, blocked = by_id["old machine"], by_id["no commitment"]
    assert (failed.gate, blocked.gate) == ("fail", "blocked")
    assert [one.en for one in failed.reasons] == ["Machinery is not new"]
    assert [one.vi for one in failed.reasons] == ["Máy móc không mới"]
    assert len(blocked.reasons) == 1
    assert by_id["plain"].reasons == ()


@pytest.mark.parametrize("name", ["no amount", "nothing"])
def test_without_an_amount_nothing_can_be_granted(by_id: dict[str, Candidate], name: str) -> None:
    assert by_id[name].grant is None
    assert NO_AMOUNT in by_id[name].reasons
    assert not by_id[name].eligible


def test_expectations_come_with_what_is_not_known(
    made: CandidateSet, by_id: dict[str, Candidate]
) -> None:
    plain = by_id["plain"]
    assert plain.outcomes["jobs"] == pytest.approx(1.0), "ten workers, ten per cent more"
    assert plain.outcomes["productivity"] == pytest.approx(0.1)
    assert plain.outcomes["leverage"] == 300 * MILLION
    assert by_id["high"].outcomes["jobs"] is None, "its workers were never reported"
    assert by_id["no owner's money"].outcomes["leverage"] is None
    assert by_id["somewhere"].outcomes["coverage"] is None
    # Of ten in 524 one was reached, of one in 535 none: the median is 5 %, only 535 is behind.
    assert made.reach["535"] == (1, 0)
    eligible, supported = made.reach["524"]
    assert made.goal == pytest.approx(supported / eligible / 2)
    assert by_id["high"].outcomes["coverage"] == pytest.approx(made.goal)
    assert plain.outcomes["coverage"] == 0
    assert by_id["reached"].outcomes["coverage"] == 0


def test_a_content_is_its_words_and_two_unnamed_of_a_kind_are_one() -> None:
    assert content_key("  Máy SẤY – 2 tấn_mẻ", "MACHINE") == "máy sấy 2 tấn mẻ"
    assert content_key(None, "MACHINE") == content_key("…", "MACHINE") == "? MACHINE"
    assert content_key(None, None) == "?"


def test_the_plan_of_a_request_is_told_file_by_file(snapshot: Snapshot, made: CandidateSet) -> None:
    request = PlanRequest(total=450 * MILLION, limits=read_limits("floor", ["mountain=0.4"]))
    solved = solve_request(made, request, snapshot, 5)
    assert solved.found
    assert "high" in solved.plan.chosen
    assert len(solved.plan.chosen) == 2
    table = decision_table(made, solved, names_of(made, snapshot), "en").set_index("application_id")
    assert [column.name for column in COLUMNS][1] == "application_id"
    assert set(table.loc[list(solved.plan.chosen), "decision"]) == {"chosen"}
    assert "Machinery is not new" in table.loc["old machine", "reason"]
    assert table.loc["nothing", "reason_code"] == "amount_unknown"
    assert table.loc["plain", "jobs_low"] == table.loc["plain", "jobs"], "nothing is unsure here"


def test_outcomes_of_a_choice_are_added_and_counted(made: CandidateSet) -> None:
    jobs, productivity, leverage, coverage = plan_outcomes(made, ["plain", "high", "reached"])
    assert (jobs.total, jobs.known, jobs.unknown, jobs.grade) == (pytest.approx(2.0), 2, 1, 3)
    assert (jobs.low, jobs.high) == (pytest.approx(2.0), pytest.approx(2.0))
    assert productivity.mean == pytest.approx(0.1)
    assert (leverage.mean, leverage.grade) == (pytest.approx(1.5), 0)
    # One in 535 is all it has: it closes its whole shortfall and no more.
    assert coverage.total == coverage.base == pytest.approx(made.goal)
    assert (coverage.grade, coverage.low) == (None, None)
    nobody = plan_outcomes(made, [])
    assert [one.total for one in nobody] == [0, 0, 0, 0]


def test_the_first_request_is_half_of_what_may_be_funded(made: CandidateSet) -> None:
    asked = sum(one.grant or 0 for one in made.candidates if one.eligible)
    first = first_request(made).total
    assert first is not None
    assert asked // 2 - 100 * MILLION < first <= asked // 2


def test_officers_without_a_file_take_those_of_nobody(
    snapshot: Snapshot, made: CandidateSet
) -> None:
    problem = problem_of(made, PlanRequest(total=1, capacity=2), snapshot)
    assert problem.limits.officer_capacity == {UNASSIGNED: 2}
    solved = solve_request(made, PlanRequest(total=10**10, capacity=2), snapshot, 5)
    assert len(solved.plan.chosen) == 2


@pytest.mark.parametrize(
    ("request_", "part"),
    [
        (PlanRequest(), "budget"),
        (PlanRequest(total=1, locked=("nobody",)), "lock"),
        (PlanRequest(total=1, forbidden=("nobody",)), "forbid"),
        (PlanRequest(total=1, limits=read_limits("cap", ["district:999=5"])), "cap"),
    ],
)
def test_a_request_about_nobody_is_refused(
    snapshot: Snapshot, made: CandidateSet, request_: PlanRequest, part: str
) -> None:
    with pytest.raises(RequestError) as told:
        problem_of(made, request_, snapshot)
    assert told.value.part == part
