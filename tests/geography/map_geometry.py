"""What the tests of map shapes share: areas, and which shape a point lies in."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from analysis.geography.borders import twice_area
from analysis.geography.ward_sites import KM_PER_DEGREE_LAT, KM_PER_DEGREE_LON


def polygons_of(feature: dict[str, Any]) -> list[list[list[list[float]]]]:
    geometry = feature["geometry"]
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"]]
    assert geometry["type"] == "MultiPolygon"
    return geometry["coordinates"]


def area_km2(feature: dict[str, Any]) -> float:
    rings = [ring for polygon in polygons_of(feature) for ring in polygon]
    return -sum(twice_area(ring) for ring in rings) / 2 * KM_PER_DEGREE_LON * KM_PER_DEGREE_LAT


def inside(feature: dict[str, Any], lons: np.ndarray, lats: np.ndarray) -> np.ndarray:
    """Tell for each point whether it lies in a shape, by counting crossed lines."""
    found = np.zeros(np.broadcast(lons, lats).shape, dtype=bool)
    for ring in (ring for polygon in polygons_of(feature) for ring in polygon):
        for (x0, y0), (x1, y1) in pairwise(ring):
            if y0 != y1:
                crossed = (y0 > lats) != (y1 > lats)
                found ^= crossed & (lons < x0 + (lats - y0) * (x1 - x0) / (y1 - y0))
    return found


def km_away(feature: dict[str, Any], lon: float, lat: float) -> float:
    """Return how far a point lies from a shape: 0 inside, else from its nearest line."""
    if inside(feature, np.array([lon]), np.array([lat]))[0]:
        return 0.0
    scale = np.array([KM_PER_DEGREE_LON, KM_PER_DEGREE_LAT])
    nearest = np.inf
    for ring in (ring for polygon in polygons_of(feature) for ring in polygon):
        corners = (np.array(ring) - [lon, lat]) * scale
        start, along = corners[:-1], np.diff(corners, axis=0)
        share = np.clip(-(start * along).sum(axis=1) / (along**2).sum(axis=1), 0, 1)
        nearest = min(nearest, np.hypot(*(start + share[:, None] * along).T).min())
    return float(nearest)
