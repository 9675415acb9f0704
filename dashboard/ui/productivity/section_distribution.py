"""Phân bố / Distribution: how an outcome is spread among establishments in the latest year."""

from __future__ import annotations

from functools import partial

from analysis.charts.outcomes import DISTRIBUTION_ALTERNATIVE, distribution_chart
from analysis.measures.outcome_list import PRODUCTIVITY
from analysis.measures.outcomes_answers import answer_distribution
from dashboard.ui.productivity.drawing import (
    answers_counted,
    draw_outcome,
    no_answers,
    pick_outcome,
)
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return which share of each group is most productive, as a sentence."""
    sentence = answer_distribution(view.frame("outcome_distribution"), PRODUCTIVITY.code)
    if sentence is None:
        return view.translate("Labour productivity is not known for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the classes of values of one outcome, supported and not."""
    frame = view.frame("outcome_distribution")
    if frame.empty:
        no_answers(view)
        return
    code = pick_outcome(frame, "productivity-spread", view)
    rows = frame[frame["outcome"] == code].reset_index(drop=True)
    draw_outcome(
        view,
        f"outcome-spread-{code}",
        "outcome_distribution",
        rows,
        answer_distribution(rows, code),
        partial(distribution_chart, rows, code, view.language),
        DISTRIBUTION_ALTERNATIVE,
        answers_counted(rows.drop_duplicates("status"), view),
    )
