"""Whether the shapes of a boundary file can be those of their units, as far as sources tell.

Centres and areas are as sourced, so a few are rough: only what no roughness explains is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from analysis.geography.boundary_problems import BoundaryProblem, problem
from analysis.geography.map_units import MapUnit
from analysis.geography.ring_geometry import (
    Ring,
    area_km2,
    first_crossing,
    km_outside,
    segments,
    shared_km2,
)
from analysis.geography.unit_names import english_unit_name
from analysis.language import Text, format_number

FARTHEST_KM = 20.0
"""A unit drawn farther from its sourced centre is not that unit: the worst source errs by 12."""
NEAR_KM = 3.0
AREA_FACTOR, WRONG_AREA_FACTOR = 2.0, 5.0
# No source: the smallest ward of the country has 0.1 km², the largest commune less than 2,000.
_AREA_UNKNOWN = (0.05, 5_000.0)
MOST_SHARED = 0.05
"""Neighbours drawn by two hands share slivers; more of the smaller one than this is an error."""


@dataclass(frozen=True, slots=True)
class UnitShape:
    """A unit's polygons as its file has them, and the number of the shape in the file."""

    number: int
    unit: MapUnit
    polygons: Sequence[Sequence[Ring]]

    @property
    def rings(self) -> list[Ring]:
        """Return outer rings and holes alike."""
        return [ring for polygon in self.polygons for ring in polygon]


def implausible(file: str, shapes: Sequence[UnitShape]) -> Iterator[BoundaryProblem]:
    """Yield what is wrong with well-formed shapes, by unit and then by pair of units."""
    crossed = [(shape, first_crossing(shape.rings)) for shape in shapes]
    for shape, at in crossed:
        if at is not None:
            yield _told(file, "self_crossing", shape, f"{at[0]:.4f}, {at[1]:.4f}")
    # Inside and outside mean nothing where lines cross.
    sound = [shape for shape, at in crossed if at is None]
    swapped = list(_swapped(sound))
    for one, other in swapped:
        yield _told(file, "swapped", one, other.unit.code, other=_name(other))
    exchanged = {shape.number for pair in swapped for shape in pair}
    for shape in sound:
        # An exchanged shape has a wrong centre and area for that one reason.
        if shape.number not in exchanged:
            yield from _centre(file, shape)
            yield from _area(file, shape)
    yield from _overlaps(file, sound)


def _swapped(shapes: Sequence[UnitShape]) -> Iterator[tuple[UnitShape, UnitShape]]:
    """Yield pairs of which each lies where the other's centre is, and not at its own."""
    away = {shape.number: _away(shape, shape) for shape in shapes}
    lost = [shape for shape in shapes if away[shape.number]]
    for one, other in combinations(lost, 2):
        if _away(one, other) == 0 and _away(other, one) == 0:
            yield one, other


def _away(unit: UnitShape, shape: UnitShape) -> float | None:
    """Return how far a unit's centre is outside a shape in km, None where no source gives it."""
    if unit.unit.lon is None or unit.unit.lat is None:
        return None
    return km_outside(shape.rings, unit.unit.lon, unit.unit.lat)


def _centre(file: str, shape: UnitShape) -> Iterator[BoundaryProblem]:
    away = _away(shape, shape)
    if away is not None and away > NEAR_KM:
        rule = "centre_far" if away > FARTHEST_KM else "centre_outside"
        yield _told(file, rule, shape, "", km=_number(away))


def _area(file: str, shape: UnitShape) -> Iterator[BoundaryProblem]:
    drawn, sourced = area_km2(shape.polygons), shape.unit.area_km2
    if sourced is None:
        least, most = _AREA_UNKNOWN
        if not least <= drawn <= most:
            facts = {"least": _number(least), "most": _number(most)}
            yield _told(file, "area_unlikely", shape, "", km2=_number(drawn), **facts)
        return
    factor = max(drawn / sourced, sourced / drawn) if drawn > 0 else float("inf")
    if factor > AREA_FACTOR:
        rule = "area_wrong" if factor > WRONG_AREA_FACTOR else "area_differs"
        yield _told(file, rule, shape, "", km2=_number(drawn), sourced=_number(sourced))


def _overlaps(file: str, shapes: Sequence[UnitShape]) -> Iterator[BoundaryProblem]:
    bounds = {shape.number: _bounds(shape.rings) for shape in shapes}
    for one, other in combinations(shapes, 2):
        west, south, east, north = bounds[one.number]
        west2, south2, east2, north2 = bounds[other.number]
        if west >= east2 or west2 >= east or south >= north2 or south2 >= north:
            continue
        smaller = min(area_km2(one.polygons), area_km2(other.polygons))
        share = shared_km2(one.rings, other.rings) / smaller if smaller > 0 else 0.0
        if share > MOST_SHARED:
            # Estimated along lines, so it may come out a little above the whole.
            percent = _number(min(round(share * 100), 100))
            yield _told(file, "overlap", one, "", other=_name(other), percent=percent)


def _bounds(rings: Sequence[Ring]) -> tuple[float, float, float, float]:
    corners, _ = segments(rings)
    (west, south), (east, north) = corners.min(axis=0), corners.max(axis=0)
    return float(west), float(south), float(east), float(north)


def _told(file: str, rule: str, shape: UnitShape, value: str, **facts: object) -> BoundaryProblem:
    return problem(file, rule, value, shape.number, unit=_name(shape), **facts)


def _name(shape: UnitShape) -> Text:
    name, code = shape.unit.name_vi, shape.unit.code
    return Text(f"{name} ({code})", f"{english_unit_name(name)} ({code})")


def _number(value: float) -> Text:
    """Return a number of km, km² or percent as precise as a reader needs it."""
    places = 0 if value >= 10 or value == int(value) else 1 if value >= 1 else 4
    return Text(format_number(value, "vi", places), format_number(value, "en", places))
