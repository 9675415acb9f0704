"""Với ai / For whom: the estimate of every activity, industry, size or district."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.evidence_rows import subgroups_chart
from analysis.evidence.claim import Claim
from analysis.evidence.claim_groups import GROUP_TITLES, GroupKind
from analysis.evidence.claim_measures import groups_measure
from analysis.evidence.claim_tables import groups_table
from analysis.evidence.spoken import said_on
from analysis.evidence.subgroups import Subgroups, heterogeneity_check
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.data import groups_of_claim
from dashboard.ui.evidence.asking import (
    asked_method,
    asked_outcome,
    claim_shown,
    draw_outcome_choice,
)
from dashboard.ui.evidence.drawing import draw_claim_exhibit, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Biểu đồ điểm: ước tính từng nhóm và ước tính đã co về trung bình chung, có khoảng tin cậy.",
    "Dots: the estimate of each group and that drawn to the common mean, with intervals.",
)
_AXIS = Text("Ước tính", "Estimate")
_KINDS: tuple[GroupKind, ...] = ("activity", "industry", "size", "district")


def answer(view: View) -> str:
    """Return whether groups differ by more than chance, as a sentence."""
    found = claim_shown(view, asked_outcome())
    groups = groups_of_claim(
        view.snapshot, view.scope, asked_outcome(), asked_method(), _kind(view)
    )
    if groups is None:
        return view.translate("Without a comparison group nobody can tell whom it works for")
    return _short(groups, found, view)


def draw(view: View) -> None:
    """Draw the estimates of one kind of group, small ones marked."""
    _ = view.translate
    draw_outcome_choice(view)
    found = claim_shown(view, asked_outcome())
    names = {kind: GROUP_TITLES[kind].in_language(view.language) for kind in _KINDS}
    pick_breakdown(_("Groups"), names, _key(view))
    kind = _kind(view)
    groups = groups_of_claim(view.snapshot, view.scope, asked_outcome(), asked_method(), kind)
    if groups is None:
        nothing_over_time(view, found)
        return
    draw_claim_exhibit(
        view,
        found,
        f"groups-{kind}",
        ask(groups_table, groups, found.outcome.scale, view.language),
        _short(groups, found, view),
        partial(
            subgroups_chart,
            groups,
            view.language,
            _AXIS.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _ALTERNATIVE,
        groups_measure(found, kind),
    )
    st.markdown(plain(_finding(groups, found, view)))
    if bool(groups.frame["small"].any()):
        st.caption(_("Hollow groups have few supported: read the estimate drawn to the mean."))


def _finding(groups: Subgroups, found: Claim, view: View) -> str:
    say = said_on(found.outcome.scale, found.unit)
    return heterogeneity_check(groups, say).finding.in_language(view.language)


def _short(groups: Subgroups, found: Claim, view: View) -> str:
    """Return the first sentence of the finding, short enough to be a title."""
    return _finding(groups, found, view).split(". ", 1)[0].rstrip(".")


def _key(view: View) -> str:
    return f"evidence-groups-{view.language}"


def _kind(view: View) -> GroupKind:
    chosen = st.session_state.get(_key(view))
    return next((kind for kind in _KINDS if kind == chosen), "activity")
