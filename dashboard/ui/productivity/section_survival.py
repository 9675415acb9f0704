"""Còn hoạt động / Survival: which share of establishments still operates, years after support."""

from __future__ import annotations

from functools import partial

from analysis.charts.productivity import SURVIVAL_ALTERNATIVE, survival_chart
from analysis.language import format_number
from analysis.measures.outcomes_answers import answer_survival
from dashboard.ui.empty import empty_state
from dashboard.ui.productivity.drawing import draw_outcome
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return the share of supported establishments still operating, as a sentence."""
    sentence = answer_survival(view.frame("survival"))
    if sentence is None:
        return view.translate("Which establishments closed is not known for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the shares still operating by years since support."""
    _ = view.translate
    frame = view.frame("survival")
    if frame.empty:
        empty_state(
            _("This data set records no closing of an establishment, or none was supported."),
            _("Needed: the day each establishment closed."),
        )
        return
    number = int(frame[frame["status"] == "supported"]["at_risk"].iloc[0])
    draw_outcome(
        view,
        "outcome-survival",
        "survival",
        frame,
        answer_survival(frame),
        partial(survival_chart, frame, view.language),
        SURVIVAL_ALTERNATIVE,
        _.plural(
            "n = {number} supported establishment",
            "n = {number} supported establishments",
            number,
            number=format_number(number, view.language),
        ),
    )
