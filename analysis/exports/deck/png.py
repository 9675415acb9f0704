"""A drawing as PNG, by Pillow: no browser is needed."""

from __future__ import annotations

import io
import math
from functools import lru_cache

from PIL import Image, ImageColor, ImageDraw, ImageFont

from analysis.exports.deck.drawing import Area, Dot, Drawing, Line, Picture, Point, Shape, Words
from analysis.exports.deck.text_fit import BOLD, REGULAR, drawable

_FINER = 2
"""Shapes are drawn this much larger and made small again, which smooths their edges."""


def as_png(drawing: Drawing, scale: float = 2.0) -> bytes:
    """Return a drawing as PNG on white, with so many pixels to a point."""
    fine = scale * _FINER
    size = (math.ceil(drawing.width * fine), math.ceil(drawing.height * fine))
    image = Image.new("RGB", size, "white")
    # In this mode of the pen a transparent colour is mixed with what it is laid on.
    pen = ImageDraw.Draw(image, "RGBA")
    for shape in drawing.shapes:
        _paint(image, pen, shape, fine)
    small = (math.ceil(drawing.width * scale), math.ceil(drawing.height * scale))
    buffer = io.BytesIO()
    image.resize(small, Image.Resampling.LANCZOS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _paint(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Shape, scale: float) -> None:
    if isinstance(shape, Area):
        _paint_area(image, shape, scale)
    elif isinstance(shape, Line):
        width = max(round(shape.width * scale), 1)
        pen.line(_scaled(shape.points, scale), _colour(shape.colour), width, joint="curve")
    elif isinstance(shape, Dot):
        x, y, r = shape.x * scale, shape.y * scale, shape.radius * scale
        pen.ellipse((x - r, y - r, x + r, y + r), _colour(shape.fill))
    elif isinstance(shape, Words):
        _paint_words(image, pen, shape, scale)
    elif isinstance(shape, Picture):
        _paint_picture(image, shape, scale)


def _paint_area(image: Image.Image, shape: Area, scale: float) -> None:
    pen = ImageDraw.Draw(image)
    if len(shape.rings) == 1:
        pen.polygon(_scaled(shape.rings[0], scale), _colour(shape.fill))
    else:
        # A ring inside another takes away: painted even-odd on a mask of its own.
        mask = Image.new("1", image.size, 0)
        for ring in shape.rings:
            one = Image.new("1", image.size, 0)
            ImageDraw.Draw(one).polygon(_scaled(ring, scale), 1)
            mask = Image.composite(Image.eval(one, lambda v: 255 - v), one, mask)
        image.paste(_colour(shape.fill), (0, 0), mask)
    if shape.stroke:
        width = max(round(shape.width * scale), 1)
        for ring in shape.rings:
            pen.line(_scaled((*ring, ring[0]), scale), _colour(shape.stroke), width)


def _paint_words(image: Image.Image, pen: ImageDraw.ImageDraw, shape: Words, scale: float) -> None:
    font = _font(shape.bold, round(shape.size * scale, 1))
    anchor = {"start": "ls", "middle": "ms", "end": "rs"}[shape.anchor]
    at, text = (shape.x * scale, shape.y * scale), drawable(shape.text)
    if not shape.angle:
        pen.text(at, text, _colour(shape.colour), font, anchor=anchor)
        return
    # Turned about its own corner: painted on a square of its own, turned, then laid on.
    side = 2 * math.ceil(font.getlength(text) + 2 * shape.size * scale)
    layer = Image.new("L", (side, side), 0)
    ImageDraw.Draw(layer).text((side / 2, side / 2), text, 255, font, anchor=anchor)
    turned = layer.rotate(shape.angle, Image.Resampling.BICUBIC)
    corner = (round(at[0] - side / 2), round(at[1] - side / 2))
    image.paste(_colour(shape.colour), corner, turned)


def _paint_picture(image: Image.Image, shape: Picture, scale: float) -> None:
    with Image.open(io.BytesIO(shape.data)) as opened:
        size = (max(round(shape.box.width * scale), 1), max(round(shape.box.height * scale), 1))
        logo = opened.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    image.paste(logo, (round(shape.box.x * scale), round(shape.box.y * scale)), logo)


def _scaled(points: tuple[Point, ...], scale: float) -> list[tuple[float, float]]:
    return [(x * scale, y * scale) for x, y in points]


def _colour(colour: str) -> tuple[int, ...]:
    """Return a colour as numbers, with its opacity where it has one."""
    if colour.startswith("rgba"):
        red, green, blue, part = (float(one) for one in colour[5:-1].split(","))
        return round(red), round(green), round(blue), round(part * 255)
    return ImageColor.getrgb(colour)


@lru_cache(maxsize=64)
def _font(bold: bool, size: float) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(
        str(BOLD if bold else REGULAR), size, layout_engine=ImageFont.Layout.BASIC
    )
