"""The brief: one A4 page read in one minute, from the same figures and sentences as the deck."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from analysis.charts.theme import GREY, INK
from analysis.exports.deck.draw_chart import draw_chart
from analysis.exports.deck.draw_slide import MARK_COLOUR
from analysis.exports.deck.drawing import Box, Drawing, Shape, Words, moved, rectangle
from analysis.exports.deck.layout import lay_out_table
from analysis.exports.deck.model import Deck, Slide
from analysis.exports.deck.pdf import as_pdf
from analysis.exports.deck.svg import as_svg
from analysis.exports.deck.table_shapes import table_shapes
from analysis.exports.deck.text_fit import LINE, Fitted, fit, text_width
from analysis.exports.letters import written
from analysis.language import Text

WIDTH, HEIGHT = 595.0, 842.0
"""A4, upright, in points."""

BRIEF_VIEWS = ("money-by-source", "plan-and-paid", "coverage-gaps", "productivity-claim", "jobs")
"""The views a brief is made of: the first is drawn, the others are told in their sentence."""

TITLE = Text("Đọc trong một phút", "Read in one minute")
_KNOW = Text("Điều cần biết", "What to know")
_MARGIN = 42.0
_CHART = 190.0


def brief_page(deck: Deck) -> Drawing:
    """Return the page of a deck of the brief's views, in the language of its first slide."""
    deck = written(deck)
    language = deck.slides[0].language
    slides = [slide for slide in deck.slides if slide.language == language]
    cover, told = slides[0], slides[1:-1]
    width = WIDTH - 2 * _MARGIN
    shapes: list[Shape] = [
        rectangle(Box(0, 0, WIDTH, HEIGHT), "#FFFFFF"),
        rectangle(Box(0, 0, WIDTH, 6), deck.palette.main),
    ]
    if cover.mark:
        shapes += _mark(cover.mark)
    y = 36.0
    title = fit(cover.title, width, 64, (20, 18, 16, 14), bold=True)
    shapes += _lines(title, y, deck.palette.main, bold=True)
    y += title.height + 12
    table = lay_out_table(cover.table, Box(_MARGIN, y, width, 210), (10.5, 10, 9.5, 9, 8.5, 8))
    shapes += table_shapes(table, cover.table, deck.palette)
    y += sum(table.heights) + 16
    drawn = next((slide for slide in told if slide.chart is not None), None)
    if drawn is not None and drawn.chart is not None:
        heading = fit(drawn.title, width, 32, (12, 11, 10, 9), bold=True)
        shapes += _lines(heading, y, deck.palette.main, bold=True)
        y += heading.height + 6
        shapes += moved(draw_chart(drawn.chart, width, _CHART, language), _MARGIN, y)
        y += _CHART + 14
    foot = [fit(line, width, 2 * 7.5 * LINE, (8, 7.5)) for line in (cover.source, cover.scope)]
    bottom = HEIGHT - 24 - sum(one.height for one in foot)
    rest = [slide for slide in told if slide is not drawn]
    shapes += _sentences(rest, y, bottom - 10, _KNOW.in_language(language), deck)
    for one in foot:
        shapes += _lines(one, bottom, GREY)
        bottom += one.height
    return Drawing(WIDTH, HEIGHT, tuple(shapes))


def brief_pdf(deck: Deck) -> bytes:
    """Return the brief as a PDF of one page for each language."""
    language = deck.slides[0].language
    return as_pdf(_pages(deck), TITLE.in_language(language), language)


def brief_html(deck: Deck) -> str:
    """Return the brief as an HTML document that prints on A4, one page for each language."""
    language = deck.slides[0].language
    title = escape(TITLE.in_language(language))
    pages = "".join(f"<main>{as_svg(page, title)}</main>" for page in _pages(deck))
    return (
        f'<!DOCTYPE html>\n<html lang="{language}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>@page {{ size: A4; margin: 0; }} body {{ margin: 0; "
        "background: #E7EAEE; } main { width: min(210mm, 100vw); margin: 0 auto; background: #fff; "
        "} svg { width: 100%; height: auto; display: block; } @media print { main { width: 210mm; "
        f"break-after: page; }} }}</style></head><body>{pages}</body></html>\n"
    )


def _pages(deck: Deck) -> list[Drawing]:
    pages = []
    for language in dict.fromkeys(slide.language for slide in deck.slides):
        own = tuple(slide for slide in deck.slides if slide.language == language)
        pages.append(brief_page(Deck(deck.title, deck.audience, own, palette=deck.palette)))
    return pages


def _mark(mark: str) -> list[Shape]:
    wide = text_width(mark, 10, bold=True) + 14
    box = Box(WIDTH - _MARGIN - wide, 12, wide, 17)
    middle = box.x + wide / 2
    words = Words(middle, 24, mark, 10, "#FFFFFF", bold=True, anchor="middle")
    return [rectangle(box, MARK_COLOUR), words]


def _sentences(
    slides: Sequence[Slide], top: float, bottom: float, heading: str, deck: Deck
) -> list[Shape]:
    """Return the findings of the other views, each with what must not be concluded from it."""
    if not slides:
        return []
    shapes: list[Shape] = [Words(_MARGIN, top + 11, heading, 12, deck.palette.main, bold=True)]
    y = top + 20
    room = (bottom - y) / len(slides)
    for slide in slides:
        told = fit(slide.title, WIDTH - 2 * _MARGIN - 12, room * 0.6, (10.5, 10, 9.5, 9, 8.5, 8))
        caution = fit(slide.caution, WIDTH - 2 * _MARGIN - 12, room * 0.36, (8.5, 8, 7.5, 7))
        shapes.append(rectangle(Box(_MARGIN, y + 3, 4, told.height - 2), deck.palette.accent))
        shapes += _lines(told, y, INK, left=_MARGIN + 12)
        shapes += _lines(caution, y + told.height, GREY, left=_MARGIN + 12)
        y += told.height + caution.height + 7
    return shapes


def _lines(
    fitted: Fitted, top: float, colour: str, bold: bool = False, left: float = _MARGIN
) -> list[Shape]:
    return [
        Words(left, top + fitted.size * (0.96 + n * LINE), line, fitted.size, colour, bold)
        for n, line in enumerate(fitted.lines)
        if line
    ]
