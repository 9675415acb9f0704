"""The estimate of a claim: design and form, chosen by who is there, never by results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import scipy

from analysis.evidence.adjusted import REASONS, Adjusted, adjust, adjusted_influence
from analysis.evidence.adjusted_groups import Known
from analysis.evidence.aggregates import aggregate
from analysis.evidence.covariate_trends import without_covariate_trends
from analysis.evidence.estimator import interval_of
from analysis.evidence.few_clusters import FewClusters, few_clusters
from analysis.evidence.findings import Interval
from analysis.evidence.group_time import group_time
from analysis.evidence.method_words import Method
from analysis.evidence.model import (
    NEVER,
    Aggregate,
    AggregateKind,
    Comparison,
    Form,
    GroupTime,
    WidePanel,
)
from analysis.evidence.moments import wide_moments
from analysis.evidence.situation import Design
from analysis.evidence.small_samples import corrected
from analysis.evidence.spoken import as_share
from analysis.evidence.summing import summed_by
from analysis.evidence.units_behind import units_behind
from analysis.language import Text

LEAST_COVERED = 0.9
"""A form with covariates answers for the supported only where it can weigh nine in ten of them."""

KINDS: tuple[AggregateKind, ...] = ("simple", "dynamic", "cohort", "calendar")


@dataclass(frozen=True, slots=True)
class Main:
    """The main estimate: its design, form and comparison, and why these.

    `effects` and `aggregates` are None and empty where no change over time can be computed.
    `covered` is the share of the supported, over cells since support, whose cell has an estimate;
    `trimmed` the compared units left out of weighing since hardly anyone like them is without
    support. `level_of_interval` is that of `interval`.
    """

    design: Design
    form: Form
    comparison: Comparison | None
    why: Text | None
    estimate: float | None
    error: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int
    effects: GroupTime | None = None
    aggregates: Mapping[AggregateKind, Aggregate] = field(default_factory=dict)
    covered: float = 1.0
    trimmed: int = 0
    propensities: Known = field(default_factory=dict)
    few: FewClusters | None = None


def main_estimate(
    panel: WidePanel,
    comparison: Comparison | None,
    method: Method = "automatic",
    anticipation: int = 0,
    level: float = 0.95,
) -> Main:
    """Return the estimate of a panel, whatever there is to estimate.

    With a comparison: group-time effects added up simply, over all establishments and years since
    support. `automatic` takes the doubly robust form with the panel's covariates; where that cannot
    weigh LEAST_COVERED of the supported, cohorts being small or unlike everybody else, the
    regression form, and without covariates the plain one. Results are never looked at to choose.
    Without anybody to compare with, or by the method `before_after`, the change of the supported
    alone; without a year before support their level in the last year. None of these raises.
    """
    if comparison is None or method == "before_after":
        return _own_change(panel, anticipation, level)
    if method == "unconditional":
        return _unconditional(panel, comparison, anticipation, level, None)
    if panel.covariates.shape[1] == 0:
        why = Text(
            "Không có đặc điểm nào dùng được để điều chỉnh.",
            "There are no characteristics to adjust for.",
        )
        return _unconditional(panel, comparison, anticipation, level, why)
    if method != "automatic":
        return _adjusted(panel, method, comparison, anticipation, level)
    robust = _adjusted(panel, "doubly_robust", comparison, anticipation, level)
    if robust.covered >= LEAST_COVERED:
        return robust
    fallback = _adjusted(panel, "regression", comparison, anticipation, level)
    if fallback.covered >= max(LEAST_COVERED, robust.covered):
        return fallback
    why = Text(
        "Các đợt hỗ trợ quá nhỏ để điều chỉnh theo đặc điểm.",
        "Cohorts are too small to adjust for characteristics.",
    )
    return _unconditional(panel, comparison, anticipation, level, why)


def effects_of(
    panel: WidePanel, form: Form, comparison: Comparison, anticipation: int = 0
) -> GroupTime:
    """Return the group-time effects of a panel by any form, corrected for small numbers."""
    if form == "unconditional":
        return corrected(group_time(wide_moments(panel), comparison, anticipation))
    return corrected(adjust(panel, form, comparison, anticipation).effects)


def share_covered(effects: GroupTime) -> float:
    """Return the share of the supported, over cells since support, whose cell has an estimate.

    Cells without anybody observed on both sides count neither way: no form could tell.
    """
    since = (effects.period >= effects.cohort) & (effects.compared > 0)
    supported = effects.supported[since].astype(np.float64)
    if supported.sum() == 0:
        return 0.0
    known = np.isfinite(effects.estimate[since])
    return float(supported[known].sum() / supported.sum())


def _unconditional(
    panel: WidePanel, comparison: Comparison, anticipation: int, level: float, why: Text | None
) -> Main:
    effects = effects_of(panel, "unconditional", comparison, anticipation)
    return _added_up(panel, effects, "difference_in_differences", why, level)


def _adjusted(
    panel: WidePanel, form: Form, comparison: Comparison, anticipation: int, level: float
) -> Main:
    known: Known = {}
    found = adjust(panel, form, comparison, anticipation, known=known)
    effects = corrected(found.effects)
    made = _added_up(panel, effects, "difference_in_differences", _why_not_all(found), level)
    return replace(made, trimmed=int(found.trimmed.max(initial=0)), propensities=known)


def _why_not_all(found: Adjusted) -> Text | None:
    """Return whom the form cannot answer for and the commonest reason; None where for all."""
    since = found.effects.period >= found.effects.cohort
    reasons = [
        reason
        for reason, after in zip(found.reasons, since, strict=True)
        if after and reason is not None
    ]
    if not reasons:
        return None
    commonest = max(sorted(set(reasons)), key=reasons.count)
    return Text(
        "Không tính được cho {share} lượt cơ sở-năm được hỗ trợ: {reason}",
        "Cannot be computed for {share} of supported establishment-years: {reason}",
    ).filled(share=as_share(1 - share_covered(found.effects)), reason=REASONS[commonest])


def _own_change(panel: WidePanel, anticipation: int, level: float) -> Main:
    supported = panel.cohorts != NEVER
    if supported.any():
        effects = effects_of(panel, "unconditional", "own_past", anticipation)
        found = _added_up(panel, effects, "before_after", None, level)
        if found.estimate is not None:
            return found
    return _one_time(panel, level)


def _one_time(panel: WidePanel, level: float) -> Main:
    """Return the mean of the supported in the last year any of them is seen since support."""
    since = (panel.cohorts[:, None] != NEVER) & (panel.periods >= panel.cohorts[:, None])
    seen = np.isfinite(panel.outcomes) & since
    years = np.flatnonzero(seen.any(axis=0))
    if len(years) == 0:
        return Main("cross_section", "unconditional", None, None, None, None, None, 0, 0)
    values = panel.outcomes[seen[:, years[-1]], years[-1]]
    mean, count = float(values.mean()), len(values)
    error = float(values.std(ddof=1) / np.sqrt(count)) if count > 1 else float("nan")
    interval = None
    if error > 0:
        half = float(scipy.stats.t.ppf((1 + level) / 2, count - 1)) * error
        interval = Interval(mean - half, mean + half, level)
    known = error if error > 0 else None
    return Main("cross_section", "unconditional", None, None, mean, known, interval, count, 0)


def _added_up(
    panel: WidePanel,
    effects: GroupTime,
    design: Design,
    why: Text | None,
    level: float,
) -> Main:
    added = {kind: aggregate(effects, kind, level=level) for kind in KINDS}
    simple = added["simple"]
    known = bool(np.isfinite(simple.overall))
    supported, compared = units_behind(panel, effects.comparison, effects.anticipation, effects)
    few = None if effects.clusters is None else _by_clusters(panel, effects, level)
    interval = interval_of(simple)
    return Main(
        design=design,
        form=effects.form,
        comparison=None if effects.comparison == "own_past" else effects.comparison,
        why=why,
        estimate=simple.overall if known else None,
        error=simple.overall_error if np.isfinite(simple.overall_error) else None,
        interval=interval if few is None else few.interval,
        n_supported=supported,
        n_compared=compared,
        effects=effects,
        aggregates=added,
        covered=share_covered(effects) if effects.comparison != "own_past" else 1.0,
        few=few,
    )


def _by_clusters(panel: WidePanel, effects: GroupTime, level: float) -> FewClusters:
    """Return the inference that the number of clusters allows.

    Randomisation knows no covariates, so it is given outcomes less their trends.
    """
    flat = panel
    influence = None
    if effects.form != "unconditional" and panel.clusters is not None:
        flat = without_covariate_trends(panel, effects.anticipation)
        units = adjusted_influence(panel, effects.form, effects.comparison, effects.anticipation)[1]
        _, at = np.unique(panel.clusters, return_inverse=True)
        influence = summed_by(at, np.nan_to_num(units))
    return few_clusters(wide_moments(flat), effects, influence=influence, level=level)
