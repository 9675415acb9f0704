"""What happened to unsupported neighbours: a group-time claim with "first exposed" as treatment."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.aggregates import aggregate
from analysis.evidence.beyond.alike import comparable_years, with_courses
from analysis.evidence.beyond.exposure import Exposure
from analysis.evidence.beyond.few_groups import NO_ERROR, too_few_groups
from analysis.evidence.beyond.heaviest import Heaviest, heaviest
from analysis.evidence.beyond.influence import Number, Traced, interval_by, traced
from analysis.evidence.estimator import subset
from analysis.evidence.findings import Check, Grade, Interval
from analysis.evidence.grade import grade
from analysis.evidence.ground import Ground
from analysis.evidence.model import NEVER, Aggregate, Bools, Comparison, WidePanel
from analysis.evidence.panel_builder import LEAST_NEVER
from analysis.evidence.placebo import Placebo, placebo_check, placebo_dates
from analysis.evidence.pretrends import PreTrends, pre_trend_check, pre_trends
from analysis.evidence.simple_effect import simple_effect
from analysis.evidence.situation import Situation
from analysis.evidence.spoken import as_count, said_on
from analysis.evidence.units_behind import units_behind
from analysis.language import Text

_NO_PLACES = Text(
    "Không cơ sở nào có ghi nơi đặt và ngành, nên không biết ai là hàng xóm.",
    "No establishment has its place and industry on record, so who is a neighbour is not known.",
)
_NOBODY_EXPOSED = Text(
    "Không có hàng xóm nào của cơ sở được hỗ trợ có số liệu cả trước và sau.",
    "No neighbour of a supported establishment has figures from both before and after.",
)
_NOBODY_CLEAN = Text(
    "Chỉ {n} cơ sở không có hàng xóm được hỗ trợ để so; cần ít nhất {least}.",
    "Only {n} establishments without a supported neighbour are there to compare with; {least} are "
    "needed.",
)
READ_AS = Text(
    "Ở đây «được hỗ trợ» đọc là «có hàng xóm được hỗ trợ», và «năm hỗ trợ» là năm hàng xóm đầu "
    "tiên được hỗ trợ.",
    "Read «supported» here as «with a supported neighbour», and «support» as the year the first "
    "neighbour was supported.",
)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What may be said of the never supported who got a supported neighbour.

    `estimate` and `interval` are on the outcome's scale; errors allow for groups of neighbours
    (`clusters` of them), which are exposed together. `path` holds the years since exposure. `rows`
    (n,) tells which units of the claim's panel these are about, with `traced` on them alone;
    `heaviest` is the group that weighs most. `missing` says why there is no estimate: one
    without its interval is not told; None where there are both.
    """

    exposure: Exposure
    estimate: float | None
    interval: Interval | None
    n_exposed: int
    n_clean: int
    clusters: int
    comparison: Comparison | None
    grade: Grade | None = None
    checks: tuple[Check, ...] = ()
    path: Aggregate | None = None
    pre: PreTrends | None = None
    rows: Bools | None = None
    traced: Traced | None = None
    number: Number | None = None
    heaviest: Heaviest | None = None
    missing: Text | None = None


def neighbours(given: Ground, exposure: Exposure) -> Neighbours:
    """Return what happened to neighbours of the supported against those without such a neighbour.

    The supported themselves are no part of it; nor are neighbours exposed before there are figures.
    Every industry and district has a course of its own (`with_courses`). Compared are those never
    exposed, or, where these are fewer than LEAST_NEVER, those not exposed yet.
    """
    panel, rows = _exposed_panel(given, exposure)
    if not (exposure.first >= 0).any():
        return _without(exposure, _NO_PLACES)
    two_years = np.isfinite(panel.outcomes).sum(axis=1) > 1
    never = int(((panel.cohorts == NEVER) & two_years).sum())
    cohorts = np.unique(panel.cohorts[two_years & (panel.cohorts != NEVER)])
    comparison: Comparison = "never" if never >= LEAST_NEVER else "not_yet"
    if not len(cohorts):
        return _without(exposure, _NOBODY_EXPOSED)
    if comparison == "not_yet" and len(cohorts) < 2:
        why = _NOBODY_CLEAN.filled(n=as_count(never), least=as_count(LEAST_NEVER))
        return _without(exposure, why)
    made = traced(panel, comparison, given.anticipation)
    number = made.simple()
    exposed, clean = units_behind(panel, comparison, given.anticipation, made.effects)
    if not number.known or clean < LEAST_NEVER:
        why = _NOBODY_CLEAN.filled(n=as_count(clean), least=as_count(LEAST_NEVER))
        return _without(exposure, why)
    return _judged(given, exposure, panel, rows, made, number, (exposed, clean), comparison)


def _exposed_panel(given: Ground, exposure: Exposure) -> tuple[WidePanel, Bools]:
    """Return the never supported with their first exposure as cohort, and which rows they are."""
    whole = with_courses(given, exposure.ring)
    first = int(whole.periods[0]) + given.anticipation if len(whole.periods) else 0
    rows = (whole.cohorts == NEVER) & ((exposure.first == NEVER) | (exposure.first > first))
    last = int(whole.periods[-1]) if len(whole.periods) else 0
    cohorts = np.where(exposure.first > last, NEVER, exposure.first)
    panel = replace(whole, cohorts=cohorts, clusters=exposure.groups)
    return comparable_years(subset(panel, rows), given, exposure.ring, rows), rows


def _judged(
    given: Ground,
    exposure: Exposure,
    panel: WidePanel,
    rows: Bools,
    made: Traced,
    number: Number,
    counts: tuple[int, int],
    comparison: Comparison,
) -> Neighbours:
    say = said_on(given.built.outcome.scale, given.built.unit_of_measure)
    clusters = exposure.told_groups(_seen_in(rows, panel))
    interval, _ = interval_by(
        number.estimate, number.influence, exposure.groups[rows], exposure.first[rows]
    )
    few = too_few_groups(clusters)
    if few is not None or interval is None:
        told = _without(exposure, few or NO_ERROR)
        return replace(told, n_exposed=counts[0], n_clean=counts[1], clusters=clusters)
    pre = pre_trends(made.effects)

    def again(other: WidePanel) -> Aggregate:
        return simple_effect(other, comparison, given.anticipation)

    dates = placebo_dates(made.left, again, given.anticipation)
    used = np.isfinite(made.effects.estimate) & (made.effects.period >= made.effects.cohort)
    situation = Situation(
        design="difference_in_differences",
        n_supported=counts[0],
        n_compared=counts[1],
        interval_finite=True,
        cohorts=len(np.unique(made.effects.cohort)),
        seen_each_cohort=float(np.median(made.effects.supported[used])) if used.any() else None,
        clusters=clusters,
        pre_periods=pre.periods + 1 if pre.testable else 1,
        pretrend=pre.p >= 0.05 if pre.testable else None,
        pretrend_power=_known(pre.power_for_estimate),
        placebo=_passed(dates),
        covariates=panel.covariate_names,
        comparison=comparison,
        simulated=given.simulated,
    )
    return Neighbours(
        exposure=exposure,
        estimate=number.estimate,
        interval=interval,
        n_exposed=counts[0],
        n_clean=counts[1],
        clusters=clusters,
        comparison=comparison,
        grade=grade(situation),
        checks=(pre_trend_check(pre, say), *(placebo_check(one, say) for one in dates)),
        path=aggregate(made.effects, "dynamic"),
        pre=pre,
        rows=rows,
        traced=made,
        number=number,
        heaviest=heaviest(number, exposure.groups[rows]),
    )


def _seen_in(rows: Bools, panel: WidePanel) -> Bools:
    """Return which units of the claim's panel are seen to change in the panel of `rows`, (n,)."""
    seen = np.zeros(len(rows), dtype=np.bool_)
    seen[rows] = np.isfinite(panel.outcomes).sum(axis=1) > 1
    return seen


def _passed(tried: tuple[Placebo, ...]) -> bool | None:
    told = [one.interval.holds(0.0) for one in tried if one.interval is not None]
    return all(told) if told else None


def _known(value: float) -> float | None:
    return value if np.isfinite(value) else None


def _without(exposure: Exposure, why: Text) -> Neighbours:
    return Neighbours(exposure, None, None, 0, 0, 0, None, missing=why)
