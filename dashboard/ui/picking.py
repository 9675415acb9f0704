"""Choices of a section: which stage or step, and broken down by what."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import streamlit as st

Code = TypeVar("Code", bound=str)


def pick_one(label: str, names: Mapping[Code, str], key: str, first: Code | None = None) -> Code:
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
    chosen: Code = st.session_state[key]
    return chosen


def pick_breakdown(label: str, names: Mapping[Code, str], key: str) -> Code:
    """Draw the choice of a breakdown as buttons in a row and return its code."""
    codes = list(names)
    if st.session_state.get(key) not in codes:
        st.session_state[key] = codes[0]
    st.segmented_control(label, codes, format_func=lambda code: names[code], key=key, required=True)
    chosen: Code = st.session_state[key]
    return chosen
