"""Còn thiếu / Missing: who answered, who did not, who closed, and what is unusual."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.outcomes import MISSING_ALTERNATIVE, missing_chart
from analysis.language import Text, format_number
from analysis.measures.outcomes_answers import answer_missing
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.productivity.drawing import draw_outcome, no_answers, pick_outcome
from dashboard.ui.view import View

_SHOWN = 50


def answer(view: View) -> str:
    """Return who answered in the latest year, as a sentence."""
    sentence = answer_missing(view.frame("outcome_missing"))
    if sentence is None:
        return view.translate("No establishment of this selection has reported results.").rstrip(
            "."
        )
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw who answered about one outcome by year, and list the reports out of line."""
    _ = view.translate
    frame = view.frame("outcome_missing")
    if frame.empty:
        no_answers(view)
        return
    with st.container(horizontal=True, key="kc-missing-choice"):
        code = pick_outcome(frame, "productivity-missing", view)
        rows = frame[frame["outcome"] == code].reset_index(drop=True)
        groups = rows.drop_duplicates("status").sort_values("status", ascending=False)
        names = dict(zip(groups["status"], groups["status_name"], strict=True))
        status = pick_breakdown(_("Group"), names, f"productivity-missing-group-{view.language}")
    own = rows[rows["status"] == status]
    draw_outcome(
        view,
        f"outcome-missing-{code}-{status}",
        "outcome_missing",
        rows,
        answer_missing(rows, code),
        partial(missing_chart, rows, code, status, view.language),
        MISSING_ALTERNATIVE,
        _(
            "n = {answered} answers of {alive} establishment-years in operation",
            answered=format_number(int(own["n"].sum()), view.language),
            alive=format_number(int(own["alive"].sum()), view.language),
        ),
        "rows",
    )
    _draw_outliers(view)


def _draw_outliers(view: View) -> None:
    frame = view.frame("productivity_outliers")
    if frame.empty:
        return
    number = format_number(len(frame), "vi"), format_number(len(frame), "en")
    draw_outcome(
        view,
        "productivity-outliers",
        "productivity_outliers",
        frame.head(_SHOWN),
        Text(
            f"{number[0]} báo cáo có năng suất đổi bất thường, vẫn được tính trong mọi số liệu",
            f"Reports of unusual productivity, all kept in every figure: {number[1]}",
        ),
        None,
        MISSING_ALTERNATIVE,
    )
