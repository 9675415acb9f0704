"""Where each ward lies, as it was sourced: its centre and how far it reaches."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.geography.reference_files import reference_rows

# One degree in kilometres at 14.8° north, the middle of the province.
KM_PER_DEGREE_LON = 107.6
KM_PER_DEGREE_LAT = 110.6


@dataclass(frozen=True, slots=True)
class WardSite:
    """A ward's centre and bounds in degrees, strictly around it, and what was repaired.

    `repair` is a key of REPAIR_RULES, or None when the ward stands as it was sourced.
    """

    code: str
    commune_code: str
    district_code: str
    lon: float
    lat: float
    west: float
    south: float
    east: float
    north: float
    repair: str | None = None


def sourced_sites() -> list[WardSite]:
    """Return the 272 wards of 30 June 2025 in the order of their file, right or wrong."""
    sites = []
    joined = commune_of_ward()
    for row in reference_rows("wards_until_2025_06_30"):
        if not row["ward_code"]:
            continue
        sites.append(
            WardSite(
                code=row["ward_code"],
                commune_code=joined[row["ward_code"]],
                district_code=row["district_code_2020_02_to_2025_06"],
                lon=float(row["centroid_lon"]),
                lat=float(row["centroid_lat"]),
                west=float(row["bounds_lon_min"]),
                south=float(row["bounds_lat_min"]),
                east=float(row["bounds_lon_max"]),
                north=float(row["bounds_lat_max"]),
            )
        )
    return sites


def commune_of_ward() -> dict[str, str]:
    """Return the commune each ward joined; the default target of the one that was split."""
    return {
        row["old_ward_code"]: row["new_code"]
        for row in reference_rows("commune_crosswalk_2025")
        if row["is_default_target"] == "1"
    }
