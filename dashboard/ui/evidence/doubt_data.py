"""What the sections of doubt ask: computed once for each snapshot, scope, outcome and method."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.evidence.broken_trends import BrokenTrends, broken_trends
from analysis.evidence.claim import Claim
from analysis.evidence.matched import Matched
from analysis.evidence.matched_words import matched_of
from analysis.evidence.method_words import Method
from analysis.exports.notebook_calls import noted
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while


def broken_trends_of(view: View, found: Claim, outcome: str, method: Method) -> BrokenTrends:
    """Return how much of a break in trends a claim survives."""
    with told_while(view.translate("Trying how far trends may break…")):
        made = _broken(view.snapshot.cache_key, _asked(view), outcome, method, view.snapshot)
    return noted(made, broken_trends, found)


def matched_comparison_of(view: View, found: Claim, outcome: str, method: Method) -> Matched | None:
    """Return the matched comparisons of a claim."""
    with told_while(view.translate("Matching, a few seconds…")):
        made = _matched(view.snapshot.cache_key, _asked(view), outcome, method, view.snapshot)
    return noted(made, matched_of, found)


def _asked(view: View) -> Scope:
    return replace(view.scope, language="vi", prices="nominal")


@st.cache_resource(max_entries=128, show_spinner=False)
def _broken(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> BrokenTrends:
    return broken_trends(claim_of(_snapshot, scope, outcome, method))


@st.cache_resource(max_entries=64, show_spinner=False)
def _matched(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> Matched | None:
    return matched_of(claim_of(_snapshot, scope, outcome, method))
