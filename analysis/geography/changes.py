"""What passed to what at each change of boundaries, as the reference data tell it.

A unit whose shares no source gives still has rows, without weights, so that what it belongs to is
never mistaken for complete.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Literal

import pandas as pd

from analysis.geography.carrying import Shares, shares_of
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

BREAKS: tuple[date, ...] = (CITY_ENLARGED, DISTRICTS_MERGED, DISTRICTS_ABOLISHED)
"""The first days of new boundaries, in order."""

Level = Literal["district", "commune"]
Basis = Literal["population", "establishments", "workers"]

_BASIS_INDICATORS: dict[str, Basis] = {
    "population_average": "population",
    "nonfarm_individual_establishments": "establishments",
    "nonfarm_individual_establishment_workers": "workers",
}


def reference_day(year: int) -> date:
    """Return the day whose boundaries a yearly figure has: 31 December.

    The yearbook prints a whole year on the boundaries of the year's end, averages and flows too:
    2014 stands on those of 1 April 2014, 2020 on those of February, 2025 on those of July.
    """
    return date(year, 12, 31)


def units_on(day: date, level: Level) -> frozenset[str]:
    """Return the unit_ids of a level that were valid on a day, Kon Tum's among them."""
    units = geography_table("administrative_unit")
    valid = _valid(units, day) & (units["level"] == level)
    return frozenset(units.loc[valid, "unit_id"])


def basis_sizes(basis: Basis) -> dict[str, int]:
    """Return the last yearbook figure of every district version: persons or establishments.

    What the way back is weighed by: 2013 for the change of 2014, 2016 for that of 2020. Versions
    without a yearbook figure, wards and Kon Tum are absent.
    """
    latest: dict[str, tuple[int, int]] = {}
    for row in reference_rows("district_stats"):
        # The yearbook prints the province's total among the districts.
        if (
            _BASIS_INDICATORS.get(row["indicator"]) != basis
            or row["district_code"] == PROVINCE_CODE
        ):
            continue
        year = int(row["year"])
        unit_id = unit_on(row["district_code"], reference_day(year))
        if unit_id is not None:
            latest[unit_id] = max(latest.get(unit_id, (0, 0)), (year, int(row["value"])))
    return {unit_id: size for unit_id, (_, size) in latest.items()}


def changes_on(day: date, level: Level, basis: Basis | None) -> Shares:
    """Return what passed to what on one of `BREAKS`, forward: exact shares, None where unknown.

    `level` is that of the units before the change. Without a `basis`, or where it has no weights,
    the shares of a divided unit are None. Units the change leaves alone have no row.
    """
    if day == DISTRICTS_ABOLISHED:
        return _wards_to_communes() if level == "commune" else _districts_to_communes()
    # Wards of June 2025 are known as they were on that day; the earlier changes left them alone.
    return _district_changes(day, basis) if level == "district" else {}


def wards_to_districts(day: date) -> Shares:
    """Return which district each ward lay in on a day, whole; Lý Sơn's wards are not known."""
    return {ward: {district: Fraction(1)} for ward, district in _districts_of_wards(day).items()}


def geography_table(name: str) -> pd.DataFrame:
    """Return a table of `geography_tables`, read once; not to be changed."""
    return _tables()[name]


@lru_cache(maxsize=16)
def _district_changes(day: date, basis: Basis | None) -> Shares:
    rows = geography_table("unit_crosswalk")
    rows = rows[rows["valid_from"] == pd.Timestamp(day)]
    usable = rows["basis"].isin(["any", basis])
    weighed = rows[usable]
    # What has weights on other bases only passed somewhere all the same; how much is not known.
    others = rows[~rows["from_unit_id"].isin(weighed["from_unit_id"])]
    pairs = others[["from_unit_id", "to_unit_id"]].drop_duplicates()
    return shares_of(
        [
            *_triples(weighed["from_unit_id"], weighed["to_unit_id"], weighed["weight"]),
            *((source, target, None) for source, target in pairs.itertuples(index=False)),
        ]
    )


@lru_cache(maxsize=1)
def _wards_to_communes() -> Shares:
    rows = geography_table("unit_crosswalk")
    rows = rows[rows["valid_from"] == pd.Timestamp(DISTRICTS_ABOLISHED)]
    split: list[tuple[str, str, None]] = [
        (f"{row['old_ward_code']}_v1", f"{row['new_code']}_v2", None)
        for row in reference_rows("commune_crosswalk_2025")
        if row["relation"] == "split"
    ]
    return shares_of([*_triples(rows["from_unit_id"], rows["to_unit_id"], rows["weight"]), *split])


@lru_cache(maxsize=1)
def _districts_to_communes() -> Shares:
    """Return which communes came out of which district, through its wards.

    Only a district that became one commune (Lý Sơn) has a share; no source weighs the others.
    """
    district_of = _districts_of_wards(LAST_DAY_OF_DISTRICTS)
    communes: dict[str, dict[str, None]] = {}
    for unit, row in _wards_to_communes().items():
        # Lý Sơn had no wards, so its own row stands among theirs.
        communes.setdefault(district_of.get(unit, unit), {}).update(dict.fromkeys(row))
    return {
        district: dict.fromkeys(row, Fraction(1) if len(row) == 1 else None)
        for district, row in communes.items()
    }


@lru_cache(maxsize=8)
def _districts_of_wards(day: date) -> dict[str, str]:
    rows = geography_table("unit_membership")
    within = _valid(rows, day) & (rows["relation"] == "within")
    return dict(zip(rows.loc[within, "unit_id"], rows.loc[within, "parent_id"], strict=True))


def _valid(rows: pd.DataFrame, day: date) -> pd.Series:
    moment = pd.Timestamp(day)
    started = rows["valid_from"].isna() | (rows["valid_from"] <= moment)
    return started & (rows["valid_to"].isna() | (rows["valid_to"] >= moment))


def _triples(
    sources: pd.Series, targets: pd.Series, weights: pd.Series
) -> Iterable[tuple[str, str, float]]:
    for source, target, weight in zip(sources, targets, weights, strict=True):
        yield str(source), str(target), float(weight)


@lru_cache(maxsize=1)
def _tables() -> dict[str, pd.DataFrame]:
    return geography_tables()
