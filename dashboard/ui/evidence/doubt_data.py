"""What the sections of doubt ask: computed once for each snapshot, scope, outcome and method."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.evidence.broken_trends import BrokenTrends, broken_trends, trends_seen
from analysis.evidence.claim import Claim
from analysis.evidence.matched import Matched
from analysis.evidence.matched_words import matched_of
from analysis.evidence.method_words import Method
from analysis.exports.notebook_calls import noted
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of
from dashboard.ui.estimating import Estimate, short_estimate
from dashboard.ui.keeping import is_kept, kept
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while


def broken_trends_of(view: View, found: Claim, outcome: str, method: Method) -> BrokenTrends:
    """Return how much of a break in trends a claim survives. Estimated now, if never before."""
    made = kept_broken(view.snapshot.cache_key, _asked(view), outcome, method, view.snapshot)
    return noted(made, broken_trends, found)


def broken_trends_estimate(view: View, found: Claim, outcome: str, method: Method) -> Estimate:
    """Return the intervals over broken trends, as what waits for a button.

    Where no trends can break the reason waits for nothing.
    """
    given = view.snapshot.cache_key, _asked(view), outcome, method, view.snapshot
    return short_estimate(
        f"sensitivity-{outcome}",
        view.translate("Intervals under trends that break"),
        lambda: is_kept(kept_broken, *given) or trends_seen(found) is None,
        lambda: broken_trends_of(view, found, outcome, method),
    )


def matched_comparison_of(view: View, found: Claim, outcome: str, method: Method) -> Matched | None:
    """Return the matched comparisons of a claim."""
    with told_while(view.translate("Matching, a few seconds…")):
        made = _matched(view.snapshot.cache_key, _asked(view), outcome, method, view.snapshot)
    return noted(made, matched_of, found)


def _asked(view: View) -> Scope:
    return replace(view.scope, language="vi", prices="nominal")


@kept(most=128)
def kept_broken(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> BrokenTrends:
    """Return how much of a break in trends a claim survives."""
    return broken_trends(claim_of(_snapshot, scope, outcome, method))


@st.cache_resource(max_entries=64, show_spinner=False)
def _matched(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> Matched | None:
    return matched_of(claim_of(_snapshot, scope, outcome, method))
