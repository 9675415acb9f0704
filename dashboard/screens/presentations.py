"""Trình chiếu / Presentations: a deck made of what the pages show, to take away or to present."""

from __future__ import annotations

import streamlit as st

from analysis.language import Text
from dashboard.ui.heading import draw_heading
from dashboard.ui.presentations.choosing import choose_request
from dashboard.ui.presentations.making import deck_in_hand, make_deck
from dashboard.ui.presentations.showing import show_deck
from dashboard.ui.view import current_view

TITLE = Text("Trình chiếu", "Presentations")
_ANSWER = Text(
    "Cùng một con số, thành bộ trình chiếu còn sửa được",
    "The same figures as slides that can still be edited",
)
_MAKE = Text("Soạn bộ trình chiếu", "Make the deck")
_OLD = Text(
    "Bộ dưới đây soạn theo lựa chọn trước; bấm «{make}» để soạn lại.",
    "The deck below was made of earlier choices; press “{make}” to make it anew.",
)
_FILTERS = Text(
    "Bộ trình chiếu lấy đúng phạm vi đang lọc ở thanh bên.",
    "The deck is of the scope set by the filters of the sidebar.",
)

view = current_view()
language = view.language
draw_heading(TITLE.in_language(language), _ANSWER.in_language(language))
st.caption(_FILTERS.in_language(language))
request = choose_request(view)
wanted = st.button(
    _MAKE.in_language(language),
    key="deck-make",
    type="primary",
    icon=":material/slideshow:",
    disabled=request is None,
)
if wanted and request is not None:
    make_deck(view, request)
made = deck_in_hand()
if made is not None:
    if request is None or not made.is_of(view, request):
        st.warning(_OLD.filled(make=_MAKE).in_language(language), icon=":material/history:")
    show_deck(made, view)
