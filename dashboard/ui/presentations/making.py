"""The deck of a session: made when asked for, with progress, and kept until another is made."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.exports.deck.build import build_deck
from analysis.exports.deck.model import Deck, DeckError
from analysis.exports.deck.request import DeckRequest
from analysis.language import Text
from analysis.scope import Scope
from dashboard.presenter import SHELF
from dashboard.ui.access import person
from dashboard.ui.markdown import plain
from dashboard.ui.view import View

_KEY = "presentation-deck"
_MAKING = Text("Đang soạn bộ trình chiếu", "Making the deck")


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """A deck, what it was made of, and the code of its address."""

    deck: Deck
    request: DeckRequest
    snapshot: str
    scope: Scope
    code: str

    def is_of(self, view: View, request: DeckRequest) -> bool:
        """Whether it is the deck of these choices, this snapshot and these filters."""
        mine = (self.request, self.snapshot, self.scope.in_language("vi"))
        return mine == (request, view.snapshot.cache_key, view.scope.in_language("vi"))


def deck_in_hand() -> Made | None:
    """Return the deck this session made last; None before the first."""
    made: Made | None = st.session_state.get(_KEY)
    return made


def make_deck(view: View, request: DeckRequest) -> None:
    """Make a deck with a bar of progress and keep it; say why where it cannot be made."""
    bar = st.progress(0.0, text=_MAKING.in_language(view.language))

    def tell(text: Text, share: float) -> None:
        bar.progress(min(share, 1.0), text=plain(text.in_language(view.language)))

    try:
        deck = build_deck(view.snapshot, view.scope, request, tell)
    except DeckError as error:
        st.session_state.pop(_KEY, None)
        st.error(plain(error.text.in_language(view.language)), icon=":material/error:")
        return
    finally:
        bar.empty()
    code = SHELF.lay_down(deck, person())
    st.session_state[_KEY] = Made(deck, request, view.snapshot.cache_key, view.scope, code)
