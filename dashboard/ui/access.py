"""Who reads the page that is being drawn, and what of the data that lets them see."""

from __future__ import annotations

import hmac

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from analysis.access.reader import Reader
from dashboard.guard import (
    WARMER,
    WARMER_CODE,
    cookie_name,
    everyone,
    must_sign_in,
    session_of,
)
from dashboard.page_list import PageEntry, pages_for


def reader() -> Reader | None:
    """Return who reads, None when nobody is signed in who has to be."""
    if not must_sign_in():
        return everyone()
    session = session_of(st.context.cookies.get(cookie_name()), touch=False)
    if session is not None:
        return session.reader
    context = get_script_run_ctx()
    given = str(context.user_info.get(WARMER, "")) if context else ""
    if hmac.compare_digest(given, WARMER_CODE):
        # The server's own visit makes what most readers ask for, and shows it to nobody.
        return Reader("", "leader")
    return None


def current_reader() -> Reader:
    """Return who reads. Raises PermissionError when nobody is signed in."""
    found = reader()
    if found is None:
        raise PermissionError("nobody is signed in")
    return found


def person() -> str:
    """Return by what name what is done now goes on record."""
    return current_reader().name


def page_open_to_reader(path: str) -> PageEntry | None:
    """Return a page by its path, None where this reader may not open it."""
    return next((page for page in pages_for(current_reader()) if page.path == path), None)
