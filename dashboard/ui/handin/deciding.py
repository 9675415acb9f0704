"""Deciding: import all, the good rows only, or nothing; and what stands there afterwards."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from analysis.importing.history import undo
from analysis.language import format_number
from analysis.warehouse import WarehouseError
from dashboard.page_list import pages_for
from dashboard.ui.access import current_reader, person
from dashboard.ui.address import address_query
from dashboard.ui.data import cases_here, workspace
from dashboard.ui.handin.preview import draw_counts, draw_values
from dashboard.ui.handin.problems import counts_sentence, draw_problems
from dashboard.ui.handin.work import (
    Work,
    draw_failure,
    follow_address,
    publish_work,
    run_asked,
    show_case,
)
from dashboard.ui.sections import go_to
from dashboard.ui.view import View


@dataclass(frozen=True, slots=True)
class HandWords:
    """What the buttons and sentences about a row handed in by hand say."""

    again: str
    blocked: str
    save: str
    leave: str


def draw_by_hand(
    work: Work, view: View, key: str, words: HandWords, start_over: Callable[[], None]
) -> bool:
    """Draw a row handed in by hand: what it changes and the decision, then what was published.

    Tells whether there is one; without one the form to fill in is due.
    """
    _ = view.translate
    follow_address(work)
    draw_failure(work, _)
    run_asked(work, _)
    if work.done is not None:
        draw_done(work, view, key, words.again, start_over)
        return True
    if work.hand_in is None:
        return False
    report = work.hand_in.report
    if report.problems:
        st.header(counts_sentence(report.errors, report.warnings, view), anchor=False)
        draw_problems(report.problems, report.errors, report.warnings, view, key)
    draw_counts(report.changes, view, _("Rows by table"))
    draw_values(report.changes, view, key)
    if report.errors:
        st.info(words.blocked, icon=":material/block:")
        st.button(_("Back"), key=f"back-{key}", type="primary", on_click=work.drop)
    else:
        draw_decision(work, view, key, work.drop, words=(words.save, words.leave))
    return True


def draw_decision(
    work: Work,
    view: View,
    key: str,
    drop: Callable[[], None],
    checked: bool = True,
    words: tuple[str, str] | None = None,
) -> None:
    """Draw the buttons that decide about what is in hand.

    Not `checked`: something was chosen since the check, which has to be run again first. `words`
    are those of the buttons for all and for nothing.
    """
    _ = view.translate
    hand_in = work.hand_in
    if hand_in is None:
        return
    all_word, nothing_word = words or (_("Import all"), _("Import nothing"))
    report, candidate = hand_in.report, hand_in.report.candidate
    st.header(_("Decide"), anchor=False)
    if report.status == "unchanged":
        st.info(
            _("Everything in it is in the data already: there is nothing to import."),
            icon=":material/check:",
        )
    elif report.status == "question":
        st.info(_("Answer the question about the old font first."), icon=":material/help:")
    elif candidate is None:
        st.info(_("No row of it can be imported as it is."), icon=":material/block:")
    elif not checked:
        st.info(_("Something was chosen anew: check again first."), icon=":material/refresh:")
    left_out = candidate.changes.get("left_out", 0) if candidate is not None else 0
    ready = candidate is not None and checked and report.status in ("ready", "errors")
    if ready and report.errors:
        st.markdown(_left_out_sentence(left_out, view))
    with st.container(horizontal=True):
        if ready and not report.errors:
            st.button(
                all_word,
                key=f"import-all-{key}",
                type="primary",
                icon=":material/check_circle:",
                on_click=publish_work,
                args=(work, False),
            )
        elif ready:
            st.button(
                _("Import the good rows only"),
                key=f"import-good-{key}",
                type="primary",
                icon=":material/rule:",
                on_click=publish_work,
                args=(work, True),
            )
        st.button(nothing_word, key=f"drop-{key}", icon=":material/close:", on_click=drop)


def _left_out_sentence(left_out: int, view: View) -> str:
    _ = view.translate
    if not left_out:
        return _("What could not be read stays out; the rest can be imported.")
    return _.plural(
        "There are errors, so not all can be imported. {number} row would stay in “To mend”, as it "
        "was handed in.",
        "There are errors, so not all can be imported. {number} rows would stay in “To mend”, as "
        "they were handed in.",
        left_out,
        number=format_number(left_out, view.language),
    )


def draw_done(work: Work, view: View, key: str, again: str, start_over: Callable[[], None]) -> None:
    """Say what was published, and offer to undo it, to see it, and to start anew."""
    _ = view.translate
    done = work.done
    if done is None:
        return
    names = {
        "added": _("rows added"),
        "changed": _("rows changed"),
        "removed": _("rows removed"),
        "left_out": _("rows to mend"),
    }
    told = [
        f"{format_number(done.changes.get(name, 0), _.language)} {word}"
        for name, word in names.items()
    ]
    st.success(
        _(
            "Published as snapshot {number}: {changes}.",
            number=done.number,
            changes=", ".join(told),
        ),
        icon=":material/task_alt:",
    )
    shown = cases_here().get(done.case) == done.number
    with st.container(horizontal=True):
        st.button(again, key=f"again-{key}", type="primary", on_click=start_over)
        if work.left_out:
            st.button(
                _("Mend the rows left out"),
                key=f"to-todo-{key}",
                on_click=go_to,
                args=("todo",),
                icon=":material/build:",
            )
        if shown:
            st.button(
                _("Undo"),
                key=f"undo-{key}",
                icon=":material/undo:",
                on_click=_undo,
                args=(work,),
            )
    query = address_query(view.snapshot.case.name, view.scope.without_filters())
    st.markdown(_("All pages show the new snapshot now:"))
    with st.container(horizontal=True):
        for entry in pages_for(current_reader()):
            if entry.path != "data":
                st.page_link(
                    entry.script,
                    label=entry.title.in_language(_.language),
                    icon=entry.icon,
                    query_params=query,
                )


def _undo(work: Work) -> None:
    """Point back, if what is shown is still what was published here."""
    done = work.done
    if done is None or cases_here().get(done.case) != done.number:
        # What was published meanwhile is not taken back with it.
        return
    try:
        move = undo(workspace(), done.case, by=person())
    except WarehouseError as error:
        work.failed = error.text
        return
    work.done = None
    show_case(move.case if move.after is not None else None)
