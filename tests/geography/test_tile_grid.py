"""Tiles: one each, none shared, near where the unit lies, the island in the east."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from analysis.geography.borders import twice_area
from analysis.geography.map_units import MapLevel, map_units
from analysis.geography.tile_grid import tile_shapes, tiles

MAPS = [
    (day, level)
    for day in (date(2014, 3, 31), date(2020, 1, 31), date(2025, 6, 30), date(2025, 7, 1))
    for level in ("district", "commune")
]
every_map = pytest.mark.parametrize(("day", "level"), MAPS, ids=[f"{d}-{le}" for d, le in MAPS])


@every_map
def test_every_unit_has_a_tile_of_its_own(day: date, level: MapLevel) -> None:
    placed = tiles(day, level)
    assert set(placed) == {unit.unit_id for unit in map_units(day, level)}
    assert len(set(placed.values())) == len(placed)


@every_map
def test_tiles_lie_as_the_units_do(day: date, level: MapLevel) -> None:
    placed = tiles(day, level)
    units = [u for u in map_units(day, level) if u.lon is not None and not u.is_island]
    columns, rows = np.array([placed[unit.unit_id] for unit in units]).T
    assert np.corrcoef(columns, [unit.lon for unit in units])[0, 1] > 0.85
    assert np.corrcoef(rows, [unit.lat for unit in units])[0, 1] > 0.85


@every_map
def test_the_island_is_east_of_all_with_a_column_between(day: date, level: MapLevel) -> None:
    placed = tiles(day, level)
    (island,) = (unit.unit_id for unit in map_units(day, level) if unit.is_island)
    others = [column for unit_id, (column, _) in placed.items() if unit_id != island]
    assert placed[island][0] == max(others) + 2


@every_map
def test_squares_are_equal_and_apart(day: date, level: MapLevel) -> None:
    features = tile_shapes(day, level)["features"]
    boxes = []
    for feature in features:
        (ring,) = feature["geometry"]["coordinates"]
        assert twice_area(ring) < 0
        assert ring[0] == ring[-1]
        lons, lats = np.array(ring).T
        boxes.append((lons.min(), lats.min(), lons.max(), lats.max()))
        told = feature["properties"]
        assert (told["column"], told["row"]) == tiles(day, level)[told["unit_id"]]
    west, south, east, north = np.array(boxes).T
    assert np.ptp(east - west) < 2.1e-4
    assert np.ptp(north - south) < 2.1e-4
    for values, sizes in ((west, east - west), (south, north - south)):
        for low, high in pairwise(sorted(set(values.tolist()))):
            assert high - low > sizes.max() or high - low < 2e-4


def test_the_caller_owns_what_it_gets() -> None:
    tiles(MAPS[0][0], "district").clear()
    assert tiles(MAPS[0][0], "district")
