"""Outcomes less what size, industry, place and age alone would have made of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.evidence.model import NEVER, Bools, Floats, WidePanel


def without_covariate_trends(panel: WidePanel, anticipation: int = 0) -> WidePanel:
    """Return the panel with outcomes less the trends their covariates go with, and no covariates.

    Each covariate may have a different slope in every period; slopes are those of outcomes without
    support (the never supported, and others until `anticipation` before theirs), units having a
    level of their own, as in the imputation of Borusyak, Jaravel and Spiess (2024). Differences
    over time of what remains, unconditional, are regression-adjusted differences in differences
    (Heckman, Ichimura and Todd 1997) with one set of slopes for all cohorts. Made once, they serve
    estimates that are repeated many times. Units with an unknown covariate have no outcome left.
    """
    count = panel.covariates.shape[1]
    if count == 0:
        return panel
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
    slopes = _slopes(design, panel.outcomes, seen)
    outcomes = np.where(known[:, None], panel.outcomes - design[:, 1:] @ slopes[:, 1:].T, np.nan)
    return replace(
        panel, outcomes=outcomes, covariates=np.empty((len(known), 0)), covariate_names=()
    )


def _slopes(design: Floats, outcomes: Floats, seen: Bools) -> Floats:
    """Return the slope of every period on constant and covariates (T, K + 1), least squares.

    Unit levels are taken out by hand: the normal equations are sums over units of x x' times
    (diag(o) − o o'/Σo), o telling the periods a unit is seen in. What units seen once or never say,
    and a slope common to all periods, drops out.
    """
    periods, width = seen.shape[1], design.shape[1]
    weight = seen.astype(np.float64)
    number: Floats = np.maximum(weight @ np.ones(periods), 1.0)
    filled = np.where(seen, outcomes, 0.0)
    within = np.where(seen, filled - (filled.sum(axis=1) / number)[:, None], 0.0)
    squares = (design[:, :, np.newaxis] * design[:, np.newaxis, :]).reshape(len(design), -1)
    normal = np.zeros((periods, width, periods, width))
    for one in range(periods):
        # A unit's own squares less its part of every pair of periods with this one.
        pairs = weight * (-weight[:, one] / number)[:, np.newaxis]
        pairs[:, one] += weight[:, one]
        normal[one] = (pairs.T @ squares).reshape(periods, width, width).transpose(1, 0, 2)
    moments = within.T @ design
    size = periods * width
    solved = np.linalg.lstsq(normal.reshape(size, size), moments.reshape(size), rcond=1e-10)[0]
    return np.asarray(solved, dtype=np.float64).reshape(periods, width)
