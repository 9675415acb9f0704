"""Borders of a lattice: shared lines, holes, corners that touch, and nothing lost."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from analysis.geography.borders import polygons, trace_borders, twice_area

OUTSIDE = -1
LATTICES = hnp.arrays(
    np.int32, st.tuples(st.integers(1, 7), st.integers(1, 7)), elements=st.integers(-1, 3)
)


def test_a_square_is_a_clockwise_ring() -> None:
    borders = trace_borders(np.zeros((3, 3), dtype=np.int32), OUTSIDE)
    ((ring,),) = polygons(borders, {0: "a"})["a"]
    assert ring[0] == ring[-1]
    assert set(ring) == {(0, 0), (0, 3), (3, 3), (3, 0)}
    assert twice_area(ring) == -18


def test_an_enclave_is_a_hole_of_what_surrounds_it() -> None:
    labels = np.zeros((9, 9), dtype=np.int32)
    labels[3:6, 3:6] = 1
    drawn = polygons(trace_borders(labels, OUTSIDE), {0: "a", 1: "b"})
    ((outer, hole),) = drawn["a"]
    ((enclave,),) = drawn["b"]
    assert set(hole) == set(enclave)
    assert twice_area(hole) == -twice_area(enclave) == 18
    assert polygons(trace_borders(labels, OUTSIDE), {0: "a", 1: "a"})["a"] == [[outer]]


def test_pieces_that_touch_at_a_corner_are_two_polygons() -> None:
    labels = np.full((6, 6), OUTSIDE, dtype=np.int32)
    labels[:3, :3] = labels[3:, 3:] = 0
    drawn = polygons(trace_borders(labels, OUTSIDE), {0: "a"})["a"]
    assert sorted(twice_area(polygon[0]) for polygon in drawn) == [-18, -18]


@given(LATTICES)
def test_areas_of_units_add_up_whatever_the_lattice(labels: np.ndarray) -> None:
    names = {0: "a", 1: "b", 2: "b", 3: "c"}
    # Scaled up so that simplifying, which moves lines by a square, changes little.
    large = np.kron(labels, np.ones((4, 4), dtype=np.int32)).astype(np.int32)
    drawn = polygons(trace_borders(large, OUTSIDE), names)
    assert set(drawn) == {names[label] for label in np.unique(labels) if label != OUTSIDE}
    total = sum(twice_area(ring) for parts in drawn.values() for part in parts for ring in part)
    land = polygons(trace_borders(large, OUTSIDE), dict.fromkeys(range(4), "land"))
    assert total == sum(twice_area(ring) for part in land.get("land", []) for ring in part)
    assert -total / 2 == 16 * (labels != OUTSIDE).sum()
