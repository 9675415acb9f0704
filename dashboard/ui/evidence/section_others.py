"""Cách tính khác / Other answers: the same question answered in every other defensible way."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_rows import robustness_chart
from analysis.evidence.claim import Claim
from analysis.evidence.claim_measures import claim_measures
from analysis.evidence.claim_tables import answers_table, bacon_table
from analysis.evidence.quantities import signed
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.estimating import is_estimated, not_estimated, offer_estimate
from dashboard.ui.evidence.asking import (
    asked_outcome,
    claim_shown,
    claim_with_others_shown,
    draw_outcome_choice,
    others_estimate,
)
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.table import draw_table
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Biểu đồ điểm: ước tính chính và các cách tính khác, có khoảng tin cậy.",
    "Dots: the main estimate and other answers, with intervals.",
)
_WHAT = Text(
    "Cùng câu hỏi, trả lời bằng các cách tính khác cũng có lý: mô hình, nhóm đối chứng, trọng số, "
    "mốc thời gian và sai số khác.",
    "The same question answered in other defensible ways: other models, comparison groups, "
    "weights, dates and errors.",
)
_AXIS = Text("Ước tính", "Estimate")


def answer(view: View) -> str:
    """Return between which ends the answers lie, as a sentence."""
    outcome = asked_outcome()
    if not is_estimated(view, others_estimate(view, outcome)):
        return not_estimated(view)
    return _sentence(view, claim_with_others_shown(view, outcome))


def draw(view: View) -> None:
    """Draw the main estimate with every other answer below it."""
    draw_outcome_choice(view)
    outcome = asked_outcome()
    waiting = others_estimate(view, outcome)
    if not is_estimated(view, waiting):
        found = claim_shown(view, outcome)
        st.markdown(plain(found.headline.in_language(view.language)))
        offer_estimate(view, waiting, _WHAT.in_language(view.language))
        return
    found = claim_with_others_shown(view, outcome)
    if found.estimate is None or not found.sensitivity:
        nothing_over_time(view, found)
        return
    estimate = found.estimate
    draw_claim_exhibit(
        view,
        found,
        "answers",
        ask(answers_table, found, view.language),
        _sentence(view, found),
        partial(
            robustness_chart,
            estimate,
            found.interval,
            (found.n_supported, found.n_compared),
            found.sensitivity,
            view.language,
            _AXIS.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _ALTERNATIVE,
    )
    measure = claim_measures(found)["answers"]
    draw_table(
        ask(answers_table, found, view.language), measure, view.translate, ["code_name", "why"]
    )
    made_of = ask(bacon_table, found, view.language)
    if made_of.empty:
        return
    finding = next(check.finding for check in found.diagnostics if check.code == "two_way")
    draw_claim_exhibit(
        view, found, "bacon", made_of, finding.in_language(view.language), None, _ALTERNATIVE
    )


def _sentence(view: View, found: Claim) -> str:
    _ = view.translate
    known = [one for one in found.sensitivity if one.estimate is not None]
    if found.estimate is None or not known:
        return _("There are no other answers to hold the estimate against")
    values = [one.estimate for one in known if one.estimate is not None]
    main = found.interval
    apart = sum(
        one.interval is not None
        and main is not None
        and (one.interval.low > main.high or one.interval.high < main.low)
        for one in known
    )
    return _(
        "{outcome}: {main}; {number} other answers lie between {low} and {high}, "
        "{apart} of them clearly apart",
        outcome=found.outcome.title.in_language(view.language),
        main=_said(found.estimate, found, view),
        number=len(known),
        low=_said(min(values), found, view),
        high=_said(max(values), found, view),
        apart=apart,
    )


def _said(value: float, found: Claim, view: View) -> str:
    return signed(value, found.outcome.scale, found.unit).in_language(view.language)
