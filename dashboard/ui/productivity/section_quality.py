"""Kết quả khác / Other outcomes: quality, markets, new products, people and environment by year."""

from __future__ import annotations

from functools import partial

from analysis.charts.outcomes import LEVEL_ALTERNATIVE, level_chart
from analysis.measures.outcome_list import OUTCOMES, PRODUCTIVITY
from analysis.measures.outcomes_answers import answer_level
from dashboard.ui.productivity.drawing import (
    answers_counted,
    draw_outcome,
    no_answers,
    pick_outcome,
)
from dashboard.ui.view import View

_FIRST = "defect_rate"


def answer(view: View) -> str:
    """Return the defect rate of both groups, or the first outcome known, as a sentence."""
    frame = view.frame("outcome_by_year")
    for code in (_FIRST, *(outcome.code for outcome in OUTCOMES)):
        sentence = answer_level(frame, code, view.snapshot.case.currency)
        if sentence is not None:
            return sentence.in_language(view.language)
    return view.translate("Quality, markets and environment are not known for this selection")


def draw(view: View) -> None:
    """Draw one outcome by year, supported already and not."""
    frame = view.frame("outcome_by_year")
    if (frame["outcome"] == PRODUCTIVITY.code).all():
        no_answers(view)
        return
    code = pick_outcome(
        frame, "productivity-outcome", view, leave=(PRODUCTIVITY.code,), first=_FIRST
    )
    rows = frame[frame["outcome"] == code].reset_index(drop=True)
    currency = view.snapshot.case.currency
    draw_outcome(
        view,
        f"outcome-level-{code}",
        "outcome_by_year",
        rows,
        answer_level(rows, code, currency),
        partial(level_chart, rows, code, currency, view.language),
        LEVEL_ALTERNATIVE,
        answers_counted(rows, view),
        "years",
    )
