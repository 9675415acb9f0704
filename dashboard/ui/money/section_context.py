"""Bối cảnh / Context: what has been published of such programmes, and the districts they are in."""

from __future__ import annotations

from functools import partial

from analysis.charts.facts import district_statistics_chart, published_money_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.answers import answer_district_statistics, answer_published
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.published import published_exhibit
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how much has been published, or else what the statistics of districts say."""
    sentence = answer_published(view.frame("published_figures")) or _of_districts(view)
    if sentence is None:
        return view.translate("Nothing published is loaded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the published figures and the statistics of the districts."""
    _ = view.translate
    published = view.frame("published_figures")
    sentence = answer_published(published)
    if sentence is not None:
        draw_exhibit(
            published_exhibit(
                view,
                published,
                sentence.in_language(view.language),
                partial(published_money_chart, published, view.language),
                _("Dot chart on a logarithmic scale: published amounts, by status."),
            ),
            view,
        )
    of_districts = _of_districts(view)
    if of_districts is not None:
        measure = catalogue()["district_statistics"]
        districts = view.frame("district_statistics")
        draw_exhibit(
            Exhibit(
                key="statistics",
                answer=of_districts.in_language(view.language),
                measure=measure,
                frame=districts,
                figure=partial(district_statistics_chart, districts, _COUNTED, view.language),
                alternative=_("Bar chart: non-farm establishments of each district, latest year."),
            ),
            view,
        )
    if sentence is None and of_districts is None:
        empty_state(
            _("No published figure and no district statistic is loaded for this selection."),
            _("Widen the filters, or load a data set with published figures."),
        )


_COUNTED = "nonfarm_establishments"


def _of_districts(view: View) -> Text | None:
    column = catalogue()["district_statistics"].column(_COUNTED)
    return answer_district_statistics(view.frame("district_statistics"), _COUNTED, column.label)
