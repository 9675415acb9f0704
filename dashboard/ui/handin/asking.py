"""Asking once more, in a dialog, before something is done that a slip should not do."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.ui.translation import Translator


def confirm(
    title: str, text: str, button: str, step: Callable[[], None], translate: Translator, key: str
) -> None:
    """Open a dialog that takes the step when its button is pressed, and then draws the page."""
    _ = translate

    def ask() -> None:
        st.markdown(text)
        with st.container(horizontal=True):
            done = st.button(button, key=f"confirm-{key}", type="primary", on_click=step)
            left = st.button(_("Cancel"), key=f"cancel-{key}")
        if done or left:
            st.rerun()

    st.dialog(title)(ask)()
