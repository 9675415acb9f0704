"""Charts of evidence draw the numbers they are given, with intervals, in both languages."""

from __future__ import annotations

import json
import math

import numpy as np
import pandas as pd
import pytest

from analysis.charts.evidence import event_study_chart, love_plot, mde_curve, panel_flow_chart
from analysis.charts.evidence_rows import (
    leave_one_out_chart,
    lee_bounds_chart,
    robustness_chart,
    subgroups_chart,
)
from analysis.evidence.attrition import Bounds
from analysis.evidence.findings import Alternative, Interval
from analysis.evidence.model import Aggregate
from analysis.evidence.subgroups import summarised
from analysis.language import LANGUAGES, Text

TITLE = Text("Thay đổi năng suất", "Change of productivity")
LONG = Text(
    "Chế biến nông, lâm, thủy sản và thực phẩm (cả cơ sở chế biến sau thu hoạch)",
    "Processing of farm, forest and sea products and food, also after the harvest",
)
STUDY = Aggregate(
    "dynamic",
    np.array([-3, -2, -1, 0, 1]),
    np.array([0.01, np.nan, 0.0, 0.05, 0.10]),
    np.array([0.02, np.nan, np.nan, 0.02, 0.03]),
    np.eye(5),
    np.array([40, 0, 50, 50, 30]),
    0.08, 0.02, 50, 500, 2.5,
)  # fmt: skip


def _ends(trace, axis: str) -> tuple[list[float], list[float]]:
    centre, bars = np.array(trace[axis]), trace[f"error_{axis}"]
    return list(centre - np.array(bars["arrayminus"])), list(centre + np.array(bars["array"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_event_study_draws_percent_with_both_intervals(language) -> None:
    figure = event_study_chart(STUDY, language, TITLE.in_language(language), "log")
    band, before, after = figure.data
    assert list(before.x) == [-3, -1]
    assert list(after.x) == [0, 1]
    assert list(after.y) == pytest.approx([math.expm1(0.05), math.expm1(0.10)])
    low, high = _ends(after, "y")
    assert low[0] == pytest.approx(math.expm1(0.05 - 1.959964 * 0.02))
    assert high[1] == pytest.approx(math.expm1(0.10 + 1.959964 * 0.03))
    # A period of reference has no interval.
    assert _ends(before, "y")[0][1] == 0
    assert max(band.y) == pytest.approx(math.expm1(0.10 + 2.5 * 0.03))
    assert list(band.x) == [-3, -1, 0, 1, 1, 0, -1, -3]
    expected = {"vi": "30 cơ sở được hỗ trợ", "en": "30 supported establishments"}
    assert expected[language] in after.customdata[1]
    assert set(before.marker.symbol.split()) == {"circle-open"}


def test_the_love_plot_marks_what_is_negligible() -> None:
    frame = pd.DataFrame(
        {
            "code": ["a", "b"],
            "label_vi": [LONG.vi, "Quy mô"],
            "label_en": [LONG.en, "Size"],
            "before": [0.4, -0.2],
            "after": [0.05, np.nan],
        }
    )
    figure = love_plot(frame, "vi")
    before, after = figure.data
    assert list(before.x) == [0.4, -0.2]
    assert list(after.x) == [0.05]
    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].x1) == (-0.1, 0.1)
    assert figure.layout.yaxis.ticktext[0].replace("<br>", " ") == LONG.vi
    assert "0,05" in after.customdata[0]
    without = love_plot(frame.assign(after=np.nan), "en")
    assert [trace.name for trace in without.data] == ["As observed"]


def test_robustness_holds_all_against_the_main_estimate() -> None:
    others = [
        Alternative("a", LONG, LONG, 0.05, Interval(-0.01, 0.11), 40, 300),
        Alternative("b", TITLE, LONG, None, None, 0, 0),
    ]
    figure = robustness_chart(0.08, Interval(0.02, 0.14), (50, 500), others, "en", "x", "share")
    (dots,) = figure.data
    assert list(dots.x) == [0.08, 0.05]
    assert list(dots.y) == [0, -1]
    assert _ends(dots, "x")[0] == pytest.approx([0.02, -0.01])
    assert dots.marker.symbol[0] == "diamond"
    assert figure.layout.shapes[0].x0 == 0.08
    labels = figure.layout.yaxis.ticktext
    assert "50 supported, 500 compared" in labels[0].replace("<br>", " ")
    assert "not computable" in labels[2]
    assert "percentage points" in dots.customdata[0]


def test_leaving_out_draws_one_row_a_district() -> None:
    frame = pd.DataFrame(
        {
            "label_vi": ["Bình Sơn", "Mộ Đức"],
            "label_en": ["Bình Sơn", "Mộ Đức"],
            "left_out": [20, 30],
            "supported": [30, 20],
            "estimate": [0.07, np.nan],
            "low": [0.01, np.nan],
            "high": [0.13, np.nan],
        }
    )
    figure = leave_one_out_chart(0.08, Interval(0.02, 0.14), 50, frame, "vi", "x", "log")
    assert list(figure.data[0].x) == pytest.approx([math.expm1(0.08), math.expm1(0.07)])
    labels = figure.layout.yaxis.ticktext
    assert "Bỏ Bình Sơn" in labels[1]
    assert "50 được hỗ trợ" in labels[0]
    assert "không tính được" in labels[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_groups_are_drawn_alone_and_together(language) -> None:
    frame = pd.DataFrame(
        {
            "code": ["a", "b", "c"],
            "label_vi": [LONG.vi, "B", "C"],
            "label_en": [LONG.en, "B", "C"],
            "supported": [100, 12, 0],
            "compared": [500, 500, 0],
            "estimate": [0.1, 0.5, np.nan],
            "error": [0.02, 0.2, np.nan],
        }
    )
    found = summarised(frame, "industry", TITLE)
    figure = subgroups_chart(found, language, "x", "level")
    alone, drawn = figure.data
    assert list(alone.x) == [0.1, 0.5]
    assert list(drawn.x) == pytest.approx(found.frame["shrunk"][:2].tolist())
    assert list(drawn.marker.symbol) == ["circle", "circle-open"]
    assert _ends(drawn, "x")[1] == pytest.approx(found.frame["shrunk_high"][:2].tolist())
    few = {"vi": "ít cơ sở", "en": "few, read"}[language]
    assert few in figure.layout.yaxis.ticktext[1].replace("<br>", " ")
    assert figure.layout.shapes[0].x0 == pytest.approx(found.shrinkage.mean)


def test_bounds_are_a_bar_inside_their_interval() -> None:
    bounds = Bounds(0.02, 0.12, 0.02, 0.02, Interval(-0.02, 0.16), 0.9, "supported")
    figure = lee_bounds_chart(0.08, Interval(0.04, 0.12), bounds, "vi", "x", "level")
    main, outer, inner = figure.data
    assert list(main.x) == [0.08]
    assert list(outer.x) == [-0.02, 0.16]
    assert list(inner.x) == [0.02, 0.12]
    assert "+0,02 … +0,12" in figure.layout.yaxis.ticktext[1]


def test_the_flow_shows_who_remains_and_who_is_left_out() -> None:
    steps = [("Cơ sở trong hồ sơ", 6060, 0), (LONG.vi, 5000, 1060), ("Có số liệu", 5000, 0)]
    figure = panel_flow_chart(steps, "vi")
    left, out = figure.data
    assert list(left.x) == [5000, 5000, 6060]
    assert list(out.x) == [0, 1060, 0]
    labels = figure.layout.yaxis.ticktext
    assert "còn 6.060" in labels[2]
    assert "còn 5.000, loại 1.060" in labels[1]
    assert len(panel_flow_chart([], "en").data) == 2


def test_the_curve_marks_today() -> None:
    points = [(50, 0.2), (100, 0.14), (200, 0.1)]
    figure = mde_curve(points, (120, 0.13), "en", "x", "log")
    line, today = figure.data
    assert list(line.y) == pytest.approx([math.expm1(value) for _, value in points])
    assert list(today.x) == [120]
    assert "Today: 120" in today.text[0]
    assert len(mde_curve(points, None, "en", "x", "log").data) == 1


def test_what_marks_today_lies_on_no_words_of_the_axis() -> None:
    points = [(10, 0.3), (500, 0.05), (1_000, 0.03)]
    beside = mde_curve(points, (20, 0.2), "vi", "x", "log").data[1]
    assert beside.textposition == "top right"
    late = mde_curve(points, (900, 0.035), "vi", "x", "log").data[1]
    assert late.textposition == "bottom center"


def test_every_chart_is_plain_json() -> None:
    figure = event_study_chart(STUDY, "vi", "x", "log")
    assert json.loads(figure.to_json())["layout"]["separators"] == ",."
