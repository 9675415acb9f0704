"""What the page is asked for: the plan year and the request of the address, and how both change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from analysis.decisions.plan_asked import (
    asked_year,
    readable_request,
    usable_request,
)
from analysis.decisions.plan_request import QUERY, PlanRequest, request_query
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import CandidateSet
from analysis.language import Text
from dashboard.ui.address import SECONDS
from dashboard.ui.handin.choosing import choose
from dashboard.ui.plan_data import choice_of, files_of, gates_of, names_in, years_waiting
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

TIMES = (5, 10, 30, 60)
"""How many seconds a reader may give the search; the first is the default."""

_YEAR = Text("Hồ sơ cho năm kế hoạch", "Files for plan year")
_ESTIMATING = Text(
    "Đang đọc bằng chứng, lần đầu mất vài giây…", "Reading the evidence, a few seconds at first…"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """The files of the page, the request that can be solved on them, and what could not be read."""

    made: CandidateSet
    request: PlanRequest
    seconds: int
    names: Names
    problems: tuple[Text, ...]


def year_shown(view: View) -> int | None:
    """Return the plan year of the address, None for the latest."""
    return asked_year(readable_request(st.query_params.to_dict()).request, view.snapshot)[0]


def files_shown(view: View) -> pd.DataFrame:
    """Return the files of the plan year with their gates and places by law."""
    return files_of(view.snapshot, view.scope, year_shown(view))


def gates_shown(view: View) -> pd.DataFrame:
    """Return the result of every gate of these files."""
    return gates_of(view.snapshot, view.scope, year_shown(view))


def asked_plan(view: View) -> Asked:
    """Return what the address asks of the plan; the first time of a snapshot takes seconds."""
    read = readable_request(st.query_params.to_dict())
    year, doubts = asked_year(read.request, view.snapshot)
    with told_while(_ESTIMATING.in_language(view.language)):
        made = choice_of(view.snapshot, view.scope, year)
    usable = usable_request(
        replace(read, request=replace(read.request, year=year)), made, view.snapshot
    )
    return Asked(
        made,
        usable.request,
        seconds_shown(),
        names_in(view.snapshot, view.scope, year),
        (*doubts, *usable.problems),
    )


def seconds_shown() -> int:
    """Return the time limit of the address."""
    asked = st.query_params.get(SECONDS, "")
    return next((one for one in TIMES if str(one) == asked), TIMES[0])


def put_request(request: PlanRequest) -> None:
    """Write a request into the address."""
    told = request_query(request)
    for name in QUERY:
        if name in told:
            st.query_params[name] = told[name]
        else:
            st.query_params.pop(name, None)


def change_request(now: PlanRequest, change: Callable[[PlanRequest], PlanRequest]) -> None:
    """Apply one change to the request shown, and write it into the address."""
    put_request(change(now))


def draw_year(view: View) -> None:
    """Draw the choice of the plan year where files wait for more than one."""
    years = years_waiting(view.snapshot)
    if len(years) < 2:
        return
    shown = year_shown(view) or years[0]

    def take(code: str) -> None:
        if int(code) == years[0]:
            st.query_params.pop("planyear", None)
        else:
            st.query_params["planyear"] = code

    with st.container(key="kc-plan-year", width=220):
        choose(
            _YEAR.in_language(view.language),
            [str(year) for year in years],
            str(shown),
            str,
            take,
            f"plan-year-{view.snapshot.case.name}-{view.language}",
        )
