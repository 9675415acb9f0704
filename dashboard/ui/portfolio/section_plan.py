"""Danh mục / Plan: which files to fund under a budget, what that brings, and why each or not."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.portfolio_plan import MONEY_ALTERNATIVE, plan_money_chart
from analysis.decisions.hidden_names import names_hidden
from analysis.decisions.plan_money import BREAKDOWNS, MONEY, answer_money, money_by
from analysis.decisions.plan_outcome_words import (
    DEFINITIONS,
    OBJECTIVE_TITLES,
    outcome_basis,
    outcome_value,
)
from analysis.decisions.plan_table import DECISION_TABLE, decisions_in_turn
from analysis.decisions.plan_words import (
    answer_plan,
    proof_words,
    reached_words,
    unsure_words,
)
from analysis.decisions.portfolio.words import explanation_words, violation_words
from analysis.decisions.selection_answers import NEEDED_FILES, NO_FILES
from analysis.exports.notebook_calls import ask, noted
from analysis.language import Language, Text, format_number
from analysis.scope import Scope
from dashboard.ui.card import Card, draw_cards
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.freshness import as_of_words
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.portfolio.asking import Asked, asked_plan, draw_year
from dashboard.ui.portfolio.controls import draw_controls, draw_reset
from dashboard.ui.portfolio.solving import Held, plan_in_hand, want_plan
from dashboard.ui.view import View
from dashboard.ui.week.lists import draw_list

NOT_YET = Text(
    "Chưa lập danh mục cho các hồ sơ đang chọn", "No plan has been made for these files yet"
)
_HOW = Text("Bấm «Lập danh mục».", "Press “Make the plan”.")
_MAKE = Text("Lập danh mục", "Make the plan")
_CHANGED = Text(
    "Thiết lập đã đổi. Phương án dưới đây là của thiết lập trước: bấm «Lập danh mục» để giải lại.",
    "The settings have changed. The plan below is that of the settings before: press “Make the "
    "plan” to solve again.",
)
_BEGINNING = Text(
    "Ngân sách ban đầu chỉ là một nửa số tiền các hồ sơ đạt điều kiện đề nghị, không phải dự toán: "
    "hãy thay bằng số của tỉnh.",
    "The budget to begin with is half of what files that pass ask for, no estimate: put the "
    "province's own in its place.",
)
_TABLE = Text(
    "Quyết định cho từng hồ sơ: {chosen} được chọn, {refused} không",
    "The decision on each file: {chosen} chosen, {refused} refused",
)
_BY = Text("Chia theo", "Broken down by")
_COUNTED = Text("n = {count} hồ sơ", "n = {count} files")
_WHY_NOT = Text("Vì sao không có phương án", "Why there is no plan")
_COLUMNS = (
    *("application_id", "name", "decision_name", "grant_amount", "reason", "expected"),
    *("district_name", "activity_name"),
)


def answer(view: View) -> str:
    """Return what the plan in hand chooses and brings, as a sentence."""
    asked = asked_plan(view)
    if not asked.made.candidates:
        return NO_FILES.in_language(view.language)
    held = plan_in_hand(view, asked)
    if held is None:
        return NOT_YET.in_language(view.language)
    return answer_plan(held.solved, view.snapshot.case.currency).in_language(view.language)


def draw(view: View) -> None:
    """Draw the settings, the button that solves, and the plan in hand."""
    draw_year(view)
    asked = asked_plan(view)
    draw_problems(asked, view)
    if not asked.made.candidates:
        empty_state(answer(view) + ".", NEEDED_FILES.in_language(view.language))
        return
    draw_controls(asked, view)
    held = plan_in_hand(view, asked)
    with st.container(horizontal=True, key="kc-plan-make"):
        st.button(
            _MAKE.in_language(view.language),
            key="plan-make",
            type="primary",
            icon=":material/play_arrow:",
            on_click=lambda: want_plan(view),
        )
        draw_reset(asked, view)
    if "budget" not in st.query_params:
        st.caption(_BEGINNING.in_language(view.language))
    if held is None:
        empty_state(_sentence(NOT_YET, view), _HOW.in_language(view.language))
        return
    if (held.solved.request, held.seconds) != (asked.request, asked.seconds):
        st.warning(_CHANGED.in_language(view.language), icon=":material/update:")
    if held.solved.found:
        _draw_plan(held, view)
    else:
        _draw_conflict(held, view)
    _draw_decisions(held, view)


def draw_problems(asked: Asked, view: View) -> None:
    """Say which parts of the address could not be used."""
    for problem in asked.problems:
        st.warning(plain(problem.in_language(view.language)), icon=":material/warning:")


def _draw_plan(held: Held, view: View) -> None:
    told = [proof_words(held.solved.plan), reached_words(held.solved)]
    told += unsure_words(held.solved)
    st.markdown("\n".join(f"- {plain(_sentence(one, view))}" for one in told))
    currency = view.snapshot.case.currency
    draw_cards(
        [
            Card(
                label=OBJECTIVE_TITLES[one.objective].in_language(view.language),
                value=outcome_value(one, currency).in_language(view.language),
                definition=DEFINITIONS[one.objective].in_language(view.language),
                unknown=outcome_basis(one).in_language(view.language),
                fresh=as_of_words(None, view),
            )
            for one in held.solved.outcomes
        ],
        per_row=4,
    )
    _draw_money(held, view)


def _draw_money(held: Held, view: View) -> None:
    names = {code: text.in_language(view.language) for code, text in BREAKDOWNS.items()}
    by = pick_breakdown(_BY.in_language(view.language), names, f"plan-by-{view.language}")
    currency = view.snapshot.case.currency
    frame = ask(money_by, held.made, held.solved, by, currency, held.names, view.language)
    draw_exhibit(
        Exhibit(
            key=f"plan-money-{by}-{held.code}",
            answer=answer_money(frame, currency).in_language(view.language),
            measure=MONEY,
            frame=frame,
            figure=partial(plan_money_chart, frame, view.language),
            alternative=MONEY_ALTERNATIVE.in_language(view.language),
            counted=_counted(held, view),
            asked=held.parameters,
        ),
        view,
    )


def _draw_conflict(held: Held, view: View) -> None:
    st.header(plain(_WHY_NOT.in_language(view.language)), anchor=False)
    told = [violation_words(one, held.names) for one in held.solved.plan.violations]
    if held.solved.explanation is not None:
        told = list(explanation_words(held.solved.explanation, held.names)) or told
    st.error("\n".join(f"- {plain(_sentence(one, view))}" for one in told), icon=":material/block:")


def _draw_decisions(held: Held, view: View) -> None:
    frame = _decisions(held.code, held.snapshot, held.scope, view.language, names_hidden(), held)
    noted(frame, decisions_in_turn, held.made, held.solved, held.names, view.language)
    chosen = sum(one.accepted for one in held.solved.decisions)
    told = _TABLE.filled(
        chosen=format_number(chosen, view.language),
        refused=format_number(len(frame) - chosen, view.language),
    )
    draw_list(
        f"plan-decisions-{held.code}",
        told.in_language(view.language),
        DECISION_TABLE,
        frame,
        _COLUMNS,
        view,
        held.parameters,
    )


@st.cache_resource(max_entries=32, show_spinner=False)
def _decisions(
    code: str, snapshot: str, scope: Scope, language: Language, hidden: bool, _held: Held
) -> pd.DataFrame:
    """Return the decision table.

    Made once for a plan: of ten thousand files it takes longer than all else on the page.
    """
    return decisions_in_turn(_held.made, _held.solved, _held.names, language)


def _counted(held: Held, view: View) -> str:
    count = format_number(len(held.made.candidates), view.language)
    return _COUNTED.filled(count=count).in_language(view.language)


def _sentence(text: Text, view: View) -> str:
    told = text.in_language(view.language)
    return told if told.endswith(".") else f"{told}."
