"""What a plan gives up, on ten files: prices that can be counted, and the plans of rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from analysis.decisions.plan_compared import answer_compared, files_compared, totals_compared
from analysis.decisions.plan_money import MONEY, answer_money, money_by
from analysis.decisions.plan_problem import names_of
from analysis.decisions.plan_proof_words import ALL_PROVED, frontier_proof, price_proof
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import read_limits
from analysis.decisions.plan_saved_words import (
    answer_shelf,
    damaged_words,
    older_words,
    plan_line,
)
from analysis.decisions.plan_solved import Solved, solve_request
from analysis.decisions.plan_tradeoff_answers import (
    answer_alternatives,
    answer_frontier,
    answer_prices,
    answer_robust,
    robust_remarks,
)
from analysis.decisions.plan_tradeoff_tables import (
    ALTERNATIVES,
    FRONTIER,
    PRICES,
    alternative_table,
    frontier_table,
    price_table,
)
from analysis.decisions.plan_tradeoffs import STEPS, Tradeoffs, tradeoffs
from analysis.decisions.plan_words import (
    answer_plan,
    proof_words,
    reached_words,
    unsure_words,
)
from analysis.decisions.portfolio_candidates import CandidateSet, candidate_set
from analysis.decisions.saved_plan import SavedPlan, saved_plan
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.decisions.file_case import MILLION

LEVERAGE = (("leverage", 1.0),)


@pytest.fixture(scope="module")
def snapshot(plan_workspace: Path) -> Snapshot:
    return open_snapshot(plan_workspace, "test-case")


@pytest.fixture(scope="module")
def made(snapshot: Snapshot) -> CandidateSet:
    return candidate_set(snapshot, Scope())


@pytest.fixture(scope="module")
def solved(snapshot: Snapshot, made: CandidateSet) -> Solved:
    """Return two of the five that may be funded: each asks 200 million and promises 300."""
    floors = read_limits("floor", ["mountain=0.5"])
    request = PlanRequest(total=450 * MILLION, aim=LEVERAGE, limits=floors)
    return solve_request(made, request, snapshot, 5)


@pytest.fixture(scope="module")
def found(made: CandidateSet, solved: Solved) -> tuple[Tradeoffs, list[Text]]:
    steps: list[Text] = []
    return tradeoffs(made, solved, 60, steps.append), steps


def test_money_and_limits_have_the_price_that_can_be_counted(
    snapshot: Snapshot, made: CandidateSet, found: tuple[Tradeoffs, list[Text]]
) -> None:
    prices = price_table(found[0], "VND", names_of(made, snapshot), "en")
    assert list(prices) == [column.name for column in PRICES.columns]
    by_kind = prices.set_index("kind")
    able = sum(one.eligible and one.counterpart is not None for one in made.candidates)
    # With 550 million two are still all that fits; without the floor any two do as well.
    assert by_kind.loc["total", "difference"] == pytest.approx(0.0)
    assert by_kind.loc["floor", "difference"] == pytest.approx(0.0)
    assert "does not change" in answer_prices(found[0], "VND", names_of(made, snapshot)).en
    table = frontier_table(found[0], "VND")
    assert list(table) == [column.name for column in FRONTIER.columns]
    frontier = table.set_index("factor")
    assert frontier.loc[1.0, "objective"] == pytest.approx(2 / able)
    # Nine hundred million pay for four, but half of the money must go to the one in the mountains.
    assert frontier.loc[2.0, "objective"] == pytest.approx(2 / able)
    told = answer_frontier(table, "VND").en
    assert told.startswith("From ")
    assert "adds nothing" in told


def test_every_step_is_told_and_rules_stand_beside(
    snapshot: Snapshot, made: CandidateSet, found: tuple[Tradeoffs, list[Text]]
) -> None:
    assert found[1] == list(STEPS)
    frame = alternative_table(found[0], "VND", names_of(made, snapshot), "vi")
    assert list(frame) == [column.name for column in ALTERNATIVES.columns]
    assert list(frame["method"])[:4] == [
        *("optimal", "greedy_per_dong", "greedy_score", "law_order"),
    ]
    assert frame["of_best"].iloc[0] == 1
    assert (frame.loc[frame["verified"], "of_best"] <= 1 + 1e-9).all()
    assert "law's order" in answer_alternatives(frame).en
    assert answer_robust(found[0]).vi
    assert all(told.en for told in robust_remarks(found[0]))
    # Nothing is uncertain of a promise: knowing more changes no choice.
    assert frame["regret"].iloc[0] == pytest.approx(0.0, abs=1e-9)


def test_the_answer_says_how_many_how_much_and_how_sure(solved: Solved) -> None:
    told = answer_plan(solved, "VND")
    assert told.en.startswith("2 of 5 files that may be funded chosen, for 400 million VND (89% of")
    assert "a promise, grade 0 of 5" in told.en
    assert proof_words(solved.plan).en == (
        "Proved to be the best plan; every limit was checked again in whole numbers"
    )
    assert "no plan can exceed" in reached_words(solved).en
    assert "no confirmed ceiling" in unsure_words(solved)[0].en


def test_what_is_not_proved_is_always_named(
    snapshot: Snapshot, made: CandidateSet, found: tuple[Tradeoffs, list[Text]]
) -> None:
    names = names_of(made, snapshot)
    assert frontier_proof(found[0].frontier, "VND") == ALL_PROVED
    assert price_proof(found[0], "VND", names) == ALL_PROVED
    first, *rest = found[0].frontier
    open_ = replace(
        first,
        budget=450 * MILLION,
        plan=replace(first.plan, status="time_limit", objective=0.25, bound=0.3),
    )
    blank = replace(first, plan=replace(first.plan, status="stopped", objective=None, bound=None))
    assert frontier_proof((open_, blank, *rest), "VND").en.startswith(
        f"Not proved the best in the time given, 2 of {len(rest) + 2} budgets: "
        "450 million VND (up to 5 points more); "
    )
    assert "chưa biết hơn được bao nhiêu" in frontier_proof((blank, *rest), "VND").vi
    [price, *_] = found[0].floors
    unsure = replace(found[0], floors=(replace(price, proved=False, low=0.01, high=0.03),))
    told = price_proof(unsure, "VND", names).en
    assert told.startswith("Not proved in the time given, 1 of 2 figures: Without ")
    assert told.endswith("(up to 2 points more)")


def test_money_is_told_by_group_and_adds_up(
    snapshot: Snapshot, made: CandidateSet, solved: Solved
) -> None:
    names = names_of(made, snapshot)
    for by in ("district", "activity", "terrain", "source"):
        frame = money_by(made, solved, by, "VND", names, "en")
        assert list(frame) == [column.name for column in MONEY.columns]
        assert frame["chosen"].sum() == solved.plan.granted
        counted = frame[["chosen_files", "open_files", "barred_files"]].to_numpy().sum()
        assert counted == len(made.candidates)
        assert frame["share"].sum() == pytest.approx(1.0)
    places = money_by(made, solved, "district", "VND", names, "en")
    assert places["code"].iloc[-1] == "unknown"
    assert "50% of the grants" in answer_money(places, "VND").en


def test_without_a_plan_there_is_nothing_to_trade_off(
    snapshot: Snapshot, made: CandidateSet
) -> None:
    request = PlanRequest(total=1, limits=read_limits("floor", ["mountain=1000000"]))
    nothing = solve_request(made, request, snapshot, 2)
    assert not nothing.found
    assert answer_plan(nothing, "VND").en == "No plan keeps every limit"
    with pytest.raises(ValueError, match="no plan"):
        tradeoffs(made, nothing, 5)


@pytest.fixture(scope="module")
def kept(snapshot: Snapshot, made: CandidateSet, solved: Solved) -> tuple[SavedPlan, SavedPlan]:
    names = names_of(made, snapshot)
    other = solve_request(
        made, PlanRequest(total=450 * MILLION, aim=LEVERAGE, forbidden=("high",)), snapshot, 5
    )
    one, two = (
        saved_plan(f"20260101-08000{place}-00ff00", name, "", each, snapshot, Scope(), names)
        for place, (name, each) in enumerate((("A", solved), ("B", other)))
    )
    return one, two


def test_two_plans_are_compared_file_by_file(kept: tuple[SavedPlan, SavedPlan]) -> None:
    one, two = kept
    files = files_compared(one, two, "en", True).set_index("candidate")
    assert files.loc["high", "first_decision"] == "Chosen"
    assert files.loc["high", "second_decision"] == "Refused"
    assert files.loc["high", "second_reason"] == "Refused: forbidden."
    ours = {file.candidate for file in one.chosen}
    theirs = {file.candidate for file in two.chosen}
    assert set(files.index) == ours ^ theirs
    totals = totals_compared(one, two, "en").set_index("item")
    assert list(totals.loc["Granted"]) == ["400 million VND", "400 million VND"]
    assert f"{len(ours & theirs)} file" in answer_compared(one, two).en
    absent = replace(two, files=tuple(file for file in two.files if file.candidate != "high"))
    gone = files_compared(one, absent, "en", True).set_index("candidate")
    assert gone.loc["high", "second_decision"] == "Not in the plan"


def test_a_plan_of_other_data_says_so(kept: tuple[SavedPlan, SavedPlan]) -> None:
    one, two = kept
    assert older_words(one, one.snapshot) is None
    told = older_words(one, one.snapshot + 1)
    assert told is not None
    assert f"snapshot {one.snapshot}" in told.en
    assert answer_shelf([], 1).en == "No plan is saved yet"
    assert answer_shelf([one], one.snapshot).en == "1 plan is saved"
    assert "2 rest on another snapshot" in answer_shelf([one, two], one.snapshot + 1).en
    assert "2 files, 400 million VND" in plan_line(one, "en")
    assert "x.json" in damaged_words(["x.json"]).vi
