"""A deck as a file of any form: one name for each, for the command and for the page alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from analysis.exports.deck.brief import brief_html, brief_pdf
from analysis.exports.deck.chart_files import charts_zip
from analysis.exports.deck.draw_slide import draw_slide
from analysis.exports.deck.html_writer import as_html
from analysis.exports.deck.model import Deck
from analysis.exports.deck.pdf import as_pdf
from analysis.exports.deck.pptx_writer import as_pptx

Form = Literal["pptx", "pdf", "html", "zip"]
MIME: dict[Form, str] = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pdf": "application/pdf",
    "html": "text/html",
    "zip": "application/zip",
}


def deck_pdf(deck: Deck) -> bytes:
    """Return a deck as a PDF, one page of 16:9 for each slide."""
    pages = [draw_slide(slide, number, deck) for number, slide in enumerate(deck.slides, start=1)]
    language = deck.slides[0].language
    return as_pdf(pages, deck.title.in_language(language), language)


def deck_bytes(deck: Deck, form: Form, tell: Callable[[float], None] | None = None) -> bytes:
    """Return a deck as PowerPoint, PDF, HTML, or a zip file of its charts."""
    if form == "pptx":
        return as_pptx(deck, tell)
    if form == "pdf":
        return deck_pdf(deck)
    if form == "html":
        return as_html(deck).encode("utf-8")
    return charts_zip(deck)


def brief_bytes(deck: Deck, form: Form) -> bytes:
    """Return the brief of a deck as PDF or HTML."""
    return brief_pdf(deck) if form == "pdf" else brief_html(deck).encode("utf-8")
