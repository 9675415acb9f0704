"""Charts of data quality draw every number of their frame, the missing as missing."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.charts.quality import (
    completeness_chart,
    response_chart,
    timeliness_chart,
    trend_chart,
    verified_chart,
)
from analysis.measures import run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


def _response(*rows: tuple[int, str, str, int, int]) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["year", "district", "district_name", "answered", "supported"]
    )
    return frame.assign(
        response=frame["answered"] / frame["supported"], still_open=frame["year"] == 2024
    )


def test_cells_show_a_rate_for_whoever_was_to_answer_and_a_dash_for_nobody() -> None:
    frame = _response(
        (2022, "901", "Huyện Một", 1, 4),
        (2023, "901", "Huyện Một", 6, 12),
        (2023, "902", "Huyện Hai", 12, 12),
        (2024, "902", "Huyện Hai", 0, 12),
        (2022, "unknown", "Không rõ", 2, 2),
    )
    figure = response_chart(frame, "vi")
    bars = figure.data[0]
    drawn = {
        (place, round(base + 0.48)): text
        for place, base, text in zip(bars.y, bars.base, bars.text, strict=True)
    }
    assert drawn == {
        # Italics where fewer than ten were to answer.
        ("Một", 2022): "<i>25</i>",
        ("Một", 2023): "<b>50</b>",
        ("Một", 2024): "–",
        ("Hai", 2022): "–",
        ("Hai", 2023): "<b>100</b>",
        ("Hai", 2024): "<b>0</b>",
        ("Không rõ", 2022): "<i>100</i>",
        ("Không rõ", 2023): "–",
        ("Không rõ", 2024): "–",
    }
    # The best of the last year due on top, the unknown place at the bottom.
    assert list(figure.layout.yaxis.categoryarray) == ["Không rõ", "Một", "Hai"]
    assert list(figure.layout.xaxis.ticktext) == ["2022", "2023", "2024*"]
    assert "50% (6/12)" in {entry[1] for entry in bars.customdata}


def _contrast(words: str, ground: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(words), light(ground)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_words_in_every_cell_can_be_read() -> None:
    frame = _response(*((2000 + n, "901", "Huyện Một", n, 20) for n in range(21)))
    bars = response_chart(frame, "en").data[0]
    for words, ground in zip(bars.insidetextfont.color, bars.marker.color, strict=True):
        assert _contrast("#FFFFFF" if words == "white" else words, ground) >= 4.5
    assert len(set(bars.marker.color)) == 5


@pytest.mark.parametrize("language", ["vi", "en"])
def test_stacks_add_up_to_the_records_of_the_year(simulated: Snapshot, language) -> None:
    for measure, chart in (
        ("quality_timeliness", timeliness_chart),
        ("quality_verified", verified_chart),
    ):
        frame = run_measure(measure, simulated, Scope(language=language))
        figure = chart(frame, language)
        heights: dict[int, int] = {}
        for bar in figure.data:
            for year, height in zip(bar.x, bar.y, strict=True):
                heights[year] = heights.get(year, 0) + height
        assert heights == frame.groupby("year")["records"].sum().to_dict()


def test_the_emptiest_columns_stand_on_top_with_their_counts(simulated: Snapshot) -> None:
    frame = run_measure("quality_completeness", simulated, Scope(language="en"))
    bars = completeness_chart(frame, "en").data[0]
    assert list(bars.x) == sorted(bars.x, reverse=True)
    assert len(bars.x) == 12
    assert frame["column_name"].iloc[0] in bars.y[-1]
    assert f"n = {frame['expected'].iloc[0]:,}" in bars.y[-1]


def test_the_trend_has_a_line_of_its_own_look_for_each_indicator() -> None:
    frame = pd.DataFrame(
        [
            (f"2026-0{month}-01 08:00", code, month / 10, month, 10)
            for month in (1, 2, 3)
            for code in ("completeness", "response", "pending")
        ],
        columns=["imported_at", "indicator", "share", "numerator", "denominator"],
    )
    figure = trend_chart(frame, "vi")
    assert [list(line.y) for line in figure.data] == [[0.1, 0.2, 0.3]] * 3
    assert list(figure.layout.xaxis.ticktext) == ["01/01/2026", "01/02/2026", "01/03/2026"]
    for look in ("line.dash", "marker.symbol", "line.color"):
        assert len({line[look] for line in figure.data}) == 3
    assert figure.data[0].customdata[0] == "10,0% (1/10)"
