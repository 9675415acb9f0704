"""The picture of a map, for files in which no map can be drawn natively.

It is drawn from the very traces of the map on screen: filled units, hatching, outlines and names,
with the names of the classes below.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.charts.theme import INK
from analysis.exports.deck.drawing import Area, Box, Line, Point, Shape, Words, rectangle
from analysis.exports.deck.text_fit import text_width

_KEY = 34.0
_NAMES = 8.0


def draw_map(figure: go.Figure, width: float, height: float) -> list[Shape]:
    """Return the shapes of a map in a box of a size in points; nothing if no unit is drawn."""
    traces = figure.to_plotly_json()["data"]
    areas = [one for one in traces if one["type"] == "choropleth"]
    places = [point for one in areas for _, ring in _rings(one) for point in ring]
    if not places:
        return []
    put = _projection(places, Box(0, 0, width, height - _KEY))
    shapes: list[Shape] = []
    for one in areas:
        colours = dict(_colours(one))
        for code, rings in _by_code(one).items():
            fill = colours[code]
            drawn = tuple(tuple(put(point) for point in ring) for ring in rings)
            shapes.append(Area(drawn, fill, "#FFFFFF", 0.6))
    for one in traces:
        if one["type"] == "scattergeo" and one.get("mode") == "lines":
            shapes += _lines(one, put)
        elif one["type"] == "scattergeo" and one.get("mode") == "text":
            shapes += _texts(one, put)
    return shapes + _key(areas[0], width, height)


def _rings(trace: Mapping[str, Any]) -> Iterable[tuple[str, Sequence[Point]]]:
    for code, rings in _by_code(trace).items():
        for ring in rings:
            yield code, ring


def _by_code(trace: Mapping[str, Any]) -> dict[str, list[Sequence[Point]]]:
    wanted = list(trace["locations"])
    found: dict[str, list[Sequence[Point]]] = {}
    for feature in trace["geojson"]["features"]:
        code = feature["properties"]["code"]
        if code in wanted:
            shape = feature["geometry"]
            parts = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
            found[code] = [ring for part in parts for ring in part]
    return found


def _colours(trace: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    steps = [colour for _, colour in trace["colorscale"]][::2]
    for code, number in zip(trace["locations"], trace["z"], strict=True):
        yield str(code), steps[int(number)]


def _projection(places: Sequence[Point], box: Box) -> Any:
    """Return Mercator's projection, scaled to fit a box."""

    def mercator(point: Point) -> Point:
        return math.radians(point[0]), math.log(math.tan(math.pi / 4 + math.radians(point[1]) / 2))

    flat = [mercator(point) for point in places]
    left, right = min(x for x, _ in flat), max(x for x, _ in flat)
    low, high = min(y for _, y in flat), max(y for _, y in flat)
    scale = min(box.width / ((right - left) or 1), box.height / ((high - low) or 1)) * 0.97
    aside = (box.width - (right - left) * scale) / 2
    above = (box.height - (high - low) * scale) / 2

    def put(point: Point) -> Point:
        x, y = mercator((float(point[0]), float(point[1])))
        return box.x + aside + (x - left) * scale, box.y + above + (high - y) * scale

    return put


def _lines(trace: Mapping[str, Any], put: Any) -> list[Shape]:
    shapes: list[Shape] = []
    run: list[Point] = []
    for lon, lat in [*zip(trace["lon"], trace["lat"], strict=True), (None, None)]:
        if lon is None or lon != lon:
            if len(run) > 1:
                shapes.append(Line(tuple(run), str(trace["line"]["color"]), 0.5))
            run = []
        else:
            run.append(put((lon, lat)))
    return shapes


def _texts(trace: Mapping[str, Any], put: Any) -> list[Shape]:
    shapes: list[Shape] = []
    inks = trace["textfont"]["color"]
    told = zip(trace["lon"], trace["lat"], trace["text"], inks, strict=True)
    for lon, lat, text, ink in told:
        x, y = put((lon, lat))
        lines = str(text).split("<br>")
        first = y - (len(lines) - 1) * _NAMES * 0.6 + _NAMES * 0.35
        for number, line in enumerate(lines):
            words = line.replace("<b>", "").replace("</b>", "")
            bold = words != line
            at = first + number * _NAMES * 1.2
            shapes.append(Words(x, at, words, _NAMES, str(ink), bold, "middle"))
    return shapes


def _key(trace: Mapping[str, Any], width: float, height: float) -> list[Shape]:
    """Return the classes below the map, each with its colour, name and how many places it has."""
    bar = trace.get("colorbar") or {}
    labels = [str(one) for one in bar.get("ticktext", ())]
    steps = [colour for _, colour in trace["colorscale"]][::2]
    shapes: list[Shape] = []
    room = width / max(len(labels), 1)
    top = height - _KEY + 8
    title = str((bar.get("title") or {}).get("text", ""))
    if title:
        shapes.append(Words(0, top, title, 8.5, INK, bold=True))
    for place, (label, colour) in enumerate(zip(labels, steps, strict=True)):
        x = place * room
        shapes.append(rectangle(Box(x, top + 5, 9, 9), colour))
        words = label.replace("<br>", " · ")
        size = 8.5 if text_width(words, 8.5) <= room - 15 else 7.0
        shapes.append(Words(x + 12, top + 13, words, size, INK))
    return shapes
