"""The units a map shows on a day, at district or commune level, and what they are called."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Literal

import pandas as pd

from analysis.geography.reference_files import reference_rows
from analysis.geography.units import (
    CITY_ENLARGED,
    DISTRICTS_ABOLISHED,
    DISTRICTS_MERGED,
    LAST_DAY_OF_DISTRICTS,
    PROVINCE_CODE,
    geography_tables,
    unit_on,
)

MapLevel = Literal["district", "commune"]
ISLAND_CODE = "536"

# Trà Bồng was divided on this day; the sources know no unit before it.
FIRST_DAY = date(2003, 12, 1)
LATEST_DAY = DISTRICTS_ABOLISHED
_PERIOD_STARTS = (FIRST_DAY, CITY_ENLARGED, DISTRICTS_MERGED, DISTRICTS_ABOLISHED)


@dataclass(frozen=True, slots=True)
class MapUnit:
    """A unit drawn as one shape; the area is None where no source gives it.

    `lon` and `lat` are the sourced centre in degrees, None for the districts of Kon Tum.
    """

    unit_id: str
    code: str
    level: str
    kind: str
    name_vi: str
    name_en: str
    area_km2: float | None
    lon: float | None
    lat: float | None

    @property
    def is_island(self) -> bool:
        """Tell whether this is Lý Sơn, as district or as special zone."""
        return self.unit_id in _island_ids()


def period_start(day: date) -> date:
    """Return the first day of the period between boundary changes that a day falls in.

    Days before 1 December 2003 count to the first period, for want of sources.
    """
    return max([start for start in _PERIOD_STARTS if start <= day], default=FIRST_DAY)


def period_end(day: date, level: MapLevel) -> date | None:
    """Return the last day on which the units of a level were those of a day; None for the latest.

    The wards of 30 June 2025 stand for all earlier days.
    """
    if period_start(day) >= DISTRICTS_ABOLISHED:
        return None
    changes = _PERIOD_STARTS[1:] if level == "district" else (DISTRICTS_ABOLISHED,)
    return min(change for change in changes if change > day) - timedelta(days=1)


@lru_cache(maxsize=16)
def map_units(day: date, level: MapLevel) -> tuple[MapUnit, ...]:
    """Return the units that cover the province on a day, each once, in order of their codes.

    District level: those of the former Quảng Ngãi province; from 1 July 2025 the districts that
    were abolished then, Kon Tum's too. Commune level: the wards of 30 June 2025 for every earlier
    day, and Lý Sơn's district in their midst since it has none; from 1 July 2025 the 96 communes.
    """
    units = _units_by_id()
    found = sorted(_unit_ids(period_start(day), level), key=lambda unit_id: units[unit_id].code)
    return tuple(units[unit_id] for unit_id in found)


def unit_of_part(day: date, level: MapLevel) -> dict[tuple[str, str], str]:
    """Return the unit that every part of a ward lies in; parts outside the province are absent.

    A part is (ward code, code of the commune it joined in 2025).
    """
    start = period_start(day)
    parts = ward_parts()
    if level == "commune" and start >= DISTRICTS_ABOLISHED:
        return {part: _known(part[1], start) for part in parts}
    wards = {part: _known(part[0], LAST_DAY_OF_DISTRICTS) for part in parts}
    parents = _parents(min(start, LAST_DAY_OF_DISTRICTS), everywhere=start >= DISTRICTS_ABOLISHED)
    if level == "commune":
        return {part: ward for part, ward in wards.items() if ward in parents}
    return {part: parents[ward] for part, ward in wards.items() if ward in parents}


@lru_cache(maxsize=1)
def ward_parts() -> tuple[tuple[str, str], ...]:
    """Return every (ward code, commune code) of 2025: one a ward, two for the ward that split."""
    return tuple(
        (row["old_ward_code"], row["new_code"])
        for row in reference_rows("commune_crosswalk_2025")
        if row["old_ward_code"]
    )


@lru_cache(maxsize=1)
def joined_codes() -> frozenset[str]:
    """Return the codes of the communes of 2025 that came from another province, Kon Tum."""
    rows = reference_rows("communes_2025")
    return frozenset(r["code"] for r in rows if r["former_province_code"] != PROVINCE_CODE)


def _unit_ids(start: date, level: MapLevel) -> set[str]:
    island = _known(ISLAND_CODE, min(start, LAST_DAY_OF_DISTRICTS))
    found = set(unit_of_part(start, level).values())
    if level == "commune" and start >= DISTRICTS_ABOLISHED:
        return found | {_known(row["code"], start) for row in reference_rows("communes_2025")}
    return found | {island}


def _parents(day: date, everywhere: bool) -> dict[str, str]:
    """Return ward to district on a day, Kon Tum's only when asked for everywhere."""
    rows = geography_tables()["unit_membership"]
    moment = pd.Timestamp(day)
    valid = (rows["valid_from"].isna() | (rows["valid_from"] <= moment)) & (
        rows["valid_to"].isna() | (rows["valid_to"] >= moment)
    )
    within = rows[valid & (rows["relation"] == "within")]
    local = {
        _known(row["ward_code"], LAST_DAY_OF_DISTRICTS)
        for row in reference_rows("wards_until_2025_06_30")
        if row["ward_code"] and row["province_code_before_2025_07"] == PROVINCE_CODE
    }
    return {
        ward: district
        for ward, district in zip(within["unit_id"], within["parent_id"], strict=True)
        if everywhere or ward in local
    }


@lru_cache(maxsize=1)
def _units_by_id() -> dict[str, MapUnit]:
    rows = geography_tables()["administrative_unit"].to_dict("records")
    return {
        str(row["unit_id"]): MapUnit(
            unit_id=str(row["unit_id"]),
            code=str(row["code"]),
            level=str(row["level"]),
            kind=str(row["kind"]),
            name_vi=str(row["name"]),
            name_en=str(row["name_en"]),
            area_km2=_number(row["area_km2"]),
            lon=_number(row["centroid_lon"]),
            lat=_number(row["centroid_lat"]),
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def _island_ids() -> frozenset[str]:
    zones = (
        row["new_code"]
        for row in reference_rows("commune_crosswalk_2025")
        if row["old_district_code"] == ISLAND_CODE
    )
    return frozenset(
        {_known(ISLAND_CODE, LAST_DAY_OF_DISTRICTS)}
        | {_known(code, DISTRICTS_ABOLISHED) for code in zones}
    )


def _known(code: str, day: date) -> str:
    unit_id = unit_on(code, day)
    if unit_id is None:
        raise ValueError(f"no unit {code} on {day}")
    return unit_id


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
