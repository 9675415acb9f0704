"""The empty state: why there is nothing to show, and what would be needed."""

from __future__ import annotations

import streamlit as st


def empty_state(why: str, needed: str | None = None) -> None:
    """Say in a sentence what the data lack; never draw an empty chart or a zero instead."""
    st.info(why if needed is None else f"{why} {needed}", icon=":material/data_alert:")
