"""Parts of a map that Plotly's own choropleth lacks: hatching, outlines, and where words fit.

Plotly fills a unit with one colour and nothing else, so hatches and outlines are drawn as lines
over it. All positions are degrees, longitude first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, floor
from typing import Any

from analysis.charts.theme import GREY, Trace
from analysis.geography.drawn_shapes import polygons_of
from analysis.geography.shapes import GeoJson
from analysis.geography.unit_names import english_unit_name
from analysis.language import Language

Interval = tuple[float, float]
Lines = tuple[list[float | None], list[float | None]]

TOPOJSON_CONFIG = {"topojsonURL": "app/static/topojson/"}
"""Plotly fetches a map of the world even when it draws none of it: here, an empty one of ours."""

_SCANS = 20


@dataclass(frozen=True, slots=True)
class Room:
    """Where a label has most room in a unit: the middle, and how wide it may be, in degrees."""

    lon: float
    lat: float
    width: float


def geo_layout(**more: Any) -> dict[str, Any]:
    """Return the settings of a map that shows our shapes and nothing of the world."""
    return {
        "fitbounds": "locations",
        "visible": False,
        "projection": {"type": "mercator"},
        "bgcolor": "rgba(0,0,0,0)",
        **more,
    }


def features_by_code(collection: GeoJson) -> dict[str, GeoJson]:
    """Return the features of a collection by the code of their unit."""
    return {feature["properties"]["code"]: feature for feature in collection["features"]}


def unit_name(feature: GeoJson, language: Language) -> str:
    """Return the name of a drawn unit, its code where the shape carries no name."""
    told = feature["properties"]
    name = str(told.get("name", told["code"]))
    return name if language == "vi" else english_unit_name(name)


def corners(collection: GeoJson) -> tuple[float, float, float, float] | None:
    """Return the west, south, east and north ends of a collection; None for an empty one."""
    points = [
        point
        for feature in collection["features"]
        for polygon in polygons_of(feature["geometry"])
        for ring in polygon
        for point in ring
    ]
    if not points:
        return None
    lons, lats = [point[0] for point in points], [point[1] for point in points]
    return min(lons), min(lats), max(lons), max(lats)


def extent(collection: GeoJson) -> tuple[float, float]:
    """Return the width and height of a collection in degrees; zeros for an empty one."""
    ends = corners(collection)
    return (0.0, 0.0) if ends is None else (ends[2] - ends[0], ends[3] - ends[1])


def outline(features: Iterable[GeoJson]) -> Lines:
    """Return the rings of units as one broken line."""
    lons: list[float | None] = []
    lats: list[float | None] = []
    for feature in features:
        for polygon in polygons_of(feature["geometry"]):
            for ring in polygon:
                lons += [*(point[0] for point in ring), None]
                lats += [*(point[1] for point in ring), None]
    return lons, lats


def hatch(features: Iterable[GeoJson], spacing: float, falling: bool = False) -> Lines:
    """Return diagonal lines inside units, `spacing` degrees apart across and up.

    Lines lie on one lattice for all units, so that hatches of neighbours run on.
    """
    sign = 1.0 if falling else -1.0
    lons: list[float | None] = []
    lats: list[float | None] = []
    for feature in features:
        for polygon in polygons_of(feature["geometry"]):
            turned = [[(y + sign * x, x) for x, y, *_ in ring] for ring in polygon]
            heights = [height for ring in turned for height, _ in ring]
            for step in range(ceil(min(heights) / spacing), floor(max(heights) / spacing) + 1):
                for start, end in _chords(turned, step * spacing):
                    lons += [round(start, 3), round(end, 3), None]
                    lats += [round(step * spacing - sign * x, 3) for x in (start, end)]
                    lats.append(None)
    return lons, lats


def room(feature: GeoJson, height: float) -> Room | None:
    """Return where a label of a height has most room in a unit; None where it fits nowhere.

    The label is kept inside the unit at its top, middle and foot.
    """
    best, most = None, 0.0
    for polygon in polygons_of(feature["geometry"]):
        rings = [[(y, x) for x, y, *_ in ring] for ring in polygon]
        lats = [lat for ring in rings for lat, _ in ring]
        low, high = min(lats) + height / 2, max(lats) - height / 2
        for step in range(_SCANS + 1 if high >= low else 0):
            lat = low + (high - low) * step / _SCANS
            for start, end in _common(rings, (lat - height / 2.1, lat, lat + height / 2.1)):
                # Of places nearly as wide, the one nearer to the middle looks right.
                worth = end - start - abs(lat - (low + high) / 2) / 4
                if best is None or worth > most:
                    best, most = Room((start + end) / 2, lat, end - start), worth
    return best


def rows_inside(feature: GeoJson, lats: Sequence[float]) -> Iterator[tuple[int, Interval]]:
    """Yield where parallels lie inside a unit: their number, and a stretch of longitude."""
    for polygon in polygons_of(feature["geometry"]):
        rings = [[(y, x) for x, y, *_ in ring] for ring in polygon]
        heights = [height for ring in rings for height, _ in ring]
        low, high = min(heights), max(heights)
        for number, lat in enumerate(lats):
            if low <= lat <= high:
                yield from ((number, chord) for chord in _chords(rings, lat))


def line_trace(lines: Lines, colour: str, width: float, geo: str = "geo") -> Trace:
    """Return lines as a trace that answers to no pointer."""
    return {
        "type": "scattergeo",
        "mode": "lines",
        "lon": lines[0],
        "lat": lines[1],
        "line": {"color": colour, "width": width},
        "hoverinfo": "skip",
        "showlegend": False,
        "geo": geo,
    }


def area_trace(
    collection: GeoJson,
    codes: Sequence[str],
    classes: Sequence[int],
    colours: Sequence[str],
    **more: Any,
) -> Trace:
    """Return units filled by class; class number i has colour number i."""
    count = len(colours)
    scale = [[(i + end) / count, colour] for i, colour in enumerate(colours) for end in (0, 1)]
    opaque: Mapping[str, Any] = {"marker": {"opacity": 1}}
    return {
        "type": "choropleth",
        "geojson": collection,
        "featureidkey": "properties.code",
        "locations": list(codes),
        "z": list(classes),
        "zmin": -0.5,
        "zmax": count - 0.5,
        "colorscale": scale,
        "showscale": False,
        "showlegend": False,
        # Grey, so that the palest class keeps its outline on the light page and on the dark one.
        "marker": {"line": {"color": GREY, "width": 0.8}},
        # A click filters and redraws; nothing is to fade in between.
        "selected": opaque,
        "unselected": opaque,
        "hovertemplate": "%{text}<extra></extra>",
        **more,
    }


def _common(rings: list[list[Interval]], heights: tuple[float, ...]) -> Iterator[Interval]:
    """Yield the stretches inside a polygon that all heights share."""
    first, *others = (list(_chords(rings, height)) for height in heights)
    shared = first
    for chords in others:
        shared = [
            (max(a, c), min(b, d)) for a, b in shared for c, d in chords if max(a, c) < min(b, d)
        ]
    yield from shared


def _chords(rings: list[list[Interval]], height: float) -> Iterator[Interval]:
    """Yield where a level line lies inside a polygon; positions are (height, along)."""
    crossed = sorted(
        along + (height - low) / (high - low) * (next_along - along)
        for ring in rings
        for (low, along), (high, next_along) in pairwise(ring)
        if (low <= height) != (high <= height)
    )
    yield from zip(crossed[::2], crossed[1::2], strict=False)
