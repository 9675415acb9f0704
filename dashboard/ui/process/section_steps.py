"""Các bước / Steps: the process of one activity, how to change it, and who left it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts.deviations import deviations_chart
from analysis.language import format_number
from analysis.measures import catalogue, code_label
from analysis.measures.deviations import advance_note, answer_deviations, case_line
from analysis.measures.process_steps import (
    activities_with_process,
    answer_steps,
    levels,
    resolved,
    verifications,
)
from dashboard.ui.access import page_open_to_reader
from dashboard.ui.address import STEPS, VIEW, address_query
from dashboard.ui.chart import Exhibit, draw_details, draw_exhibit, provenance
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.words import NOTHING, grid_html
from dashboard.ui.markdown import plain
from dashboard.ui.view import View
from dashboard.ui.week.lists import MOST_ROWS, draw_left_out

EVERY_KIND = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which process is shown; no kind stands for the activity as such."""

    level: str
    activity: str
    kind: str | None

    def code(self) -> str:
        """Return the choice as the address writes it."""
        return ".".join(part for part in (self.level, self.activity, self.kind) if part)


def answer(view: View) -> str:
    """Return how many steps the chosen process has, as a sentence."""
    frame = view.frame("process_steps")
    chosen = _chosen(frame)
    sentence = None
    if chosen is not None:
        sentence = answer_steps(resolved(frame, chosen.level, chosen.activity, chosen.kind))
    if sentence is None:
        return view.translate("No process is recorded yet")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of process, its steps, how to change them, and the deviations."""
    _ = view.translate
    frame = view.frame("process_steps")
    chosen = _chosen(frame)
    if chosen is None:
        empty_state(
            _("This data set holds no process for this selection."),
            _("Needed: the table of process steps; hand it in on the page Data."),
        )
    else:
        _draw_choice(frame, chosen, view)
        _draw_steps(resolved(frame, chosen.level, chosen.activity, chosen.kind), chosen, view)
    _draw_how_to_change(view)
    _draw_deviations(view)


def _chosen(frame: pd.DataFrame) -> Chosen | None:
    """Return the process of the address, the first one where it names none there is."""
    kinds = activities_with_process(frame)
    if not kinds:
        return None
    parts = st.query_params.get(STEPS, "").split(".")
    level = parts[0] if parts[0] in levels() else levels()[0]
    activity = parts[1] if len(parts) > 1 and parts[1] in kinds else next(iter(kinds))
    kind = parts[2] if len(parts) > 2 and parts[2] in kinds[activity] else None
    return Chosen(level, activity, kind)


def _show(chosen: Chosen) -> None:
    st.query_params[STEPS] = chosen.code()


def _draw_choice(frame: pd.DataFrame, chosen: Chosen, view: View) -> None:
    _ = view.translate
    kinds = activities_with_process(frame)
    suffix = f"{view.snapshot.case.name}-{view.language}"
    left, middle, right = st.columns(3)
    with left:
        choose(
            _("Level"),
            levels(),
            chosen.level,
            lambda code: code_label("programme_level", code, view.language),
            lambda code: _show(Chosen(code, chosen.activity, chosen.kind)),
            f"steps-level-{suffix}",
        )
    with middle:
        choose(
            _("Activity"),
            list(kinds),
            chosen.activity,
            lambda code: code_label("activity", code, view.language),
            lambda code: _show(Chosen(chosen.level, code, None)),
            f"steps-activity-{suffix}",
        )
    with right:
        choose(
            _("Kind"),
            [EVERY_KIND, *kinds[chosen.activity]],
            chosen.kind or EVERY_KIND,
            lambda code: (
                code_label("activity_kind", code, view.language) if code else _("Every kind")
            ),
            lambda code: _show(Chosen(chosen.level, chosen.activity, code or None)),
            f"steps-kind-{suffix}-{chosen.activity}",
        )


def _draw_steps(steps: pd.DataFrame, chosen: Chosen, view: View) -> None:
    _ = view.translate
    if steps.empty:
        empty_state(
            _("No step is recorded for this level."),
            _("Needed: the table of process steps; hand it in on the page Data."),
        )
        return
    st.header(_("The steps in order"), anchor=False)
    for place, step in enumerate(steps.to_dict("records"), start=1):
        _draw_step(place, step, view)
    _draw_verification(steps, view)
    exhibit = Exhibit(
        key=f"steps-{chosen.code()}",
        answer="",
        measure=catalogue()["process_steps"],
        frame=steps,
        figure=None,
        alternative="",
    )
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _draw_step(place: int, step: dict[Any, Any], view: View) -> None:
    """Draw one step as a heading and its particulars; what is not recorded has no line."""
    _ = view.translate
    lines = [
        (_("Responsible"), None if pd.isna(step["responsible"]) else step["responsible_name"]),
        (_("Deadline"), step["deadline"]),
        (_("Documents"), step["documents"]),
        (_("Legal source"), step["legal_source"]),
    ]
    told = [f"- {label}: {plain(str(text))}" for label, text in lines if not pd.isna(text)]
    about = f"{plain(str(step['stage_name']))} · {plain(str(step['written']))}"
    heading = f"**{place}. {plain(str(step['title']))}** · {about}"
    st.markdown("\n".join([heading, "", *told]))


def _draw_verification(steps: pd.DataFrame, view: View) -> None:
    """Say how far the text of the law was seen, each sentence with the steps it is about."""
    _ = view.translate
    found = verifications(steps)
    if not found:
        return
    st.subheader(_("How far the law was seen"), anchor=False)
    for text, places in found.items():
        numbers = ", ".join(str(place) for place in places)
        st.markdown(f"- {_('Step {numbers}', numbers=numbers)}: {plain(text)}")


def _draw_how_to_change(view: View) -> None:
    _ = view.translate
    st.header(_("How to change the process"), anchor=False)
    st.markdown(
        _(
            "The steps are data of the province. Take the template of the table “Process step” "
            "with your data, change, add or end steps there, and hand it in; or correct a single "
            "value. Both are checked, recorded and can be undone."
        )
    )
    data = page_open_to_reader("data")
    if data is None:
        return
    query = address_query(view.snapshot.case.name, view.scope)
    with st.container(horizontal=True):
        for section, label, icon in (
            ("handin", _("To the template"), ":material/upload_file:"),
            ("corrections", _("Correct one value"), ":material/edit:"),
        ):
            st.page_link(data.script, label=label, icon=icon, query_params={**query, VIEW: section})


def _draw_deviations(view: View) -> None:
    _ = view.translate
    frame = view.frame("deviations")
    sentence = answer_deviations(frame)
    if sentence is None:
        empty_state(
            _("Whether projects keep to the process cannot be told in this selection."),
            _("Needed: the dates of the stages, the advances and the money approved."),
        )
        return
    projects = int(frame["projects"].max())
    draw_exhibit(
        Exhibit(
            key="deviations",
            answer=sentence.in_language(view.language),
            measure=catalogue()["deviations"],
            frame=frame,
            figure=partial(deviations_chart, frame, view.language),
            alternative=_(
                "Dot chart: share of projects that left the process in each way, with intervals."
            ),
            counted=_.plural(
                "n = {number} project",
                "n = {number} projects",
                projects,
                number=format_number(projects, view.language),
            ),
        ),
        view,
    )
    note = advance_note(frame)
    if note is not None:
        st.info(plain(note.in_language(view.language)), icon=":material/gavel:")
    cases = view.frame("deviation_cases")
    if not cases.empty:
        _draw_cases(cases, view)


def _draw_cases(cases: pd.DataFrame, view: View) -> None:
    """Draw the first cases as a list that stacks on a narrow screen; the files hold them all."""
    _ = view.translate
    heading = _("Projects that left the process")
    st.header(heading, anchor=False)
    st.html(
        grid_html(
            (_("Project"), _("Deviation"), _("What the record says"), _("Place"), _("Officer")),
            [_case_cells(row, view) for _n, row in cases.head(MOST_ROWS).iterrows()],
            heading,
            long=(0, 1, 2),
        )
    )
    draw_left_out(len(cases), view)
    exhibit = Exhibit(
        key="deviation-cases",
        answer="",
        measure=catalogue()["deviation_cases"],
        frame=cases,
        figure=None,
        alternative="",
    )
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _case_cells(row: pd.Series, view: View) -> tuple[str, ...]:
    line = case_line(row)
    title = NOTHING if pd.isna(row["title"]) else str(row["title"])
    return (
        f"{title} · {row['project_id']} · {row['year']}",
        str(row["deviation_name"]),
        NOTHING if line is None else line.in_language(view.language),
        str(row["district_name"]),
        NOTHING if pd.isna(row["officer"]) else str(row["officer"]),
    )
