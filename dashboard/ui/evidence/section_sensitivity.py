"""Độ nhạy / Sensitivity: how much of a break in trends the result survives."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_sensitivity import broken_trends_chart
from analysis.evidence.broken_trends import (
    BrokenTrends,
    bend_words,
    magnitude_words,
    spoken_for,
)
from analysis.evidence.claim import Claim
from analysis.evidence.doubt_measures import doubt_measures
from analysis.evidence.doubt_tables import BENDS, MAGNITUDES, bends_table, magnitudes_table
from analysis.evidence.event_path import EventPath
from analysis.evidence.quantities import POINTS, signed_bare
from analysis.evidence.spoken import without_sign
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.empty import empty_state
from dashboard.ui.estimating import is_estimated, not_estimated, offer_estimate
from dashboard.ui.evidence.asking import (
    asked_method,
    asked_outcome,
    claim_shown,
    draw_outcome_choice,
)
from dashboard.ui.evidence.doubt_data import broken_trends_estimate, broken_trends_of
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_WHAT = Text(
    "Kết quả còn lại gì nếu, không có hỗ trợ, hai nhóm đã không thay đổi như nhau.",
    "What is left of the result if without support both groups had not moved alike.",
)
_MAGNITUDES = Text(
    "Khoảng: ước tính nếu xu hướng không thấy được lệch từng ấy lần mức lớn nhất thấy trước đó.",
    "Intervals: the estimate if unseen trends break by so many times the largest seen before.",
)
_BENDS = Text(
    "Khoảng: ước tính nếu chênh lệch trước hỗ trợ kéo dài theo đường gãy khúc từng ấy mỗi năm.",
    "Intervals: the estimate if the difference before support goes on as a line that bends so "
    "much a year.",
)


def answer(view: View) -> str:
    """Return how large an unseen trend the result survives, as a sentence."""
    outcome, method = asked_outcome(), asked_method()
    found = claim_shown(view, outcome)
    if not is_estimated(view, broken_trends_estimate(view, found, outcome, method)):
        return not_estimated(view)
    made = broken_trends_of(view, found, outcome, method)
    return magnitude_words(made, spoken_for(found)).in_language(view.language).rstrip(".")


def draw(view: View) -> None:
    """Draw intervals over how far trends may break, and over how sharply they may bend."""
    _ = view.translate
    draw_outcome_choice(view)
    outcome, method = asked_outcome(), asked_method()
    found = claim_shown(view, outcome)
    if found.doubts is None or found.estimate is None:
        nothing_over_time(view, found)
        return
    estimate = broken_trends_estimate(view, found, outcome, method)
    if not is_estimated(view, estimate):
        st.markdown(plain(found.headline.in_language(view.language)))
        offer_estimate(view, estimate, _WHAT.in_language(view.language))
        return
    made = broken_trends_of(view, found, outcome, method)
    if made.path is None or made.reason is not None:
        why = magnitude_words(made, spoken_for(found)).in_language(view.language)
        empty_state(plain(why), plain(found.surer[0].in_language(view.language)))
        return
    st.markdown(
        _(
            "The estimate takes for granted that without support both groups would have moved "
            "alike. Nobody can see that. Below: what is left of it if they had not."
        )
    )
    _draw_magnitudes(view, found, made, made.path)
    _draw_bends(view, found, made, made.path)
    st.caption(
        _(
            "This does not move the evidence grade: it says how much the result bears, not whether "
            "trends broke. Whether they differed before support stands under Checks."
        )
    )


def _draw_magnitudes(view: View, found: Claim, made: BrokenTrends, path: EventPath) -> None:
    broken = made.magnitudes[1:]
    chart = partial(
        broken_trends_chart,
        path.estimate,
        made.magnitudes[0][1],
        broken,
        made.magnitude,
        view.language,
        (
            view.translate("Unseen trend, times the largest seen before support"),
            view.translate("Estimate"),
        ),
        found.outcome.scale,
        found.unit,
        [f"{format_number(most, view.language, 2)}×" for most, _ in broken],
    )
    draw_claim_exhibit(
        view,
        found,
        MAGNITUDES,
        ask(magnitudes_table, made, found.outcome.scale),
        magnitude_words(made, spoken_for(found)).in_language(view.language),
        chart,
        _MAGNITUDES,
        doubt_measures(found)[MAGNITUDES],
    )


def _draw_bends(view: View, found: Claim, made: BrokenTrends, path: EventPath) -> None:
    scale, unit = found.outcome.scale, found.unit
    chart = partial(
        broken_trends_chart,
        path.estimate,
        made.magnitudes[0][1],
        made.bends,
        made.bend,
        view.language,
        (_bend_title(view, found), view.translate("Estimate")),
        scale,
        unit,
        [
            without_sign(signed_bare(bend, scale)).in_language(view.language)
            for bend, _ in made.bends
        ],
    )
    draw_claim_exhibit(
        view,
        found,
        BENDS,
        ask(bends_table, made, scale),
        bend_words(made, spoken_for(found)).in_language(view.language),
        chart,
        _BENDS,
        doubt_measures(found)[BENDS],
    )


def _bend_title(view: View, found: Claim) -> str:
    title = view.translate("Bend of the difference a year, from a straight line")
    if found.outcome.scale == "log":
        return title
    words = POINTS if found.outcome.scale == "share" else found.unit
    return f"{title} ({words.in_language(view.language)})"
