"""Checks of a parsed boundary file: every shape is a known unit's, and sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.geography.borders import twice_area
from analysis.geography.boundary_plausibility import UnitShape, implausible
from analysis.geography.boundary_problems import BoundaryProblem, problem
from analysis.geography.map_units import MapUnit

# Vietnam with its islands, in degrees: west, south, east, north.
VIETNAM = (102.0, 6.0, 118.0, 24.0)
# Eleven metres: enough for a map of a province, and it keeps what browsers load small.
_DECIMALS = 4
_FEWEST_POINTS = 4

Position = tuple[float, float]
Coordinates = list[list[list[Position]]]


def checked_features(
    parsed: object,
    file: str,
    units: Mapping[str, MapUnit],
    needed: set[str],
    **facts: str,
) -> tuple[list[dict[str, Any]], list[BoundaryProblem]]:
    """Return the sound features of a parsed file, one a unit, and what is wrong with the rest.

    `units` are those that may occur, by code; `needed` the codes whose absence is told. The facts
    are the level and day that messages name. Never raises, whatever was parsed.
    """
    listed = parsed.get("features") if isinstance(parsed, dict) else None
    if not isinstance(parsed, dict) or parsed.get("type") != "FeatureCollection":
        kind = parsed.get("type", "") if isinstance(parsed, dict) else parsed
        return [], [problem(file, "not_a_collection", kind)]
    if not isinstance(listed, list) or not listed:
        return [], [problem(file, "not_a_collection", listed)]
    features: dict[str, dict[str, Any]] = {}
    drawn: list[UnitShape] = []
    problems: list[BoundaryProblem] = []
    for number, feature in enumerate(listed, start=1):
        code, geometry = _parts(feature)
        if geometry is None:
            problems.append(problem(file, "not_a_feature", feature, number))
        elif not code:
            problems.append(problem(file, "no_code", "", number))
        elif code not in units:
            problems.append(problem(file, "unknown_code", code, number, **facts))
        elif code in features:
            problems.append(problem(file, "repeated_code", code, number))
        else:
            features[code] = own_feature(units[code], [])
            found = list(_geometry_problems(geometry, file, number))
            problems += found
            if not found:
                features[code] = own_feature(units[code], _coordinates(geometry))
                drawn.append(UnitShape(number, units[code], _flat(geometry)))
    problems += implausible(file, drawn)
    broken = any(found.severity == "error" for found in problems)
    if not broken and (missing := sorted(needed - set(features))):
        problems.append(problem(file, "missing", ", ".join(missing), n=len(missing)))
    return list(features.values()), problems


def own_feature(unit: MapUnit, coordinates: Coordinates) -> dict[str, Any]:
    """Return the feature of a unit drawn as its file has it."""
    return {
        "type": "Feature",
        "id": unit.unit_id,
        "properties": {
            "unit_id": unit.unit_id,
            "code": unit.code,
            "level": unit.level,
            "kind": unit.kind,
            "name_vi": unit.name_vi,
            "name_en": unit.name_en,
            "schematic": False,
        },
        "geometry": {"type": "MultiPolygon", "coordinates": coordinates},
    }


def _parts(feature: object) -> tuple[str, dict[str, Any] | None]:
    """Return the code of a feature, empty when it has none, and its geometry."""
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return "", None
    properties, geometry = feature.get("properties"), feature.get("geometry")
    code = properties.get("code") if isinstance(properties, dict) else None
    # Programs that keep codes as numbers write 21034 or 21034.0.
    if isinstance(code, float) and code.is_integer():
        code = int(code)
    if isinstance(code, int) and not isinstance(code, bool) and code.bit_length() < 64:
        code = str(code)
    geometry = geometry if isinstance(geometry, dict) else {}
    return (code.strip() if isinstance(code, str) else ""), geometry


def _geometry_problems(
    geometry: dict[str, Any], file: str, number: int
) -> Iterator[BoundaryProblem]:
    """Yield what is wrong with a geometry: one problem for each ring at most."""
    kind = geometry.get("type")
    polygons = _polygons(geometry)
    if not polygons or not all(isinstance(polygon, list) and polygon for polygon in polygons):
        yield problem(file, "not_a_polygon", kind, number)
        return
    for ring in (ring for polygon in polygons for ring in polygon):
        if not isinstance(ring, list):
            yield problem(file, "bad_ring", ring, number)
            continue
        wrong = [position for position in ring if not _is_position(position)]
        if wrong:
            yield problem(file, "bad_position", _shown(wrong[0]), number)
        elif len(ring) < _FEWEST_POINTS or ring[0][:2] != ring[-1][:2]:
            yield problem(file, "bad_ring", f"n = {len(ring)}", number)
        elif not twice_area([(x, y) for x, y, *_ in ring]):
            yield problem(file, "bad_ring", "0", number)


def _polygons(geometry: dict[str, Any]) -> list[Any]:
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        return []
    if geometry.get("type") == "Polygon":
        return [coordinates]
    return coordinates if geometry.get("type") == "MultiPolygon" else []


def _flat(geometry: dict[str, Any]) -> list[list[list[tuple[float, float]]]]:
    """Return sound polygons without the heights that positions may have."""
    return [[[(x, y) for x, y, *_ in ring] for ring in polygon] for polygon in _polygons(geometry)]


def _is_position(position: object) -> bool:
    if not isinstance(position, list) or len(position) < 2:
        return False
    lon, lat = position[:2]
    if not all(isinstance(n, (int, float)) and not isinstance(n, bool) for n in (lon, lat)):
        return False
    west, south, east, north = VIETNAM
    # Neither infinities nor "not a number" lie between two bounds.
    return bool(west <= lon <= east and south <= lat <= north)


def _shown(position: object) -> object:
    """Return a wrong position as text when it is short and flat, else as it is."""
    if isinstance(position, list) and all(isinstance(n, (int, float)) for n in position[:2]):
        return ", ".join(f"{n:.6g}" if isinstance(n, float) else str(n)[:20] for n in position[:2])
    return position


def _coordinates(geometry: dict[str, Any]) -> Coordinates:
    """Return sound polygons rounded, with outer rings clockwise and holes the other way.

    A ring that rounding leaves without an area, such as a rock in the sea, is dropped unless it
    is all there is.
    """
    polygons: Coordinates = []
    for polygon in _polygons(geometry):
        rings = [_turned(_rounded(ring), clockwise=not i) for i, ring in enumerate(polygon)]
        if twice_area(rings[0]):
            polygons.append([ring for ring in rings if twice_area(ring)])
    if polygons:
        return polygons
    outer = [(float(x), float(y)) for x, y, *_ in _polygons(geometry)[0][0]]
    return [[_turned(outer, clockwise=True)]]


def _rounded(ring: list[list[float]]) -> list[Position]:
    rounded = [(round(float(x), _DECIMALS), round(float(y), _DECIMALS)) for x, y, *_ in ring]
    return [p for i, p in enumerate(rounded) if i == 0 or p != rounded[i - 1]]


def _turned(ring: list[Position], clockwise: bool) -> list[Position]:
    return ring if (twice_area(ring) < 0) == clockwise else ring[::-1]
