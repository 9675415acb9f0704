"""Charts of coverage draw what the measures say, and nothing of what they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pandas as pd
import pytest

from analysis.charts.coverage_compared import (
    LOOKS,
    Against,
    change_chart,
    funnel_plot,
    ratio_chart,
)
from analysis.charts.coverage_steps import difference_chart, stops_chart
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def snapshot(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def coverage(snapshot: Snapshot) -> pd.DataFrame:
    return run_measure("coverage_by_district", snapshot, Scope())


@pytest.mark.parametrize("against", get_args(Against))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_funnel_holds_every_known_place_and_its_own_limits(
    coverage: pd.DataFrame, against: str, language: str
) -> None:
    figure = funnel_plot(coverage, language, against)
    ratio = "ratio_all" if against == "all" else "ratio"
    known = coverage[(coverage["district"] != "unknown") & coverage[ratio].notna()]
    points = [trace for trace in figure.data if trace.mode == "markers+text"]
    lines = [trace for trace in figure.data if trace.mode == "lines"]
    assert sorted(y for trace in points for y in trace.y) == pytest.approx(sorted(known[ratio]))
    assert len(lines) == 4
    assert all(list(line.x) == sorted(line.x) for line in lines)
    names = {"all": "limit_95_high_all", "alike": "limit_95_high"}
    drawn = sorted(known[names.get(against, f"{against}_95_high")])
    assert sorted(lines[1].y)[0] == pytest.approx(drawn[0])


def test_a_place_that_stands_out_is_named_and_the_others_are_not(coverage: pd.DataFrame) -> None:
    figure = funnel_plot(coverage, "vi", "all")
    for trace in figure.data:
        if trace.mode != "markers+text":
            continue
        symbol = trace.marker.symbol
        quiet = {LOOKS["within"][1], LOOKS["cannot_tell"][1]}
        assert all(bool(text) is (symbol not in quiet) for text in trace.text)


def test_ratios_are_drawn_with_their_intervals_lowest_first(coverage: pd.DataFrame) -> None:
    figure = ratio_chart(coverage, "en", "all")
    dots = figure.data[0]
    assert list(dots.x) == sorted(dots.x)
    known = coverage[coverage["district"] != "unknown"].sort_values("ratio_all")
    ends = [value + up for value, up in zip(dots.x, dots.error_x.array, strict=True)]
    assert ends == pytest.approx(known["ratio_high_all"].tolist())
    assert "rank" not in figure.layout.yaxis.ticktext[0]
    alike = ratio_chart(coverage, "en", "alike")
    ranked = coverage[coverage["ranked"].notna()]
    assert sum("rank" in text for text in alike.layout.yaxis.ticktext) == len(ranked)


def test_changes_stand_around_zero(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_change", snapshot, Scope())
    figure = change_chart(frame, "vi")
    assert len(figure.data[0].x) == int(frame["change"].notna().sum())
    assert figure.layout.xaxis.zeroline


def test_parts_of_a_bar_add_up_and_the_unknown_place_is_last(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_stops", snapshot, Scope())
    figure = stops_chart(frame, "vi")
    assert len(figure.data) == 6
    for shares in zip(*(trace.x for trace in figure.data), strict=True):
        assert sum(shares) == pytest.approx(1)
    # Drawn from below upwards.
    assert "Không rõ" in figure.data[0].y[0]
    named = {trace.name for trace in figure.data}
    assert named == set(frame["stop_name"])


def test_one_place_against_the_rest(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_stops", snapshot, replace(Scope(), language="en"))
    figure = difference_chart(frame, "535", "en")
    rows = frame[frame["district"] == "535"]
    assert list(figure.data[0].x) == pytest.approx(rows["difference"].tolist())
