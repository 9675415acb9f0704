"""As of when the figures of a panel are, said in one way by every card, chart and table."""

from __future__ import annotations

import pandas as pd

from analysis.language import format_day
from analysis.measures import Measure
from analysis.measures.freshness import freshness
from dashboard.ui.view import View


def as_of_words(measure: Measure | None, view: View) -> str:
    """Return up to when a figure's data run: its last record, else the day of the data set."""
    fresh = None if measure is None else freshness(measure, view.snapshot)
    return _as_of(view) if fresh is None else fresh.in_language(view.language)


def data_time(frame: pd.DataFrame, measure: Measure, view: View) -> str:
    """Return the years a frame covers, else the day of the data set; and the last record.

    An old series stays old however new the data set around it is.
    """
    fresh = freshness(measure, view.snapshot)
    last = None if fresh is None else fresh.in_language(view.language)
    return ", ".join(filter(None, [_years(frame, view) or _as_of(view), last]))


def _as_of(view: View) -> str:
    day = format_day(view.snapshot.case.as_of, view.language)
    return view.translate("data up to {day}", day=day)


def _years(frame: pd.DataFrame, view: View) -> str | None:
    columns = [name for name in ("year", "year_from", "year_to") if name in frame]
    years = [int(year) for name in columns for year in frame[name].dropna()]
    if not years:
        return None
    first, last = min(years), max(years)
    told = str(first) if first == last else f"{first}–{last}"
    return view.translate("data {years}", years=told)
