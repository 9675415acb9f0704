"""What goes into a deck: a ready set or one's own choice, languages, audience, colours, logo."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from analysis.exports.deck.catalogue import SETS, every_view
from analysis.exports.deck.model import AUDIENCES, PALETTES, Audience, DeckError
from analysis.exports.deck.request import (
    LARGEST_LOGO,
    MOST_VIEWS,
    DeckRequest,
    checked_logo,
    own_request,
    request_of_set,
)
from analysis.language import LANGUAGES, Language, Text
from dashboard.ui.empty import empty_state
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_breakdown
from dashboard.ui.view import View

OWN = "own"
_OWN = Text("Tự chọn", "My own choice")
_SET = Text("Bộ", "Set")
_VIEWS = Text("Các trang, theo thứ tự chọn", "Views, in the order they are chosen")
_CHOOSE = Text("Chọn trang", "Choose views")
_LANGUAGES = Text("Ngôn ngữ của bộ trình chiếu", "Languages of the deck")
_BOTH = "both"
_NAMES = {
    "vi": Text("Tiếng Việt", "Vietnamese"),
    "en": Text("Tiếng Anh", "English"),
    _BOTH: Text("Cả hai, mỗi thứ tiếng một trang", "Both, a slide each"),
}
_AUDIENCE = Text("Người xem", "Audience")
_COLOURS = Text("Màu", "Colours")
_LOGO = Text(
    "Biểu trưng (PNG hoặc JPEG, tối đa 2 MB, không bắt buộc)",
    "Logo (PNG or JPEG, 2 MB at most, optional)",
)
_PUBLIC = Text(
    "Công khai: mọi số lấy từ bộ số liệu công khai đã đóng băng («khuyencong freeze»); ô bị ẩn ở "
    "đó cũng ẩn ở đây, trang nó không có thì bỏ. Danh sách ở dưới.",
    "Public: every figure is of the frozen public set («khuyencong freeze»); what is hidden there "
    "is hidden here, views it does not tell of are left out. Both are listed below.",
)
_NOTHING = Text("Chưa chọn trang nào.", "No view is chosen yet.")
_PICK = Text("Hãy chọn ít nhất một trang ở trên.", "Choose at least one view above.")


def choose_request(view: View) -> DeckRequest | None:
    """Draw the choices and return the request they make; None when they make none, said why."""
    language = view.language
    chosen = _choose_views(view)
    with st.container(horizontal=True, vertical_alignment="bottom", key="kc-deck-choices"):
        spoken = pick_breakdown(
            _LANGUAGES.in_language(language),
            {code: _NAMES[code].in_language(language) for code in (language, *_NAMES)},
            f"deck-languages-{language}",
        )
        audience: Audience = "public" if _choose_audience(language) == "public" else "internal"
        colours = pick_breakdown(
            _COLOURS.in_language(language),
            {code: one.name.in_language(language) for code, one in PALETTES.items()},
            f"deck-colours-{language}",
        )
    if audience == "public":
        st.caption(plain(_PUBLIC.in_language(language)))
    logo, refused = _choose_logo(language)
    if chosen is None or refused:
        return None
    languages: tuple[Language, ...] = LANGUAGES
    if spoken != _BOTH:
        languages = ("en",) if spoken == "en" else ("vi",)
    return replace(
        chosen, languages=languages, audience=audience, palette=PALETTES[colours], logo=logo
    )


def _choose_views(view: View) -> DeckRequest | None:
    language = view.language
    names = {code: one.name.in_language(language) for code, one in SETS.items()}
    names[OWN] = _OWN.in_language(language)
    chosen = pick_breakdown(_SET.in_language(language), names, f"deck-set-{language}")
    if chosen != OWN:
        ready = SETS[chosen]
        st.caption(plain(ready.purpose.in_language(language)))
        return request_of_set(chosen)
    views = every_view()
    picked = st.multiselect(
        _VIEWS.in_language(language),
        list(views),
        format_func=lambda key: views[key].name.in_language(language),
        key=f"deck-views-{language}",
        placeholder=_CHOOSE.in_language(language),
        max_selections=MOST_VIEWS,
        filter_mode="contains",
        select_all=False,
    )
    if not picked:
        empty_state(_NOTHING.in_language(language), _PICK.in_language(language))
        return None
    return own_request(picked)


def _choose_audience(language: Language) -> str:
    names = {code: name.in_language(language) for code, name in AUDIENCES.items()}
    return pick_breakdown(_AUDIENCE.in_language(language), names, f"deck-audience-{language}")


def _choose_logo(language: Language) -> tuple[bytes | None, bool]:
    """Return the logo, checked, and whether one was refused."""
    upload = st.file_uploader(
        _LOGO.in_language(language),
        type=["png", "jpg", "jpeg"],
        key=f"deck-logo-{language}",
        max_upload_size=LARGEST_LOGO // 1_000_000,
    )
    if upload is None:
        return None, False
    try:
        return checked_logo(upload.getvalue()), False
    except DeckError as error:
        st.error(plain(error.text.in_language(language)), icon=":material/error:")
        return None, True
