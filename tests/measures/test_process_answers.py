"""The sentences say what their frames hold, in both languages, and doubt where it is due."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import Measure, typed_frame
from analysis.measures.process_answers import (
    answer_bottlenecks,
    answer_deadlines,
    answer_funnel,
    answer_overdue,
    answer_reasons,
    answer_stage,
    answer_stage_by,
    answer_times,
)
from analysis.measures.process_bottlenecks import MEASURES as BOTTLENECKS
from analysis.measures.process_deadlines import MEASURES as DEADLINES
from analysis.measures.process_funnel import MEASURES as FUNNEL
from analysis.measures.process_time import MEASURES as TIMES
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from tests.own_case import loaded, write_case
from tests.process_case import TABLES

BY_NAME: dict[str, Measure] = {m.name: m for m in (*TIMES, *BOTTLENECKS, *DEADLINES, *FUNNEL)}


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder: Path = tmp_path_factory.mktemp("answers")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(name: str, snapshot: Snapshot, scope: Scope | None = None) -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, scope or Scope(language="en")), measure)


def test_applications(snapshot: Snapshot) -> None:
    funnel = answer_funnel(_frame("application_funnel", snapshot))
    assert funnel is not None
    assert funnel.vi == (
        "Trong 8 hồ sơ đã nộp, 50% được duyệt, 12% đã quyết toán; 2 bị từ chối, 1 tự rút, 1 đang "
        "xét"
    )
    reasons = answer_reasons(_frame("application_reasons", snapshot))
    assert reasons is not None
    assert reasons.en == (
        "Most frequent reason for refusal: Low appraisal score, 50% (1 of 2); not recorded for 1"
    )


def test_few_cases_are_not_compared(snapshot: Snapshot) -> None:
    times = _frame("stage_times", snapshot)
    whole = answer_times(times)
    assert whole is not None
    assert whole.en.startswith("Cannot tell yet which stage takes longest")
    stage = answer_stage(times, "submitted_decided")
    assert stage is not None
    assert stage.en == (
        "“Submitted → decided”: half are done within 20 days (10 or more), 80% within 40 days (20 "
        "or more)"
    )
    waiting = answer_stage(times, "contracted_accepted")
    assert waiting is not None
    assert waiting.vi == (
        "«Ký hợp đồng → nghiệm thu»: chưa tới một nửa xong (1/4), trung vị chưa đạt"
    )
    slowest = answer_bottlenecks(_frame("bottlenecks", snapshot))
    assert slowest is not None
    assert "Cannot tell" in slowest.en


def _medians(*rows: tuple[str, int, float, float, float]) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["district_name", "n", "median", "median_low", "median_high"]
    )
    return frame.assign(
        stage_time="contracted_accepted",
        district=[f"5{number:02d}" for number in range(len(frame))],
    )


def test_groups_are_told_apart_only_where_their_intervals_are() -> None:
    apart = answer_stage_by(
        _medians(("A", 30, 50, 45, 55), ("B", 30, 90, 80, 100), ("C", 9, 300, 1, 900)),
        "contracted_accepted",
        "district_name",
    )
    assert apart is not None
    assert apart.en == (
        "“Contracted → accepted”, median: longest B, 90 days (80–100); quickest A, 50 days (45–55)"
    )
    overlap = answer_stage_by(
        _medians(("A", 30, 50, 45, 85), ("B", 30, 90, 80, 100)),
        "contracted_accepted",
        "district_name",
    )
    assert overlap is not None
    assert overlap.vi.endswith("; hai khoảng chồng nhau nên chưa chắc khác nhau")


def test_a_doubtful_rank_is_told_with_its_chance() -> None:
    frame = pd.DataFrame(
        {
            "stage_time": ["contracted_accepted", "appraised_approved"],
            "rank": [1, 2],
            "slowest": [0.7, 0.3],
            "rank_low": [1, 1],
            "rank_high": [2, 2],
        }
    )
    doubt = answer_bottlenecks(frame)
    assert doubt is not None
    assert doubt.en == ("Probably the slowest is “Contracted → accepted”, chance 70%; rank 1 to 2")


def test_deadlines(snapshot: Snapshot) -> None:
    met = answer_deadlines(_frame("deadlines_met", snapshot))
    assert met is not None
    assert met.en == (
        "Deadline kept least: Hồ sơ quyết toán máy móc, 0% in time (0 of 1); the deadline of 1 "
        "step is not known"
    )
    local = answer_deadlines(_frame("deadlines_met", snapshot, Scope(activities=("unknown",))))
    assert local is not None
    assert local.vi == "Chưa có hạn nào để đánh giá; 1 bước chưa biết hạn"
    overdue = answer_overdue(_frame("overdue_list", snapshot))
    assert overdue.vi == "2 việc quá hạn; lâu nhất 524 ngày: Monthly report, đề án P7"
    none = answer_overdue(_frame("overdue_list", snapshot, Scope(years=(2025,))))
    assert none.en == "No known deadline is overdue"


def test_nothing_answers_nothing(snapshot: Snapshot) -> None:
    nothing = Scope(years=(1999,), language="en")
    assert answer_funnel(_frame("application_funnel", snapshot, nothing)) is None
    assert answer_reasons(_frame("application_reasons", snapshot, nothing)) is None
    assert answer_times(_frame("stage_times", snapshot, nothing)) is None
    assert answer_stage(_frame("stage_times", snapshot, nothing), "filed_settled") is None
    assert answer_bottlenecks(_frame("bottlenecks", snapshot, nothing)) is None
    assert answer_deadlines(_frame("deadlines_met", snapshot, nothing)) is None
