"""How unequal money is between places, held against what chance alone would make of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.fairness_draws import (
    DRAWS,
    FEW_DRAWS,
    MOST_DRAWN,
    Corrected,
    Middle,
    Received,
    corrected,
    dealt,
    ginis,
    hoovers,
    middle,
    redrawn,
    theils,
)
from analysis.measures.inequality import gini, money_against_eligible, theil

Floats = npt.NDArray[np.float64]

FEWEST_SUPPORTED = 10
"""Fewer supported establishments than this give no interval, so nothing is said."""

_NOTHING = 1e-12
"""Less inequality than this is the rounding of equal amounts: no part of it means anything."""

SPREAD = ("gini_districts", "hoover")
SPLIT = ("theil", "theil_between", "theil_within", "theil_share")
"""The indices of `spread` and of `split`."""


def unequal(known: pd.DataFrame, of_terrain: pd.DataFrame) -> list[list[dict[str, Any]]]:
    """Return the rows of `spread` of known establishments, and of `split` of those of a terrain.

    Both judge the same draws where every known one has a terrain.
    """
    every = Places.of(known)
    draws = drawn(every)
    if len(of_terrain) == len(known):
        return [spread(every, draws), split(every, draws)]
    some = Places.of(of_terrain)
    return [spread(every, draws), split(some, drawn(some))]


@dataclass(frozen=True, slots=True)
class Places:
    """Money of d places, the terrain of each (d,), and how many establishments were supported."""

    received: Received
    terrains: tuple[str, ...]
    supported: int

    @staticmethod
    def of(known: pd.DataFrame) -> Places:
        """Return the places of establishments with district, terrain, supported and received.

        A row stands for as many establishments as its `alike` says.
        """
        place, codes = pd.factorize(known["district"], sort=True)
        alike = known["alike"].to_numpy(np.int64)
        sizes = np.bincount(place, alike, len(codes)).astype(np.int64)
        money = known["received"].to_numpy(np.float64)
        paid = np.flatnonzero(money > 0)
        # In the order of the places, and within a place as they came; draws need each by itself.
        paid = paid[np.argsort(place[paid], kind="stable")]
        paid = np.repeat(paid, alike[paid])
        numbers = np.bincount(place[paid], minlength=len(codes)).astype(np.int64)
        terrain = known.groupby("district")["terrain"].first().fillna("")
        received = Received(sizes, numbers, money[paid])
        return Places(received, tuple(terrain), int(alike @ known["supported"].to_numpy(np.int64)))

    @property
    def comparable(self) -> bool:
        """Whether there are places to compare, and money to compare them by."""
        return len(self.terrains) > 1 and len(self.received.money) > 0

    @property
    def normal(self) -> bool:
        """Whether there are so many places that few draws, taken as normal, say enough."""
        return len(self.terrains) > MOST_DRAWN


@dataclass(frozen=True, slots=True)
class Draws:
    """Totals (draws, d) of establishments drawn again, and of the money dealt out at random."""

    again: Floats
    chance: Floats
    normal: bool


def drawn(places: Places) -> Draws | None:
    """Return the draws of places; None where too few were supported to say anything from them."""
    if not places.comparable or places.supported < FEWEST_SUPPORTED:
        return None
    number = FEW_DRAWS if places.normal else DRAWS
    return Draws(redrawn(places.received, number), dealt(places.received, number), places.normal)


def spread(places: Places, draws: Draws | None) -> list[dict[str, Any]]:
    """Return Gini and Hoover of money per establishment between places, weighted by these.

    A row has index, value, corrected, low, high, chance_low, chance_high, interval_by and verdict;
    what cannot be had is left out of it. `low` to `high` is the interval of `corrected`, the value
    without the pull of chance; the chance range is that of `value`.
    """
    sizes, totals = places.received.sizes, places.received.totals
    if not places.comparable:
        return [{"index": name} for name in SPREAD]
    weights = sizes.astype(np.float64)
    values = {
        "gini_districts": gini(totals / weights, weights).value,
        "hoover": money_against_eligible(totals, weights).hoover,
    }

    def judged(rows: Floats) -> dict[str, Floats]:
        return {"gini_districts": ginis(rows, sizes), "hoover": hoovers(rows, sizes)}

    return _rows(values, draws, judged, dict.fromkeys(SPREAD, 1.0))


def split(places: Places, draws: Draws | None) -> list[dict[str, Any]]:
    """Return Theil's T of money per establishment, between and within terrains; as `spread`.

    Every place has a terrain. The share between terrains only describes: where there is little
    inequality it is a share of nothing much.
    """
    sizes, totals = places.received.sizes, places.received.totals
    if not places.comparable:
        return [{"index": name} for name in SPLIT]
    weights = sizes.astype(np.float64)
    found = theil(totals / weights, places.terrains, weights)
    values = {
        "theil": found.value,
        "theil_between": found.between,
        "theil_within": found.within,
        "theil_share": found.between / found.value if found.value > _NOTHING else float("nan"),
    }
    names, group = np.unique(places.terrains, return_inverse=True)
    member = (group[:, None] == np.arange(len(names))).astype(np.float64)

    def judged(rows: Floats) -> dict[str, Floats]:
        every = theils(rows, sizes)
        between = theils(rows @ member, (sizes @ member).astype(np.int64))
        part = np.divide(between, every, out=np.full(len(every), np.nan), where=every > _NOTHING)
        return {
            "theil": every,
            "theil_between": between,
            "theil_within": every - between,
            "theil_share": part,
        }

    most = dict.fromkeys(SPLIT, float(np.log(sizes.sum() / sizes.min())))
    *rows, share = _rows(values, draws, judged, most | {"theil_share": 1.0})
    return [*rows, {**share, "verdict": "description"} if "verdict" in share else share]


def _rows(
    values: dict[str, float],
    draws: Draws | None,
    judged: Callable[[Floats], dict[str, Floats]],
    most: dict[str, float],
) -> list[dict[str, Any]]:
    if draws is None:
        return [{"index": name, "value": value} for name, value in values.items()]
    again, chance = judged(draws.again), judged(draws.chance)
    rows: list[dict[str, Any]] = []
    for name, value in values.items():
        if value != value:
            rows.append({"index": name})
            continue
        around = middle(again[name], draws.normal)
        by_chance = middle(chance[name], draws.normal)
        rows.append(
            _row(name, value, corrected(value, around, 0.0, most[name]), by_chance, draws.normal)
        )
    return rows


def _row(
    name: str, value: float, without_pull: Corrected, chance: Middle, normal: bool
) -> dict[str, Any]:
    """Return a row; unequal is what is beyond the range of chance and surely not nothing at all."""
    verdict, low = "beyond_chance", without_pull.low
    if value <= chance.high or low <= 0:
        verdict = "below_chance" if value < chance.low else "cannot_tell"
        # No inequality at all could have given this, which draws around it can never show.
        low = 0.0
    return {
        "index": name,
        "value": value,
        "corrected": without_pull.value,
        "low": low,
        "high": without_pull.high,
        "chance_low": max(chance.low, 0.0),
        "chance_high": chance.high,
        "interval_by": "normal_draws" if normal else "bootstrap",
        "verdict": verdict,
    }
