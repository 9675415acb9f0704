"""Estimates made when a reader asks for them: what takes longer than a change of filters may.

For a selection never asked about the section says what would be estimated and how long that takes,
with a button; what has been estimated for anybody before is shown at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from analysis.language import format_number
from dashboard.ui.address import METHOD
from dashboard.ui.markdown import plain
from dashboard.ui.view import View
from dashboard.ui.waiting import counted_progress

_WANTED = "_estimate_wanted"


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an estimate: what it is called, whether it is there, and how it is made."""

    words: str
    is_there: Callable[[], bool]
    make: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Estimate:
    """An estimate in steps. `code` tells it from others of a page; `seconds` it takes in all."""

    code: str
    seconds: int
    steps: tuple[Step, ...]


def short_estimate(
    code: str, words: str, is_there: Callable[[], bool], make: Callable[[], object]
) -> Estimate:
    """Return an estimate of one step that takes about a second."""
    return Estimate(code, 1, (Step(words, is_there, make),))


def is_estimated(view: View, estimate: Estimate) -> bool:
    """Tell whether an estimate is there; where the reader has just asked for it, make it first.

    Whoever leaves the selection without pressing the button has asked for nothing.
    """
    if all(step.is_there() for step in estimate.steps):
        return True
    wanted = st.session_state.pop(_WANTED, None)
    if wanted != _asked(view, estimate):
        return False
    with counted_progress(len(estimate.steps), estimate.code) as tell:
        for step in estimate.steps:
            tell(plain(step.words))
            step.make()
    return True


def not_estimated(view: View) -> str:
    """Return what stands in the title of a section whose estimate nobody has asked for yet."""
    return view.translate("Not estimated for this selection yet")


def offer_estimate(view: View, estimate: Estimate, what: str) -> None:
    """Say what would be estimated and how long that takes, with the button that does it."""
    _ = view.translate
    asked = _asked(view, estimate)

    def want() -> None:
        st.session_state[_WANTED] = asked

    with st.container(border=True, key=f"kc-estimate-{estimate.code}"):
        st.markdown(plain(what))
        seconds = format_number(estimate.seconds, view.language)
        if len(estimate.steps) == 1:
            told = _("About {seconds} s; kept afterwards for every reader.", seconds=seconds)
        else:
            told = _(
                "{steps} estimates, about {seconds} s; kept afterwards for every reader.",
                steps=format_number(len(estimate.steps), view.language),
                seconds=seconds,
            )
        st.caption(plain(told))
        st.button(
            _("Estimate"),
            key=f"estimate-{estimate.code}",
            type="primary",
            icon=":material/play_arrow:",
            on_click=want,
        )


def _asked(view: View, estimate: Estimate) -> tuple[object, ...]:
    """Return what tells the estimate of this selection from that of another."""
    query = tuple(sorted(view.scope.in_language("vi").to_query().items()))
    return view.snapshot.cache_key, query, st.query_params.get(METHOD, ""), estimate.code
