"""The grant per job, by hand, with intervals that may have no end, and what they say in words."""

from __future__ import annotations

import math
from pathlib import Path

import pandas as pd
import pytest

from analysis.measures import run_measure
from analysis.measures.jobs_cost_answers import answer_cost, answer_cost_by
from analysis.measures.jobs_cost_limits import interval_words, limits
from analysis.measures.ratio_intervals import RatioInterval
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.jobs_case import FELL, MAIN, MILLION, UNSURE, jobs_snapshot


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return jobs_snapshot()


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def test_the_grant_over_jobs_with_both_known(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job", snapshot, Scope(industries=MAIN)).set_index("basis")
    # E10's grant and E13's jobs are unknown; E07 and E06 fell silent after 12 and 24 months.
    # E04 added none, so its silence leaves nothing unknown about jobs kept.
    assert frame["grant_amount"].to_dict() == {
        "created": 340 * MILLION,
        "net": 340 * MILLION,
        "kept_12": 330 * MILLION,
        "kept_24": 280 * MILLION,
    }
    assert frame["jobs"].to_dict() == {"created": 24, "net": 21, "kept_12": 17, "kept_24": 14}
    assert frame["cost"].to_dict() == {
        "created": round(340 * MILLION / 24),
        "net": round(340 * MILLION / 21),
        "kept_12": round(330 * MILLION / 17),
        "kept_24": 20 * MILLION,
    }
    assert frame["n"].to_dict() == {"created": 14, "net": 14, "kept_12": 13, "kept_24": 13}
    assert frame["jobs_unknown"].tolist() == [1, 1, 2, 2]
    assert (frame["grant_unknown"] == 1).all()
    parts = frame["n"] + frame["jobs_unknown"] + frame["grant_unknown"] + frame["too_early"]
    assert (parts == frame["events"]).all()
    assert ((frame["low"] < frame["cost"]) & (frame["cost"] < frame["high"])).all()


def test_constant_prices_double_the_grant(snapshot: Snapshot) -> None:
    nominal = run_measure("cost_per_job", snapshot, Scope(industries=MAIN))
    constant = run_measure("cost_per_job", snapshot, Scope(industries=MAIN, prices="constant"))
    assert (constant["grant_amount"] == 2 * nominal["grant_amount"]).all()
    assert set(constant["price_year"]) == {2023}
    assert set(constant["prices"]) == {"constant"}
    assert nominal["price_year"].isna().all()


def test_a_project_of_several_sources_stands_apart(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job_by_source", snapshot, Scope(industries=MAIN))
    rows = frame[frame["basis"] == "created"].set_index("fund_source")
    assert rows["events"].to_dict() == {"national": 8, "provincial": 7, "several": 1}
    assert rows["grant_amount"].tolist() == [230 * MILLION, 100 * MILLION, 10 * MILLION]
    assert rows["jobs"].tolist() == [14, 9, 1]
    # Fewer than ten establishments: the parts are told, no cost.
    assert rows["cost"].isna().all()
    assert answer_cost_by(frame, "fund_source", "created") is None


@pytest.mark.parametrize("column", ["year", "activity", "fund_source"])
def test_the_parts_add_up_to_the_whole(simulated: Snapshot, column: str) -> None:
    name = {"fund_source": "source"}.get(column, column)
    whole = run_measure("cost_per_job", simulated, Scope()).set_index("basis")
    parts = run_measure(f"cost_per_job_by_{name}", simulated, Scope()).groupby("basis")
    for figure in ("events", "n", "grant_amount", "jobs", "jobs_unknown", "too_early"):
        assert parts[figure].sum().to_dict() == whole[figure].to_dict()


def test_jobs_that_may_be_none_leave_no_upper_limit(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job", snapshot, Scope(industries=(UNSURE,)))
    rows = frame.set_index("basis")
    net = rows.loc["net"]
    assert (net["jobs"], net["interval_kind"], net["interval_method"]) == (2, "no_upper", "fieller")
    assert net["cost"] == sum(range(20, 42)) * MILLION / 2
    assert 0 < net["low"] < net["cost"]
    assert pd.isna(net["high"])
    assert "không có giới hạn trên" in net["interval"]
    # Gross, twelve jobs were created for sure.
    assert rows.loc["created", "interval_kind"] == "bounded"
    sentence = answer_cost(frame)
    assert sentence is not None
    assert "or more, without upper limit" in sentence.en
    assert sentence.en.endswith("not the cost of making a job")


def test_jobs_that_fell_have_no_cost(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job", snapshot, Scope(industries=(FELL,)))
    net = frame.set_index("basis").loc["net"]
    assert (net["jobs"], net["interval_kind"]) == (-34, "jobs_fell")
    assert pd.isna(net["cost"])
    assert pd.isna(net["low"])
    assert net["interval"].startswith("việc làm giảm")
    sentence = answer_cost(frame)
    assert sentence is not None
    assert "không có, vì việc làm không tăng" in sentence.vi


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (RatioInterval(2.0, 5.0, "bounded", "bootstrap"), ("bounded", 2.0, 5.0)),
        (RatioInterval(-1.0, 5.0, "bounded", "fieller"), ("bounded", 0.0, 5.0)),
        (RatioInterval(-5.0, -2.0, "bounded", "bootstrap"), ("jobs_fell", math.inf, math.inf)),
        (RatioInterval(-4.0, 3.0, "outside", "fieller"), ("no_upper", 3.0, math.inf)),
        # Zero is not ruled out, so no lower limit can be told.
        (RatioInterval(1.0, 3.0, "outside", "fieller"), ("no_limits", 0.0, math.inf)),
        (RatioInterval(-math.inf, math.inf, "everything", "fieller"), ("no_limits", 0.0, math.inf)),
    ],
)
def test_what_a_set_says_of_a_cost(
    found: RatioInterval, expected: tuple[str, float, float]
) -> None:
    kind, low, high = limits(found)
    assert (kind, low, high) == expected
    words = interval_words(kind, low, high, "VND")
    assert ("without" in words.en) == (kind in ("no_upper", "no_limits"))


@pytest.mark.parametrize("part", ["", "_by_year", "_by_activity", "_by_source"])
def test_nothing_in_scope_is_an_empty_frame(snapshot: Snapshot, part: str) -> None:
    frame = run_measure(f"cost_per_job{part}", snapshot, Scope(years=(1990,)))
    assert frame.empty
    assert "cost" in frame.columns
    assert answer_cost(frame) is None


def test_sentences_tell_the_lowest_and_the_highest(simulated: Snapshot) -> None:
    frame = run_measure("cost_per_job_by_year", simulated, Scope(language="en"))
    rows = frame[(frame["basis"] == "created") & frame["cost"].notna()].sort_values("cost")
    sentence = answer_cost_by(frame, "year", "created")
    assert sentence is not None
    assert f"({int(rows['year'].iloc[0])}, n = {int(rows['n'].iloc[0])})" in sentence.en
    assert f"({int(rows['year'].iloc[-1])}, n = {int(rows['n'].iloc[-1])})" in sentence.en
    open_ended = int((rows["interval_kind"] != "bounded").sum())
    assert f"{open_ended} trong {len(rows)} năm không có giới hạn trên" in sentence.vi
