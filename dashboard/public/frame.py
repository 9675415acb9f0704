"""The frame of the public pages: navigation, language, what the data are, and errors."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from analysis.frozen.frozen_set import FrozenSet
from analysis.frozen.store import frozen_sets, open_frozen
from analysis.frozen.words import about, why_hidden
from analysis.language import LANGUAGES, Language, as_language
from dashboard.page_list import PageEntry
from dashboard.public.place import default_language, frozen_stamp, workspace
from dashboard.public.view import PublicView, hand_over
from dashboard.shell import MISSING, TITLE
from dashboard.ui.errors import error_boundary
from dashboard.ui.keeping import kept
from dashboard.ui.markdown import plain
from dashboard.ui.translation import Translator, translator

_FOLDER = Path(__file__).resolve().parents[1]
_STYLE = _FOLDER / "static" / "house.css"
_ICON = _FOLDER / "static" / "favicon.png"
_NAMES: dict[Language, str] = {"vi": "Tiếng Việt", "en": "English"}
_CASE, _LANG = "case", "lang"


def run(entries: Sequence[PageEntry]) -> None:
    """Draw the frame and, inside it, the public page the address names."""
    st.set_page_config(page_icon=_ICON, layout="wide", initial_sidebar_state="auto")
    st.html(_STYLE)
    language = as_language(st.query_params.get(_LANG), default_language())
    translate = translator(language)
    with error_boundary(translate):
        _draw(entries, translate)


def _draw(entries: Sequence[PageEntry], translate: Translator) -> None:
    _ = translate
    language = _.language
    cases = _cases(str(workspace()), frozen_stamp())
    named = st.query_params.get(_CASE)
    frozen = _opened(str(workspace()), named if named in cases else None, frozen_stamp())
    pages = [
        st.Page(
            _FOLDER / entry.script,
            title=entry.title.in_language(language),
            url_path=entry.path,
            default=entry.default,
        )
        for entry in entries
    ]
    page = st.navigation(pages, position="hidden")
    st.set_page_config(page_title=f"{page.title} – {TITLE.in_language(language)}")
    query = {_LANG: language, _CASE: frozen.case}
    with st.sidebar:
        for entry, link in zip(entries, pages, strict=True):
            st.page_link(
                link,
                label=entry.title.in_language(language),
                icon=entry.icon,
                query_params=query,
                width="stretch",
            )
        _draw_language(language, _)
        st.caption(plain(about(frozen).in_language(language)))
    view = PublicView(frozen, _)
    _draw_notices(view)
    hand_over(view)
    with error_boundary(_):
        page.run()
    st.divider()
    st.caption(plain(why_hidden(frozen).in_language(language)))


@kept(most=8)
def _cases(folder: str, stamp: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.case for one in frozen_sets(Path(folder))))


@kept(most=8)
def _opened(folder: str, case: str | None, stamp: object) -> FrozenSet:
    return open_frozen(Path(folder), case)


def _draw_language(language: Language, translate: Translator) -> None:
    st.session_state["public-language"] = language

    def changed() -> None:
        st.query_params[_LANG] = as_language(st.session_state["public-language"], language)

    st.segmented_control(
        translate("Language"),
        LANGUAGES,
        format_func=lambda code: _NAMES[code],
        key="public-language",
        required=True,
        on_change=changed,
        width="stretch",
    )


def _draw_notices(view: PublicView) -> None:
    _ = view.translate
    title = plain(view.frozen.title.in_language(view.language))
    with st.container(key="kc-notices"):
        if view.frozen.simulated:
            with st.container(key="kc-mark"):
                st.badge(_("SIMULATED DATA"), icon=":material/science:", color="orange")
            st.warning(
                _("**SIMULATED DATA – not real figures.** {title}.", title=title),
                icon=":material/science:",
            )
        missing = st.query_params.get(MISSING)
        if missing:
            st.warning(
                _("There is no page “{name}” here.", name=plain(missing[:40])),
                icon=":material/warning:",
            )
