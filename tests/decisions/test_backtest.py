"""A past year chosen again: against a hand count, and without anything that came later."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from analysis.decisions.backtest import (
    ReplayedYear,
    chosen_again,
    past_years,
    replayed_year,
    years_to_replay,
)
from analysis.decisions.backtest_assumed import supposed_met
from analysis.decisions.backtest_measures import BACKTEST, frame_of
from analysis.decisions.backtest_problem import Purse, problem_of
from analysis.decisions.backtest_why import GROUPS
from analysis.decisions.backtest_words import (
    answer_backtest,
    answer_expected,
    answer_files,
    answer_gates,
    answer_mountain,
    answer_since,
    remarks_on_years,
)
from analysis.decisions.portfolio.scoring import total_value
from analysis.decisions.portfolio.verify import verify
from analysis.decisions.then import as_known_on
from analysis.language import LANGUAGES
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.decisions.backtest_case import later, tables
from tests.decisions.file_case import MILLION
from tests.own_case import loaded, write_case

ENGLISH = Scope(language="en")


@pytest.fixture(scope="module")
def snapshots(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, Snapshot]:
    """Return the case as it stood when its files were decided, and with all that came later."""
    folder = tmp_path_factory.mktemp("backtest")
    then, now = (
        loaded(
            write_case(folder / name / "case", made, reference=True, geography=True),
            folder / name / "workspace",
        )
        for name, made in (("then", tables()), ("now", tables(**later())))
    )
    return then, now


@pytest.fixture(scope="module")
def years(snapshots: tuple[Snapshot, Snapshot]) -> tuple[ReplayedYear, ReplayedYear]:
    then, now = snapshots
    [before], [after] = past_years(then), past_years(now)
    return replayed_year(then, before), replayed_year(now, after)


def test_the_choices_are_those_counted_by_hand(years: tuple[ReplayedYear, ReplayedYear]) -> None:
    year, _ = years
    # 750 million were granted for five files of 200 million: three quarters of the request.
    assert {name: purse.budget for name, purse in year.past.purses.items()} == {
        "provincial 1": 600 * MILLION,
        "provincial 2": 150 * MILLION,
    }
    assert {one.grant for one in year.past.made.candidates} == {150 * MILLION}
    gates = {one.id: one.gate for one in year.past.made.candidates}
    assert gates["old machine"] == gates["refused"] == "fail"
    assert gates["unsaid"] == "blocked"
    assert "withdrawn" not in gates
    # Four of the first round pass and cost the 600 million; of the second round one fits.
    chosen = set(year.chosen["model"])
    assert chosen - {"late", "late refused"} == {
        *("good a", "good b", "passed over", "withdrawn later")
    }
    assert len(chosen & {"late", "late refused"}) == 1
    assert {name for name, group in year.groups.items() if group == "only_then"} >= {
        *("old machine", "unsaid")
    }
    assert {name for name, group in year.groups.items() if group == "both"} >= {"good a", "good b"}


def test_what_is_missing_can_be_taken_as_met_and_is_marked_as_an_assumption(
    snapshots: tuple[Snapshot, Snapshot], years: tuple[ReplayedYear, ReplayedYear]
) -> None:
    year, _ = years
    assert year.assumed is not None
    assert year.past.problem is not None
    supposed = supposed_met(year.past.problem)
    gates = {one.id: one.gate for one in supposed.candidates}
    # What is not known to be met counts as met; what is known not to be stays refused.
    assert gates["unsaid"] == "pass"
    assert gates["old machine"] == gates["refused"] == "fail"
    assert not verify(supposed, year.chosen["assumed"])
    assert {"old machine", "refused"}.isdisjoint(year.chosen["assumed"])
    # Letting more files in is never worth less: the model's choice is still there to be made.
    assert total_value(supposed, year.chosen["assumed"]) >= total_value(
        supposed, year.chosen["model"]
    ) * (1 - 1e-4)
    assert year.assumed.supposed == 1
    assert year.assumed.ahead.low <= year.assumed.ahead.value <= year.assumed.ahead.high
    [row] = BACKTEST["backtest_years"].run(snapshots[0], ENGLISH).to_dict("records")
    assert (row["supposed"], row["chosen_assumed"]) == (1, 5)
    told = [one.en for one in remarks_on_years(pd.DataFrame([row]))]
    assert any(one.startswith("An assumption: were the 1 files") for one in told)


def test_every_file_is_told_with_why_and_what_came_since(
    snapshots: tuple[Snapshot, Snapshot], years: tuple[ReplayedYear, ReplayedYear]
) -> None:
    _, now = snapshots
    frame = BACKTEST["backtest_files"].run(now, ENGLISH)
    rows = {str(row["application_id"]): row for row in frame.to_dict("records")}
    assert len(rows) == len(frame) == 9
    order = list(dict.fromkeys(frame["group"]))
    assert order == [group for group in GROUPS if group in order], "what differs stands first"
    assert (rows["good a"]["in_then"], rows["good a"]["in_model"]) == (True, True)
    assert rows["good a"]["granted"] == rows["good a"]["price"] == 150 * MILLION
    assert rows["good a"]["why"].startswith("Both chose it. The model: Chosen: ")
    old = rows["old machine"]["why"]
    assert old.startswith("The model: Refused: a condition is not met: ")
    assert "Machinery is not new" in old
    unsaid = rows["unsaid"]
    assert "something that must be known is not" in unsaid["why"]
    assert "an assumption" in unsaid["why"]
    assert unsaid["in_assumed"] == ("would choose it too" in unsaid["why"])
    passed = rows["passed over"]
    assert passed["group"] == "only_model"
    assert passed["why"].startswith("The model: Chosen: ")
    assert passed["why"].endswith("Then it was refused; no reason on record.")
    # Those later() speaks of reported both years; of the rest it is said that they did not.
    for row in rows.values():
        known = pd.notna(row["workers_change"])
        assert ("workers" in row["since"].lower()) == known
        assert row["since"].endswith("supported")
    assert any(pd.notna(row["workers_change"]) for row in rows.values())
    assert rows["good a"]["status_name"]
    assert answer_files(frame, 2021).en.startswith("2021, 9 files: ")


def test_the_model_is_worth_at_least_what_passed_of_the_choice_made(
    years: tuple[ReplayedYear, ReplayedYear],
) -> None:
    year, _ = years
    assert year.regret is not None
    assert year.regret.lawful.value >= 0
    assert year.regret.lawful.low <= year.regret.lawful.value <= year.regret.lawful.high
    assert year.regret.whole.value == pytest.approx(year.values["model"] - year.values["then"])
    assert year.values["model"] >= max(year.values["law"], year.values["greedy"]) - 1e-9


def test_nothing_that_came_later_changes_a_choice(years: tuple[ReplayedYear, ReplayedYear]) -> None:
    before, after = years
    assert before.files == after.files
    assert before.past.purses == after.past.purses
    for one, other in zip(before.past.made.candidates, after.past.made.candidates, strict=True):
        assert (one.id, one.gate, one.grant, one.rank) == (
            other.id,
            other.gate,
            other.grant,
            other.rank,
        )
        assert one.outcomes == other.outcomes
        for name, draws in one.draws.items():
            np.testing.assert_array_equal(draws, other.draws[name])
    assert before.past.made.evidence == after.past.made.evidence
    assert before.chosen == after.chosen
    assert before.values == after.values
    assert before.regret == after.regret
    pd.testing.assert_frame_equal(before.gates, after.gates)


def test_a_past_view_holds_what_was_reported_and_approved_by_then(
    snapshots: tuple[Snapshot, Snapshot], years: tuple[ReplayedYear, ReplayedYear]
) -> None:
    day = years[0].files.rounds[0].known_on
    asked = {
        "reports": "select e.establishment_id, o.year, o.workers from mart_outcome as o"
        " join mart_establishment as e on e.establishment_no = o.establishment_no"
        " order by 1, 2",
        "supports": "with given as (select support_id from mart_support) select * from given",
        "first": "select establishment_id, first_workers_year, first_workers"
        " from mart_establishment order by 1",
    }
    then, now = (as_known_on(one, day) for one in snapshots)
    for sql in asked.values():
        pd.testing.assert_frame_equal(then.query(sql), now.query(sql))
    assert len(now.query(asked["reports"])) == 30
    assert now.query(asked["supports"]).empty
    # The late report of 2016 is the first one today, and had not come in then.
    for snapshot, year in ((now, 2017), (snapshots[1], 2016)):
        first = snapshot.query(asked["first"]).set_index("establishment_id")["first_workers_year"]
        assert first["good a"] == year
    assert now.cache_key != snapshots[1].cache_key


def test_it_is_made_once_and_says_what_waits(snapshots: tuple[Snapshot, Snapshot], years) -> None:
    then, _ = snapshots
    assert years_to_replay(then) == ()
    assert replayed_year(then, past_years(then)[0]) is years[0]
    fresh = as_known_on(then, then.case.as_of)
    assert [year.plan_year for year in years_to_replay(fresh)] == [2021]


def test_frames_tell_the_year(snapshots: tuple[Snapshot, Snapshot], years) -> None:
    _, now = snapshots
    [row] = BACKTEST["backtest_years"].run(now, ENGLISH).to_dict("records")
    assert (row["files"], row["chosen_then"], row["chosen_model"]) == (9, 5, 5)
    assert (row["then_failed"], row["then_blocked"], row["withdrawn"]) == (1, 1, 1)
    assert row["both"] + row["only_then"] == row["chosen_then"]
    assert row["both"] + row["only_model"] == row["chosen_model"]
    assert row["budget"] == 750 * MILLION
    choices = BACKTEST["backtest_choices"].run(now, ENGLISH).set_index("choice")
    assert list(choices.index) == ["then", "model", "assumed", "law", "greedy"]
    assert choices.loc["then", "money"] == 750 * MILLION
    assert choices.loc["then", "shared"] == 5
    # District 535 lies in the mountains: one of five files.
    assert choices.loc["then", "mountain_share"] == pytest.approx(0.2)
    places = BACKTEST["backtest_districts"].run(now, ENGLISH).set_index("district")
    assert places["money_then"].sum() == places["money_model"].sum() == 750 * MILLION
    assert (places["difference"] == places["money_model"] - places["money_then"]).all()
    gates = BACKTEST["backtest_gates"].run(now, ENGLISH).set_index("gate")
    assert tuple(gates.loc["machinery_new", ["failed", "unknown", "judged"]]) == (1, 1, 5)
    assert gates["failed"].sum() == gates["unknown"].sum() == 1


def test_what_came_since_is_told_of_few_by_their_number_alone(
    snapshots: tuple[Snapshot, Snapshot], years
) -> None:
    then, now = snapshots
    since = BACKTEST["backtest_since"].run(now, ENGLISH)
    workers = since[since["outcome"] == "workers"].set_index("group")
    assert workers["followed"].sum() == workers["establishments"].sum()
    assert since["change"].isna().all()
    assert set(since["told"]) == {"Cannot tell yet"}
    # One refused file the model would have taken was supported the year after.
    assert workers.loc["only_model", "helped"] == 1
    nobody = BACKTEST["backtest_since"].run(then, ENGLISH)
    assert nobody["followed"].sum() == 0
    assert (nobody["not_due"] == nobody["establishments"]).all()


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_are_whole(snapshots: tuple[Snapshot, Snapshot], years, language) -> None:
    _, now = snapshots
    frames = {name: one.run(now, Scope(language=language)) for name, one in BACKTEST.items()}
    outcomes = frames["backtest_outcomes"]
    told = [
        answer_backtest(frames["backtest_years"]),
        *remarks_on_years(frames["backtest_years"]),
        answer_mountain(frames["backtest_choices"]),
        answer_gates(frames["backtest_gates"]),
        answer_since(frames["backtest_since"], "workers"),
        *(
            answer_expected(outcomes[outcomes["objective"] == name])
            for name in ("jobs", "leverage")
        ),
    ]
    for text in told:
        assert text is not None
        assert "{" not in text.in_language(language)
        assert "nan" not in text.in_language(language).lower()


def test_a_year_without_known_grants_says_so(
    snapshots: tuple[Snapshot, Snapshot], years: tuple[ReplayedYear, ReplayedYear]
) -> None:
    then, _ = snapshots
    purses = {
        "provincial 1": Purse(None, Fraction(1), 4),
        "provincial 2": Purse(None, Fraction(1), 1),
    }
    past = replace(
        years[0].past, purses=purses, problem=problem_of(years[0].past.made.candidates, purses)
    )
    files = {name: replace(one, granted=None) for name, one in years[0].files.decided.items()}
    year = chosen_again(replace(years[0].files, decided=files), past, years[0].gates)
    assert not year.replayed
    frames = {name: frame_of(name, then, [year], "en") for name in BACKTEST}
    [row] = frames["backtest_years"].to_dict("records")
    assert row["grants_unknown"] == 5
    assert pd.isna(row["budget"])
    assert pd.isna(row["chosen_model"])
    told = answer_backtest(frames["backtest_years"])
    assert told is not None
    assert told.en.startswith("Cannot tell yet")
    assert any(
        "cannot be chosen again" in one.en for one in remarks_on_years(frames["backtest_years"])
    )
    assert answer_mountain(frames["backtest_choices"]) is None
    assert list(frames["backtest_choices"]["choice"]) == ["then"]
    assert frames["backtest_files"]["why"].isna().all()
    assert "cannot be chosen again" in answer_files(frames["backtest_files"], 2021).en
    assert frames["backtest_districts"].empty


def test_frames_of_no_year_are_empty_and_whole(snapshots: tuple[Snapshot, Snapshot]) -> None:
    for name, definition in BACKTEST.items():
        frame = frame_of(name, snapshots[0], [], "en")
        assert list(frame.columns) == [column.name for column in definition.columns]
    assert answer_backtest(frame_of("backtest_years", snapshots[0], [], "en")) is None
