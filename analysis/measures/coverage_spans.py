"""The eligible and the supported of several spans of years by place, counted in one query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from analysis.measures.query import MEASURES, ask, ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Span = tuple[int, int]


def in_spans(snapshot: Snapshot, scope: Scope, spans: Sequence[Span]) -> pd.DataFrame:
    """Return one row per place of the scope with an establishment and span, places by their code.

    Spans are pairs of a first and a last year, no two with the same first; they stand in place of
    the scope's years. Columns district, from_year, to_year, in_business (any establishment),
    eligible and supported (of those in business in any year of the span, in any of its years).
    """
    years = sorted({year for first, last in spans for year in range(first, last + 1)})
    # Without a span there is no year; a scope without years would be one of every year.
    asked = replace(scope, years=tuple(years) or (0,))
    wanted = {
        "from_years": [first for first, _ in spans],
        "to_years": [last for _, last in spans],
    }
    return ask_in(MEASURES, snapshot, asked, "coverage_spans", wanted)


def years_of_support(snapshot: Snapshot) -> tuple[int, ...]:
    """Return the years with any step to support, from the first in which anybody was supported."""
    return snapshot.once("years of support", lambda: _years(snapshot))


def _years(snapshot: Snapshot) -> tuple[int, ...]:
    return tuple(int(year) for year in ask(snapshot, Scope(), "support_years")["year"])


def is_whole(snapshot: Snapshot, year: int) -> bool:
    """Tell whether a year was over on the day of the data."""
    as_of = snapshot.case.as_of
    return year < as_of.year or (year == as_of.year and (as_of.month, as_of.day) == (12, 31))
