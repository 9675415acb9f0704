"""Charts of products draw the numbers of their frames, and what is not known as not known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis.charts.product_law import law_chart
from analysis.charts.product_profile import districts_chart, position_chart, supports_chart
from analysis.charts.product_ranking import MOST_SHOWN, rank_ticks, ranking_chart
from analysis.charts.product_robustness import (
    MOST_COMPARED,
    MOST_PRODUCTS,
    acceptability_chart,
    central_chart,
    first_ranks,
)
from analysis.language import LANGUAGES, Language


def _ranking(count: int = 3) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "name": [f"Sản phẩm {place}" for place in range(1, count + 1)],
            "rank": range(1, count + 1),
            "score": np.linspace(0.9, 0.1, count),
            "best_rank": range(1, count + 1),
            "worst_rank": [min(place + 1, count) for place in range(1, count + 1)],
            "likely_low": [1] * count,
            "likely_high": [min(place + 2, count) for place in range(1, count + 1)],
            "unknown": [0, *[2] * (count - 1)],
            "criteria": 15,
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ranking_draws_rank_band_and_interval(language: Language) -> None:
    frame = _ranking()
    bands, ends, dots = ranking_chart(frame, language).data
    assert list(dots.x) == [1.0, 2.0, 3.0]
    middles = [base + width / 2 for base, width in zip(bands.base, bands.x, strict=True)]
    assert middles == pytest.approx([2.0, 2.0, 2.0])
    assert list(ends.x) == [1.0, 2.0, None, 2.0, 3.0, None, 3.0, 3.0, None]
    figure = ranking_chart(frame, language)
    labels = figure.layout.yaxis.ticktext
    assert "2/15" not in labels[0]
    assert ("chưa rõ 2/15" if language == "vi" else "2/15 unknown") in labels[1]
    assert figure.layout.xaxis.range[1] > 3


def test_a_long_ranking_shows_the_first_and_a_tick_for_the_first_rank() -> None:
    figure = ranking_chart(_ranking(60), "vi")
    assert len(figure.data[2].x) == MOST_SHOWN
    assert "60" in figure.layout.xaxis.title.text
    assert rank_ticks(4) == [1, 2, 3, 4]
    assert rank_ticks(39) == [1, 10, 20, 30]
    assert rank_ticks(7)[0] == 1


def test_an_empty_ranking_is_a_chart_without_dots() -> None:
    assert list(ranking_chart(_ranking(3).head(0), "en").data[2].x) == []


def _acceptability(shares: list[list[float]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"product_id": f"P{row}", "name": f"Tên {row}", "rank": rank + 1, "share": share}
            for row, ranks in enumerate(shares)
            for rank, share in enumerate(ranks)
        ]
    )


def test_bars_are_the_shares_of_the_first_ranks_most_often_first_on_top() -> None:
    shares = [[0.2, 0.1, 0.3, 0.4], [0.8, 0.1, 0.1, 0.0], [0.0, 0.0, 0.0, 1.0], [0.0, 0.8, 0.2, 0]]
    wide = first_ranks(_acceptability(shares))
    # The third never reaches the first ranks.
    assert list(wide.index) == ["P1", "P0", "P3"]
    figure = acceptability_chart(_acceptability(shares), "en")
    assert [trace.name for trace in figure.data] == ["Rank 1", "Rank 2", "Rank 3"]
    assert list(figure.data[0].x) == [0.0, 0.2, 0.8]
    assert list(figure.data[0].text) == ["", "20%", "80%"]
    assert figure.layout.yaxis.ticktext[-1] == "<b>Tên 1</b> "
    assert figure.layout.xaxis.range[1] >= 1.0


def test_two_products_have_two_ranks_and_many_are_cut() -> None:
    few = acceptability_chart(_acceptability([[0.6, 0.4], [0.4, 0.6]]), "vi")
    assert [trace.name for trace in few.data] == ["Hạng 1", "Hạng 2"]
    many = first_ranks(_acceptability([[0.05, 0.05, 0.05]] * 20))
    assert len(many) == MOST_PRODUCTS


def test_the_map_of_central_weights_holds_the_figures_it_colours() -> None:
    frame = pd.DataFrame(
        [
            {
                "product_id": f"P{product}",
                "name": f"Tên {product}",
                "first_share": 0.5 - product / 10,
                "confidence": 0.9,
                "criterion": code,
                "criterion_name": code.upper(),
                "weight": weight + product / 100,
            }
            for product in range(5)
            for code, weight in (("jobs", 0.75), ("growth", 0.25))
        ]
    )
    (heat,) = central_chart(frame, "en").data
    # Criteria from the top down, so the last stands lowest.
    np.testing.assert_allclose(heat.z, [[0.25, 0.26, 0.27], [0.75, 0.76, 0.77]])
    assert heat.text[1][0] == "75%"
    heads = central_chart(frame, "en").layout.xaxis.ticktext
    assert len(heads) == MOST_COMPARED
    assert heads[0] == "<b>Tên 0</b><br>50%<br>90%"


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_ranks_are_drawn_and_joined(language: Language) -> None:
    frame = pd.DataFrame(
        {
            "name": ["A", "B", "C"],
            "law_rank": [3.0, 1.5, 1.5],
            "score_rank": [1.0, 3.0, 1.5],
            "gap": [2.0, -1.5, 0.0],
        }
    )
    figure = law_chart(frame, language)
    joined, law, higher, lower, same = figure.data
    assert list(joined.x) == [3.0, 1.0, None, 1.5, 3.0, None, 1.5, 1.5, None]
    assert list(law.x) == [3.0, 1.5, 1.5]
    assert (list(higher.x), list(lower.x), list(same.x)) == ([1.0], [3.0], [1.5])
    names = {trace.marker.symbol for trace in (higher, lower, same)}
    assert len(names) == 3
    assert ("1,5" if language == "vi" else "1.5") in figure.layout.yaxis.ticktext[1]


def test_an_unknown_criterion_keeps_its_row_without_a_dot() -> None:
    frame = pd.DataFrame(
        {
            "criterion_name": ["Việc làm", "Xuất khẩu", "Năng suất"],
            "words": ["3", "chưa rõ", "5% (2% đến 8%)"],
            "position": [0.8, np.nan, 0.4],
            "position_low": [np.nan, np.nan, 0.1],
            "position_high": [np.nan, np.nan, 0.9],
        }
    )
    figure = position_chart(frame, "vi")
    spans, dots = figure.data
    assert list(dots.x) == [0.8, 0.4]
    assert list(dots.y) == [0.0, -2.0]
    assert list(spans.x) == [0.1, 0.9, None]
    assert len(figure.layout.yaxis.ticktext) == 3
    assert "chưa rõ" in figure.layout.yaxis.ticktext[1]
    # Better and worse than the median differ in shape, not only in colour.
    assert len(set(dots.marker.symbol)) == 2


def test_makers_and_supports_are_counted_from_zero() -> None:
    made = pd.DataFrame(
        {"district_name": ["Bình Sơn", "Lý Sơn"], "makers": [4, 1], "supported": [1, 0]}
    )
    figure = districts_chart(made, "en")
    assert list(figure.data[0].x) == [1, 4]
    assert figure.layout.xaxis.range[0] == 0
    assert "4, 1 ever supported" in figure.layout.yaxis.ticktext[1]
    given = pd.DataFrame(
        {
            "year": pd.array([2022, 2023, None], dtype="Int64"),
            "supports": pd.array([1, 2, 1], dtype="Int64"),
            "currency": "VND",
            "grants": pd.array([None, 40_000_000, None], dtype="Int64"),
        }
    )
    columns = supports_chart(given, "vi").data[0]
    assert list(columns.y) == [1, 2]
    assert "không rõ số tiền" in columns.customdata[0]
    assert "40 triệu đồng" in columns.customdata[1]
