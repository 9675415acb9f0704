"""What each file is expected to bring by every objective, how sure that is, and of what grade.

Jobs and productivity rest on the evidence; counterpart is a promise, as a file states it; coverage
is arithmetic on records. What is not known is NaN: it is counted, never taken as nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from analysis.decisions.activity_effects import Effects
from analysis.decisions.promises import Promises

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DRAWS = 200
"""How many joint draws of what is uncertain a cautious plan gets; even, for they are mirrored."""

NO_GRADE = -1
"""The grade of what is no finding about an effect: arithmetic on records."""


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """One objective of n files: `mean`, standard `error`, evidence `grade`, all (n,).

    Where the mean is NaN the outcome is not known. `draws` (D, n) are joint: draw d of every file
    belongs together, as the effect of an activity is one and the same for all its files. None where
    nothing about it is uncertain that could be told.
    """

    objective: str
    mean: Floats
    error: Floats
    grade: Ints
    draws: Floats | None = None


def expected_jobs(
    workers: Floats,
    planned: Floats,
    activities: Sequence[str],
    effects: Effects,
    promises: Promises,
    seed: int = 0,
    draws: int = DRAWS,
) -> Expected:
    """Return the jobs each file (n,) is expected to add to the workers it has.

    The growth expected, in log points, is the effect of its activity, moved by how much more than
    the usual it promises times what has come of such promises: m + b (q − q̄). Where the promise is
    not known the effect stands alone; where the workers are not, the jobs are not known. Means and
    errors are those of workers × (eᶿ − 1) with θ normal; `workers` and `planned` are (n,) with NaN
    for unknown.
    """
    beyond = _beyond(workers, planned, activities, effects, promises)
    means, errors = _of_activities(activities, effects)
    growth = means + promises.slope * beyond
    spread = np.hypot(errors, promises.error * beyond)
    known = np.isfinite(workers)
    rise, rise_error = _rise(growth, spread)
    noise = _noise(draws, len(effects.by_activity) + 3, seed)
    drawn = (
        growth
        + _drawn(activities, effects, noise)
        + promises.error * np.outer(noise[:, -1], beyond)
    )
    return Expected(
        "jobs",
        np.where(known, workers * rise, np.nan),
        np.where(known, np.abs(workers) * rise_error, np.nan),
        _grades(activities, effects),
        np.where(known, workers * np.expm1(drawn), np.nan),
    )


def expected_productivity(
    activities: Sequence[str], effects: Effects, seed: int = 1, draws: int = DRAWS
) -> Expected:
    """Return by what fraction each file (n,) is expected to raise output per worker."""
    means, errors = _of_activities(activities, effects)
    rise, rise_error = _rise(means, errors)
    noise = _noise(draws, len(effects.by_activity) + 3, seed)
    return Expected(
        "productivity",
        rise,
        rise_error,
        _grades(activities, effects),
        np.expm1(means + _drawn(activities, effects, noise)),
    )


def expected_leverage(counterpart: Floats) -> Expected:
    """Return the owner's money each file (n,) promises, in smallest units.

    Value per đồng of grant is then the leverage. It is a promise of grade 0; how far owners keep it
    is not known from the records, so that it has no error.
    """
    return Expected(
        "leverage",
        counterpart,
        np.zeros(len(counterpart)),
        np.zeros(len(counterpart), dtype=np.int64),
    )


def expected_coverage(
    eligible: Floats, supported: Floats, earlier: Floats, goal: float | None
) -> Expected:
    """Return by how much each file (n,) alone brings its place nearer to the goal.

    A place with `eligible` establishments of which `supported` were reached lies max(0, goal −
    supported ÷ eligible) behind; one more takes off 1 ÷ eligible, never more than is missing.
    Nothing is added where the establishment itself was reached before (`earlier` > 0). A fraction;
    NaN where the place is not known.
    """
    count = len(eligible)
    if goal is None:
        gain = np.full(count, np.nan)
    else:
        with np.errstate(divide="ignore", invalid="ignore"):
            behind = np.maximum(0.0, goal - supported / eligible)
            gain = np.minimum(1 / eligible, behind)
        gain = np.where((earlier > 0) & np.isfinite(gain), 0.0, gain)
    return Expected("coverage", gain, np.zeros(count), np.full(count, NO_GRADE, dtype=np.int64))


def _beyond(
    workers: Floats,
    planned: Floats,
    activities: Sequence[str],
    effects: Effects,
    promises: Promises,
) -> Floats:
    """Return by how much each promised growth is beyond the usual promise; 0 where not known.

    The usual is the mean of the record; without one that of these files, and where nothing is known
    of the effect, no growth at all.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        promised = np.where((workers > 0) & (planned > 0), np.log(planned / workers), np.nan)
    promised = np.clip(promised, promises.low, promises.high)
    if promises.centre is not None:
        usual = np.full(len(promised), promises.centre)
    else:
        mean = float(np.nanmean(promised)) if np.isfinite(promised).any() else 0.0
        told = np.array([effects.of(code).basis != "none" for code in activities], dtype=bool)
        usual = np.where(told, mean, 0.0)
    beyond: Floats = np.nan_to_num(promised - usual)
    return beyond


def _of_activities(activities: Sequence[str], effects: Effects) -> tuple[Floats, Floats]:
    found = [effects.of(code) for code in activities]
    return (
        np.array([one.mean for one in found], dtype=np.float64),
        np.array([one.error for one in found], dtype=np.float64),
    )


def _grades(activities: Sequence[str], effects: Effects) -> Ints:
    return np.array([effects.of(code).grade for code in activities], dtype=np.int64)


def _rise(mean: Floats, error: Floats) -> tuple[Floats, Floats]:
    """Return mean and standard error of eᶿ − 1 for normal θ (the log-normal distribution)."""
    level = np.exp(mean + error**2 / 2)
    return level - 1, level * np.sqrt(np.expm1(error**2))


def _noise(draws: int, columns: int, seed: int) -> Floats:
    """Return standard normal draws (D, K), mirrored and scaled: mean 0 and spread 1 in each column.

    Sums over draws then have no error of their own in their mean (antithetic variates: Hammersley
    and Morton 1956).
    """
    half = np.random.default_rng(seed).standard_normal((draws // 2, columns))
    whole = np.concatenate([half, -half])
    scaled: Floats = whole / np.sqrt((whole**2).mean(axis=0))
    return scaled


def _drawn(activities: Sequence[str], effects: Effects, noise: Floats) -> Floats:
    """Return how far the effect of each file's activity lies from its mean, (D, n).

    The first column of noise is common to all activities; each of them, and all others together,
    has one of its own.
    """
    columns = {code: place + 1 for place, code in enumerate(effects.by_activity)}
    places = np.array([columns.get(code, len(columns) + 1) for code in activities], dtype=np.int64)
    found = [effects.of(code) for code in activities]
    shared = np.array([one.shared for one in found], dtype=np.float64)
    own = np.sqrt([max(0.0, one.error**2 - one.shared**2) for one in found])
    drawn: Floats = noise[:, [0]] * shared + noise[:, places] * own
    return drawn
