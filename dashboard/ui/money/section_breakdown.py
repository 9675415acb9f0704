"""Cơ cấu / Breakdown: what the money went to, where, and to whom."""

from __future__ import annotations

from functools import partial

from analysis.charts.funding import (
    funding_by_activity_chart,
    funding_by_district_chart,
    funding_by_industry_chart,
    funding_by_legal_form_chart,
)
from analysis.charts.mix import (
    COMPARISON_ALTERNATIVE,
    DIVERSITY_ALTERNATIVE,
    MIX_ALTERNATIVE,
    activity_comparison_chart,
    activity_diversity_chart,
    activity_mix_chart,
)
from analysis.language import Text
from analysis.measures import catalogue
from analysis.measures.answers import (
    answer_by_activity,
    answer_by_district,
    is_one_place,
    money_stage,
)
from analysis.measures.flow_answers import (
    answer_by_kind,
    answer_comparison,
    answer_diversity,
    answer_mix,
    under_the_decree,
)
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.headlines import projects_counted
from dashboard.ui.money.drawing import draw_money
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return which activity takes most of the money, as a sentence."""
    _ = view.translate
    if money_stage(view.frame("funding_by_year")) is None:
        return _("No money is recorded for this selection")
    if not _activities_known(view):
        return _("What the money went to is not recorded by activity.").rstrip(".")
    sentence = answer_by_activity(view.frame("funding_by_activity"), view.scope)
    return sentence.in_language(view.language) if sentence else _("Money by activity")


def _activities_known(view: View) -> bool:
    """Tell whether there is money of projects, and an activity of any of them is known."""
    frame = view.frame("funding_by_activity")
    money_known = money_stage(view.frame("funding_by_year")) is not None
    counted = projects_counted(view) is not None
    return money_known and counted and bool((frame["activity"] != UNKNOWN_CODE).any())


def draw(view: View) -> None:
    """Draw money by activity of the law, district, industry and legal form."""
    if _draw_activities(view):
        _draw_mix(view)
    _draw_comparison(view)
    _draw_districts(view)
    _draw_kinds(view)


def _draw_activities(view: View) -> bool:
    """Draw money by activity; tell whether any activity is known."""
    _ = view.translate
    frame = view.frame("funding_by_activity")
    if not _activities_known(view):
        empty_state(
            _("What the money went to is not recorded by activity."),
            _("Needed: the activity of each project."),
        )
        return False
    draw_money(
        view,
        "activity",
        "funding_by_activity",
        answer_by_activity(frame, view.scope),
        funding_by_activity_chart,
        _("Bar chart: money and projects of each activity, largest first."),
    )
    return True


def _draw_mix(view: View) -> None:
    """Draw the nine activities of the law and how evenly they are used, where that law applies."""
    mix = view.frame("activity_mix")
    if not under_the_decree(mix):
        return
    draw_money(
        view,
        "mix",
        "activity_mix",
        answer_mix(mix, view.scope),
        activity_mix_chart,
        MIX_ALTERNATIVE.in_language(view.language),
    )
    diversity = view.frame("activity_diversity")
    sentence = answer_diversity(diversity)
    # Of chosen activities the mix is what was chosen, which says nothing.
    if sentence is not None and not view.scope.activities:
        draw_money(
            view,
            "diversity",
            "activity_diversity",
            sentence,
            activity_diversity_chart,
            DIVERSITY_ALTERNATIVE.in_language(view.language),
            "years",
        )


def _draw_comparison(view: View) -> None:
    _ = view.translate
    frame = view.frame("activity_comparison")
    sentence = answer_comparison(frame)
    if sentence is None:
        return
    draw_exhibit(
        Exhibit(
            key="comparison",
            answer=sentence.in_language(view.language),
            measure=catalogue()["activity_comparison"],
            frame=frame,
            figure=partial(activity_comparison_chart, frame, view.language),
            alternative=COMPARISON_ALTERNATIVE.in_language(view.language),
            counted=projects_counted(view),
            source=_("named in each row of the table"),
        ),
        view,
    )


def _draw_districts(view: View) -> None:
    _ = view.translate
    frame = view.frame("funding_by_district")
    if not any(is_one_place(code) for code in frame["district"]):
        empty_state(
            _("This data set does not say in which district the money was spent."),
            _("Needed: the place of each project."),
        )
        return
    draw_money(
        view,
        "district",
        "funding_by_district",
        answer_by_district(frame, view.scope),
        funding_by_district_chart,
        _("Bar chart: money and projects of each district, largest first."),
    )


def _draw_kinds(view: View) -> None:
    """Draw money by industry and by legal form of the establishments."""
    _ = view.translate
    drawn = 0
    for column, chart in (
        ("industry", funding_by_industry_chart),
        ("legal_form", funding_by_legal_form_chart),
    ):
        name = f"funding_by_{column}"
        frame = view.frame(name)
        if money_stage(frame) is None or not (frame[column] != UNKNOWN_CODE).any():
            continue
        sentence = answer_by_kind(frame, column, view.scope)
        draw_money(
            view,
            column.replace("_", "-"),
            name,
            sentence,
            chart,
            _KINDS.in_language(view.language),
        )
        drawn += 1
    if not drawn:
        empty_state(
            _("What the supported establishments are is not recorded beside the money."),
            _("Needed: the industry and legal form of each establishment, and its supports."),
        )


_KINDS = Text(
    "Biểu đồ thanh: kinh phí và số đề án theo loại cơ sở, nhiều nhất trước.",
    "Bar chart: money and projects by kind of establishment, largest first.",
)
