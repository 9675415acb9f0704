"""Tuần này / My week: what is overdue, due within the week and after it, for one officer or all."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from analysis.language import format_day, format_number
from analysis.measures import catalogue
from analysis.measures.next_steps import (
    URGENCIES,
    answer_week,
    day_note,
    of_officer,
    officers_in,
    urgency_counts,
)
from analysis.scope import UNKNOWN_CODE
from dashboard.ui.address import OFFICER
from dashboard.ui.card import Card, draw_cards
from dashboard.ui.chart import Exhibit, draw_details, provenance
from dashboard.ui.empty import empty_state
from dashboard.ui.freshness import as_of_words
from dashboard.ui.handin.choosing import choose
from dashboard.ui.handin.words import NOTHING, grid_html
from dashboard.ui.view import View
from dashboard.ui.week.lists import MOST_ROWS, draw_left_out

EVERYBODY = ""
_ALWAYS = ("overdue", "week", "fortnight")


def answer(view: View) -> str:
    """Return what is pressing for the officer of the address, as a sentence."""
    _ = view.translate
    sentence = answer_week(of_officer(view.frame("next_steps"), _asked(view)))
    if sentence is None:
        return _("No project is under way in this selection")
    return sentence.in_language(view.language)


def draw(view: View) -> None:
    """Draw the choice of officer, the counts, and the steps by how near they are."""
    _ = view.translate
    everything = view.frame("next_steps")
    st.markdown(
        _(
            "Counted from {day}, the day the data run to, not from today.",
            day=f"**{format_day(view.snapshot.case.as_of, view.language)}**",
        )
    )
    if everything.empty:
        empty_state(
            _("No project is under way in this selection."),
            _("Needed: the status and the dates of each project."),
        )
        return
    _draw_choice(everything, view)
    frame = of_officer(everything, _asked(view))
    if frame.empty:
        empty_state(_("Nothing is in hand here."))
        return
    counts = urgency_counts(frame)
    _draw_counts(counts, view)
    for code, count in counts.items():
        rows = frame[frame["urgency"] == code]
        if code == "later":
            _draw_later(rows, view)
        elif count or code in _ALWAYS:
            _draw_group(code, rows, view)
    exhibit = Exhibit(
        key="week",
        answer="",
        measure=catalogue()["next_steps"],
        frame=frame,
        figure=None,
        alternative="",
    )
    st.caption(provenance(exhibit, view))
    draw_details(exhibit, view)


def _asked(view: View) -> str | None:
    """Return the officer of the address; None for everybody, also when there is no such officer."""
    code = st.query_params.get(OFFICER, EVERYBODY)
    known = {UNKNOWN_CODE, *officers_in(view.frame("next_steps"))}
    return code if code in known else None


def _draw_choice(frame: pd.DataFrame, view: View) -> None:
    _ = view.translate
    names = {EVERYBODY: _("All officers"), UNKNOWN_CODE: _("Assigned to nobody")}
    options = [EVERYBODY, UNKNOWN_CODE, *officers_in(frame)]

    def take(code: str) -> None:
        if code == EVERYBODY:
            st.query_params.pop(OFFICER, None)
        else:
            st.query_params[OFFICER] = code

    choose(
        _("Officer"),
        options,
        _asked(view) or EVERYBODY,
        lambda code: names.get(code, code),
        take,
        f"week-officer-{view.snapshot.case.name}-{view.language}",
    )


def _draw_counts(counts: dict[str, int], view: View) -> None:
    measure = catalogue()["next_steps"]
    definition, fresh = measure.counts.in_language(view.language), as_of_words(measure, view)
    draw_cards(
        [
            Card(
                URGENCIES[code].in_language(view.language),
                format_number(count, view.language),
                definition,
                fresh=fresh,
            )
            for code, count in counts.items()
            if count or code in _ALWAYS
        ]
    )


def _draw_group(code: str, rows: pd.DataFrame, view: View) -> None:
    _ = view.translate
    name = URGENCIES[code].in_language(view.language)
    st.header(f"{name}: {format_number(len(rows), view.language)}", anchor=False)
    if rows.empty:
        st.markdown(_("Nothing."))
        return
    st.html(_table(rows, name, view))
    draw_left_out(len(rows), view)


def _draw_later(rows: pd.DataFrame, view: View) -> None:
    if rows.empty:
        return
    name = URGENCIES["later"].in_language(view.language)
    box = st.expander(
        f"{name}: {format_number(len(rows), view.language)}",
        key="week-later",
        on_change="rerun",
        icon=":material/schedule:",
    )
    if box.open:
        with box:
            st.html(_table(rows, name, view))
            draw_left_out(len(rows), view)


def _table(rows: pd.DataFrame, caption: str, view: View) -> str:
    _ = view.translate
    return grid_html(
        (
            _("Project"),
            _("Next step"),
            _("Day"),
            _("Days left"),
            _("Documents needed"),
            _("Who"),
            _("Place"),
        ),
        [_cells(row, view) for _place, row in rows.head(MOST_ROWS).iterrows()],
        caption,
        numbers=(3,),
        long=(0, 1, 4),
        narrow=(2, 5, 6),
    )


def _cells(row: pd.Series, view: View) -> Sequence[str]:
    language = view.language
    due = row["due_on"]
    note = day_note(row)
    days = NOTHING if pd.isna(due) else format_day(pd.Timestamp(due).date(), language)
    left = row["days_left"]
    return (
        _joined(row["title"], row["project_id"]),
        str(row["step"]),
        days if note is None else f"{days} ({note.in_language(language)})",
        NOTHING if pd.isna(left) else format_number(int(left), language),
        NOTHING if pd.isna(row["documents"]) else str(row["documents"]),
        _joined(row["responsible_name"], row["implementing_unit"], row["officer_name"]),
        str(row["district_name"]),
    )


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part is not None and part == part)
