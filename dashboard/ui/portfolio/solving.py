"""The plan a reader has in hand: solved when asked for, with progress, and kept for the session."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from analysis.decisions.plan_asked import plan_code
from analysis.decisions.plan_request import PlanRequest, request_query
from analysis.decisions.plan_solved import Solved, solve_request
from analysis.decisions.plan_tradeoffs import Tradeoffs, tradeoffs
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import CandidateSet
from analysis.exports.notebook_calls import noted
from analysis.language import Text, format_number
from analysis.scope import Scope
from dashboard.ui.portfolio.asking import Asked
from dashboard.ui.view import View

Made = TypeVar("Made")
Tell = Callable[[Text], None]

TRADEOFF_TIMES = 12
"""The trade-offs may take so many times as long as one search: they are many, and end early."""

_GLANCE = 0.15
_SEARCHING = Text("Đang tìm phương án tốt nhất", "Searching for the best plan")
_PROGRESS = Text(
    "{step}: {passed} giây, tối đa {most} giây", "{step}: {passed} s of {most} s at most"
)


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """A solved plan with what it was chosen from.

    `snapshot` and `scope` say which files; `code` tells one plan from another.
    """

    snapshot: str
    scope: Scope
    seconds: int
    made: CandidateSet
    names: Names
    solved: Solved
    code: str

    @property
    def parameters(self) -> dict[str, str]:
        """The parameters of the address that lead to this plan."""
        return request_query(self.solved.request)

    def is_of(self, view: View, request: PlanRequest) -> bool:
        """Whether it is a plan for the files a view shows."""
        return (self.snapshot, self.scope, self.solved.request.year) == (
            view.snapshot.cache_key,
            view.scope.in_language("vi"),
            request.year,
        )


def want_plan(view: View) -> None:
    """Ask for the request of the address to be solved when the page is drawn next."""
    st.session_state[_wanted(view)] = True


def plan_in_hand(view: View, asked: Asked) -> Held | None:
    """Return the plan of this session, solved now if that was asked for or none was ever made.

    None while a plan for other files, of other filters or another snapshot, waits for the button.
    """
    held: Held | None = st.session_state.get(_key(view))
    if st.session_state.pop(_wanted(view), False) or held is None:
        held = _solved(view, asked)
        st.session_state[_key(view)] = held
    request, made = held.solved.request, held.made
    noted(held.solved, solve_request, made, request, view.snapshot, held.seconds)
    return held if held.is_of(view, asked.request) else None


def want_tradeoffs(view: View) -> None:
    """Ask for the trade-offs of the plan in hand when the page is drawn next."""
    st.session_state[f"{_wanted(view)}-tradeoffs"] = True


def tradeoffs_in_hand(view: View, held: Held) -> Tradeoffs | None:
    """Return the trade-offs of the plan in hand, None where they were not asked for yet."""
    key = f"{_key(view)}-tradeoffs"
    found: Tradeoffs | None
    code, found = st.session_state.get(key, ("", None))
    if st.session_state.pop(f"{_wanted(view)}-tradeoffs", False):
        seconds = TRADEOFF_TIMES * held.seconds
        found = with_progress(
            view, seconds, lambda tell: tradeoffs(held.made, held.solved, seconds, tell)
        )
        code = held.code
        st.session_state[key] = (code, found)
    if found is None or code != held.code:
        return None
    return noted(found, tradeoffs, held.made, held.solved, TRADEOFF_TIMES * held.seconds)


def _solved(view: View, asked: Asked) -> Held:
    # Reasons may take as long again as the search.
    solved = with_progress(
        view,
        2 * asked.seconds,
        lambda tell: solve_request(asked.made, asked.request, view.snapshot, asked.seconds),
    )
    return Held(
        view.snapshot.cache_key,
        view.scope.in_language("vi"),
        asked.seconds,
        asked.made,
        asked.names,
        solved,
        plan_code(solved),
    )


def with_progress(view: View, seconds: int, run: Callable[[Tell], Made]) -> Made:
    """Return what `run` makes, saying meanwhile which step it is at and how long it has taken.

    It runs in a thread of its own, so that the page keeps talking; a reader who leaves lets it
    end by itself, at its limit of time at the latest.
    """
    steps = [_SEARCHING]
    beside = ThreadPoolExecutor(1)
    future = beside.submit(run, steps.append)
    beside.shutdown(wait=False)
    started = time.monotonic()
    wait([future], _GLANCE)
    if not future.done():
        bar = st.progress(0.0)
        while not future.done():
            passed = time.monotonic() - started
            told = _PROGRESS.filled(
                step=steps[-1],
                passed=format_number(passed, view.language),
                most=format_number(seconds, view.language),
            )
            bar.progress(min(passed / seconds, 1.0), text=told.in_language(view.language))
            wait([future], _GLANCE)
        bar.empty()
    return future.result()


def _key(view: View) -> str:
    return f"plan-held-{view.snapshot.case.name}"


def _wanted(view: View) -> str:
    return f"plan-wanted-{view.snapshot.case.name}"
