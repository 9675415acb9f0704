"""The catalogue: three cases, each says what it is in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.cases.catalogue import CASES
from analysis.dictionary import CODE_LISTS, TABLES


def test_the_three_cases() -> None:
    assert {case.name: case.kind for case in CASES.values()} == {
        "quang-ngai-simulated": "simulated",
        "quang-ngai-published": "published",
        "michigan-1987": "real",
    }
    assert all(name == case.name for name, case in CASES.items())


def test_cases_say_what_they_are() -> None:
    for case in CASES.values():
        assert case.kind in CODE_LISTS["case_kind"].values()
        assert case.currency in CODE_LISTS["currency"].values()
        assert case.source
        assert all(file.is_file() for file in case.files)
    simulated = CASES["quang-ngai-simulated"]
    assert "mô phỏng" in simulated.title.vi.lower()
    assert "simulated" in simulated.title.en.lower()


def test_the_simulated_case_is_whole(
    problems_of: Callable[[dict[str, pd.DataFrame]], list[str]],
) -> None:
    tables = CASES["quang-ngai-simulated"].build()
    assert {"administrative_unit", "price_index", "ceiling", "project", "simulated_truth"} <= set(
        tables
    )
    assert set(tables) <= set(TABLES)
    assert problems_of(tables) == []
