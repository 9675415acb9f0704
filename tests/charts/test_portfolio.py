"""Charts of the portfolio draw the numbers of their frames, and what has no plan as nothing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.portfolio_gates import MOST_PLACES, gates_chart, order_chart
from analysis.charts.portfolio_plan import plan_money_chart
from analysis.charts.portfolio_tradeoffs import frontier_chart, prices_chart, ways_chart
from analysis.language import LANGUAGES, Language

BILLION = 1_000_000_000


def test_conditions_are_bars_of_three_parts() -> None:
    frame = pd.DataFrame(
        {"gate_name": ["Giấy", "Máy"], "passed": [5, 9], "failed": [2, 0], "unknown": [3, 1]}
    )
    figure = gates_chart(frame, "vi")
    assert [trace.name for trace in figure.data] == ["Đạt", "Không đạt", "Chưa rõ"]
    assert [list(trace.x) for trace in figure.data] == [[5, 9], [2, 0], [3, 1]]
    assert list(figure.data[1].text) == ["2", ""]
    # The first row stands on top.
    assert figure.layout.yaxis.autorange == "reversed"
    assert figure.data[0].y[0].startswith("Giấy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_have_the_interval_they_may_be_in(language: Language) -> None:
    count = MOST_PLACES + 5
    frame = pd.DataFrame(
        {
            "application_id": [f"HS-{place}" for place in range(count)],
            "name": "Hợp tác xã Dịch vụ Tổng hợp và Sản xuất Gạch không nung Cát Tiến",
            "place": range(1, count + 1),
            "best_place": 1,
            "worst_place": range(1, count + 1),
            "law_unknown": [True] + [False] * (count - 1),
        }
    )
    figure = order_chart(frame, language)
    [dots] = figure.data
    assert list(dots.x) == [float(place) for place in range(1, MOST_PLACES + 1)]
    assert list(dots.error_x.arrayminus) == [float(place) for place in range(MOST_PLACES)]
    assert dots.marker.symbol[0] == "circle-open"
    labels = figure.layout.yaxis.ticktext
    assert ("(có thể 1–2)" if language == "vi" else "(may be 1–2)") in labels[1].replace(
        "<br>", " "
    )


def test_money_is_drawn_in_its_unit_and_told_with_files() -> None:
    frame = pd.DataFrame(
        {
            "code_name": ["Ba Tơ", "Không rõ"],
            "chosen": [2 * BILLION, 0],
            "chosen_files": [3, 0],
            "open": [BILLION, BILLION // 2],
            "open_files": [1, 1],
            "barred": [0, 0],
            "barred_files": [0, 2],
            "currency": ["VND", "VND"],
        }
    )
    figure = plan_money_chart(frame, "vi")
    assert [list(trace.x) for trace in figure.data] == [[2, 0], [1, 0.5], [0, 0]]
    assert figure.layout.xaxis.title.text == "Tỷ đồng"
    assert figure.data[0].customdata[0] == "2 tỷ đồng, 3 hồ sơ"


def _frontier() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "budget": [BILLION // 2, BILLION, 2 * BILLION],
            "currency": "VND",
            "factor": [0.5, 1.0, 2.0],
            "objective": [None, 0.4, 0.7],
            "bound": [None, 0.4, 0.75],
            "projects": [None, 4, 7],
            "proved": [True, True, False],
        }
    ).astype({"objective": float, "bound": float, "projects": "Int64"})


def test_a_budget_without_a_plan_is_left_out_of_the_frontier() -> None:
    figure = frontier_chart(_frontier(), "en")
    bound, best, here = figure.data
    assert list(best.x) == [1, 2]
    assert list(best.y) == [0.4, 0.7]
    assert list(bound.y) == [0.4, 0.75]
    assert list(here.x) == [1]
    assert best.customdata[1] == "2 billion VND: 70.0%, 7 projects; not proved the best"
    assert list(best.marker.symbol) == ["circle", "circle-open"]
    gone = frontier_chart(_frontier()[_frontier()["factor"] != 1.0], "en")
    assert len(gone.data) == 2, "this budget has no plan: nothing marks it"


@pytest.mark.parametrize("language", LANGUAGES)
def test_prices_have_both_ends_and_what_has_no_plan_is_said(language: Language) -> None:
    frame = pd.DataFrame(
        {
            "change": ["Thêm", "Bỏ"],
            "difference": [0.02, None],
            "low": [0.015, None],
            "high": [0.03, None],
        }
    )
    figure = prices_chart(frame, language)
    [dots] = figure.data
    assert list(dots.x) == pytest.approx([2.0])
    assert list(dots.error_x.array) == pytest.approx([1.0])
    assert list(dots.error_x.arrayminus) == pytest.approx([0.5])
    none = "không có phương án" if language == "vi" else "no plan"
    assert none in figure.layout.yaxis.ticktext[1]
    assert figure.layout.xaxis.range[0] < 0, "a dot at zero does not cover its label"


def test_ways_that_break_a_limit_stand_back() -> None:
    frame = pd.DataFrame(
        {
            "method_name": ["Tối ưu", "Theo quy định"],
            "value": [0.7, 0.5],
            "low": [0.5, 0.4],
            "high": [0.9, 0.6],
            "verified": [True, False],
        }
    )
    [dots] = ways_chart(frame, "vi").data
    assert list(dots.marker.symbol) == ["circle", "circle-open"]
    assert list(dots.error_x.array) == pytest.approx([0.2, 0.1])
