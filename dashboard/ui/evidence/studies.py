"""What the sections of other designs share: studies kept by snapshot and scope, and their parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from analysis.charts.evidence_rows import robustness_chart
from analysis.evidence.designs.activities import Activities, activities
from analysis.evidence.designs.cutoff import Cutoff, cutoff
from analysis.evidence.designs.dose import Dose, DoseKind, dose
from analysis.evidence.designs.flagship import Flagship, default_case, flagship_of, refused
from analysis.evidence.designs.flagship_cases import Case, cases
from analysis.evidence.designs.repetition import repetition
from analysis.evidence.designs.study import Study
from analysis.evidence.designs.study_measures import study_measure
from analysis.evidence.designs.study_tables import study_answers
from analysis.evidence.method_words import Method
from analysis.exports.notebook_calls import ask, noted
from analysis.language import Text, format_number
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.data import claim_of
from dashboard.ui.empty import empty_state
from dashboard.ui.estimating import Estimate, short_estimate
from dashboard.ui.evidence.asking import asked_method
from dashboard.ui.evidence.drawing import draw_texts
from dashboard.ui.evidence.section_checks import draw_check
from dashboard.ui.keeping import is_kept, kept
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_ESTIMATE = Text("Ước tính", "Estimate")
_ROWS = Text(
    "Biểu đồ điểm: ước tính của thiết kế này và các cách tính cạnh nó, có khoảng tin cậy.",
    "Dots: the estimate of this design and the answers beside it, with intervals.",
)


def _asked(view: View) -> Scope:
    return replace(view.scope, language="vi", prices="nominal")


@st.cache_resource(max_entries=32, show_spinner=False)
def _cases(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> tuple[Case, ...]:
    return cases(_snapshot, claim_of(_snapshot, scope, outcome, method).given)


def cases_of(view: View, outcome: str) -> tuple[Case, ...]:
    """Return the single cases that can be chosen for an outcome."""
    return _cases(view.snapshot.cache_key, _asked(view), outcome, asked_method(), view.snapshot)


@kept(most=32)
def kept_first_case(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> str | None:
    """Return the code of the case shown first, None where there is none."""
    claim = claim_of(_snapshot, scope, outcome, method)
    if claim.outcome.source == "register":
        return None
    offered = _cases(key, scope, outcome, method, _snapshot)
    found = default_case(_snapshot, claim, offered)
    return None if found is None else found.code


def first_case(view: View, outcome: str) -> str | None:
    """Return the code of the case shown first, None where there is none."""
    return kept_first_case(
        view.snapshot.cache_key, _asked(view), outcome, asked_method(), view.snapshot
    )


@kept(most=64)
def kept_flagship(
    key: str, scope: Scope, outcome: str, method: Method, code: str | None, _snapshot: Snapshot
) -> Flagship:
    """Return the study of the case with a code."""
    return flagship_of(_snapshot, claim_of(_snapshot, scope, outcome, method), code)


@kept(most=64)
def _refused(
    key: str, scope: Scope, outcome: str, method: Method, code: str | None, _snapshot: Snapshot
) -> Flagship | None:
    return refused(_snapshot, claim_of(_snapshot, scope, outcome, method), code)


def flagship_shown(view: View, outcome: str, code: str | None) -> Flagship:
    """Return the study of the case with a code. Estimated now, if never before."""
    asked, method = _asked(view), asked_method()
    given = view.snapshot.cache_key, asked, outcome, method, code, view.snapshot
    claim = claim_of(view.snapshot, asked, outcome, method)
    return noted(kept_flagship(*given), flagship_of, view.snapshot, claim, code)


def flagship_estimate(view: View, outcome: str, code: str | None) -> Estimate:
    """Return the study of a case, as what waits for a button; a refusal waits for nothing."""
    given = view.snapshot.cache_key, _asked(view), outcome, asked_method(), code, view.snapshot
    return short_estimate(
        f"case-{outcome}-{code}",
        view.translate("What would have become of the case"),
        lambda: is_kept(kept_flagship, *given) or _refused(*given) is not None,
        lambda: flagship_shown(view, outcome, code),
    )


@st.cache_resource(max_entries=64, show_spinner=False)
def _cutoff(key: str, scope: Scope, outcome: str, _snapshot: Snapshot) -> Cutoff:
    return cutoff(_snapshot, scope, outcome)


def cutoff_shown(view: View, outcome: str) -> Cutoff:
    """Return the study around the threshold, made once."""
    asked = _asked(view)
    found = _cutoff(view.snapshot.cache_key, asked, outcome, view.snapshot)
    return noted(found, cutoff, view.snapshot, asked, outcome)


@st.cache_resource(max_entries=64, show_spinner=False)
def _dose(
    key: str, scope: Scope, outcome: str, method: Method, kind: DoseKind, _snapshot: Snapshot
) -> Dose:
    return dose(claim_of(_snapshot, scope, outcome, method), kind)


def dose_shown(view: View, outcome: str, kind: DoseKind) -> Dose:
    """Return the study of a kind of dose, made once."""
    asked, method = _asked(view), asked_method()
    found = _dose(view.snapshot.cache_key, asked, outcome, method, kind, view.snapshot)
    return noted(found, dose, claim_of(view.snapshot, asked, outcome, method), kind)


@st.cache_resource(max_entries=64, show_spinner=False)
def _repetition(key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot) -> Study:
    return repetition(_snapshot, claim_of(_snapshot, scope, outcome, method))


def repetition_shown(view: View, outcome: str) -> Study:
    """Return the study of first against repeated support, made once."""
    asked, method = _asked(view), asked_method()
    found = _repetition(view.snapshot.cache_key, asked, outcome, method, view.snapshot)
    claim = claim_of(view.snapshot, asked, outcome, method)
    return noted(found, repetition, view.snapshot, claim)


@st.cache_resource(max_entries=64, show_spinner=False)
def _activities(
    key: str, scope: Scope, outcome: str, method: Method, _snapshot: Snapshot
) -> Activities:
    return activities(claim_of(_snapshot, scope, outcome, method))


def activities_shown(view: View, outcome: str) -> Activities:
    """Return the study by activity, made once."""
    asked, method = _asked(view), asked_method()
    found = _activities(view.snapshot.cache_key, asked, outcome, method, view.snapshot)
    return noted(found, activities, claim_of(view.snapshot, asked, outcome, method))


def draw_study_exhibit(
    view: View,
    study: Study,
    table: str,
    key: str,
    frame: pd.DataFrame,
    answer: str,
    figure: Callable[[], go.Figure] | None,
    alternative: Text,
) -> None:
    """Draw a table of a study with its chart; `key` tells studies of one kind apart."""
    draw_exhibit(
        Exhibit(
            key=f"study-{study.code}-{study.outcome.code}-{asked_method()}-{key}-{table}",
            answer=answer,
            measure=study_measure(study, table, lambda snapshot, scope: frame),
            frame=frame,
            figure=figure,
            alternative=alternative.in_language(view.language),
            counted=view.translate(
                "n = {supported} supported, {compared} compared · evidence grade {grade} of 5",
                supported=format_number(study.n_supported, view.language),
                compared=format_number(study.n_compared, view.language),
                grade=study.grade.level,
            ),
        ),
        view,
    )


def draw_answers(view: View, study: Study, key: str, title: str | None = None) -> None:
    """Draw the estimate of a study with the answers beside it, under a title of its own."""
    figure: Callable[[], go.Figure] | None = None
    if study.estimate is not None:
        figure = partial(
            robustness_chart,
            study.estimate,
            study.interval,
            (study.n_supported, study.n_compared),
            study.others,
            view.language,
            _ESTIMATE.in_language(view.language),
            study.outcome.scale,
            study.unit,
        )
    draw_study_exhibit(
        view,
        study,
        "answers",
        key,
        ask(study_answers, study, view.language),
        title or view.translate("The estimate and the answers beside it"),
        figure,
        _ROWS,
    )


def draw_refusal(view: View, study: Study) -> None:
    """Say why a study has no estimate, and what would give it one."""
    why = " ".join(one.in_language(view.language) for one in study.refused)
    empty_state(plain(why), plain(study.surer[0].in_language(view.language)))


def draw_account(view: View, study: Study) -> None:
    """Draw the checks of a study, its grade with reasons, what would make it surer, and how."""
    _ = view.translate
    for check in study.checks:
        draw_check(check, view)
    draw_texts(_("Evidence grade {grade} of 5", grade=study.grade.level), study.grade.reasons, view)
    draw_texts(_("What would make this surer"), study.surer, view)
    with st.expander(_("Method"), icon=":material/function:", key=f"study-{study.code}-method"):
        lines = ((_("Estimated"), study.estimand), (_("Method"), study.method))
        told = [
            f"**{plain(name)}**: {plain(text.in_language(view.language))}" for name, text in lines
        ]
        st.markdown("\n\n".join(told))
