"""What a snapshot keeps for its readers: answers of its content, shared and bounded."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures.query import ask, ask_shared
from analysis.scope import Scope
from analysis.warehouse import snapshot as snapshots
from analysis.warehouse.snapshot import MOST_RECENT, Snapshot, open_snapshot
from analysis.warehouse.tally import QUERIES


@pytest.fixture
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def test_the_last_questions_are_answered_once(simulated: Snapshot) -> None:
    made = []

    def make(number: int) -> int:
        made.append(number)
        return number

    for number in range(MOST_RECENT):
        assert simulated.recently(("counted", number), partial(make, number)) == number
    # The first is asked again, so the second is now the one asked longest ago.
    assert simulated.recently(("counted", 0), lambda: make(-1)) == 0
    assert simulated.recently("one more", lambda: make(99)) == 99
    assert simulated.recently(("counted", 0), lambda: make(-1)) == 0
    assert simulated.recently(("counted", 1), lambda: make(1)) == 1
    assert made == [*range(MOST_RECENT), 99, 1]


def test_the_same_statement_is_read_once_and_its_answer_is_the_callers_own(
    simulated: Snapshot,
) -> None:
    sql = """
    select
      year,
      list_contains($years::integer[], year) as asked
    from mart_support
    group by year
    order by year
    """
    asked = {"years": [2020, 2021]}
    fresh = simulated.query(sql, asked)
    before = _queries()
    first = simulated.answer(sql, asked)
    first["year"] = 0
    first.loc[0, "asked"] = not first.loc[0, "asked"]
    again = simulated.answer(sql, dict(asked))
    assert _queries() == before + 1
    pd.testing.assert_frame_equal(again, fresh)
    other = simulated.answer(sql, {"years": [2020]})
    assert not other.equals(again)
    assert _queries() == before + 2


def test_the_last_answers_are_kept_unless_they_are_long(
    simulated: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshots, "MOST_ANSWERS", 2)
    monkeypatch.setattr(snapshots, "MOST_ROWS", 5)

    def asked(number: int, rows: int = 1) -> int:
        """Return how many statements were run to answer."""
        before = _queries()
        sql = f"select $number::integer as number from range({rows})"
        assert simulated.answer(sql, {"number": number})["number"].tolist() == [number] * rows
        return _queries() - before

    assert [asked(1), asked(2), asked(1), asked(3)] == [1, 1, 0, 1]
    # The second was asked longest ago.
    assert [asked(1), asked(2)] == [0, 1]
    assert [asked(1, rows=6), asked(1, rows=6)] == [1, 1]


def _queries() -> int:
    """Return how many queries this process has put."""
    return sum(QUERIES.read()[0])


def test_a_shared_answer_is_the_callers_own(simulated: Snapshot) -> None:
    scope = Scope(years=(2021, 2022))
    fresh = ask(simulated, scope, "coverage_cells")
    first = ask_shared(simulated, scope, "coverage_cells")
    first["eligible"] = 0
    first.loc[0, "district"] = "changed"
    again = ask_shared(simulated, scope.in_language("en"), "coverage_cells")
    pd.testing.assert_frame_equal(again, fresh)
    other = ask_shared(simulated, Scope(years=(2020,)), "coverage_cells")
    assert not other.equals(again)
