"""Shapes as a browser gets them: small, whole, fitting together, and new when the file is."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import pytest

from analysis.geography.borders import twice_area
from analysis.geography.drawn_shapes import drawn_shapes, lighter, polygons_of
from analysis.geography.shapes import SCHEMATIC_NOTE, shapes
from analysis.geography.tile_grid import TILE_NOTE
from tests.geography.map_geometry import area_km2

DAY = date(2025, 6, 30)


def _size(collection: dict) -> int:
    return len(json.dumps(collection, separators=(",", ":")))


def _square(code: str, west: float, east: float, points: int) -> dict:
    """Return a square of 0.2 degrees height, its east and west sides full of points."""
    lats = [round(15 + 0.2 * n / points, 6) for n in range(points + 1)]
    wave = [0.00003 * (n % 2) for n in range(points + 1)]
    west_side = [[west + w, lat] for lat, w in zip(lats, wave, strict=True)]
    east_side = [[east + w, lat] for lat, w in zip(lats[::-1], wave[::-1], strict=True)]
    ring = [*west_side, *east_side, west_side[0]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {
        "type": "Feature",
        "id": code,
        "properties": {"code": code, "name_vi": code},
        "geometry": geometry,
    }


def test_a_fine_border_is_made_light_and_stays_shared() -> None:
    collection = {
        "type": "FeatureCollection",
        "features": [_square("1", 108.5, 108.7, 4000), _square("2", 108.7, 108.9, 4000)],
    }
    assert _size(collection) > 200_000
    light = lighter(collection, 20_000)
    assert _size(light) <= 20_000
    sides = [
        {
            tuple(point)
            for point in feature["geometry"]["coordinates"][0][0]
            if 108.65 < point[0] < 108.75
        }
        for feature in light["features"]
    ]
    assert sides[0] == sides[1]
    for before, after in zip(collection["features"], light["features"], strict=True):
        assert area_km2(after) == pytest.approx(area_km2(before), rel=0.01)


@pytest.mark.parametrize("limit", [100_000, 8_000])
def test_the_districts_keep_area_direction_and_number(limit) -> None:
    whole = shapes(DAY, "district")
    light = lighter(whole, limit)
    assert len(light["features"]) == 13
    for before, after in zip(whole["features"], light["features"], strict=True):
        told = before["properties"]
        assert after["properties"] == {"code": told["code"], "name": told["name_vi"]}
        assert area_km2(after) == pytest.approx(area_km2(before), rel=0.06)
        for polygon in polygons_of(after["geometry"]):
            assert polygon[0][0] == polygon[0][-1]
            assert twice_area([tuple(point) for point in polygon[0]]) < 0


def test_a_unit_too_small_for_the_lattice_keeps_its_own_shape() -> None:
    ring = [[108.501, 15.001], [108.501, 15.002], [108.502, 15.002], [108.501, 15.001]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    rock = {
        "type": "Feature",
        "id": "1",
        "properties": {"code": "1", "name_vi": "1"},
        "geometry": geometry,
    }
    light = lighter({"type": "FeatureCollection", "features": [rock]}, 10)
    assert light["features"][0]["geometry"]["coordinates"] == [[ring]]


def test_without_a_file_the_shapes_are_schematic_and_say_so(tmp_path: Path) -> None:
    found = drawn_shapes(tmp_path, DAY, "district", "map")
    assert found.note == SCHEMATIC_NOTE
    assert (found.problems, found.edition) == ((), "")
    assert drawn_shapes(tmp_path, DAY, "district", "map") is found
    assert drawn_shapes(tmp_path, DAY, "district", "tiles").note == TILE_NOTE


def test_an_official_file_is_used_and_read_anew_when_it_changes(tmp_path: Path) -> None:
    file = tmp_path / "boundaries-district.geojson"
    file.write_text(json.dumps(shapes(DAY, "district")), encoding="utf-8")
    official = drawn_shapes(tmp_path, DAY, "district", "map")
    assert "boundaries-district.geojson" in official.note.vi
    written = datetime.fromtimestamp(file.stat().st_mtime).date()
    assert f"ngày {written:%d/%m/%Y}" in official.note.vi
    assert f"{written.day} {written:%B %Y}" in official.note.en
    assert official.edition
    assert len(official.collection["features"]) == 13
    file.write_text("{}", encoding="utf-8")
    os.utime(file, ns=(1, 1))
    broken = drawn_shapes(tmp_path, DAY, "district", "map")
    assert broken.note == SCHEMATIC_NOTE
    assert broken.problems[-1].rule == "fallback"
    assert broken.edition != official.edition
