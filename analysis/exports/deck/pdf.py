"""Drawings as the pages of a PDF, by reportlab, with the house font inside and no browser."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from analysis.exports.deck.drawing import Area, Dot, Drawing, Line, Picture, Shape, Words
from analysis.exports.deck.text_fit import BOLD, REGULAR, drawable

REGULAR_NAME, BOLD_NAME = "BeVietnamPro", "BeVietnamPro-SemiBold"
_NAMES = {False: REGULAR_NAME, True: BOLD_NAME}


def as_pdf(pages: Sequence[Drawing], title: str, language: str = "vi") -> bytes:
    """Return drawings as a PDF of one page each; text stays text that can be searched and read."""
    register_fonts()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1, lang=language)
    canvas.setTitle(title)
    canvas.setCreator("Khuyến công Impact")
    for page in pages:
        canvas.setPageSize((page.width, page.height))
        paint(canvas, page)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def paint(canvas: Canvas, drawing: Drawing) -> None:
    """Paint a drawing with its lower left corner at the canvas's origin."""
    for shape in drawing.shapes:
        _paint(canvas, shape, drawing.height)


@lru_cache(maxsize=1)
def register_fonts() -> None:
    """Make the house font known to reportlab, by the names REGULAR_NAME and BOLD_NAME."""
    for bold, name in _NAMES.items():
        pdfmetrics.registerFont(TTFont(name, str(BOLD if bold else REGULAR)))


def _paint(canvas: Canvas, shape: Shape, height: float) -> None:
    # PDF counts from the lower left corner.
    if isinstance(shape, Area):
        path = canvas.beginPath()
        for ring in shape.rings:
            path.moveTo(ring[0][0], height - ring[0][1])
            for x, y in ring[1:]:
                path.lineTo(x, height - y)
            path.close()
        canvas.setFillColor(_colour(shape.fill))
        if shape.stroke:
            canvas.setStrokeColor(_colour(shape.stroke))
            canvas.setLineWidth(shape.width)
        canvas.drawPath(path, stroke=int(shape.stroke is not None), fill=1, fillMode=0)
    elif isinstance(shape, Line):
        canvas.setStrokeColor(_colour(shape.colour))
        canvas.setLineWidth(shape.width)
        canvas.setDash([4, 3] if shape.dashed else [])
        path = canvas.beginPath()
        path.moveTo(shape.points[0][0], height - shape.points[0][1])
        for x, y in shape.points[1:]:
            path.lineTo(x, height - y)
        canvas.drawPath(path, stroke=1, fill=0)
    elif isinstance(shape, Dot):
        canvas.setFillColor(_colour(shape.fill))
        canvas.circle(shape.x, height - shape.y, shape.radius, stroke=0, fill=1)
    elif isinstance(shape, Words):
        _write(canvas, shape, height)
    elif isinstance(shape, Picture):
        box = shape.box
        canvas.drawImage(
            ImageReader(io.BytesIO(shape.data)),
            *(box.x, height - box.y - box.height, box.width, box.height),
            mask="auto",
        )


def _write(canvas: Canvas, shape: Words, height: float) -> None:
    canvas.saveState()
    canvas.setFillColor(_colour(shape.colour))
    canvas.setFont(_NAMES[shape.bold], shape.size)
    canvas.translate(shape.x, height - shape.y)
    canvas.rotate(shape.angle)
    draw = {
        "start": canvas.drawString,
        "middle": canvas.drawCentredString,
        "end": canvas.drawRightString,
    }[shape.anchor]
    draw(0, 0, drawable(shape.text))
    canvas.restoreState()


def _colour(colour: str) -> Color:
    if colour == "white":
        colour = "#FFFFFF"
    if colour.startswith("rgba"):
        red, green, blue, part = (float(one) for one in colour[5:-1].split(","))
        return Color(red / 255, green / 255, blue / 255, part)
    return HexColor(colour)
