"""How far apart two places lie on the ground."""

from __future__ import annotations

import math

EARTH_KM = 6371.0088
"""The mean radius of the earth in km (Moritz 2000, Geodetic Reference System 1980)."""


def great_circle_km(latitude: float, longitude: float, to: tuple[float, float]) -> float:
    """Return the distance in km from a place to another, both in degrees.

    The haversine formula (Sinnott 1984, Sky and Telescope 68), exact for short distances too, on a
    sphere: within half a percent of the distance on the ellipsoid, and shorter than any road.
    """
    one, other = math.radians(latitude), math.radians(to[0])
    across = math.radians(to[1] - longitude)
    height = math.sin((other - one) / 2) ** 2
    height += math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(height)))
