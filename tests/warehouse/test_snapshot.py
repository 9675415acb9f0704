"""What a snapshot keeps for its readers: answers of its content, shared and bounded."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures.query import ask, ask_shared
from analysis.scope import Scope
from analysis.warehouse.snapshot import MOST_RECENT, Snapshot, open_snapshot


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
