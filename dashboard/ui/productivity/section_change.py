"""Thay đổi / Change: the same establishments before and after support, and cohort by cohort."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.outcomes_change import CHANGE_ALTERNATIVE, change_chart, cohort_chart
from analysis.measures.outcome_list import PRODUCTIVITY
from analysis.measures.outcomes_answers import answer_change, answer_cohorts, told_change
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_one
from dashboard.ui.productivity.drawing import answers_counted, draw_outcome, pick_outcome
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how productivity of supported establishments changed, as a sentence."""
    sentence = answer_change(
        view.frame("outcome_change"), PRODUCTIVITY.code, view.snapshot.case.currency
    )
    if sentence is None:
        return view.translate("How supported establishments changed is not known")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the change of one outcome by years since support, and of each cohort."""
    _ = view.translate
    frame = view.frame("outcome_change")
    if frame.empty:
        empty_state(
            _("No supported establishment has reported both before and after its support."),
            _("Needed: results of the year before support and of later years."),
        )
        return
    currency = view.snapshot.case.currency
    code = pick_outcome(frame, "productivity-change", view)
    rows = frame[frame["outcome"] == code].reset_index(drop=True)
    draw_outcome(
        view,
        f"outcome-change-{code}",
        "outcome_change",
        rows,
        answer_change(rows, code, currency),
        partial(change_chart, rows, code, currency, view.language),
        CHANGE_ALTERNATIVE,
        answers_counted(rows[rows["since"] >= 0], view),
    )
    _draw_cohorts(view, code)


def _draw_cohorts(view: View, code: str) -> None:
    _ = view.translate
    frame = view.frame("outcome_by_cohort")
    rows = frame[
        (frame["outcome"] == code) & (frame["since"] >= 0) & frame["change"].notna()
    ].reset_index(drop=True)
    if rows.empty:
        return
    told = told_change(view.frame("outcome_change"), code)
    names = {str(int(since)): str(int(since)) for since in sorted(rows["since"].unique())}
    with st.container(horizontal=True, key="kc-cohort-choice"):
        since = int(
            pick_one(
                _("Years since support"),
                names,
                f"productivity-cohort-since-{view.language}",
                None if told is None else str(int(told["since"])),
            )
        )
    currency = view.snapshot.case.currency
    own = rows[rows["since"] == since].reset_index(drop=True)
    draw_outcome(
        view,
        f"outcome-cohort-{code}-{since}",
        "outcome_by_cohort",
        own,
        answer_cohorts(own, code, since, currency),
        partial(cohort_chart, own, code, since, currency, view.language),
        CHANGE_ALTERNATIVE,
        answers_counted(own, view),
        "years",
    )
