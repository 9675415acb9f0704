"""Panels with known effects, and what the group-time core makes of one."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from analysis.evidence.aggregates import aggregate, pre_trend_test
from analysis.evidence.group_time import group_time
from analysis.evidence.model import NEVER, Comparison, Floats, GroupTime, Ints, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.noise import Noise
from analysis.evidence.pretrends import pre_trends
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.small_samples import corrected

SEED = 20_251_128
PERIODS = np.arange(2013, 2026)
NEVER_SUPPORTED = 1_500
SILENT = (0.2, 0.5)
"""Each unit leaves a share of its years unanswered, drawn evenly from here."""

SHARES = {
    2015: 0.08,
    2016: 0.09,
    2017: 0.10,
    2018: 0.12,
    2019: 0.13,
    2020: 0.15,
    2021: 0.16,
    2022: 0.17,
}
"""Eight cohorts, growing as a programme does."""

AFTER = range(6)
"""Years since support that are looked at one by one."""

COMPARISONS: tuple[Comparison, ...] = ("never", "not_yet")
EFFECTS = ("none", "constant", "varied")
CONSTANT = 0.08
CHECKED = 3
"""Of so many draws of a setting the short cuts are checked against the long way."""

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Setting:
    """A kind of panel to draw: how many supported units, and the noise of outcomes."""

    supported: int
    noise: Noise


def effect(kind: str, cohort: Ints, period: Ints) -> Floats:
    """Return the true effect on log outcomes of cohorts in periods, broadcast together.

    `varied` grows over six years, three times as large in the first cohort as in the last.
    """
    since = period - cohort
    after = (cohort != NEVER) & (since >= 0)
    if kind == "none":
        return np.zeros(after.shape)
    if kind == "constant":
        return np.where(after, CONSTANT, 0.0)
    first, last = min(SHARES), max(SHARES)
    multiple = 1.5 - (cohort - first) / (last - first)
    return np.where(after, (0.02 + 0.015 * np.minimum(since, 6)) * multiple, 0.0)


def truths(kind: str) -> Floats:
    """Return the true simple aggregate, then the effects by years since support, (1 + L,).

    Cohorts weigh by their share in the population that units are drawn from.
    """
    cohorts, shares = np.array(list(SHARES)), np.array(list(SHARES.values()))
    cohort, period = np.meshgrid(cohorts, PERIODS, indexing="ij")
    since = period - cohort
    weight = np.repeat(shares[:, None], len(PERIODS), axis=1)
    values = effect(kind, cohort, period)
    chosen = [since >= 0, *(since == years for years in AFTER)]
    return np.array([float(weight[at] @ values[at] / weight[at].sum()) for at in chosen])


def draw_panel(setting: Setting, seed: tuple[int, ...]) -> WidePanel:
    """Return a panel without any effect: unit effects, year effects, autoregressive noise, gaps."""
    draw = np.random.default_rng((SEED, *seed))
    units = NEVER_SUPPORTED + setting.supported
    cohorts = np.full(units, NEVER)
    cohorts[: setting.supported] = draw.choice(
        list(SHARES), setting.supported, p=list(SHARES.values())
    )
    root = np.linalg.cholesky(setting.noise.covariance(len(PERIODS)))
    outcomes = draw.standard_normal((units, len(PERIODS))) @ root.T
    outcomes += draw.normal(4, 0.6, (units, 1)) + draw.normal(0, 0.05, len(PERIODS))
    silent = draw.random(outcomes.shape) < draw.uniform(*SILENT, (units, 1))
    return WidePanel(
        units=np.arange(units),
        cohorts=cohorts,
        periods=PERIODS,
        outcomes=np.where(silent, np.nan, outcomes),
        covariates=np.empty((units, 0)),
    )


def estimates(panel: WidePanel, check: bool = False) -> Numbers:
    """Return what the core makes of a panel, (comparisons, effects, 3 + 2 + 2 · L).

    For each comparison and kind of effect: the p-values of both tests of trends before support,
    the multiplier of the band over AFTER, then estimate and error of the simple aggregate and of
    each year since support. An effect that is the same in a cohort and period moves its cell's
    estimate by itself and no influence of a unit on it, so one run of the core serves all kinds;
    `check` does it the long way too and compares.
    """
    moments = wide_moments(panel)
    found = []
    for comparison in COMPARISONS:
        plain = group_time(moments, comparison)
        tests = [pre_trend_test(plain).p, pre_trends(plain).p]
        for kind in EFFECTS:
            moved = effect(kind, plain.cohort, plain.period)
            effects = replace(plain, estimate=plain.estimate + moved)
            found.append(np.array([*(_number(p) for p in tests), *_added_up(effects)]))
            if check:
                _check(panel, comparison, kind, effects)
    return np.array(found).reshape(len(COMPARISONS), len(EFFECTS), -1)


def _added_up(effects: GroupTime) -> list[float]:
    simple = aggregate(effects, "simple")
    path = aggregate(effects, "dynamic", first=AFTER.start, last=AFTER.stop - 1)
    if path.index.tolist() != list(AFTER):
        return [float("nan")] * (3 + 2 * len(AFTER))
    return [
        path.critical,
        simple.overall,
        simple.overall_error,
        *path.estimates.tolist(),
        *path.errors.tolist(),
    ]


def _check(panel: WidePanel, comparison: Comparison, kind: str, effects: GroupTime) -> None:
    """Compare with the core run on outcomes that hold the effect, and with the quick way."""
    moved = effect(kind, panel.cohorts[:, None], panel.periods[None, :])
    whole = replace(panel, outcomes=panel.outcomes + moved)
    again = group_time(wide_moments(whole), comparison)
    np.testing.assert_allclose(again.estimate, effects.estimate, atol=1e-10)
    np.testing.assert_allclose(again.errors, effects.errors, atol=1e-10)
    simple = aggregate(corrected(effects), "simple")
    quick = simple_effect(whole, comparison)
    np.testing.assert_allclose(
        [quick.overall, quick.overall_error], [simple.overall, simple.overall_error], atol=1e-10
    )


def _number(value: float | None) -> float:
    return float("nan") if value is None else value


def draws(setting: Setting, place: int, numbers: range) -> Numbers:
    """Return the estimates of some draws of a setting, (draws, comparisons, effects, …)."""
    return np.array(
        [estimates(draw_panel(setting, (place, n)), check=n < CHECKED) for n in numbers]
    )
