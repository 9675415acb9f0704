"""The claim: what may be said the programme did to one outcome, and how sure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import pandas as pd

from analysis.evidence.claim_placebos import placebo_outcomes_of
from analysis.evidence.doubts import Doubts, bounds_hold, check_of, doubts, placebos_pass
from analysis.evidence.findings import Alternative, Check, Grade, Interval
from analysis.evidence.grade import grade, what_would_make_it_surer
from analysis.evidence.ground import Ground, ground, unadjusted
from analysis.evidence.main_estimate import Main, main_estimate
from analysis.evidence.method_words import Method, estimand_words, method_words
from analysis.evidence.model import NEVER, GroupTime
from analysis.evidence.outcomes import Outcome, price_basis
from analysis.evidence.panel_builder import PanelOptions
from analysis.evidence.place_names import names_of_places
from analysis.evidence.planner import Assumptions, assumptions_of, smallest_number
from analysis.evidence.robustness import alternatives
from analysis.evidence.sentences import headline, sentence
from analysis.evidence.situation import Situation
from analysis.evidence.spoken import said_on
from analysis.evidence.statement import Statement
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PLANNED_YEARS = 3
"""How long a plan follows establishments unless asked otherwise."""

_MATTERS = {"log": math.log1p(0.05), "share": 0.03}
"""A change that would matter: 5 per cent, or 3 percentage points."""

_NOT_NORMAL = ("wild", "randomisation")
"""Inferences by few clusters that stand in for the normal distribution."""

_MATTERING_PART = 0.1
"""Of a level, a tenth of what it was before support would matter."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What may be said about one outcome inside one scope.

    `estimate` and `interval` are on the outcome's own scale (log points for logs) and None only
    where none can be computed; the grade's reasons say why. `diagnostics` are its checks in words,
    `sensitivity` the other answers, `surer` what to do next. `situation` is what was
    graded; `main`, `doubts` and `given` are what charts are drawn from; `doubts` is None without a
    comparison over time. `wanted` is the change that would matter, `assumed` what a
    plan to see it rests on, None where neither is known.
    """

    outcome: Outcome
    unit: Text
    currency: str
    prices: Text | None
    estimand: Text
    estimate: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int
    method: Text
    comparison_why: Text
    grade: Grade
    headline: Text
    sentence: Text
    surer: tuple[Text, ...]
    diagnostics: tuple[Check, ...]
    sensitivity: tuple[Alternative, ...]
    simulated: bool
    main: Main
    given: Ground
    situation: Situation
    doubts: Doubts | None = None
    wanted: float | None = None
    assumed: Assumptions | None = None


def claim(
    snapshot: Snapshot,
    scope: Scope,
    outcome: str,
    *,
    method: Method = "automatic",
    options: PanelOptions | None = None,
    level: float = 0.95,
    others: bool = True,
) -> Claim:
    """Return what may be said about an outcome, by its code, for the support a Scope asks about.

    Always a claim: where data or design identify nothing its grade is 0, and its reasons say why.
    Other answers, of which the grade knows nothing, are left out without `others`: see
    `with_others`. Raises KeyError for an outcome that is none.
    """
    options = options or PanelOptions()
    given = ground(snapshot, scope, outcome, options)
    if method in ("unconditional", "before_after"):
        given = unadjusted(given)
    main = main_estimate(given.panel, given.comparison, method, given.anticipation, level)
    if main.form == "unconditional":
        given = unadjusted(given)
    unit = given.built.unit_of_measure
    say = said_on(given.built.outcome.scale, unit)
    wanted = change_that_matters(given)
    found: Doubts | None = None
    if main.effects is not None and main.comparison is not None:
        found = doubts(
            given,
            main,
            say,
            place_names=names_of_places(snapshot),
            elsewhere=placebo_outcomes_of(snapshot, scope, given, options),
            wanted=wanted,
        )
    assumed = _assumed(given)
    situation = situation_of(given, main, found, wanted, assumed)
    graded = grade(situation)
    stated = _statement(given, main, graded, unit)
    told = Claim(
        outcome=given.built.outcome,
        unit=unit,
        currency=snapshot.case.currency,
        prices=price_basis(snapshot) if given.built.outcome.money else None,
        estimand=estimand_words(main.design),
        estimate=main.estimate,
        interval=main.interval,
        n_supported=main.n_supported,
        n_compared=main.n_compared,
        method=method_words(main.design, main.form, main.comparison, given.labels),
        comparison_why=given.built.comparison_why,
        grade=graded,
        headline=headline(stated),
        sentence=sentence(stated),
        surer=what_would_make_it_surer(situation),
        diagnostics=found.checks if found else (),
        sensitivity=(),
        simulated=given.simulated,
        main=main,
        given=given,
        situation=situation,
        doubts=found,
        wanted=wanted,
        assumed=assumed,
    )
    return with_others(told) if others else told


def with_others(found: Claim) -> Claim:
    """Return a claim with the same question answered in every other way."""
    if found.doubts is None:
        return found
    return replace(found, sensitivity=alternatives(found.given, found.main, found.doubts))


def change_that_matters(given: Ground) -> float | None:
    """Return the size of change that would matter, on the outcome's scale.

    Ours, for planning only: 5 per cent of logs, 3 percentage points of shares, of levels a tenth of
    what the supported had before support; None where that is not known.
    """
    scale = given.built.outcome.scale
    if scale != "level":
        return _MATTERS[scale]
    panel = given.panel
    before = (panel.cohorts[:, None] != NEVER) & (panel.periods < panel.cohorts[:, None])
    seen = panel.outcomes[before & np.isfinite(panel.outcomes)]
    mean = float(np.abs(seen).mean()) if len(seen) else 0.0
    return _MATTERING_PART * mean or None


def _assumed(given: Ground) -> Assumptions | None:
    try:
        return assumptions_of(given.flat)
    except ValueError:
        return None


def _more(
    found: Doubts | None, wanted: float | None, assumed: Assumptions | None, today: int
) -> int | None:
    """Return how many more supported to follow to see what would matter; None if seen already."""
    if wanted is None or assumed is None:
        return None
    if found is not None and found.detectable is not None and found.detectable.smallest <= wanted:
        return None
    number = smallest_number(wanted, PLANNED_YEARS, assumed)
    return None if number is None else max(number - today, 0) or None


def situation_of(
    given: Ground,
    main: Main,
    found: Doubts | None,
    wanted: float | None,
    assumed: Assumptions | None,
) -> Situation:
    """Return the facts the claim is graded on.

    `found` are its doubts, None without a comparison over time; `wanted` is the change that would
    matter, `assumed` what a plan to see it rests on, None where not known.
    """
    more = _more(found, wanted, assumed, main.n_supported)
    alone = Situation(
        design=main.design,
        n_supported=main.n_supported,
        n_compared=main.n_compared,
        estimate_known=main.estimate is not None,
        interval_finite=main.interval is not None,
        covariates=given.panel.covariate_names,
        comparison=main.comparison,
        pre_periods=0 if main.effects is None else 1,
        reported_share=_reported(given),
        verified_share=given.built.verified_share,
        simulated=given.simulated,
        more_supported=more,
        more_years=PLANNED_YEARS if more else None,
    )
    if found is None or main.effects is None:
        return alone
    lost = found.losses
    ours = lost.supported if lost is not None else float("nan")
    gap = abs(ours - lost.compared) if lost is not None else float("nan")
    return replace(
        alone,
        cohorts=len(np.unique(main.effects.cohort)),
        seen_each_cohort=_seen_each(main.effects),
        clusters=main.effects.clusters,
        smaller_side_clusters=_smaller_side(main),
        few_cluster_inference=main.few is not None and main.few.inference in _NOT_NORMAL,
        pre_periods=found.pre.periods + 1 if found.pre.testable else 1,
        pretrend=check_of(found, "pre_trends"),
        pretrend_power=_known(found.pre.power_for_estimate),
        placebo=placebos_pass(found),
        balance=_known(found.balance.largest) if found.balance is not None else None,
        overlap=found.overlap.share if found.overlap is not None else None,
        attrition=_known(ours),
        attrition_gap=_known(gap),
        bounds_hold=bounds_hold(found, main),
        leave_one_out=check_of(found, "leave_one_out"),
    )


def _seen_each(effects: GroupTime) -> float | None:
    """Return the middle number of supported behind the cells since support."""
    used = np.isfinite(effects.estimate) & (effects.period >= effects.cohort)
    return float(np.median(effects.supported[used])) if used.any() else None


def _smaller_side(main: Main) -> int | None:
    """Return the clusters of the smaller group, None where groups share clusters."""
    return main.few.smaller_side if main.few is not None and main.few.whole else None


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _reported(given: Ground) -> float | None:
    """Return the share in the estimate of the supported that were long enough in business."""
    placed = given.built.placed
    codes = placed.codes[placed.supported]
    seen = int(pd.isna(codes).sum())
    silent = int(np.isin(codes, ("no_report", "no_answer", "no_base", "lost")).sum())
    return seen / (seen + silent) if seen + silent else None


def _statement(given: Ground, main: Main, graded: Grade, unit: Text) -> Statement:
    outcome = given.built.outcome
    better: Literal["more", "less"] | None = None
    if outcome.higher_is_better is not None:
        better = "more" if outcome.higher_is_better else "less"
    return Statement(
        outcome=outcome.title,
        scale=outcome.scale,
        design=main.design,
        grade=graded.level,
        estimate=main.estimate,
        interval=main.interval,
        n_supported=main.n_supported,
        n_compared=main.n_compared,
        comparison=main.comparison,
        unit=unit,
        better=better,
        missing=given.built.missing if main.estimate is None else None,
        simulated=given.simulated,
    )
