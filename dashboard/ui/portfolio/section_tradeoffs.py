"""Đánh đổi / Trade-offs: more money, each floor, other ways to choose, and caution."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.portfolio_tradeoffs import (
    FRONTIER_ALTERNATIVE,
    PRICES_ALTERNATIVE,
    WAYS_ALTERNATIVE,
    frontier_chart,
    prices_chart,
    ways_chart,
)
from analysis.decisions.plan_proof_words import frontier_proof, price_proof
from analysis.decisions.plan_tradeoff_answers import (
    answer_alternatives,
    answer_frontier,
    answer_prices,
    answer_robust,
    robust_remarks,
)
from analysis.decisions.plan_tradeoff_tables import (
    ALTERNATIVES,
    FRONTIER,
    PRICES,
    alternative_table,
    frontier_table,
    price_table,
)
from analysis.decisions.plan_tradeoffs import Tradeoffs
from analysis.decisions.selection_answers import NEEDED_FILES, NO_FILES
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.portfolio.asking import asked_plan, draw_year
from dashboard.ui.portfolio.section_plan import NOT_YET, draw_problems
from dashboard.ui.portfolio.solving import (
    TRADEOFF_TIMES,
    Held,
    plan_in_hand,
    tradeoffs_in_hand,
    want_tradeoffs,
)
from dashboard.ui.view import View

_NO_PLAN = Text(
    "Chưa có phương án nào giữ được mọi giới hạn để so", "There is no plan yet to weigh up"
)
_GO = Text("Lập danh mục ở mục «Danh mục» trước.", "Make a plan in the section “Plan” first.")
_NOT_COMPUTED = Text(
    "Chưa tính đánh đổi của phương án này", "The trade-offs of this plan are not worked out yet"
)
_PRESS = Text("Bấm «Tính các đánh đổi».", "Press “Work out the trade-offs”.")
_COMPUTE = Text(
    "Tính các đánh đổi (tối đa {most} giây)", "Work out the trade-offs ({most} s at most)"
)
_WAYS = (
    *("method_name", "projects", "granted", "value", "of_best", "low", "high", "worst"),
    *("regret", "regret_high", "jobs", "jobs_low", "jobs_high", "productivity", "counterpart"),
    *("coverage", "verified", "breaks"),
)


def answer(view: View) -> str:
    """Return what more money would bring, as a sentence."""
    asked = asked_plan(view)
    if not asked.made.candidates:
        return NO_FILES.in_language(view.language)
    held = plan_in_hand(view, asked)
    if held is None:
        return NOT_YET.in_language(view.language)
    if not held.solved.found:
        return _NO_PLAN.in_language(view.language)
    found = tradeoffs_in_hand(view, held)
    if found is None:
        return _NOT_COMPUTED.in_language(view.language)
    currency = view.snapshot.case.currency
    return answer_frontier(ask(frontier_table, found, currency), currency).in_language(
        view.language
    )


def draw(view: View) -> None:
    """Draw the button, and what was worked out of the plan in hand."""
    draw_year(view)
    asked = asked_plan(view)
    draw_problems(asked, view)
    held = plan_in_hand(view, asked) if asked.made.candidates else None
    if held is None:
        needed = _GO if asked.made.candidates else NEEDED_FILES
        empty_state(answer(view) + ".", needed.in_language(view.language))
        return
    if not held.solved.found:
        empty_state(answer(view) + ".", _GO.in_language(view.language))
        return
    most = TRADEOFF_TIMES * held.seconds
    st.button(
        _COMPUTE.filled(most=most).in_language(view.language),
        key="plan-tradeoffs",
        type="primary",
        icon=":material/play_arrow:",
        on_click=lambda: want_tradeoffs(view),
    )
    found = tradeoffs_in_hand(view, held)
    if found is None:
        empty_state(
            _NOT_COMPUTED.in_language(view.language) + ".", _PRESS.in_language(view.language)
        )
        return
    _draw_frontier(found, held, view)
    _draw_prices(found, held, view)
    _draw_ways(found, held, view)


def _draw_frontier(found: Tradeoffs, held: Held, view: View) -> None:
    currency = view.snapshot.case.currency
    frame = ask(frontier_table, found, currency)
    known = frame["objective"].notna().any()
    draw_exhibit(
        Exhibit(
            key=f"plan-frontier-{held.code}",
            answer=answer_frontier(frame, currency).in_language(view.language),
            measure=FRONTIER,
            frame=frame,
            figure=(partial(frontier_chart, frame, view.language)) if known else None,
            alternative=FRONTIER_ALTERNATIVE.in_language(view.language),
            remarks=[frontier_proof(found.frontier, currency).in_language(view.language)],
            asked=held.parameters,
        ),
        view,
    )


def _draw_prices(found: Tradeoffs, held: Held, view: View) -> None:
    currency = view.snapshot.case.currency
    frame = ask(price_table, found, currency, held.names, view.language)
    draw_exhibit(
        Exhibit(
            key=f"plan-prices-{held.code}",
            answer=answer_prices(found, currency, held.names).in_language(view.language),
            measure=PRICES,
            frame=frame,
            figure=partial(prices_chart, frame, view.language),
            alternative=PRICES_ALTERNATIVE.in_language(view.language),
            remarks=[price_proof(found, currency, held.names).in_language(view.language)],
            asked=held.parameters,
        ),
        view,
    )


def _draw_ways(found: Tradeoffs, held: Held, view: View) -> None:
    currency = view.snapshot.case.currency
    frame = ask(alternative_table, found, currency, held.names, view.language)
    remarks = [answer_robust(found), *robust_remarks(found)]
    draw_exhibit(
        Exhibit(
            key=f"plan-ways-{held.code}",
            answer=answer_alternatives(frame).in_language(view.language),
            measure=ALTERNATIVES,
            frame=frame,
            figure=partial(ways_chart, frame, view.language),
            alternative=WAYS_ALTERNATIVE.in_language(view.language),
            remarks=[one.in_language(view.language) for one in remarks],
            columns=_WAYS,
            asked=held.parameters,
        ),
        view,
    )
