"""Mọi chỉ tiêu / All outcomes: what may be said of each, in one table."""

from __future__ import annotations

import streamlit as st

from analysis.evidence.claim import Claim
from analysis.evidence.outcomes import PRODUCTIVITY, answered_counts
from dashboard.ui.data import claim_is_kept, claim_of
from dashboard.ui.empty import empty_state
from dashboard.ui.estimating import (
    Estimate,
    Step,
    is_estimated,
    not_estimated,
    offer_estimate,
)
from dashboard.ui.evidence.asking import asked_method, outcome_titles
from dashboard.ui.markdown import plain
from dashboard.ui.view import View


def answer(view: View) -> str:
    """Return how many outcomes have how sure an answer, as a sentence."""
    _ = view.translate
    if not is_estimated(view, all_claims(view)):
        return not_estimated(view)
    claims = _claims(view)
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
    if not _codes(view):
        empty_state(
            _("This data set holds no results of establishments."),
            _("Needed: the yearly results of each establishment."),
        )
        return
    estimate = all_claims(view)
    if not is_estimated(view, estimate):
        offer_estimate(
            view,
            estimate,
            _("Every outcome that establishments report, each with its estimate and grade."),
        )
        return
    for code, one in _claims(view).items():
        with st.container(border=True):
            st.markdown(f"**{plain(outcome_titles()[code].in_language(view.language))}**")
            st.markdown(plain(one.headline.in_language(view.language)))


def all_claims(view: View) -> Estimate:
    """Return the claims of the section, one step each."""
    scope, method = view.scope, asked_method()

    def step(code: str) -> Step:
        title = outcome_titles()[code].in_language(view.language)
        return Step(
            view.translate("Estimating all outcomes, once: {outcome}", outcome=title),
            lambda: claim_is_kept(view.snapshot, scope, code, method),
            lambda: claim_of(view.snapshot, scope, code, method),
        )

    return Estimate("all", 3, tuple(map(step, _codes(view))))


def _claims(view: View) -> dict[str, Claim]:
    return {
        code: claim_of(view.snapshot, view.scope, code, asked_method()) for code in _codes(view)
    }


def _codes(view: View) -> list[str]:
    """Return the outcomes that somebody answered; productivity stands for one of them."""
    known = answered_counts(view.snapshot)
    return [code for code in outcome_titles() if known.get(code, 0) > 0 and code != PRODUCTIVITY]
