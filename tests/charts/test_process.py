"""Charts of the process draw the numbers of their frame, with intervals, in both languages."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.charts.process_deadlines import deadlines_chart, share_met_chart
from analysis.charts.process_funnel import funnel_chart, reasons_chart
from analysis.charts.process_intervals import wrapped
from analysis.charts.process_time import bottleneck_chart, median_chart, stage_curve_chart
from analysis.measures import Measure, typed_frame
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
    folder: Path = tmp_path_factory.mktemp("charts")
    return loaded(write_case(folder / "case", TABLES, geography=True), folder / "ws")


def _frame(name: str, snapshot: Snapshot, language="vi") -> pd.DataFrame:
    measure = BY_NAME[name]
    return typed_frame(measure.run(snapshot, Scope(language=language)), measure)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_medians_have_their_intervals_and_n(snapshot: Snapshot, language) -> None:
    frame = _frame("stage_times", snapshot, language)
    figure = median_chart(frame, "stage_time_name", language)
    dots = figure.data[0]
    known = frame[frame["median"].notna()]
    assert list(dots.x) == known["median"].tolist()
    ends = np.array(dots.x) + np.array(dots.error_x.array)
    edge = figure.layout.xaxis.range[1]
    for end, high in zip(ends, known["median_high"], strict=True):
        # A bound that is not reached runs to the edge.
        assert end == pytest.approx(edge if pd.isna(high) else high)
    assert figure.layout.xaxis.range[0] == 0
    labels = figure.layout.yaxis.ticktext
    assert len(labels) == len(frame)
    for label, n in zip(labels, frame["n"], strict=True):
        assert f"n = {n}" in label
    # Fewer than ten stand back.
    assert set(dots.marker.symbol) == {"circle-open"}


def test_the_curve_is_the_measure_with_its_band(snapshot: Snapshot) -> None:
    curves, times = _frame("stage_curves", snapshot), _frame("stage_times", snapshot)
    figure = stage_curve_chart(curves, times, "submitted_decided", "en")
    low, high, curve = figure.data
    rows = curves[curves["stage_time"] == "submitted_decided"]
    assert list(curve.x) == rows["day"].tolist()
    assert list(curve.y) == rows["share_waiting"].tolist()
    assert (list(low.y), list(high.y)) == (rows["low"].tolist(), rows["high"].tolist())
    assert high.fill == "tonexty"
    assert curve.line.shape == "hv"
    assert [mark.text for mark in figure.layout.annotations] == [
        "50% done: 20 days",
        "80% done: 40 days",
    ]


def test_what_cannot_be_ranked_has_words_and_no_dot(snapshot: Snapshot) -> None:
    frame = _frame("bottlenecks", snapshot, "en")
    figure = bottleneck_chart(frame, "en")
    assert len(figure.data[0].x) == 0
    assert all(
        "cannot tell" in label.replace("<br>", " ") for label in figure.layout.yaxis.ticktext
    )


def test_the_funnel_draws_every_number(snapshot: Snapshot) -> None:
    frame = _frame("application_funnel", snapshot, "en").set_index("step")
    bars = funnel_chart(frame.reset_index(), "en").data[0]
    # Every step is there, as somebody took every way.
    assert sorted(bars.x) == sorted(frame["applications"])
    assert bars.y[-1] == "<b>Handed in</b> "
    assert bars.text[-1] == "8 · 100%"
    assert bars.marker.pattern.shape.count("/") == 5
    nobody = frame.assign(applications=frame["applications"].where(~frame["aside"], 0))
    assert len(funnel_chart(nobody.reset_index(), "en").data[0].x) == 6


def test_reasons_stand_with_their_result(snapshot: Snapshot) -> None:
    figure = reasons_chart(_frame("application_reasons", snapshot, "en"), "en")
    withdrawn, refused = figure.data
    assert (sum(withdrawn.x), sum(refused.x)) == (1, 2)
    assert withdrawn.y[0] == "<b>Owner changed plans</b> <br>Withdrawn: 1 · 100% "


def test_shares_of_due_days_add_up_and_the_share_met_is_printed(snapshot: Snapshot) -> None:
    frame = _frame("deadlines_met", snapshot, "en")
    figure = deadlines_chart(frame, "en")
    sums = np.sum([bar.x for bar in figure.data], axis=0)
    judged = frame[frame["judged"] > 0]
    assert sums == pytest.approx(np.ones(len(judged)))
    assert len({bar.marker.pattern.shape for bar in figure.data}) == 3
    for label, row in zip(figure.data[0].y, judged.iloc[::-1].itertuples(), strict=True):
        assert f"n = {row.judged}" in label
        assert f"<b>{row.share_met:.0%}</b>" in label


def test_years_without_a_judged_day_say_why(snapshot: Snapshot) -> None:
    frame = _frame("deadlines_met_by_year", snapshot, "en")
    rows = frame[frame["step_id"] == "N7"].reset_index(drop=True)
    figure = share_met_chart(rows, "year", "en")
    assert [label.split("<br>")[1].strip() for label in figure.layout.yaxis.ticktext] == [
        "10% · n = 21",
        "not recorded",
    ]
    assert list(figure.data[0].x) == [pytest.approx(2 / 21)]


def test_long_names_are_wrapped_whole() -> None:
    name = "Lập hồ sơ quyết toán trong 15 ngày sau nghiệm thu cơ sở đề án cuối của hợp đồng"
    lines = wrapped(name).split("<br>")
    assert " ".join(lines) == name
    assert max(map(len, lines)) <= 26
