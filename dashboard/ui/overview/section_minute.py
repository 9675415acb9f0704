"""Đọc trong một phút / Read in one minute: what a leader needs, on one page of A4."""

from __future__ import annotations

import streamlit as st

from analysis.evidence.briefing import MOVES_RULE
from analysis.exports.scope_words import scope_lines
from analysis.language import Text, format_day
from dashboard.ui.markdown import plain
from dashboard.ui.overview import section_glance
from dashboard.ui.overview.briefed import full_briefing
from dashboard.ui.overview.sheet import sheet_html
from dashboard.ui.view import View

_PRINT = Text("In một trang A4", "Print one page of A4")
_CAPTION = Text(
    "{title} · số liệu đến ngày {day} · bản số liệu {number}{filters}",
    "{title} · data up to {day} · snapshot {number}{filters}",
)
_SOURCE = Text("Nguồn: {source}", "Source: {source}")


def answer(view: View) -> str:
    """Return the answer of the overview, as a sentence."""
    return section_glance.answer(view)


def draw(view: View) -> None:
    """Draw the sheet and the button that prints it."""
    language = view.language
    st.button(_PRINT.in_language(language), key="kc-print", icon=":material/print:")
    told = full_briefing(view)
    st.html(sheet_html(told, _caption(view), view))
    source = _SOURCE.filled(source=view.snapshot.case.source).in_language(language)
    st.caption(plain(f"{source}. {MOVES_RULE.in_language(language)}"))


def _caption(view: View) -> str:
    case = view.snapshot.case
    filters = "".join(
        f" · {name}: {words}" for name, words in scope_lines(view.snapshot, view.scope)
    )
    return _CAPTION.filled(
        title=case.title,
        day=format_day(case.as_of, view.language),
        number=view.snapshot.number,
        filters=filters,
    ).in_language(view.language)
