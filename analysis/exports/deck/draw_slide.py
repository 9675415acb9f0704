"""A slide drawn as shapes, for PDF pages and for the previews on screen."""

from __future__ import annotations

import io

from PIL import Image

from analysis.charts.theme import GREY
from analysis.exports.deck.draw_chart import draw_chart
from analysis.exports.deck.draw_map import draw_map
from analysis.exports.deck.drawing import (
    Box,
    Drawing,
    Line,
    Picture,
    Shape,
    Words,
    moved,
    rectangle,
)
from analysis.exports.deck.layout import (
    HEIGHT,
    LOGO,
    MARK,
    NUMBER,
    WIDTH,
    SlideLayout,
    lay_out,
)
from analysis.exports.deck.model import Deck, Slide
from analysis.exports.deck.table_shapes import table_shapes
from analysis.exports.deck.text_fit import LINE, Fitted, text_width

MARK_COLOUR = "#A8321E"
BAND = 5.0


def draw_slide(slide: Slide, number: int, deck: Deck) -> Drawing:
    """Return a slide of a deck as a drawing; `number` is printed in the corner."""
    layout, palette = lay_out(slide), deck.palette
    shapes: list[Shape] = [
        rectangle(Box(0, 0, WIDTH, HEIGHT), "#FFFFFF"),
        rectangle(Box(0, 0, WIDTH, BAND), palette.main),
    ]
    if deck.logo is not None:
        shapes.append(Picture(logo_box(deck.logo), deck.logo))
    if slide.mark:
        shapes += _mark(slide.mark)
    shapes += _text(layout.title, layout.title_box, palette.main, bold=True)
    shapes += chart_shapes(slide, layout)
    shapes += _text(layout.caption, layout.caption_box, GREY)
    shapes += table_shapes(layout.table, slide.table, palette)
    shapes += _text(layout.remark, layout.remark_box, palette.accent)
    shapes += _foot(layout)
    at = NUMBER.x + NUMBER.width
    shapes.append(Words(at, NUMBER.y + 11, str(number), 10, GREY, anchor="end"))
    return Drawing(WIDTH, HEIGHT, tuple(shapes))


def chart_shapes(slide: Slide, layout: SlideLayout) -> list[Shape]:
    """Return the chart or map of a slide in its place; nothing on a slide without one."""
    box = layout.chart_box
    if box is None or slide.figure is None:
        return []
    if slide.chart is not None:
        shapes = draw_chart(slide.chart, box.width, box.height, slide.language)
    else:
        shapes = draw_map(slide.figure(), box.width, box.height)
    return moved(shapes, box.x, box.y)


def chart_drawing(slide: Slide, width: float = 720.0, height: float = 420.0) -> Drawing:
    """Return the chart or map of a slide as a drawing of its own, with source and mark."""
    inside = height - 30
    shapes: list[Shape] = [rectangle(Box(0, 0, width, height), "#FFFFFF")]
    if slide.chart is not None:
        drawn = draw_chart(slide.chart, width - 20, inside - 14, slide.language)
    elif slide.figure is not None:
        drawn = draw_map(slide.figure(), width - 20, inside - 14)
    else:
        drawn = []
    shapes += moved(drawn, 10, 10)
    told = f"{slide.mark} · {slide.source}" if slide.mark else slide.source
    size = next((one for one in (9, 8, 7, 6) if text_width(told, one) <= width - 20), 5)
    shapes.append(Words(10, height - 8, told, size, MARK_COLOUR if slide.mark else GREY))
    return Drawing(width, height, tuple(shapes))


def logo_box(logo: bytes) -> Box:
    """Return where a logo stands: as large as its place allows, its shape kept."""
    with Image.open(io.BytesIO(logo)) as opened:
        scale = min(LOGO.width / opened.width, LOGO.height / opened.height)
        return Box(LOGO.x, LOGO.y, opened.width * scale, opened.height * scale)


def _mark(mark: str) -> list[Shape]:
    size = 11.0
    width = text_width(mark, size, bold=True) + 16
    box = Box(MARK.x + MARK.width - width, MARK.y, width, MARK.height)
    middle = box.x + width / 2
    return [
        rectangle(box, MARK_COLOUR),
        Words(middle, box.y + 13, mark, size, "#FFFFFF", bold=True, anchor="middle"),
    ]


def _text(fitted: Fitted, box: Box, colour: str, bold: bool = False) -> list[Shape]:
    return [
        Words(box.x, box.y + fitted.size * (0.96 + n * LINE), line, fitted.size, colour, bold)
        for n, line in enumerate(fitted.lines)
        if line
    ]


def _foot(layout: SlideLayout) -> list[Shape]:
    box, shapes = layout.foot_box, list[Shape]()
    shapes.append(Line(((box.x, box.y - 3), (WIDTH - box.x, box.y - 3)), "#C3C8D0", 0.8))
    y = box.y
    for fitted in layout.foot:
        shapes += _text(fitted, Box(box.x, y, box.width, 0), GREY)
        y += fitted.height
    return shapes
