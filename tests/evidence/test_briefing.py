"""What a leader is told first: each rule says what its frames hold, and nothing it cannot."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from analysis.evidence.briefing import RULES, SHOWN
from analysis.evidence.briefing_figures import COVERAGE, FRAMES, headline_figures
from analysis.evidence.briefing_moves import moves
from analysis.evidence.briefing_things import (
    largest_change,
    largest_gap,
    things_to_know,
    weakest_evidence,
)
from analysis.evidence.claim import Claim, claim
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

Frames = dict[str, pd.DataFrame]


def _frames(snapshot: Snapshot, scope: Scope) -> Frames:
    return {name: run_measure(name, snapshot, scope) for name in (*FRAMES, COVERAGE)}


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Frames:
    return _frames(open_snapshot(workspace, "quang-ngai-simulated"), Scope(language="en"))


@pytest.fixture(scope="module")
def michigan(workspace: Path) -> tuple[Frames, Claim]:
    snapshot = open_snapshot(workspace, "michigan-1987")
    found = claim(snapshot, Scope(), "productivity", others=False)
    return _frames(snapshot, Scope(language="en")), found


def test_the_five_figures_are_those_of_their_measures(simulated: Frames) -> None:
    figures = {one.code: one for one in headline_figures(simulated, None, "VND")}
    assert list(figures) == ["money", "establishments", "coverage", "workers", "productivity"]
    last = simulated["programme_by_year"].sort_values("year").iloc[-1]
    assert figures["establishments"].value is not None
    assert figures["establishments"].value.en == str(int(last["establishments"]))
    assert figures["establishments"].trend[-1] == int(last["establishments"])
    chain = simulated["coverage_chain"].query("district == 'all' and step == 'supported'").iloc[0]
    assert figures["coverage"].value is not None
    assert float(figures["coverage"].value.en.rstrip("%")) == pytest.approx(
        100 * chain["share"], abs=0.05
    )
    assert "95% interval" in figures["coverage"].sure.en
    assert "Target 2025" in figures["money"].target.en
    assert "no interval" in figures["money"].sure.en
    assert "Grade 1 of 5" in figures["workers"].sure.en
    assert figures["productivity"].value is None


def test_an_effect_has_its_interval_n_and_grade(michigan: tuple[Frames, Claim]) -> None:
    frames, found = michigan
    figures = {one.code: one for one in headline_figures(frames, found, "USD")}
    told = figures["productivity"]
    assert told.value is not None
    assert "−6.8%" in told.value.en
    assert "(−21% to +10%)" in told.told.en
    assert "effect" not in told.told.en
    assert f"Grade {found.grade.level} of 5. n = {found.n_supported} supported" in told.sure.en
    # What is not recorded is said, never zero.
    assert figures["money"].value is None
    assert figures["money"].label.en == "Programme money"


def test_things_are_the_first_rules_that_find_something(simulated: Frames) -> None:
    things = things_to_know(simulated, None)
    assert [thing.rule for thing in things] == list(RULES)[:SHOWN]
    assert [thing.page for thing in things] == ["week", "targets", "jobs"]
    quiet = {**simulated, "overdue_list": simulated["overdue_list"].head(0)}
    assert [thing.rule for thing in things_to_know(quiet, None)] == ["gap", "evidence", "change"]
    nothing = {name: frame.head(0) for name, frame in simulated.items()}
    assert things_to_know(nothing, None) == ()


def test_the_largest_gap_is_the_least_reached_target(simulated: Frames) -> None:
    targets = simulated["targets_progress"]
    thing = largest_gap(targets)
    assert thing is not None
    year = targets["year"].max()
    rows = targets[
        targets["whole_province"].astype(bool)
        & targets["fund_source"].isna()
        & (targets["year"] == year)
        & targets["state"].isin(["missed", "behind"])
    ]
    least = rows.sort_values("achieved").iloc[0]
    assert str(least["indicator_name"]) in thing.sentence.en
    reached = targets.assign(state="reached")
    assert largest_gap(reached) is None


def test_the_weakest_evidence_is_that_of_the_lowest_grade(
    simulated: Frames, michigan: tuple[Frames, Claim]
) -> None:
    _, found = michigan
    jobs = simulated["jobs_by_year"]
    change = weakest_evidence(jobs, found)
    assert change is not None
    assert "grade 1 of 5" in change.sentence.en
    untold = replace(found, grade=replace(found.grade, level=0))
    thing = weakest_evidence(jobs, untold)
    assert thing is not None
    assert (thing.page, thing.sentence.en.startswith(found.headline.en)) == ("evidence", True)
    assert weakest_evidence(jobs.head(0), None) is None


def test_the_largest_change_is_by_hand() -> None:
    years = pd.DataFrame({"year": [2023, 2024], "part_year": [False, False]})
    funding = years.assign(approved=[100, 150], disbursed=[1, 1], planned=[1, 1], projects=[20, 10])
    programme = years.assign(establishments=[9, 90], counterpart=[100.0, 110.0])
    thing = largest_change(funding, programme)
    assert thing is not None
    # Establishments rose tenfold, but from too few to be called the largest change.
    assert "money approved up by 50%" in thing.sentence.en
    open_year = funding.assign(part_year=[False, True])
    other = largest_change(open_year, programme)
    assert other is not None
    assert "counterpart up by 10%" in other.sentence.en


def test_moves_are_called_by_their_intervals_and_rules(simulated: Frames) -> None:
    def told(before: int, now: int) -> dict[str, str]:
        answered = pd.DataFrame(
            {"year": [2023, 2024], "answered": [before, now], "supported": [100, 100]}
        )
        found = moves({**simulated, "jobs_by_year": answered})
        return {move.code: move.direction for move in found}

    assert told(40, 80)["answered"] == "better"
    assert told(80, 40)["answered"] == "worse"
    assert told(60, 62)["answered"] == "level"
    order = [move.direction for move in moves(simulated)]
    assert order == sorted(order, key=["better", "worse", "level"].index)
    settled = simulated["funding_by_year"].query("unsettled == 0")["year"].max()
    rate = next(move for move in moves(simulated) if move.code == "disbursement_rate")
    assert f"in {settled}" in rate.sentence.en
    assert moves({name: frame.head(0) for name, frame in simulated.items()}) == ()
