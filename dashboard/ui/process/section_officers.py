"""Cán bộ / Officers: who was trained, who has how much in hand, and what followed outreach."""

from __future__ import annotations

from functools import partial

import streamlit as st

from analysis.charts.officers import officer_cases_chart, officers_trained_chart
from analysis.charts.outreach import outreach_chart
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.officers import answer_officers, answer_trained
from analysis.measures.outreach import (
    EVENTS,
    answer_outreach,
    answer_quality,
    applications_compared,
    grade_lines,
)
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_FOLLOWED = (
    "district_name",
    "events",
    "months_after",
    "months_other",
    "applications_after",
    "applications_other",
    "applications_between",
    "rate_ratio",
    "ratio_low",
    "ratio_high",
    "verdict_name",
    "decided_after",
    "approved_share_after",
    "decided_other",
    "approved_share_other",
    "scored_after",
    "score_after",
    "scored_other",
    "score_other",
    "score_difference",
    "score_low",
    "score_high",
)


def answer(view: View) -> str:
    """Return how many projects each officer has in hand, as a sentence."""
    sentence = answer_officers(view.frame("officer_cases")) or answer_trained(
        view.frame("officers_by_year")
    )
    if sentence is None:
        return view.translate("Neither officers in charge nor their training is recorded")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw projects of each officer, officers by district, training, and what followed events."""
    _draw_cases(view)
    _draw_trained(view)
    for event in EVENTS:
        _draw_followed(event, view)
    if not view.frame("outreach_followed").empty:
        st.markdown("\n".join(f"- {plain(line)}" for line in grade_lines(view.language)))


def _draw_cases(view: View) -> None:
    _ = view.translate
    cases = view.frame("officer_cases")
    if cases.empty:
        empty_state(
            _("No project is under way in this selection."),
            _("Needed: the status, the dates and the officer of each project."),
        )
        return
    sentence = answer_officers(cases)
    projects = int(cases["projects"].sum())
    counted = _.plural(
        "n = {number} project",
        "n = {number} projects",
        projects,
        number=format_number(projects, view.language),
    )
    draw_exhibit(
        Exhibit(
            key="officer-cases",
            answer=sentence.in_language(view.language) if sentence else _("Projects in hand"),
            measure=catalogue()["officer_cases"],
            frame=cases,
            figure=partial(officer_cases_chart, cases, view.language),
            alternative=_("Bar chart: projects under way of each officer, the most first."),
            counted=counted,
        ),
        view,
    )
    draw_exhibit(
        Exhibit(
            key="officer-district",
            answer=_("Officers, their projects and their training by district"),
            measure=catalogue()["officers_by_district"],
            frame=view.frame("officers_by_district"),
            figure=None,
            alternative="",
            counted=counted,
        ),
        view,
    )


def _draw_trained(view: View) -> None:
    _ = view.translate
    by_year = view.frame("officers_by_year")
    sentence = answer_trained(by_year)
    if sentence is None:
        empty_state(
            _("No training of officers is recorded for this selection."),
            _("Needed: which officer attended what, and when."),
        )
        return
    draw_exhibit(
        Exhibit(
            key="officer-training",
            answer=sentence.in_language(view.language),
            measure=catalogue()["officers_by_year"],
            frame=by_year,
            figure=partial(officers_trained_chart, by_year, view.language),
            alternative=_("Bar chart: officers trained in each year."),
            time_axis="years",
        ),
        view,
    )


def _draw_followed(event: str, view: View) -> None:
    _ = view.translate
    frame = view.frame("outreach_followed")
    rows = frame[frame["event"] == event].reset_index(drop=True)
    sentence = answer_outreach(frame, event)
    if sentence is None:
        if event == next(iter(EVENTS)):
            empty_state(
                _("No application of this selection can be held against outreach or training."),
                _("Needed: applications with their day and place, and the events."),
            )
        return
    count = applications_compared(rows)
    draw_exhibit(
        Exhibit(
            key=f"followed-{event}",
            answer=sentence.in_language(view.language),
            measure=catalogue()["outreach_followed"],
            frame=rows,
            figure=(partial(outreach_chart, rows, event, view.language))
            if rows["rate_ratio"].notna().any()
            else None,
            alternative=_(
                "Dot chart on a logarithmic scale: how many times as many applications came in "
                "the six months after an event, by district, with intervals."
            ),
            counted=_.plural(
                "n = {number} application",
                "n = {number} applications",
                count,
                number=format_number(count, view.language),
            ),
            columns=_FOLLOWED,
        ),
        view,
    )
    quality = answer_quality(frame, event)
    if quality is not None:
        st.markdown(plain(quality.in_language(view.language)))
