"""A drawing as SVG: text stays text, in the house font where the reader has it."""

from __future__ import annotations

import base64
from html import escape

from analysis.charts.theme import FONT
from analysis.exports.deck.drawing import Area, Dot, Drawing, Line, Picture, Shape, Words


def as_svg(drawing: Drawing, label: str = "") -> str:
    """Return a drawing as an SVG document; `label` describes it to who cannot see it."""
    width, height = f"{drawing.width:g}", f"{drawing.height:g}"
    named = f' role="img" aria-label="{escape(label)}"' if label else ""
    body = "".join(_element(shape) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"{named} '
        f'font-family="{escape(FONT)}">{body}</svg>'
    )


def _element(shape: Shape) -> str:
    if isinstance(shape, Area):
        path = " ".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in shape.rings
        )
        edge = f' stroke="{shape.stroke}" stroke-width="{shape.width:g}"' if shape.stroke else ""
        return f'<path d="{path}" fill="{shape.fill}" fill-rule="evenodd"{edge}/>'
    if isinstance(shape, Line):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        dash = ' stroke-dasharray="4 3"' if shape.dashed else ""
        return (
            f'<polyline points="{points}" fill="none" stroke="{shape.colour}" '
            f'stroke-width="{shape.width:g}"{dash}/>'
        )
    if isinstance(shape, Dot):
        return (
            f'<circle cx="{shape.x:.1f}" cy="{shape.y:.1f}" r="{shape.radius:g}" '
            f'fill="{shape.fill}"/>'
        )
    if isinstance(shape, Words):
        return _words(shape)
    return _picture(shape)


def _words(shape: Words) -> str:
    weight = ' font-weight="600"' if shape.bold else ""
    turn = f' transform="rotate({-shape.angle:g} {shape.x:.1f} {shape.y:.1f})"'
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size:g}" '
        f'fill="{shape.colour}" text-anchor="{shape.anchor}"{weight}'
        f"{turn if shape.angle else ''}>{escape(shape.text)}</text>"
    )


def _picture(shape: Picture) -> str:
    kind = "png" if shape.data.startswith(b"\x89PNG") else "jpeg"
    data = base64.b64encode(shape.data).decode("ascii")
    box = shape.box
    return (
        f'<image x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" '
        f'height="{box.height:.1f}" href="data:image/{kind};base64,{data}"/>'
    )
