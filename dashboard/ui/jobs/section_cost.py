"""Kinh phí một việc làm / Grant per job: created, gross and net, and kept."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.jobs_cost import COST_ALTERNATIVE, cost_by_chart, cost_chart
from analysis.measures.jobs_cost import BASES, basis_of
from analysis.measures.jobs_cost_answers import answer_cost, answer_cost_by
from dashboard.ui.empty import empty_state
from dashboard.ui.jobs.drawing import draw_jobs, supports_counted
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.view import View

_MEASURES = {
    "year": "cost_per_job_by_year",
    "activity": "cost_per_job_by_activity",
    "fund_source": "cost_per_job_by_source",
}


def answer(view: View) -> str:
    """Return what grant went with a job, as a sentence."""
    sentence = answer_cost(view.frame("cost_per_job"))
    if sentence is None:
        return view.translate("The grant per job is not known for this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the grant per kind of job, and one kind by year, activity or source."""
    _ = view.translate
    frame = view.frame("cost_per_job")
    if not (frame["n"] > 0).any():
        empty_state(
            _("No support has both its grant and the jobs at its establishment known."),
            _("Needed: the grant of each support, and workers before and in the year of support."),
        )
        return
    draw_jobs(
        view,
        "cost-per-job",
        "cost_per_job",
        frame,
        answer_cost(frame),
        partial(cost_chart, frame, view.language),
        COST_ALTERNATIVE,
        supports_counted(frame["n"], view),
    )
    _draw_by(view)


def _draw_by(view: View) -> None:
    _ = view.translate
    with st.container(horizontal=True, key="kc-job-cost-choice"):
        by = pick_breakdown(
            _("Grant per job by"),
            {
                "year": _("Year of support"),
                "activity": _("Activity"),
                "fund_source": _("Fund source"),
            },
            f"jobs-cost-by-{view.language}",
        )
        names: dict[str, str] = {
            basis.code: basis.name.in_language(view.language) for basis in BASES
        }
        basis = basis_of(pick_one(_("Per"), names, f"jobs-cost-basis-{view.language}")).code
    frame = view.frame(_MEASURES[by])
    rows = frame[frame["basis"] == basis].reset_index(drop=True)
    draw_jobs(
        view,
        f"{_MEASURES[by].replace('_', '-')}-{basis}",
        _MEASURES[by],
        rows,
        answer_cost_by(rows, by, basis),
        partial(cost_by_chart, rows, by, basis, view.language),
        COST_ALTERNATIVE,
        supports_counted([int(rows["n"].sum())], view),
        "rows" if by == "year" else None,
    )
