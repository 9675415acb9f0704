"""Charts of coverage draw what the measures say, and nothing of what they do not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import numpy as np
import pandas as pd
import pytest

from analysis.charts.coverage_compared import (
    LOOKS,
    MOST_PLACES,
    Against,
    change_chart,
    compared_places,
    funnel_plot,
    ratio_chart,
)
from analysis.charts.coverage_steps import parts_chart, stops_chart
from analysis.charts.theme import INK
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
    # Fine lines, beyond the largest place, that pass where each place's own limits lie.
    assert all(len(line.x) >= 100 and line.x[-1] > points[0].x[-1] for line in lines)
    kind, ending = ("limit", "_all") if against == "all" else (against, "")
    kind = "limit" if against == "alike" else kind
    names = [f"{kind}_{level}_{end}" for level in ("95", "998") for end in ("low", "high")]
    for line, name in zip(lines, names, strict=True):
        for place in known[known[f"expected{ending}"] > 5].to_dict("records"):
            at = float(np.interp(place[f"expected{ending}"], line.x, line.y))
            assert at == pytest.approx(place[f"{name}{ending}"], abs=0.12)


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


def test_a_chosen_place_is_pointed_at_among_all(snapshot: Snapshot, coverage: pd.DataFrame) -> None:
    ratio, funnel = (draw(coverage, "vi", "all", ("535",)) for draw in (ratio_chart, funnel_plot))
    ticks = ratio.layout.yaxis.ticktext
    assert [text for text in ticks if "►" in text] == [text for text in ticks if "Ba Tơ" in text]
    assert len(ticks) == len(ratio_chart(coverage, "vi", "all").layout.yaxis.ticktext)
    outlined = [colour == INK for colour in ratio.data[0].marker.line.color]
    assert outlined.index(True) == next(i for i, text in enumerate(ticks) if "►" in text)
    assert sum(outlined) == 1
    named = [text for trace in funnel.data for text in trace.text or ()]
    assert sum("►" in text for text in named) == 1
    # Inside the limits it is named too, which others are not.
    quiet = coverage[coverage["position_all"] == "within"]["district"].iloc[0]
    named = [
        t for trace in funnel_plot(coverage, "vi", "all", (quiet,)).data for t in trace.text or ()
    ]
    assert sum("►" in text for text in named) == 1
    change = change_chart(run_measure("coverage_change", snapshot, Scope()), "vi", ("535",))
    assert sum("►" in text for text in change.layout.yaxis.ticktext) == 1
    stops = stops_chart(run_measure("coverage_stops", snapshot, Scope()), "vi", ("535",))
    assert sum("►" in text for text in stops.data[0].y) == 1


def test_changes_stand_around_zero(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_change", snapshot, Scope())
    figure = change_chart(frame, "vi")
    assert len(figure.data[0].x) == int(frame["change"].notna().sum())
    assert figure.layout.xaxis.zeroline


def test_parts_of_a_bar_add_up_and_the_unknown_place_is_last(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_stops", snapshot, Scope())
    figure = stops_chart(frame, "vi")
    assert len(figure.data) == 9
    for shares in zip(*(trace.x for trace in figure.data), strict=True):
        assert sum(shares) == pytest.approx(1)
    # Drawn from below upwards.
    assert "Không rõ" in figure.data[0].y[0]
    named = {trace.name for trace in figure.data}
    assert named == set(frame["stop_name"])


def test_one_place_against_the_rest(snapshot: Snapshot) -> None:
    frame = run_measure("coverage_stops", snapshot, replace(Scope(), language="en"))
    figure = parts_chart(frame, "535", "en")
    rows = frame[(frame["district"] == "535") & frame["part"].notna()]
    assert list(figure.data[0].x) == pytest.approx(rows["part"].tolist())
    # The whole stands out from the parts it is made of.
    assert figure.data[0].marker.symbol[-1] == "diamond"
    assert sum(figure.data[0].x[:-1]) == pytest.approx(figure.data[0].x[-1])


def test_of_many_communes_the_first_are_drawn_and_the_unknown_one_stays(
    snapshot: Snapshot,
) -> None:
    scope = Scope(vintage="communes-2025")
    coverage = run_measure("coverage_by_district", snapshot, scope)
    assert compared_places(coverage, "all") > MOST_PLACES
    dots = ratio_chart(coverage, "vi", "all").data[0]
    known = coverage[coverage["district"] != "unknown"]["ratio_all"].dropna()
    assert list(dots.x) == pytest.approx(sorted(known)[:MOST_PLACES])
    stops = run_measure("coverage_stops", snapshot, scope)
    bars = stops_chart(stops, "vi").data[0]
    assert len(bars.y) == MOST_PLACES + 1
    untold = stops[(stops["stop"] == "never_told") & (stops["district"] != "unknown")]["share"]
    assert sorted(bars.x[1:]) == pytest.approx(sorted(untold.dropna())[-MOST_PLACES:])
    assert "rõ" in bars.y[0]
