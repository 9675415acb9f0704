"""The process of an activity: which step rules, and its deadline in words."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import typed_frame
from analysis.measures.process_steps import (
    MEASURES,
    activities_with_process,
    answer_steps,
    deadline_words,
    resolved,
    verifications,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case

# General steps; one of an activity, one of a kind; one no longer and one not yet in force.
STEPS = pd.DataFrame(
    {
        "step_id": ["g1", "g2", "n1", "a1", "k1", "old", "new"],
        "programme_level": [None, None, "national", None, None, None, None],
        "activity": [None, None, None, "TU_VAN", "TU_VAN", None, None],
        "activity_kind": [None, None, None, None, "CONSULT", None, None],
        "step_no": [1, 2, 1, 1, 1, 3, 4],
        "stage": ["approved", "accepted", "approved", "approved", "approved", "settled", "settled"],
        "title_vi": ["Duyệt", "Nghiệm thu", "Bộ duyệt", "Duyệt tư vấn", "Duyệt thuê", "Cũ", "Mới"],
        "title_en": ["Approve", None, "Ministry approves", "Of advice", "Of hiring", "Old", "New"],
        "deadline_kind": ["none", "days_after", "day_of_year", None, "day_of_month", None, None],
        "deadline_year_offset": [None, None, -1, None, None, None, None],
        "deadline_month": [None, None, 5, None, None, None, None],
        "deadline_day": [None, None, 19, None, 24, None, None],
        "deadline_days": [None, 15, None, None, None, None, None],
        "deadline_after": [None, "contracted", None, None, None, None, None],
        "valid_from": [None, None, None, None, None, None, "2026-01-01"],
        "valid_to": [None, None, None, None, None, "2025-12-30", None],
    }
)
(MEASURE,) = MEASURES


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("steps")
    project = pd.DataFrame(
        {
            "project_id": ["A"],
            "plan_year": [2025],
            "activity": ["DAO_TAO_NGHE"],
            "activity_kind": ["TRAINING"],
            "programme_level": ["local"],
        }
    )
    case = write_case(folder / "case", {"process_step": STEPS, "project": project})
    return loaded(case, folder / "ws")


def _frame(snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    return typed_frame(MEASURE.run(snapshot, scope or Scope()), MEASURE)


@pytest.mark.parametrize(
    ("level", "activity", "kind", "steps"),
    [
        ("local", "DAO_TAO_NGHE", "TRAINING", ["g1", "g2"]),
        ("national", "DAO_TAO_NGHE", None, ["n1", "g2"]),
        ("local", "TU_VAN", None, ["a1", "g2"]),
        # A kind stands before its activity, and that before the level.
        ("national", "TU_VAN", "CONSULT", ["k1", "g2"]),
        ("national", "TU_VAN", None, ["a1", "g2"]),
        # Nothing is written for this kind, so its activity's process holds.
        ("local", "TU_VAN", "MACHINE", ["a1", "g2"]),
        ("local", "HOP_TAC_QT", None, []),
    ],
)
def test_the_most_particular_step_in_force_rules(
    snapshot: Snapshot, level: str, activity: str, kind: str | None, steps: list[str]
) -> None:
    assert resolved(_frame(snapshot), level, activity, kind)["step_id"].tolist() == steps


def test_deadlines_in_words(snapshot: Snapshot) -> None:
    frame = _frame(snapshot, Scope(language="en")).drop_duplicates("step_id")
    words = frame.set_index("step_id")["deadline"].to_dict()
    assert words == {
        "g1": "No deadline",
        "g2": "Within 15 days after: Contracted",
        "n1": "By 19 May of the year before the plan year",
        "a1": "Deadline not known",
        "k1": "By day 24 of every month",
    }
    assert frame.set_index("step_id").loc["g2", "title"] == "Nghiệm thu"
    vietnamese = _frame(snapshot).drop_duplicates("step_id").set_index("step_id")
    assert vietnamese.loc["n1", "deadline"] == "Chậm nhất ngày 19/5 của năm trước năm kế hoạch"


def test_a_deadline_without_an_offset_lies_in_the_plan_year() -> None:
    step = {"deadline_kind": "day_of_year", "deadline_day": 1, "deadline_month": 2}
    words = deadline_words({**step, "deadline_year_offset": None})
    assert words.en == "By 1 February of the plan year"
    assert deadline_words({**step, "deadline_year_offset": 3}).en.endswith(
        "years after the plan year"
    )


def test_choices_and_the_answer(snapshot: Snapshot) -> None:
    frame = _frame(snapshot)
    assert activities_with_process(frame) == {"DAO_TAO_NGHE": ["TRAINING"], "TU_VAN": ["CONSULT"]}
    answer = answer_steps(resolved(frame, "national", "TU_VAN", "CONSULT"))
    assert answer is not None
    assert answer.en == "Advice, national programme: 2 steps, 2 with a deadline"
    assert answer_steps(frame.iloc[:0]) is None


def test_only_chosen_activities_and_an_empty_table(snapshot: Snapshot, tmp_path: Path) -> None:
    chosen = _frame(snapshot, Scope(activities=("TU_VAN",)))
    assert set(chosen["activity"]) == {"TU_VAN"}
    empty = loaded(write_case(tmp_path / "case", {}), tmp_path / "ws")
    assert _frame(empty).empty


def test_each_verification_is_told_once(snapshot: Snapshot) -> None:
    steps = resolved(_frame(snapshot), "local", "DAO_TAO_NGHE", None)
    assert verifications(steps) == {}
    seen = steps.assign(verification=["Đã xem", "Đã xem"])
    assert verifications(seen) == {"Đã xem": [1, 2]}
