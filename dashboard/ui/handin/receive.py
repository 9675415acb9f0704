"""The form: which data set the files go to, who hands them in, and the files."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.cases.catalogue import CASES
from analysis.cases.own import OWN_CASE, own_case
from analysis.importing.desk import PRACTICE_CASE, importable
from analysis.importing.memory import senders
from dashboard.ui.access import current_reader
from dashboard.ui.data import cases_here, snapshot_of, workspace
from dashboard.ui.handin.intake import Intake
from dashboard.ui.handin.template_box import draw_template
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

TYPES = ("xlsx", "xlsm", "xls", "ods", "csv", "tsv")


def draw_form(intake: Intake, view: View) -> None:
    """Draw the template and the form; its button asks for the check."""
    _ = view.translate
    with st.expander(_("1. Template to fill in"), key="template-box", icon=":material/table_view:"):
        draw_template(view)
    st.header(_("2. Where to, and from whom"), anchor=False)
    _draw_destination(intake, view)
    _draw_sender(intake, view)
    st.header(_("3. Files"), anchor=False)
    key = f"upload-{intake.turn}"
    uploads = st.file_uploader(
        _("Workbooks or tables: xlsx, xlsm, xls, ods, csv, tsv"),
        type=list(TYPES),
        accept_multiple_files=True,
        key=key,
    )

    def hand_in() -> None:
        intake.receive(st.session_state.get(key) or [])

    st.button(
        _("Read and check"),
        key="check",
        type="primary",
        icon=":material/fact_check:",
        disabled=not uploads,
        on_click=hand_in,
    )
    st.caption(_("Checking changes nothing: you see what would change, then you decide."))


def destination_title(case: str, view: View) -> str:
    """Return what a data set files can go to is called."""
    if case == view.snapshot.case.name:
        return view.snapshot.case.title.in_language(view.language)
    described = CASES.get(case)
    title = own_case(case).title if described is None else described.title
    return title.in_language(view.language)


def destination_view(case: str, view: View) -> View:
    """Return the view by which values of a hand-in are read: its places and its currency.

    A data set that is not there yet has the places of the practice one and the currency it will
    have.
    """
    here, limit = cases_here(), view.snapshot.limit
    if case == view.snapshot.case.name:
        return view
    if case in here:
        return replace(view, snapshot=snapshot_of(case, here, limit))
    like = snapshot_of(PRACTICE_CASE, here, limit) if PRACTICE_CASE in here else view.snapshot
    described = CASES.get(case) or own_case(case)
    info = replace(like.case, currency=described.currency)
    return replace(view, snapshot=replace(like, case=info))


def _draw_destination(intake: Intake, view: View) -> None:
    _ = view.translate
    here = cases_here()
    options = [OWN_CASE, PRACTICE_CASE]
    options += [name for name in here if importable(name) and name not in options]
    if intake.destination not in options:
        intake.destination = OWN_CASE
    key = f"destination-{_.language}"
    if st.session_state.get(key) != intake.destination:
        st.session_state[key] = intake.destination

    def changed() -> None:
        intake.destination = st.session_state[key]

    notes = {
        OWN_CASE: _("Real data of the province.")
        if OWN_CASE in here
        else _("Real data of the province; made by its first import."),
        PRACTICE_CASE: _("To practise; whatever is put in stays marked as simulated."),
    }
    st.radio(
        _("Data set the files go to"),
        options,
        format_func=lambda name: plain(destination_title(name, view)),
        captions=[notes.get(name, "") for name in options],
        key=key,
        on_change=changed,
    )
    shown = view.snapshot.case
    if not importable(shown.name):
        st.info(
            _(
                "“{title}”, now on screen, comes with the program and takes no files. They go to "
                "the data set chosen here.",
                title=plain(shown.title.in_language(view.language)),
            ),
            icon=":material/info:",
        )


def _draw_sender(intake: Intake, view: View) -> None:
    _ = view.translate
    key = f"sender-{intake.turn}-{_.language}"
    if st.session_state.get(key) != intake.sender:
        st.session_state[key] = intake.sender

    def typed() -> None:
        intake.sender = " ".join((st.session_state[key] or "").split())

    st.text_input(
        _("Who hands in"),
        key=key,
        max_chars=120,
        on_change=typed,
        placeholder=_("District, commune or office"),
        help=_("How this sender's columns are called is remembered for the next time."),
    )
    # Who else handed in is not for an officer to read.
    every = senders(workspace()) if current_reader().may("everywhere") else ()
    known = [name for name in every if name != intake.sender][:12]
    if known:
        picked = f"known-senders-{intake.turn}-{_.language}"

        def pick() -> None:
            if st.session_state[picked]:
                intake.sender = st.session_state[picked]

        st.pills(
            _("Handed in before"),
            known,
            format_func=plain,
            key=picked,
            on_change=pick,
        )
