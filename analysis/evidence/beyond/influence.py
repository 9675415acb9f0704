"""What every establishment adds to an estimate, so that several estimates get one joint error."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.adjusted import adjusted_influence
from analysis.evidence.aggregates import overall_slope
from analysis.evidence.cells import Cells, cells
from analysis.evidence.covariate_trends import Trends, fit_trends
from analysis.evidence.group_time import group_time
from analysis.evidence.model import Bools, Comparison, Floats, GroupTime, Ints, WidePanel
from analysis.evidence.moments import wide_moments


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
    trends included; `reported` the panel as it was given, `left` the same without those trends.
    """

    effects: GroupTime
    matrix: Floats
    reported: WidePanel
    left: WidePanel

    def simple(self, kept: Bools | None = None) -> Number:
        """Return all effects since support added up, in all cells or in those `kept` (K,)."""
        effects = self.effects
        if kept is not None:
            effects = replace(effects, estimate=np.where(kept, effects.estimate, np.nan))
        value, slope = overall_slope(effects, "simple")
        return Number(value, np.nan_to_num(self.matrix) @ slope)


def traced(panel: WidePanel, comparison: Comparison = "never", anticipation: int = 0) -> Traced:
    """Return the group-time effects of a panel without its covariates' trends, with influences.

    The estimates are those of `group_time` on `without_covariate_trends`: regression-adjusted
    differences in differences with one set of slopes, fitted on outcomes without support. Their
    errors count that the slopes are estimated; influences are summed inside the panel's clusters.
    """
    trends = fit_trends(replace(panel, clusters=None), anticipation)
    left = trends.left
    # Without covariates all forms are the unconditional one.
    effects, matrix = adjusted_influence(left, "regression", comparison, anticipation)
    known = np.flatnonzero(np.isfinite(effects.estimate))
    if panel.covariate_names and len(known):
        plan = cells(left.cohorts, left.periods, comparison, anticipation)
        matrix[:, known] += trends.influence(_on_slopes(trends, plan, known))
    covariance = covariance_of(np.nan_to_num(matrix), panel.clusters)
    unknown = np.flatnonzero(np.isnan(effects.estimate))
    covariance[unknown, :] = np.nan
    covariance[:, unknown] = np.nan
    effects = replace(
        effects,
        form="regression" if panel.covariate_names else "unconditional",
        covariance=covariance,
        clusters=None if panel.clusters is None else len(np.unique(panel.clusters)),
    )
    return Traced(effects, matrix, panel, replace(left, clusters=panel.clusters))


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


def own_change(panel: WidePanel, cells_of: GroupTime) -> Number:
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
        ids, at = np.unique(clusters, return_inverse=True)
        total = np.zeros((len(ids), influences.shape[1]))
        np.add.at(total, at, influences)
    joint: Floats = total.T @ total
    return joint
