"""Two languages, one place: bilingual texts and the way numbers and dates are written.

Vietnamese is the first language of the programme; English is complete. A `Text` is a pair that
cannot exist in only one language, so a label, a definition or an error message is always ready
for both readers. Numbers and dates are formatted by Babel, never by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from math import floor, log10
from typing import Any, Literal

from babel import Locale
from babel.dates import format_date as babel_format_date
from babel.numbers import NumberPattern, format_decimal, format_percent, parse_pattern

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """A text in both languages; raises ValueError when either is empty."""

    vi: str
    en: str

    def __post_init__(self) -> None:
        if not self.vi.strip() or not self.en.strip():
            raise ValueError(f"a text needs both languages: vi={self.vi!r}, en={self.en!r}")

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return self.vi if language == "vi" else self.en

    def filled(self, **values: Any) -> Text:
        """Return the pair with `str.format` fields filled; a value may itself be a Text."""
        return Text(*(self._fill(language, values) for language in LANGUAGES))

    def _fill(self, language: Language, values: dict[str, Any]) -> str:
        plain = {
            key: value.in_language(language) if isinstance(value, Text) else value
            for key, value in values.items()
        }
        return self.in_language(language).format(**plain)


UNKNOWN = Text("Không rõ", "Unknown")


def as_language(value: str | None, default: Language = "vi") -> Language:
    """Return the language a free string names, or the default when it names none."""
    return value if value in LANGUAGES else default


@lru_cache(maxsize=4)
def locale_of(language: Language) -> Locale:
    """Return the Babel locale of a language (vi_VN, en_GB: day before month in both)."""
    return Locale.parse("vi_VN" if language == "vi" else "en_GB")


@lru_cache(maxsize=64)
def _pattern(written: str) -> NumberPattern:
    """Return a pattern of numbers read once: reading it takes as long as writing by it."""
    return parse_pattern(written)


def format_number(
    value: float | None, language: Language, digits: int = 0, all_digits: bool = False
) -> str:
    """Write a number with at most `digits` decimals; an unknown value is a dash, never zero.

    With `all_digits` it has just as many, so that the numbers of a column stand below one another.
    For people, so the sign is a minus (−), which no program reads as one.
    """
    if value is None or value != value:
        return "–"
    pattern = "#,##0" + ("." + ("0" if all_digits else "#") * digits if digits else "")
    # What is written as zero has no sign.
    value = value if round(value, digits) else 0
    return _with_minus(format_decimal(value, format=_pattern(pattern), locale=locale_of(language)))


def _with_minus(written: str) -> str:
    """Return a number with a minus for its sign, where locales of both languages have a hyphen."""
    return written.replace("-", "−")


def format_figure(value: float | None, language: Language) -> str:
    """Write a number with two decimals at most; one too small for them keeps two digits."""
    if value is None or value != value or abs(value) >= 0.1 or value == 0:
        return format_number(value, language, 2)
    return format_number(value, language, min(1 - floor(log10(abs(value))), 9))


def format_share(value: float | None, language: Language, digits: int = 0) -> str:
    """Write a fraction (0.125) as a percentage (12,5 % or 12.5%), signed as by `format_number`."""
    if value is None or value != value:
        return "–"
    pattern = "#,##0" + ("." + "0" * digits if digits else "") + "%"
    value = value if round(value, digits + 2) else 0
    return _with_minus(format_percent(value, format=_pattern(pattern), locale=locale_of(language)))


def format_day(value: date | None, language: Language) -> str:
    """Write a day as 31/12/2025 (vi) or 31 Dec 2025 (en)."""
    if value is None:
        return "–"
    pattern = "dd/MM/yyyy" if language == "vi" else "d MMM yyyy"
    return str(babel_format_date(value, format=pattern, locale=locale_of(language)))


@dataclass(frozen=True, slots=True)
class MoneyUnit:
    """A readable unit of money: how many smallest units it holds and what it is called."""

    factor: int
    name: Text


_MONEY_UNITS: dict[str, tuple[MoneyUnit, ...]] = {
    "VND": (
        MoneyUnit(1_000_000_000, Text("tỷ đồng", "billion VND")),
        MoneyUnit(1_000_000, Text("triệu đồng", "million VND")),
        MoneyUnit(1_000, Text("nghìn đồng", "thousand VND")),
        MoneyUnit(1, Text("đồng", "VND")),
    ),
    "USD": (
        MoneyUnit(1_000_000, Text("triệu đô la Mỹ", "million US dollars")),
        MoneyUnit(1_000, Text("nghìn đô la Mỹ", "thousand US dollars")),
        MoneyUnit(1, Text("đô la Mỹ", "US dollars")),
    ),
}


def money_unit(amount: float | None, currency: str) -> MoneyUnit:
    """Return the largest unit in which an amount is at least one.

    A currency outside the known ones is written by its code in single units.
    """
    units = _MONEY_UNITS.get(currency, (MoneyUnit(1, Text(currency, currency)),))
    size = 0.0 if amount is None or amount != amount else abs(amount)
    return next((unit for unit in units if size >= unit.factor), units[-1])


def format_money(amount: float | None, currency: str, language: Language) -> str:
    """Write an amount in its most readable unit, with three significant digits at least."""
    if amount is None or amount != amount:
        return "–"
    unit = money_unit(amount, currency)
    scaled = amount / unit.factor
    digits = 0 if abs(scaled) >= 100 or unit.factor == 1 else 1 if abs(scaled) >= 10 else 2
    return f"{format_number(scaled, language, digits)} {unit.name.in_language(language)}"
