"""Numbers, money and dates as Vietnamese and English readers write them."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.language import (
    Text,
    format_day,
    format_figure,
    format_money,
    format_number,
    format_share,
    money_unit,
)


@pytest.mark.parametrize(
    ("value", "digits", "vietnamese", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (0, 0, "0", "0"),
        (-3.14159, 2, "−3,14", "−3.14"),
        (-0.004, 2, "0", "0"),
        (None, 0, "–", "–"),
        (float("nan"), 2, "–", "–"),
    ],
)
def test_numbers(value: float | None, digits: int, vietnamese: str, english: str) -> None:
    assert format_number(value, "vi", digits) == vietnamese
    assert format_number(value, "en", digits) == english


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        (12.346, "12,35", "12.35"),
        (0.104, "0,1", "0.1"),
        (0.0117, "0,012", "0.012"),
        (-0.00764, "−0,0076", "−0.0076"),
        (0.0, "0", "0"),
        (1e-12, "0", "0"),
        (None, "–", "–"),
    ],
)
def test_a_small_figure_is_not_written_as_nothing(
    value: float | None, vietnamese: str, english: str
) -> None:
    assert format_figure(value, "vi") == vietnamese
    assert format_figure(value, "en") == english


@pytest.mark.parametrize(
    ("amount", "currency", "vietnamese", "english"),
    [
        (8_123_456_789, "VND", "8,12 tỷ đồng", "8.12 billion VND"),
        (78_900_000, "VND", "78,9 triệu đồng", "78.9 million VND"),
        (450_000_000, "VND", "450 triệu đồng", "450 million VND"),
        (0, "VND", "0 đồng", "0 VND"),
        (-8_123_456_789, "VND", "−8,12 tỷ đồng", "−8.12 billion VND"),
        (35_000, "USD", "35 nghìn đô la Mỹ", "35 thousand US dollars"),
        (None, "VND", "–", "–"),
        (12, "EUR", "12 EUR", "12 EUR"),
    ],
)
def test_money(amount: float | None, currency: str, vietnamese: str, english: str) -> None:
    assert format_money(amount, currency, "vi") == vietnamese
    assert format_money(amount, currency, "en") == english


def test_shares_and_days() -> None:
    assert format_share(0.125, "vi", 1) == "12,5%"
    assert format_share(0.125, "en", 1) == "12.5%"
    assert format_share(-0.125, "vi", 1) == "−12,5%"
    # What is written as nothing has no sign.
    assert format_share(-0.0004, "en", 1) == "0.0%"
    assert format_share(None, "vi") == "–"
    assert format_day(date(2025, 7, 1), "vi") == "01/07/2025"
    assert format_day(date(2025, 7, 1), "en") == "1 Jul 2025"
    assert format_day(None, "en") == "–"


def test_a_money_unit_keeps_at_least_one_before_the_comma() -> None:
    assert money_unit(999_999_999, "VND").factor == 1_000_000
    assert money_unit(1_000_000_000, "VND").factor == 1_000_000_000


def test_a_text_fills_with_texts_of_its_own_language() -> None:
    filled = Text("{what} tăng {n}", "{what} grew {n}").filled(what=Text("Tiền", "Money"), n=3)
    assert filled == Text("Tiền tăng 3", "Money grew 3")
