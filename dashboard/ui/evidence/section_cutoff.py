"""Ngưỡng điểm / Threshold: files just above the threshold of the score against those just below."""

from __future__ import annotations

from functools import partial

from analysis.charts.designs import score_chart
from analysis.evidence.designs.study_tables import score_table
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.evidence.asking import asked_outcome, draw_outcome_choice
from dashboard.ui.evidence.studies import (
    cutoff_shown,
    draw_account,
    draw_answers,
    draw_refusal,
    draw_study_exhibit,
)
from dashboard.ui.view import View

_SCORES = Text(
    "Chấm: thay đổi bình quân theo điểm so với ngưỡng. Đường phía trên: tỷ lệ được hỗ trợ.",
    "Dots: mean change by score from the threshold. The line above: the share supported.",
)


def answer(view: View) -> str:
    """Return what may be said around the threshold, as a sentence."""
    return cutoff_shown(view, asked_outcome()).study.headline.in_language(view.language)


def draw(view: View) -> None:
    """Draw the outcome and support by score, the estimate, its checks and its grade."""
    draw_outcome_choice(view)
    found = cutoff_shown(view, asked_outcome())
    study = found.study
    if study.estimate is None:
        draw_refusal(view, study)
    scores = ask(score_table, found)
    if not scores.empty:
        title = view.translate("What changed, and who was supported, by score")
        draw_study_exhibit(
            view,
            study,
            "scores",
            "",
            scores,
            title if study.estimate is None else study.sentence.in_language(view.language),
            partial(score_chart, scores, view.language, study.outcome.scale),
            _SCORES,
        )
    if study.others:
        draw_answers(view, study, "")
    draw_account(view, study)
