"""Map shapes as a browser gets them: small, and with neighbours still fitting together.

Positions are moved to a lattice, as fine as a limit of size allows. Where a position goes depends
on nothing but itself, so a border that two units share in the file is still shared when drawn;
a simplification that looks at one ring after another would leave gaps between neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from analysis.geography.borders import twice_area
from analysis.geography.boundary_problems import BoundaryProblem
from analysis.geography.map_units import MapLevel
from analysis.geography.own_boundaries import FileState, boundaries, boundary_state
from analysis.geography.shapes import SCHEMATIC_NOTE, GeoJson
from analysis.geography.tile_grid import TILE_NOTE, tile_shapes
from analysis.language import Text

ShapeKind = Literal["map", "tiles"]

LARGEST_TEXT = 100_000
"""Characters of JSON that the shapes of one map may take."""

# Steps of the lattice in degrees; on a map of the province a pixel is about two thousandths.
_STEPS = (0.0001, 0.0005, 0.001, 0.002, 0.004, 0.008)

_FILE = Text(
    "Địa giới theo tệp {file} trong thư mục dữ liệu, không phải hình sơ đồ",
    "Boundaries from the file {file} in the workspace, not schematic shapes",
)
_FILE_OF_DAY = Text(
    "Địa giới theo tệp {file} trong thư mục dữ liệu, tệp ghi ngày {day}, không phải hình sơ đồ",
    "Boundaries from the file {file} in the workspace, written on {day}, not schematic shapes",
)

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class DrawnShapes:
    """Shapes to draw, each with its code and Vietnamese name, and what a reader must know of them.

    `note` tells that they are schematic, or which file they come from; `problems` are those of an
    official file; `edition` tells one state of that file from another, empty without one.
    """

    collection: GeoJson
    note: Text
    problems: tuple[BoundaryProblem, ...] = ()
    edition: str = ""


def drawn_shapes(
    folder: Path, day: date, level: MapLevel, kind: ShapeKind, limit: int = LARGEST_TEXT
) -> DrawnShapes:
    """Return the shapes of a level on a day, from a workspace folder's own file if it has one.

    The JSON of the shapes is kept below `limit` characters where the coarsest lattice can do it.
    They are made once for each state of the file, and shared: callers must not change them.
    """
    return _drawn(folder, day, level, kind, limit, boundary_state(folder, day, level))


@lru_cache(maxsize=32)
def _drawn(
    folder: Path, day: date, level: MapLevel, kind: ShapeKind, limit: int, state: FileState | None
) -> DrawnShapes:
    if kind == "tiles":
        return DrawnShapes(lighter(tile_shapes(day, level), limit), TILE_NOTE)
    found = boundaries(folder, day, level)
    note = SCHEMATIC_NOTE if found.file is None else _file_note(found.file.name, state)
    edition = f"{state[1]}-{state[2]}" if state else ""
    return DrawnShapes(lighter(found.collection, limit), note, found.problems, edition)


def _file_note(name: str, state: FileState | None) -> Text:
    """Return which file is drawn and when it was written, in the time of this computer."""
    if state is None:
        return _FILE.filled(file=name)
    day = datetime.fromtimestamp(state[1] / 1e9).astimezone().date()
    return _FILE_OF_DAY.filled(file=name, day=Text(f"{day:%d/%m/%Y}", f"{day.day} {day:%B %Y}"))


def lighter(collection: GeoJson, limit: int = LARGEST_TEXT) -> GeoJson:
    """Return a collection with code, name and geometry alone, on the finest lattice within a limit.

    `limit` is in characters of its JSON. A unit too small for the lattice keeps its own shape, so
    that none is lost; outer rings keep their direction, which Plotly's fill depends on.
    """
    drawn: GeoJson = {}
    for step in _STEPS:
        features = [_feature(feature, step) for feature in collection["features"]]
        drawn = {"type": "FeatureCollection", "features": features}
        if len(json.dumps(drawn, separators=(",", ":"))) <= limit:
            break
    return drawn


def _feature(feature: GeoJson, step: float) -> GeoJson:
    polygons = list(polygons_of(feature["geometry"]))
    kept = [rings for polygon in polygons if (rings := list(_rings(polygon, step)))]
    return {
        "type": "Feature",
        "id": feature["id"],
        "properties": {
            "code": feature["properties"]["code"],
            "name": feature["properties"]["name_vi"],
        },
        "geometry": {"type": "MultiPolygon", "coordinates": kept or polygons},
    }


def polygons_of(geometry: GeoJson) -> Iterable[Any]:
    """Return the polygons of a Polygon or MultiPolygon, each a list of rings of positions."""
    coordinates = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _rings(polygon: list[Any], step: float) -> Iterator[list[list[float]]]:
    """Yield the rings of a polygon on the lattice; none when its outer one has no area left."""
    for number, ring in enumerate(polygon):
        before = [(x, y) for x, y, *_ in ring]
        points = _without_needless([(round(x / step), round(y / step)) for x, y in before])
        # A ring turned inside out would fill the whole world around it.
        sound = len(points) >= 4 and twice_area(points) * twice_area(before) > 0
        if sound:
            yield [[round(x * step, 4), round(y * step, 4)] for x, y in points]
        elif number == 0:
            return


def _without_needless(ring: list[Point]) -> list[Point]:
    """Return a closed ring without repeated positions, spikes and positions on a straight line."""
    points: list[Point] = []
    for point in ring[:-1]:
        points.append(point)
        _tidy_end(points)
    # The ends meet: what is needless there shows only once the ring is whole.
    while len(points) >= 3 and _is_needless(points[-2], points[-1], points[0]):
        points.pop()
    while len(points) >= 3 and _is_needless(points[-1], points[0], points[1]):
        points.pop(0)
    return [*points, points[0]]


def _tidy_end(points: list[Point]) -> None:
    if len(points) >= 2 and points[-1] == points[-2]:
        points.pop()
    while len(points) >= 3 and _is_needless(*points[-3:]):
        points.pop(-2)
        if points[-1] == points[-2]:
            points.pop()


def _is_needless(before: Point, point: Point, after: Point) -> bool:
    """Tell whether a position lies on the line of its neighbours, between them or beyond."""
    across = (point[0] - before[0]) * (after[1] - before[1])
    return across == (point[1] - before[1]) * (after[0] - before[0])
