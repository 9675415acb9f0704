"""Which claim a page shows: the outcome and method of the address, and the claim on them."""

from __future__ import annotations

import streamlit as st

from analysis.evidence.claim import Claim
from analysis.evidence.method_words import METHOD_TITLES, METHODS, Method
from analysis.evidence.outcomes import OUTCOMES, PRODUCTIVITY, answered_counts
from analysis.language import Text
from dashboard.ui.address import METHOD, OUTCOME
from dashboard.ui.data import claim_of, claim_with_others, others_are_kept
from dashboard.ui.estimating import Estimate, short_estimate
from dashboard.ui.handin.choosing import choose
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

_PRODUCTIVITY = Text("Năng suất lao động", "Labour productivity")


def outcome_titles() -> dict[str, Text]:
    """Return the title of every outcome a claim can be about, by code."""
    return {PRODUCTIVITY: _PRODUCTIVITY, **{one.code: one.title for one in OUTCOMES}}


def asked_outcome(default: str = PRODUCTIVITY) -> str:
    """Return the outcome the address names, `default` when it names none there is."""
    code = st.query_params.get(OUTCOME, default)
    return code if code in outcome_titles() else default


def asked_method() -> Method:
    """Return the method the address names, that chosen by numbers when it names none there is."""
    code = st.query_params.get(METHOD, "automatic")
    return next((method for method in METHODS if method == code), "automatic")


def claim_shown(view: View, outcome: str) -> Claim:
    """Return the claim on an outcome by the method of the address; the first takes a while."""
    with told_while(view.translate("Estimating, about a second…")):
        return claim_of(view.snapshot, view.scope, outcome, asked_method())


def claim_with_others_shown(view: View, outcome: str) -> Claim:
    """Return the claim with the same question answered in every other way.

    Estimated now, if never before.
    """
    return claim_with_others(view.snapshot, view.scope, outcome, asked_method())


def others_estimate(view: View, outcome: str) -> Estimate:
    """Return the other answers to a claim, as what waits for a button.

    Where there is no comparison over time there are none, which waits for nothing.
    """
    asked = view.snapshot, view.scope, outcome, asked_method()

    def are_there() -> bool:
        if others_are_kept(*asked):
            return True
        found = claim_shown(view, outcome)
        return found.doubts is None or found.main.comparison is None

    return short_estimate(
        f"others-{outcome}",
        view.translate("The same question answered otherwise"),
        are_there,
        lambda: claim_with_others(*asked),
    )


def draw_outcome_choice(view: View) -> None:
    """Draw the choice of the outcome; those nobody has answered are told apart."""
    _ = view.translate
    known = answered_counts(view.snapshot)
    titles = outcome_titles()
    shown = asked_outcome()
    codes = [code for code in titles if known.get(code, 0) > 0 or code == shown]

    def take(code: str) -> None:
        st.query_params[OUTCOME] = code

    choose(
        _("Outcome"),
        codes,
        shown,
        lambda code: titles[code].in_language(view.language),
        take,
        f"evidence-outcome-{view.language}",
    )


def draw_method_choice(view: View) -> None:
    """Draw the choice of the method: it changes the main estimate, its checks and its grade."""

    def take(code: str) -> None:
        if code == "automatic":
            st.query_params.pop(METHOD, None)
        else:
            st.query_params[METHOD] = code

    choose(
        view.translate("Method"),
        METHODS,
        asked_method(),
        lambda method: METHOD_TITLES[method].in_language(view.language),
        take,
        f"evidence-method-{view.language}",
    )
