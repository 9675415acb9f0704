"""Mức và số lần / How much, how often: by size of grant, by repetition, by activity."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.designs import dose_chart
from analysis.charts.evidence_rows import subgroups_chart
from analysis.evidence.designs.activities import Activities
from analysis.evidence.designs.dose import DOSE_KINDS, Dose, DoseKind
from analysis.evidence.designs.dose_words import DOSE_TITLES
from analysis.evidence.designs.study import STUDY_TITLES, Study
from analysis.evidence.designs.study_tables import activity_table, dose_curve_table
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.studies import (
    activities_shown,
    dose_shown,
    draw_account,
    draw_answers,
    draw_refusal,
    draw_study_exhibit,
    repetition_shown,
)
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

_CURVE = Text(
    "Đường: thay đổi so với đối chứng theo mức hỗ trợ, có dải tin cậy 95 % từng điểm.",
    "Line: change against the compared by dose, with a pointwise 95% band.",
)
_GROUPS = Text(
    "Biểu đồ điểm: ước tính từng nội dung và ước tính đã co về mức chung, có khoảng tin cậy.",
    "Dots: the estimate of each activity and that drawn to the common one, with intervals.",
)
_LEVELS = Text("Thay đổi so với đối chứng", "Change against the compared")
_ESTIMATE = Text("Ước tính", "Estimate")
_QUESTIONS: dict[str, Text] = {
    **{kind: DOSE_TITLES[kind] for kind in DOSE_KINDS},
    "repetition": STUDY_TITLES["repetition"],
    "activities": STUDY_TITLES["activities"],
}


def answer(view: View) -> str:
    """Return what may be said to the question shown, as a sentence."""
    return _study(view).headline.in_language(view.language)


def draw(view: View) -> None:
    """Draw the question chosen: its chart, its answers, its checks and its grade."""
    draw_outcome_choice(view)
    names = {code: text.in_language(view.language) for code, text in _QUESTIONS.items()}
    pick_breakdown(view.translate("Question"), names, _key(view))
    study, asked = _study(view), _question(view)
    if study.estimate is None:
        draw_refusal(view, study)
        draw_account(view, study)
        return
    if asked == "activities":
        _draw_activities(view, activities_shown(view, asked_outcome()))
    elif asked != "repetition":
        _draw_curve(view, dose_shown(view, asked_outcome(), _dose_kind(asked)))
    draw_answers(view, study, asked)
    if asked in DOSE_KINDS:
        words = view.translate(
            "Thirds are levels against nobody supported (parallel trends); the main estimate is "
            "the slope among the supported (strong parallel trends)."
        )
        st.caption(words)
    draw_account(view, study)


def _draw_curve(view: View, found: Dose) -> None:
    study = found.study
    frame = ask(dose_curve_table, found)
    draw_study_exhibit(
        view,
        study,
        "curve",
        found.kind,
        frame,
        study.checks[-1].finding.in_language(view.language),
        partial(
            dose_chart,
            frame,
            view.language,
            _LEVELS.in_language(view.language),
            DOSE_TITLES[found.kind].in_language(view.language),
            study.outcome.scale,
        ),
        _CURVE,
    )


def _draw_activities(view: View, found: Activities) -> None:
    if found.groups is None:
        return
    study = found.study
    draw_study_exhibit(
        view,
        study,
        "groups",
        "",
        ask(activity_table, found, view.language),
        study.checks[-1].finding.in_language(view.language),
        partial(
            subgroups_chart,
            found.groups,
            view.language,
            _ESTIMATE.in_language(view.language),
            study.outcome.scale,
            study.unit,
        ),
        _GROUPS,
    )


def _study(view: View) -> Study:
    claim_shown(view, asked_outcome())
    asked = _question(view)
    if asked == "repetition":
        return repetition_shown(view, asked_outcome())
    if asked == "activities":
        return activities_shown(view, asked_outcome()).study
    return dose_shown(view, asked_outcome(), _dose_kind(asked)).study


def _dose_kind(code: str) -> DoseKind:
    return next((kind for kind in DOSE_KINDS if kind == code), "grant")


def _key(view: View) -> str:
    return f"evidence-dose-{view.language}"


def _question(view: View) -> str:
    chosen = str(st.session_state.get(_key(view)))
    return chosen if chosen in _QUESTIONS else "grant"
