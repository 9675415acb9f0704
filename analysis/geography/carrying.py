"""Carry figures from old units to new ones: whole numbers stay whole, and no total is lost.

Nothing here knows a real place. A crosswalk says what share of each old unit passed to which new
one; a share of None says that some part passed and no source tells how much. What cannot be
placed is counted as unknown, so the placed totals and the unknown always add up to what came in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from numbers import Integral
from typing import Literal

Amount = int | float
"""A whole number is carried exactly, of whatever size; a float to its own precision."""

Shares = Mapping[str, Mapping[str, Fraction | None]]
"""Old unit to new unit to the share that passed; None is a share that no source gives."""

_TOLERANCE = Fraction(1, 1_000_000)


@dataclass(frozen=True, slots=True)
class Hole:
    """Why a new unit has no figure, and which old units are the cause.

    "shares": no source tells how a cause was divided. "figure": a cause has no figure. "nature":
    the measure does not add up and the unit is not exactly one old unit. "place": the unit has no
    counterpart among those wanted. `day` is the day of the boundary change, None when none is to
    blame.
    """

    why: Literal["shares", "figure", "nature", "place"]
    causes: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Carried:
    """Figures by new unit, what could not be placed, and the new units left without a figure.

    For additive figures the sum of `totals` plus `unknown` is the sum of what was carried.
    """

    totals: dict[str, Amount]
    unknown: Amount = 0
    holes: dict[str, Hole] = field(default_factory=dict)


def exact(amount: Amount) -> Amount:
    """Return a whole number of any type as an int, which cannot overflow; a float as it is."""
    return int(amount) if isinstance(amount, Integral) else amount


def shares_of(rows: Iterable[tuple[str, str, float | Fraction | None]]) -> Shares:
    """Return a crosswalk of (old unit, new unit, weight) as exact shares that add up to one.

    Weights are taken as the decimals they print as, and what rounding left over or short, at most
    a millionth, is spread in proportion. A weight of zero passes nothing and is left out. Raises
    ValueError for a pair given twice, a weight outside 0 to 1, or weights of one old unit that
    are all known and do not add up to one.
    """
    found: dict[str, dict[str, Fraction | None]] = {}
    for source, target, weight in rows:
        row = found.setdefault(source, {})
        if target in row:
            raise ValueError(f"the crosswalk gives {source} to {target} twice")
        # Through text, because the float 0.4959 is not the fraction 4959/10000 that was meant.
        share = None if weight is None else Fraction(str(weight))
        if share is not None and not 0 <= share <= 1:
            raise ValueError(f"the weight of {source} to {target} is not from 0 to 1: {weight}")
        row[target] = share
    return {source: _adding_up(source, row) for source, row in found.items()}


def divide(amount: int, shares: Mapping[str, Fraction]) -> dict[str, int]:
    """Divide a whole number in whole parts that add up to it, each within one of its quota.

    Largest remainders (Hamilton's method); equal remainders go in the order of unit ids. A
    negative amount is divided as its opposite. Raises ValueError for shares that do not add up to
    exactly one.
    """
    if sum(shares.values()) != 1:
        raise ValueError("the shares to divide by do not add up to one")
    size, sign = abs(amount), 1 if amount >= 0 else -1
    quotas = {target: size * share for target, share in shares.items()}
    parts = {target: quota.numerator // quota.denominator for target, quota in quotas.items()}
    left_over = size - sum(parts.values())
    by_remainder = sorted(quotas, key=lambda target: (parts[target] - quotas[target], target))
    for target in by_remainder[:left_over]:
        parts[target] += 1
    return {target: sign * part for target, part in parts.items()}


def carry(
    totals: Mapping[str, Amount | None], shares: Shares, *, absent_is_zero: bool = False
) -> Carried:
    """Carry totals that add up (counts, đồng) from old units to new ones, conserving their sum.

    Each whole number is divided by `divide`; a float in proportion. A total of an old unit without
    a row in `shares`, or with a share that is not known, is unknown. A new unit is left with a
    hole, and what else would have come to it is unknown too, when a part of it is: a share not
    given, or a figure that is None or absent. With `absent_is_zero` an old unit that does not
    appear had nothing. A zero passes as zeros whatever the shares.
    """
    placed: dict[str, Amount] = {}
    unknown: Amount = 0
    undivided: set[str] = set()
    for source, given in totals.items():
        row = shares.get(source)
        if given is None:
            continue
        total = exact(given)
        if row is None:
            unknown += total
            continue
        if total and None in row.values():
            unknown += total
            undivided.add(source)
            continue
        for target, part in _parts(total, row).items():
            placed[target] = placed.get(target, 0) + part
    holes: dict[str, Hole] = {}
    for target, sources in _origins(shares).items():
        if not any(source in totals for source in sources):
            continue
        lacking = tuple(
            source
            for source in sources
            if totals.get(source) is None and not (absent_is_zero and source not in totals)
        )
        unshared = tuple(source for source in sources if source in undivided)
        if unshared:
            holes[target] = Hole("shares", unshared)
        elif lacking:
            holes[target] = Hole("figure", lacking)
        if target in holes:
            unknown += placed.pop(target, 0)
    return Carried(placed, unknown, holes)


def pass_on(values: Mapping[str, Amount | None], shares: Shares) -> Carried:
    """Pass on figures that do not add up (rates, medians), where a unit only changed its name.

    A new unit keeps the figure of an old one that came to it whole and alone; every other new unit
    that an old one passed to is left with a hole. Nothing is divided, so `unknown` is always 0.
    """
    passed: dict[str, Amount] = {}
    holes: dict[str, Hole] = {}
    for target, sources in _origins(shares).items():
        if not any(source in values for source in sources):
            continue
        if len(sources) > 1 or shares[sources[0]][target] != 1:
            holes[target] = Hole("nature", sources)
            continue
        value = values[sources[0]]
        if value is None:
            holes[target] = Hole("figure", sources)
        else:
            passed[target] = value
    return Carried(passed, 0, holes)


def reversed_shares(shares: Shares, sizes: Mapping[str, float | Fraction]) -> Shares:
    """Return the crosswalk back: of each new unit, the share that each old unit had in it.

    `sizes` are the old units' totals of the basis of the weights, last before the change; an old
    unit's part of a new one is its size times the share that passed. A new unit with one old unit
    goes back to it whole. Where a size or a share is missing, or all parts are zero, the shares
    back are not known. Raises ValueError for a negative size.
    """
    if any(size < 0 for size in sizes.values()):
        raise ValueError("a size that weights are derived from is negative")
    back: dict[str, Mapping[str, Fraction | None]] = {}
    for target, sources in _origins(shares).items():
        parts = [_part_of(shares[source][target], sizes.get(source)) for source in sources]
        known = [part for part in parts if part is not None]
        whole = sum(known)
        if len(sources) == 1:
            back[target] = {sources[0]: Fraction(1)}
        elif len(known) < len(parts) or not whole:
            back[target] = dict.fromkeys(sources)
        else:
            back[target] = {
                source: part / whole for source, part in zip(sources, known, strict=True) if part
            }
    return back


def _adding_up(source: str, row: Mapping[str, Fraction | None]) -> dict[str, Fraction | None]:
    passing = {target: share for target, share in row.items() if share != 0}
    known = [share for share in passing.values() if share is not None]
    whole = sum(known, Fraction(0))
    if len(known) < len(passing):
        return passing
    if abs(whole - 1) > _TOLERANCE:
        raise ValueError(f"the weights of {source} add up to {float(whole)}, not to one")
    return {target: share / whole for target, share in passing.items() if share is not None}


def _parts(total: Amount, row: Mapping[str, Fraction | None]) -> Mapping[str, Amount]:
    shares = {target: share for target, share in row.items() if share is not None}
    if not total:
        return dict.fromkeys(row, total)
    if isinstance(total, int):
        return divide(total, shares)
    return {target: total * float(share) for target, share in shares.items()}


def _part_of(share: Fraction | None, size: float | Fraction | None) -> Fraction | None:
    return None if share is None or size is None else share * Fraction(str(size))


def _origins(shares: Shares) -> dict[str, tuple[str, ...]]:
    """Return new unit to the old units that something passed to it from, in their order."""
    origins: dict[str, tuple[str, ...]] = {}
    for source, row in shares.items():
        for target in row:
            origins[target] = (*origins.get(target, ()), source)
    return origins
