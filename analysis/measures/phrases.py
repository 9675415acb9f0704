"""Numbers, shares, days and names inside bilingual sentences."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analysis.language import LANGUAGES, Text, format_day, format_money, format_number, format_share
from analysis.measures.model import code_label


def sentence(vi: str, en: str, /, **values: object) -> Text:
    """Return a pair of sentences with their `{named}` fields filled."""
    return Text(vi, en).filled(**values)


def number(value: float, digits: int = 0) -> Text:
    """Return a number as each language writes it."""
    return Text(*(format_number(value, language, digits) for language in LANGUAGES))


def share(value: float) -> Text:
    """Return a fraction as a percentage; a small one keeps a decimal."""
    digits = 1 if 0 < value < 0.1 else 0
    return Text(*(format_share(value, language, digits) for language in LANGUAGES))


def amount(value: float, currency: str) -> Text:
    """Return an amount in its most readable unit."""
    return Text(*(format_money(float(value), currency, language) for language in LANGUAGES))


def day(value: date | pd.Timestamp) -> Text:
    """Return a day as each language writes it."""
    plain = value.date() if isinstance(value, pd.Timestamp) else value
    return Text(*(format_day(plain, language) for language in LANGUAGES))


def code_name(code_list: str, code: str | None, brief: bool = True) -> Text:
    """Return the name of a code in both languages."""
    return Text(*(code_label(code_list, code, language, brief) for language in LANGUAGES))


def plural(count: int, one: str, many: str) -> str:
    """Return the English word that fits a count."""
    return one if count == 1 else many


KEEPS_PROJECTS = Text(
    " Lọc theo nguồn, ngành hoặc quy mô giữ đề án có ít nhất một nguồn hoặc cơ sở như vậy; hồ sơ "
    "và khó khăn không gắn đề án thì không có nguồn.",
    " A filter by source, industry or size keeps projects with at least one such source or "
    "establishment; applications and difficulties of no project have no source.",
)
"""What a filter does to measures of projects, for the end of their limits."""


def followed_by(first: Text, second: Text) -> Text:
    """Return one text after another."""
    return Text(first.vi + second.vi, first.en + second.en)


def points(value: float) -> Text:
    """Return a difference of shares in percentage points, with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    vi, en = (format_number(abs(100 * value), language, 1) for language in LANGUAGES)
    one = en == "1"
    return Text(f"{sign}{vi} điểm phần trăm", f"{sign}{en} {'point' if one else 'points'}")


MOST_NAMED = 3
"""Names a sentence can hold; how many more there are is said."""


PLACES = Text("nơi khác", "more")


def listed(names: list[Text], nobody: Text, others: Text = PLACES) -> Text:
    """Return up to MOST_NAMED names and how many more; `nobody` where there is none.

    `others` says what the rest are: places unless told otherwise.
    """
    if not names:
        return nobody
    first = names[:MOST_NAMED]
    more = len(names) - len(first)
    joined = Text(", ".join(one.vi for one in first), ", ".join(one.en for one in first))
    if not more:
        return joined
    return sentence(
        "{names} và {more} {others}",
        "{names} and {more} {others}",
        names=joined,
        more=more,
        others=others,
    )


def chance(p: float) -> Text:
    """Return a p-value: three decimals, or that it is smaller than they can show."""
    if p < 0.001:
        return Text("p < 0,001", "p < 0.001")
    vi, en = (format_number(p, language, 3) for language in LANGUAGES)
    return Text(f"p = {vi}", f"p = {en}")
