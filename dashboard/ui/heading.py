"""The head of a page: its name, and as its one top heading the answer it gives."""

from __future__ import annotations

from html import escape

import streamlit as st

from dashboard.ui.markdown import plain


def draw_heading(name: str, answer: str) -> None:
    """Draw the page's name above the sentence that answers its question."""
    st.html(f'<div class="kc-eyebrow">{escape(name)}</div>')
    st.title(plain(answer), anchor=False)
