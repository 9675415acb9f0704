"""Năng suất theo năm / Level: productivity of establishments supported already and not."""

from __future__ import annotations

from functools import partial

from analysis.charts.outcomes import LEVEL_ALTERNATIVE, level_chart
from analysis.measures.outcome_list import PRODUCTIVITY
from analysis.measures.outcomes_answers import answer_level
from dashboard.ui.productivity.drawing import answers_counted, draw_outcome, no_answers
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return the productivity of both groups in the latest year, as a sentence."""
    sentence = answer_level(
        view.frame("productivity_by_year"), PRODUCTIVITY.code, view.snapshot.case.currency
    )
    if sentence is None:
        return view.translate("Labour productivity is not known for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw productivity by year, supported already and not."""
    frame = view.frame("productivity_by_year")
    if frame.empty:
        no_answers(view)
        return
    currency = view.snapshot.case.currency
    draw_outcome(
        view,
        "productivity-level",
        "productivity_by_year",
        frame,
        answer_level(frame, PRODUCTIVITY.code, currency),
        partial(level_chart, frame, PRODUCTIVITY.code, currency, view.language),
        LEVEL_ALTERNATIVE,
        answers_counted(frame, view),
        "years",
    )
