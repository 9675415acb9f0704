"""Choices of a section: which stage or step, and broken down by what."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st


def pick_one(label: str, names: Mapping[str, str], key: str, first: str | None = None) -> str:
    """Draw a list to choose one code from and return it; `first` is chosen at the start.

    What was chosen stays while it is offered; another filter may leave other codes.
    """
    codes = list(names)
    if st.session_state.get(key) not in codes:
        st.session_state[key] = first if first in codes else codes[0]
    st.selectbox(
        label,
        codes,
        format_func=lambda code: names.get(code, code),
        key=key,
        filter_mode=None,
        placeholder="–",
    )
    return str(st.session_state[key])


def pick_breakdown(label: str, names: Mapping[str, str], key: str) -> str:
    """Draw the choice of a breakdown as buttons in a row and return its code."""
    codes = list(names)
    if st.session_state.get(key) not in codes:
        st.session_state[key] = codes[0]
    st.segmented_control(label, codes, format_func=lambda code: names[code], key=key, required=True)
    return str(st.session_state[key])
