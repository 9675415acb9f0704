"""Kinh phí / Funding: where the money came from, what it went to, and where."""

from __future__ import annotations

import streamlit as st

from analysis.charts.facts import district_statistics_chart, published_money_chart
from analysis.charts.funding import (
    funding_by_activity_chart,
    funding_by_district_chart,
    funding_by_source_chart,
    plan_disbursed_chart,
    projects_by_year_chart,
)
from analysis.measures import catalogue
from analysis.measures.answers import (
    answer_by_activity,
    answer_by_district,
    answer_by_source,
    answer_by_year,
    answer_disbursement,
    answer_district_statistics,
    answer_price_index,
    answer_published,
    is_one_place,
    money_stage,
)
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.heading import draw_heading
from dashboard.ui.headlines import projects_counted
from dashboard.ui.published import published_exhibit
from dashboard.ui.view import current_view

view = current_view()
_ = view.translate
language = view.language
measures = catalogue()
by_year = view.frame("funding_by_year")
by_source = view.frame("funding_by_source")
by_activity = view.frame("funding_by_activity")
by_district = view.frame("funding_by_district")
index = view.frame("price_index")
index = index[index["currency"] == view.snapshot.case.currency]
published = view.frame("published_figures")
districts = view.frame("district_statistics")
counted = projects_counted(view)
money_known = money_stage(by_year) is not None

# 1. The answer.
answer = answer_by_year(by_year)
draw_heading(
    _("Funding"),
    answer.in_language(language) if answer else _("No money is recorded for this selection"),
)

# 2. Per year, by fund source.
if money_known:
    sentence = answer_by_source(by_source, view.scope)
    draw_exhibit(
        Exhibit(
            key="source",
            answer=sentence.in_language(language) if sentence else _("Money by year and source"),
            measure=measures["funding_by_source"],
            frame=by_source,
            figure=lambda: funding_by_source_chart(by_source, language),
            alternative=_("Stacked bar chart: money in each plan year by fund source."),
            counted=counted,
        ),
        view,
    )
elif counted:
    draw_exhibit(
        Exhibit(
            key="projects",
            answer=_("Amounts are not known, so projects are counted instead"),
            measure=measures["funding_by_year"],
            frame=by_year,
            figure=lambda: projects_by_year_chart(by_year, language),
            alternative=_("Bar chart: number of projects in each plan year."),
            counted=counted,
        ),
        view,
    )
else:
    empty_state(
        _("This data set holds no project and no amount for this selection."),
        _("Widen the filters, or load the programme's project list."),
    )

# 3. Plan against disbursed, where both are known.
both = by_year[by_year["planned"].notna() & by_year["disbursed"].notna()]
sentence = answer_disbursement(both)
if sentence is not None:
    draw_exhibit(
        Exhibit(
            key="plan",
            answer=sentence.in_language(language),
            measure=measures["funding_by_year"],
            frame=both,
            figure=lambda: plan_disbursed_chart(both, language),
            alternative=_("Bar chart: planned and disbursed money side by side for each year."),
            counted=counted,
        ),
        view,
    )
else:
    empty_state(
        _("Plan and payments are not both recorded for any year, so they cannot be compared."),
        _("Needed: the plan amount and the payments of each project."),
    )

# 4. By activity of the law.
sentence = answer_by_activity(by_activity, view.scope)
if money_known and counted and (by_activity["activity"] != UNKNOWN_CODE).any():
    draw_exhibit(
        Exhibit(
            key="activity",
            answer=sentence.in_language(language) if sentence else _("Money by activity"),
            measure=measures["funding_by_activity"],
            frame=by_activity,
            figure=lambda: funding_by_activity_chart(by_activity, language),
            alternative=_("Bar chart: money and projects of each activity, largest first."),
            counted=counted,
        ),
        view,
    )
else:
    empty_state(
        _("What the money went to is not recorded by activity."),
        _("Needed: the activity of each project."),
    )

# 5. By district.
sentence = answer_by_district(by_district, view.scope)
placed = any(is_one_place(code) for code in by_district["district"])
if placed:
    draw_exhibit(
        Exhibit(
            key="district",
            answer=sentence.in_language(language) if sentence else _("Money by district"),
            measure=measures["funding_by_district"],
            frame=by_district,
            figure=lambda: funding_by_district_chart(by_district, language),
            alternative=_("Bar chart: money and projects of each district, largest first."),
            counted=counted,
        ),
        view,
    )
else:
    empty_state(
        _("This data set does not say in which district the money was spent."),
        _("Needed: the place of each project."),
    )

# 6. What constant prices are made of.
if index.empty:
    empty_state(_("There is no price index for this currency, so prices are nominal."))
else:
    sentence = answer_price_index(index)
    draw_exhibit(
        Exhibit(
            key="index",
            answer=sentence.in_language(language) if sentence else _("Price index"),
            measure=measures["price_index"],
            frame=index,
            figure=None,
            alternative="",
            source=_("named in each row of the table"),
        ),
        view,
    )

# 7. What has been published elsewhere about such programmes.
sentence = answer_published(published)
if sentence is not None:
    draw_exhibit(
        published_exhibit(
            view,
            published,
            sentence.in_language(language),
            lambda: published_money_chart(published, language),
            _("Dot chart on a logarithmic scale: published amounts, by status."),
        ),
        view,
    )

# 8. The districts the programme works in.
nonfarm = measures["district_statistics"].column("nonfarm_establishments")
sentence = answer_district_statistics(districts, nonfarm.name, nonfarm.label)
if sentence is not None:
    draw_exhibit(
        Exhibit(
            key="statistics",
            answer=sentence.in_language(language),
            measure=measures["district_statistics"],
            frame=districts,
            figure=lambda: district_statistics_chart(districts, nonfarm.name, language),
            alternative=_("Bar chart: non-farm establishments of each district, latest year."),
        ),
        view,
    )

st.caption(_("Amounts are never added across currencies, and an unknown amount is never zero."))
