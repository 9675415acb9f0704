"""Charts of the work and of places draw the numbers of their frame and cut nothing off."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.deviations import deviations_chart, wrapped
from analysis.charts.difficulties import difficulties_by_year_chart, difficulties_chart
from analysis.charts.officers import officer_cases_chart, officers_trained_chart
from analysis.charts.outreach import outreach_chart
from analysis.charts.places import cluster_money_chart, occupancy_chart, places_chart
from analysis.measures import (
    deviations,
    difficulties,
    officers,
    outreach,
    places_of_industry,
    run_measure,
    typed_frame,
)
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

MODULES = (deviations, difficulties, officers, outreach, places_of_industry)


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _frame(name: str, snapshot: Snapshot, language="en") -> pd.DataFrame:
    measure = next(one for module in MODULES for one in module.MEASURES if one.name == name)
    return typed_frame(measure.run(snapshot, Scope(language=language)), measure)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_deviation_shows_its_interval(simulated: Snapshot, language) -> None:
    frame = _frame("deviations", simulated, language)
    dots, labels = deviations_chart(frame, language).data
    known = frame[frame["known"] > 0].iloc[::-1]
    assert list(dots.x) == pytest.approx([100 * share for share in known["share"]])
    highs = pd.Series(dots.x) + pd.Series(dots.error_x.array)
    assert highs.tolist() == pytest.approx([100 * high for high in known["share_high"]])
    assert len(labels.text) == len(known)
    assert [name.replace("<br>", " ") for name in dots.y] == list(known["deviation_name"])


def test_a_long_name_is_broken_between_words() -> None:
    assert wrapped("Nghiệm thu trước khi ký hợp đồng", 20) == "Nghiệm thu trước khi<br>ký hợp đồng"
    assert wrapped("") == ""


def test_difficulties_add_up(simulated: Snapshot) -> None:
    frame = _frame("difficulties", simulated)
    resolved, still_open = difficulties_chart(frame, "en").data
    assert sum(resolved.x) + sum(still_open.x) == frame["raised"].sum()
    by_year = _frame("difficulties_by_year", simulated)
    raised, _ended = difficulties_by_year_chart(by_year, "vi").data
    assert list(raised.y) == by_year["raised"].tolist()
    assert raised.name == "Nêu trong năm"


def test_officers(simulated: Snapshot) -> None:
    by_year = _frame("officers_by_year", simulated)
    assert list(officers_trained_chart(by_year, "en").data[0].y) == by_year["officers"].tolist()
    cases = pd.DataFrame(
        {
            "officer": [None, "CB-1", "CB-2"],
            "officer_name": ["Assigned to nobody", "CB-1", "CB-2"],
            "projects": [4, 3, 1],
            "recent": pd.array([None, True, False], dtype="boolean"),
        }
    )
    bars = officer_cases_chart(cases, "en").data[0]
    assert list(bars.y) == ["CB-2", "CB-1", "Assigned to nobody"]
    assert bars.text[2] == "4"
    assert bars.text[1] == "3 · trained in 24 months"
    assert len(set(bars.marker.color)) == 3


def test_places(simulated: Snapshot) -> None:
    years = _frame("places_occupancy", simulated)
    line = occupancy_chart(years, "en").data[0]
    assert list(line.y) == pytest.approx([100 * share for share in years["occupancy"]])
    places = _frame("places_of_industry", simulated)
    bars = places_chart(places, "vi").data[0]
    assert len(bars.x) == places["occupancy"].notna().sum()
    assert list(bars.x) == sorted(bars.x)
    money = _frame("places_by_district", simulated)
    drawn = cluster_money_chart(money, "en").data[0]
    assert list(drawn.y) == money.loc[money["projects"] > 0, "district_name"].tolist()[::-1]


def test_empty_frames_draw_without_an_error(simulated: Snapshot) -> None:
    for name, chart in (
        ("deviations", deviations_chart),
        ("difficulties", difficulties_chart),
        ("difficulties_by_year", difficulties_by_year_chart),
        ("officers_by_year", officers_trained_chart),
        ("officer_cases", officer_cases_chart),
        ("places_occupancy", occupancy_chart),
        ("places_of_industry", places_chart),
        ("places_by_district", cluster_money_chart),
    ):
        assert chart(_frame(name, simulated).iloc[:0], "vi").layout.height > 0


def test_what_was_resolved_in_chosen_years_is_unknown_and_not_drawn(simulated: Snapshot) -> None:
    chosen = run_measure("difficulties_by_year", simulated, Scope(years=(2016, 2019)))
    (raised,) = difficulties_by_year_chart(chosen, "vi").data
    assert list(raised.y) == chosen["raised"].tolist()


def test_what_followed_is_drawn_around_one(simulated: Snapshot) -> None:
    frame = _frame("outreach_followed", simulated)
    told = frame[(frame["event"] == "outreach") & frame["rate_ratio"].notna()]
    figure = outreach_chart(frame, "outreach", "en")
    dots = figure.data[0]
    assert list(dots.y) == told["district_name"].tolist()[::-1]
    assert (pd.Series(dots.x) - pd.Series(dots.error_x.arrayminus)).tolist() == pytest.approx(
        told["ratio_low"].tolist()[::-1]
    )
    assert dots.marker.symbol[-1] == "diamond"
    assert (figure.layout.shapes[0].x0, figure.layout.xaxis.type) == (1, "log")
    assert len(outreach_chart(frame.iloc[:0], "training", "vi").data[0].x or ()) == 0
