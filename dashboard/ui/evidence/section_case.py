"""Một dự án / One project: a single case against what would have become of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.designs import case_chart, placebo_chart
from analysis.evidence.designs.flagship import Flagship
from analysis.evidence.designs.study_tables import case_path, placebo_table
from analysis.evidence.quantities import shown
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.estimating import is_estimated, not_estimated, offer_estimate
from dashboard.ui.evidence.asking import asked_outcome, claim_shown, draw_outcome_choice
from dashboard.ui.evidence.studies import (
    cases_of,
    draw_account,
    draw_answers,
    draw_refusal,
    draw_study_exhibit,
    first_case,
    flagship_estimate,
    flagship_shown,
)
from dashboard.ui.picking import pick_one
from dashboard.ui.view import View

_WHAT = Text(
    "Trường hợp này ra sao so với một nhóm không được hỗ trợ đã gán trọng số cho giống trước đó, "
    "và các trường hợp giả định.",
    "What became of this case against a pool without support weighted to be like it before, and "
    "pretended cases.",
)
_PATH = Text(
    "Đường: trường hợp này và nhóm không được hỗ trợ đã gán trọng số, theo năm.",
    "Lines: this case and the weighted pool without support, by year.",
)
_DRAWN = Text(
    "Chấm: ước tính của từng lần giả định, và của trường hợp thật.",
    "Dots: the estimate of each pretended case, and that of the real one.",
)
_ESTIMATE = Text("Ước tính", "Estimate")


def answer(view: View) -> str:
    """Return what may be said of the case shown, as a sentence."""
    claim_shown(view, asked_outcome())
    if not is_estimated(view, flagship_estimate(view, asked_outcome(), _chosen(view))):
        return not_estimated(view)
    return _found(view).study.headline.in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of the case, its path, the pretended cases, other answers and the grade."""
    draw_outcome_choice(view)
    offered = cases_of(view, asked_outcome()) if _recorded(view) else ()
    if offered:
        names = {one.code: one.label.in_language(view.language) for one in offered}
        pick_one(view.translate("Project or cluster"), names, _key(view), _chosen(view))
    estimate = flagship_estimate(view, asked_outcome(), _chosen(view))
    if not is_estimated(view, estimate):
        offer_estimate(view, estimate, _WHAT.in_language(view.language))
        return
    found = _found(view)
    study = found.study
    if study.estimate is None:
        draw_refusal(view, study)
        draw_account(view, study)
        return
    unit, scale = study.unit.in_language(view.language), study.outcome.scale
    path = ask(case_path, found)
    draw_study_exhibit(
        view,
        study,
        "path",
        _chosen(view) or "",
        path,
        study.sentence.in_language(view.language),
        partial(case_chart, path, view.language, unit, scale == "share"),
        _PATH,
    )
    drawn = ask(placebo_table, found)
    draw_study_exhibit(
        view,
        study,
        "placebos",
        _chosen(view) or "",
        drawn,
        study.checks[-1].finding.in_language(view.language),
        partial(
            placebo_chart,
            drawn,
            shown(study.estimate, scale),
            view.language,
            _ESTIMATE.in_language(view.language),
            scale,
        ),
        _DRAWN,
    )
    draw_answers(view, study, _chosen(view) or "")
    draw_account(view, study)


def _recorded(view: View) -> bool:
    return claim_shown(view, asked_outcome()).outcome.source == "record"


def _found(view: View) -> Flagship:
    return flagship_shown(view, asked_outcome(), _chosen(view))


def _key(view: View) -> str:
    return f"evidence-case-{view.language}"


def _chosen(view: View) -> str | None:
    """Return the case chosen while it is offered, else the first that has figures enough."""
    codes = [one.code for one in cases_of(view, asked_outcome())] if _recorded(view) else []
    chosen = st.session_state.get(_key(view))
    return chosen if chosen in codes else first_case(view, asked_outcome())
