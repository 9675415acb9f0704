"""How an estimate is written: per cent of logs, percentage points of shares, units of levels."""

from __future__ import annotations

import math
from typing import Literal

from analysis.language import LANGUAGES, Language, Text, format_number, format_share

Scale = Literal["log", "share", "level"]
"""The scale an outcome is estimated on: logarithms, fractions, or its own unit."""

POINTS = Text("điểm phần trăm", "percentage points")
"""What differences of shares are told in."""

_LARGEST_LOG = 30.0
"""A log this large is no estimate of anything (10¹³ times as much); it must not stop a page."""


def shown(value: float, scale: Scale) -> float:
    """Return an estimate as it is read: logs as a fraction (exp − 1), all else as it is.

    A log above 30 is infinite.
    """
    if scale != "log":
        return value
    return math.expm1(value) if value <= _LARGEST_LOG else math.inf


def size(value: float, scale: Scale, unit: Text | None = None) -> Text:
    """Write how large a change is, without its sign: "12 %", "1,2 điểm phần trăm", "3,4 người"."""
    return Text(*(_written(abs(shown(value, scale)), scale, unit, one) for one in LANGUAGES))


def signed(value: float, scale: Scale, unit: Text | None = None) -> Text:
    """Write a change with its sign; zero, and what rounds to it, has none."""
    text, sign = size(value, scale, unit), sign_of(value, scale)
    return Text(sign + text.vi, sign + text.en)


def signed_bare(value: float, scale: Scale) -> Text:
    """Write a change with its sign but without the words of its unit, as the first of a range."""
    amount, sign = abs(shown(value, scale)), sign_of(value, scale)
    return Text(*(sign + _bare(amount, scale, language) for language in LANGUAGES))


def sign_of(value: float, scale: Scale) -> str:
    """Return the sign a change is written with: none when it is written as zero."""
    amount = shown(value, scale)
    if not any(letter in "123456789∞" for letter in _bare(abs(amount), scale, "en")):
        return ""
    return "+" if amount > 0 else "−"


def level(value: float, scale: Scale, unit: Text | None = None) -> Text:
    """Write a value at one point in time, not a change: logs as exp, shares as per cent."""
    plain = math.exp(min(value, _LARGEST_LOG)) if scale == "log" else value
    return Text(*(_level(plain, scale, unit, language) for language in LANGUAGES))


def _written(amount: float, scale: Scale, unit: Text | None, language: Language) -> str:
    words = POINTS if scale == "share" else unit if scale == "level" else None
    return _with_unit(_bare(amount, scale, language), words, language)


def _bare(amount: float, scale: Scale, language: Language) -> str:
    if scale == "log":
        return format_share(amount, language, _digits(amount * 100))
    if scale == "share":
        return format_number(amount * 100, language, _digits(amount * 100))
    return format_number(amount, language, _level_digits(amount))


def _level(value: float, scale: Scale, unit: Text | None, language: Language) -> str:
    if scale == "share":
        return format_share(value, language, _digits(value * 100))
    return _with_unit(format_number(value, language, _level_digits(value)), unit, language)


def _with_unit(figures: str, unit: Text | None, language: Language) -> str:
    return figures if unit is None else f"{figures} {unit.in_language(language)}"


def _digits(read: float) -> int:
    """Return the decimals that leave a figure or two of a percentage, three at most.

    What three decimals would write as 0,000 needs none.
    """
    amount = abs(read)
    if amount >= 9.95 or amount < 0.0005:
        return 0
    return 1 if amount >= 0.095 else 2 if amount >= 0.0095 else 3


def _level_digits(value: float) -> int:
    """Return the decimals that leave two figures of a level, three at most: 0,12 workers a year."""
    amount = abs(value)
    return 0 if amount >= 9.95 else 1 if amount >= 0.995 else 2 if amount >= 0.0995 else 3
