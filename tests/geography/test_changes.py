"""What the reference data say of the three changes: weights add up, gaps stay visible."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from analysis.dictionary.codes import CROSSWALK_BASIS
from analysis.geography.changes import (
    BREAKS,
    Basis,
    Level,
    basis_sizes,
    changes_on,
    geography_table,
    reference_day,
    units_on,
    wards_to_districts,
)
from analysis.geography.units import unit_on

CITY_ENLARGED, DISTRICTS_MERGED, DISTRICTS_ABOLISHED = BREAKS
BASES: tuple[Basis | None, ...] = (None, "population", "establishments", "workers")
LEVELS: tuple[Level, ...] = ("district", "commune")


def test_every_basis_of_the_dictionary_is_offered() -> None:
    assert {"any", *filter(None, BASES)} == set(CROSSWALK_BASIS.values())


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("basis", BASES)
@pytest.mark.parametrize("day", BREAKS)
def test_weights_of_every_source_add_up_to_one(
    day: date, basis: Basis | None, level: Level
) -> None:
    old, new = units_on(day - timedelta(days=1), "district"), units_on(day, "district")
    if level == "commune" or day == DISTRICTS_ABOLISHED:
        old, new = old | units_on(day - timedelta(days=1), "commune"), units_on(day, "commune")
    shares = changes_on(day, level, basis)
    assert set(shares) <= old
    for row in shares.values():
        known = [share for share in row.values() if share is not None]
        assert set(row) <= new
        # All known and adding up, or none known: a part of a division is never taken for it.
        assert sum(known) == 1 if known else None in row.values()
        assert len(known) in (0, len(row))


def test_districts_that_a_change_ended_all_have_a_way_on() -> None:
    for day in (CITY_ENLARGED, DISTRICTS_MERGED):
        ended = units_on(day - timedelta(days=1), "district") - units_on(day, "district")
        assert ended == set(changes_on(day, "district", "population"))
    ended = units_on(DISTRICTS_ABOLISHED - timedelta(days=1), "district")
    assert ended == set(changes_on(DISTRICTS_ABOLISHED, "district", None))


def test_every_ward_and_every_new_commune_appear_in_the_change_of_2025() -> None:
    shares = changes_on(DISTRICTS_ABOLISHED, "commune", None)
    wards = units_on(DISTRICTS_ABOLISHED - timedelta(days=1), "commune")
    # Lý Sơn had no wards: its district stands for them.
    assert set(shares) == wards | {"536_v1"}
    reached = {target for row in shares.values() for target in row}
    assert reached == units_on(DISTRICTS_ABOLISHED, "commune")
    assert len(reached) == 96
    assert [ward for ward, row in shares.items() if None in row.values()] == ["21142_v1"]
    assert set(shares["21142_v1"]) == {"21136_v2", "21157_v2"}


def test_only_ly_son_passed_whole_from_district_to_commune() -> None:
    shares = changes_on(DISTRICTS_ABOLISHED, "district", "population")
    known = {district: row for district, row in shares.items() if None not in row.values()}
    assert known == {"536_v1": {"21548_v2": 1}}
    origins: dict[str, list[str]] = {}
    for district, row in shares.items():
        for commune in row:
            origins.setdefault(commune, []).append(district)
    several = {commune: found for commune, found in origins.items() if len(found) > 1}
    # Đông Sơn: four wards of Bình Sơn and one of the city.
    assert several == {"21109_v2": ["522_v2", "524_v1"]}
    # Each stands in the district that unit_membership calls its main one.
    rows = geography_table("unit_membership")
    former = rows[rows["relation"] == "former"]
    for commune, parent in zip(former["unit_id"], former["parent_id"], strict=True):
        assert parent in origins[commune]


def test_wards_lie_in_the_districts_of_the_day() -> None:
    assert len(wards_to_districts(DISTRICTS_MERGED)) == 272
    assert {
        district for row in wards_to_districts(DISTRICTS_MERGED).values() for district in row
    } <= units_on(DISTRICTS_MERGED, "district")
    assert wards_to_districts(DISTRICTS_ABOLISHED) == {}


def test_a_year_stands_on_the_boundaries_of_its_last_day() -> None:
    assert unit_on("522", reference_day(2013)) == "522_v1"
    assert unit_on("522", reference_day(2014)) == "522_v2"
    assert unit_on("525", reference_day(2019)) == "525_v1"
    assert unit_on("525", reference_day(2020)) == "525_v2"
    assert unit_on("522", reference_day(2025)) is None


def test_sizes_are_the_last_before_each_change() -> None:
    establishments = basis_sizes("establishments")
    assert establishments["522_v1"] == 11_843
    assert establishments["527_v1"] == 9_802
    assert basis_sizes("population")["526_v1"] == 19_174
    assert basis_sizes("workers")["528_v1"] == 17_212
    assert "51_v1" not in establishments
