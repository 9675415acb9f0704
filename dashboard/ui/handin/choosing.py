"""A choice whose value lives outside the widget: in the session's own notes, not by a label."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from dashboard.ui.picking import Code


def choose(
    label: str,
    options: Sequence[Code],
    chosen: Code,
    name: Callable[[Code], str],
    take: Callable[[Code], None],
    key: str,
    help: str | None = None,
) -> None:
    """Draw a list to choose one from; `take` hears a new choice before the page is drawn again."""
    if st.session_state.get(key) != chosen:
        st.session_state[key] = chosen

    def changed() -> None:
        take(st.session_state[key])

    st.selectbox(
        label,
        options,
        format_func=name,
        key=key,
        on_change=changed,
        filter_mode=None,
        help=help,
        # Never seen, because something is always chosen; its default would be read out in English.
        placeholder="–",
    )
