"""Where a place lies on a day: homes of establishments and the dated units they belong to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from analysis.geography.reference_files import reference_rows
from analysis.geography.units import PROVINCE_CODE, unit_on
from analysis.simulate.arrays import Days, Floats, Ints, Texts, day, texts, where_known

# The first day of each period after the first, and a day inside each period.
PERIOD_STARTS = (day(2014, 4, 1), day(2020, 2, 1), day(2025, 7, 1))
_INSIDE = (date(2014, 1, 1), date(2016, 1, 1), date(2022, 1, 1))
_DISTRICT_COLUMNS = (
    "district_code_before_2014_04",
    "district_code_2014_04_to_2020_01",
    "district_code_2020_02_to_2025_06",
)
MOUNTAIN = frozenset({"525", "526", "529", "530", "531", "535"})
LY_SON = "536"


@dataclass(frozen=True, slots=True)
class Places:
    """Homes (wards, and Lý Sơn whole), one row each; `units[home, period]` are unit ids.

    `own_unit[home]` is the version of the home itself until 30 June 2025, `district[home]` the
    district code of 2014 to 2020, the finest set of districts there was.
    """

    units: Texts
    own_unit: Texts
    district: Texts
    weight: Floats

    def on(self, homes: Ints, days: Days) -> Texts:
        """Return the district, from July 2025 the commune, of homes on days; None if unknown."""
        period = np.searchsorted(np.array(PERIOD_STARTS), days, side="right")
        found: Texts = self.units[homes, period]
        return where_known((homes >= 0) & ~np.isnat(days), found)


def load_places() -> Places:
    """Return the homes of the former province with the weights of the 2016 yearbook.

    A district's weight is its non-farm individual establishments, shared evenly by its wards.
    """
    communes = {
        row["old_ward_code"] or row["old_district_code"]: f"{row['new_code']}_v2"
        for row in reference_rows("commune_crosswalk_2025")
        # The one ward that was split goes to the commune the source names as its default.
        if row["is_default_target"] == "1" and row["old_province_code"] == PROVINCE_CODE
    }
    establishments = {
        row["district_code"]: float(row["value"])
        for row in reference_rows("district_stats")
        if row["indicator"] == "nonfarm_individual_establishments" and row["year"] == "2016"
    }
    wards = [
        row
        for row in reference_rows("wards_until_2025_06_30")
        if row["province_code_before_2025_07"] == PROVINCE_CODE
    ]
    districts = [row["district_code_2014_04_to_2020_01"] for row in wards]
    units = np.empty((len(wards), len(_DISTRICT_COLUMNS) + 1), dtype=object)
    for number, row in enumerate(wards):
        codes = [row[column] for column in _DISTRICT_COLUMNS]
        units[number] = [
            *(unit_on(code, inside) for code, inside in zip(codes, _INSIDE, strict=True)),
            communes[row["ward_code"] or codes[-1]],
        ]
    return Places(
        units=units,
        # Lý Sơn has had no ward since 2020: its district stands in.
        own_unit=texts([f"{row['ward_code'] or LY_SON}_v1" for row in wards]),
        district=texts([*districts]),
        weight=np.array([establishments[code] / districts.count(code) for code in districts]),
    )
