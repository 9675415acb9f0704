"""Vốn đối ứng / Own money: what establishments paid themselves beside the grants."""

from __future__ import annotations

from functools import partial

from analysis.charts.leverage import (
    LEVERAGE_ALTERNATIVE,
    leverage_by_group_chart,
    leverage_by_year_chart,
)
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.flow_answers import answer_leverage, answer_leverage_by
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return what establishments paid themselves for each đồng granted, as a sentence."""
    sentence = answer_leverage(view.frame("leverage_total"))
    if sentence is None:
        return view.translate("How much the establishments paid themselves is not recorded")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw leverage by year and by a chosen group, or say what is lacking."""
    _ = view.translate
    sentence = answer_leverage(view.frame("leverage_total"))
    if sentence is None:
        empty_state(
            _("How much the establishments paid themselves is not recorded."),
            _("Needed: the grant and the counterpart of each support."),
        )
        return
    number = int(view.frame("leverage_total")["leverage_n"].sum())
    counted = _.plural(
        "n = {number} support",
        "n = {number} supports",
        number,
        number=format_number(number, view.language),
    )
    by_year = view.frame("leverage_by_year")
    draw_exhibit(
        Exhibit(
            key="leverage",
            answer=sentence.in_language(view.language),
            measure=catalogue()["leverage_by_year"],
            frame=by_year,
            figure=partial(leverage_by_year_chart, by_year, view.language),
            alternative=LEVERAGE_ALTERNATIVE.in_language(view.language),
            time_axis="years",
            counted=counted,
        ),
        view,
    )
    _draw_by_group(counted, view)


def _draw_by_group(counted: str, view: View) -> None:
    """Draw leverage by the groups chosen: activities, places, or kinds of establishment."""
    _ = view.translate
    by = pick_breakdown(
        _("Leverage by"),
        {
            "activity": _("Activity"),
            "district": _("District"),
            "industry": _("Industry"),
            "legal_form": _("Legal form"),
            "size": _("Size"),
        },
        f"funding-leverage-{view.language}",
    )
    measure = catalogue()[f"leverage_by_{by}"]
    frame = view.frame(measure.name)
    draw_exhibit(
        Exhibit(
            key=f"leverage-{by.replace('_', '-')}",
            answer=(answer_leverage_by(frame, by) or measure.title).in_language(view.language),
            measure=measure,
            frame=frame,
            figure=partial(leverage_by_group_chart, frame, by, view.language),
            alternative=LEVERAGE_ALTERNATIVE.in_language(view.language),
            counted=counted,
        ),
        view,
    )
