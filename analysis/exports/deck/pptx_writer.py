"""A deck as PowerPoint: native charts, real tables, notes; every text in a box it fits."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.util import Pt

from analysis.charts.theme import GREY
from analysis.exports.deck.draw_map import draw_map
from analysis.exports.deck.draw_slide import BAND, MARK_COLOUR, logo_box
from analysis.exports.deck.drawing import Box, Drawing
from analysis.exports.deck.layout import HEIGHT, MARK, NUMBER, WIDTH, lay_out
from analysis.exports.deck.model import Deck, Slide
from analysis.exports.deck.png import as_png
from analysis.exports.deck.pptx_chart import FONT, add_chart
from analysis.exports.deck.pptx_table import add_table
from analysis.exports.deck.text_fit import LINE, Fitted, text_width
from analysis.exports.letters import written

_BLANK = 6
LONGEST_TITLE = 255
"""PowerPoint takes no longer title among the properties of a file."""


def as_pptx(deck: Deck, tell: Callable[[float], None] | None = None) -> bytes:
    """Return a deck as a PowerPoint file; `tell` is told the share done."""
    deck = written(deck)
    book = Presentation()
    book.slide_width, book.slide_height = Pt(WIDTH), Pt(HEIGHT)
    properties = book.core_properties
    properties.title = deck.title.vi[:LONGEST_TITLE]
    properties.author = "Khuyến công Impact"
    properties.language = deck.slides[0].language
    properties.created = properties.modified = datetime.now(UTC).replace(tzinfo=None)
    _name_fonts(book)
    for number, slide in enumerate(deck.slides, start=1):
        _add(book, slide, number, deck)
        if tell is not None:
            tell(number / len(deck.slides))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _name_fonts(book: Any) -> None:
    """Name the font in the theme, so that what people add looks alike."""
    for part in book.slide_master.part.rels.values():
        if part.reltype.endswith("/theme"):
            theme = part.target_part
            blob = theme.blob.decode("utf-8")
            for old in ("Calibri Light", "Calibri"):
                blob = blob.replace(f'latin typeface="{old}"', f'latin typeface="{FONT}"')
            theme._blob = blob.encode("utf-8")


def _add(book: Any, slide: Slide, number: int, deck: Deck) -> None:
    page = book.slides.add_slide(book.slide_layouts[_BLANK])
    layout, palette = lay_out(slide), deck.palette
    _band(page.shapes, Box(0, 0, WIDTH, BAND), palette.main)
    if deck.logo is not None:
        _picture(page.shapes, deck.logo, logo_box(deck.logo), "logo")
    if slide.mark:
        _mark(page.shapes, slide.mark)
    _text(page.shapes, "title", [layout.title], layout.title_box, palette.main, [slide.title], True)
    if layout.chart_box is not None and slide.chart is not None:
        frame = add_chart(page.shapes, slide.chart, slide.language, layout.chart_box)
        _describe(frame, "chart", slide.alternative)
    elif layout.chart_box is not None and slide.figure is not None:
        box = layout.chart_box
        drawing = Drawing(
            box.width, box.height, tuple(draw_map(slide.figure(), box.width, box.height))
        )
        picture = _picture(page.shapes, as_png(drawing), box, "map")
        _describe(picture, "map", slide.alternative)
    if slide.table.caption:
        caption = [slide.table.caption]
        _text(page.shapes, "caption", [layout.caption], layout.caption_box, GREY, caption)
    add_table(page.shapes, slide.table, layout.table, palette.main)
    if layout.remark.lines[0]:
        told = [" ".join(layout.remark.lines)]
        _text(page.shapes, "remark", [layout.remark], layout.remark_box, palette.accent, told)
    foot = [" ".join(one.lines) for one in layout.foot]
    _text(page.shapes, "source", list(layout.foot), layout.foot_box, GREY, foot)
    _text(page.shapes, "number", [Fitted((str(number),), 10)], NUMBER, GREY, [str(number)])
    page.notes_slide.notes_text_frame.text = slide.notes


def _text(
    shapes: Any,
    name: str,
    fitted: list[Fitted],
    box: Box,
    colour: str,
    texts: list[str],
    bold: bool = False,
) -> None:
    """Add a text box; each text is a paragraph in the size it was fitted in."""
    shape = shapes.add_textbox(Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    for place, (one, text) in enumerate(zip(fitted, texts, strict=True)):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        # What had to be cut is told cut; all of it is in the notes.
        run.text = " ".join(one.lines) if one.cut else text
        run.font.size, run.font.bold, run.font.name = Pt(one.size), bold, FONT
        run.font.color.rgb = _rgb(colour)
        paragraph.line_spacing = Pt(one.size * LINE)
        if name == "number":
            paragraph.alignment = PP_ALIGN.RIGHT


def _mark(shapes: Any, mark: str) -> None:
    width = text_width(mark, 11, bold=True) + 16
    box = Box(MARK.x + MARK.width - width, MARK.y, width, MARK.height)
    shape = _band(shapes, box, MARK_COLOUR)
    shape.name = "mark"
    frame = shape.text_frame
    frame.word_wrap = False
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = MSO_ANCHOR.MIDDLE
    paragraph = frame.paragraphs[0]
    paragraph.alignment = PP_ALIGN.CENTER
    run = paragraph.add_run()
    run.text = mark
    run.font.size, run.font.bold, run.font.name = Pt(11), True, FONT
    run.font.color.rgb = RGBColor(255, 255, 255)


def _band(shapes: Any, box: Box, colour: str) -> Any:
    shape = shapes.add_shape(
        MSO_SHAPE.RECTANGLE, Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height)
    )
    shape.name = "band"
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False
    return shape


def _picture(shapes: Any, data: bytes, box: Box, name: str) -> Any:
    size = (Pt(box.x), Pt(box.y), Pt(box.width), Pt(box.height))
    picture = shapes.add_picture(io.BytesIO(data), *size)
    picture.name = name
    return picture


def _describe(shape: Any, name: str, text: str) -> None:
    """Give a shape the words that are read to who cannot see it."""
    shape.name = name
    shape._element.xpath(".//p:cNvPr")[0].set("descr", text)


def _rgb(colour: str) -> RGBColor:
    named: RGBColor = RGBColor.from_string(colour.lstrip("#"))
    return named
