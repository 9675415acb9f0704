"""Charts of gaps draw the numbers of their frame, with intervals, names and money."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.coverage_closing import MOST_PLACES, closing_chart
from analysis.charts.coverage_reach import MOST_NAMED, reach_chart
from analysis.language import Language, format_money
from analysis.measures import catalogue, run_measure, typed_frame
from analysis.measures.coverage_closing import closing
from analysis.measures.coverage_reach import compared
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def simulated(workspace: Path) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _closing(snapshot: Snapshot, scope: Scope, floor: float | None = None) -> pd.DataFrame:
    return typed_frame(closing(snapshot, scope, floor), catalogue()["coverage_closing"])


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("floor", [None, 0.2])
def test_bars_are_what_is_missing_with_its_interval(
    simulated: Snapshot, floor: float | None, language: Language
) -> None:
    frame = _closing(simulated, Scope(language=language), floor)
    planned = frame[frame["missing"].notna()].iloc[::-1]
    figure = closing_chart(frame, language)
    (bars,) = figure.data
    assert list(bars.x) == planned["missing"].tolist()
    highs = [value + arm for value, arm in zip(bars.x, bars.error_x.array, strict=True)]
    lows = [value - arm for value, arm in zip(bars.x, bars.error_x.arrayminus, strict=True)]
    assert highs == planned["missing_high"].tolist()
    assert lows == planned["missing_low"].tolist()
    assert max(highs) < figure.layout.xaxis.range[1]
    assert figure.layout.xaxis.range[0] == 0
    for label, row in zip(bars.y, planned.to_dict("records"), strict=True):
        assert str(row["district_name"]).split()[0] in label
        if row["missing"]:
            assert format_money(float(row["money"]), "VND", language) in label
        else:
            assert ("đã đạt" if language == "vi" else "reached") in label


def test_unknown_money_is_said_and_not_drawn_as_nothing(simulated: Snapshot) -> None:
    frame = _closing(simulated, Scope(), 0.3)
    frame["money"] = pd.array([None] * len(frame), dtype="Int64")
    labels = [label for label in closing_chart(frame, "vi").data[0].y if "đã đạt" not in label]
    assert labels
    assert all("không rõ tiền" in label for label in labels)


def test_many_places_show_the_first_and_long_names_are_broken(simulated: Snapshot) -> None:
    frame = _closing(simulated, Scope(vintage="recorded"))
    bars = closing_chart(frame, "vi").data[0]
    assert len(frame) > len(bars.x) == MOST_PLACES
    assert bars.x[-1] == frame["missing"].max()
    long = frame.head(1).assign(
        district_name="Đặc khu một cái tên thật dài không thể viết một dòng"
    )
    assert closing_chart(long, "vi").data[0].y[0].count("<br>") >= 2


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_dot_for_each_place_with_its_name_and_interval(
    simulated: Snapshot, language: Language
) -> None:
    frame = run_measure("coverage_reach", simulated, Scope(language=language))
    rows = compared(frame)
    (dots,) = reach_chart(frame, language).data
    assert list(dots.x) == pytest.approx(rows["events_per_100"].astype(float).tolist())
    assert list(dots.y) == pytest.approx((100 * rows["told_share"].astype(float)).tolist())
    lows = [value - arm for value, arm in zip(dots.y, dots.error_y.arrayminus, strict=True)]
    assert lows == pytest.approx((100 * rows["told_low"].astype(float)).tolist())
    for name, whole in zip(dots.text, rows["district_name"], strict=True):
        assert name in whole
        assert name != whole
    assert all("n = " in told for told in dots.customdata)


def test_names_of_neighbours_take_other_sides() -> None:
    frame = pd.DataFrame(
        {
            "district": ["522", "523", "524"],
            "district_name": ["Huyện Một Hai", "Huyện Ba Bốn", "Huyện Năm Sáu"],
            "eligible": [10, 10, 10],
            "events": [1, 1, 1],
            "events_per_100": [5.0, 5.1, 1.0],
            "told_share": [0.5, 0.5, 0.1],
            "told_low": [0.4, 0.4, 0.05],
            "told_high": [0.6, 0.6, 0.2],
        }
    )
    sides = reach_chart(frame, "vi").data[0].textposition
    assert sides[0] != sides[1]
    # Names on the right of a dot would leave the chart there.
    assert "right" not in sides[1]
    assert sides[2] == "middle right"


def test_many_dots_have_no_names(simulated: Snapshot) -> None:
    frame = run_measure("coverage_reach", simulated, Scope())
    several = pd.concat([frame] * (MOST_NAMED // 10 + 1), ignore_index=True)
    assert reach_chart(several, "vi").data[0].mode == "markers"


def test_empty_frames_draw_without_an_error(simulated: Snapshot) -> None:
    assert closing_chart(_closing(simulated, Scope()).iloc[:0], "vi").layout.height > 0
    assert reach_chart(run_measure("coverage_reach", simulated, Scope()).iloc[:0], "en").data
    # At communes nothing can be compared, and nothing is drawn.
    recorded = run_measure("coverage_reach", simulated, Scope(vintage="recorded"))
    assert not reach_chart(recorded, "vi").data[0].x
