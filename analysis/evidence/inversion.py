"""Intervals from tests: every value that a test does not reject."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from analysis.evidence.findings import Interval
from analysis.evidence.model import Floats

_NEAREST, _FURTHEST, _POINTS, _HALVINGS = 0.25, 1e4, 80, 48
"""Where an end is looked for, in errors from the estimate, and how finely."""


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
    chance: Callable[[float], float], estimate: float, error: float, level: float
) -> Interval:
    """Return the values around `estimate` whose `chance` is above 1 − level, ends by halving.

    Where the chance rises again further out, the furthest such value found is the end: on a grid
    from a quarter of an `error` to ten thousand, each step 15 % wider. An end beyond is infinite.
    """
    distances = np.concatenate([[0.0], np.geomspace(_NEAREST, _FURTHEST, _POINTS)]) * error

    def end(sign: float) -> float:
        kept = [chance(estimate + sign * distance) > 1 - level for distance in distances]
        if kept[-1]:
            return sign * float("inf")
        last = max((at for at, inside in enumerate(kept) if inside), default=0)
        near, far = float(distances[last]), float(distances[last + 1])
        for _ in range(_HALVINGS):
            middle = (near + far) / 2
            if chance(estimate + sign * middle) > 1 - level:
                near = middle
            else:
                far = middle
        return estimate + sign * far

    return Interval(end(-1.0), end(1.0), level)


def share_at_least(statistics: Floats, observed: float) -> float:
    """Return the share of statistics at least as far from zero as the observed, ties included."""
    return float(np.mean(np.abs(statistics) >= abs(observed) * (1 - 1e-9)))
