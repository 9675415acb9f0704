"""What others have published about such programmes, for every data set to stand beside."""

from __future__ import annotations

import re
from collections.abc import Iterator

from analysis.cases.amounts import MILLION, whole_amount
from analysis.geography.reference_files import reference_rows

# Only plain amounts: "million VND/product" is a rate, not money that could be added.
_MONEY_FACTORS = {"million VND": MILLION, "billion VND": 1000 * MILLION}

# How the sources write periods, and whether such a period covers whole years.
_PERIODS: tuple[tuple[re.Pattern[str], bool], ...] = (
    (re.compile(r"(?P<first>\d{4})"), True),
    (re.compile(r"(?P<first>\d{4})-(?P<last>\d{4})"), True),
    (re.compile(r"to (?P<until>\d{4})"), True),
    (re.compile(r"\d+ years \(undated, before \d{4}\)"), True),
    (re.compile(r"(?P<first>\d{4})-(H\d|\d+M|\d{2})"), False),
    (re.compile(r"(?P<first>\d{4}) (\(part-year\)|đợt \d)"), False),
    (re.compile(r"(?P<first>\d{4})-(?P<last>\d{4})(\(\w{3}\)|H\d)"), False),
)

Row = dict[str, object]


def published_figures() -> Iterator[Row]:
    """Yield the rows of `published_figure`: what others have published, as they published it."""
    for number, row in enumerate(reference_rows("khuyencong_figures"), start=1):
        is_text = row["unit"] == "text"
        factor = _MONEY_FACTORS.get(row["unit"])
        year_from, year_to, whole_years = years_of_period(row["year_or_period"])
        yield {
            "figure_id": f"FIGURE-{number:03d}",
            "geography": row["geography"],
            "indicator": row["indicator"],
            "period": row["year_or_period"],
            "year_from": year_from,
            "year_to": year_to,
            "whole_years": whole_years,
            "figure": None if is_text else float(row["value"]),
            "text_value": row["value"] if is_text else None,
            "measurement_unit": row["unit"],
            "amount": whole_amount(row["value"], factor) if factor else None,
            "currency": "VND" if factor else None,
            "fund_source": _fund_source(row["indicator"]),
            "status": row["status"],
            "source": row["source_url"],
            "note": row["note"],
        }


def years_of_period(period: str) -> tuple[int | None, int | None, bool]:
    """Return the first and last year of a period as published and whether it covers them whole.

    A year the period does not state is None. Raises ValueError for a way of writing periods that
    is not known, so that a new one cannot slip in unread.
    """
    for pattern, whole in _PERIODS:
        found = pattern.fullmatch(period)
        if found:
            years = found.groupdict()
            first, last = years.get("first"), years.get("last") or years.get("until")
            last = last or first
            return int(first) if first else None, int(last) if last else None, whole
    raise ValueError(f"cannot read the period {period!r}")


def _fund_source(indicator: str) -> str | None:
    if indicator.startswith("fund_national"):
        return "national"
    if indicator.startswith("fund_local"):
        return "local"
    return None
