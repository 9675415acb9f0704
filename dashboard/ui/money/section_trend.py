"""Diễn biến / Trend: money by year and source, through its stages, by quarter, and its growth."""

from __future__ import annotations

from functools import partial

from analysis.charts.flow import (
    FLOW_ALTERNATIVE,
    QUARTER_ALTERNATIVE,
    funding_flow_chart,
    funding_quarter_chart,
)
from analysis.charts.funding import (
    funding_by_source_chart,
    plan_disbursed_chart,
    projects_by_year_chart,
)
from analysis.charts.growth import GROWTH_ALTERNATIVE, funding_growth_chart
from analysis.measures import catalogue
from analysis.measures.answers import (
    answer_by_source,
    answer_by_year,
    answer_disbursement,
    answer_price_index,
    money_stage,
)
from analysis.measures.flow_answers import (
    answer_flow,
    answer_growth,
    answer_quarters,
    quarter_stage,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.headlines import projects_counted
from dashboard.ui.money.drawing import draw_money
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how money grew over the years chosen, as a sentence."""
    sentence = answer_by_year(view.frame("funding_by_year"))
    if sentence is None:
        return view.translate("No money is recorded for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw money by year, against the plan, along the chain, by quarter, and what growth is of."""
    _draw_years(view)
    _draw_plan(view)
    _draw_flow(view)
    _draw_quarters(view)
    _draw_growth(view)
    _draw_prices(view)


def _draw_years(view: View) -> None:
    _ = view.translate
    language = view.language
    by_year = view.frame("funding_by_year")
    counted = projects_counted(view)
    if money_stage(by_year) is not None:
        by_source = view.frame("funding_by_source")
        sentence = answer_by_source(by_source, view.scope)
        draw_exhibit(
            Exhibit(
                key="source",
                answer=(
                    sentence.in_language(language) if sentence else _("Money by year and source")
                ),
                measure=catalogue()["funding_by_source"],
                frame=by_source,
                figure=partial(funding_by_source_chart, by_source, language),
                alternative=_("Stacked bar chart: money in each plan year by fund source."),
                time_axis="years",
                counted=counted,
            ),
            view,
        )
    elif counted:
        draw_exhibit(
            Exhibit(
                key="projects",
                answer=_("Amounts are not known, so projects are counted instead"),
                measure=catalogue()["funding_by_year"],
                frame=by_year,
                figure=partial(projects_by_year_chart, by_year, language),
                alternative=_("Bar chart: number of projects in each plan year."),
                time_axis="years",
                counted=counted,
            ),
            view,
        )
    else:
        empty_state(
            _("This data set holds no project and no amount for this selection."),
            _("Widen the filters, or load the programme's project list."),
        )


def _draw_plan(view: View) -> None:
    _ = view.translate
    by_year = view.frame("funding_by_year")
    both = by_year[by_year["planned"].notna() & by_year["disbursed"].notna()]
    sentence = answer_disbursement(both)
    if sentence is None:
        empty_state(
            _("Plan and payments are not both recorded for any year, so they cannot be compared."),
            _("Needed: the plan amount and the payments of each project."),
        )
        return
    draw_money(
        view,
        "plan",
        "funding_by_year",
        sentence,
        plan_disbursed_chart,
        _("Bar chart: planned and disbursed money side by side for each year."),
        "years",
        both,
    )


def _draw_flow(view: View) -> None:
    _ = view.translate
    frame = view.frame("funding_flow")
    if frame["amount"].isna().all():
        empty_state(
            _("No amount is known at any stage, from plan to settlement."),
            _("Needed: the amounts of each project and their dates."),
        )
        return
    draw_money(
        view,
        "flow",
        "funding_flow",
        answer_flow(frame),
        funding_flow_chart,
        FLOW_ALTERNATIVE.in_language(view.language),
    )


def _draw_quarters(view: View) -> None:
    _ = view.translate
    frame = view.frame("funding_by_quarter_source")
    if quarter_stage(frame) is None:
        empty_state(
            _("No payment and no approval has a date, so nothing can be placed in a quarter."),
            _("Needed: the date of each payment and of each approval."),
        )
        return
    draw_money(
        view,
        "quarter",
        "funding_by_quarter_source",
        answer_quarters(frame),
        funding_quarter_chart,
        QUARTER_ALTERNATIVE.in_language(view.language),
        "dates",
    )


def _draw_growth(view: View) -> None:
    _ = view.translate
    frame = view.frame("funding_growth")
    sentence = answer_growth(frame)
    if sentence is None:
        empty_state(
            _("No two plan years in a row have known amounts, so growth cannot be taken apart."),
            _("Needed: the amounts of two consecutive whole years."),
        )
        return
    draw_money(
        view,
        "growth",
        "funding_growth",
        sentence,
        funding_growth_chart,
        GROWTH_ALTERNATIVE.in_language(view.language),
        "years",
    )


def _draw_prices(view: View) -> None:
    """Draw what constant prices are made of."""
    _ = view.translate
    index = view.frame("price_index")
    index = index[index["currency"] == view.snapshot.case.currency]
    if index.empty:
        empty_state(_("There is no price index for this currency, so prices are nominal."))
        return
    sentence = answer_price_index(index)
    draw_exhibit(
        Exhibit(
            key="index",
            answer=sentence.in_language(view.language) if sentence else _("Price index"),
            measure=catalogue()["price_index"],
            frame=index,
            figure=None,
            alternative="",
            source=_("named in each row of the table"),
        ),
        view,
    )
