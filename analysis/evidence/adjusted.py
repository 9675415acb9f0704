"""Effects of every cohort in every period with covariates taken into account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from analysis.evidence.adjusted_fit import (
    Fit,
    Reason,
    influence_of_compared,
    influence_of_supported,
)
from analysis.evidence.adjusted_groups import Fitted, Known, fitted
from analysis.evidence.adjusted_strata import Stratum, changes_of
from analysis.evidence.cells import Base
from analysis.evidence.model import (
    Comparison,
    Floats,
    Form,
    GroupTime,
    Ints,
    WidePanel,
)
from analysis.evidence.summing import summed_by
from analysis.language import Text

REASONS: dict[Reason, Text] = {
    "too_few_units": Text(
        "Có quá ít cơ sở được theo dõi trong cả hai năm để so sánh.",
        "Too few establishments were seen in both years to compare.",
    ),
    "collinear": Text(
        "Ở các cơ sở này, các đặc điểm đưa vào so sánh trùng thông tin với nhau.",
        "Among these establishments the characteristics compared on say the same thing twice.",
    ),
    "no_overlap": Text(
        "Không có cơ sở chưa được hỗ trợ nào đủ giống để so sánh: chỉ cần biết các đặc điểm này"
        " là gần như biết chắc cơ sở nào được hỗ trợ.",
        "No establishment without support is similar enough to compare with: these characteristics"
        " tell almost surely who is supported.",
    ),
    "not_converged": Text(
        "Không ước lượng được khả năng được hỗ trợ từ các đặc điểm này.",
        "The chance of being supported could not be estimated from these characteristics.",
    ),
}
"""Why a cell has no estimate, in words."""

_BLOCK = 1_000_000
"""Influences held at once while they are added to the covariance."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """Effects with covariates, and what stood in their way.

    `reasons` (K,) tells of each cell why it has no estimate, None where it has one; `trimmed` (K,)
    how many of its compared units were left out of weighing since hardly anyone like them is
    without support.
    """

    effects: GroupTime
    reasons: tuple[Reason | None, ...]
    trimmed: Ints


def adjusted_group_time(
    panel: WidePanel,
    form: Form,
    comparison: Comparison = "never",
    anticipation: int = 0,
    base: Base = "varying",
) -> GroupTime:
    """Return the effects of `adjust` alone."""
    return adjust(panel, form, comparison, anticipation, base).effects


def adjust(
    panel: WidePanel,
    form: Form,
    comparison: Comparison = "never",
    anticipation: int = 0,
    base: Base = "varying",
    since_support: bool = False,
    known: Known | None = None,
) -> Adjusted:
    """Return the effects of Callaway and Sant'Anna (2021) conditional on the panel's covariates.

    Every cell (see `cells`) is an estimate of Sant'Anna and Zhao (2020) over the units observed in
    both its periods whose covariates are known, the covariates entering linearly beside a
    constant. `doubly_robust` is their traditional estimator (drdid_panel in R's DRDID, "dr" in R's
    did and csdid), `weighting` the normalised one of Abadie (2005) (std_ipw_did_panel, "ipw"),
    `regression` that of Heckman, Ichimura and Todd (1997) (reg_did_panel, "reg"). Compared units
    whose chance of being supported reaches 0.995 are not weighed; a cell where it reaches 0.999 for
    anyone has no estimate, both as in R. Errors count the estimation of propensity and regression.

    All units count in n and in the cohorts' shares, also those in no cell; R's did drops cohorts
    supported from the first period and units with an unknown covariate. Errors are the root of the
    mean squared influence over n, summed inside clusters first where there are any, without a
    correction for degrees of freedom. A cell that cannot be estimated is NaN and has a reason;
    nothing is raised for it. With `since_support` only cells from support on are made, which is
    all that adding up effects needs. Propensities in `known` are not fitted again, and those fitted
    are put there: they serve other forms and outcomes of the same units, covariates and years of
    observation, not others. Without covariates all forms are `group_time`. Raises ValueError for
    the form `unconditional`, the comparison `own_past` and a negative anticipation.
    """
    fits = fitted(panel, form, comparison, anticipation, base, since_support, known)
    size = len(fits.plan.cohort) + len(fits.cohorts)
    if fits.clusters is None:
        covariance = np.zeros((size, size))
        for _, _, at, influence in _influences(fits):
            covariance[np.ix_(at, at)] += influence @ influence.T
    else:
        total = np.zeros((fits.clusters, size))
        for part, block, at, influence in _influences(fits):
            _add_by_cluster(total, part, block, at, influence)
        covariance = total.T @ total
    return _concluded(fits, covariance, form, comparison, anticipation)


def adjusted_influence(
    panel: WidePanel,
    form: Form,
    comparison: Comparison = "never",
    anticipation: int = 0,
    base: Base = "varying",
) -> tuple[GroupTime, Floats]:
    """Return the effects of `adjust`, and every unit's influence over n on them, (n, K + G).

    Columns are cells, then shares of cohorts; rows are those of the panel. Without clusters their
    cross-product is the covariance. Columns of cells without an estimate are NaN. Memory is that
    of the matrix, which `adjust` never holds.
    """
    fits = fitted(panel, form, comparison, anticipation, base)
    matrix = np.zeros((fits.units, len(fits.plan.cohort) + len(fits.cohorts)))
    for part, block, at, influence in _influences(fits):
        matrix[np.ix_(part.rows[block], at)] = influence.T
    total = matrix
    if fits.clusters is not None and panel.clusters is not None:
        total = summed_by(np.unique(panel.clusters, return_inverse=True)[1], matrix)
    effects = _concluded(fits, total.T @ total, form, comparison, anticipation).effects
    matrix[:, np.flatnonzero(np.isnan(effects.estimate))] = np.nan
    return effects, matrix


def _influences(fits: Fitted) -> Iterator[tuple[Stratum, slice, Ints, Floats]]:
    """Yield the influence over n of units, block by block: a stratum, which of its units, on what.

    Of the influence (j, m) the rows are positions among cells and shares, those a stratum is in.
    """
    cells_count = len(fits.plan.cohort)
    share_at = cells_count + np.arange(len(fits.cohorts))
    for place, part in enumerate(fits.parts):
        groups = [
            (group, group.found)
            for group in fits.groups
            if isinstance(group.found, Fit)
            and (place == group.supported or place in group.compared)
        ]
        at = np.concatenate([*(group.at for group, _ in groups), share_at])
        on_shares = ((fits.cohorts == part.cohort) - fits.shares) / max(fits.units, 1)
        step = max(1, _BLOCK // max(len(at), 1))
        for start in range(0, len(part.rows), step):
            block = slice(start, min(start + step, len(part.rows)))
            influence = np.empty((len(at), block.stop - block.start))
            design, outcomes = part.design[:, block], part.outcomes[:, block]
            row = 0
            for group, found in groups:
                influence_of = (
                    influence_of_supported if place == group.supported else influence_of_compared
                )
                rows = influence[row : row + len(group.at)]
                seen = part.seen(int(group.after[0]), int(group.before[0]))
                if seen is None:
                    changes = changes_of(outcomes, group.after, group.before)
                    rows[:] = influence_of(found, design, changes)
                else:
                    # Those a fit did not see have no influence on it, and are often most of all.
                    where = np.flatnonzero(seen[block])
                    changes = changes_of(outcomes, group.after, group.before, where)
                    rows[:] = 0.0
                    rows[:, where] = influence_of(found, design.take(where, axis=1), changes)
                row += len(group.at)
            influence[row:] = on_shares[:, np.newaxis]
            yield part, block, at, influence


def _add_by_cluster(
    total: Floats, part: Stratum, block: slice, at: Ints, influence: Floats
) -> None:
    """Add influences up by cluster, in place; the units of a stratum are sorted by cluster."""
    if part.clusters is None:
        raise ValueError("these units have no clusters")
    clusters = part.clusters[block]
    starts = np.flatnonzero(np.diff(clusters, prepend=-1))
    total[np.ix_(clusters[starts], at)] += np.add.reduceat(influence, starts, axis=1).T


def _concluded(
    fits: Fitted, covariance: Floats, form: Form, comparison: Comparison, anticipation: int
) -> Adjusted:
    plan = fits.plan
    count = len(plan.cohort)
    estimate = np.full(count, np.nan)
    supported, compared, trimmed = (np.zeros(count, dtype=np.int64) for _ in range(3))
    reasons: list[Reason | None] = [None] * count
    for group in fits.groups:
        supported[group.at], compared[group.at] = group.supported_units, group.compared_units
        if isinstance(group.found, Fit):
            estimate[group.at] = group.found.estimate
            trimmed[group.at] = group.found.trimmed
        else:
            for at in group.at.tolist():
                reasons[at] = group.found
    unknown = np.flatnonzero(np.isnan(estimate))
    covariance[unknown, :] = np.nan
    covariance[:, unknown] = np.nan
    effects = GroupTime(
        cohort=plan.cohort,
        period=plan.period,
        base=plan.base,
        estimate=estimate,
        supported=supported,
        compared=compared,
        cohorts=fits.cohorts,
        shares=fits.shares,
        covariance=covariance,
        units=fits.units,
        comparison=comparison,
        form=form,
        anticipation=anticipation,
        clusters=fits.clusters,
    )
    return Adjusted(effects, tuple(reasons), trimmed)
