"""Difficulties counted by hand; the median by Kaplan and Meier worked out on paper."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.difficulties import MEASURES, answer_difficulties, answer_open
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

# The data run to 31 December 2025. Capital: resolved after 10 and 30 days, open for 20 and 92.
TABLES = {
    "establishment": pd.DataFrame(
        {
            "establishment_id": ["E1", "E2"],
            "name": ["Một", "Hai"],
            "industry": ["10", "16"],
            "unit_id": ["536_v1", "522_v2"],
        }
    ),
    "project": pd.DataFrame(
        {
            "project_id": ["A"],
            "plan_year": [2025],
            "activity": ["TU_VAN"],
            "unit_id": ["525_v2"],
        }
    ),
    "project_fund": pd.DataFrame(
        {
            "project_fund_id": ["F"],
            "project_id": ["A"],
            "fund_source": ["district"],
            "currency": ["VND"],
        }
    ),
    "difficulty": pd.DataFrame(
        {
            "difficulty_id": ["D1", "D2", "D3", "D4", "D5", "D6"],
            "kind": ["capital", "capital", "capital", "capital", "land", "land"],
            "establishment_id": ["E1", "E1", "E2", None, None, None],
            "project_id": [None, None, None, "A", None, None],
            "unit_id": ["522_v2", None, None, None, None, "522_v2"],
            "raised_on": [
                "2025-01-01",
                "2025-03-01",
                "2025-12-11",
                "2025-09-30",
                "2024-12-31",
                "2026-01-05",
            ],
            "resolved_on": ["2025-01-11", "2025-03-31", None, None, "2026-02-01", None],
            "responsible": ["Sở", None, "Sở", None, "Trung tâm", None],
        }
    ),
}
BY_NAME = {measure.name: measure for measure in MEASURES}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("difficulties")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, scope or Scope()), measure)


def test_by_kind_with_the_median_of_those_still_waiting_too(snapshot: Snapshot) -> None:
    frame = _frame("difficulties", snapshot).set_index("kind")
    capital = frame.loc["capital"]
    assert (capital["raised"], capital["resolved"], capital["still_open"]) == (4, 2, 2)
    assert capital["share"] == 0.5
    # 3/4 after day 10; one left at day 20 unresolved; 3/4 x 1/2 = 0.375 after day 30.
    assert capital["median_days"] == 30
    assert capital["oldest_days"] == 92
    # Raised on the last day of 2024 and resolved only after the data end: still open.
    land = frame.loc["land"]
    assert (land["raised"], land["still_open"], land["oldest_days"]) == (1, 1, 365)
    assert pd.isna(land["median_days"])
    assert list(frame.index) == ["capital", "land"]


def test_by_year_raised_and_resolved(snapshot: Snapshot) -> None:
    frame = _frame("difficulties_by_year", snapshot)
    assert frame.to_dict("records") == [
        {"year": 2024, "raised": 1, "resolved": 0, "still_open": 1, "resolved_in_year": 0},
        {"year": 2025, "raised": 4, "resolved": 2, "still_open": 2, "resolved_in_year": 2},
    ]


def test_the_place_is_its_own_then_the_projects_then_the_establishments(
    snapshot: Snapshot,
) -> None:
    frame = _frame("difficulties_by_district", snapshot).set_index("district")
    assert frame["raised"].to_dict() == {"522": 2, "525": 1, "unknown": 1, "536": 1}


def test_the_open_list_is_oldest_first(snapshot: Snapshot) -> None:
    frame = _frame("difficulties_open", snapshot, Scope(language="en"))
    assert frame["difficulty_id"].tolist() == ["D5", "D4", "D3"]
    assert frame["days"].tolist() == [365, 92, 20]
    answer = answer_open(frame)
    assert answer is not None
    assert answer.en == "Open the longest: Land, 365 days, Trung tâm"
    unnamed = answer_open(frame.iloc[1:])
    assert unnamed is not None
    assert unnamed.en.endswith("nobody named as responsible")


@pytest.mark.parametrize(
    ("scope", "raised"),
    [
        (Scope(years=(2025,)), 4),
        (Scope(districts=("522",)), 2),
        (Scope(districts=("unknown",)), 1),
        (Scope(activities=("TU_VAN",)), 1),
        (Scope(activities=("unknown",)), 4),
        (Scope(fund_sources=("district",)), 1),
        (Scope(industries=("10",)), 2),
        (Scope(sizes=("unknown",)), 5),
    ],
)
def test_filters(snapshot: Snapshot, scope: Scope, raised: int) -> None:
    total = _frame("difficulties_total", snapshot, scope)
    assert total["raised"].tolist() == [raised]
    assert _frame("difficulties", snapshot, scope)["raised"].sum() == raised
    assert _frame("difficulties_by_district", snapshot, scope)["raised"].sum() == raised


def test_nothing_raised_is_no_row_and_no_sentence(snapshot: Snapshot) -> None:
    for name in BY_NAME:
        assert _frame(name, snapshot, Scope(years=(1999,))).empty
    assert answer_difficulties(_frame("difficulties_total", snapshot, Scope(years=(1999,)))) is None
    assert answer_open(_frame("difficulties_open", snapshot, Scope(years=(1999,)))) is None


def test_the_sentence_says_what_cannot_be_told(snapshot: Snapshot) -> None:
    waiting = answer_difficulties(_frame("difficulties_total", snapshot, Scope(years=(2024,))))
    assert waiting is not None
    assert waiting.en.startswith("0 of 1 difficulties resolved, 1 still open; fewer than half")
    told = answer_difficulties(_frame("difficulties_total", snapshot, Scope(years=(2025,))))
    assert told is not None
    assert "half are resolved within 30 days (at least 10)" in told.en
