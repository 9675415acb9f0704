"""The sections of the Data page, and what they say of a data set that cannot be changed."""

from __future__ import annotations

import streamlit as st

from analysis.cases.own import OWN_CASE
from analysis.importing.desk import PRACTICE_CASE, importable
from dashboard.ui.data import cases_here
from dashboard.ui.empty import empty_state
from dashboard.ui.handin.allowed import SECTIONS
from dashboard.ui.handin.work import show_case
from dashboard.ui.markdown import plain
from dashboard.ui.sections import go_to
from dashboard.ui.translation import Translator
from dashboard.ui.view import View


def section_labels(translate: Translator) -> dict[str, str]:
    """Return the name of every section by its code."""
    _ = translate
    return {
        "handin": _("Hand in"),
        "todo": _("To mend"),
        "duplicates": _("Duplicates"),
        "history": _("History"),
        "corrections": _("Corrections"),
        "annotations": _("Annotations"),
    }


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
