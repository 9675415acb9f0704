"""Hồ sơ / Applications: from handing in to settlement, and why some do not get there."""

from __future__ import annotations

from functools import partial

from analysis.charts.process_funnel import funnel_chart, reasons_chart
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.process_answers import answer_funnel, answer_reasons
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how many applications were approved and settled, as a sentence."""
    _ = view.translate
    sentence = answer_funnel(view.frame("application_funnel"))
    return sentence.in_language(view.language) if sentence else _("No application is recorded")


def draw(view: View) -> None:
    """Draw the funnel, and the reasons of refusals and withdrawals."""
    _ = view.translate
    funnel = view.frame("application_funnel")
    sentence = answer_funnel(funnel)
    if sentence is None:
        empty_state(
            _("No application is in this selection."),
            _("Needed: the applications handed in, refused and withdrawn ones too."),
        )
        return
    counted = _(
        "n = {number} applications, by year of handing in",
        number=format_number(int(funnel["first"].iloc[0]), view.language),
    )
    draw_exhibit(
        Exhibit(
            key="funnel",
            answer=_("How far applications got"),
            measure=catalogue()["application_funnel"],
            frame=funnel,
            figure=partial(funnel_chart, funnel, view.language),
            alternative=_(
                "Bar chart: applications at each step, and those that left or wait, hatched."
            ),
            counted=counted,
        ),
        view,
    )
    reasons = view.frame("application_reasons")
    said = answer_reasons(reasons)
    if reasons.empty:
        empty_state(_("No application of this selection was refused or withdrawn."))
        return
    draw_exhibit(
        Exhibit(
            key="reasons",
            answer=said.in_language(view.language)
            if said
            else _("Why applications were withdrawn"),
            measure=catalogue()["application_reasons"],
            frame=reasons,
            figure=partial(reasons_chart, reasons, view.language),
            alternative=_("Bar chart: applications refused and withdrawn, by reason."),
            counted=_(
                "n = {number} applications refused or withdrawn",
                number=format_number(int(reasons["applications"].sum()), view.language),
            ),
        ),
        view,
    )
