"""What every establishment adds to an estimate, so that several estimates get one joint error."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.adjusted import adjusted_influence
from analysis.evidence.aggregates import overall_slope
from analysis.evidence.beyond.jackknife import Without, without_groups
from analysis.evidence.cells import Cells, cells
from analysis.evidence.covariate_trends import Trends, fit_trends
from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Interval
from analysis.evidence.group_time import group_time
from analysis.evidence.model import Bools, Comparison, Floats, Form, GroupTime, Ints, WidePanel
from analysis.evidence.moments import wide_moments
from analysis.evidence.small_samples import degrees_of_parts
from analysis.evidence.summing import summed_by


@dataclass(frozen=True, slots=True)
class Number:
    """An estimate with the influence of every unit over n, (n,).

    Without clusters the root of the summed squares of `influence` is its standard error; that of
    any sum of numbers on the same units follows from the sum of their influences.
    """

    estimate: float
    influence: Floats

    @property
    def known(self) -> bool:
        """Tell whether there is an estimate."""
        return bool(np.isfinite(self.estimate))


@dataclass(frozen=True, slots=True)
class Traced:
    """Group-time effects on outcomes less their covariates' trends, with influences.

    `matrix` (n, K + G) is every unit's influence over n on effects and shares, that on the fitted
    trends included; `reported` the panel as it was given, `left` the same without those `trends`.
    `without` are the cells without each of the panel's clusters, None where it has none.
    """

    effects: GroupTime
    matrix: Floats
    reported: WidePanel
    left: WidePanel
    trends: Trends
    without: Without | None = None

    def simple(self, kept: Bools | None = None) -> Number:
        """Return all effects since support added up, in all cells or in those `kept` (K,).

        With clusters influences add up inside a cluster to what the estimate loses without it.
        """
        effects = self.effects
        if kept is not None:
            effects = replace(effects, estimate=np.where(kept, effects.estimate, np.nan))
        value, slope = overall_slope(effects, "simple")
        if self.without is None:
            return Number(value, np.nan_to_num(self.matrix) @ slope)
        return Number(value, _lost(value, self.without, self.without.estimates, effects))

    def by(self, groups: Ints) -> Traced:
        """Return the same with errors that allow for groups of units (n,)."""
        plan = cells(
            self.reported.cohorts,
            self.reported.periods,
            self.effects.comparison,
            self.effects.anticipation,
        )
        found = without_groups(self.trends, self.reported, plan, self.effects.cohorts, groups)
        joint = _covariance(found, self.effects, self.matrix)
        effects = replace(self.effects, covariance=joint, clusters=len(found.ids))
        clustered = replace(self.reported, clusters=groups), replace(self.left, clusters=groups)
        return replace(
            self, effects=effects, reported=clustered[0], left=clustered[1], without=found
        )


def _lost(value: float, found: Without, cells_of: Floats, effects: GroupTime) -> Floats:
    """Return what the simple sum of cells (G, K) loses without each group, evenly over its units.

    Times the root of (G − 1)/G, so that the sum of squares over groups is the jackknife's variance.
    """
    used = np.isfinite(effects.estimate) & (effects.period >= effects.cohort)
    size = found.sizes[:, np.searchsorted(effects.cohorts, effects.cohort)]
    weight = np.where(used & np.isfinite(found.estimates), size, 0.0)
    total = weight.sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        without = (weight * np.nan_to_num(cells_of)).sum(axis=1) / total
    number = len(found.ids)
    lost = np.where(total > 0, value - without, np.nan) * np.sqrt((number - 1) / number)
    spread: Floats = (lost / np.bincount(found.at))[found.at]
    return spread


def _covariance(found: Without, effects: GroupTime, matrix: Floats) -> Floats:
    """Return the jackknife covariance of cells and shares; a cell that is gone without a group
    counts what the group's units add to it."""
    number = len(found.ids)
    summed = summed_by(found.at, np.nan_to_num(matrix), number)
    sizes = np.bincount(found.at)
    shares = found.sizes / np.maximum(sizes.sum() - sizes, 1)[:, np.newaxis]
    lost = np.column_stack([effects.estimate - found.estimates, effects.shares - shares])
    lost = np.where(np.isfinite(lost), lost, summed) * np.sqrt((number - 1) / number)
    joint: Floats = lost.T @ lost
    unknown = np.flatnonzero(np.isnan(effects.estimate))
    joint[unknown, :] = np.nan
    joint[:, unknown] = np.nan
    return joint


def traced(panel: WidePanel, comparison: Comparison = "never", anticipation: int = 0) -> Traced:
    """Return the group-time effects of a panel without its covariates' trends, with influences.

    The estimates are those of `group_time` on `without_covariate_trends`: regression-adjusted
    differences in differences with one set of slopes, fitted on outcomes without support. Their
    errors count that the slopes are estimated; with clusters they are the jackknife's, which leaves
    out a cluster at a time and fits slopes and means without it (`jackknife`).
    """
    trends = fit_trends(replace(panel, clusters=None), anticipation)
    left = trends.left
    # Without covariates all forms are the unconditional one.
    effects, matrix = adjusted_influence(left, "regression", comparison, anticipation)
    known = np.flatnonzero(np.isfinite(effects.estimate))
    if panel.covariate_names and len(known):
        plan = cells(left.cohorts, left.periods, comparison, anticipation)
        matrix[:, known] += trends.influence(_on_slopes(trends, plan, known))
    covariance = covariance_of(np.nan_to_num(matrix))
    unknown = np.flatnonzero(np.isnan(effects.estimate))
    covariance[unknown, :] = np.nan
    covariance[:, unknown] = np.nan
    form: Form = "regression" if panel.covariate_names else "unconditional"
    effects = replace(effects, form=form, covariance=covariance)
    found = Traced(effects, matrix, replace(panel, clusters=None), left, trends)
    return found if panel.clusters is None else found.by(panel.clusters)


def _on_slopes(trends: Trends, plan: Cells, chosen: Ints) -> Floats:
    """Return how cells move with the slopes taken out of their outcomes, (M, T, K + 1)."""
    panel, design = trends.left, trends.design
    seen = np.isfinite(panel.outcomes)
    place = np.searchsorted(plan.all_cohorts, panel.cohorts)
    moved = np.zeros((len(chosen), len(panel.periods), design.shape[1]))
    for row, at in enumerate(chosen.tolist()):
        now, then = plan.period_at[at], plan.base_at[at]
        both = seen[:, now] & seen[:, then]
        ours = both & (panel.cohorts == plan.cohort[at])
        theirs = both & plan.pool[at][place]
        apart = design[ours].mean(axis=0) - design[theirs].mean(axis=0)
        moved[row, now] -= apart
        moved[row, then] += apart
    # The constant is the course of everybody, which no comparison moves with.
    moved[:, :, 0] = 0.0
    return moved


def own_change(made: Traced) -> Number:
    """Return the mean change of the supported since support, as reported, in an estimate's cells.

    Errors allow for the clusters of the estimate, where it has any.
    """
    found = own_change_of(made.reported, made.effects)
    if made.without is None:
        return found
    influence = _lost(found.estimate, made.without, made.without.own, made.effects)
    return Number(found.estimate, influence)


def own_change_of(panel: WidePanel, cells_of: GroupTime) -> Number:
    """Return the mean change of the supported since their support, in the cells of an estimate.

    Cells without an estimate there are left out here too, and cohorts weigh the same, so that the
    difference of the two numbers is the change the comparison stands for. Raises ValueError for
    effects of another panel.
    """
    alone = replace(panel, clusters=None)
    found = group_time(wide_moments(alone), "own_past", cells_of.anticipation)
    same = (found.cohort, found.period), (cells_of.cohort, cells_of.period)
    if not all(np.array_equal(*pair) for pair in zip(*same, strict=True)):
        raise ValueError("these cells are not those of this panel")
    estimate = np.where(np.isfinite(cells_of.estimate), found.estimate, np.nan)
    effects = replace(found, estimate=estimate)
    value, slope = overall_slope(effects, "simple")
    count = len(estimate)
    # First that the shares of cohorts are estimated, from all units; then the cells themselves.
    member = (panel.cohorts[:, np.newaxis] == effects.cohorts).astype(np.float64)
    influence: Floats = (member - effects.shares) @ slope[count:] / max(effects.units, 1)
    for at in np.flatnonzero((slope[:count] != 0) & np.isfinite(estimate)).tolist():
        now = panel.outcomes[:, np.searchsorted(panel.periods, effects.period[at])]
        then = panel.outcomes[:, np.searchsorted(panel.periods, effects.base[at])]
        rows = np.flatnonzero((panel.cohorts == effects.cohort[at]) & np.isfinite(now - then))
        change = now[rows] - then[rows]
        influence[rows] += slope[at] * (change - change.mean()) / len(rows)
    return Number(value, influence)


def covariance_of(influences: Floats, clusters: Ints | None = None) -> Floats:
    """Return the joint covariance (M, M) of estimates from influences (n, M) on the same units.

    With `clusters` (n,) influences are summed inside them first; no degrees-of-freedom correction.
    """
    total = influences
    if clusters is not None:
        total = summed_by(np.unique(clusters, return_inverse=True)[1], influences)
    joint: Floats = total.T @ total
    return joint


def interval_by(
    value: float, influence: Floats, groups: Ints, kinds: Ints
) -> tuple[Interval | None, float]:
    """Return the 95 per cent interval of a number with influences (n,), and its error.

    Influences are summed inside `groups` (n,). Student's t has the degrees of freedom that groups
    leave: `kinds` (n,), one for each group, tell apart those whose means are compared, as cohorts
    do in `small_samples`. None where there is no error.
    """
    ids, first, at = np.unique(groups, return_index=True, return_inverse=True)
    squares = np.bincount(at, influence, minlength=len(ids)) ** 2
    _, kind = np.unique(kinds[first], return_inverse=True)
    touched = squares > 0
    parts = np.bincount(kind, squares).astype(np.float64)
    units = np.bincount(kind, touched).astype(np.float64)
    variance = float(squares.sum())
    degrees = degrees_of_parts(np.array([variance]), parts[np.newaxis], units[np.newaxis])
    error = float(np.sqrt(variance))
    return normal_interval(value, error, degrees=float(degrees[0])), error
