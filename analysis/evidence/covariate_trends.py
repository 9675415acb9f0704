"""Outcomes less what size, industry, place and age alone would have made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from analysis.evidence.model import NEVER, Bools, Floats, WidePanel

_TOLD = 1e-10
"""Below this part of the largest, an eigenvalue of the normal equations is rounding."""

_UNITS_AT_ONCE = 20_000


def without_covariate_trends(panel: WidePanel, anticipation: int = 0) -> WidePanel:
    """Return the panel with outcomes less the trends their covariates go with, and no covariates.

    Each covariate may have a different slope in every period; slopes are those of outcomes without
    support (the never supported, and others until `anticipation` before theirs), units having a
    level of their own, as in the imputation of Borusyak, Jaravel and Spiess (2024). Differences
    over time of what remains, unconditional, are regression-adjusted differences in differences
    (Heckman, Ichimura and Todd 1997) with one set of slopes for all cohorts. Made once, they serve
    estimates that are repeated many times. Units with an unknown covariate have no outcome left.
    """
    return panel if panel.covariates.shape[1] == 0 else fit_trends(panel, anticipation).left


@dataclass(frozen=True, slots=True)
class Trends:
    """What is `left` of a panel without the trends of its covariates, and the fit behind it.

    `design` (n, K + 1) is the constant and standardised covariates, zero where not known;
    `inverse` (T (K + 1), T (K + 1)) that of the normal equations of all slopes, by period;
    `residuals` (n, T) those of the fit, zero where it did not look, which `fitted` (n, T) tells.
    """

    left: WidePanel
    design: Floats
    inverse: Floats
    residuals: Floats
    fitted: Bools

    def influence(self, directions: Floats) -> Floats:
        """Return each unit's influence over n on sums of slopes × `directions`, (n, M).

        `directions` are (M, T, K + 1). The influence is that of least squares: the inverse of the
        normal equations, times the unit's residuals and its design, whose level is taken out of
        both.
        """
        weights = self.inverse @ directions.reshape(len(directions), -1).T
        scores = self.residuals[:, :, np.newaxis] * self.design[:, np.newaxis, :]
        found: Floats = scores.reshape(len(scores), -1) @ weights
        return found


def fit_trends(panel: WidePanel, anticipation: int = 0) -> Trends:
    """Return what `without_covariate_trends` leaves of a panel, with the fit it comes from."""
    count = panel.covariates.shape[1]
    known: Bools = np.isfinite(panel.covariates).sum(axis=1) == count
    scale = panel.covariates[known].std(axis=0) if known.any() else np.ones(count)
    centre = panel.covariates[known].mean(axis=0) if known.any() else np.zeros(count)
    standard = (panel.covariates - centre) / np.where(scale > 0, scale, 1.0)
    design = np.column_stack([np.ones(len(standard)), standard])
    design[~known] = 0.0
    untouched = (panel.cohorts[:, None] == NEVER) | (
        panel.periods < panel.cohorts[:, None] - anticipation
    )
    seen = np.isfinite(panel.outcomes) & untouched & known[:, None]
    slopes, inverse = _slopes(design, panel.outcomes, seen)
    outcomes = np.where(known[:, None], panel.outcomes - design[:, 1:] @ slopes[:, 1:].T, np.nan)
    left = replace(
        panel, outcomes=outcomes, covariates=np.empty((len(known), 0)), covariate_names=()
    )
    residuals = np.where(seen, np.nan_to_num(panel.outcomes) - design @ slopes.T, 0.0)
    level = residuals.sum(axis=1) / np.maximum(seen.sum(axis=1), 1)
    residuals = np.where(seen, residuals - level[:, None], 0.0)
    return Trends(left, design, inverse, residuals, seen)


def _slopes(design: Floats, outcomes: Floats, seen: Bools) -> tuple[Floats, Floats]:
    """Return the slope of every period on constant and covariates (T, K + 1), least squares.

    Beside them the inverse of the normal equations (T (K + 1), T (K + 1)), zero in directions that
    no unit tells of.

    Unit levels are taken out by hand: the normal equations are sums over units of x x' times
    (diag(o) − o o'/Σo), o telling the periods a unit is seen in. What units seen once or never say,
    and a slope common to all periods, drops out.
    """
    periods, width = seen.shape[1], design.shape[1]
    weight = seen.astype(np.float64)
    number: Floats = np.maximum(weight @ np.ones(periods), 1.0)
    filled = np.where(seen, outcomes, 0.0)
    within = np.where(seen, filled - (filled.sum(axis=1) / number)[:, None], 0.0)
    size = periods * width
    normal = np.zeros((size, size))
    for one in range(periods):
        block = slice(one * width, (one + 1) * width)
        normal[block, block] = (design * weight[:, one, np.newaxis]).T @ design
    # Less a unit's part of every pair of periods: all pairs in one product, some units at a time.
    parts = weight / np.sqrt(number)[:, np.newaxis]
    for start in range(0, len(design), _UNITS_AT_ONCE):
        rows = slice(start, start + _UNITS_AT_ONCE)
        crossed = (parts[rows, :, np.newaxis] * design[rows, np.newaxis, :]).reshape(-1, size)
        normal -= crossed.T @ crossed
    moments = within.T @ design
    values, vectors = np.linalg.eigh(normal)
    told = values > _TOLD * max(float(values[-1]), 0.0)
    inverse: Floats = (vectors[:, told] / values[told]) @ vectors[:, told].T
    solved: Floats = inverse @ moments.reshape(size)
    return solved.reshape(periods, width), inverse
