"""Schematic shapes: each unit once, no overlaps, plausible sizes, right side out for Plotly."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from analysis.geography.borders import twice_area
from analysis.geography.map_units import MapLevel, map_units, period_end, period_start
from analysis.geography.shapes import ISLAND_OFFSET, ISLAND_SCALE, island_feature, shapes
from analysis.geography.units import geography_tables
from analysis.geography.ward_repairs import REPAIR_RULES, repaired_sites, repaired_wards
from analysis.geography.ward_sites import sourced_sites
from tests.geography.map_geometry import area_km2, inside, km_away, polygons_of

DAYS = (date(2014, 3, 31), date(2020, 1, 31), date(2025, 6, 30), date(2025, 7, 1))
LEVELS: tuple[MapLevel, ...] = ("district", "commune")
MAPS = [(day, level) for day in DAYS for level in LEVELS]
MAP_IDS = [f"{day}-{level}" for day, level in MAPS]
COUNTS = dict(zip(MAPS, (14, 171, 14, 171, 13, 171, 23, 96), strict=True))
LAST_DISTRICTS = DAYS[2]

every_map = pytest.mark.parametrize(("day", "level"), MAPS, ids=MAP_IDS)


@cache
def features(day: date, level: MapLevel) -> dict[str, dict[str, Any]]:
    return {feature["id"]: feature for feature in shapes(day, level)["features"]}


@cache
def counted(day: date, level: MapLevel) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return points all over the land, and in how many shapes each lies."""
    lons, lats = np.meshgrid(np.arange(107.2, 109.2, 0.00507), np.arange(13.8, 15.5, 0.00507))
    lons, lats = lons.ravel(), lats.ravel()
    times = np.zeros(lons.shape, dtype=int)
    for feature in features(day, level).values():
        times += inside(feature, lons, lats)
    return lons, lats, times


@every_map
def test_every_unit_has_one_feature(day: date, level: MapLevel) -> None:
    collection = shapes(day, level)
    ids = [feature["id"] for feature in collection["features"]]
    assert len(ids) == len(set(ids)) == COUNTS[day, level]
    assert ids == [unit.unit_id for unit in map_units(day, level)]
    assert collection["type"] == "FeatureCollection"
    assert collection["schematic"] is True
    for feature, unit in zip(collection["features"], map_units(day, level), strict=True):
        told = feature["properties"]
        assert (told["unit_id"], told["code"]) == (unit.unit_id, unit.code)
        assert told["schematic"] is True
        assert told["name_vi"]
        assert told["name_en"]


@every_map
def test_units_are_valid_on_the_day(day: date, level: MapLevel) -> None:
    table = geography_tables()["administrative_unit"].set_index("unit_id")
    # The districts abolished in 2025 stay on the map under their last version.
    valid_on = min(day, LAST_DISTRICTS) if level == "district" else day
    for unit in map_units(day, level):
        row = table.loc[unit.unit_id]
        assert not row["valid_from"] > np.datetime64(valid_on)
        assert not row["valid_to"] < np.datetime64(valid_on)


@every_map
def test_rings_are_closed_and_right_side_out(day: date, level: MapLevel) -> None:
    for feature in features(day, level).values():
        for polygon in polygons_of(feature):
            for number, ring in enumerate(polygon):
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert (twice_area(ring) < 0) == (number == 0)
                assert len({tuple(corner) for corner in ring}) == len(ring) - 1
                assert all(round(value, 4) == value for corner in ring for value in corner)


@every_map
def test_collections_are_small(day: date, level: MapLevel) -> None:
    size = len(json.dumps(shapes(day, level), ensure_ascii=False).encode())
    assert size < {"district": 100_000, "commune": 400_000}[level]


@every_map
def test_shapes_hardly_overlap_and_leave_no_gaps(day: date, level: MapLevel) -> None:
    _, _, times = counted(day, level)
    assert (times > 1).sum() < 0.002 * (times > 0).sum()
    # Districts and communes cover the same land, so nothing is lost between neighbours.
    other = counted(day, "commune" if level == "district" else "district")[2]
    assert ((times > 0) != (other > 0)).sum() < 0.002 * (times > 0).sum()


@pytest.mark.parametrize("day", DAYS[:3], ids=str)
def test_districts_are_their_wards(day: date) -> None:
    rows = geography_tables()["unit_membership"]
    moment = np.datetime64(day)
    rows = rows[
        (rows["relation"] == "within")
        & ~(rows["valid_from"] > moment)
        & ~(rows["valid_to"] < moment)
    ]
    wards, districts = features(day, "commune"), features(day, "district")
    for district_id, members in rows.groupby("parent_id")["unit_id"]:
        if district_id in districts:
            total = sum(area_km2(wards[ward]) for ward in members)
            assert area_km2(districts[district_id]) == pytest.approx(total, rel=1e-9)


def test_districts_are_whole_and_of_plausible_size() -> None:
    known, drawn = [], []
    for unit in map_units(LAST_DISTRICTS, "district"):
        feature = features(LAST_DISTRICTS, "district")[unit.unit_id]
        assert len(polygons_of(feature)) == 1
        if unit.area_km2 and not unit.is_island:
            known.append(unit.area_km2)
            drawn.append(area_km2(feature))
    assert np.corrcoef(known, drawn)[0, 1] > 0.97
    assert np.abs(np.log(np.array(drawn) / known)).max() < 0.3
    assert sum(drawn) == pytest.approx(sum(known), rel=0.05)


def test_communes_are_of_plausible_size() -> None:
    pairs = [
        (unit.area_km2, area_km2(features(DAYS[3], "commune")[unit.unit_id]))
        for unit in map_units(DAYS[3], "commune")
        if not unit.is_island
    ]
    known, drawn = np.array(pairs).T
    assert np.corrcoef(known, drawn)[0, 1] > 0.85
    assert np.median(np.abs(np.log(drawn / known))) < 0.2
    assert drawn.sum() == pytest.approx(known.sum(), rel=0.1)


@every_map
def test_centres_lie_in_or_near_their_shapes(day: date, level: MapLevel) -> None:
    repaired = {f"{code}_v1" for code in repaired_wards()}
    away = [
        km_away(features(day, level)[unit.unit_id], unit.lon, unit.lat)
        for unit in map_units(day, level)
        if unit.lon is not None
        and unit.lat is not None
        and unit.unit_id not in repaired
        and not unit.is_island
    ]
    assert max(away) < 8
    assert np.mean(np.array(away) > 0) < 0.15


def test_the_island_stands_apart_where_it_says() -> None:
    for day, level in MAPS:
        (unit,) = (unit for unit in map_units(day, level) if unit.is_island)
        feature = features(day, level)[unit.unit_id]
        assert feature == island_feature(unit)
        inset = feature["properties"]["inset"]
        assert (inset["offset_lon"], inset["offset_lat"]) == ISLAND_OFFSET
        corners = np.array(feature["geometry"]["coordinates"][0][:-1])
        assert corners.mean(axis=0) == pytest.approx(
            [unit.lon + inset["offset_lon"], unit.lat + inset["offset_lat"]], abs=1e-4
        )
        assert area_km2(feature) / inset["scale"] ** 2 == pytest.approx(unit.area_km2, rel=0.02)
        others = [f for key, f in features(day, level).items() if key != unit.unit_id]
        assert min(km_away(other, *corners[12]) for other in others) > 5
        # It must not be what widens the map.
        easternmost = max(c[0] for f in others for p in polygons_of(f) for r in p for c in r)
        assert corners[:, 0].max() < easternmost + 0.05
    assert ISLAND_SCALE > 1


def test_an_island_without_an_area_is_refused() -> None:
    unit = map_units(LAST_DISTRICTS, "commune")[0]
    assert unit.area_km2 is None
    with pytest.raises(ValueError, match=unit.unit_id):
        island_feature(unit)


def test_the_repaired_wards_are_these() -> None:
    assert repaired_wards() == {
        "21046": "repeated",  # Bình Thạnh: the place of Bình Thanh
        "21505": "stray",  # Ba Ngạc: its centre lies in Sơn Hà
        "23452": "bounds",  # Đăk Nên: a village
        "23455": "bounds",  # Đăk Ring: a village
        "23467": "bounds",  # Pờ Ê: a village
        "23476": "bounds",  # Hiếu: a village
        "23504": "bounds",  # Đăk Long (Đăk Hà): bounds of 30 × 48 km
        "23510": "bounds",  # Đăk Ngọk: a village
        "23535": "repeated",  # Ia Đal: all three have the whole of Kon Tum
        "23536": "whole",  # Mô Rai: centre and bounds from before Ia H'Drai was parted from it
        "23537": "repeated",  # Ia Dom
        "23538": "repeated",  # Ia Tơi
    }
    assert set(repaired_wards().values()) == set(REPAIR_RULES)
    shown = {
        feature["properties"]["code"]: feature["properties"]["repair"]
        for feature in features(LAST_DISTRICTS, "commune").values()
        if feature["properties"]["repair"]
    }
    assert shown == {"21046": "repeated", "21505": "stray"}


def test_sites_are_within_their_bounds_and_else_unchanged() -> None:
    for site, sourced in zip(repaired_sites(), sourced_sites(), strict=True):
        assert site.west < site.lon < site.east
        assert site.south < site.lat < site.north
        assert site.repair or site == sourced


def test_periods() -> None:
    assert shapes(date(1990, 1, 1), "district") == shapes(DAYS[0], "district")
    for day in DAYS[:3]:
        assert period_end(day, "district") == day
        assert period_end(day, "commune") == LAST_DISTRICTS
        assert period_start(day + timedelta(days=1)) == day + timedelta(days=1)
    assert period_end(DAYS[3], "district") is None


def test_the_caller_owns_what_it_gets() -> None:
    first = shapes(LAST_DISTRICTS, "district")
    first["features"].clear()
    assert shapes(LAST_DISTRICTS, "district")["features"]
