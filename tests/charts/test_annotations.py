"""Notes on time charts stand where their day is and never over each other."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.charts.annotations import annotated, decimal_year
from analysis.charts.theme import house_figure, year_axis

NOTES = pd.DataFrame(
    {
        "kind": ["decision", "disaster", "decision", "other"],
        "starts_on": pd.to_datetime(["2018-05-11", "2020-03-01", "2018-05-12", "1999-01-01"]),
        "ends_on": pd.to_datetime([None, "2021-12-31", None, None]),
        "title_vi": ["Thông tư", "Dịch", "Văn bản", "Xa xưa"],
        "title_en": ["Circular", "Epidemic", "Paper", "Long ago"],
    }
)


def _bars(years: range):
    trace = {"type": "bar", "x": list(years), "y": [1] * len(years)}
    return house_figure([trace], "vi", x_axis=year_axis(years))


def _dates():
    trace = {"type": "scatter", "x": ["2018-01-01", "2018-04-01", "2018-07-01"], "y": [1, 2, 3]}
    return house_figure([trace], "en")


def test_the_first_of_january_lies_at_the_edge_of_the_bar() -> None:
    assert decimal_year(date(2020, 1, 1)) == 2019.5
    assert decimal_year(date(2020, 7, 1)) == pytest.approx(2019.5 + 182 / 366)
    assert decimal_year(date(2020, 12, 31)) < decimal_year(date(2021, 1, 1)) == 2020.5


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)))
def test_a_day_lies_within_the_bar_of_its_year(when: date) -> None:
    assert when.year - 0.5 <= decimal_year(when) < when.year + 0.5


def test_lines_spans_and_numbers() -> None:
    chart = _bars(range(2016, 2023))
    result = annotated(chart, NOTES, "en")
    assert result.lines == (
        "1. 11 May 2018: Circular (Law or decision)",
        "2. 12 May 2018: Paper (Law or decision)",
        "3. 1 Mar 2020 – 31 Dec 2021: Epidemic (Disaster or epidemic)",
    )
    lines = [shape for shape in result.figure.layout.shapes if shape.type == "line"]
    spans = [shape for shape in result.figure.layout.shapes if shape.type == "rect"]
    assert [line.x0 for line in lines] == [
        pytest.approx(decimal_year(date(2018, 5, 11))),
        pytest.approx(decimal_year(date(2018, 5, 12))),
    ]
    assert (spans[0].x1, spans[0].layer) == (2021.5, "below")
    marks = result.figure.layout.annotations
    assert [mark.text for mark in marks] == ["1", "2", "3"]
    assert [mark.yshift for mark in marks] == [0, 18, 0]
    assert marks[2].hovertext == result.lines[2]
    assert result.lines[0].startswith("1. 11 May 2018")
    # The chart that was given stays as it was.
    assert not chart.layout.shapes
    assert result.figure.layout.height > chart.layout.height
    assert result.figure.layout.legend.y > chart.layout.legend.y


def test_a_span_is_cut_at_the_edge_of_the_chart() -> None:
    result = annotated(_bars(range(2016, 2021)), NOTES, "vi")
    span = next(shape for shape in result.figure.layout.shapes if shape.type == "rect")
    assert span.x1 == result.figure.layout.xaxis.range[1]
    assert result.lines[2].startswith("3. 01/03/2020 – 31/12/2021: Dịch")


def test_an_axis_of_days() -> None:
    result = annotated(_dates(), NOTES, "en", "dates")
    assert [shape.x0 for shape in result.figure.layout.shapes] == ["2018-05-11", "2018-05-12"]
    assert len(result.lines) == 2


def test_nothing_to_note_leaves_the_chart_alone() -> None:
    chart = _bars(range(2002, 2006))
    for notes in (NOTES, NOTES.iloc[:0]):
        result = annotated(chart, notes, "vi")
        assert result.figure is chart
        assert result.lines == ()
    assert annotated(house_figure([], "vi"), NOTES, "vi").lines == ()


@settings(max_examples=30)
@given(st.lists(st.dates(date(2015, 1, 1), date(2022, 12, 31)), min_size=1, max_size=12))
def test_numbers_never_stand_on_each_other(days: list[date]) -> None:
    notes = pd.DataFrame(
        {
            "kind": "other",
            "starts_on": pd.to_datetime(days),
            "ends_on": pd.NaT,
            "title_vi": "Việc",
            "title_en": "Event",
        }
    )
    result = annotated(_bars(range(2015, 2023)), notes, "en")
    low, high = result.figure.layout.xaxis.range
    marks = [(mark.yshift, mark.x) for mark in result.figure.layout.annotations]
    assert len(marks) == len(days)
    for place, (row, x) in enumerate(marks):
        for other_row, other_x in marks[place + 1 :]:
            assert row != other_row or abs(x - other_x) >= (high - low) * 0.06
