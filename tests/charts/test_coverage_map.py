"""Maps of coverage draw the figures of their frame, hatch what is uncertain and lose no place."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest

from analysis.charts.coverage_ground import shapes_for
from analysis.charts.coverage_map import coverage_map
from analysis.charts.coverage_units import DIVERGING, SEQUENTIAL, class_colours
from analysis.charts.coverage_words import MOST_LISTED, map_lines, year_lines
from analysis.charts.coverage_years_map import coverage_years_map
from analysis.charts.coverage_years_tiles import coverage_years_tiles, tiles_of
from analysis.charts.map_labels import map_labels
from analysis.charts.map_parts import hatch, room, rows_inside
from analysis.geography.map_units import LATEST_DAY, map_units
from analysis.geography.tile_grid import tiles as grid_tiles
from analysis.geography.unit_names import short_unit_name
from analysis.measures import run_measure
from analysis.measures.coverage_classes import FIGURES, IN_YEAR, class_bounds, figure_text, shaded
from analysis.measures.coverage_years import MOST_YEARS, last_years
from analysis.scope import Scope
from analysis.warehouse import Snapshot, open_snapshot

SUPPORTED, RATIO = FIGURES["supported"], FIGURES["ratio"]
MOST_SENT = 150_000


@pytest.fixture(scope="module")
def simulated(workspace) -> Snapshot:
    return open_snapshot(workspace, "quang-ngai-simulated")


@pytest.fixture(scope="module")
def frame(simulated) -> pd.DataFrame:
    return run_measure("coverage_by_district", simulated, Scope(language="en"))


@pytest.fixture(scope="module")
def collection(frame, tmp_path_factory) -> dict:
    return shapes_for(frame, "districts-2020", tmp_path_factory.mktemp("none"), "map").collection


def _square(west: float, south: float, size: float, code: str = "1") -> dict:
    ring = [
        *([west, south], [west, south + size], [west + size, south + size]),
        *([west + size, south], [west, south]),
    ]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "id": code, "properties": {"code": code}, "geometry": geometry}


def _lines_of_wide(figure) -> list:
    return [
        trace
        for trace in figure.data
        if trace.type == "scattergeo" and trace.mode == "lines" and trace.line.width == 1
    ]


@pytest.mark.parametrize("code", list(FIGURES))
@pytest.mark.parametrize("method", ["fixed", "quantile"])
def test_every_district_is_drawn_once_in_its_class(frame, collection, code, method) -> None:
    figure = FIGURES[code]
    bounds = class_bounds(frame, figure, method)
    drawn = coverage_map(frame, collection, figure, bounds, "en")
    area = drawn.data[0]
    rows = shaded(frame, figure, bounds).set_index("district")
    assert len(set(area.locations)) == len(area.locations) == 13
    assert list(area.z) == [int(rows.loc[place, "shade"]) for place in area.locations]
    assert area.featureidkey == "properties.code"
    assert len(area.colorbar.ticktext) == len(bounds) + 1
    counts = [int(text.rsplit("= ", 1)[1]) for text in area.colorbar.ticktext]
    assert sum(counts) == 13
    assert len(json.dumps(drawn.to_dict(), default=list)) < MOST_SENT


def test_the_pointer_tells_figure_interval_and_counts(frame, collection) -> None:
    area = coverage_map(frame, collection, SUPPORTED, SUPPORTED.bounds, "en").data[0]
    texts = dict(zip(area.locations, area.text, strict=True))
    row = frame.set_index("district").loc["522"]
    assert f"{row['supported']} of {row['eligible']:,} eligible establishments" in texts["522"]
    assert "Share supported: 6.7% (5.6%–8.0%)" in texts["522"]


def test_wide_intervals_are_hatched_and_listed(frame, collection) -> None:
    rows = shaded(frame, SUPPORTED, SUPPORTED.bounds)
    assert 0 < rows["wide"].sum() < len(rows)
    drawn = coverage_map(frame, collection, SUPPORTED, SUPPORTED.bounds, "en")
    assert _lines_of_wide(drawn)
    told = map_lines(frame, collection, SUPPORTED, SUPPORTED.bounds, "en")
    for _, row in rows.iterrows():
        name = row["district_name"].removesuffix(" district").removesuffix(" city")
        assert (f"{name} " in told[0]) == row["wide"]
    certain = frame.assign(
        supported_low=frame["supported_share"],
        supported_high=frame["supported_share"],
        expected=99.0,
    )
    assert not _lines_of_wide(coverage_map(certain, collection, SUPPORTED, SUPPORTED.bounds, "en"))
    assert map_lines(certain, collection, SUPPORTED, SUPPORTED.bounds, "en")[0].startswith(
        "No place"
    )


def test_places_without_figure_or_shape_or_name_are_told(frame, collection) -> None:
    absent = frame[frame["district"] != "535"]
    drawn = coverage_map(absent, collection, SUPPORTED, SUPPORTED.bounds, "vi")
    grey = drawn.data[1]
    assert list(grey.locations) == ["535"]
    assert grey.text[0] == "<b>Huyện Ba Tơ</b><br>chưa có số"
    told = "\n".join(map_lines(absent, collection, SUPPORTED, SUPPORTED.bounds, "en"))
    assert "no establishment is recorded in 1 unit, which" in told
    assert "none: Ba Tơ" in told
    assert "recorded" not in "\n".join(
        map_lines(frame, collection, SUPPORTED, SUPPORTED.bounds, "en")
    )
    nobody = frame.copy()
    columns = ["supported_share", "supported_low", "supported_high"]
    nobody.loc[nobody["district"] == "535", columns] = None
    told = "\n".join(map_lines(nobody, collection, SUPPORTED, SUPPORTED.bounds, "en"))
    assert "no eligible establishment in this selection: Ba Tơ district" in told
    unknown = frame[frame["district"] == "unknown"].iloc[0]
    assert f"{unknown['supported']} of {unknown['eligible']} eligible" in told
    elsewhere = frame.assign(district=frame["district"].replace("535", "99999"))
    told = "\n".join(map_lines(elsewhere, collection, SUPPORTED, SUPPORTED.bounds, "en"))
    assert "Without a shape on this map: Ba Tơ 1.0%" in told


def test_many_places_are_listed_up_to_a_limit(frame, collection) -> None:
    one = frame.iloc[[0]]
    many = pd.concat([one.assign(district=str(n)) for n in range(MOST_LISTED + 5)])
    told = map_lines(many, collection, SUPPORTED, SUPPORTED.bounds, "en")
    assert told[-1].endswith("and 5 more, see the table")


def test_chosen_places_are_outlined_and_nothing_else_changes(frame, collection) -> None:
    plain = coverage_map(frame, collection, SUPPORTED, SUPPORTED.bounds, "vi")
    chosen = coverage_map(frame, collection, SUPPORTED, SUPPORTED.bounds, "vi", ("522", "99999"))
    assert len(chosen.data) == len(plain.data) + 2
    assert chosen.data[0] == plain.data[0]


@pytest.mark.parametrize("vintage", ["districts-2020", "districts-2003"])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_district_has_its_name_and_figure(simulated, vintage, language, tmp_path) -> None:
    rows = run_measure("coverage_by_district", simulated, Scope(vintage=vintage, language=language))
    units = shapes_for(rows, vintage, tmp_path, "map").collection
    drawn = coverage_map(rows, units, SUPPORTED, SUPPORTED.bounds, language)
    words = drawn.data[-1]
    assert words.mode == "text"
    told = {text.replace("<br>", " ") for text in words.text if text}
    known = rows[rows["district"] != "unknown"]
    for row in known.to_dict("records"):
        figure = figure_text(row["supported_share"], SUPPORTED, language)
        assert f"{short_unit_name(row['district_name'])} <b>{figure}</b>" in told
    assert len(told) == len(known)


def test_names_lie_apart_and_lines_end_in_their_unit(frame, collection) -> None:
    names = frame[frame["district"] != "unknown"].set_index("district")["district_name"]
    labels = map_labels(
        collection, {code: (short_unit_name(name), "10%") for code, name in names.items()}
    )
    assert {label.code for label in labels} == set(names.index)
    beside = [label for label in labels if not label.inside]
    # Without a line only the island has its name: it stands right at it.
    assert {label.code for label in beside if label.leader is None} <= {"536"}
    assert [label for label in beside if label.leader is not None]
    for label in labels:
        for other in labels:
            if other is not label:
                apart = label.box[2] <= other.box[0] or other.box[2] <= label.box[0]
                below = label.box[3] <= other.box[1] or other.box[3] <= label.box[1]
                assert apart or below
    features = {one["properties"]["code"]: one for one in collection["features"]}
    for label in beside:
        if label.leader is not None:
            lon, lat = label.leader[1]
            assert any(a <= lon <= b for _, (a, b) in rows_inside(features[label.code], [lat]))
        # Words beside the land cover none of it.
        heights = [label.box[1] + part * (label.box[3] - label.box[1]) / 4 for part in range(5)]
        for feature in features.values():
            for _, (start, end) in rows_inside(feature, heights):
                assert end <= label.box[0] or label.box[2] <= start


def test_of_many_units_the_ends_and_the_chosen_are_named_and_the_page_says_so(
    simulated, tmp_path
) -> None:
    scope = Scope(vintage="communes-2025", language="en")
    rows = run_measure("coverage_by_district", simulated, scope)
    units = shapes_for(rows, "communes-2025", tmp_path, "map").collection
    drawn = coverage_map(rows, units, SUPPORTED, SUPPORTED.bounds, "en", ("21196",))
    words = drawn.data[-1]
    assert words.mode == "text"
    assert 2 <= len([text for text in words.text if text]) <= 3
    told = "\n".join(map_lines(rows, units, SUPPORTED, SUPPORTED.bounds, "en"))
    assert "The map has 96 units, too many to name all" in told
    few = "\n".join(map_lines(rows, {"features": units["features"][:20]}, SUPPORTED, (), "en"))
    assert "too many to name" not in few


def test_a_ratio_is_drawn_around_one(frame, collection) -> None:
    assert class_colours(5, RATIO) == DIVERGING
    assert class_colours(5, SUPPORTED) == SEQUENTIAL
    assert class_colours(2, SUPPORTED) == (SEQUENTIAL[0], SEQUENTIAL[-1])
    assert len(class_colours(1, SUPPORTED)) == 1
    labels = coverage_map(frame, collection, RATIO, RATIO.bounds, "vi").data[0].colorbar.ticktext
    assert labels[2].startswith("0,8–1,25")


@pytest.mark.parametrize("language", ["vi", "en"])
def test_small_maps_share_one_scale_and_tell_their_numbers(
    simulated, tmp_path: Path, language
) -> None:
    every = run_measure("coverage_by_district_and_year", simulated, Scope(language=language))
    rows = last_years(every)
    shapes = shapes_for(rows, "districts-2020", tmp_path, "map", maps=MOST_YEARS).collection
    bounds = class_bounds(rows, IN_YEAR)
    drawn = coverage_years_map(rows, shapes, bounds, language, ("522",))
    areas = [trace for trace in drawn.data if trace.type == "choropleth"]
    assert len(areas) == MOST_YEARS == len({area.geo for area in areas})
    assert {(area.zmin, area.zmax) for area in areas} == {(-0.5, 4.5)}
    assert sum(bool(area.showscale) for area in areas) == 1
    year = int(rows["year"].max())
    sums = rows[rows["year"] == year][["supported", "eligible"]].sum()
    title = drawn.layout.annotations[-1].text
    assert title.startswith(f"<b>{year}</b><br>{sums['supported']} / ")
    assert len(json.dumps(drawn.to_dict(), default=list)) < 1.1 * MOST_SENT
    told = year_lines(rows, shapes, bounds, language)
    assert f"{rows['year'].min()}–{year}" in told[0]
    unknown = rows[(rows["district"] == "unknown") & (rows["year"] == year)].iloc[0]
    assert unknown["eligible"] > 0
    assert f"{year}: {unknown['supported']} / {unknown['eligible']}" in told[1]
    part = coverage_years_map(rows.assign(whole_year=False), shapes, bounds, "en")
    assert "(not over)" in part.layout.annotations[0].text


def test_units_as_recorded_take_the_shapes_that_hold_most(simulated, tmp_path: Path) -> None:
    recorded = run_measure("coverage_by_district", simulated, Scope(vintage="recorded"))
    shapes = shapes_for(recorded, "recorded", tmp_path, "map").collection
    codes = {feature["properties"]["code"] for feature in shapes["features"]}
    known = recorded[recorded["district"] != "unknown"]
    assert known[known["district"].isin(codes)]["eligible"].sum() > 0.9 * known["eligible"].sum()


@pytest.mark.parametrize("falling", [False, True])
def test_hatches_stay_inside_a_unit_and_miss_its_holes(falling) -> None:
    unit = _square(108.0, 15.0, 1.0)
    hole = _square(108.25, 15.25, 0.5)["geometry"]["coordinates"][0]
    unit["geometry"]["coordinates"].append(hole)
    lons, lats = hatch([unit], 0.1, falling)
    ends = [(x, y) for x, y in zip(lons, lats, strict=True) if x is not None]
    assert len(ends) > 20
    assert all(107.999 <= x <= 109.001 and 14.999 <= y <= 16.001 for x, y in ends)
    middles = [
        ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in zip(ends[::2], ends[1::2], strict=True)
    ]
    assert not any(108.26 < x < 108.74 and 15.26 < y < 15.74 for x, y in middles)


def test_a_label_stands_where_there_is_room_for_it() -> None:
    found = room(_square(108.0, 15.0, 1.0), 0.2)
    assert found is not None
    assert (found.lon, found.lat, found.width) == pytest.approx((108.5, 15.5, 1.0))
    assert room(_square(108.0, 15.0, 0.1), 0.2) is None


def test_units_of_kon_tum_without_records_are_counted_apart(simulated, tmp_path) -> None:
    scope = Scope(vintage="communes-2025", language="vi")
    communes = run_measure("coverage_by_district", simulated, scope)
    shapes = shapes_for(communes, "communes-2025", tmp_path, "map").collection
    told = "\n".join(map_lines(communes, shapes, SUPPORTED, SUPPORTED.bounds, "vi"))
    grey = len(shapes["features"]) - communes["district"].nunique() + 1
    assert f"chưa ghi cơ sở nào ở {grey} đơn vị (40 thuộc tỉnh Kon Tum" in told
    assert f"và {grey - MOST_LISTED} đơn vị khác" in told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_many_units_by_year_are_tiles_on_one_scale(simulated, tmp_path, language) -> None:
    scope = Scope(vintage="communes-2025", language=language)
    rows = last_years(run_measure("coverage_by_district_and_year", simulated, scope))
    units = shapes_for(rows, "communes-2025", tmp_path, "tiles").collection
    tiles = tiles_of(units)
    # Each unit has a tile of its own, in the order of the grid.
    assert len(set(tiles.values())) == len(tiles) == 96
    codes = {unit.unit_id: unit.code for unit in map_units(LATEST_DAY, "commune")}
    grid = {codes[unit]: place for unit, place in grid_tiles(LATEST_DAY, "commune").items()}
    west, south = (min(place[i] for place in grid.values()) for i in (0, 1))
    assert tiles == {code: (x - west, y - south) for code, (x, y) in grid.items()}
    bounds = class_bounds(rows, IN_YEAR)
    drawn = coverage_years_tiles(rows, units, bounds, language, ("21196",))
    cells, grey, dots = drawn.data
    years = rows["year"].nunique()
    shades, without = (
        [value for line in trace.z for value in line if value is not None]
        for trace in (cells, grey)
    )
    assert len(shades) + len(without) == 96 * years
    known = shaded(rows, IN_YEAR, bounds)
    known = known[known["district"].isin(list(tiles)) & known["shade"].notna()]
    assert sorted(shades) == sorted(known["shade"].astype(int))
    assert len(dots.x) == int(known["wide"].sum())
    assert len(drawn.layout.shapes) == years
    assert len(drawn.layout.annotations) == years
    assert len(json.dumps(drawn.to_dict(), default=list)) < MOST_SENT
    told = year_lines(rows, units, bounds, language, dotted=True)[0]
    assert ("Chấm" if language == "vi" else "Dotted") in told
