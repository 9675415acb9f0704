"""Khó khăn / Difficulties: raised and resolved, how long they take, and what is still open."""

from __future__ import annotations

from functools import partial

from analysis.charts.difficulties import difficulties_by_year_chart, difficulties_chart
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.difficulties import answer_difficulties, answer_open
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

_OPEN = (
    "kind_name",
    "raised_on",
    "days",
    "establishment",
    "project_id",
    "responsible",
    "district_name",
)


def answer(view: View) -> str:
    """Return how many difficulties were resolved and how fast, as a sentence."""
    sentence = answer_difficulties(view.frame("difficulties_total"))
    if sentence is None:
        return view.translate("No difficulty is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw difficulties by kind, by year, by district, and the list of those still open."""
    _ = view.translate
    measures = catalogue()
    by_kind = view.frame("difficulties")
    if by_kind.empty:
        empty_state(
            _("No difficulty is recorded for this selection."),
            _("Needed: the difficulties raised, their days and who is responsible."),
        )
        return
    raised = int(by_kind["raised"].sum())
    counted = _.plural(
        "n = {number} difficulty",
        "n = {number} difficulties",
        raised,
        number=format_number(raised, view.language),
    )
    draw_exhibit(
        Exhibit(
            key="difficulty-kind",
            answer=_("Difficulties by kind, resolved and still open"),
            measure=measures["difficulties"],
            frame=by_kind,
            figure=partial(difficulties_chart, by_kind, view.language),
            alternative=_("Stacked bar chart: difficulties of each kind, resolved and open."),
            counted=counted,
        ),
        view,
    )
    by_year = view.frame("difficulties_by_year")
    draw_exhibit(
        Exhibit(
            key="difficulty-year",
            answer=_("Difficulties raised and resolved year by year"),
            measure=measures["difficulties_by_year"],
            frame=by_year,
            figure=partial(difficulties_by_year_chart, by_year, view.language),
            alternative=_("Bar chart: difficulties raised and resolved in each year."),
            counted=counted,
            time_axis="years",
        ),
        view,
    )
    draw_exhibit(
        Exhibit(
            key="difficulty-district",
            answer=_("Difficulties by district"),
            measure=measures["difficulties_by_district"],
            frame=view.frame("difficulties_by_district"),
            figure=None,
            alternative="",
            counted=counted,
        ),
        view,
    )
    still_open = view.frame("difficulties_open")
    sentence = answer_open(still_open)
    if sentence is None:
        empty_state(_("Every difficulty on record is resolved."))
        return
    draw_list(
        "difficulty-open",
        sentence.in_language(view.language),
        measures["difficulties_open"],
        still_open,
        _OPEN,
        view,
    )
