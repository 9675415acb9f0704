"""Boundary files of the province: used when sound, else told apart and replaced; never a crash."""

from __future__ import annotations

import copy
import json
import string
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.geography import own_boundaries
from analysis.geography.boundary_checks import checked_features
from analysis.geography.boundary_problems import RULES
from analysis.geography.map_units import map_units
from analysis.geography.own_boundaries import boundaries
from analysis.geography.shapes import shapes
from tests.examples import examples
from tests.geography.map_geometry import area_km2, polygons_of

DAY = date(2024, 5, 1)
AFTER = date(2026, 1, 1)
NAME = "boundaries-district.geojson"


def square(lon: float, lat: float, side: float) -> list[list[float]]:
    """Return the clockwise ring of a square around a point, all in degrees."""
    west, south, east, north = lon - side / 2, lat - side / 2, lon + side / 2, lat + side / 2
    return [[west, south], [west, north], [east, north], [east, south], [west, south]]


def official() -> dict[str, Any]:
    """Return what a sound official file looks like: counter-clockwise, codes as numbers."""
    collection = shapes(DAY, "district")
    for feature in collection["features"]:
        if feature["properties"]["code"] == "536":
            # Our own shape of the island is its sourced bounds, four times its sourced area.
            island = [square(109.114, 15.38, 0.03)]
            feature["geometry"] = {"type": "Polygon", "coordinates": island}
        code = int(feature["properties"]["code"])
        feature["properties"] = {"code": code, "ten": "x"}
        del feature["id"]
        for polygon in polygons_of(feature):
            for ring in polygon:
                ring.reverse()
    return collection


def put(folder: Path, content: object, name: str = NAME) -> Path:
    path = folder / name
    path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return path


def rules(folder: Path, content: object) -> list[str]:
    """Return the rules that a file breaks; also checks that it was not used."""
    put(folder, content)
    found = boundaries(folder, DAY, "district")
    assert found.file is None
    assert found.collection == shapes(DAY, "district")
    *errors, last = found.problems
    assert last.rule == "fallback"
    assert last.severity == "warning"
    assert all(error.severity == "error" for error in errors)
    assert all(NAME in p.message.vi and NAME in p.message.en for p in found.problems)
    return [error.rule for error in errors]


def test_without_a_file_the_shapes_are_schematic(tmp_path: Path) -> None:
    found = boundaries(tmp_path / "nowhere", DAY, "district")
    assert found.collection == shapes(DAY, "district")
    assert (found.file, found.problems) == (None, ())


def test_a_sound_file_is_used(tmp_path: Path) -> None:
    path = put(tmp_path, "\ufeff" + json.dumps(official()))
    found = boundaries(tmp_path, DAY, "district")
    assert (found.file, found.problems) == (path, ())
    assert found.collection["schematic"] is False
    own = {feature["id"]: feature for feature in found.collection["features"]}
    assert set(own) == {unit.unit_id for unit in map_units(DAY, "district")}
    for feature in shapes(DAY, "district")["features"]:
        if feature["properties"]["code"] == "536":
            continue
        told = own[feature["id"]]["properties"]
        assert told["schematic"] is False
        assert told["name_vi"] == feature["properties"]["name_vi"]
        # Turned right side out, as the areas' signs tell.
        assert area_km2(own[feature["id"]]) == pytest.approx(area_km2(feature))


def test_which_file_serves_which_day(tmp_path: Path) -> None:
    path = put(tmp_path, official())
    assert boundaries(tmp_path, DAY, "district").file == path
    later = boundaries(tmp_path, AFTER, "district")
    assert later.file == path
    (warning,) = later.problems
    assert (warning.rule, warning.severity) == ("missing", "warning")
    assert "608" in warning.value
    assert len(later.collection["features"]) == 13
    # Tây Trà was a district then, so the latest file cannot serve.
    assert boundaries(tmp_path, date(2019, 1, 1), "district").file is None
    dated = put(tmp_path, official(), "boundaries-district-2020-01-31.geojson")
    earlier = boundaries(tmp_path, date(2019, 1, 1), "district")
    assert earlier.file == dated
    # Trà Bồng of 2024 has two districts of 2019 in it, and is told to be too large.
    assert [problem.rule for problem in earlier.problems] == ["area_differs", "missing"]
    assert "Trà Bồng district" in earlier.problems[0].message.en
    assert earlier.problems[1].value == "526"
    # The codes of communes survived from wards: only the name of the file tells them apart.
    put(tmp_path, official(), "boundaries-commune.geojson")
    assert boundaries(tmp_path, DAY, "commune").problems == ()
    assert boundaries(tmp_path, AFTER, "commune").problems[0].rule == "unknown_code"


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    put(tmp_path, "{")
    assert boundaries(tmp_path, DAY, "district").file is None
    path = put(tmp_path, official())
    assert boundaries(tmp_path, DAY, "district").file == path


def test_what_is_no_collection_is_refused(tmp_path: Path) -> None:
    assert rules(tmp_path, "") == ["not_json"]
    assert rules(tmp_path, "[" * 100_000) == ["not_json"]
    assert rules(tmp_path, '{"type": ' + "9" * 5000 + "}") == ["not_json"]
    for content in ([], 7, {"type": "Feature"}, {"type": "FeatureCollection", "features": []}):
        assert rules(tmp_path, content) == ["not_a_collection"]
    (tmp_path / NAME).write_bytes(b"\xff\xfe\x00")
    assert boundaries(tmp_path, DAY, "district").problems[0].rule == "not_json"


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own_boundaries, "LARGEST_FILE_MB", 0)
    assert rules(tmp_path, official()) == ["too_big"]


def test_a_file_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    put(tmp_path, official())
    monkeypatch.setattr(Path, "open", refuse)
    (error, _) = boundaries(tmp_path, DAY, "district").problems
    assert (error.rule, error.value) == ("unreadable", "Permission denied")


SQUARE = [[108.5, 15], [108.6, 15], [108.6, 15.1], [108.5, 15.1], [108.5, 15]]


@pytest.mark.parametrize(
    ("change", "rule", "value"),
    [
        ({"properties": {}}, "no_code", ""),
        ({"properties": None}, "no_code", ""),
        ({"properties": {"code": True}}, "no_code", ""),
        ({"properties": {"code": "999"}}, "unknown_code", "999"),
        ({"properties": {"code": 524.0}}, "repeated_code", "524"),
        ({"type": "Point"}, "not_a_feature", "{…} × 3"),
        ({"geometry": None}, "not_a_polygon", "None"),
        ({"geometry": {"type": "Point", "coordinates": [108, 15]}}, "not_a_polygon", "Point"),
        ({"geometry": {"type": "Polygon", "coordinates": []}}, "not_a_polygon", "Polygon"),
        ({"geometry": {"type": "Polygon", "coordinates": [SQUARE[:4]]}}, "bad_ring", "n = 4"),
        ({"geometry": {"type": "Polygon", "coordinates": [SQUARE[:1] * 5]}}, "bad_ring", "0"),
        ({"geometry": {"type": "Polygon", "coordinates": [[]]}}, "bad_ring", "n = 0"),
        ({"geometry": {"type": "Polygon", "coordinates": [8]}}, "bad_ring", "8"),
        (
            {"geometry": {"type": "Polygon", "coordinates": [[[15.0, 108.5]] * 5]}},
            "bad_position",
            "15, 108.5",
        ),
        (
            {"geometry": {"type": "MultiPolygon", "coordinates": [[[[float("nan"), 15]] * 5]]}},
            "bad_position",
            "nan, 15",
        ),
    ],
)
def test_each_rule_names_shape_value_and_remedy(
    tmp_path: Path, change: dict[str, Any], rule: str, value: str
) -> None:
    content = official()
    content["features"][4] |= change
    assert rules(tmp_path, content) == [rule]
    error = boundaries(tmp_path, DAY, "district").problems[0]
    assert (error.feature, error.value) == (5, value)
    assert "hình 5" in error.message.vi
    assert "shape 5" in error.message.en


def test_a_rock_too_small_to_draw_is_dropped_unless_it_is_all(tmp_path: Path) -> None:
    rock = [[108.50001, 15.00001], [108.50002, 15.00001], [108.50002, 15.00002]]
    rock.append(rock[0])
    content = official()
    own = polygons_of(content["features"][0])
    content["features"][0]["geometry"] = {"type": "MultiPolygon", "coordinates": [*own, [rock]]}
    checked, problems = checked_features(content, "f", UNITS, set(UNITS))
    assert problems == []
    assert len(polygons_of(checked[0])) == 1
    content["features"][0]["geometry"]["coordinates"] = [[rock]]
    checked, problems = checked_features(content, "f", UNITS, set(UNITS))
    assert len(polygons_of(checked[0])[0][0]) == 4
    assert [found.rule for found in problems] == ["centre_far", "area_wrong", "overlap"]


def test_many_errors_are_cut_short(tmp_path: Path) -> None:
    content = official()
    content["features"] = content["features"][:1] * 60
    assert len(rules(tmp_path, content)) == 20


def named(content: dict[str, Any], code: str) -> dict[str, Any]:
    """Return the shape of a unit in a file."""
    (found,) = (f for f in content["features"] if f["properties"]["code"] == int(code))
    return found


def test_a_ring_that_crosses_itself_is_refused(tmp_path: Path) -> None:
    content = official()
    bow = [[108.7, 15.1], [108.9, 15.2], [108.7, 15.2], [108.8, 15.1], [108.7, 15.1]]
    named(content, "522")["geometry"] = {"type": "Polygon", "coordinates": [bow]}
    assert rules(tmp_path, content) == ["self_crossing"]
    error = boundaries(tmp_path, DAY, "district").problems[0]
    assert error.value == "108.7667, 15.1333"
    assert "Thành phố Quảng Ngãi (522)" in error.message.vi


def test_exchanged_codes_are_named_as_a_pair(tmp_path: Path) -> None:
    content = official()
    one, other = named(content, "535"), named(content, "524")
    one["properties"], other["properties"] = other["properties"], one["properties"]
    assert rules(tmp_path, content) == ["swapped"]
    message = boundaries(tmp_path, DAY, "district").problems[0].message.en
    assert "Ba Tơ district (535)" in message
    assert "Bình Sơn district (524)" in message


def test_a_unit_drawn_far_away_is_refused(tmp_path: Path) -> None:
    content = official()
    hanoi = square(105.85, 21.03, 0.12)
    named(content, "522")["geometry"] = {"type": "Polygon", "coordinates": [hanoi]}
    assert rules(tmp_path, content) == ["centre_far"]
    near = square(108.814, 15.18, 0.03)
    # Its own shape is kept beside, so that only the centre is wrong: 4 km from the edge.
    named(content, "522")["geometry"] = {"type": "Polygon", "coordinates": [near]}
    found = checked_features(content, "f", UNITS, set(UNITS))[1]
    assert "centre_outside" in [one.rule for one in found if one.severity == "warning"]


def test_an_area_that_no_source_allows_is_refused(tmp_path: Path) -> None:
    content = official()
    island = named(content, "536")["geometry"]
    island["coordinates"] = [square(109.114, 15.38, 0.0001)]
    assert rules(tmp_path, content) == ["area_wrong"]
    # Twice to five times its area is told, and the file is used.
    island["coordinates"] = [square(109.114, 15.38, 0.05)]
    path = put(tmp_path, content)
    found = boundaries(tmp_path, DAY, "district")
    assert found.file == path
    assert [(one.rule, one.severity) for one in found.problems] == [("area_differs", "warning")]


def test_an_area_without_a_source_must_still_be_one_of_a_unit() -> None:
    wards = {unit.code: unit for unit in map_units(DAY, "commune")}
    ward = wards["21010"]
    assert ward.area_km2 is None
    assert ward.lon is not None
    assert ward.lat is not None
    shape = {
        "type": "Feature",
        "properties": {"code": ward.code},
        "geometry": {"type": "Polygon", "coordinates": [square(ward.lon, ward.lat, 0.0001)]},
    }
    parsed = {"type": "FeatureCollection", "features": [shape]}
    (error,) = checked_features(parsed, "f", wards, {ward.code})[1]
    assert (error.rule, error.severity) == ("area_unlikely", "error")


def test_shapes_that_lie_upon_each_other_are_refused(tmp_path: Path) -> None:
    content = official()
    for feature in content["features"]:
        feature["geometry"] = named(content, "535")["geometry"]
    found = rules(tmp_path, content)
    assert "overlap" in found
    assert "centre_far" in found
    assert len(found) == 20
    # A neighbour's shape twice: the two overlap by the whole.
    content = official()
    named(content, "528")["geometry"] = named(content, "522")["geometry"]
    put(tmp_path, content)
    told = [one for one in boundaries(tmp_path, DAY, "district").problems if one.rule == "overlap"]
    assert "100%" in told[0].message.vi


def test_every_rule_has_a_test_or_is_a_warning() -> None:
    source = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{rule}"' in source for rule in RULES)


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**400, 10**401)
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(
        ["Polygon", "MultiPolygon", "Feature", "FeatureCollection", "524", [108, 15]]
    ),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "code"])
            | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
UNITS = {unit.code: unit for unit in map_units(DAY, "district")}


@lru_cache(maxsize=1)
def small() -> dict[str, Any]:
    """Return an official file of three districts, not to be changed. Made when first asked for:
    shapes take a second, which every process would pay that collects tests."""
    collection = official()
    return collection | {"features": collection["features"][:3]}


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    keys = (
        value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    )
    return [path, *(place for key in keys for place in places(value[key], (*path, key)))]


def check(parsed: object) -> None:
    features, problems = checked_features(parsed, "f", UNITS, set(UNITS), day="x", level="y")
    assert features or problems
    assert all(p.message.vi and p.message.en and len(p.value) < 100 for p in problems)
    if not any(p.severity == "error" for p in problems):
        assert all(area_km2(feature) > 0 for feature in features)
        json.dumps(features, allow_nan=False)


@given(JSON)
def test_any_json_is_answered(parsed: object) -> None:
    check(parsed)


@given(st.deferred(lambda: st.sampled_from(places(small())[1:])), JSON)
def test_any_mangled_file_is_answered(place: tuple[Any, ...], value: object) -> None:
    mangled = copy.deepcopy(small())
    inner: Any = mangled
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    check(mangled)


def test_heights_of_positions_are_left_out(tmp_path: Path) -> None:
    raised = copy.deepcopy(small())
    for feature in raised["features"]:
        geometry = feature["geometry"]
        flat = geometry["coordinates"]
        polygons = [flat] if geometry["type"] == "Polygon" else flat
        for ring in (ring for polygon in polygons for ring in polygon):
            ring[:] = [[*position, 12.5] for position in ring]
    told = []
    for content in (small(), raised):
        (tmp_path / NAME).write_text(json.dumps(content), encoding="utf-8")
        told.append(boundaries(tmp_path, DAY, "district"))
    assert told[0].problems == told[1].problems
    assert told[0].collection == told[1].collection


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(60))
@given(data=st.data())
def test_any_mangled_bytes_are_answered(tmp_path: Path, data: st.DataObject) -> None:
    text = json.dumps(small())
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 40)))
    patch = data.draw(
        st.binary(max_size=6) | st.text(string.punctuation, max_size=6).map(str.encode)
    )
    raw = text.encode()
    (tmp_path / NAME).write_bytes(raw[:start] + patch + raw[end:])
    found = boundaries(tmp_path, DAY, "district")
    assert found.collection["features"]
    assert found.problems
