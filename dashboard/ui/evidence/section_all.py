"""Mọi chỉ tiêu / All outcomes: what may be said of each, in one table."""

from __future__ import annotations

import streamlit as st

from analysis.evidence.claim import Claim
from analysis.evidence.outcomes import PRODUCTIVITY, answered_counts
from dashboard.ui.data import claim_of
from dashboard.ui.empty import empty_state
from dashboard.ui.evidence.asking import asked_method, outcome_titles
from dashboard.ui.markdown import plain
from dashboard.ui.view import View
from dashboard.ui.waiting import counted_progress

_SHOWN = f"{__name__}.claims"


def answer(view: View) -> str:
    """Return how many outcomes have how sure an answer, as a sentence."""
    _ = view.translate
    claims = _claims(view, "answer")
    sure = sum(one.grade.level >= 3 for one in claims.values())
    told = sum(one.estimate is not None for one in claims.values())
    return _(
        "Of {all} outcomes {sure} have an effect shown (grade 3 or more), {told} an estimate",
        all=len(claims),
        sure=sure,
        told=told,
    )


def draw(view: View) -> None:
    """Draw every claim as a line: what may be said, and how sure."""
    _ = view.translate
    claims = _claims(view, "table")
    if not claims:
        empty_state(
            _("This data set holds no results of establishments."),
            _("Needed: the yearly results of each establishment."),
        )
        return
    for code, one in claims.items():
        with st.container(border=True):
            st.markdown(f"**{plain(outcome_titles()[code].in_language(view.language))}**")
            st.markdown(plain(one.headline.in_language(view.language)))


def _claims(view: View, asked_by: str) -> dict[str, Claim]:
    """Return the claim on every outcome that somebody answered; the first time it takes a while."""
    known = answered_counts(view.snapshot)
    stood_for = {PRODUCTIVITY}
    codes = [code for code in outcome_titles() if known.get(code, 0) > 0 and code not in stood_for]
    found: dict[str, Claim] = {}
    with counted_progress(len(codes), asked_by) as tell:
        for code in codes:
            title = plain(outcome_titles()[code].in_language(view.language))
            tell(view.translate("Estimating all outcomes, once: {outcome}", outcome=title))
            found[code] = claim_of(view.snapshot, view.scope, code, asked_method())
    return found
