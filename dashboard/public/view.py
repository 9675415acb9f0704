"""What a public page is given: the frozen set and the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.tables import ALL, Family
from analysis.language import Language
from dashboard.ui.translation import Translator

_KEY = "_public_view"


@dataclass(frozen=True, slots=True)
class PublicView:
    """One reader's view of a frozen set."""

    frozen: FrozenSet
    translate: Translator

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.translate.language


def hand_over(view: PublicView) -> None:
    """Give a page its view."""
    st.session_state[_KEY] = view


def current_view() -> PublicView:
    """Return the view that the frame has handed over."""
    view: PublicView = st.session_state[_KEY]
    return view


def choose_path(view: PublicView, family: Family, dimension: str, label: str) -> str:
    """Draw a choice among the cells of a dimension; return the path chosen, the whole by default.

    The address holds it under the dimension's name; what is no cell of the frozen set is the whole.
    """
    paths = [ALL, *view.frozen.paths(family, dimension)]
    named = st.query_params.get(dimension, ALL)
    key = f"public-{dimension}-{view.language}"
    st.session_state[key] = named if named in paths else ALL

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen == ALL:
            st.query_params.pop(dimension, None)
        else:
            st.query_params[dimension] = chosen

    chosen: str = st.selectbox(
        label,
        paths,
        format_func=lambda path: view.frozen.name(dimension, path).in_language(view.language),
        key=key,
        on_change=changed,
        filter_mode=None,
    )
    return chosen
