"""Numbers as they are read: per cent of logs, points of shares, units of levels."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.evidence.quantities import level, shown, sign_of, signed, signed_bare, size
from analysis.language import Text

PERSONS = Text("người", "persons")


@pytest.mark.parametrize(
    ("value", "scale", "vi", "en"),
    [
        (math.log(1.12), "log", "+12%", "+12%"),
        (math.log(0.965), "log", "−3,5%", "−3.5%"),
        (math.log(12.5), "log", "+1.150%", "+1,150%"),
        (0.0123, "share", "+1,2 điểm phần trăm", "+1.2 percentage points"),
        (-0.25, "share", "−25 điểm phần trăm", "−25 percentage points"),
        (-3.456, "level", "−3,5 người", "−3.5 persons"),
        (12345.6, "level", "+12.346 người", "+12,346 persons"),
        (0.124, "level", "+0,12 người", "+0.12 persons"),
        (0.0321, "level", "+0,032 người", "+0.032 persons"),
        (0.004, "share", "+0,4 điểm phần trăm", "+0.4 percentage points"),
        (0.0, "log", "0%", "0%"),
        (1e-9, "log", "0%", "0%"),
        (-1e-9, "level", "0 người", "0 persons"),
    ],
)
def test_changes_as_they_are_read(value: float, scale: str, vi: str, en: str) -> None:
    assert signed(value, scale, PERSONS) == Text(vi, en)
    assert size(value, scale, PERSONS) == Text(vi.lstrip("+−"), en.lstrip("+−"))


def test_the_first_of_a_range_leaves_its_unit_to_the_last() -> None:
    assert signed_bare(-0.25, "share") == Text("−25", "−25")
    assert signed_bare(1.26, "level") == Text("+1,3", "+1.3")
    # The sign of a percentage is part of the number.
    assert signed_bare(math.log(1.12), "log") == Text("+12%", "+12%")


def test_values_at_one_time_are_no_changes() -> None:
    assert level(math.log(120.4), "log", PERSONS) == Text("120 người", "120 persons")
    assert level(0.085, "share") == Text("8,5%", "8.5%")
    assert level(1234.0, "level", PERSONS) == Text("1.234 người", "1,234 persons")


@given(st.floats(-1e6, 1e6), st.sampled_from(["log", "share", "level"]))
def test_no_number_stops_a_page(value: float, scale: str) -> None:
    for text in (signed(value, scale, PERSONS), level(value, scale, PERSONS)):
        assert any(letter.isdigit() or letter == "∞" for letter in text.vi)
    # A sign is written exactly when something other than zero is.
    written = size(value, scale).en
    assert (sign_of(value, scale) == "") == (not any(d in written for d in "123456789∞"))


def test_a_log_without_measure_is_infinite() -> None:
    assert shown(31.0, "log") == math.inf
    assert shown(-1e6, "log") == -1.0
