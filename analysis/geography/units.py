"""Administrative units through time: versions, what lies in what, and how old becomes new.

Three changes matter: on 1 April 2014 Quảng Ngãi city took communes of Sơn Tịnh and Tư Nghĩa; on
1 February 2020 Tây Trà joined Trà Bồng and Đức Phổ became a town; on 1 July 2025 districts were
abolished, communes redrawn and Kon Tum merged in. Codes survived while what they name changed,
so everything is keyed by `unit_id`: the code and the number of its version.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import pandas as pd

from analysis.geography.frames import table_frame
from analysis.geography.reference_files import reference_rows
from analysis.scope import Vintage

PROVINCE_CODE = "51"
CITY_ENLARGED = date(2014, 4, 1)
DISTRICTS_MERGED = date(2020, 2, 1)
DISTRICTS_ABOLISHED = date(2025, 7, 1)
LAST_DAY_OF_DISTRICTS = DISTRICTS_ABOLISHED - timedelta(days=1)

# Which column of the ward file names the district in which period (first day, last day).
_DISTRICT_PERIODS: tuple[tuple[str, date | None, date], ...] = (
    ("district_code_before_2014_04", None, CITY_ENLARGED - timedelta(days=1)),
    ("district_code_2014_04_to_2020_01", CITY_ENLARGED, DISTRICTS_MERGED - timedelta(days=1)),
    ("district_code_2020_02_to_2025_06", DISTRICTS_MERGED, LAST_DAY_OF_DISTRICTS),
)
_WARD_SOURCE = "wards_until_2025_06_30.csv: Python package vietnamadminunits"

Row = dict[str, object]


def geography_tables() -> dict[str, pd.DataFrame]:
    """Return administrative_unit, unit_membership and unit_crosswalk, typed as the dictionary.

    Wards are those that existed on 30 June 2025, traced back to their earlier districts; wards
    merged away before that day have no row. Kon Tum's wards and districts are there because the
    communes of 2025 came from them. Read once; every caller may change what it is given.
    """
    return {name: frame.copy(deep=False) for name, frame in _tables().items()}


@lru_cache(maxsize=1)
def _tables() -> dict[str, pd.DataFrame]:
    return {
        "administrative_unit": table_frame("administrative_unit", _units()),
        "unit_membership": table_frame("unit_membership", _memberships()),
        "unit_crosswalk": table_frame("unit_crosswalk", _crosswalks()),
    }


def unit_on(code: str, day: date) -> str | None:
    """Return the unit_id of the version of a code valid on a day; None when there is none.

    A code names at most one unit on any day, whatever its level.
    """
    for unit_id, valid_from, valid_to in _versions().get(code, ()):
        if (valid_from is None or valid_from <= day) and (valid_to is None or day <= valid_to):
            return unit_id
    return None


def district_names(vintage: Vintage = "districts-2020") -> dict[str, str]:
    """Return the districts of the former Quảng Ngãi province: code to name, in official order.

    "districts-2020" holds the 13 districts of 1 February 2020 to 30 June 2025; "recorded" holds
    every code that ever was a district, 14 with Tây Trà, under its latest name.
    """
    names: dict[str, str] = {}
    for row in reference_rows("districts"):
        if vintage == "recorded" or _day(row["valid_to"]) == LAST_DAY_OF_DISTRICTS:
            names[row["code"]] = _district_name(row["name_vi"])
    return names


def _units() -> Iterator[Row]:
    yield from _provinces()
    yield from _districts()
    yield from _kon_tum_districts()
    yield from _wards()
    yield from _communes()


def _provinces() -> Iterator[Row]:
    shared: Row = {
        "code": PROVINCE_CODE,
        "level": "province",
        "name": "Tỉnh Quảng Ngãi",
        "name_en": "Quang Ngai",
        "kind": "tỉnh",
        "source": "districts.csv, communes_2025.csv",
    }
    yield shared | {"unit_id": f"{PROVINCE_CODE}_v1", "valid_to": LAST_DAY_OF_DISTRICTS}
    yield shared | {"unit_id": f"{PROVINCE_CODE}_v2", "valid_from": DISTRICTS_ABOLISHED}


def _districts() -> Iterator[Row]:
    for row in reference_rows("districts"):
        yield {
            "unit_id": row["district_version_id"],
            "code": row["code"],
            "level": "district",
            "name": _district_name(row["name_vi"]),
            "name_en": row["name_en"],
            "kind": row["type"],
            "valid_from": _day(row["valid_from"]),
            "valid_to": _day(row["valid_to"]),
            "terrain": row["terrain_class"],
            "area_km2": _number(row["area_km2"]),
            "centroid_lat": _number(row["centroid_lat"]),
            "centroid_lon": _number(row["centroid_lon"]),
            "source": row["source"],
        }


def _kon_tum_districts() -> Iterator[Row]:
    """Yield the districts of Kon Tum: names only, so that its wards have something to lie in."""
    names = {
        row["district_code_2020_02_to_2025_06"]: row["district_vi"]
        for row in reference_rows("wards_until_2025_06_30")
        if row["province_code_before_2025_07"] != PROVINCE_CODE
    }
    for code, name in names.items():
        yield {
            "unit_id": f"{code}_v1",
            "code": code,
            "level": "district",
            "name": name,
            "name_en": _plain_name(name),
            "kind": _kind(name),
            "valid_to": LAST_DAY_OF_DISTRICTS,
            "source": _WARD_SOURCE,
        }


def _wards() -> Iterator[Row]:
    for row in _ward_rows():
        yield {
            "unit_id": f"{row['ward_code']}_v1",
            "code": row["ward_code"],
            "level": "commune",
            "name": row["name_vi"],
            "name_en": _plain_name(row["name_vi"]),
            "kind": _kind(row["name_vi"]),
            "valid_to": LAST_DAY_OF_DISTRICTS,
            "centroid_lat": _number(row["centroid_lat"]),
            "centroid_lon": _number(row["centroid_lon"]),
            "source": _WARD_SOURCE,
        }


def _communes() -> Iterator[Row]:
    for row in reference_rows("communes_2025"):
        yield {
            "unit_id": f"{row['code']}_v2",
            "code": row["code"],
            "level": "commune",
            "name": row["name_vi"],
            "name_en": row["name_en"],
            "kind": row["type"].lower(),
            "valid_from": _day(row["valid_from"]),
            "area_km2": _number(row["area_km2"]),
            "centroid_lat": _number(row["centroid_lat"]),
            "centroid_lon": _number(row["centroid_lon"]),
            "source": "communes_2025.csv",
        }


def _memberships() -> Iterator[Row]:
    for row in _ward_rows():
        yield from _ward_memberships(row)
    for row in reference_rows("communes_2025"):
        yield {
            "unit_id": f"{row['code']}_v2",
            "parent_id": _last_version(row["main_former_district_code"]),
            "relation": "former",
            "valid_from": _day(row["valid_from"]),
        }


def _ward_memberships(row: dict[str, str]) -> list[Row]:
    """Return where a ward lay, one row for each district version, however many periods it spans."""
    # The earlier columns only repeat the present district for Kon Tum, although one of its
    # districts is younger than the columns say, so nothing is asserted there before 2020.
    local = row["province_code_before_2025_07"] == PROVINCE_CODE
    found: list[Row] = []
    for column, first, last in _DISTRICT_PERIODS if local else _DISTRICT_PERIODS[-1:]:
        parent_id = unit_on(row[column], last)
        if found and found[-1]["parent_id"] == parent_id:
            found[-1]["valid_to"] = last
        else:
            found.append(
                {
                    "unit_id": f"{row['ward_code']}_v1",
                    "parent_id": parent_id,
                    "relation": "within",
                    "valid_from": first,
                    "valid_to": last,
                }
            )
    return found


def _crosswalks() -> Iterator[Row]:
    for row in reference_rows("district_crosswalk"):
        change = date.fromisoformat(row["valid_from"])
        yield {
            "from_unit_id": unit_on(row["from_code"], change - timedelta(days=1)),
            "to_unit_id": unit_on(row["to_code"], change),
            "valid_from": change,
            "basis": row["basis"],
            "weight": float(row["weight"]),
            "source": f"district_crosswalk.csv: {row['how']}",
        }
    # Đức Phổ became a town with its area unchanged; the crosswalk file has no line for that.
    yield {
        "from_unit_id": "534_v1",
        "to_unit_id": "534_v2",
        "valid_from": DISTRICTS_MERGED,
        "basis": "any",
        "weight": 1.0,
        "source": "districts.csv: district became a town, same area",
    }
    yield from _commune_crosswalks()


def _commune_crosswalks() -> Iterator[Row]:
    """Yield ward to commune for whole wards; Lý Sơn has no wards, its district passes whole.

    One ward, Trà Bùi (21142), was split between Cà Đam and Tây Trà Bồng. No source gives the
    shares, so it has no crosswalk and its figures stay unassigned at commune level.
    """
    for row in reference_rows("commune_crosswalk_2025"):
        if row["relation"] != "full":
            continue
        from_code = row["old_ward_code"] or row["old_district_code"]
        yield {
            "from_unit_id": f"{from_code}_v1",
            "to_unit_id": f"{row['new_code']}_v2",
            "valid_from": DISTRICTS_ABOLISHED,
            "basis": "any",
            "weight": 1.0,
            "source": "commune_crosswalk_2025.csv: whole",
        }


def _ward_rows() -> list[dict[str, str]]:
    """Return the wards; Lý Sơn stands in the file without a ward, as it has none since 2020."""
    return [row for row in reference_rows("wards_until_2025_06_30") if row["ward_code"]]


@lru_cache(maxsize=1)
def _versions() -> dict[str, tuple[tuple[str, date | None, date | None], ...]]:
    """Return code to (unit_id, first day, last day), read once; never handed out."""
    versions: dict[str, tuple[tuple[str, date | None, date | None], ...]] = {}
    for unit in _units():
        code, valid_from, valid_to = unit["code"], unit.get("valid_from"), unit.get("valid_to")
        version = (
            str(unit["unit_id"]),
            valid_from if isinstance(valid_from, date) else None,
            valid_to if isinstance(valid_to, date) else None,
        )
        versions[str(code)] = (*versions.get(str(code), ()), version)
    return versions


def _last_version(district_code: str) -> str:
    unit_id = unit_on(district_code, LAST_DAY_OF_DISTRICTS)
    if unit_id is None:
        raise ValueError(f"no district {district_code} on {LAST_DAY_OF_DISTRICTS}")
    return unit_id


def _district_name(name: str) -> str:
    # "(cũ)" tells the two versions of Trà Bồng apart in the file; here the dates do.
    return name.removesuffix(" (cũ)")


def _kind(name: str) -> str:
    for kind in ("Thành phố", "Thị xã", "Thị trấn", "Huyện", "Phường", "Xã"):
        if name.startswith(f"{kind} "):
            return kind.lower()
    raise ValueError(f"the name of a unit does not begin with its kind: {name!r}")


def _plain_name(name: str) -> str:
    """Return a name without its kind and without diacritics, as English texts write it."""
    short = name[len(_kind(name)) + 1 :].replace("đ", "d").replace("Đ", "D")
    parts = unicodedata.normalize("NFD", short)
    return "".join(part for part in parts if unicodedata.category(part) != "Mn")


def _day(value: str) -> date | None:
    return date.fromisoformat(value) if value else None


def _number(value: str) -> float | None:
    return float(value) if value else None
