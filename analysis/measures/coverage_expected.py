"""What is expected of each place, where it lies in the funnel, and the ranks it may have."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.funnel_limits import binomial_limits, outside
from analysis.measures.over_dispersion import OverDispersion, dispersed_limits, over_dispersion
from analysis.measures.rank_sets import rank_sets
from analysis.measures.smoothed_rates import smoothed_rates
from analysis.measures.standardised_ratio import expected_counts, ratio_interval
from analysis.measures.wilson import wilson
from analysis.scope import UNKNOWN_CODE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

KINDS = ["industry", "size", "priority_area"]
"""What establishments are compared by: alike in these, they should be supported alike."""

FEWEST_EXPECTED = 5
"""Fewer expected supports than this leave a place's rank to the law of small numbers."""

MOST_RANKED = 150
"""Sets for more places than this would take longer than a page may."""

MOST_ALONE = 0.5
"""With more than this of its expected from kinds found nowhere else, a place is held against itself
and nothing can be told."""


def spread_beyond_chance(frame: pd.DataFrame) -> OverDispersion:
    """Return how much districts of known place differ beyond chance (Spiegelhalter 2005)."""
    known = frame[(frame["district"] != UNKNOWN_CODE) & (frame["position"] != "cannot_tell")]
    return over_dispersion(
        known["supported"].to_numpy(np.int64), known["expected"].to_numpy(np.float64)
    )


def standardised(cells: pd.DataFrame, frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return what is expected of each district, its ratio and where it lies in the funnel."""
    if frame.empty:
        names = ("expected", "alone_share", "ratio", "ratio_low", "ratio_high", "position")
        return {name: [] for name in (*names, "position_spread", "smoothed_share")}
    sizes = _by_kind(cells, "eligible", frame["district"])
    found = _by_kind(cells, "supported", frame["district"])
    expected = expected_counts(sizes, found)
    alone = _alone(sizes, found, expected)
    eligible, supported = sizes.sum(axis=1), found.sum(axis=1).astype(np.int64)
    low, high = ratio_interval(supported, expected)
    ratio = np.divide(supported, expected, out=np.full(len(expected), np.nan), where=expected > 0)
    smoothed = np.full(len(eligible), np.nan)
    if eligible.sum() > 0:
        smoothed = smoothed_rates(supported.astype(np.float64), eligible).rates
    told = (expected > 0) & ~(alone > MOST_ALONE)
    known = told & (frame["district"] != UNKNOWN_CODE).to_numpy()
    return {
        "expected": expected.tolist(),
        "alone_share": alone.tolist(),
        "ratio": ratio.tolist(),
        "ratio_low": low.tolist(),
        "ratio_high": high.tolist(),
        "position": _positions(supported, eligible, expected, told),
        "position_spread": _positions_in_spread(supported, expected, told, known),
        "smoothed_share": smoothed.tolist(),
    }


def _alone(sizes: Floats, found: Floats, expected: Floats) -> Floats:
    """Return the share of each place's expected (n,) that is its own found: of kinds nowhere else.

    NaN where nothing is expected.
    """
    nowhere_else = (sizes > 0).sum(axis=0) == 1
    own: Floats = found[:, nowhere_else].sum(axis=1)
    share: Floats = np.full(len(expected), np.nan)
    np.divide(own, expected, out=share, where=expected > 0)
    return share


def _by_kind(cells: pd.DataFrame, count: str, districts: pd.Series) -> Floats:
    """Return a count as a matrix of districts by kinds of establishment."""
    table = cells.pivot_table(
        index="district", columns=KINDS, values=count, aggfunc="sum", fill_value=0
    )
    matrix: Floats = table.reindex(districts).to_numpy(np.float64)
    return matrix


def _positions(supported: Ints, eligible: Floats, expected: Floats, told: Bools) -> list[str]:
    """Return where each district lies, by the exact limits of the binomial law."""
    chance = np.divide(expected, eligible, out=np.zeros(len(expected)), where=eligible > 0)
    trials = eligible.astype(np.int64)
    wide = outside(supported, binomial_limits(trials, np.clip(chance, 0.0, 1.0), 0.998))
    near = outside(supported, binomial_limits(trials, np.clip(chance, 0.0, 1.0), 0.95))
    return _named(wide + near, told)


def _positions_in_spread(supported: Ints, expected: Floats, told: Bools, known: Bools) -> list[str]:
    """Return where each district lies by limits that allow for the spread between places."""
    spread = over_dispersion(supported[known], expected[known])
    if not np.isfinite(spread.tau):
        return ["cannot_tell"] * len(expected)
    sides = np.zeros(len(expected), dtype=np.int64)
    for level in (0.95, 0.998):
        low, high = dispersed_limits(expected, spread, level)
        sides += (supported > high).astype(np.int64) - (supported < low)
    return _named(sides, told)


def _named(sides: Ints, told: Bools) -> list[str]:
    codes = {-2: "below_998", -1: "below_95", 0: "within", 1: "above_95", 2: "above_998"}
    return [
        codes[int(side)] if there else "cannot_tell"
        for side, there in zip(sides, told, strict=True)
    ]


def ranks(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the first and last rank each place may have, and of how many, from the least covered.

    Ranked is the root of observed over expected, whose error hardly depends on its value.
    """
    expected = frame["expected"].to_numpy(np.float64)
    chosen = (expected >= FEWEST_EXPECTED) & (frame["district"] != UNKNOWN_CODE).to_numpy()
    chosen &= (frame["position"] != "cannot_tell").to_numpy()
    number = int(chosen.sum())
    columns: dict[str, list[Any]] = {
        name: [None] * len(frame) for name in ("rank_low", "rank_high", "ranked")
    }
    if not 2 <= number <= MOST_RANKED:
        return columns
    observed = frame["supported"].to_numpy(np.float64)[chosen]
    found = rank_sets(
        np.sqrt(observed / expected[chosen]), 0.5 / np.sqrt(expected[chosen]), first="smallest"
    )
    for place, low, high in zip(np.flatnonzero(chosen), found.low, found.high, strict=True):
        columns["rank_low"][place] = int(low)
        columns["rank_high"][place] = int(high)
        columns["ranked"][place] = number
    return columns


def shares(frame: pd.DataFrame) -> dict[str, list[Any]]:
    """Return the shares of the eligible told and supported, each with its interval."""
    found: dict[str, list[Any]] = {}
    for step in ("told", "supported"):
        pairs = list(zip(frame[step].tolist(), frame["eligible"].tolist(), strict=True))
        intervals = [wilson(int(some), int(every)) for some, every in pairs]
        found[f"{step}_share"] = [some / every if every else None for some, every in pairs]
        found[f"{step}_low"] = [one[0] if one else None for one in intervals]
        found[f"{step}_high"] = [one[1] if one else None for one in intervals]
    return found
