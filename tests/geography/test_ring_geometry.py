"""Crossings, areas, distances and overlaps of rings, against figures worked out by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.geography.ring_geometry import area_km2, first_crossing, km_outside, shared_km2
from analysis.geography.ward_sites import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON

Ring = list[tuple[float, float]]
SQUARE_KM2 = KM_PER_DEGREE_LON * KM_PER_DEGREE_LAT


def box(west: float, south: float, east: float, north: float) -> Ring:
    return [(west, south), (west, north), (east, north), (east, south), (west, south)]


UNIT = box(0, 0, 1, 1)


def test_a_crossing_is_found_within_a_ring_and_between_rings() -> None:
    assert first_crossing([UNIT]) is None
    assert first_crossing([[(0, 0), (2, 2), (0, 2), (2, 0), (0, 0)]]) == (1, 1)
    assert first_crossing([UNIT, box(0.25, 0.25, 0.5, 0.5)]) is None
    assert first_crossing([UNIT, box(0.5, 0.25, 1.5, 0.5)]) == (1, 0.5)


def test_what_only_touches_does_not_cross() -> None:
    assert first_crossing([UNIT, box(1, 0, 2, 1)]) is None
    assert first_crossing([UNIT, box(1, 1, 2, 2)]) is None
    pinched = [(0.0, 0.0), (1.0, 1.0), (2.0, 0.0), (2.0, 2.0), (1.0, 1.0), (0.0, 2.0), (0.0, 0.0)]
    assert first_crossing([pinched]) is None


@given(st.integers(3, 60), st.data())
def test_a_star_never_crosses_itself_until_two_corners_are_exchanged(
    count: int, data: st.DataObject
) -> None:
    # Corners on a parabola: any polygon through them in order is convex.
    ring: Ring = [(float(x), float(x * x)) for x in range(count + 1)]
    assert first_crossing([[*ring, ring[0]]]) is None
    at = data.draw(st.integers(0, count - 1))
    ring[at], ring[at + 1] = ring[at + 1], ring[at]
    assert first_crossing([[*ring, ring[0]]]) is not None


def test_holes_are_not_area() -> None:
    polygons = [[UNIT, box(0.25, 0.25, 0.75, 0.75)[::-1]], [box(2, 0, 3, 1)]]
    assert area_km2(polygons) == pytest.approx(1.75 * SQUARE_KM2)


def test_distance_is_zero_inside_and_measured_from_the_nearest_line() -> None:
    assert km_outside([UNIT], 0.5, 0.5) == 0
    assert km_outside([UNIT], 1.5, 0.5) == pytest.approx(0.5 * KM_PER_DEGREE_LON)
    assert km_outside([UNIT], 0.5, -2) == pytest.approx(2 * KM_PER_DEGREE_LAT)
    hole = box(0.25, 0.25, 0.75, 0.75)
    assert km_outside([UNIT, hole], 0.5, 0.5) == pytest.approx(0.25 * KM_PER_DEGREE_LON)


def test_shapes_share_what_both_cover() -> None:
    assert shared_km2([UNIT], [UNIT]) == pytest.approx(SQUARE_KM2)
    assert shared_km2([UNIT], [UNIT[::-1]]) == pytest.approx(SQUARE_KM2)
    assert shared_km2([UNIT], [box(1, 0, 2, 1)]) == 0
    assert shared_km2([UNIT], [box(0.9, 0, 2, 1)]) == pytest.approx(0.1 * SQUARE_KM2)
    hole = box(0.25, 0.25, 0.75, 0.75)
    assert shared_km2([UNIT, hole], [hole]) == pytest.approx(0, abs=1e-9)
