"""How unequal money is between places, held against what chance alone would make of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.fairness_draws import (
    Received,
    basic_interval,
    dealt,
    ginis,
    hoovers,
    range_of,
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


def spread(known: pd.DataFrame) -> list[dict[str, Any]]:
    """Return Gini and Hoover of money per establishment between places, weighted by these.

    `known` are establishments with district, supported and received, none of them unknown. A row
    has index, value, low, high, chance_low, chance_high and verdict; what cannot be had is left
    out of it.
    """
    places = _Places.of(known)
    sizes, totals = places.received.sizes, places.received.totals
    if not places.comparable:
        return [{"index": name} for name in SPREAD]
    weights = sizes.astype(np.float64)
    values = {
        "gini_districts": gini(totals / weights, weights).value,
        "hoover": money_against_eligible(totals, weights).hoover,
    }

    def drawn(rows: Floats) -> dict[str, Floats]:
        return {"gini_districts": ginis(rows, sizes), "hoover": hoovers(rows, sizes)}

    if not places.enough:
        return [{"index": name, "value": value} for name, value in values.items()]
    again, chance = drawn(redrawn(places.received)), drawn(dealt(places.received))
    return [_row(name, values[name], again[name], chance[name], 1.0) for name in SPREAD]


def split(known: pd.DataFrame) -> list[dict[str, Any]]:
    """Return Theil's T of money per establishment, between and within terrains; as `spread`.

    Every place of `known` has a terrain. The share between terrains only describes: where there is
    little inequality it is a share of nothing much.
    """
    places = _Places.of(known)
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

    def drawn(rows: Floats) -> dict[str, Floats]:
        every = theils(rows, sizes)
        between = theils(rows @ member, (sizes @ member).astype(np.int64))
        part = np.divide(between, every, out=np.full(len(every), np.nan), where=every > _NOTHING)
        return {
            "theil": every,
            "theil_between": between,
            "theil_within": every - between,
            "theil_share": part,
        }

    if not places.enough:
        return [{"index": name, "value": value} for name, value in values.items()]
    again, chance = drawn(redrawn(places.received)), drawn(dealt(places.received))
    most = float(np.log(sizes.sum() / sizes.min()))
    rows = [_row(name, values[name], again[name], chance[name], most) for name in SPLIT[:-1]]
    share = values["theil_share"]
    if share != share:
        return [*rows, {"index": "theil_share"}]
    row = _row("theil_share", share, again["theil_share"], chance["theil_share"], 1.0)
    return [*rows, {**row, "verdict": "description"}]


@dataclass(frozen=True, slots=True)
class _Places:
    """Money of d places, the terrain of each (d,), and how many establishments were supported."""

    received: Received
    terrains: tuple[str, ...]
    supported: int

    @staticmethod
    def of(known: pd.DataFrame) -> _Places:
        place, codes = pd.factorize(known["district"], sort=True)
        sizes = np.bincount(place, minlength=len(codes)).astype(np.int64)
        money = known["received"].to_numpy(np.float64)
        paid = np.flatnonzero(money > 0)
        # In the order of the places, and within a place as they came.
        paid = paid[np.argsort(place[paid], kind="stable")]
        ends = np.cumsum(np.bincount(place[paid], minlength=len(codes)))[:-1]
        terrain = known.groupby("district")["terrain"].first().fillna("")
        received = Received(sizes, tuple(np.split(money[paid], ends)))
        return _Places(received, tuple(terrain), int(known["supported"].sum()))

    @property
    def comparable(self) -> bool:
        """Whether there are places to compare, and money to compare them by."""
        return len(self.terrains) > 1 and bool(self.received.totals.sum() > 0)

    @property
    def enough(self) -> bool:
        """Whether enough were supported to say how uncertain an index is."""
        return self.supported >= FEWEST_SUPPORTED


def _row(name: str, value: float, again: Floats, chance: Floats, most: float) -> dict[str, Any]:
    low, high = basic_interval(value, again, 0.0, most)
    chance_low, chance_high = range_of(chance)
    verdict = "beyond_chance"
    if value <= chance_high:
        verdict = "below_chance" if value < chance_low else "cannot_tell"
        # No inequality at all could have given this, which draws around it can never show.
        low = 0.0
    return {
        "index": name,
        "value": value,
        "low": low,
        "high": high,
        "chance_low": chance_low,
        "chance_high": chance_high,
        "verdict": verdict,
    }
