"""Charts of jobs draw the numbers of their frame, with intervals, n and what has no end."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.jobs_after import around_chart, kept_by_year_chart, kept_chart
from analysis.charts.jobs_cost import cost_by_chart, cost_chart
from analysis.charts.jobs_flows import flows_chart, shares_chart
from analysis.charts.jobs_groups import groups_chart
from analysis.charts.jobs_rows import IntervalRow, interval_rows
from analysis.language import Language, format_number
from analysis.measures import run_measure
from analysis.measures.jobs_columns import UNITS
from analysis.measures.jobs_cost import BASES
from analysis.measures.jobs_groups import GROUPS
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot
from tests.jobs_case import FELL, MAIN, MILLION, UNSURE, jobs_snapshot

DRAWN = (("quang-ngai-simulated", "vi"), ("michigan-1987", "en"), ("quang-ngai-published", "vi"))
COST_BY = {"year": "year", "activity": "activity", "fund_source": "source"}


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    return jobs_snapshot()


@pytest.mark.parametrize(("case", "language"), DRAWN)
def test_every_frame_can_be_drawn(workspace: Path, case: str, language: Language) -> None:
    here = open_snapshot(workspace, case)

    @cache
    def frame(name: str) -> pd.DataFrame:
        return run_measure(name, here, Scope(language=language))

    for unit in UNITS:
        for status in ("supported", "not_supported"):
            flows_chart(frame("job_flows"), unit.code, status, language)
        around_chart(frame("jobs_around"), unit.code, language)
        kept_chart(frame("jobs_kept"), unit.code, language)
        shares_chart(frame("job_shares"), unit.code, language)
    for months in (12, 24):
        kept_by_year_chart(frame("jobs_kept_by_year"), months, language)
    cost_chart(frame("cost_per_job"), language)
    for column, part in COST_BY.items():
        for basis in BASES:
            cost_by_chart(frame(f"cost_per_job_by_{part}"), column, basis.code, language)
    for column in GROUPS:
        groups_chart(frame(f"jobs_by_{column}"), column, language)


def test_created_stands_above_zero_and_lost_below(snapshot: Snapshot) -> None:
    frame = run_measure("job_flows", snapshot, Scope(industries=MAIN))
    created, lost, net = flows_chart(frame, "workers", "supported", "en").data
    assert list(created.x) == [2021, 2022, 2023]
    assert list(created.y) == [25, 2, 3]
    assert list(lost.y) == [-3, -13, -4]
    assert list(net.y) == [22, -11, -1]
    # The interval of the rate times its base, about 105 jobs in 2021.
    row = frame[(frame["counted_in"] == "workers") & (frame["year"] == 2021)].iloc[0]
    assert net.y[0] + net.error_y.array[0] == pytest.approx(float(row["net_rate_high"]) * 105)
    assert net.y[0] - net.error_y.arrayminus[0] == pytest.approx(float(row["net_rate_low"]) * 105)


def test_n_stands_above_what_is_drawn(simulated: Snapshot) -> None:
    frame = run_measure("jobs_around", simulated, Scope())
    own = frame[frame["counted_in"] == "workers"]
    figure = around_chart(frame, "workers", "vi")
    assert [mark.text for mark in figure.layout.annotations] == [
        f"n={format_number(int(n), 'vi')}" for n in own["n"]
    ]
    dots, base = figure.data
    assert list(dots.y) == pytest.approx(list(own["change"].astype(float)))
    assert (list(base.x), list(base.y)) == ([-1], [0])
    low, high = figure.layout.yaxis.range
    assert low < float(own["low"].min())
    assert high > float(own["high"].max())


def test_shares_kept_with_their_denominators(snapshot: Snapshot) -> None:
    frame = run_measure("jobs_kept", snapshot, Scope(industries=MAIN))
    figure = kept_chart(frame, "workers", "en")
    bars, could = figure.data
    # From the bottom: 24 months, then 12.
    assert list(bars.x) == pytest.approx([15 / 22, 0.75])
    assert figure.layout.yaxis.ticktext == (
        "24 months<br>15 of 22 jobs<br>n = 11",
        "12 months<br>18 of 24 jobs<br>n = 11",
    )
    assert [value for value in could.x if value is not None] == pytest.approx(
        [0.6, 0.72, 18 / 25, 19 / 25]
    )


def test_a_year_without_a_share_keeps_its_n(simulated: Snapshot) -> None:
    frame = run_measure("jobs_kept_by_year", simulated, Scope())
    own = frame[(frame["months"] == 12) & (frame["added"] > 0)]
    figure = kept_by_year_chart(frame, 12, "en")
    assert len(figure.layout.annotations) == len(own)
    assert list(figure.data[0].x) == own.loc[own["share"].notna(), "year"].tolist()


def _arrows(figure) -> list[float]:
    (arrows,) = (trace for trace in figure.data if trace.marker.symbol == "triangle-right")
    return list(arrows.y)


def test_no_upper_limit_is_an_arrow_and_words(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job", snapshot, Scope(industries=(UNSURE,), language="en"))
    figure = cost_chart(frame, "en")
    # The net is the second row; its line begins at the lower limit and runs to the edge.
    assert _arrows(figure) == [-1.0]
    edge = figure.layout.xaxis.range[1]
    lines = figure.data[0]
    assert lines.x[3] == pytest.approx(float(frame["low"].iloc[1]) / MILLION)
    assert lines.x[4] == edge
    assert "no upper limit" in figure.layout.yaxis.ticktext[1].replace("<br>", " ")
    dots = figure.data[1]
    assert list(dots.x) == pytest.approx([float(v) / MILLION for v in frame["cost"].dropna()])


def test_no_cost_has_no_dot_but_its_row_and_reason(snapshot: Snapshot) -> None:
    frame = run_measure("cost_per_job", snapshot, Scope(industries=(FELL,), language="vi"))
    figure = cost_chart(frame, "vi")
    assert len(figure.layout.yaxis.ticktext) == len(frame) == 4
    assert "việc làm không tăng" in figure.layout.yaxis.ticktext[1].replace("<br>", " ")
    assert -1.0 not in figure.data[1].y


def test_an_interval_beyond_the_edge_is_cut_with_an_arrow() -> None:
    rows = [
        IntervalRow("a", "", 5.0, 2.0, 8.0),
        IntervalRow("b", "", 5.0, 2.0, 80.0),
        IntervalRow("c", "", None, 3.0, None, open_ended=True),
        IntervalRow("d", "", None, None, None),
    ]
    figure = interval_rows(rows, "en", "x", edge=10.0)
    assert _arrows(figure) == [-1.0, -2.0]
    assert list(figure.data[0].x) == [2.0, 8.0, None, 2.0, 10.0, None, 3.0, 10.0, None]
    assert list(figure.data[1].y) == [0.0, -1.0]


def test_groups_are_drawn_twice_and_small_ones_hollow(simulated: Snapshot) -> None:
    frame = run_measure("jobs_by_industry", simulated, Scope())
    known = frame[frame["net_rate"].notna()]
    figure = groups_chart(frame, "industry", "en")
    found, drawn = figure.data[1], figure.data[3]
    assert list(found.x) == pytest.approx(list(known["net_rate"].astype(float)))
    assert list(drawn.x) == pytest.approx(list(known["shrunk"].dropna().astype(float)))
    hollow = [symbol == "circle-open" for symbol in found.marker.symbol]
    assert hollow == known["few"].tolist()
    for label, n in zip(figure.layout.yaxis.ticktext, known["n"], strict=True):
        assert f"n = {n}" in label.replace("<br>", " ")
