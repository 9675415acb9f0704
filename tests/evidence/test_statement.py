"""What an interval allows and rules out, in words."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given

from analysis.evidence.findings import Interval
from analysis.evidence.statement import (
    at_one_time,
    band_words,
    holds_zero,
    interval_words,
    is_precise_zero,
    range_words,
    rules_out,
    rules_out_good,
)
from analysis.language import Text
from tests.evidence.statements import PERSONS, statement, statements

ONE_TIME: dict[str, Any] = {"design": "comparison", "grade": 1, "over_time": False}
INFINITE = float("inf")


@pytest.mark.parametrize(
    ("low", "high", "en"),
    [
        (-0.02, 0.0862, "a rise above 9.0% or a fall beyond 2.0% is unlikely"),
        (0.02, 0.2, "a fall or no change is unlikely"),
        (-0.2, -0.02, "a rise or no change is unlikely"),
        (-INFINITE, 0.0862, "a rise above 9.0% is unlikely; no fall is ruled out"),
        (-0.02, INFINITE, "a fall beyond 2.0% is unlikely; no rise is ruled out"),
        (-INFINITE, INFINITE, "no rise or fall is ruled out"),
        (-0.02, 0.0, "any rise or a fall beyond 2.0% is unlikely"),
        (0.0, 0.0862, "a rise above 9.0% or any fall is unlikely"),
        # A log of 60 is 10²⁶ times as much: as good as no bound.
        (-0.02, 60.0, "a fall beyond 2.0% is unlikely; no rise is ruled out"),
    ],
)
def test_what_is_ruled_out(low: float, high: float, en: str) -> None:
    assert rules_out(statement(interval=Interval(low, high))).en == en


def test_what_is_ruled_out_in_vietnamese() -> None:
    assert rules_out(statement()).vi == "tăng trên 9,0% hoặc giảm quá 2,0% là khó xảy ra"
    assert rules_out(statement(interval=None)).vi == "không loại trừ được mức nào"


def test_nothing_rose_or_fell_at_one_time() -> None:
    found = statement(**ONE_TIME)
    assert at_one_time(found)
    assert rules_out(found).en == (
        "being more than 9.0% higher or being more than 2.0% lower is unlikely"
    )
    above = statement(**ONE_TIME, interval=Interval(0.01, 0.1))
    assert rules_out(above).en == "being lower or equal is unlikely"
    # Once it is an effect, it is one on what would have happened.
    assert "a rise" in rules_out(statement(over_time=False, design="lottery", grade=5)).en


def test_the_short_form_names_the_direction_wanted() -> None:
    assert rules_out_good(statement()).en == "a rise above 9.0% is unlikely"
    assert rules_out_good(statement(better="less")).en == "a fall beyond 2.0% is unlikely"
    assert rules_out_good(statement(better=None)) == rules_out(statement())
    half = statement(interval=Interval(-0.02, INFINITE))
    assert rules_out_good(half) == rules_out(half)


def test_ends_and_levels_of_intervals() -> None:
    persons = statement(
        scale="level", unit=PERSONS, estimate=2.0, interval=Interval(-1.0, 5.0, 0.9)
    )
    assert interval_words(persons) == Text(
        "khoảng tin cậy 90%: từ −1 đến +5 người", "90% interval: −1 to +5 persons"
    )
    half = statement(interval=Interval(-INFINITE, 0.0862))
    assert range_words(half) == Text("đến +9,0%, không có cận dưới", "up to +9.0%, no lower bound")
    assert interval_words(statement(interval=None)).en == "no interval can be computed"


def test_a_precise_zero_lies_within_what_does_not_matter() -> None:
    narrow = Interval(-0.012, 0.015)
    assert is_precise_zero(statement(interval=narrow))
    assert band_words(statement(interval=narrow)) == Text("±2,0%", "±2.0%")
    assert not is_precise_zero(statement(interval=Interval(-0.012, 0.03)))
    # All of it too small to matter, but no zero among it.
    assert not is_precise_zero(statement(estimate=0.01, interval=Interval(0.005, 0.015)))
    # What is small in a unit of its own, the statement has to say.
    persons = {"scale": "level", "unit": PERSONS, "interval": narrow}
    assert not is_precise_zero(statement(**persons))
    assert is_precise_zero(statement(**persons, negligible=0.5))
    assert band_words(statement(**persons, negligible=0.5)).en == "±0.5 persons"
    # A fall of 2 % is −0.0202 in logs, a rise 0.0198.
    assert is_precise_zero(statement(interval=Interval(math.log(0.981), math.log(1.019))))
    assert not is_precise_zero(statement(interval=Interval(math.log(0.979), 0.01)))


@given(statements())
def test_whatever_holds_zero_is_not_said_to_be_on_one_side(found: Any) -> None:
    said = rules_out(found).en
    one_sided = said.startswith(
        ("a fall or no", "a rise or no", "being lower or e", "being higher or e")
    )
    assert one_sided == (not holds_zero(found))
    assert is_precise_zero(found) <= holds_zero(found)


@pytest.mark.parametrize(
    "facts",
    [
        {"estimate": float("nan")},
        {"estimate": INFINITE},
        {"estimate": 40.0},
        {"interval": Interval(0.2, 0.1)},
        {"interval": Interval(float("nan"), 0.1)},
        {"n_supported": -1},
        {"n_compared": -1},
        {"grade": 6},
    ],
)
def test_what_is_no_statement_is_refused(facts: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"no number|no interval|below zero|no grade"):
        statement(**facts)
