"""Fifteen kinds of programmes with known effects: who is supported, who answers, what shocks do.

Each design draws a panel of the years 2013 to 2025, without and with its effect. The effect is what
the estimate is of: the mean over cohorts and years since support, cohorts by their share in the
population, for those who would be seen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from calibration_draws import CONSTANT, PERIODS, SHARES, effect, truths

from analysis.evidence.model import NEVER, Bools, Comparison, Floats, Ints, WidePanel
from analysis.evidence.noise import Noise

SEED = 20_251_129
COMPARED = 600
FIRST_YEAR_EFFECT = 0.04
PLACES = 14


@dataclass(frozen=True, slots=True)
class Design:
    """A kind of programme. `interval` is what is held against the effect: Student's around the
    plain estimate ("core"), that around the doubly robust one ("robust"), that of few clusters
    ("clusters"), or that of the bounds on losses ("bounds"). `slow` designs get fewer draws."""

    code: str
    said: str
    supported: int
    draw: Callable[[np.random.Generator, Design, Noise], Drawn]
    truth: float = CONSTANT
    comparison: Comparison = "never"
    anticipation: int = 0
    interval: str = "core"
    slow: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A panel without the effect, and what the effect adds to every outcome, (n, T).

    `closed` (n,) is the year a unit closed, 0 for none. `places` (n,) are districts.
    """

    panel: WidePanel
    added: Floats
    closed: Ints
    places: Ints

    def with_effect(self) -> Drawn:
        """Return the same draw with the effect in its outcomes."""
        outcomes = self.panel.outcomes + self.added
        return replace(self, panel=replace(self.panel, outcomes=outcomes))

    def seen(self) -> Drawn:
        """Return the draw without what closed units would have answered."""
        after = (self.closed > 0)[:, None] & (self.panel.periods >= self.closed[:, None])
        outcomes = np.where(after, np.nan, self.panel.outcomes)
        return replace(self, panel=replace(self.panel, outcomes=outcomes))


def _cohorts(random: np.random.Generator, supported: int, compared: int) -> Ints:
    """Return cohorts of the supported, eight years growing as a programme does, then the others."""
    years = random.choice(list(SHARES), supported, p=list(SHARES.values()))
    return np.concatenate([years, np.full(compared, NEVER)]).astype(np.int64)


def _noise(random: np.random.Generator, units: int, noise: Noise) -> Floats:
    """Return outcomes without effect, (n, T): units and years differ, noise is autoregressive."""
    root = np.linalg.cholesky(noise.covariance(len(PERIODS)))
    own = random.normal(4, 0.6, (units, 1)) + random.normal(0, 0.05, len(PERIODS))
    drawn: Floats = own + random.standard_normal((units, len(PERIODS))) @ root.T
    return drawn


def _silent(random: np.random.Generator, outcomes: Floats) -> Floats:
    """Return outcomes with a fifth to a half of each unit's years unanswered at random."""
    silent = random.random(outcomes.shape) < random.uniform(0.2, 0.5, (len(outcomes), 1))
    return np.where(silent, np.nan, outcomes)


def _drawn(
    random: np.random.Generator,
    cohorts: Ints,
    outcomes: Floats,
    added: Floats,
    covariates: Floats | None = None,
    clusters: Ints | None = None,
) -> Drawn:
    units = len(cohorts)
    known = random.standard_normal((units, 2)) if covariates is None else covariates
    panel = WidePanel(
        units=np.arange(units),
        cohorts=cohorts,
        periods=PERIODS,
        outcomes=outcomes,
        covariates=known,
        covariate_names=("one", "two"),
        clusters=clusters,
    )
    places = random.integers(0, PLACES, units) if clusters is None else clusters
    return Drawn(panel, added, np.zeros(units, dtype=np.int64), places)


def _constant(cohorts: Ints, size: float = CONSTANT) -> Floats:
    since = (cohorts[:, None] != NEVER) & (cohorts[:, None] <= PERIODS)
    return np.where(since, size, 0.0)


def plain(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return eight cohorts with one effect for all."""
    cohorts = _cohorts(random, design.supported, COMPARED)
    outcomes = _silent(random, _noise(random, len(cohorts), noise))
    return _drawn(random, cohorts, outcomes, _constant(cohorts))


def varied(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return an effect that grows over six years and is three times as large in the first cohort
    as in the last."""
    made = plain(random, design, noise)
    return replace(made, added=effect("varied", made.panel.cohorts[:, None], PERIODS[None, :]))


def uneven(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return effects that differ from unit to unit, without effect too, around their mean."""
    made = plain(random, design, noise)
    own = random.normal(0, 0.12, (len(made.panel.cohorts), 1))
    since = made.added > 0
    panel = replace(made.panel, outcomes=made.panel.outcomes + since * own)
    return replace(made, panel=panel)


def anticipated(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return outcomes that rise in the year before support already, which the estimate is told."""
    made = plain(random, design, noise)
    cohorts = made.panel.cohorts[:, None]
    early = (cohorts != NEVER) & (cohorts - 1 == PERIODS)
    panel = replace(made.panel, outcomes=made.panel.outcomes + FIRST_YEAR_EFFECT * early)
    return replace(made, panel=panel)


def closing(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return units that close after a bad year, the supported less often for being supported."""
    cohorts = _cohorts(random, design.supported, COMPARED)
    outcomes = _noise(random, len(cohorts), noise)
    drift = (outcomes - outcomes.mean(axis=1, keepdims=True)) / noise.deviation
    luck = random.random(outcomes.shape)
    since = (cohorts[:, None] != NEVER) & (cohorts[:, None] <= PERIODS)
    hazard = 0.10 / (1 + np.exp(2 * drift))
    closed = _first(luck < hazard * np.where(since, 0.4, 1.0))
    made = _drawn(random, cohorts, _silent(random, outcomes), _constant(cohorts))
    return replace(made, closed=closed)


def _first(happens: Bools) -> Ints:
    """Return the year after the first in which it happens, 0 where never, (n,)."""
    ever, first = happens.any(axis=1), happens.argmax(axis=1)
    return np.where(ever, PERIODS[0] + first + 1, 0).astype(np.int64)


def silent_groups(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return supported who answer in 85 of 100 years; of the others the larger answer more often,
    from a fifth to two thirds."""
    cohorts = _cohorts(random, design.supported, COMPARED)
    outcomes = _noise(random, len(cohorts), noise)
    level = outcomes.mean(axis=1, keepdims=True)
    rank = level.argsort(axis=0).argsort(axis=0) / len(level)
    answers = np.where(cohorts[:, None] != NEVER, 0.85, 0.2 + 0.45 * rank)
    seen = np.where(random.random(outcomes.shape) < answers, outcomes, np.nan)
    return _drawn(random, cohorts, seen, _constant(cohorts))


def places(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return sixteen places of fifteen units with shocks in common, eight of them supported whole,
    half each in two years."""
    cohort_of = np.repeat([2018, 2020, NEVER], [4, 4, 8])
    of_unit = np.repeat(np.arange(16), 15)
    cohorts = cohort_of[of_unit].astype(np.int64)
    root = np.linalg.cholesky(Noise(0.05, noise.correlation).covariance(len(PERIODS)))
    shared = random.standard_normal((16, len(PERIODS))) @ root.T
    outcomes = _silent(random, _noise(random, len(cohorts), noise) + shared[of_unit])
    return _drawn(random, cohorts, outcomes, _constant(cohorts), clusters=of_unit)


def lasting(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return noise that hardly dies away from year to year."""
    return plain(random, design, Noise(noise.deviation, 0.95))


def heavy(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return noise with the tails of Student's t with three degrees of freedom."""
    made = plain(random, design, noise)
    shock = random.standard_t(3, made.panel.outcomes.shape) * noise.deviation / np.sqrt(3)
    return replace(made, panel=replace(made.panel, outcomes=made.panel.outcomes + shock))


def chosen(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return two steps: larger units and one industry apply more often, and a score that size
    enters decides; both grow by themselves."""
    units = COMPARED + design.supported
    size, industry = random.standard_normal(units), random.random(units) < 0.4
    applies = random.random(units) < 1 / (1 + np.exp(0.2 - 0.6 * size - 0.8 * industry))
    score = np.where(applies, 0.7 * size + random.standard_normal(units), -np.inf)
    best = np.argsort(-score)[: min(design.supported, int(applies.sum()))]
    cohorts = np.full(units, NEVER, dtype=np.int64)
    cohorts[best] = random.choice(list(SHARES), len(best), p=list(SHARES.values()))
    growth = 0.01 * size + 0.015 * industry
    outcomes = _noise(random, units, noise) + growth[:, None] * (PERIODS - PERIODS[0])
    known = np.column_stack([size, industry.astype(np.float64)])
    return _drawn(random, cohorts, _silent(random, outcomes), _constant(cohorts), known)


def one_year(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return all supported in the same year."""
    cohorts = np.repeat([2020, NEVER], [design.supported, COMPARED]).astype(np.int64)
    outcomes = _silent(random, _noise(random, len(cohorts), noise))
    return _drawn(random, cohorts, outcomes, _constant(cohorts))


def everybody(random: np.random.Generator, design: Design, noise: Noise) -> Drawn:
    """Return a programme that reports only on those it supports, sooner or later."""
    cohorts = _cohorts(random, design.supported, 0)
    outcomes = _silent(random, _noise(random, len(cohorts), noise))
    return _drawn(random, cohorts, outcomes, _constant(cohorts))


DESIGNS: tuple[Design, ...] = (
    Design("plain_40", "40 supported in eight cohorts", 40, plain),
    Design("plain_120", "120 supported in eight cohorts", 120, plain),
    Design("plain_400", "400 supported in eight cohorts", 400, plain),
    Design("varied", "effect grows and differs by cohort", 120, varied, float(truths("varied")[0])),
    Design("uneven", "effect differs by unit", 120, uneven),
    Design("anticipated", "rises a year early, and is told so", 120, anticipated, anticipation=1),
    Design("closing", "closes after bad years, less if supported", 400, closing, interval="bounds"),
    Design("silent", "who answers depends on group and size", 120, silent_groups),
    Design("places", "8 of 16 places supported whole", 120, places, interval="clusters"),
    Design("lasting", "autocorrelation of 0.95", 120, lasting),
    Design("heavy", "tails of t with 3 degrees", 120, heavy),
    Design("one_year", "40 supported in one year", 40, one_year),
    Design("not_yet", "only the supported report", 240, everybody, comparison="not_yet"),
    Design(
        "chosen_120", "two-step selection, 120 supported", 120, chosen, interval="robust", slow=True
    ),
    Design(
        "chosen_400", "two-step selection, 400 supported", 400, chosen, interval="robust", slow=True
    ),
)


def draw(design: Design, noise: Noise, number: int) -> Drawn:
    """Return one draw of a design by its number, always the same."""
    place = [one.code for one in DESIGNS].index(design.code)
    return design.draw(np.random.default_rng((SEED, place, number)), design, noise)
