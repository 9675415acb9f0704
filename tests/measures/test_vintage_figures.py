"""Yearly figures across changes of boundaries: the yearbook's break of April 2014 is no growth."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.charts.vintage_series import vintage_chart
from analysis.measures import run_measure
from analysis.measures.vintage_figures import (
    answer_break,
    figure_on,
    known_figures,
    last_total,
    places_on,
    vintage_frame,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

CITY = "522_v2"


@pytest.fixture(scope="module")
def published(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-published")


def test_the_city_grew_by_its_boundaries(published: Snapshot) -> None:
    found = figure_on(published, "nonfarm_establishments", "districts-2020")
    said = answer_break(found, CITY)
    assert said is not None
    # The yearbook prints 11,843 for 2013 and 20,451 for 2014.
    assert "từ 11.843 (2013) thành 20.451 (2014) là do địa giới đổi ngày 01/04/2014" in said.vi
    assert said.en.startswith("Quảng Ngãi city: from 11,843 (2013) to 20,451 (2014)")
    assert "not by growth" in said.en
    # Places that a change touched stand first.
    assert next(iter(places_on(found))) == CITY
    assert answer_break(found, "533_v1") is None


def test_the_break_is_a_row_of_the_table_and_a_gap_in_the_line(published: Snapshot) -> None:
    found = figure_on(published, "nonfarm_establishments", "districts-2020")
    frame = vintage_frame(found, "nonfarm_establishments", "vi")
    recorded = frame[(frame["boundaries"] == "recorded") & frame["break_reason"].notna()]
    assert set(zip(recorded["unit_id"], recorded["year"], strict=True)) >= {(CITY, 2014)}
    assert (recorded["year"] == 2014).all()
    figure = vintage_chart(found, CITY, "vi")
    lines = [list(trace.x) for trace in figure.data if trace.name == "Như đã công bố"]
    assert lines == [[2010, 2013], [2014, 2015, 2016]]
    assert figure.layout.shapes[0].x0 == 2013.5
    assert "01/04/2014" in figure.layout.annotations[0].text


@pytest.mark.parametrize(
    "vintage", ["districts-2003", "districts-2014", "districts-2020", "communes-2025"]
)
def test_every_vintage_keeps_the_total_of_every_year(published: Snapshot, vintage: str) -> None:
    assert len(known_figures(published)) >= 3
    for name in known_figures(published):
        found = figure_on(published, name, vintage)
        recorded = found.recorded.values.groupby("year")["value"].sum()
        carried = found.carried.values.groupby("year")["value"].sum()
        assert carried.to_dict() == recorded.to_dict()
        total, year = last_total(found)
        assert total == recorded[year]


def test_communes_of_2025_are_shown_as_former_districts(workspace: Path) -> None:
    simulated = open_snapshot(workspace, "quang-ngai-simulated")
    found = figure_on(simulated, "eligible_establishments", "districts-2020")
    later = found.carried.values[found.carried.values["year"] == 2025]
    # One commune lies in two former districts and no source says how much in which: both are cut,
    # with the reason, and what they had stands under the unknown place.
    cut = {one.unit_id: one for one in found.carried.cuts}
    assert set(cut) == {"522_v2", "524_v1"}
    assert all("Xã Đông Sơn" in one.reason.vi and one.years == (2025,) for one in cut.values())
    assert set(later["unit_id"]) & set(cut) == set()
    assert len(later) == 11 + 1
    assert "unknown" in set(later["unit_id"])


def test_the_measure_lists_both_boundaries_and_the_years_chosen(published: Snapshot) -> None:
    frame = run_measure("place_series", published, Scope(years=(2014,)))
    assert set(frame["boundaries"]) == {"recorded", "districts-2020"}
    assert set(frame["year"]) == {2014}
    michigan = run_measure("place_series", published, Scope(years=(1999,)))
    assert michigan.empty


def test_an_unknown_figure_is_refused(published: Snapshot) -> None:
    with pytest.raises(KeyError):
        figure_on(published, "unit_id", "districts-2020")
