"""Charts of why there are gaps draw the counts of their frames, with denominators and unknowns."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.coverage_capacity import clusters_chart, officers_chart
from analysis.charts.coverage_reach import distance_chart
from analysis.charts.coverage_refusals import refusals_chart
from analysis.measures import run_measure
from analysis.measures.coverage_refusals import answer_refusals
from analysis.measures.reach_answers import answer_clusters, answer_distance, answer_load
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def refusals(simulated: Snapshot) -> pd.DataFrame:
    return run_measure("coverage_refusals", simulated, Scope(language="en"))


@pytest.fixture(scope="module")
def reach(simulated: Snapshot) -> pd.DataFrame:
    return run_measure("coverage_reach", simulated, Scope(language="en"))


def test_reasons_of_a_place_are_parts_of_one_bar_with_its_denominators(
    refusals: pd.DataFrame,
) -> None:
    figure = refusals_chart(refusals, "en", ("535",))
    drawn = {trace.name: dict(zip(trace.y, trace.x, strict=True)) for trace in figure.data}
    labels = list(figure.data[0].y)
    assert sum(sum(parts.values()) for parts in drawn.values()) == refusals["establishments"].sum()
    top = refusals.loc[refusals["refused"].idxmax()]
    assert f"{top['refused']} refused / {top['applied']} applied" in labels[-1]
    # The unknown place is the lowest; the chosen one is pointed at.
    assert "Unknown" in labels[0]
    assert ["►" in label for label in labels].count(True) == 1


def test_a_reason_that_was_not_recorded_is_shown_as_such(refusals: pd.DataFrame) -> None:
    lost = refusals.copy()
    lost.loc[lost["reason"] == "low_score", ["reason", "reason_name"]] = ["unknown", "Not recorded"]
    last = refusals_chart(lost, "en").data[-1]
    assert last.name == "Not recorded"
    expected = refusals[refusals["reason"] == "low_score"]["establishments"].sum()
    assert sum(last.x) == expected
    said = answer_refusals(lost)
    assert said is not None
    assert f"not recorded ({expected})" in said.en


def test_distance_is_drawn_against_the_share_supported(reach: pd.DataFrame) -> None:
    figure = distance_chart(reach, "en")
    known = reach[reach["distance_km"].notna()]
    assert list(figure.data[0].x) == known["distance_km"].tolist()
    assert list(figure.data[0].y) == pytest.approx((100 * known["supported_share"]).tolist())
    assert len(figure.data[0].text) == 13
    said = answer_distance(reach)
    assert said is not None
    far = known[known["distance_km"] > known["distance_km"].median()]
    assert f"({far['supported'].sum()} of {far['eligible'].sum():,};" in said.en
    assert answer_distance(reach.head(3)) is None


def test_clusters_are_drawn_as_visited_or_not(reach: pd.DataFrame) -> None:
    unvisited, visited = clusters_chart(reach, "en").data
    assert sum(unvisited.x) == reach["clusters_unvisited"].sum()
    assert sum(unvisited.x) + sum(visited.x) == reach["clusters"].sum()
    said = answer_clusters(reach)
    assert said is not None
    assert said.en.startswith(f"{sum(unvisited.x)} of {reach['clusters'].sum()} clusters")
    assert "Bình Sơn district (3)" in said.en
    nothing = reach.assign(clusters=pd.NA, clusters_unvisited=pd.NA)
    assert answer_clusters(nothing) is None
    every = answer_clusters(reach.assign(clusters_unvisited=0))
    assert every is not None
    assert every.en.startswith("Each of")


def test_the_load_of_officers_has_its_counts_and_what_is_not_recorded(reach: pd.DataFrame) -> None:
    bars = officers_chart(reach, "en").data[0]
    busy = reach[reach["projects"] > 0]
    assert sorted(bars.x) == sorted(busy["cases_per_officer"])
    said = answer_load(reach)
    assert said is not None
    assert "Mộ Đức district: 1.2 projects an officer (projects: 5, officers: 4)" in said.en
    nobody = reach.assign(cases_per_officer=None, officers=0, unassigned=reach["projects"])
    silent = officers_chart(nobody, "en").data[0]
    assert all(value is None for value in silent.x)
    assert all("no officer recorded" in label.replace(" <br>", " ") for label in silent.y)
    told = answer_load(nobody)
    assert told is not None
    assert "cannot be told" in told.en
    assert answer_load(reach.assign(projects=0)) is None
