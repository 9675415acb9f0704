"""Tính từ ai / Whom it is about: who remains and why, how alike groups are, what they say."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence import love_plot, panel_flow_chart
from analysis.evidence.additionality import TITLE, additionality
from analysis.evidence.balance import love_plot_frame
from analysis.evidence.claim import Claim
from analysis.evidence.claim_tables import dose_table, flow_table, likeness_table
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_FLOW = Text(
    "Biểu đồ thanh: số cơ sở còn lại sau từng bước, và số bỏ ra.",
    "Bars: establishments remaining after every step, and how many it left out.",
)
_LOVE = Text(
    "Biểu đồ điểm: chênh lệch chuẩn hóa của từng đặc điểm, trước và sau khi gán trọng số.",
    "Dots: standardised difference of each characteristic before and after weighting.",
)


def answer(view: View) -> str:
    """Return how many of all establishments the estimate rests on, as a sentence."""
    return _sentence(view, claim_shown(view, asked_outcome()))


def draw(view: View) -> None:
    """Draw the flow of establishments, the likeness of groups, and what the supported say."""
    draw_outcome_choice(view)
    found = claim_shown(view, asked_outcome())
    if not int(found.given.built.flow["remaining"].iloc[0]):
        nothing_over_time(view, found)
        return
    _draw_flow(view, found)
    _draw_likeness(view, found)
    dose = ask(dose_table, found, view.language)
    if not dose.empty:
        title = view.translate("How much each was granted, by year support began")
        draw_claim_exhibit(view, found, "dose", dose, title, None, _FLOW)
    said = additionality(view.snapshot, view.scope)
    st.header(plain(TITLE.in_language(view.language)), anchor=False)
    st.markdown(plain(said.finding.in_language(view.language)))


def _draw_flow(view: View, found: Claim) -> None:
    flow = found.given.built.flow
    reasons = flow[f"reason_{view.language}"].tolist()
    shown = flow[flow["excluded"].gt(0) | flow.index.isin([0])]
    steps = [
        (reasons[at], int(shown.loc[at, "remaining"]), int(shown.loc[at, "excluded"]))
        for at in shown.index
    ]
    draw_claim_exhibit(
        view,
        found,
        "flow",
        ask(flow_table, found, view.language),
        _sentence(view, found),
        partial(panel_flow_chart, steps, view.language),
        _FLOW,
    )


def _draw_likeness(view: View, found: Claim) -> None:
    if found.doubts is None or found.doubts.balance is None:
        return
    labels = dict(zip(found.given.panel.covariate_names, found.given.labels, strict=True))
    frame = ask(love_plot_frame, found.doubts.balance, labels)
    finding = next(check.finding for check in found.diagnostics if check.code == "balance")
    draw_claim_exhibit(
        view,
        found,
        "likeness",
        ask(likeness_table, found, view.language),
        finding.in_language(view.language),
        partial(love_plot, frame, view.language),
        _LOVE,
    )


def _sentence(view: View, found: Claim) -> str:
    flow = found.given.built.flow
    first, last = flow.iloc[0], flow.iloc[-1]
    if not int(first["remaining"]):
        return view.translate("This data set knows no establishments one by one")
    return view.translate(
        "The estimate rests on {supported} of {all_supported} supported and {others} other "
        "establishments, of {all} on record",
        supported=format_number(int(last["remaining_supported"]), view.language),
        all_supported=format_number(int(first["remaining_supported"]), view.language),
        others=format_number(
            int(last["remaining"]) - int(last["remaining_supported"]), view.language
        ),
        all=format_number(int(first["remaining"]), view.language),
    )
