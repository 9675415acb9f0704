"""A guide on the page: its words, its pictures, and links to the pages it speaks of."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.access import page_open_to_reader
from dashboard.ui.address import VIEW, address_query
from dashboard.ui.guide.reading import Guide, PageNamed, Picture, Words
from dashboard.ui.view import View

_OPEN = Text("Mở trang {page}", "Open the page {page}")


def draw_guide(guide: Guide, view: View) -> None:
    """Draw the blocks of a guide in order; each page named gets a link with the filters as set."""
    with st.container(key="kc-guide"):
        for number, block in enumerate(guide.blocks):
            match block:
                case Words(markdown):
                    st.markdown(markdown, width=760)
                case Picture(path, alt):
                    st.image(path, alt=alt, width="stretch")
                case PageNamed():
                    _draw_link(block, view, f"guide-page-{number}")


def _draw_link(named: PageNamed, view: View, key: str) -> None:
    entry = page_open_to_reader(named.page)
    if entry is None:
        return
    query = address_query(view.snapshot.case.name, view.scope)
    if named.section:
        query = {**query, VIEW: named.section}
    with st.container(key=key):
        st.page_link(
            entry.script,
            label=_OPEN.filled(page=entry.title).in_language(view.language),
            icon=":material/arrow_forward:",
            query_params=query,
        )
