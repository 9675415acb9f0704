"""Charts of doubt draw the numbers they are given, in both languages."""

from __future__ import annotations

import math

import pytest

from analysis.charts.evidence_sensitivity import (
    broken_trends_chart,
    matched_chart,
    unseen_cause_chart,
)
from analysis.evidence.findings import Interval
from analysis.language import LANGUAGES

PARALLEL = Interval(0.02, 0.10)
BROKEN = ((0.5, Interval(0.01, 0.12)), (1.0, Interval(-0.01, 0.14)), (2.0, Interval(-0.06, 0.2)))
SAID = ("0.5×", "1×", "2×")


@pytest.mark.parametrize("language", LANGUAGES)
def test_broken_trends_stand_beside_the_parallel_one(language) -> None:
    figure = broken_trends_chart(
        0.06, PARALLEL, BROKEN, 0.75, language, ("x", "y"), "log", None, SAID
    )
    parallel, dot, stands, holds = figure.data
    assert list(dot.y) == [pytest.approx(math.expm1(0.06))]
    assert list(parallel.y)[:2] == pytest.approx([math.expm1(0.02), math.expm1(0.10)])
    # Only 0.5 is told from zero: blue; the others hold it.
    assert list(stands.x) == [1, 1, None]
    assert list(holds.x) == [2, 2, None, 3, 3, None]
    assert list(holds.y)[:2] == pytest.approx([math.expm1(-0.01), math.expm1(0.14)])
    # The breakdown value lies half way between 0.5 and 1.
    assert [shape.x0 for shape in figure.layout.shapes] == [1.5]
    assert list(figure.layout.xaxis.ticktext)[1:] == list(SAID)


def test_without_a_breakdown_there_is_no_line() -> None:
    for value in (None, 0.0, 5.0):
        figure = broken_trends_chart(
            0.06, PARALLEL, BROKEN, value, "en", ("x", "y"), "share", None, SAID
        )
        assert not figure.layout.shapes


def test_answers_of_matching_and_those_that_are_none() -> None:
    rows = [
        ("Main", "n", 0.05, Interval(0.01, 0.09), False),
        ("Naive", "n", 0.40, Interval(0.30, 0.50), True),
        ("Matched", "why not", None, None, False),
    ]
    figure = matched_chart(rows, "en", "Estimate", "share")
    (dots,) = figure.data
    assert list(dots.x) == [0.05, 0.40]
    assert list(dots.marker.symbol) == ["diamond", "circle-open"]
    assert "why not" in figure.layout.yaxis.ticktext[2]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_recorded_stands_beside_what_is_needed(language) -> None:
    rows = [("Workers", 0.08, 0.01), ("Founded", 0.002, 0.0)]
    figure = unseen_cause_chart(0.113, rows, language, "Share")
    support, outcome, needed = figure.data
    assert list(support.x) == [0.08, 0.002]
    assert list(outcome.x) == [0.01, 0.0]
    assert set(needed.x) == {0.113}
