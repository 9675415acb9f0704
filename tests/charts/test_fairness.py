"""Charts of fairness draw the numbers of their frames, name every place, and keep names apart."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.charts.fairness import (
    MOST_PLACES,
    brief_place,
    concentration_chart,
    pairs_chart,
    spaced,
)
from analysis.charts.fairness_groups import groups_chart
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _frame(snapshot: Snapshot, name: str, language="en", **scope) -> pd.DataFrame:
    return run_measure(f"fairness_{name}", snapshot, Scope(language=language, **scope))


@pytest.mark.parametrize("condition", ["poverty", "remoteness"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_curve_starts_at_nothing_and_names_every_place(
    simulated: Snapshot, condition: str, language
) -> None:
    frame = _frame(simulated, "curve", language)
    rows = frame[frame["condition"] == condition]
    figure = concentration_chart(frame, condition, language)
    equal, supported, money = figure.data
    assert (list(equal.x), list(equal.y)) == ([0, 1], [0, 1])
    assert list(supported.y) == pytest.approx([0, *rows["supported_reached"]])
    assert list(money.x) == pytest.approx([0, *rows["known_reached"]])
    assert list(money.y) == pytest.approx([0, *rows["money_reached"]])
    # Told apart without colour as well.
    assert supported.line.dash != money.line.dash
    assert supported.marker.symbol != money.marker.symbol
    names = [mark.text for mark in figure.layout.annotations]
    assert names == [brief_place(name) for name in rows["district_name"]]
    assert all(gap > 0.05 for gap in np.diff([mark.ay for mark in figure.layout.annotations]))
    # Shares end at 100%; names stand right of that in a margin that holds the longest of them.
    assert tuple(figure.layout.xaxis.range) == (0, 1)
    assert all(mark.ax > 1 and mark.xanchor == "left" for mark in figure.layout.annotations)
    assert figure.layout.margin.r >= 6 * max(map(len, names))


def test_lines_to_names_do_not_cross(simulated: Snapshot) -> None:
    frame = _frame(simulated, "curve")
    for condition in ("poverty", "remoteness"):
        marks = concentration_chart(frame, condition, "en").layout.annotations
        for first, second in pairwise(marks):
            # Where the second begins the first is not above it, nor is it where both end.
            slope = (first.ay - first.y) / (first.ax - first.x)
            assert first.y + slope * (second.x - first.x) <= second.y + 1e-9
            assert first.ay < second.ay


def test_of_too_many_places_those_chosen_are_named(simulated: Snapshot) -> None:
    frame = _frame(simulated, "curve")
    rows = frame[frame["condition"] == "poverty"]
    many = pd.concat(
        [
            rows.assign(district=rows["district"] + end, poverty_rate=rows["poverty_rate"] + extra)
            for end, extra in (("", 0.0), ("b", 0.001))
        ],
        ignore_index=True,
    )
    assert not concentration_chart(many, "poverty", "en").layout.annotations
    chosen = many["district"].iloc[3]
    marks = concentration_chart(many, "poverty", "en", (chosen,)).layout.annotations
    assert [mark.text for mark in marks] == [f"► {brief_place(many['district_name'].iloc[3])}"]


def test_places_alike_are_one_point(simulated: Snapshot) -> None:
    frame = _frame(simulated, "curve")
    alike = (
        frame[frame["condition"] == "poverty"]
        .head(2)
        .assign(poverty_rate=0.2, supported_reached=1.0, money_reached=1.0)
    )
    figure = concentration_chart(alike, "poverty", "en")
    assert len(figure.data[1].x) == 2
    assert [mark.text for mark in figure.layout.annotations] == ["Sơn Tây, Minh Long"]


def test_without_money_the_curve_of_support_is_named(simulated: Snapshot) -> None:
    frame = _frame(simulated, "curve").assign(money_reached=np.nan)
    figure = concentration_chart(frame, "poverty", "en")
    assert [trace.name for trace in figure.data] == ["Equality", "Supported"]
    assert len(figure.layout.annotations) == 13


@pytest.mark.parametrize("language", ["vi", "en"])
def test_pairs_are_the_shares_with_the_unknown_last(simulated: Snapshot, language) -> None:
    frame = _frame(simulated, "by_district", language)
    figure = pairs_chart(frame, language)
    _, eligible, money = figure.data
    known = frame[frame["district"] != "unknown"].sort_values("money_ratio", ascending=False)
    assert list(money.x)[:-1] == pytest.approx(list(known["share_of_money"]))
    assert list(eligible.x)[:-1] == pytest.approx(list(known["share_of_eligible"]))
    last = frame[frame["district"] == "unknown"].iloc[0]
    assert money.x[-1] == pytest.approx(last["share_of_money"])
    labels = figure.layout.yaxis.ticktext
    assert len(labels) == len(frame)
    assert labels[-1].startswith("<b>Không rõ" if language == "vi" else "<b>Unknown")
    assert eligible.marker.symbol != money.marker.symbol


def test_unknown_money_is_a_dash_and_no_dot(simulated: Snapshot) -> None:
    frame = _frame(simulated, "by_district")
    frame.loc[0, ["share_of_money", "money_ratio"]] = np.nan
    figure = pairs_chart(frame, "en")
    assert list(figure.data[2].x).count(None) == 1
    assert sum("money –" in label for label in figure.layout.yaxis.ticktext) == 1
    # The line joins two dots; with one there is none.
    assert len(figure.data[0].x) == 3 * (len(frame) - 1)


def test_of_many_places_both_ends_are_drawn_and_told(simulated: Snapshot) -> None:
    frame = _frame(simulated, "by_district", vintage="recorded")
    assert len(frame) > MOST_PLACES + 1
    figure = pairs_chart(frame, "en")
    assert len(figure.layout.yaxis.ticktext) == MOST_PLACES + 1
    assert f"of {len(frame) - 1}" in figure.layout.xaxis.title.text.replace("<br>", " ")
    least = frame["money_ratio"].min()
    shown = np.array(figure.data[2].x[:-1]) / np.array(figure.data[1].x[:-1])
    assert shown.min() == pytest.approx(least)


def test_groups_have_intervals_and_the_unknown_is_hollow(simulated: Snapshot) -> None:
    frame = _frame(simulated, "groups")
    dots = groups_chart(frame, "en").data[0]
    assert list(dots.x) == pytest.approx(list(frame["supported_share"]))
    tops = [x + reach for x, reach in zip(dots.x, dots.error_x.array, strict=True)]
    assert tops == pytest.approx(list(frame["supported_high"]))
    hollow = [symbol == "circle-open" for symbol in dots.marker.symbol]
    assert hollow == list(frame["group"] == "unknown")
    labels = groups_chart(frame, "en").layout.yaxis.ticktext
    assert any("Who leads: Unknown" in label and "12/124" in label for label in labels)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=19).map(sorted))
def test_names_are_kept_apart(wanted: list[float]) -> None:
    placed = spaced(wanted, 0.05, 0.0, 1.0)
    assert all(second - first >= 0.05 - 1e-9 for first, second in pairwise(placed))
    assert placed[-1] <= 1
    assert placed[0] >= -1e-9


def test_names_that_do_not_touch_stay_where_they_are() -> None:
    assert spaced([0.1, 0.3, 0.9], 0.05, 0.0, 1.0) == [0.1, 0.3, 0.9]
    assert spaced([0.1, 0.1], 0.05, 0.0, 1.0) == pytest.approx([0.1, 0.15])


def test_a_place_is_called_by_its_own_name() -> None:
    assert [brief_place(name) for name in ("Huyện Ba Tơ", "Ba Tơ district", "Thành phố Huế")] == [
        *("Ba Tơ", "Ba Tơ", "TP Huế")
    ]
