"""A deck that was made: what it left out, its files, the link to present it, and its slides."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from functools import partial
from html import escape

import streamlit as st

from analysis.exports.deck.chart_files import chart_png, chart_svg, slide_csv, slide_name
from analysis.exports.deck.draw_slide import draw_slide
from analysis.exports.deck.files import MIME, Form, deck_bytes
from analysis.exports.deck.model import Deck, Slide
from analysis.exports.deck.png import as_png
from analysis.language import Language, Text
from dashboard.presenter import presenter_address
from dashboard.ui.markdown import plain
from dashboard.ui.picking import pick_one
from dashboard.ui.presentations.making import Made
from dashboard.ui.view import View
from dashboard.ui.waiting import told_while

_FORMS: dict[Form, Text] = {
    "pptx": Text("PowerPoint", "PowerPoint"),
    "pdf": Text("PDF", "PDF"),
    "html": Text("HTML không cần mạng", "HTML without network"),
    "zip": Text("Mọi biểu đồ (SVG, PNG, CSV)", "All charts (SVG, PNG, CSV)"),
}
_SHARPNESS = 1.25
_PRESENT = Text("Mở chế độ trình chiếu", "Open presenter mode")
_KEYS = Text(
    "Trong chế độ trình chiếu: F toàn màn hình, mũi tên chuyển trang, N ghi chú, Esc thoát.",
    "In presenter mode: F for full screen, arrows to turn, N for notes, Esc to leave.",
)
_LEFT_OUT = Text("Không có trong bộ này", "Not in this deck")
_HIDDEN = Text("Đã ẩn để bảo vệ cơ sở: {n} ô", "Hidden to protect establishments: {n} cells")
_DRAWING = Text("Đang vẽ các trang để xem trước…", "Drawing the slides for the preview…")
_PREVIEW = Text("Xem trước {n} trang", "Preview of {n} slides")
_SLIDE = Text("Trang {n}: {title}", "Slide {n}: {title}")
_ONE = Text("Lấy riêng một biểu đồ", "One chart alone")
_NOTES = Text("Ghi chú cho người trình bày", "Speaker notes")


def show_deck(made: Made, view: View) -> None:
    """Draw what was kept out, the downloads, the presenter link and the slides."""
    deck, language = made.deck, view.language
    _tell_kept_out(deck, language)
    with st.container(horizontal=True, key="kc-deck-files"):
        for form, name in _FORMS.items():
            _download(
                name.in_language(language),
                partial(deck_bytes, deck, form),
                f"{view.snapshot.case.name}-{view.snapshot.number}.{form}",
                MIME[form],
                f"deck-{form}",
            )
        st.link_button(
            _PRESENT.in_language(language),
            presenter_address(made.code),
            icon=":material/slideshow:",
            type="primary",
        )
    st.caption(plain(_KEYS.in_language(language)))
    st.header(plain(_PREVIEW.filled(n=len(deck.slides)).in_language(language)), anchor=False)
    with told_while(_DRAWING.in_language(language)):
        preview = _preview(made.code, language, deck)
    st.html(preview)
    _one_chart(deck, language)


def _tell_kept_out(deck: Deck, language: Language) -> None:
    if deck.left_out:
        lines = [_LEFT_OUT.in_language(language) + ":"]
        lines += [f"- {plain(one.in_language(language))}" for one in deck.left_out]
        st.info("\n".join(lines), icon=":material/info:")
    if deck.hidden:
        title = _HIDDEN.filled(n=len(deck.hidden)).in_language(language)
        with st.expander(plain(title), icon=":material/visibility_off:"):
            told = [f"- {plain(one.in_language(language))}" for one in deck.hidden]
            st.markdown("\n".join(told))


@st.cache_resource(max_entries=16, show_spinner=False)
def _preview(code: str, language: Language, _deck: Deck) -> str:
    """Return the slides as they are printed, drawn once for the deck of a code."""
    pictures = []
    for number, slide in enumerate(_deck.slides, start=1):
        told = _SLIDE.filled(n=number, title=slide.title).in_language(language)
        # As pictures: in SVG inside a page the house font would have to travel with each slide.
        data = b64encode(as_png(draw_slide(slide, number, _deck), _SHARPNESS)).decode("ascii")
        pictures.append(
            f'<figure lang="{slide.language}"><img alt="{escape(told, quote=True)}" '
            f'src="data:image/png;base64,{data}"></figure>'
        )
    return f'<div class="kc-slides">{"".join(pictures)}</div>'


def _one_chart(deck: Deck, language: Language) -> None:
    """Draw the choice of one chart and its files: SVG, PNG, data; and its notes."""
    charted = {
        slide_name(slide, number): slide
        for number, slide in enumerate(deck.slides, start=1)
        if slide.figure is not None
    }
    if not charted:
        return
    names = {name: f"{name[:2]} · {slide.title}" for name, slide in charted.items()}
    name = pick_one(_ONE.in_language(language), names, f"deck-one-{language}")
    slide = charted[name]
    with st.container(horizontal=True, key="kc-deck-chart"):
        _download("SVG", lambda: chart_svg(slide), f"{name}.svg", "image/svg+xml", "one-svg")
        _download("PNG", lambda: chart_png(slide), f"{name}.png", "image/png", "one-png")
        _download("CSV", lambda: _csv(slide), f"{name}.csv", "text/csv", "one-csv")
    with st.expander(_NOTES.in_language(language), icon=":material/record_voice_over:"):
        st.html(f'<div lang="{slide.language}" class="kc-notes">{escape(slide.notes)}</div>')


def _csv(slide: Slide) -> bytes:
    return slide_csv(slide).encode("utf-8-sig")


def _download(
    label: str, data: Callable[[], str | bytes], file_name: str, mime: str, key: str
) -> None:
    st.download_button(
        label,
        data=data,
        file_name=file_name,
        mime=mime,
        key=key,
        on_click="ignore",
        icon=":material/download:",
    )
