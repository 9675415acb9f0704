"""Effect by size of grant, or grant per worker: thirds of the doses, a curve, and its slope."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from analysis.evidence.claim import Claim
from analysis.evidence.designs.curve import Curve, dose_curve
from analysis.evidence.designs.dose_words import (
    ABOUT,
    ESTIMAND,
    METHOD,
    REFUSED,
    THIRDS,
    before_check,
    thirds_check,
)
from analysis.evidence.designs.refusal import refused
from analysis.evidence.designs.study import Study, studied
from analysis.evidence.designs.unit_effects import (
    UnitEffects,
    even_weights,
    interval_of_units,
    unit_effects,
)
from analysis.evidence.estimator import chance_of, normal_interval
from analysis.evidence.findings import Alternative, Interval
from analysis.evidence.grade_rules import FEWEST_SUPPORTED
from analysis.evidence.model import Bools, Floats
from analysis.evidence.spoken import as_count, said_on
from analysis.language import Text

DoseKind = Literal["grant", "grant_per_worker"]
DOSE_KINDS: tuple[DoseKind, ...] = ("grant", "grant_per_worker")

FEWEST = 3 * FEWEST_SUPPORTED
"""Supported with a known dose: ten in every third."""

_LEVEL = 0.05


@dataclass(frozen=True, slots=True)
class Dose:
    """The study with what its chart draws: the curve over log doses, None where refused.

    `edges` are the doses between thirds, in the currency of the claim.
    """

    study: Study
    kind: DoseKind
    curve: Curve | None = None
    edges: tuple[float, float] | None = None


def dose(claim: Claim, kind: DoseKind = "grant") -> Dose:
    """Return how the effect of a claim goes with the dose of its first support.

    Estimate and interval are the slope: what goes with twice the dose, among the supported, which
    takes strong parallel trends to be an effect (Callaway, Goodman-Bacon and Sant'Anna 2024). The
    other answers are levels: each third of doses against nobody supported, which takes parallel
    trends alone. It refuses where nobody is compared with or too few doses are known.
    """
    comparison = claim.main.comparison
    if claim.main.effects is None or comparison is None:
        return _refusal(claim, kind, REFUSED["no_comparison"])
    effects = unit_effects(claim.given.flat, comparison, claim.given.anticipation)
    amounts = claim.given.built.units[kind].to_numpy(dtype=np.float64, na_value=np.nan)
    given = np.isfinite(amounts) & (amounts > 0) & effects.known.any(axis=1)
    if int(given.sum()) < FEWEST:
        words = REFUSED["few_doses"].filled(n=as_count(int(given.sum())), least=as_count(FEWEST))
        return _refusal(claim, kind, words)
    doubled = np.where(given, np.log2(np.where(given, amounts, 1.0)), 0.0)
    try:
        curve = dose_curve(effects, doubled, effects.known & given[:, None])
    except ValueError:
        return _refusal(claim, kind, REFUSED["alike"])
    edges = np.quantile(amounts[given], [1 / 3, 2 / 3])
    third = np.where(given, np.searchsorted(edges, amounts, side="right"), -1)
    against = claim.n_compared
    levels = [level_of(effects, third == number, number, against) for number in range(3)]
    apart, apart_ends = _apart(effects, third == 2, third == 0)
    before, before_p = _before(effects, doubled, given)
    say = said_on(claim.outcome.scale, claim.unit)
    situation = replace(
        claim.situation,
        n_supported=int(given.sum()),
        among_supported=True,
        pretrend=None if before is None else before_p >= _LEVEL,
        pretrend_power=None,
        more_supported=None,
    )
    study = studied(
        "dose",
        ABOUT[kind],
        claim.outcome,
        claim.unit,
        situation,
        estimand=ESTIMAND["dose"],
        method=METHOD["dose"],
        estimate=curve.slope,
        interval=normal_interval(
            curve.slope, curve.slope_error_few, degrees=curve.units - curve.parameters
        ),
        checks=(
            before_check(before, before_p, say),
            thirds_check(apart, apart_ends, say),
        ),
        others=tuple(levels),
        numbers={"low_edge": float(edges[0]), "high_edge": float(edges[1])},
    )
    return Dose(study, kind, curve, (float(edges[0]), float(edges[1])))


def level_of(effects: UnitEffects, members: Bools, number: int, compared: int) -> Alternative:
    """Return the mean of one third of doses against nobody supported."""
    value, influence = _mean(effects, members)
    error = float(np.sqrt((influence**2).sum()))
    code = ("low", "middle", "high")[number]
    count = int((effects.known.any(axis=1) & members).sum())
    interval, _ = interval_of_units(value, error, count)
    return Alternative(code, *THIRDS[code], value, interval, count, compared)


def _mean(effects: UnitEffects, members: Bools) -> tuple[float, Floats]:
    """Return the mean of members and the influence on it."""
    weights = even_weights(effects, members)
    mean = float(np.where(weights > 0, weights * np.nan_to_num(effects.values), 0.0).sum())
    return effects.combined(weights, np.full(effects.values.shape, mean))


def _apart(effects: UnitEffects, more: Bools, less: Bools) -> tuple[float, Interval | None]:
    (high, one), (low, other) = _mean(effects, more), _mean(effects, less)
    known = effects.known.any(axis=1)
    fewer = min(int((known & more).sum()), int((known & less).sum()))
    error = float(np.sqrt(((one - other) ** 2).sum()))
    return high - low, interval_of_units(high - low, error, fewer)[0]


def _before(effects: UnitEffects, doses: Floats, given: Bools) -> tuple[float | None, float]:
    """Return the slope of changes before support over doses, which should be nothing, and its p."""
    leads = np.isfinite(effects.values) & ~effects.since & (effects.values != 0)
    chosen = leads & given[:, None]
    try:
        found = dose_curve(effects, doses, chosen, degree=1)
    except ValueError:
        return None, float("nan")
    spare = found.units - found.parameters
    return found.slope, chance_of(found.slope, found.slope_error_few, spare)


def _refusal(claim: Claim, kind: DoseKind, why: Text) -> Dose:
    return Dose(refused(claim, "dose", ABOUT[kind], why, among_supported=True), kind)
