"""A tile grid: every unit one square of the same size, placed near where the unit lies.

On a map a large empty mountain district outshines a small busy town; on tiles every unit weighs
the same. Tiles are given out so that the squares of all distances moved add up to the least.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from math import floor, sqrt

import numpy as np
import scipy

from analysis.geography.map_units import (
    MapLevel,
    map_units,
    period_start,
    unit_of_part,
    ward_parts,
)
from analysis.geography.part_cells import part_cells
from analysis.geography.shapes import DECIMALS, GeoJson, feature_collection, unit_feature
from analysis.geography.ward_cells import CELLS_PER_DEGREE
from analysis.language import Text

TILE_NOTE = Text(
    "Mỗi đơn vị một ô bằng nhau, đặt gần vị trí thật; không phải bản đồ tỷ lệ.",
    "One tile of equal size for every unit, placed near where it lies; not to scale.",
)
# Part of a tile's width left free around it, so that neighbours do not run together.
_FREE_MARGIN = 0.04

Tile = tuple[int, int]


def tiles(vintage_day: date, level: MapLevel) -> dict[str, Tile]:
    """Return the (column, row) of every unit of `map_units`: columns run east, rows north.

    No two units share a tile. Lý Sơn stands east of all others with one column free between.
    """
    return dict(_placed(period_start(vintage_day), level)[0])


def tile_shapes(vintage_day: date, level: MapLevel) -> GeoJson:
    """Return the tiles as a GeoJSON FeatureCollection like that of `shapes`.

    The squares lie over the province in degrees, with properties column and row beside the usual
    ones. The caller owns the result.
    """
    collection: GeoJson = json.loads(_tile_text(period_start(vintage_day), level))
    return collection


@lru_cache(maxsize=8)
def _tile_text(start: date, level: MapLevel) -> str:
    placed, size = _placed(start, level)
    features = []
    for unit in map_units(start, level):
        column, row = placed[unit.unit_id]
        west, east = (column + _FREE_MARGIN) * size, (column + 1 - _FREE_MARGIN) * size
        south, north = (row + _FREE_MARGIN) * size, (row + 1 - _FREE_MARGIN) * size
        corners = [(west, south), (west, north), (east, north), (east, south), (west, south)]
        ring = [[round(lon, DECIMALS), round(lat, DECIMALS)] for lon, lat in corners]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        features.append(unit_feature(unit, geometry, column=column, row=row))
    return json.dumps(feature_collection(features, TILE_NOTE), ensure_ascii=False)


@lru_cache(maxsize=8)
def _placed(start: date, level: MapLevel) -> tuple[dict[str, Tile], float]:
    """Return the tile of every unit, and the width of a tile in degrees.

    A tile is as large as the mean unit, and only tiles that hold land are given out: there are a
    few more of them than units, because those at the rim are land in part.
    """
    names = unit_of_part(start, level)
    unit_of_label = {i: names[part] for i, part in enumerate(ward_parts()) if part in names}
    cells = part_cells()
    rows, columns = np.nonzero(np.isin(cells.labels, list(unit_of_label)))
    units = np.array([unit_of_label[i] for i in cells.labels[rows, columns].tolist()])
    places = np.stack([columns + cells.first_column, rows + cells.first_row], axis=1)
    ids, owner = np.unique(units, return_inverse=True)
    squares = np.bincount(owner)
    width = round(sqrt(len(places) / len(ids)))
    on_land = np.unique(places // width, axis=0)
    # Whole numbers all through: sums of fractions may differ from machine to machine.
    centres = np.stack([np.bincount(owner, axis).astype(np.int64) // squares for axis in places.T])
    away = centres.T[:, None] - (on_land[None] * width + width // 2)
    _, chosen = scipy.optimize.linear_sum_assignment((away**2).sum(axis=2))
    placed = dict(zip(ids.tolist(), map(_tile, on_land[chosen].tolist()), strict=True))
    first_free = max(column for column, _ in placed.values()) + 2
    for unit in map_units(start, level):
        if unit.is_island and unit.lat is not None:
            placed[unit.unit_id] = (first_free, floor(unit.lat * CELLS_PER_DEGREE / width))
    return placed, width / CELLS_PER_DEGREE


def _tile(place: list[int]) -> Tile:
    column, row = place
    return column, row
