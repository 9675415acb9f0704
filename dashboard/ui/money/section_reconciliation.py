"""Đối chiếu / Reconciliation: whether totals by plan, project, payment and support agree."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from analysis.charts.reconciliation import BRIDGE_ALTERNATIVE, bridge_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.reconciliation_answers import (
    answer_cases,
    answer_reconciliation,
    answer_target,
    totals_known,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.headlines import projects_counted
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_ALL = 0
_YEAR, _REASON = "reconciliation-year", "reconciliation-reason"
_BRIDGE = ("role_name", "kind_name", "amount", "projects", "projects_without")
_CASES = (
    "project_id",
    "title",
    "year",
    "fund_source_name",
    "status_name",
    "amount_before",
    "amount_after",
    "difference",
)


def answer(view: View) -> str:
    """Return how plan and payments differ and whether every difference has its reason."""
    sentence = answer_reconciliation(view.frame("reconciliation"))
    if sentence is None:
        return view.translate("No money of projects is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the bridge of all years or of one, and the projects behind the differences."""
    _ = view.translate
    frame = view.frame("reconciliation")
    if frame.empty or not totals_known(frame):
        empty_state(
            _("No amount of any project is known, so there is nothing to reconcile."),
            _("Needed: the amounts of each project and its payments."),
        )
        return
    _draw_bridge(view)
    _draw_cases(view)


def _draw_bridge(view: View) -> None:
    _ = view.translate
    by_year = view.frame("reconciliation_by_year")
    years = sorted({int(year) for year in by_year["year"]}, reverse=True)
    _forget_unless(_YEAR, [_ALL, *years])
    year = st.selectbox(
        _("Plan year"),
        [_ALL, *years],
        format_func=lambda value: str(value) if value else _("All years"),
        key=_YEAR,
    )
    whole = view.frame("reconciliation")
    measure = catalogue()["reconciliation_by_year" if year else "reconciliation"]
    frame = by_year[by_year["year"] == year] if year else whole
    sentence = answer_reconciliation(frame) or measure.title
    draw_exhibit(
        Exhibit(
            # A year's chart is another chart than that of all years.
            key=f"reconciliation-{year}" if year else "reconciliation",
            answer=sentence.in_language(view.language),
            measure=measure,
            frame=frame,
            figure=partial(bridge_chart, frame, view.language),
            alternative=_words(BRIDGE_ALTERNATIVE, view),
            counted=projects_counted(view) if not year else None,
            columns=_BRIDGE,
        ),
        view,
    )
    target = answer_target(frame)
    if target is None:
        empty_state(_("No yearly plan of the money is recorded for this selection."))
    else:
        st.markdown(plain(_words(target, view)))


def _draw_cases(view: View) -> None:
    _ = view.translate
    frame = view.frame("reconciliation_cases")
    sentence = answer_cases(frame, view.frame("reconciliation"))
    if sentence is None:
        empty_state(_("No project of this selection has a difference to look at."))
        return
    names = dict(zip(frame["kind"], frame["kind_name"], strict=True))
    st.header(plain(sentence.in_language(view.language)), anchor=False)
    _forget_unless(_REASON, list(names))
    kind = st.selectbox(_("Reason"), list(names), format_func=lambda code: names[code], key=_REASON)
    rows = frame[frame["kind"] == kind]
    draw_exhibit(
        Exhibit(
            key="reconciliation-cases",
            answer=names[kind],
            measure=catalogue()["reconciliation_cases"],
            frame=rows,
            figure=None,
            alternative="",
            columns=_CASES,
        ),
        view,
    )


def _forget_unless(key: str, options: Sequence[object]) -> None:
    """Forget a choice that another selection no longer offers."""
    if st.session_state.get(key) not in options:
        st.session_state.pop(key, None)


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
