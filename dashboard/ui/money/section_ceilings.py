"""Mức tối đa / Ceilings: every grant against the ceiling of its day and source."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.ceilings import (
    STATUS_ALTERNATIVE,
    USE_ALTERNATIVE,
    ceiling_status_chart,
    ceiling_use_chart,
)
from analysis.language import Text, format_number
from analysis.measures import catalogue
from analysis.measures.ceilings_answers import (
    answer_ceiling_cases,
    answer_ceiling_status,
    answer_ceiling_use,
    answer_in_force,
    answer_no_ceiling,
    cases_counted,
)
from dashboard.ui.chart import Exhibit, draw_details, draw_exhibit, provenance
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.table import draw_table
from dashboard.ui.view import View

_LISTED = 50
"""Cases shown on the page, the largest excess first; the files have every one."""

_CASES = (
    "status_name",
    "title",
    "establishment_name",
    "activity_kind_name",
    "source_group_name",
    "year",
    "approved_on",
    "grant_amount",
    "limit_amount",
    "excess",
    "reason",
)
_USE = (
    "applies_to_name",
    "activity_kind_name",
    "source_group_name",
    "max_amount",
    "max_share",
    "valid_from",
    "valid_to",
    "cases",
    "within",
    "within_amount",
    "depends_on_priority",
    "beyond",
    "cannot_tell",
    "unconfirmed",
    "no_ceiling",
    "used_n",
    "used_median",
    "used_p90",
    "verification",
    "legal_source",
)
_IN_FORCE = (
    "role",
    "jurisdiction",
    "activity_kind_name",
    "fund_source_name",
    "applies_to_name",
    "max_amount",
    "max_share",
    "multiplier",
    "valid_from",
    "valid_to",
    "valid_now",
    "confirmed",
    "verification",
    "legal_source",
    "note",
)
_LAW = Text("văn bản ghi ở từng dòng", "the legal text named in each row")


def answer(view: View) -> str:
    """Return how many grants are beyond their ceiling, of how many that can be judged."""
    sentence = answer_ceiling_status(view.frame("ceiling_status"))
    if sentence is None:
        return view.translate("No support is recorded for this selection")
    return _words(sentence, view)


def draw(view: View) -> None:
    """Draw what has no ceiling, the statuses, the use, the cases, and the ceilings themselves."""
    _ = view.translate
    if view.frame("ceiling_status").empty:
        empty_state(
            _("No support, project or advance of this selection can be held against a ceiling."),
            _("Needed: the supports of each project with kind, amount, source and approval day."),
        )
    else:
        _draw_status(view)
        _draw_use(view)
        _draw_cases(view)
    _draw_in_force(view)


def _draw_status(view: View) -> None:
    frame = view.frame("ceiling_status")
    missing = answer_no_ceiling(frame)
    if missing is not None:
        st.warning(plain(_words(missing, view)), icon=":material/gavel:")
    measure = catalogue()["ceiling_status"]
    counted = cases_counted(frame)
    draw_exhibit(
        Exhibit(
            key="ceiling-status",
            answer=_words(answer_ceiling_status(frame) or measure.title, view),
            measure=measure,
            frame=frame,
            figure=partial(ceiling_status_chart, frame, view.language),
            alternative=_words(STATUS_ALTERNATIVE, view),
            counted=_words(counted, view) if counted else None,
        ),
        view,
    )


def _draw_use(view: View) -> None:
    _ = view.translate
    frame = view.frame("ceiling_use")
    measure = catalogue()["ceiling_use"]
    if not (frame["used_n"] > 0).any():
        empty_state(
            _("No grant of this selection has a ceiling that is wholly known, so its use is not."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="ceiling-use",
            answer=_words(answer_ceiling_use(frame) or measure.title, view),
            measure=measure,
            frame=frame,
            figure=partial(ceiling_use_chart, frame, view.language),
            alternative=_words(USE_ALTERNATIVE, view),
            columns=_USE,
        ),
        view,
    )


def _draw_cases(view: View) -> None:
    _ = view.translate
    frame = view.frame("ceiling_cases")
    sentence = answer_ceiling_cases(frame)
    if sentence is None:
        empty_state(_("No case of this selection is beyond its ceiling or cannot be told."))
        return
    exhibit = Exhibit(
        key="ceiling-cases",
        answer=_words(sentence, view),
        measure=catalogue()["ceiling_cases"],
        frame=frame,
        figure=None,
        alternative="",
    )
    st.header(plain(exhibit.answer), anchor=False)
    draw_table(frame.head(_LISTED), exhibit.measure, _, _CASES)
    if len(frame) > _LISTED:
        st.caption(
            _(
                "The first {shown} of {all} cases; the files have every one.",
                shown=format_number(_LISTED, view.language),
                all=format_number(len(frame), view.language),
            )
        )
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _draw_in_force(view: View) -> None:
    _ = view.translate
    frame = view.frame("ceilings_in_force")
    sentence = answer_in_force(frame)
    if sentence is None:
        empty_state(_("No ceiling of support is recorded in this data set."))
        return
    draw_exhibit(
        Exhibit(
            key="ceilings-in-force",
            answer=_words(sentence, view),
            measure=catalogue()["ceilings_in_force"],
            frame=frame,
            figure=None,
            alternative="",
            columns=_IN_FORCE,
            source=_words(_LAW, view),
        ),
        view,
    )


def _words(text: Text, view: View) -> str:
    return text.in_language(view.language)
