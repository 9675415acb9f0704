"""Tổng quan / At a glance: five figures, three things to know, what moved, and the money."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.funding import funding_by_source_chart, projects_by_year_chart
from analysis.charts.programme import jobs_chart
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.answers import answer_by_source, answer_by_year, answer_jobs, money_stage
from dashboard.ui.card import draw_cards
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.headlines import headline_cards, projects_counted, projects_sentence
from dashboard.ui.overview.briefed import claim_is_known, first_briefing, full_briefing
from dashboard.ui.overview.drawing import draw_figure, draw_moves, draw_things
from dashboard.ui.published import published_exhibit
from dashboard.ui.view import View

# The province's codes among the published figures, before and after its merger of 2025.
PROVINCE = ("Quảng Ngãi", "Quảng Ngãi (mới)")

_ESTIMATING = Text(
    "Đang ước tính năng suất, lần đầu mất vài giây…",
    "Estimating productivity, a few seconds the first time…",
)


def answer(view: View) -> str:
    """Return how money grew, or how many projects there are, as a sentence."""
    told = answer_by_year(view.frame("funding_by_year"))
    if told is None:
        return view.translate("No projects are recorded for this selection")
    return told.in_language(view.language)


def draw(view: View) -> None:
    """Draw the briefing, then the money and the workers behind it.

    The claim takes about two seconds the first time of a snapshot: all else is drawn before it,
    and what waits for it is filled in last.
    """
    first = first_briefing(view)
    money, projects, establishments, counterpart, workers, disbursement = headline_cards(view)
    cards = {"money": money, "establishments": establishments, "workers": workers}

    # 1. The five figures, the last of which waits for the claim.
    columns = st.columns(len(first.figures))
    for column, figure in zip(columns[:-1], first.figures[:-1], strict=True):
        with column:
            draw_figure(figure, view, cards.get(figure.code))
    waiting = columns[-1].empty()
    with waiting.container(height="stretch"):
        draw_figure(first.figures[-1], view)

    # 2. The things to know, one of which may be what the claim says.
    # Drawn once in a run, as its links have keys.
    things = st.empty()
    if claim_is_known(view):
        with things.container():
            draw_things(first.things, view)
    else:
        things.caption(_ESTIMATING.in_language(view.language))

    # 3. What moved, the further figures, the charts.
    draw_moves(first.moves, view)
    draw_cards([projects, counterpart, disbursement])
    _draw_money(view)
    _draw_jobs(view)

    # 4. What waited.
    if claim_is_known(view):
        return
    told = full_briefing(view)
    with waiting.container(height="stretch"):
        draw_figure(told.figures[-1], view)
    with things.container():
        draw_things(told.things, view)


def _draw_money(view: View) -> None:
    """Draw the money year by year, or the projects where no amount is known."""
    _ = view.translate
    language = view.language
    measures = catalogue()
    funding = view.frame("funding_by_year")
    by_source = view.frame("funding_by_source")
    if money_stage(funding) is not None and funding["projects"].notna().any():
        sentence = answer_by_source(by_source, view.scope)
        draw_exhibit(
            Exhibit(
                key="money",
                answer=(
                    sentence.in_language(language) if sentence else _("Money by year and source")
                ),
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
        _draw_published(view)


def _draw_published(view: View) -> None:
    """Draw what has been published about the province, where there is nothing of its own."""
    published = view.frame("published_figures")
    of_province = published[published["geography"].isin(PROVINCE)]
    if not of_province.empty:
        told = view.translate("What has been published about the province")
        draw_exhibit(published_exhibit(view, of_province, told), view)


def _draw_jobs(view: View) -> None:
    """Draw workers at supported establishments: a change, never called an effect."""
    _ = view.translate
    jobs = view.frame("jobs_by_year")
    change = answer_jobs(jobs)
    if change is None:
        empty_state(
            _("No establishment has answered how many workers it had before and after support."),
            _("Needed: the yearly results of supported establishments."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="jobs",
            answer=change.in_language(view.language),
            measure=catalogue()["jobs_by_year"],
            frame=jobs,
            figure=partial(jobs_chart, jobs, view.language),
            alternative=_(
                "Bar chart by year of support: workers gained above the line, workers lost below."
            ),
            time_axis="years",
        ),
        view,
    )
