"""So sánh ghép cặp / Matched comparison: supported against those made like them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence import love_plot
from analysis.charts.evidence_sensitivity import matched_chart, unseen_cause_chart
from analysis.evidence.balance import love_plot_frame
from analysis.evidence.claim import Claim
from analysis.evidence.doubt_measures import doubt_measures
from analysis.evidence.doubt_tables import (
    LIKENESS,
    MATCHED,
    UNSEEN,
    labels_of,
    matched_likeness_table,
    matched_table,
    unseen_table,
)
from analysis.evidence.matched import Matched
from analysis.evidence.matched_words import (
    answer_rows,
    best_answer,
    left_out_words,
    likeness_words,
    matched_finding,
    ranked,
    strongest_of,
    unseen_words,
)
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.empty import empty_state
from dashboard.ui.evidence.asking import (
    asked_method,
    asked_outcome,
    claim_shown,
    draw_outcome_choice,
)
from dashboard.ui.evidence.doubt_data import matched_comparison_of
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_ANSWERS = Text(
    "Biểu đồ điểm: ước tính chính, chênh lệch thô và các cách ghép cặp, có khoảng tin cậy.",
    "Dots: the main estimate, naive differences and matched ones, with intervals.",
)
_LOVE = Text(
    "Biểu đồ điểm: chênh lệch chuẩn hóa của từng đặc điểm, trước và sau ghép cặp.",
    "Dots: standardised difference of each characteristic before and after matching.",
)
_UNSEEN = Text(
    "Thanh: mỗi đặc điểm đã ghi giải thích bao nhiêu; vạch: điều không ghi nhận phải giải thích "
    "bao nhiêu.",
    "Bars: what each recorded characteristic explains; line: what an unrecorded cause must.",
)


def answer(view: View) -> str:
    """Return what matching says beside the naive difference, as a sentence."""
    found = claim_shown(view, asked_outcome())
    made = matched_comparison_of(view, found, asked_outcome(), asked_method())
    return matched_finding(found, made).in_language(view.language).rstrip(".")


def draw(view: View) -> None:
    """Draw every answer beside the naive one, likeness, and what could undo them."""
    draw_outcome_choice(view)
    found = claim_shown(view, asked_outcome())
    if found.doubts is None:
        nothing_over_time(view, found)
        return
    made = matched_comparison_of(view, found, asked_outcome(), asked_method())
    if made is None:
        why = matched_finding(found, made).in_language(view.language)
        empty_state(plain(why), plain(found.surer[0].in_language(view.language)))
        return
    _draw_answers(view, found, made)
    if best_answer(made) is not None:
        _draw_likeness(view, found, made)
    _draw_unseen(view, found, made)


def _draw_answers(view: View, found: Claim, made: Matched) -> None:
    draw_claim_exhibit(
        view,
        found,
        MATCHED,
        ask(matched_table, made, found.outcome.scale, view.language),
        matched_finding(found, made).in_language(view.language),
        partial(
            matched_chart,
            answer_rows(found, made, view.language),
            view.language,
            view.translate("Estimate"),
            found.outcome.scale,
            found.unit,
        ),
        _ANSWERS,
        doubt_measures(found)[MATCHED],
    )
    st.markdown(plain(left_out_words(made).in_language(view.language)))


def _draw_likeness(view: View, found: Claim, made: Matched) -> None:
    labels = labels_of(found)
    way, found_balance = next(reversed(made.balances.items()))
    draw_claim_exhibit(
        view,
        found,
        f"{LIKENESS}-{way}",
        ask(matched_likeness_table, made, labels, view.language),
        likeness_words(made).in_language(view.language),
        partial(love_plot, ask(love_plot_frame, found_balance, labels), view.language),
        _LOVE,
        doubt_measures(found)[LIKENESS],
    )


def _draw_unseen(view: View, found: Claim, made: Matched) -> None:
    labels, cause = labels_of(found), made.unseen
    strongest = strongest_of(cause) if cause is not None else None
    name = None if strongest is None else labels.get(strongest.name)
    told = unseen_words(cause, name).in_language(view.language)
    if cause is None:
        empty_state(plain(told))
        return
    rows = [
        (labels[one.name].in_language(view.language), one.of_support, one.of_outcome)
        for one in ranked(cause)
    ]
    draw_claim_exhibit(
        view,
        found,
        UNSEEN,
        ask(unseen_table, made, labels, found.outcome.scale, view.language),
        told,
        partial(
            unseen_cause_chart,
            cause.robustness,
            rows,
            view.language,
            view.translate("Share of what is left explained"),
        ),
        _UNSEEN,
        doubt_measures(found)[UNSEEN],
    )
