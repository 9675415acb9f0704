"""Tổng quan / Overview: what the programme spent, reached and left open, at a glance."""

from __future__ import annotations

from functools import partial

from analysis.charts.funding import funding_by_source_chart, projects_by_year_chart
from analysis.charts.programme import jobs_chart
from analysis.measures import catalogue
from analysis.measures.answers import (
    answer_by_source,
    answer_by_year,
    answer_jobs,
    money_stage,
)
from dashboard.ui.card import draw_cards
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.heading import draw_heading
from dashboard.ui.headlines import headline_cards, projects_counted, projects_sentence
from dashboard.ui.published import published_exhibit
from dashboard.ui.view import current_view

# The province's codes among the published figures, before and after its merger of 2025.
PROVINCE = ("Quảng Ngãi", "Quảng Ngãi (mới)")

view = current_view()
_ = view.translate
language = view.language
measures = catalogue()
funding = view.frame("funding_by_year")
jobs = view.frame("jobs_by_year")
published = view.frame("published_figures")

# 1. The answer.
answer = answer_by_year(funding)
draw_heading(
    _("Overview"),
    answer.in_language(language) if answer else _("No projects are recorded for this selection"),
)

# 2. Six headline figures, each with its change, its trend and what is not known.
draw_cards(headline_cards(view))

# 3. The money year by year, or the projects where no amount is known.
by_source = view.frame("funding_by_source")
if money_stage(funding) is not None and funding["projects"].notna().any():
    sentence = answer_by_source(by_source, view.scope)
    draw_exhibit(
        Exhibit(
            key="money",
            answer=sentence.in_language(language) if sentence else _("Money by year and source"),
            measure=measures["funding_by_source"],
            frame=by_source,
            figure=partial(funding_by_source_chart, by_source, language),
            alternative=_("Stacked bar chart: money in each plan year by fund source."),
            counted=projects_counted(view),
            time_axis="years",
        ),
        view,
    )
elif funding["projects"].notna().any():
    draw_exhibit(
        Exhibit(
            key="projects",
            answer=projects_sentence(view, funding),
            measure=measures["funding_by_year"],
            frame=funding,
            figure=partial(projects_by_year_chart, funding, language),
            alternative=_("Bar chart: number of projects in each plan year."),
            counted=projects_counted(view),
            time_axis="years",
        ),
        view,
    )
else:
    empty_state(
        _("This data set has no list of projects."),
        _("To see projects here, load the programme's project list."),
    )
    of_province = published[published["geography"].isin(PROVINCE)]
    if not of_province.empty:
        draw_exhibit(
            published_exhibit(view, of_province, _("What has been published about the province")),
            view,
        )

# 4. Workers at supported establishments: a change, never called an effect.
change = answer_jobs(jobs)
if change is not None:
    draw_exhibit(
        Exhibit(
            key="jobs",
            answer=change.in_language(language),
            measure=measures["jobs_by_year"],
            frame=jobs,
            figure=partial(jobs_chart, jobs, language),
            alternative=_(
                "Bar chart by year of support: workers gained above the line, workers lost below."
            ),
            time_axis="years",
        ),
        view,
    )
else:
    empty_state(
        _("No establishment has answered how many workers it had before and after support."),
        _("Needed: the yearly results of supported establishments."),
    )
