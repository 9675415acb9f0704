"""What is expected of each place, where it lies in the funnel, and the ranks it may have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.coverage_columns import STEPS
from analysis.measures.funnel_limits import FunnelLimits, binomial_limits, binomial_tail, outside
from analysis.measures.over_dispersion import (
    DispersionModel,
    OverDispersion,
    dispersed_limits,
    over_dispersion,
)
from analysis.measures.rank_sets import rank_sets
from analysis.measures.smoothed_rates import smoothed_rates
from analysis.measures.standardised_ratio import expected_counts, ratio_interval
from analysis.measures.wilson import wilson_all
from analysis.scope import UNKNOWN_CODE

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

KINDS = ("industry", "size", "priority_area")
"""What establishments are compared by: alike in these, they should be supported alike."""

KINDS_OF_ALL = ("industry", "size")
"""Without the area: whether places of priority are behind the whole province shows only so."""

FEWEST_EXPECTED = 5
"""Fewer expected supports than this leave a place's rank to the law of small numbers."""

MOST_RANKED = 150
"""Sets for more places than this would take longer than a page may."""

SPREADS: dict[str, DispersionModel] = {"spread": "additive", "scaled": "multiplicative"}
"""Names of the limits that allow for spread, and how they do."""

LEVELS = {"95": 0.95, "998": 0.998}
"""Names of the levels of limits, and the levels."""

LIMIT_NAMES = tuple(
    f"{kind}_{level}_{end}"
    for kind in ("limit", *SPREADS)
    for level in LEVELS
    for end in ("low", "high")
)

MOST_ALONE = 0.5
"""With more than this of its expected from kinds found nowhere else, a place is held against itself
and nothing can be told; nor with more than this from kinds of an unknown priority area."""


def spread_beyond_chance(frame: pd.DataFrame) -> OverDispersion:
    """Return how much districts of known place differ beyond chance (Spiegelhalter 2005)."""
    known = frame[(frame["district"] != UNKNOWN_CODE) & (frame["position"] != "cannot_tell")]
    return over_dispersion(
        known["supported"].to_numpy(np.int64), known["expected"].to_numpy(np.float64)
    )


def standardised(
    cells: pd.DataFrame, frame: pd.DataFrame, kinds: Sequence[str] = KINDS
) -> dict[str, list[Any]]:
    """Return what is expected of each district, its ratio and where it lies in the funnel.

    Expected is what there would be were those alike in `kinds` supported alike everywhere. Limits
    are ratios to the expected too: `limit_…` of the exact binomial law, `spread_…` and `scaled_…`
    with what places differ by, added or multiplied. `as_few` is the mid-p chance of as few
    supported were the expected true, `below_by_chance` the chance to lie below the 95% limit then.
    """
    if frame.empty:
        names = ("expected", "alone_share", "ratio", "ratio_low", "ratio_high", "as_few")
        more = ("below_by_chance", "position", "smoothed_share")
        positions = (f"position_{kind}" for kind in SPREADS)
        return {name: [] for name in (*names, *more, *positions, *LIMIT_NAMES)}
    sizes, found, unclear = _by_kind(cells, frame["district"], kinds)
    expected = expected_counts(sizes, found)
    alone = _alone(sizes, found, expected)
    eligible, supported = sizes.sum(axis=1), found.sum(axis=1).astype(np.int64)
    low, high = ratio_interval(supported, expected)
    smoothed = np.full(len(eligible), np.nan)
    if eligible.sum() > 0:
        smoothed = smoothed_rates(supported.astype(np.float64), eligible).rates
    # Of an unknown class nobody knows who is alike: such places are not held against each other.
    of_unknown = _over(expected_counts(sizes[:, unclear], found[:, unclear]), expected)
    told = (expected > 0) & ~(alone > MOST_ALONE) & ~(of_unknown > MOST_ALONE)
    known = told & (frame["district"] != UNKNOWN_CODE).to_numpy()
    spread = over_dispersion(supported[known], expected[known])
    trials = eligible.astype(np.int64)
    chance = np.clip(np.nan_to_num(_over(expected, eligible)), 0.0, 1.0)
    exact = {name: binomial_limits(trials, chance, level) for name, level in LEVELS.items()}
    limits = _limits(exact, expected, spread)
    return {
        "expected": expected.tolist(),
        "alone_share": alone.tolist(),
        "ratio": _over(supported, expected).tolist(),
        "ratio_low": low.tolist(),
        "ratio_high": high.tolist(),
        "as_few": np.where(told, binomial_tail(supported, trials, chance), np.nan).tolist(),
        "below_by_chance": np.where(told, exact["95"].chance_below, np.nan).tolist(),
        "position": _positions(supported, limits, "limit", told),
        **{f"position_{kind}": _positions(supported, limits, kind, told) for kind in SPREADS},
        "smoothed_share": smoothed.tolist(),
        **{name: _over(count, expected).tolist() for name, count in limits.items()},
    }


def _over(counts: Floats | Ints, expected: Floats) -> Floats:
    """Return counts over expected, (n,), NaN where nothing is expected."""
    ratio: Floats = np.full(len(expected), np.nan)
    np.divide(counts, expected, out=ratio, where=expected > 0)
    return ratio


def _limits(
    exact: dict[str, FunnelLimits], expected: Floats, spread: OverDispersion
) -> dict[str, Floats]:
    """Return the limits of what is supported, in counts: LIMIT_NAMES; NaN where spread is."""
    found: dict[str, Floats] = {}
    for name, limits in exact.items():
        found[f"limit_{name}_low"], found[f"limit_{name}_high"] = limits.low, limits.high
        for kind, model in SPREADS.items():
            low, high = dispersed_limits(limits, expected, spread, model)
            found[f"{kind}_{name}_low"], found[f"{kind}_{name}_high"] = low, high
    return found


def _alone(sizes: Floats, found: Floats, expected: Floats) -> Floats:
    """Return the share of each place's expected (n,) that is its own found: of kinds nowhere else.

    NaN where nothing is expected.
    """
    nowhere_else = (sizes > 0).sum(axis=0) == 1
    own: Floats = found[:, nowhere_else].sum(axis=1)
    return _over(own, expected)


def _by_kind(
    cells: pd.DataFrame, districts: pd.Series, kinds: Sequence[str]
) -> tuple[Floats, Floats, Bools]:
    """Return the eligible and the supported as matrices of districts by kinds of establishment.

    The third tells of each kind whether its priority area counts and is unknown.
    """
    rows = pd.Index(districts).get_indexer(pd.Index(cells["district"]))
    columns = np.zeros(len(cells), dtype=np.int64)
    for kind in kinds:
        codes, values = pd.factorize(cells[kind], sort=True)
        columns = columns * (len(values) + 1) + codes
    # Sorted, so that cells in any order add up in the same one.
    columns, kinds_there = pd.factorize(columns, sort=True)
    eligible, supported = np.zeros((2, len(districts), len(kinds_there)))
    for matrix, name in ((eligible, "eligible"), (supported, "supported")):
        np.add.at(matrix, (rows, columns), cells[name].to_numpy(np.float64))
    unclear = np.zeros(len(kinds_there), dtype=np.bool_)
    if "priority_area" in kinds:
        unclear[columns[(cells["priority_area"] == UNKNOWN_CODE).to_numpy()]] = True
    return eligible, supported, unclear


def _positions(supported: Ints, limits: dict[str, Floats], kind: str, told: Bools) -> list[str]:
    """Return where each district lies among limits of a kind, `cannot_tell` where there are none.

    A count outside the 99.8 % limits is outside the 95 % ones too.
    """
    sides = np.zeros(len(supported), dtype=np.int64)
    there = told.copy()
    for name in LEVELS:
        low, high = limits[f"{kind}_{name}_low"], limits[f"{kind}_{name}_high"]
        sides += outside(supported, low, high)
        there &= np.isfinite(low) & np.isfinite(high)
    codes = {-2: "below_998", -1: "below_95", 0: "within", 1: "above_95", 2: "above_998"}
    return [
        codes[int(side)] if known else "cannot_tell"
        for side, known in zip(sides, there, strict=True)
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
    """Return the shares of the eligible that took each step, each with its interval.

    NaN where nobody is eligible, or the step is not known.
    """
    found: dict[str, list[Any]] = {}
    eligible = frame["eligible"].to_numpy(np.float64)
    for step in STEPS[1:]:
        taken = np.asarray(frame[step].astype("Float64").astype("float64"), np.float64)
        ends = wilson_all(taken, eligible)
        for name, values in zip(
            ("share", "low", "high"), (_over(taken, eligible), *ends), strict=True
        ):
            found[f"{step}_{name}"] = values.tolist()
    return found
