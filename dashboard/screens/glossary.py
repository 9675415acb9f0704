"""Thuật ngữ và định nghĩa / Glossary: the words of the programme, and what each measure counts."""

from __future__ import annotations

import streamlit as st

from analysis.language import format_number
from analysis.lookup.glossary import GROUPS
from dashboard.ui.address import FIND
from dashboard.ui.empty import empty_state
from dashboard.ui.glossary.listing import by_group, definitions_found, list_html
from dashboard.ui.heading import draw_heading
from dashboard.ui.markdown import plain
from dashboard.ui.view import current_view

view = current_view()
_ = view.translate
language = view.language
typed = st.query_params.get(FIND, "")[:100]
found = definitions_found(typed)

# 1. How many terms there are, of all or of those asked for.
draw_heading(
    _("Glossary"),
    _.plural(
        "{number} term or definition, with its source",
        "{number} terms and definitions, each with its source",
        len(found),
        number=format_number(len(found), language),
    ),
)

# 2. The filter, which stands in the address.
key = f"glossary-find-{language}"
if st.session_state.get(key) != typed:
    st.session_state[key] = typed


def changed() -> None:
    """Put what was typed into the address."""
    wanted = st.session_state[key].strip()
    if wanted:
        st.query_params[FIND] = wanted
    else:
        st.query_params.pop(FIND, None)


st.text_input(_("Filter terms and definitions (marks are not needed)"), key=key, on_change=changed)
if not found:
    empty_state(_("No term holds “{typed}”.", typed=plain(typed)), _("Try fewer or other words."))

# 3. The parts of the glossary.
for group, part in by_group(found).items():
    st.header(GROUPS[group].in_language(language), anchor=False)
    st.html(list_html(part, language))
