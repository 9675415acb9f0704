"""The designs for special cases on drawn programmes: one case, threshold, dose, repetition, kinds.

Every study returns, draw by draw, what it says of each of its quantities beside the truth. An
effect moves an estimate by itself and no error, unless said, so that zero is rejected without an
effect as often as the truth is missed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from calibration_designs import Design, Drawn, chosen, plain
from calibration_draws import CONSTANT, PERIODS

from analysis.evidence.designs.activities import means_by
from analysis.evidence.designs.curve import dose_curve
from analysis.evidence.designs.discontinuity import jump
from analysis.evidence.designs.dose import level_of
from analysis.evidence.designs.repetition import matched_years
from analysis.evidence.designs.stepdown import romano_wolf
from analysis.evidence.designs.synthetic import placebos, synthetic
from analysis.evidence.designs.unit_effects import (
    UnitEffects,
    unit_effects,
)
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Interval
from analysis.evidence.grade_rules import FEWEST_SUPPORTED
from analysis.evidence.matched import matched
from analysis.evidence.matched_sample import matched_sample
from analysis.evidence.model import NEVER, Floats
from analysis.evidence.noise import Noise
from analysis.evidence.subgroups import summarised
from analysis.language import Text

SEED = 20_251_131
COLUMNS = ("estimate", "low", "high", "truth")
BY_DOUBLE = 0.03
ACTIVITIES = ("MO_HINH_MAY_MOC", "DAO_TAO_NGHE", "TU_VAN", "LIEN_KET_CCN")
_NAME = Text("mô phỏng", "simulated")
_UNKNOWN = float("nan")


@dataclass(frozen=True, slots=True)
class Study:
    """A design on a kind of programme: its quantities, and what one draw says of them (Q, 4)."""

    code: str
    said: str
    quantities: tuple[str, ...]
    draw: Callable[[np.random.Generator, Noise], list[list[float]]]


def studied(study: Study, noise: Noise, numbers: range) -> Floats:
    """Return COLUMNS of a study's quantities, (draws, Q, 4); NaN where it refuses."""
    place = [one.code for one in STUDIES].index(study.code)
    return np.array(
        [study.draw(np.random.default_rng((SEED, place, number)), noise) for number in numbers]
    )


def _row(value: float | None, ends: Interval | None, truth: float) -> list[float]:
    if value is None or ends is None:
        return [_UNKNOWN, _UNKNOWN, _UNKNOWN, truth]
    return [value, ends.low, ends.high, truth]


def one_case(random: np.random.Generator, noise: Noise) -> list[list[float]]:
    """One of 41 establishments that follow two courses in common, each more or less; nine years
    before, four since."""
    courses = random.normal(0, 0.05, (2, len(PERIODS))).cumsum(axis=1)
    root = np.linalg.cholesky(noise.covariance(len(PERIODS)))
    everyone = random.normal(4, 0.6, (41, 1)) + random.normal(1, 0.5, (41, 2)) @ courses
    everyone += random.standard_normal(everyone.shape) @ root.T
    pool, case = everyone[1:], everyone[:1].copy()
    case[:, 9:] += CONSTANT
    found = synthetic(pool, case, 9)
    spread = float(np.std([one.estimate for one in placebos(pool, 1, 9, most=100)]))
    return [_row(found.estimate, normal_interval(found.estimate, spread), CONSTANT)]


def threshold(files: int) -> Callable[[np.random.Generator, Noise], list[list[float]]]:
    """Scores around a threshold that decides for two in three; the outcome goes with the score."""

    def draw(random: np.random.Generator, noise: Noise) -> list[list[float]]:
        distance = np.round(random.normal(2, 8, files), 1)
        treated = (random.random(files) < 0.15 + 0.65 * (distance >= 0)).astype(np.float64)
        change = random.normal(0, noise.deviation * 1.2, files) + 0.004 * distance
        change += CONSTANT * treated + 0.0002 * distance**2
        first = jump(distance, treated)
        whole = jump(distance, change)
        if not (first.corrected > 0 and first.p < 0.05):
            return [[_UNKNOWN] * 3 + [CONSTANT]]
        found = jump(distance, change, treated=treated, chosen=whole.widths)
        ends = found.interval if np.isfinite(found.interval.low) else None
        return [_row(found.centre, ends, CONSTANT)]

    return draw


def _programme(random: np.random.Generator, noise: Noise, supported: int) -> Drawn:
    return plain(random, Design("", "", supported, plain), noise)


def _effects(made: Drawn, added: Floats) -> UnitEffects:
    """Return the effects of units; `added` (n, 1) or (n, T) is in outcomes since support."""
    since = made.added > 0
    panel = replace(made.panel, outcomes=made.panel.outcomes + since * added)
    return unit_effects(panel, "never")


def doses(supported: int) -> Callable[[np.random.Generator, Noise], list[list[float]]]:
    """Grants up to eight times the least; each doubling adds the same."""

    def draw(random: np.random.Generator, noise: Noise) -> list[list[float]]:
        made = _programme(random, noise, supported)
        ours = made.panel.cohorts != NEVER
        doubled = np.where(ours, random.uniform(0, 3, len(ours)), 0.0)
        planted = CONSTANT + BY_DOUBLE * doubled
        effects = _effects(made, planted[:, None])
        given = effects.known.any(axis=1)
        curve = dose_curve(effects, doubled, effects.known & given[:, None])
        spare = curve.units - curve.parameters
        ends = normal_interval(curve.slope, curve.slope_error_few, degrees=spare)
        rows = [_row(curve.slope, ends, BY_DOUBLE)]
        edges = np.quantile(doubled[given], [1 / 3, 2 / 3])
        third = np.where(given, np.searchsorted(edges, doubled, side="right"), -1)
        for number in (0, 2):
            told = level_of(effects, third == number, number, 0)
            rows.append(_row(told.estimate, told.interval, float(planted[third == number].mean())))
        return rows

    return draw


def repeated(supported: int) -> Callable[[np.random.Generator, Noise], list[list[float]]]:
    """Three in ten supported again two years later, which adds as much once more."""

    def draw(random: np.random.Generator, noise: Noise) -> list[list[float]]:
        made = _programme(random, noise, supported)
        cohorts = made.panel.cohorts
        second = np.where((cohorts != NEVER) & (random.random(len(cohorts)) < 0.3), cohorts + 2, 0)
        again = (second > 0)[:, None] & (second[:, None] <= PERIODS)
        effects = _effects(made, CONSTANT * (1.0 + again))
        once = effects.known & (second == 0)[:, None]
        elapsed = PERIODS - cohorts[:, None]
        late = effects.known & again
        value, error, held = matched_years(effects, late, once, elapsed)
        spare = min(int(late.any(axis=1).sum()), held) - 1
        if spare + 1 < FEWEST_SUPPORTED:
            return [_row(value, None, CONSTANT)]
        return [_row(value, normal_interval(value, error, degrees=spare), CONSTANT)]

    return draw


def kinds(supported: int) -> Callable[[np.random.Generator, Noise], list[list[float]]]:
    """Four activities of unequal size with one effect: each, the common one, the least chance.

    The last quantity is the least p-value of Romano and Wolf without any effect, as an interval
    that holds its truth where nothing is found.
    """

    def draw(random: np.random.Generator, noise: Noise) -> list[list[float]]:
        made = _programme(random, noise, supported)
        ours = made.panel.cohorts != NEVER
        codes = random.choice(ACTIVITIES, len(ours), p=[0.4, 0.3, 0.2, 0.1]).astype(object)
        effects = _effects(made, np.full((len(ours), 1), CONSTANT))
        known = effects.known.any(axis=1) & ours
        rows, influences = means_by(effects, codes, known, 0)
        found = summarised(pd.DataFrame(rows), "activity", _NAME)
        told = [
            _row(row["estimate"], _known(row["low"], row["high"]), CONSTANT)
            for row in found.frame.sort_values("supported").to_dict("records")
        ]
        told = [[_UNKNOWN] * 3 + [CONSTANT]] * (len(ACTIVITIES) - len(told)) + told
        common = found.shrinkage
        told.append(_row(common.mean, normal_interval(common.mean, common.mean_error), CONSTANT))
        values = found.frame["estimate"].to_numpy(dtype=np.float64) - CONSTANT
        spare = found.frame["supported"].to_numpy(dtype=np.float64) - 1
        least = np.nanmin(romano_wolf(values, np.array(influences), degrees=spare))
        told.append([0.0, -1.0, 1.0, 0.0] if least >= 0.05 else [1.0, 0.5, 1.5, 0.0])
        return told

    return draw


def _known(low: float, high: float) -> Interval | None:
    return Interval(low, high) if np.isfinite(low) and np.isfinite(high) else None


def alike(random: np.random.Generator, noise: Noise) -> list[list[float]]:
    """Two-step selection: larger ones and one industry grow faster and are supported more often."""
    made = chosen(random, Design("", "", 120, chosen), noise).with_effect()
    sample = matched_sample(made.panel, "never")
    assert sample is not None
    found = matched(sample)
    rows = []
    for way in ("naive", "propensity", "entropy"):
        one = found.answer(way, True)
        rows.append(_row(one.estimate, one.interval, CONSTANT))
    return rows


_KINDS = (*(f"activity {place}" for place in range(1, 5)), "common", "none found, Romano-Wolf")

STUDIES: tuple[Study, ...] = (
    Study("one_case", "one case against 40", ("synthetic difference",), one_case),
    Study("threshold_300", "300 files around a threshold", ("jump over jump",), threshold(300)),
    Study("threshold_900", "900 files around a threshold", ("jump over jump",), threshold(900)),
    Study("doses_40", "doses of 40 supported", ("slope", "lowest", "highest"), doses(40)),
    Study("doses_120", "doses of 120 supported", ("slope", "lowest", "highest"), doses(120)),
    Study("repeated_60", "repetition, 60 supported", ("second against once",), repeated(60)),
    Study("repeated_200", "repetition, 200 supported", ("second against once",), repeated(200)),
    Study("kinds_80", "activities, 80 supported", _KINDS, kinds(80)),
    Study("kinds_300", "activities, 300 supported", _KINDS, kinds(300)),
    Study("alike", "two-step selection, 120 supported", ("naive", "propensity", "entropy"), alike),
)
