"""The sections of a page: a code in the address, a control on the page, one of them drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import streamlit as st

from analysis.language import Text
from dashboard.ui.address import VIEW
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain
from dashboard.ui.translation import Translator
from dashboard.ui.view import View


class SectionModule(Protocol):
    """What a section's module offers: the answer in a sentence, and the section drawn."""

    def answer(self, view: View) -> str:
        """Return the sentence that stands in the title of the page."""

    def draw(self, view: View) -> None:
        """Draw the section."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of a page: its code in the address, its name, and the module that draws it."""

    code: str
    label: Text
    module: SectionModule


def section_of_address(codes: Sequence[str]) -> str:
    """Return the section the address names, the first one when it names none of them."""
    asked = st.query_params.get(VIEW, codes[0])
    return asked if asked in codes else codes[0]


def go_to(section: str) -> None:
    """Show another section; everything else in the address stays."""
    st.query_params[VIEW] = section


def draw_sections(section: str, labels: Mapping[str, str], translate: Translator) -> None:
    """Draw the control for the sections; say so when the address named one there is not."""
    _ = translate
    codes = list(labels)
    key = f"sections-{codes[0]}-{_.language}"
    if st.session_state.get(key) != section:
        st.session_state[key] = section

    def changed() -> None:
        if st.session_state[key] in codes:
            go_to(st.session_state[key])

    st.segmented_control(
        _("Section"),
        codes,
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


def draw_sectioned_page(title: str, sections: Sequence[Section], view: View) -> None:
    """Draw a page of several sections: the answer of the one shown, the control, the section."""
    by_code = {section.code: section for section in sections}
    shown = by_code[section_of_address(list(by_code))]
    draw_heading(title, shown.module.answer(view))
    labels = {section.code: section.label.in_language(view.language) for section in sections}
    draw_sections(shown.code, labels, view.translate)
    shown.module.draw(view)
