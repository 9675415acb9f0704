"""Periods as the sources write them, in the words of a language."""

from __future__ import annotations

import re

import pandas as pd

from analysis.language import Language, Text

_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)

# Each way of writing a period, and how it is said; the groups of the pattern fill the fields.
_WAYS: tuple[tuple[re.Pattern[str], Text], ...] = (
    (re.compile(r"(\d{4})-(\d{4})"), Text("{0}–{1}", "{0}–{1}")),
    (re.compile(r"to (\d{4})"), Text("đến {0}", "to {0}")),
    (
        re.compile(r"(\d+) years \(undated, before (\d{4})\)"),
        Text("{0} năm (không ghi năm, trước {1})", "{0} years (undated, before {1})"),
    ),
    (re.compile(r"(\d{4})-H1"), Text("6 tháng đầu năm {0}", "first half of {0}")),
    (re.compile(r"(\d{4})-H2"), Text("6 tháng cuối năm {0}", "second half of {0}")),
    (re.compile(r"(\d{4})-(\d+)M"), Text("{1} tháng đầu năm {0}", "first {1} months of {0}")),
    (re.compile(r"(\d{4})-(\d{2})"), Text("tháng {1}/{0}", "{1}/{0}")),
    (re.compile(r"(\d{4}) \(part-year\)"), Text("{0}, một số tháng", "{0}, some months")),
    (re.compile(r"(\d{4}) đợt (\d)"), Text("{0}, đợt {1}", "{0}, round {1}")),
    (re.compile(r"(\d{4})-(\d{4})H1"), Text("{0} – 6/{1}", "{0} – June {1}")),
)
_TO_MONTH = re.compile(r"(\d{4})-(\d{4})\((\w{3})\)")


def period_name(period: str, language: Language) -> str:
    """Return a period in words; one written in a way that is not known stays as it is."""
    to_month = _TO_MONTH.fullmatch(period)
    if to_month and to_month[3] in _MONTHS:
        first, last, month = to_month.groups()
        said = Text(f"{first} – {_MONTHS.index(month) + 1}/{last}", f"{first} – {month} {last}")
        return said.in_language(language)
    for pattern, words in _WAYS:
        found = pattern.fullmatch(period)
        if found:
            return words.in_language(language).format(*found.groups())
    return period


def with_period_names(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return the frame with `period_name` after its column `period`."""
    named = frame.copy()
    names = [period_name(str(period), language) for period in frame["period"]]
    position = list(frame.columns).index("period") + 1
    named.insert(position, "period_name", pd.Series(names, index=frame.index, dtype="str"))
    return named
