"""Where names stand on a map: on their unit where they fit, else beside the land with a line to it.

Places are found for the narrowest screen, in degrees; on a wider one everything has more room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
import numpy.typing as npt

from analysis.charts.map_parts import corners, features_by_code, room, rows_inside
from analysis.geography.drawn_shapes import polygons_of
from analysis.geography.shapes import GeoJson

NARROWEST = (340.0, 480.0)
"""A map on the narrowest screen has so many pixels across and up."""

LETTER, LINE = 6.3, 13.0
_CELLS = 130
# What may be added at either side of a map for names, as a part of its width.
_RIM = 0.05
_NEAR_PIXELS = 7.0
_TRIED = 3000
_ANCHORS, _INSET = 24, 2.5
_STEPS = np.linspace(0.0, 1.0, 25)

Box = tuple[float, float, float, float]
Point = tuple[float, float]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class MapLabel:
    """Words of a unit with the middle they stand at, in degrees; `box` is west, south, east, north.

    `leader` leads from the box to a point in the unit; None where the words stand on or at it.
    """

    code: str
    lines: tuple[str, ...]
    lon: float
    lat: float
    box: Box
    inside: bool
    leader: tuple[Point, Point] | None = None


def map_labels(collection: GeoJson, words: Mapping[str, tuple[str, str]]) -> list[MapLabel]:
    """Return the labels of units: their name over their figure; `words` is (name, figure) by code.

    A name may be parted at its spaces. What does not fit on its unit stands on free ground, as near
    as may be; no two overlap. A unit is left out only where no ground is free.
    """
    ends = corners(collection)
    if not words or ends is None or ends[0] == ends[2] or ends[1] == ends[3]:
        return []
    across, up = ends[2] - ends[0], ends[3] - ends[1]
    features = features_by_code(collection)
    pixels = min(NARROWEST[0] / (across * (1 + 2 * _RIM)), NARROWEST[1] / up)
    found, waiting = [], []
    for code, (name, figure) in words.items():
        label = _inside(features[code], code, name, figure, pixels)
        if label is not None:
            found.append(label)
        else:
            waiting.append(code)
    if waiting:
        ground = _Ground(collection, ends)
        anchors = {code: ground.points_in(features[code]) for code in waiting}
        # From the north down, so that lines to names at one side do not cross.
        for code in sorted(waiting, key=lambda one: -anchors[one].mean(axis=0)[1]):
            placed = _beside(code, words[code], anchors[code], pixels, ground, found)
            if placed is not None:
                found.append(placed)
                ground.take(placed.box)
    return found


def _inside(feature: GeoJson, code: str, name: str, figure: str, pixels: float) -> MapLabel | None:
    for lines in ((name, figure), (*name.split(" "), figure)):
        width, height = _size(lines, pixels)
        place = room(feature, height)
        if place is not None and place.width >= width:
            box = _box(place.lon, place.lat, width, height)
            return MapLabel(code, lines, round(place.lon, 4), round(place.lat, 4), box, True)
    return None


def _size(lines: Sequence[str], pixels: float) -> Point:
    return max(map(len, lines)) * LETTER / pixels, len(lines) * LINE / pixels


def _box(lon: float, lat: float, width: float, height: float) -> Box:
    return lon - width / 2, lat - height / 2, lon + width / 2, lat + height / 2


class _Ground:
    """A raster of what is taken: land, and the names put beside it."""

    def __init__(self, collection: GeoJson, ends: Box) -> None:
        west, south, east, north = ends
        across, up = east - west, north - south
        self.cell = max(across, up) / _CELLS
        self.west, self.south = west - _RIM * across, south
        self.land = (west, east)
        shape = (ceil(up / self.cell), ceil(across * (1 + 2 * _RIM) / self.cell))
        self.taken: Bools = np.zeros(shape, dtype=np.bool_)
        self.lats = [south + (row + 0.5) * self.cell for row in range(shape[0])]
        for feature in collection["features"]:
            for row, (start, end) in rows_inside(feature, self.lats):
                first = int((start - self.west) / self.cell)
                self.taken[row, first : int((end - self.west) / self.cell) + 1] = True
        self.ground = self.taken.copy()

    def points_in(self, feature: GeoJson) -> Floats:
        """Return points (n, 2) inside a unit and off its border, where a line to it may end."""
        points = []
        for row, (start, end) in rows_inside(feature, self.lats):
            inset = min(_INSET * self.cell, (end - start) / 2)
            points += [(lon, self.lats[row]) for lon in (start + inset, end - inset)]
        if not points:
            lon, lat, *_ = next(iter(polygons_of(feature["geometry"])))[0][0]
            points = [(lon, lat)]
        every = ceil(len(points) / _ANCHORS)
        return np.array(points[every // 2 :: every], dtype=np.float64)

    def on_land(self, lons: Floats, lats: Floats) -> Bools:
        """Tell which points lie on land; shapes alike."""
        columns = ((lons - self.west) / self.cell).astype(np.int64)
        rows = ((lats - self.south) / self.cell).astype(np.int64)
        height, width = self.ground.shape
        inside: Bools = self.ground[rows.clip(0, height - 1), columns.clip(0, width - 1)]
        return inside

    def take(self, box: Box) -> None:
        """Mark a box as taken."""
        columns = [int((x - self.west) / self.cell) for x in (box[0], box[2])]
        rows = [int((y - self.south) / self.cell) for y in (box[1], box[3])]
        self.taken[max(rows[0], 0) : rows[1] + 1, max(columns[0], 0) : columns[1] + 1] = True

    def free(self, width: float, height: float) -> Floats:
        """Return the middles (n, 2) of all free boxes of a size, in degrees."""
        rows, columns = (ceil(size / self.cell) + 1 for size in (height, width))
        if rows > self.taken.shape[0] or columns > self.taken.shape[1]:
            return np.empty((0, 2))
        sums = np.pad(self.taken.cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        inside = sums[rows:, columns:] - sums[:-rows, columns:]
        inside = inside - sums[rows:, :-columns] + sums[:-rows, :-columns]
        at = np.argwhere(inside == 0) + np.array([rows / 2, columns / 2])
        return np.stack(
            [self.west + at[:, 1] * self.cell, self.south + at[:, 0] * self.cell], axis=1
        )


def _beside(
    code: str,
    words: tuple[str, str],
    anchors: Floats,
    pixels: float,
    ground: _Ground,
    others: Sequence[MapLabel],
) -> MapLabel | None:
    """Return a label on free ground: near, its line over little land and over no other label."""
    width, height = _size(words, pixels)
    half = np.array([width, height]) / 2
    middles = ground.free(width, height)
    if not len(middles):
        return None
    # From the edge of each box to each point of the unit, (boxes, points).
    away = np.abs(middles[:, None] - anchors[None]) - half
    lengths = np.hypot(*np.moveaxis(np.maximum(away, 0), 2, 0))
    tried = np.argsort(lengths.min(axis=1), kind="stable")[:_TRIED]
    middles, nearest = middles[tried], anchors[lengths[tried].argmin(axis=1)]
    starts = np.clip(nearest, middles - half, middles + half)
    lons, lats = (starts[:, [i]] + _STEPS * (nearest[:, [i]] - starts[:, [i]]) for i in (0, 1))
    length = lengths[tried].min(axis=1)
    over_land = length * ground.on_land(lons, lats).mean(axis=1)
    beyond = np.maximum(
        ground.land[0] - middles[:, 0] + half[0], middles[:, 0] + half[0] - ground.land[1]
    )
    crossed = sum((_crossed(starts, nearest, lons, lats, one) for one in others), 0.0 * length)
    cost = length + over_land + np.maximum(beyond, 0)
    cost = cost + crossed * (ground.land[1] - ground.land[0])
    best = int(np.argmin(cost))
    box = (*(middles[best] - half).tolist(), *(middles[best] + half).tolist())
    short = length[best] < _NEAR_PIXELS / pixels
    leader = None if short else (tuple(starts[best].tolist()), tuple(nearest[best].tolist()))
    lon, lat = (round(float(value), 4) for value in middles[best])
    return MapLabel(code, words, lon, lat, box, False, leader)


def _crossed(starts: Floats, ends: Floats, lons: Floats, lats: Floats, other: MapLabel) -> Floats:
    """Tell, as 0 or 1 (n,), which lines run over another label or over its line.

    `lons` and `lats` (n, steps) are points of the lines.
    """
    west, south, east, north = other.box
    inside: Bools = (lons > west) & (lons < east) & (lats > south) & (lats < north)
    over: Bools = np.asarray(inside.any(axis=1))
    if other.leader is not None:
        c, d = np.array(other.leader)
        parted = _left(starts, ends, c) ^ _left(starts, ends, d)
        meet: Bools = parted & (_left(c, d, starts) ^ _left(c, d, ends))
        over = np.asarray(over | meet, dtype=np.bool_)
    return over.astype(np.float64)


def _left(a: Floats, b: Floats, point: Floats) -> Bools:
    """Tell whether points lie to the left of the way from a to b."""
    first, second = b - a, point - a
    left: Bools = first[..., 0] * second[..., 1] > first[..., 1] * second[..., 0]
    return left
