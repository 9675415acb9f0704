"""Plane geometry of rings of positions: crossings, area, distance and overlap.

A shape is a list of rings, outer ones and holes alike: a point is inside where a line from it
meets the rings an odd number of times. Nothing here depends on the direction of a ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from analysis.geography.borders import twice_area
from analysis.geography.ward_sites import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON

Position = tuple[float, float]
Ring = Sequence[Position]
Floats = npt.NDArray[np.float64]
# Pairs of lines looked at together; more would only cost memory.
_MOST_PAIRS = 500_000
_SCAN_LINES = 64


def first_crossing(rings: Sequence[Ring]) -> Position | None:
    """Return where two lines of closed rings cross, as (lon, lat) in degrees, None if none do.

    Lines that only touch, as where a ring comes back to a corner, do not cross.
    """
    start, end = segments(rings)
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.argsort(low[:, 0], kind="stable")
    start, end, low, high = start[order], end[order], low[order], high[order]
    # Only the lines that begin before a line ends, from west to east, can meet it.
    reach = np.searchsorted(low[:, 0], high[:, 0], side="right") - np.arange(len(low)) - 1
    for first, last in _portions(reach):
        one = np.repeat(np.arange(first, last), reach[first:last])
        begun = np.repeat(np.cumsum(reach[first:last]) - reach[first:last], reach[first:last])
        other = one + 1 + np.arange(len(one)) - begun
        near = (low[one, 1] <= high[other, 1]) & (low[other, 1] <= high[one, 1])
        one, other = one[near], other[near]
        a, b, c, d = start[one], end[one], start[other], end[other]
        sides = _side(a, b, c), _side(a, b, d), _side(c, d, a), _side(c, d, b)
        crossed = np.flatnonzero((sides[0] * sides[1] < 0) & (sides[2] * sides[3] < 0))
        if len(crossed):
            k = crossed[0]
            share = sides[2][k] / (sides[2][k] - sides[3][k])
            lon, lat = a[k] + share * (b[k] - a[k])
            return float(lon), float(lat)
    return None


def area_km2(polygons: Sequence[Sequence[Ring]]) -> float:
    """Return the area of polygons, each an outer ring and its holes, in km²."""
    twice = sum(
        abs(twice_area(outer)) - sum(abs(twice_area(hole)) for hole in holes)
        for outer, *holes in polygons
    )
    return twice / 2 * KM_PER_DEGREE_LON * KM_PER_DEGREE_LAT


def km_outside(rings: Sequence[Ring], lon: float, lat: float) -> float:
    """Return how far a point lies outside a shape in km: 0 inside, else from its nearest line."""
    start, end = segments(rings)
    if np.count_nonzero(_cuts(start, end, lat) > lon) % 2:
        return 0.0
    start, end = start - [lon, lat], end - [lon, lat]
    scale = np.array([KM_PER_DEGREE_LON, KM_PER_DEGREE_LAT])
    start, along = start * scale, (end - start) * scale
    lengths = (along**2).sum(axis=1)
    share = np.clip(-(start * along).sum(axis=1) / np.where(lengths > 0, lengths, 1), 0, 1)
    return float(np.hypot(*(start + share[:, None] * along).T).min())


def shared_km2(one: Sequence[Ring], other: Sequence[Ring]) -> float:
    """Return the area in km² that two shapes share, estimated along 64 lines from west to east.

    Exact along each line, so that shapes which only meet share nothing.
    """
    shapes = segments(one), segments(other)
    corners = [np.concatenate(shape) for shape in shapes]
    low = np.maximum(*(c.min(axis=0) for c in corners))
    high = np.minimum(*(c.max(axis=0) for c in corners))
    if (low >= high).any():
        return 0.0
    step = float(high[1] - low[1]) / _SCAN_LINES
    total = 0.0
    for number in range(_SCAN_LINES):
        lat = low[1] + (number + 0.5) * step
        cuts = [_cuts(start, end, lat) for start, end in shapes]
        at = np.concatenate(cuts)
        order = np.argsort(at, kind="stable")
        belongs = np.repeat([0, 1], [len(cut) for cut in cuts])[order]
        within = (np.cumsum(belongs == 0) % 2 == 1) & (np.cumsum(belongs == 1) % 2 == 1)
        total += float((np.diff(at[order]) * within[:-1]).sum())
    return total * step * KM_PER_DEGREE_LON * KM_PER_DEGREE_LAT


def segments(rings: Sequence[Ring]) -> tuple[Floats, Floats]:
    """Return where the lines of closed rings start and end, each of shape (lines, 2)."""
    corners = [np.array([position[:2] for position in ring], dtype=float) for ring in rings]
    return np.concatenate([c[:-1] for c in corners]), np.concatenate([c[1:] for c in corners])


def _portions(reach: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield ranges of lines, one at least in each, that have a bounded number of pairs."""
    total = np.cumsum(reach)
    first = 0
    while first < len(reach):
        done = total[first - 1] if first else 0
        last = max(first + 1, int(np.searchsorted(total, done + _MOST_PAIRS, side="right")))
        yield first, last
        first = last


def _side(start: Floats, end: Floats, point: Floats) -> Floats:
    """Return twice the area of triangles: its sign tells the side of a line a point lies on."""
    along, away = end - start, point - start
    found: Floats = along[:, 0] * away[:, 1] - along[:, 1] * away[:, 0]
    return found


def _cuts(start: Floats, end: Floats, lat: float) -> Floats:
    """Return the longitudes at which the lines of a shape pass a latitude."""
    crossed = (start[:, 1] > lat) != (end[:, 1] > lat)
    (x0, y0), (x1, y1) = start[crossed].T, end[crossed].T
    found: Floats = x0 + (lat - y0) * (x1 - x0) / (y1 - y0)
    return found
