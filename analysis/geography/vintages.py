"""The boundaries of any day, and the way from those of one day to those of another.

Three changes lie between them (1 April 2014, 1 February 2020, 1 July 2025). The way forward takes
the weights of unit_crosswalk; the way back takes the share that each old unit had in a new one, by
its population, establishments or workers in the last yearbook before the change. Wards pass to
districts by membership, and to the communes of 2025 by the crosswalk.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from analysis.geography.carrying import (
    Amount,
    Carried,
    Hole,
    Shares,
    carry,
    exact,
    pass_on,
    reversed_shares,
)
from analysis.geography.changes import (
    BREAKS,
    Basis,
    Level,
    basis_sizes,
    changes_on,
    units_on,
    wards_to_districts,
)
from analysis.geography.units import CITY_ENLARGED, DISTRICTS_ABOLISHED, DISTRICTS_MERGED
from analysis.language import Text
from analysis.scope import UNKNOWN_CODE

VintageName = Literal["districts-2003", "districts-2014", "districts-2020", "communes-2025"]


@dataclass(frozen=True, slots=True)
class BoundaryVintage:
    """Units of one level as they stood from a day on, until the next change."""

    day: date
    level: Level
    label: Text


BOUNDARY_VINTAGES: dict[VintageName, BoundaryVintage] = {
    "districts-2003": BoundaryVintage(
        # Tây Trà was separated from Trà Bồng on this day.
        date(2003, 12, 1),
        "district",
        Text("14 huyện (địa giới 12/2003–03/2014)", "14 districts (2003–March 2014)"),
    ),
    "districts-2014": BoundaryVintage(
        CITY_ENLARGED,
        "district",
        Text("14 huyện (địa giới 04/2014–01/2020)", "14 districts (April 2014–January 2020)"),
    ),
    "districts-2020": BoundaryVintage(
        DISTRICTS_MERGED,
        "district",
        Text("Huyện cũ (địa giới 02/2020–06/2025)", "Former districts (2020–June 2025)"),
    ),
    "communes-2025": BoundaryVintage(
        DISTRICTS_ABOLISHED,
        "commune",
        Text("96 xã, phường, đặc khu (từ 07/2025)", "96 new communes (from July 2025)"),
    ),
}
"""What a figure can be shown on; for days after June 2025 the last two are both offered."""


@dataclass(frozen=True, slots=True)
class Step:
    """One way from units to others; `day` is that of the change, None from wards to districts."""

    day: date | None
    shares: Shares


def units_of(vintage: VintageName) -> frozenset[str]:
    """Return the unit_ids that make up a vintage; its districts include those of Kon Tum."""
    wanted = BOUNDARY_VINTAGES[vintage]
    return units_on(wanted.day, wanted.level)


def steps_between(
    start: date, end: date, *, level: Level = "district", basis: Basis | None = None
) -> tuple[Step, ...]:
    """Return the steps from the boundaries of one day to those of another, forward or back.

    `level` is that of the units before July 2025: districts, or wards. Without a `basis` a divided
    unit's shares are not known. Units that a change leaves alone have no row in its step.
    """
    if start <= end:
        return tuple(
            Step(day, changes_on(day, level, basis)) for day in BREAKS if start < day <= end
        )
    sizes = {} if basis is None else basis_sizes(basis)
    return tuple(
        Step(day, reversed_shares(changes_on(day, level, basis), sizes))
        for day in reversed(BREAKS)
        if end < day <= start
    )


def steps_to(vintage: VintageName, basis: Basis | None = None) -> tuple[Step, ...]:
    """Return the steps that bring units of whatever age, districts or communes, to a vintage."""
    wanted = BOUNDARY_VINTAGES[vintage]
    forward = steps_between(date.min, wanted.day, basis=basis)
    if wanted.level == "commune":
        wards = steps_between(date.min, wanted.day, level="commune", basis=basis)
        return (*forward, *wards)
    back = steps_between(DISTRICTS_ABOLISHED, wanted.day, basis=basis)
    return (*back, Step(None, wards_to_districts(wanted.day)), *forward)


def carry_along(
    figures: Mapping[str, Amount | None],
    steps: Iterable[Step],
    *,
    additive: bool = True,
    absent_is_zero: bool = False,
) -> Carried:
    """Carry the figures of one year through a sequence of steps.

    Units that no step concerns stay as they are; None is a figure that is not known. "unknown"
    may be among the units and stays unknown. Totals are rounded to whole numbers in every step, so
    two ways taken one after the other are the long way. With `absent_is_zero` the figures are sums
    of dated events: a unit without one had none, and units of two vintages may stand in one year,
    before and after a change. Without it that would count a place twice: raises ValueError.
    """
    hand = {unit: None if value is None else exact(value) for unit, value in figures.items()}
    unknown: Amount = hand.pop(UNKNOWN_CODE, 0) or 0
    holes = {unit: Hole("figure", (unit,)) for unit, value in hand.items() if value is None}
    for step in steps:
        moving = {unit: hand.pop(unit) for unit in list(hand) if unit in step.shares}
        if additive:
            carried = carry(moving, step.shares, absent_is_zero=absent_is_zero)
        else:
            carried = pass_on(moving, step.shares)
        arriving = {**carried.totals, **dict.fromkeys(carried.holes)}
        twice = sorted(arriving.keys() & hand.keys())
        if twice and not (additive and absent_is_zero):
            raise ValueError(f"figures of two vintages in one year meet in {', '.join(twice)}")
        unknown += carried.unknown
        for unit, hole in carried.holes.items():
            earlier = (holes[cause] for cause in hole.causes if cause in holes)
            holes[unit] = next(earlier, replace(hole, day=step.day))
        for unit, arrived in arriving.items():
            staying = hand.get(unit, 0)
            if arrived is None or staying is None:
                unknown += (arrived or 0) + (staying or 0)
                hand[unit] = None
            else:
                hand[unit] = arrived + staying
    return Carried(
        {unit: value for unit, value in hand.items() if value is not None},
        unknown,
        {unit: holes[unit] for unit, value in hand.items() if value is None},
    )
