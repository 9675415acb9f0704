"""Tác động / Effect: the claim in a sentence, its path around support, its grade and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Literal

import streamlit as st

from analysis.charts.evidence import event_study_chart
from analysis.charts.evidence_rows import added_up_chart
from analysis.evidence.claim import Claim
from analysis.evidence.claim_tables import aggregate_table, path_table
from analysis.exports.notebook_calls import ask
from analysis.language import Text
from dashboard.ui.evidence.asking import (
    asked_outcome,
    claim_shown,
    draw_method_choice,
    draw_outcome_choice,
)
from dashboard.ui.evidence.drawing import draw_claim_exhibit, draw_texts, nothing_over_time
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

_ALTERNATIVE = Text(
    "Biểu đồ điểm: chênh lệch thay đổi theo số năm từ khi hỗ trợ, có khoảng tin cậy và dải chung.",
    "Dots: difference in changes by years since support, with intervals and a common band.",
)
_ADDED_ALTERNATIVE = Text(
    "Biểu đồ điểm: ước tính từng năm, có khoảng tin cậy.",
    "Dots: the estimate of each year, with intervals.",
)
_ESTIMATE = Text("Ước tính", "Estimate")
_AXIS = Text("Chênh lệch so với đối chứng", "Difference from the compared")
_OWN_AXIS = Text("Thay đổi so với năm trước khi hỗ trợ", "Change from the year before support")


@dataclass(frozen=True, slots=True)
class EffectSection:
    """The section on one outcome, or, without one, on the outcome of the address."""

    outcome: str | None = None

    def answer(self, view: View) -> str:
        """Return the claim as a sentence that is read in five seconds."""
        return self._claim(view).headline.in_language(view.language)

    def draw(self, view: View) -> None:
        """Draw the path around support, the grade with its reasons, and what would be surer."""
        _ = view.translate
        if self.outcome is None:
            draw_outcome_choice(view)
        found = self._claim(view)
        if found.main.aggregates:
            _draw_path(view, found)
            st.caption(plain(found.comparison_why.in_language(view.language)))
            _draw_added_up(view, found)
        else:
            nothing_over_time(view, found)
        _draw_grade(view, found)
        draw_texts(_("What would make this surer"), found.surer, view)
        _draw_method(view, found)

    def _claim(self, view: View) -> Claim:
        return claim_shown(view, self.outcome or asked_outcome())


def _draw_path(view: View, found: Claim) -> None:
    study = found.main.aggregates["dynamic"]
    axis = _AXIS if found.main.comparison is not None else _OWN_AXIS
    draw_claim_exhibit(
        view,
        found,
        "path",
        ask(path_table, found, view.language),
        found.sentence.in_language(view.language),
        partial(
            event_study_chart,
            study,
            view.language,
            axis.in_language(view.language),
            found.outcome.scale,
            found.unit,
        ),
        _ALTERNATIVE,
    )


def _draw_added_up(view: View, found: Claim) -> None:
    """Draw the estimate of each cohort, or of each year, as chosen."""
    _ = view.translate
    names = {"cohort": _("By year support began"), "calendar": _("By year observed")}
    chosen = pick_breakdown(_("Also"), names, f"claim-added-{found.outcome.code}-{view.language}")
    kind: Literal["cohort", "calendar"] = "calendar" if chosen == "calendar" else "cohort"
    study = found.main.aggregates[kind]
    draw_claim_exhibit(
        view,
        found,
        kind,
        ask(aggregate_table, found, kind),
        names[kind],
        partial(
            added_up_chart,
            study,
            view.language,
            _ESTIMATE.in_language(view.language),
            found.outcome.scale,
        ),
        _ADDED_ALTERNATIVE,
    )


def _draw_grade(view: View, found: Claim) -> None:
    _ = view.translate
    title = _("Evidence grade {grade} of 5", grade=found.grade.level)
    draw_texts(title, found.grade.reasons, view)


def _draw_method(view: View, found: Claim) -> None:
    """Draw the drawer of methods: what is estimated, how, whom against, and another to choose."""
    _ = view.translate
    key = f"claim-method-{found.outcome.code}"
    drawer = st.expander(_("Method"), icon=":material/function:", key=key)
    with drawer:
        lines = [
            (_("Estimated"), found.estimand),
            (_("Method"), found.method),
            (_("Compared with"), found.comparison_why),
            (_("Errors"), found.given.built.assignment.why),
            (_("Outcome"), found.outcome.definition),
        ]
        if found.given.built.chosen is not None:
            lines.append((_("Chosen"), found.given.built.chosen))
        if found.prices is not None:
            lines.append((_("Prices"), found.prices))
        if found.main.why is not None:
            lines.append((_("Limits"), found.main.why))
        told = [
            f"**{plain(name)}**: {plain(text.in_language(view.language))}" for name, text in lines
        ]
        st.markdown("\n\n".join(told))
        draw_method_choice(view)
