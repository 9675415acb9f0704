"""The one unit of a vintage that a unit of any age lies in, where there is one.

A record (a project, an establishment, an application) cannot be divided as a total can: it is in
one place or in a place not known. So a record moves to other boundaries only where its unit passed
whole, forward or back; where its unit was divided, or is larger than the units asked for, its place
on those boundaries is unknown, with the reason.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from analysis.geography.changes import geography_table
from analysis.geography.vintages import VintageName, carry_along, steps_to, units_of


@dataclass(frozen=True, slots=True)
class WholePlace:
    """Where a unit lies on a vintage: `unit_id`, or None and the day of the change to blame.

    `broken_on` is None too where no change is: the unit is none of the reference's, or has no
    counterpart (a ward's level within districts that no source gives).
    """

    unit_id: str | None
    broken_on: date | None = None


@lru_cache(maxsize=8)
def whole_places(vintage: VintageName) -> dict[str, WholePlace]:
    """Return where every district and commune of the reference lies on a vintage, by unit_id.

    Provinces are no part of a vintage and absent. Shared: callers must not change it.
    """
    units = geography_table("administrative_unit")
    steps = steps_to(vintage)
    wanted = units_of(vintage)
    found: dict[str, WholePlace] = {}
    for unit in units.loc[units["level"] != "province", "unit_id"].astype(str):
        carried = carry_along({unit: 1}, steps, absent_is_zero=True)
        if carried.holes or carried.unknown:
            days = [hole.day for hole in carried.holes.values() if hole.day is not None]
            found[unit] = WholePlace(None, min(days, default=None))
            continue
        place = next(iter(carried.totals), None) if len(carried.totals) == 1 else None
        found[unit] = WholePlace(place if place in wanted else None)
    return found
