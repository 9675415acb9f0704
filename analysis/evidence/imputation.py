"""Support's effect as what is left of outcomes once those without support are imputed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.bands import DRAWS, SEED, critical_value
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative
from analysis.evidence.fixed_effects import (
    by_cluster,
    comparable,
    levels,
    most_without,
    residuals,
    solve,
    unit_period,
    with_support,
)
from analysis.evidence.model import NEVER, Bools, Floats, Ints, WidePanel
from analysis.evidence.pretrends import YEARS_BEFORE, wald
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Imputed:
    """Mean effects by years since support and over all, every observation since support alike.

    `index` (M,) are years since support, `estimates`, `errors` (M,) and `covariance` (M, M) belong
    to them, `supported` (M,) counts units. `overall_compared` is the most units without support in
    any period used; `not_imputed` counts observations since support that are left out, since
    nothing tells the level of their unit or period without support. `critical` is the multiplier
    of the simultaneous band at `level`. `clusters` is None where errors are by unit.
    """

    index: Ints
    estimates: Floats
    errors: Floats
    covariance: Floats
    supported: Ints
    overall: float
    overall_error: float
    overall_supported: int
    overall_compared: int
    not_imputed: int
    clusters: int | None = None
    critical: float = float("nan")
    level: float = 0.95


@dataclass(frozen=True, slots=True)
class Leads:
    """Differences before support among observations without support, and their joint test.

    `index` (L,) are years since support, all below zero; `estimates` and `errors` (L,) say how far
    units then were from where they and all without support are otherwise. `statistic` is Wald's
    with `degrees` and chance `p`, NaN where there is nothing to test.
    """

    index: Ints
    estimates: Floats
    errors: Floats
    statistic: float
    degrees: int
    p: float


def imputation(
    panel: WidePanel,
    anticipation: int = 0,
    *,
    first: int = 0,
    last: int | None = None,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
) -> Imputed:
    """Return the imputation estimates of Borusyak, Jaravel and Spiess (2024).

    Levels of units and periods are fitted by least squares to observations without support alone
    (the never supported, others until `anticipation` periods before theirs); what outcomes since
    support exceed their sum is averaged, over all and by years since support. `first` and `last`
    bound the years since support that are used. Where effects of `group_time` weigh cohorts by all
    their units, here every observation counts alike: the same in a balanced panel.

    Errors are theirs (theorem 3), conservative: scores of a unit, or with clusters of a cluster,
    squared and summed without correction for degrees of freedom. Residuals of observations since
    support are taken around the mean effect of their cohort in their period. Where that rests on a
    single cluster it would leave no residual at all; the mean of all equally long since support
    stands in, or of all where that too is of one cluster. An error is NaN where everything behind
    it is one cluster. Covariates of the panel are not used: `without_covariate_trends` takes them
    out. Raises ValueError for a negative anticipation and `first` below zero.
    """
    if anticipation < 0 or first < 0:
        raise ValueError("anticipation and the first year since support are zero or more")
    seen = np.isfinite(panel.outcomes)
    treated = with_support(panel)
    since = panel.periods - panel.cohorts[:, None]
    untouched = seen & _before(panel, anticipation)
    dummies = unit_period(untouched)
    asked = seen & treated & (since >= first)
    if last is not None:
        asked &= since <= last
    used = asked & comparable(dummies)
    units, periods = levels(dummies, panel.outcomes)
    effects = np.where(used, panel.outcomes - units[:, None] - periods, 0.0)
    index = np.unique(since[used])
    targets = [used & (since == value) for value in index.tolist()]
    targets.append(used)
    clusters = np.arange(len(seen)) if panel.clusters is None else panel.clusters
    _, place = np.unique(clusters, return_inverse=True)
    around = np.where(used, effects - _averages(panel, used, effects, place), 0.0)
    left = residuals(dummies, panel.outcomes)
    estimates, scores = np.full(len(targets), np.nan), np.zeros((len(seen), len(targets)))
    told = np.zeros(len(targets), dtype=np.bool_)
    for at, target in enumerate(targets):
        count = int(target.sum())
        if count == 0:
            continue
        share = target / count
        estimates[at] = float((share * effects).sum())
        # An untreated observation's weight is minus its fitted levels of the treated weights; a
        # unit's residuals add up to zero, so only the levels of periods matter for its score.
        _, weights = solve(dummies, share.sum(axis=1), share.sum(axis=0))
        scores[:, at] = (share * around).sum(axis=1) - left @ weights
        told[at] = len(np.unique(place[target.any(axis=1)])) > 1
    summed = by_cluster(scores, panel.clusters)
    covariance = summed.T @ summed
    covariance[~told, :] = np.nan
    covariance[:, ~told] = np.nan
    variances = np.diag(covariance)
    with np.errstate(invalid="ignore"):
        errors = np.sqrt(np.where(variances > 0, variances, np.nan))
    joint = covariance[:-1, :-1]
    return Imputed(
        index=index,
        estimates=estimates[:-1],
        errors=errors[:-1],
        covariance=joint,
        supported=np.array([target.any(axis=1).sum() for target in targets[:-1]], dtype=np.int64),
        overall=float(estimates[-1]),
        overall_error=float(errors[-1]),
        overall_supported=int(used.any(axis=1).sum()),
        overall_compared=most_without(used, untouched),
        not_imputed=int((asked & ~used).sum()),
        clusters=None if panel.clusters is None else len(summed),
        critical=critical_value(joint, level, draws, seed),
        level=level,
    )


def lead_test(panel: WidePanel, anticipation: int = 0, years: int = YEARS_BEFORE) -> Leads:
    """Return the test of parallel trends that goes with imputation, from data without support only.

    Outcomes without support are regressed on levels of units and periods and on the last `years`
    before support, each a dummy of its own; jointly zero is what parallel trends say. Since no
    observation with support enters, passing it does not bend the estimates that follow (Borusyak,
    Jaravel and Spiess 2024, section 4.4, answering Roth 2022). Earlier years are what leads are
    held against; a lead the others and the levels already tell is left out. Errors are by unit, or
    by cluster, without correction for degrees of freedom. Raises ValueError as `imputation` does.
    """
    if anticipation < 0:
        raise ValueError("anticipation is a number of periods: zero or more")
    untouched = np.isfinite(panel.outcomes) & _before(panel, anticipation)
    until = panel.periods - panel.cohorts[:, None] + anticipation
    ever = (panel.cohorts != NEVER)[:, None] & untouched
    dummies = unit_period(untouched)
    found: list[int] = []
    columns: list[Floats] = []
    for lead in range(-1, -years - 1, -1):
        rows = ever & (until == lead)
        if not rows.any():
            continue
        column = residuals(dummies, rows.astype(np.float64)).ravel()
        rest = column
        if columns:
            among = np.column_stack(columns)
            rest = column - among @ np.linalg.lstsq(among, column, rcond=None)[0]
        # Relative to the plain dummy: what levels and other leads tell leaves rounding alone.
        if float(rest @ rest) > 1e-8 * float(rows.sum()):
            found.append(lead - anticipation)
            columns.append(column)
    if not found:
        none = np.empty(0)
        return Leads(np.empty(0, dtype=np.int64), none, none, float("nan"), 0, float("nan"))
    design = np.column_stack(columns)
    inverse = np.linalg.inv(design.T @ design)
    outcome = residuals(dummies, panel.outcomes).ravel()
    estimates = inverse @ (design.T @ outcome)
    left = (outcome - design @ estimates).reshape(untouched.shape)
    scores = np.einsum("itl,it->il", design.reshape(*untouched.shape, -1), left)
    summed = by_cluster(scores, panel.clusters)
    covariance = inverse @ (summed.T @ summed) @ inverse
    statistic, degrees, p = wald(estimates, covariance)
    order = np.argsort(found)
    errors = np.sqrt(np.diag(covariance))
    return Leads(np.array(found)[order], estimates[order], errors[order], statistic, degrees, p)


def imputation_alternative(found: Imputed) -> Alternative:
    """Return the imputation estimate as one of the other answers to the question."""
    known = bool(np.isfinite(found.overall))
    return Alternative(
        code="imputation",
        title=Text(
            "Ước lượng mức lẽ ra có nếu không được hỗ trợ",
            "Imputing what would have been without support",
        ),
        why=Text(
            "Dùng mọi năm trước khi hỗ trợ chứ không chỉ năm cuối, nên thường chính xác hơn nếu "
            "hai nhóm thật sự đi song song.",
            "Uses all years before support, not only the last, so it is usually more precise if "
            "both groups really move alike.",
        ),
        estimate=found.overall if known else None,
        interval=normal_interval(found.overall, found.overall_error, found.level),
        n_supported=found.overall_supported,
        n_compared=found.overall_compared,
    )


def _before(panel: WidePanel, anticipation: int) -> Bools:
    """Return the periods (n, T) in which support does not yet show."""
    early: Bools = panel.periods < panel.cohorts[:, None] - anticipation
    early |= (panel.cohorts == NEVER)[:, None]
    return early


def _averages(panel: WidePanel, used: Bools, effects: Floats, cluster: Ints) -> Floats:
    """Return the mean effect (n, T) that each effect used is held against for its error."""
    unit, period = np.nonzero(used)
    value, cluster = effects[unit, period], cluster[unit]
    cohorts, cohort = np.unique(panel.cohorts, return_inverse=True)
    mean, several = _means(cohort[unit] * used.shape[1] + period, value, cluster)
    since = panel.periods[period] - cohorts[cohort[unit]]
    for coarser in (since, np.zeros_like(since)):
        if several.all():
            break
        wider, told = _means(coarser, value, cluster)
        mean = np.where(several, mean, wider)
        several |= told
    averages = np.zeros(used.shape)
    averages[unit, period] = mean
    return averages


def _means(keys: Ints, values: Floats, clusters: Ints) -> tuple[Floats, Bools]:
    """Return the mean of every value's group, and whether the group has several clusters."""
    if len(values) == 0:
        return values, np.empty(0, dtype=np.bool_)
    _, group = np.unique(keys, return_inverse=True)
    number = np.bincount(group)
    mean = np.bincount(group, values) / number
    least = np.full(len(number), np.iinfo(np.int64).max)
    most = np.full(len(number), -1, dtype=np.int64)
    np.minimum.at(least, group, clusters)
    np.maximum.at(most, group, clusters)
    return mean[group], (most > least)[group]
