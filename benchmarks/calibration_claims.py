"""What is said of a drawn programme: the interval of the core, and the graded claim."""

from __future__ import annotations

import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from calibration_designs import Design, Drawn, draw

from analysis.evidence.attrition import lee_bounds
from analysis.evidence.claim import situation_of
from analysis.evidence.covariate_trends import without_covariate_trends
from analysis.evidence.doubts import doubts
from analysis.evidence.estimator import interval_of
from analysis.evidence.findings import Interval
from analysis.evidence.followed import followed
from analysis.evidence.grade import grade
from analysis.evidence.ground import Ground
from analysis.evidence.main_estimate import Main, main_estimate
from analysis.evidence.model import NEVER, Floats, Ints, WidePanel
from analysis.evidence.noise import Noise
from analysis.evidence.outcome_catalogue import REVENUE_PER_WORKER
from analysis.evidence.panel_built import BuiltPanel
from analysis.evidence.panel_clusters import Assignment
from analysis.evidence.panel_flow import Placed
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.spoken import said_on
from analysis.evidence.statement import LEAST_FOR_CAUSES
from analysis.language import Text
from analysis.scope import Scope

CORE = ("estimate", "error", "low", "high")
CLAIM = ("estimate", "low", "high", "held_low", "held_high", "pre_trends", "grade")
"""`held_low` and `held_high` are the ends of the interval a design is judged by; `low` and `high`
those of the claim's sentence."""

_NAME = Text("mô phỏng", "simulated")
_UNKNOWN = float("nan")


@dataclass(frozen=True)
class _DrawnPanel(BuiltPanel):
    """A panel that was drawn instead of built from a snapshot."""

    drawn: Drawn | None = None

    @property
    def closed(self) -> Ints:
        assert self.drawn is not None
        return self.drawn.closed

    @property
    def places(self) -> Ints:
        assert self.drawn is not None
        return self.drawn.places


def core(design: Design, noise: Noise, numbers: range) -> Floats:
    """Return CORE of draws without the effect and with it, (draws, 2, 4)."""
    return np.array([[_core(design, one) for one in _both(design, noise, n)] for n in numbers])


def claims(design: Design, noise: Noise, numbers: range) -> Floats:
    """Return CLAIM of draws without the effect and with it, (draws, 2, 7)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)
        return np.array([[_claim(design, one) for one in _both(design, noise, n)] for n in numbers])


def may_say_effect(graded: Floats) -> Floats:
    """Return 1 where the grade allows the word "effect", 0 elsewhere."""
    return (graded >= LEAST_FOR_CAUSES).astype(np.float64)


def _both(design: Design, noise: Noise, number: int) -> tuple[Drawn, Drawn]:
    made = draw(design, noise, number)
    return made.seen(), made.with_effect().seen()


def _core(design: Design, drawn: Drawn) -> list[float]:
    panel = replace(drawn.panel, covariates=drawn.panel.covariates[:, :0], covariate_names=())
    if design.interval == "clusters":
        main = main_estimate(panel, design.comparison, anticipation=design.anticipation)
        return [_number(main.estimate), _number(main.error), *_ends(main.interval)]
    effect = simple_effect(panel, design.comparison, design.anticipation)
    interval = interval_of(effect)
    if design.interval == "bounds":
        interval = _bounds(design, drawn)
    return [effect.overall, effect.overall_error, *_ends(interval)]


def _bounds(design: Design, drawn: Drawn) -> Interval | None:
    sample = followed(drawn.panel, design.comparison, design.anticipation, drawn.closed)
    found = lee_bounds(sample)
    return None if found is None else found.interval


def _claim(design: Design, drawn: Drawn) -> list[float]:
    given = _ground(design, drawn)
    main = main_estimate(given.panel, given.comparison, anticipation=given.anticipation)
    say = said_on("log", _NAME)
    wanted = float(np.log1p(0.05))
    found = None
    if main.effects is not None and main.comparison is not None:
        found = doubts(given, main, say, wanted=wanted)
    graded = grade(situation_of(given, main, found, wanted, None))
    held = _held(design, drawn, main)
    trends = _UNKNOWN if found is None else found.pre.p
    said = _ends(main.interval)
    return [_number(main.estimate), *said, *_ends(held), trends, float(graded.level)]


def _held(design: Design, drawn: Drawn, main: Main) -> Interval | None:
    return _bounds(design, drawn) if design.interval == "bounds" else main.interval


def _ground(design: Design, drawn: Drawn) -> Ground:
    panel = drawn.panel
    empty: Any = None
    built = _DrawnPanel(
        scope=Scope(),
        panel=empty,
        wide=panel,
        outcome=REVENUE_PER_WORKER,
        unit_of_measure=_NAME,
        chosen=None,
        comparison_available=design.comparison,
        comparison_why=_NAME,
        assignment=Assignment("establishment", _NAME, {}),
        everybody=pd.DataFrame(),
        placed=_everybody(panel),
        numbered={},
        first_support=pd.DataFrame,
        drawn=drawn,
    )
    return Ground(
        built=built,
        panel=panel,
        flat=without_covariate_trends(panel, design.anticipation),
        labels=(_NAME, _NAME),
        comparison=design.comparison,
        in_estimate=np.isfinite(panel.outcomes).sum(axis=1) > 1,
        anticipation=design.anticipation,
        simulated=True,
    )


def _everybody(panel: WidePanel) -> Placed:
    """Return where drawn units stand: all of them in the panel and in the estimate."""
    count = len(panel.cohorts)
    everywhere = np.ones(count, dtype=np.bool_)
    # Sets of years tell nothing here: no report is looked for beyond the outcomes drawn.
    no_years = np.zeros(count, dtype=np.int64)
    return Placed(
        codes=np.full(count, None, dtype=object),
        in_panel=everywhere,
        supported=panel.cohorts != NEVER,
        cohorts=panel.cohorts,
        reported=no_years,
        kept=no_years,
        dropped={},
        first_period=int(panel.periods[0]),
        periods=panel.periods,
    )


def _ends(interval: Interval | None) -> tuple[float, float]:
    return (_UNKNOWN, _UNKNOWN) if interval is None else (interval.low, interval.high)


def _number(value: float | None) -> float:
    return _UNKNOWN if value is None else value
