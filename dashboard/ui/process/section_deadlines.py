"""Thời hạn / Deadlines: which were kept, what is overdue, and which are not known yet."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts.process_deadlines import deadlines_chart, share_met_chart
from analysis.charts.process_intervals import MOST_ROWS
from analysis.language import format_number
from analysis.measures import catalogue
from analysis.measures.process_answers import answer_deadlines, answer_overdue
from dashboard.ui.chart import Exhibit, draw_exhibit
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown, pick_one
from dashboard.ui.view import View

_LABELS = {"year": "year", "district": "district_name"}
_LISTED = 100
"""Rows of the overdue list drawn on the page; the download has them all."""


def answer(view: View) -> str:
    """Return which deadline is kept least, as a sentence."""
    _ = view.translate
    sentence = answer_deadlines(view.frame("deadlines_met"))
    if sentence is None:
        return _("No step of the process has a deadline in this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the deadlines kept, one of them broken down, what is overdue and what is not known."""
    _ = view.translate
    met = view.frame("deadlines_met")
    if met.empty:
        empty_state(
            _("No project of this selection has a process with deadlines."),
            _("Needed: the table of process steps, and projects with their level and stages."),
        )
        _draw_unknown(met, view)
        return
    judged = met[met["judged"] > 0]
    if judged.empty:
        empty_state(_("No due day of this selection can be judged yet."))
    else:
        draw_exhibit(
            Exhibit(
                key="deadlines",
                answer=_("Due days of each step: met, late and overdue"),
                measure=catalogue()["deadlines_met"],
                frame=met,
                figure=partial(deadlines_chart, met, view.language),
                alternative=_(
                    "Stacked bars: the share of due days met, late and overdue at each step."
                ),
                counted=_counted(met, view),
            ),
            view,
        )
        _draw_breakdown(judged, view)
    _draw_overdue(view)
    _draw_unknown(met, view)


def _draw_breakdown(judged: pd.DataFrame, view: View) -> None:
    _ = view.translate
    names = {
        f"{row['step_id']}|{row['programme_level']}": f"{row['step_title']} · "
        f"{row['programme_level_name']}"
        for row in judged.to_dict("records")
    }
    with st.container(horizontal=True, key="kc-deadline-choice"):
        chosen = pick_one(_("Step"), names, f"process-step-{view.language}")
        by = pick_breakdown(
            _("Broken down by"),
            {"year": _("Plan year"), "district": _("District")},
            f"process-deadline-by-{view.language}",
        )
    step, level = chosen.split("|")
    frame = view.frame(f"deadlines_met_by_{by}")
    rows = frame[(frame["step_id"] == step) & (frame["programme_level"] == level)]
    rows = rows.reset_index(drop=True)
    few = len(rows) <= MOST_ROWS
    draw_exhibit(
        Exhibit(
            key=f"deadline-{by}-{chosen}",
            answer=_("Share in time: {step}", step=names[chosen]),
            measure=catalogue()[f"deadlines_met_by_{by}"],
            frame=rows,
            figure=(partial(share_met_chart, rows, _LABELS[by], view.language)) if few else None,
            alternative=_("Dots with intervals: the share of due days met in each group."),
            counted=_counted(rows, view),
            time_axis="rows" if by == "year" else None,
        ),
        view,
    )


def _draw_overdue(view: View) -> None:
    _ = view.translate
    frame = view.frame("overdue_list")
    sentence = answer_overdue(frame).in_language(view.language)
    if frame.empty:
        st.header(plain(sentence), anchor=False)
        empty_state(_("Of the deadlines that are known, none has passed without being met."))
        return
    total = int(frame["listed_of"].iloc[0])
    draw_exhibit(
        Exhibit(
            key="overdue",
            answer=sentence,
            measure=catalogue()["overdue_list"],
            frame=frame.head(_LISTED),
            figure=None,
            alternative="",
            counted=_(
                "the {shown} longest of {total}",
                shown=format_number(min(len(frame), _LISTED), view.language),
                total=format_number(total, view.language),
            ),
            columns=(
                "project_id",
                "title",
                "step_title",
                "due_on",
                "days",
                "times",
                "responsible_name",
                "implementing_unit",
                "officer",
                "district_name",
            ),
        ),
        view,
    )


def _draw_unknown(met: pd.DataFrame, view: View) -> None:
    """Say which deadlines are not known and how they are entered."""
    _ = view.translate
    unknown = met[met["deadline_unknown"] > 0] if len(met) else met
    if unknown.empty and len(met):
        return
    st.header(_("Deadlines that are not known"), anchor=False)
    for row in unknown.to_dict("records"):
        count = int(row["deadline_unknown"])
        st.markdown(
            "- "
            + plain(
                _.plural(
                    "{step} · {level}: deadline not known for {number} project",
                    "{step} · {level}: deadline not known for {number} projects",
                    count,
                    step=row["step_title"],
                    level=row["programme_level_name"],
                    number=format_number(count, view.language),
                )
            )
        )
    st.info(
        _(
            "Local deadlines are the province's own and unknown until it enters them: on the page "
            "Data, take the template of the table of process steps with your data, fill in the "
            "kind of deadline with its day or number of days, and hand it in."
        ),
        icon=":material/edit_calendar:",
    )


def _counted(frame: pd.DataFrame, view: View) -> str:
    _ = view.translate
    sums = {
        name: format_number(int(frame[name].sum()), view.language)
        for name in ("judged", "still_open", "not_recorded")
    }
    return _(
        "n = {judged} due days; left out: {still_open} not due yet, {not_recorded} not recorded, "
        "and stopped projects",
        **sums,
    )
