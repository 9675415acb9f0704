"""A record moves to other boundaries whole, or its place there is unknown with the reason."""

from __future__ import annotations

from datetime import date

import pytest

from analysis.geography.vintages import BOUNDARY_VINTAGES, VintageName, units_of
from analysis.geography.whole_places import WholePlace, whole_places

CITY = date(2014, 4, 1)
MERGER = date(2020, 2, 1)
COMMUNES = date(2025, 7, 1)


@pytest.mark.parametrize(
    ("unit", "vintage", "place"),
    [
        # The city took parts of two districts in 2014: it passes forward whole, they do not.
        ("522_v1", "districts-2020", WholePlace("522_v2")),
        ("527_v1", "districts-2020", WholePlace(None, CITY)),
        ("527_v1", "districts-2003", WholePlace("527_v1")),
        ("522_v2", "districts-2003", WholePlace(None, CITY)),
        # Tây Trà joined Trà Bồng in 2020; which of the two a later record is in is not known.
        ("526_v1", "districts-2020", WholePlace("525_v2")),
        ("525_v2", "districts-2014", WholePlace(None, MERGER)),
        # Đức Phổ became a town and is the same place under another name.
        ("534_v1", "districts-2020", WholePlace("534_v2")),
        ("534_v2", "districts-2003", WholePlace("534_v1")),
        # A district is larger than a commune, save for the island.
        ("524_v1", "communes-2025", WholePlace(None, COMMUNES)),
        ("536_v1", "communes-2025", WholePlace("21548_v2")),
        # Đông Sơn was put together out of two districts; Trà Bùi was split between communes.
        ("21109_v2", "districts-2020", WholePlace(None, COMMUNES)),
        ("21142_v1", "communes-2025", WholePlace(None, COMMUNES)),
    ],
)
def test_known_changes(unit: str, vintage: VintageName, place: WholePlace) -> None:
    assert whole_places(vintage)[unit] == place


@pytest.mark.parametrize("vintage", BOUNDARY_VINTAGES)
def test_units_of_a_vintage_stay_and_others_arrive_there(vintage: VintageName) -> None:
    wanted = units_of(vintage)
    found = whole_places(vintage)
    assert all(found[unit] == WholePlace(unit) for unit in wanted)
    assert {place.unit_id for place in found.values() if place.unit_id} == wanted
