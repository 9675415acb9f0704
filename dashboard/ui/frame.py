"""The frame around every page: shell, sidebar, what the data are, and the boundary for errors."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from analysis.dictionary import TABLES
from analysis.exports.notebook_calls import followed
from analysis.language import Text, format_day
from analysis.log import log
from analysis.warehouse import Snapshot
from dashboard.metrics import COUNTERS
from dashboard.page_list import pages_for
from dashboard.shell import TITLE
from dashboard.ui.access import current_reader, reader
from dashboard.ui.address import Address, read_address
from dashboard.ui.aids import draw_aids, draw_print_head
from dashboard.ui.data import cases_here, default_language, infos_here, snapshot_of
from dashboard.ui.errors import error_boundary
from dashboard.ui.markdown import plain
from dashboard.ui.notebook_box import draw_notebook_box
from dashboard.ui.sidebar import (
    draw_cases,
    draw_filters,
    draw_freshness,
    draw_language,
    draw_navigation,
    draw_reader,
    usable_scope,
)
from dashboard.ui.translation import Translator, translator
from dashboard.ui.view import View, hand_over
from dashboard.ui.waiting import draw_busy_sign, page_body
from dashboard.ui.widget_words import widget_words

_FOLDER = Path(__file__).resolve().parents[1]
_STYLE = _FOLDER / "static" / "house.css"
_WORDS_SCRIPT = _FOLDER / "static" / "words.js"
_ICON = _FOLDER / "static" / "favicon.png"

TRAIL = "_trail"
"""The key of the session under which lies what the page shown has asked and drawn."""


def run() -> None:
    """Draw the frame and, inside it, the page the address names, of those its reader may open."""
    # The icon is set before the navigation: a page without one of its own then keeps it.
    st.set_page_config(page_icon=_ICON, layout="wide", initial_sidebar_state="auto")
    st.html(_STYLE)
    language = read_address(st.query_params.to_dict(), (), default_language()).scope.language
    translate = translator(language)
    if reader() is None:
        st.info(translate("You are no longer signed in."), icon=":material/lock:")
        return
    with error_boundary(translate):
        _draw(translate)


def _draw(translate: Translator) -> None:
    who = current_reader()
    entries, limit = pages_for(who), who.limit
    numbers = cases_here()
    address = read_address(st.query_params.to_dict(), list(numbers), default_language())
    language = translate.language
    pages = [
        st.Page(
            _FOLDER / entry.script,
            title=entry.title.in_language(language),
            url_path=entry.path,
            default=entry is entries[0],
        )
        for entry in entries
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} – {TITLE.in_language(language)}")
    _speak(translate)
    draw_busy_sign(translate)
    with st.sidebar:
        draw_aids(translate)
        links = list(zip(entries, pages, strict=True))
        draw_navigation(links, address.case, address.scope, language)
        draw_language(address.case, address.scope, translate)
    snapshot = snapshot_of(address.case, numbers, limit)
    scope, missing = usable_scope(snapshot, address.scope)
    with st.sidebar:
        draw_cases(infos_here(numbers, snapshot, limit), snapshot.case, translate)
        draw_filters(snapshot, scope, translate)
        draw_freshness(snapshot, translate)
        draw_reader(who, translate)
    view = View(snapshot, scope, translate)
    draw_print_head(view, page.title)
    _draw_notices(snapshot, address, missing, translate)
    hand_over(view)
    body = page_body(page.url_path, snapshot.case.name)
    shown = next(entry for entry, one in links if one is page)
    started = time.perf_counter()
    with body, error_boundary(translate), followed() as trail:
        page.run()
    seconds = time.perf_counter() - started
    COUNTERS.rerun(shown.path, seconds)
    log(
        "rerun",
        page=shown.path,
        case=snapshot.case.name,
        snapshot=snapshot.number,
        ms=round(seconds * 1e3),
    )
    st.session_state[TRAIL] = trail
    draw_notebook_box(view, shown.path, page.title, trail)


def _draw_notices(
    snapshot: Snapshot, address: Address, missing: Sequence[Text], translate: Translator
) -> None:
    _ = translate
    language = _.language
    case = snapshot.case
    title = plain(case.title.in_language(language))
    day = format_day(case.as_of, language)
    with st.container(key="kc-notices"):
        if case.simulated:
            # The badge stays in sight while the page scrolls, so that no screenshot lacks it.
            with st.container(key="kc-mark"):
                st.badge(_("SIMULATED DATA"), icon=":material/science:", color="orange")
            st.warning(
                _(
                    "**SIMULATED DATA – not real figures.** {title}, as of {day}.",
                    title=title,
                    day=day,
                ),
                icon=":material/science:",
            )
        else:
            st.info(
                _(
                    "**{title}**, as of {day}. {about}",
                    title=title,
                    day=day,
                    about=plain(case.about.in_language(language)),
                ),
                icon=":material/verified:",
            )
        if snapshot.manifest.left_out:
            tables = ", ".join(
                TABLES[name].label.in_language(language) for name in snapshot.manifest.left_out
            )
            st.info(
                _(
                    "The marts were made by {engine}. Not in this snapshot, and said so where they "
                    "are asked for: the records of {tables}.",
                    engine=snapshot.manifest.engine,
                    tables=tables,
                ),
                icon=":material/inventory_2:",
            )
        warnings = [*address.problems, *missing]
        if snapshot.warning is not None:
            warnings.insert(0, snapshot.warning)
        for warning in warnings:
            st.warning(plain(warning.in_language(language)), icon=":material/warning:")


def _speak(translate: Translator) -> None:
    """Tell the browser the language at once, also when it changes without a new page load."""
    words = widget_words(translate)
    given = f"const LANGUAGE = {json.dumps(translate.language)}, WORDS = {json.dumps(words)};"
    code = f"(() => {{ {given}\n{_WORDS_SCRIPT.read_text(encoding='utf-8')} }})();"
    with st.container(key="kc-script"):
        st.html("".join(("<script>", code, "</script>")), unsafe_allow_javascript=True)
