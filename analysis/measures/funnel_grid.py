"""The limits of the funnel between the places: lines over a fine grid of the expected."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.coverage_expected import LEVELS, SPREADS, spread_beyond_chance
from analysis.measures.funnel_limits import binomial_limits
from analysis.measures.over_dispersion import dispersed_limits
from analysis.scope import UNKNOWN_CODE

Floats = npt.NDArray[np.float64]

POINTS = 300
"""How many expected counts a line is made of: finer than a screen shows."""


def typical_chance(frame: pd.DataFrame, expected: str = "expected") -> float:
    """Return the chance of support of an establishment as expected over all known places.

    `frame` is coverage_by_district, `expected` the column of what is expected; NaN without any.
    """
    known = frame[(frame["district"] != UNKNOWN_CODE) & frame[expected].notna()]
    eligible = float(known["eligible"].sum())
    return float(known[expected].sum()) / eligible if eligible else float("nan")


def funnel_grid(
    frame: pd.DataFrame, kind: str = "limit", expected: str = "expected"
) -> pd.DataFrame:
    """Return limits as ratios over a grid of the expected: 95_low, 95_high, 998_low, 998_high.

    `kind` is "limit", the quantiles of chance alone as `binomial_limits` has them, steps and all,
    or one of SPREADS. A limit depends on how many are eligible beside how many are expected: the
    grid takes the `typical_chance`, while each place is judged by the limits of its own. Empty
    where nothing is expected.
    """
    known = frame[(frame["district"] != UNKNOWN_CODE) & (frame[expected] > 0)]
    chance = typical_chance(frame, expected)
    if known.empty or not 0 < chance <= 1:
        return pd.DataFrame(columns=["expected", *_names()])
    top = float(known[expected].max()) * 1.05
    trials = np.unique(np.maximum(np.linspace(0, top / chance, POINTS + 1)[1:].round(), 1))
    grid: Floats = trials * chance
    found: dict[str, Floats] = {"expected": grid}
    for name, level in LEVELS.items():
        limits = binomial_limits(trials.astype(np.int64), np.full(len(trials), chance), level)
        low, high = limits.low, limits.high
        if kind in SPREADS:
            spread = spread_beyond_chance(frame)
            low, high = dispersed_limits(limits, grid, spread, SPREADS[kind])
        found[f"{name}_low"], found[f"{name}_high"] = low / grid, high / grid
    return pd.DataFrame(found)


def _names() -> tuple[str, ...]:
    return tuple(f"{level}_{end}" for level in LEVELS for end in ("low", "high"))
