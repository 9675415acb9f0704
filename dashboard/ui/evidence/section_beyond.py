"""Hàng xóm / Neighbours: the claim without them in the comparison, and what happened to them."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_beyond import rings_chart
from analysis.evidence.beyond.exclusion import exclusion_check
from analysis.evidence.beyond.rings import NEAR, NEAR_RINGS, RingCode, find_ring
from analysis.evidence.beyond.suppliers import supplier_words
from analysis.evidence.beyond.tables import ring_measure, ring_table
from analysis.evidence.beyond.words import neighbours_lines, neighbours_sentence
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.access import page_open_to_reader
from dashboard.ui.address import VIEW, address_query
from dashboard.ui.estimating import is_estimated, not_estimated, offer_estimate
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.beyond_data import beyond_estimate, neighbours_shown, rings_shown
from dashboard.ui.evidence.drawing import (
    counted,
    draw_claim_exhibit,
    draw_texts,
    nothing_over_time,
)
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Biểu đồ điểm: ước tính của kết luận và ước tính khi bỏ hàng xóm từng vành, có khoảng tin cậy.",
    "Dots: the estimate of the claim, and without the neighbours of each ring, with intervals.",
)

_WHAT = Text(
    "Ước tính lại tác động khi bỏ hàng xóm của cơ sở được hỗ trợ khỏi nhóm đối chứng, theo từng "
    "vành, và điều gì đã xảy ra với hàng xóm.",
    "The effect again without neighbours of the supported in the comparison, ring by ring, and "
    "what happened to those neighbours.",
)
_RING_KEY = "evidence-ring"


def answer(view: View) -> str:
    """Return whether the conclusion stands without neighbours, as a sentence."""
    outcome = asked_outcome()
    found = claim_shown(view, outcome)
    if found.main.effects is None:
        return view.translate("There is no estimate to look beyond")
    if not is_estimated(view, beyond_estimate(view, outcome, chosen_ring(view, _RING_KEY))):
        return not_estimated(view)
    told = exclusion_check(found, rings_shown(view, outcome)).finding.in_language(view.language)
    return f"{told} {counted(found, view)}"


def draw(view: View) -> None:
    """Draw the rings of exclusion, what neighbours went through, and what is known of suppliers."""
    _ = view.translate
    draw_outcome_choice(view)
    outcome = asked_outcome()
    found = claim_shown(view, outcome)
    if found.main.effects is None:
        nothing_over_time(view, found)
        _draw_suppliers(view)
        return
    estimate = beyond_estimate(view, outcome, chosen_ring(view, _RING_KEY))
    if not is_estimated(view, estimate):
        st.header(plain(_("The claim without neighbours of the supported")), anchor=False)
        pick_ring(view, _RING_KEY)
        offer_estimate(view, estimate, _WHAT.in_language(view.language))
        _draw_suppliers(view)
        return
    rings = rings_shown(view, outcome)
    draw_claim_exhibit(
        view,
        found,
        "rings",
        ask(ring_table, found, rings, view.language),
        _("The claim without neighbours of the supported"),
        partial(rings_chart, found, rings, view.language),
        _ALTERNATIVE,
        ring_measure(found, rings),
    )
    st.header(plain(_("What happened to neighbours")), anchor=False)
    ring = pick_ring(view, _RING_KEY)
    near = neighbours_shown(view, outcome, ring)
    if near is not None:
        st.markdown(plain(neighbours_sentence(found, near).in_language(view.language)))
        lines = neighbours_lines(found, near)
        if lines:
            draw_texts(_("Why that grade, and its checks"), lines, view)
    _draw_way_to_net(view)
    _draw_suppliers(view)


def chosen_ring(view: View, key: str) -> RingCode:
    """Return who is taken for a neighbour, before the choice is drawn."""
    code: RingCode = st.session_state.get(f"{key}-{view.language}", NEAR)
    return code


def pick_ring(view: View, key: str) -> RingCode:
    """Draw the choice of who is a neighbour and return its code."""
    names: dict[str, str] = {
        code: find_ring(code).title.in_language(view.language) for code in NEAR_RINGS
    }
    chosen = pick_one(view.translate("Who is a neighbour"), names, f"{key}-{view.language}", NEAR)
    return find_ring(chosen).code


def _draw_way_to_net(view: View) -> None:
    """Draw the link to what is left of jobs after these neighbours, the filters as they are."""
    jobs = page_open_to_reader("jobs")
    if jobs is None:
        return
    st.page_link(
        jobs.script,
        label=view.translate("What is left of reported jobs, and what a net job cost"),
        icon=":material/arrow_forward:",
        query_params={**address_query(view.snapshot.case.name, view.scope), VIEW: "net"},
    )


def _draw_suppliers(view: View) -> None:
    draw_texts(view.translate("Suppliers and customers"), supplier_words(), view)
