"""Which section of the Data page is shown: a code in the address, a control on the page."""

from __future__ import annotations

import streamlit as st

from analysis.cases.own import OWN_CASE
from analysis.importing.desk import PRACTICE_CASE, importable
from dashboard.ui.address import VIEW
from dashboard.ui.data import cases_here
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.work import show_case
from dashboard.ui.markdown import plain
from dashboard.ui.translation import Translator
from dashboard.ui.view import View

SECTIONS = ("handin", "todo", "duplicates", "history", "corrections")


def section_labels(translate: Translator) -> dict[str, str]:
    """Return the name of every section by its code."""
    _ = translate
    return {
        "handin": _("Hand in"),
        "todo": _("To mend"),
        "duplicates": _("Duplicates"),
        "history": _("History"),
        "corrections": _("Corrections"),
    }


def section_of_address() -> str:
    """Return the section the address names, the first one when it names none."""
    asked = st.query_params.get(VIEW, SECTIONS[0])
    return asked if asked in SECTIONS else SECTIONS[0]


def go_to(section: str) -> None:
    """Show another section; everything else in the address stays."""
    st.query_params[VIEW] = section


def draw_sections(section: str, translate: Translator) -> None:
    """Draw the control for the sections; say so when the address named one there is not."""
    _ = translate
    labels = section_labels(_)
    key = f"sections-{_.language}"
    if st.session_state.get(key) != section:
        st.session_state[key] = section

    def changed() -> None:
        if st.session_state[key] in SECTIONS:
            go_to(st.session_state[key])

    st.segmented_control(
        _("Section"),
        SECTIONS,
        format_func=lambda code: labels[code],
        key=key,
        required=True,
        on_change=changed,
        label_visibility="collapsed",
    )
    asked = st.query_params.get(VIEW, section)
    if asked != section:
        st.warning(
            _("There is no section named {name}. Showing the first one.", name=plain(asked[:40])),
            icon=":material/warning:",
        )


def can_be_changed(view: View) -> bool:
    """Tell whether the data set on screen takes changes; if not, say so and offer the others."""
    if importable(view.snapshot.case.name):
        return True
    _ = view.translate
    empty_state(
        _(
            "“{title}” comes with the program and cannot be changed.",
            title=plain(view.snapshot.case.title.in_language(view.language)),
        ),
        _("Change the province's own data, or practise on the simulated data."),
    )
    here = cases_here()
    with st.container(horizontal=True):
        if OWN_CASE in here:
            st.button(
                _("To the province's own data"),
                key="to-own",
                on_click=lambda: show_case(OWN_CASE),
            )
        else:
            st.button(
                _("Hand in the first file of the province"),
                key="to-handin",
                on_click=lambda: go_to(SECTIONS[0]),
            )
        if PRACTICE_CASE in here:
            st.button(
                _("To the simulated data"),
                key="to-practice",
                on_click=lambda: show_case(PRACTICE_CASE),
            )
    return False
