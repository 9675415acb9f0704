"""Rings, neighbours, net changes and dossiers, each made once for what is asked about."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.evidence.beyond.exclusion import RingEstimate
from analysis.evidence.beyond.neighbours import Neighbours
from analysis.evidence.beyond.net import Net, net_change
from analysis.evidence.beyond.of_claim import neighbours_of, rings_of, spending_of
from analysis.evidence.beyond.rings import RingCode
from analysis.evidence.beyond.spending import Spending
from analysis.evidence.claim import Claim
from analysis.evidence.method_words import Method
from analysis.exports.notebook_calls import noted
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.data import claim_of
from dashboard.ui.evidence.asking import asked_method
from dashboard.ui.view import View


def rings_shown(view: View, outcome: str) -> tuple[RingEstimate, ...]:
    """Return the estimate at every ring; the first takes some seconds."""
    asked, found = _asked(view), _claim(view, outcome)
    with st.spinner(view.translate("Estimating without neighbours, some seconds…")):
        rings = _rings(view.snapshot.cache_key, asked, outcome, asked_method(), view.snapshot)
    return noted(rings, rings_of, view.snapshot, asked, found)


def neighbours_shown(view: View, outcome: str, ring: RingCode) -> Neighbours | None:
    """Return what happened to neighbours; the first takes some seconds."""
    asked, found = _asked(view), _claim(view, outcome)
    with st.spinner(view.translate("Estimating without neighbours, some seconds…")):
        near = _near(view.snapshot.cache_key, asked, outcome, asked_method(), ring, view.snapshot)
    return noted(near, neighbours_of, view.snapshot, asked, found, ring)


def net_shown(view: View, outcome: str, ring: RingCode) -> Net:
    """Return what is left of an outcome; the first takes some seconds."""
    asked, found = _asked(view), _claim(view, outcome)
    with st.spinner(view.translate("Estimating without neighbours, some seconds…")):
        net = _net(view.snapshot.cache_key, asked, outcome, asked_method(), ring, view.snapshot)
    return noted(net, net_change, view.snapshot, asked, found, ring)


def spending_shown(view: View, outcome: str) -> Spending:
    """Return what the supported were granted and put in."""
    asked, found = _asked(view), _claim(view, outcome)
    spent = spending_of(view.snapshot, asked, found)
    return noted(spent, spending_of, view.snapshot, asked, found)


def _asked(view: View) -> Scope:
    return replace(view.scope, language="vi", prices="nominal")


def _claim(view: View, outcome: str) -> Claim:
    return claim_of(view.snapshot, view.scope, outcome, asked_method())


@st.cache_resource(max_entries=32, show_spinner=False)
def _rings(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> tuple[RingEstimate, ...]:
    return rings_of(_snapshot, scope, claim_of(_snapshot, scope, outcome, method))


@st.cache_resource(max_entries=32, show_spinner=False)
def _near(
    key: str, scope: Scope, outcome: str, method: Method, ring: RingCode, _snapshot: Snapshot
) -> Neighbours | None:
    return neighbours_of(_snapshot, scope, claim_of(_snapshot, scope, outcome, method), ring)


@st.cache_resource(max_entries=32, show_spinner=False)
def _net(
    key: str, scope: Scope, outcome: str, method: Method, ring: RingCode, _snapshot: Snapshot
) -> Net:
    return net_change(_snapshot, scope, claim_of(_snapshot, scope, outcome, method), ring)
