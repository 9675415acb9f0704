"""Nạp tệp / Hand in: files are read, checked, looked at, and then decided about."""

from __future__ import annotations

import streamlit as st

from analysis.importing.model import Report
from analysis.language import format_number
from dashboard.ui.handin.deciding import draw_decision, draw_done
from dashboard.ui.handin.intake import Intake, intake_of
from dashboard.ui.handin.marked import draw_marked
from dashboard.ui.handin.preview import draw_counts, draw_possible, draw_values
from dashboard.ui.handin.problems import counts_sentence, draw_problems
from dashboard.ui.handin.receive import destination_title, destination_view, draw_form
from dashboard.ui.handin.recognised import draw_legacy, draw_recognised
from dashboard.ui.handin.work import draw_failure, follow_address, run_asked
from dashboard.ui.markdown import plain
from dashboard.ui.sections import go_to
from dashboard.ui.view import View

DUPLICATES_SHOWN = 20


def answer(view: View) -> str:
    """Return how far the hand-in is, as a sentence."""
    _ = view.translate
    intake = intake_of(view.snapshot.case.name)
    work = intake.work
    if work.done is not None:
        return _("Imported: snapshot {number} is on every page now", number=work.done.number)
    if work.asked is not None:
        return _("Reading and checking; nothing is changed yet")
    if work.hand_in is None:
        return _("Hand in files, see what would change, then decide")
    report = work.hand_in.report
    if report.status == "unchanged":
        return _("Nothing new in these files")
    if report.status == "unreadable":
        return _("A file cannot be read; nothing was imported")
    if report.errors or report.warnings:
        told = counts_sentence(report.errors, report.warnings, view)
        return _("{problems}; nothing is imported yet", problems=told)
    return _("No problems found; nothing is imported yet")


def draw(view: View) -> None:
    """Draw the section as far as the hand-in is."""
    _ = view.translate
    intake = intake_of(view.snapshot.case.name)
    work = intake.work
    follow_address(work)
    draw_failure(work, _)
    if work.asked is not None:
        _draw_files(intake, view)
        run_asked(work, _)
        return
    if work.done is not None:
        draw_done(work, view, "handin", _("Hand in other files"), intake.start_over)
        return
    if work.hand_in is None and not intake.files:
        draw_form(intake, view)
        return
    _draw_files(intake, view)
    if work.hand_in is not None:
        _draw_report(intake, work.hand_in.report, view)
    _draw_again(intake, view)


def _draw_files(intake: Intake, view: View) -> None:
    """Say which files are in hand, where they go and who handed them in."""
    _ = view.translate
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            _(
                "{files} → **{title}**",
                files=", ".join(plain(file.name) for file in intake.files),
                title=plain(destination_title(intake.destination, view)),
            )
            + (f" · {plain(intake.sender)}" if intake.sender else "")
        )
        st.button(
            _("Put aside, hand in other files"),
            key="start-over",
            type="tertiary",
            icon=":material/close:",
            on_click=intake.start_over,
        )


def _draw_report(intake: Intake, report: Report, view: View) -> None:
    _ = view.translate
    hand_in = intake.work.hand_in
    view = destination_view(intake.destination, view)
    draw_recognised(intake, report, view)
    draw_legacy(intake, report, view)
    _draw_problems(report, view)
    if report.status == "unreadable":
        return
    if hand_in is not None and report.problems:
        draw_marked(intake, hand_in, view)
    st.header(_("What would change"), anchor=False)
    if report.changes:
        draw_counts(report.changes, view, _("Rows by table"))
        removed = [change for change in report.changes if change.removed]
        if removed:
            st.warning(
                _("Rows that are not in these files would be REMOVED from the data."),
                icon=":material/delete_forever:",
            )
        draw_values(report.changes, view, f"handin-{intake.turn}")
    else:
        st.markdown(_("Nothing would change."))
    _draw_options(intake, view)
    _draw_duplicates(report, view)


def _draw_problems(report: Report, view: View) -> None:
    _ = view.translate
    if not report.problems:
        st.success(_("No problems found."), icon=":material/check:")
        return
    st.header(counts_sentence(report.errors, report.warnings, view), anchor=False)
    draw_problems(report.problems, report.errors, report.warnings, view, "handin")


def _draw_options(intake: Intake, view: View) -> None:
    """Draw the two options that take away what there is; both are off unless asked for."""
    _ = view.translate
    box = st.expander(
        _("Options that remove data"), key=f"options-{intake.turn}", icon=":material/warning:"
    )
    with box:
        _draw_option(
            intake,
            view,
            "erase_blank",
            _("Empty cells erase: an empty cell removes the value there is now"),
        )
        _draw_option(
            intake,
            view,
            "complete",
            _("These are the complete lists: rows of the same tables not in the files are removed"),
        )


def _draw_option(intake: Intake, view: View, name: str, label: str) -> None:
    key = f"option-{name}-{intake.turn}-{view.language}"
    if st.session_state.get(key) != getattr(intake, name):
        st.session_state[key] = getattr(intake, name)

    def changed() -> None:
        setattr(intake, name, bool(st.session_state[key]))

    st.checkbox(label, key=key, on_change=changed)


def _draw_duplicates(report: Report, view: View) -> None:
    _ = view.translate
    if not report.duplicates:
        return
    shown = report.duplicates[:DUPLICATES_SHOWN]
    draw_possible(
        shown,
        view,
        _(
            "Possible duplicates: {shown} of {whole}",
            shown=format_number(len(shown), _.language),
            whole=format_number(len(report.duplicates), _.language),
        ),
    )
    st.button(
        _("Decide about duplicates once imported"),
        key="to-duplicates",
        type="tertiary",
        icon=":material/join_inner:",
        on_click=go_to,
        args=("duplicates",),
    )


def _draw_again(intake: Intake, view: View) -> None:
    """Draw the check that applies new choices, and the decision."""
    _ = view.translate
    work = intake.work
    stale = work.hand_in is None or not intake.is_checked() or work.failed is not None
    if stale:
        st.button(
            _("Check again"),
            key="check-again",
            type="primary",
            icon=":material/refresh:",
            on_click=intake.ask,
        )
    draw_decision(work, view, "handin", intake.start_over, intake.is_checked())
