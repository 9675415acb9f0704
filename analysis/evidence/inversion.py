"""Intervals from tests: every value that a test does not reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.evidence.findings import Interval
from analysis.evidence.model import Floats

_NEAREST, _FURTHEST, _POINTS, _HALVINGS = 0.25, 1e4, 80, 40
"""Where an end is looked for, in errors from the estimate, and how finely."""

_SLACK = 1e-9
"""Shares of draws, and ties among them, are told apart up to rounding."""


@dataclass(frozen=True, slots=True)
class Tested:
    """A test of no effect, and the interval of all effects it would not reject.

    `estimate` is what was tested. `draws` are the re-weightings or re-assignments the test rests
    on, `exact` tells whether those are all there are. An end of the interval is infinite where no
    value on its side is rejected.
    """

    estimate: float
    p: float
    interval: Interval
    draws: int
    exact: bool


def inverted(
    chance: Callable[[Floats], Floats], estimate: float, error: float, level: float
) -> Interval:
    """Return the values around `estimate` whose chance is above 1 − level, ends by halving.

    `chance` takes values (V,) and returns what the test makes of each. Where it rises again further
    out, the furthest such value found is the end: on a grid from a quarter of an `error` to ten
    thousand, each step 15 % wider. An end beyond is infinite.
    """
    distances = np.concatenate([[0.0], np.geomspace(_NEAREST, _FURTHEST, _POINTS)]) * error
    limit = 1 - level + _SLACK

    def end(sign: float) -> float:
        kept = np.flatnonzero(chance(estimate + sign * distances) > limit)
        last = int(kept[-1]) if len(kept) else 0
        if last == len(distances) - 1:
            return sign * float("inf")
        near, far = float(distances[last]), float(distances[last + 1])
        for _ in range(_HALVINGS):
            middle = (near + far) / 2
            inside = chance(np.array([estimate + sign * middle]))[0] > limit
            near, far = (middle, far) if inside else (near, middle)
        return estimate + sign * far

    return Interval(end(-1.0), end(1.0), level)


def share_at_least(statistics: Floats, observed: Floats) -> Floats:
    """Return the share of statistics (V, R) at least as large as the observed (V,), ties included.

    A statistic that is not known counts as large: it speaks against nothing.
    """
    known = np.nan_to_num(statistics, nan=np.inf, posinf=np.inf)
    shares: Floats = np.mean(known >= (observed * (1 - _SLACK))[:, np.newaxis], axis=1)
    return shares
