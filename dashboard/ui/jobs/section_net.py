"""Việc làm ròng / Net jobs: what is left of reported jobs, what one cost, what came back."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_beyond import waterfall_chart
from analysis.evidence.beyond.net import Net
from analysis.evidence.beyond.rings import RingCode
from analysis.evidence.beyond.tables import net_measure, net_table
from analysis.evidence.beyond.words import (
    cost_sentence,
    neighbours_sentence,
    net_grade,
    net_sentence,
    worth_sentence,
)
from analysis.evidence.beyond.worth import NOT_COUNTED, Terms, benefit_cost, cost_per_net_job
from analysis.evidence.outcomes import answered_counts
from analysis.exports.notebook_calls import ask
from analysis.language import Text, format_number
from dashboard.ui.estimating import (
    Estimate,
    is_estimated,
    not_estimated,
    offer_estimate,
)
from dashboard.ui.evidence.beyond_data import net_estimate, net_shown, spending_shown
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.evidence.section_beyond import chosen_ring, pick_ring
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Biểu đồ thác nước: từ việc làm báo cáo đến việc làm còn lại, từng bước có khoảng tin cậy.",
    "Waterfall: from jobs reported to jobs left, every step with its interval.",
)
_WHAT = Text(
    "Việc làm còn lại thật sự sau khi trừ phần đằng nào cũng có và phần mất ở hàng xóm, kinh phí "
    "một việc làm ròng, và lợi ích trên chi phí.",
    "Jobs left after what would have come anyway and what neighbours lost, the cost of a net job, "
    "and benefit over cost.",
)
_RING_KEY = "jobs-ring"
HORIZONS = (3, 5, 7, 10, 15)
PERCENTS = (0, 5, 10, 15, 25)


def answer(view: View) -> str:
    """Return what is left of the jobs reported, as a sentence."""
    ring = chosen_ring(view, _RING_KEY)
    if not _is_estimated(view, net_estimate(view, ring)):
        return not_estimated(view)
    return net_sentence(net_shown(view, "jobs", ring)).in_language(view.language)


def draw(view: View) -> None:
    """Draw the steps from gross to net, the cost of a net job, and benefit over cost."""
    ring = pick_ring(view, _RING_KEY)
    estimate = net_estimate(view, ring)
    if not _is_estimated(view, estimate):
        offer_estimate(view, estimate, _WHAT.in_language(view.language))
        return
    net = net_shown(view, "jobs", ring)
    if net.step("gross").total is None:
        nothing_over_time(view, net.claim)
        return
    draw_claim_exhibit(
        view,
        net.claim,
        f"net-{ring}",
        ask(net_table, net, view.language),
        net_sentence(net).in_language(view.language),
        partial(waterfall_chart, net, view.language),
        _ALTERNATIVE,
        net_measure(net),
        _rests_on(view, net),
    )
    _draw_cost(view, net)
    _draw_worth(view, ring)


def _rests_on(view: View, net: Net) -> str | None:
    """Return whom the steps rest on and their grade; None where they end with the claim itself."""
    grade, ring, near = net_grade(net), net.ring, net.neighbours
    if grade is None or ring is None or near is None:
        return None
    return view.translate(
        "n = {supported} supported, {compared} compared, {exposed} neighbours · evidence grade "
        "{grade} of 5",
        supported=format_number(ring.n_supported, view.language),
        compared=format_number(ring.n_compared, view.language),
        exposed=format_number(near.n_exposed, view.language),
        grade=grade,
    )


def _draw_cost(view: View, net: Net) -> None:
    spent = spending_shown(view, "jobs")
    told = cost_sentence(net, ask(cost_per_net_job, net, spent), spent)
    st.header(plain(view.translate("What a net job cost")), anchor=False)
    st.markdown(plain(told.in_language(view.language)))
    if net.neighbours is not None:
        near = neighbours_sentence(net.claim, net.neighbours)
        st.markdown(plain(near.in_language(view.language)))


def _draw_worth(view: View, ring: RingCode) -> None:
    _ = view.translate
    st.header(plain(_("What came back for the money")), anchor=False)
    with st.container(horizontal=True, key="kc-worth-terms"):
        years = pick_one(_("Years of benefit"), {str(n): str(n) for n in HORIZONS}, "worth-h", "5")
        percents = {str(n): f"{n}%" for n in PERCENTS}
        discount = pick_one(_("Discount a year"), percents, "worth-discount", "10")
        decay = pick_one(_("Decay a year"), percents, "worth-decay", "10")
        against = {"both": _("Grant and counterpart"), "grant": _("Grant alone")}
        paid = pick_one(_("Against"), against, f"worth-against-{view.language}", "both")
    terms = Terms.of_percents(int(years), int(discount), int(decay), paid == "both")
    net = net_shown(view, "value_added", ring)
    spent = spending_shown(view, "value_added")
    found = ask(benefit_cost, net, spent, terms)
    st.markdown(plain(worth_sentence(net, found, spent).in_language(view.language)))
    st.caption(plain(NOT_COUNTED.in_language(view.language)))


def _is_estimated(view: View, estimate: Estimate) -> bool:
    """Tell whether the section can be drawn; where nobody reported jobs, it can at once."""
    return not answered_counts(view.snapshot).get("jobs") or is_estimated(view, estimate)
