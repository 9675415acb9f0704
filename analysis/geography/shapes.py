"""Schematic map shapes made by our own code from sourced centres, bounds and areas.

No official boundary can be had without the network, so wards are drawn as cells around their
sourced centres and dissolved into what they belong to: districts of any date, communes of 2025.
They show where a unit lies and who its neighbours are; they are no boundary and say so.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from math import cos, pi, sin, sqrt
from typing import Any

from analysis.geography.borders import Border, Polygon, polygons, trace_borders
from analysis.geography.map_units import (
    MapLevel,
    MapUnit,
    map_units,
    period_start,
    unit_of_part,
    ward_parts,
)
from analysis.geography.part_cells import part_cells
from analysis.geography.ward_cells import CELLS_PER_DEGREE, NO_WARD
from analysis.geography.ward_repairs import repaired_wards
from analysis.geography.ward_sites import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON
from analysis.language import Text

GeoJson = dict[str, Any]

SCHEMATIC_NOTE = Text(
    "Hình sơ đồ do chương trình tự dựng từ tâm, khung và diện tích của các xã; không phải địa giới "
    "chính thức. Lý Sơn được vẽ to gấp đôi và đưa gần bờ hơn.",
    "Schematic shapes made by this program from centres, bounds and areas of wards; not official "
    "boundaries. Lý Sơn is drawn at twice its width and nearer to the coast.",
)

# The island is drawn this far from its true place (degrees, east and north) and so many times as
# wide: at its true size it is a dot nobody can click, at its true place it widens the whole map.
ISLAND_OFFSET = (-0.05, 0.0)
ISLAND_SCALE = 2.0
_ISLAND_CORNERS = 24
DECIMALS = 4


def shapes(vintage_day: date, level: MapLevel) -> GeoJson:
    """Return the units of a level on a day as a GeoJSON FeatureCollection, one feature a unit.

    A feature's `id` is its unit_id; its properties are unit_id, code, level, kind, name_vi,
    name_en, schematic (true) and repair: a key of REPAIR_RULES when the ward was misplaced in its
    source, else None. The island's feature also has inset: offset_lon and offset_lat in degrees,
    and scale. Which units there are, see `map_units`. Coordinates are degrees, longitude first,
    four decimals; outer rings run clockwise, as Plotly needs them. The caller owns the result.
    """
    collection: GeoJson = json.loads(_shapes_text(period_start(vintage_day), level))
    return collection


@lru_cache(maxsize=8)
def _shapes_text(start: date, level: MapLevel) -> str:
    """Return the collection as JSON: cheap to keep, and nobody can change what is kept."""
    names = unit_of_part(start, level)
    unit_of_label = {i: names[part] for i, part in enumerate(ward_parts()) if part in names}
    drawn = polygons(_borders(), unit_of_label)
    features = [
        island_feature(unit) if unit.is_island else _feature(unit, drawn[unit.unit_id])
        for unit in map_units(start, level)
    ]
    return json.dumps(feature_collection(features, SCHEMATIC_NOTE), ensure_ascii=False)


def feature_collection(features: list[GeoJson], note: Text) -> GeoJson:
    """Return features as a schematic collection with its note in both languages."""
    return {
        "type": "FeatureCollection",
        "schematic": True,
        "note": {"vi": note.vi, "en": note.en},
        "features": features,
    }


def unit_feature(unit: MapUnit, geometry: GeoJson, **more: object) -> GeoJson:
    """Return the schematic feature of a unit, with more properties."""
    properties = {
        "unit_id": unit.unit_id,
        "code": unit.code,
        "level": unit.level,
        "kind": unit.kind,
        "name_vi": unit.name_vi,
        "name_en": unit.name_en,
        "schematic": True,
    }
    return {
        "type": "Feature",
        "id": unit.unit_id,
        "properties": properties | more,
        "geometry": geometry,
    }


def island_feature(unit: MapUnit) -> GeoJson:
    """Return Lý Sơn: a circle of its area around its centre, enlarged and moved as stated.

    Raises ValueError for a unit whose centre or area is unknown.
    """
    if unit.lon is None or unit.lat is None or unit.area_km2 is None:
        raise ValueError(f"{unit.unit_id} has no centre or no area to draw a circle from")
    lon, lat = unit.lon + ISLAND_OFFSET[0], unit.lat + ISLAND_OFFSET[1]
    radius = ISLAND_SCALE * sqrt(unit.area_km2 / pi)
    angles = [-2 * pi * (k % _ISLAND_CORNERS) / _ISLAND_CORNERS for k in range(_ISLAND_CORNERS + 1)]
    ring = [
        [
            round(lon + radius * cos(angle) / KM_PER_DEGREE_LON, DECIMALS),
            round(lat + radius * sin(angle) / KM_PER_DEGREE_LAT, DECIMALS),
        ]
        for angle in angles
    ]
    inset = {
        "offset_lon": ISLAND_OFFSET[0],
        "offset_lat": ISLAND_OFFSET[1],
        "scale": ISLAND_SCALE,
    }
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return unit_feature(unit, geometry, repair=None, inset=inset)


def _feature(unit: MapUnit, drawn: list[Polygon]) -> GeoJson:
    coordinates = [[list(_degrees(ring)) for ring in polygon] for polygon in drawn]
    geometry = (
        {"type": "Polygon", "coordinates": coordinates[0]}
        if len(coordinates) == 1
        else {"type": "MultiPolygon", "coordinates": coordinates}
    )
    is_ward = unit.unit_id.endswith("_v1")
    return unit_feature(unit, geometry, repair=repaired_wards().get(unit.code) if is_ward else None)


def _degrees(ring: list[tuple[int, int]]) -> Iterator[list[float]]:
    cells = part_cells()
    for column, row in ring:
        lon = (cells.first_column + column) / CELLS_PER_DEGREE
        lat = (cells.first_row + row) / CELLS_PER_DEGREE
        yield [round(lon, DECIMALS), round(lat, DECIMALS)]


@lru_cache(maxsize=1)
def _borders() -> list[Border]:
    return trace_borders(part_cells().labels, NO_WARD)
