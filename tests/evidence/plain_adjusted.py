"""Effects with covariates the plain way: one cell at a time, as a system of moment equations.

Propensity, regression and the two means solve equations that average to zero; by the theory of
M-estimation (Stefanski and Boos, 2002) the influence of a unit on all of them is the inverse of the
equations' slopes times the unit's own terms. Slopes are taken numerically, so no influence
function of a paper is written down here.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from analysis.evidence.cells import cells
from analysis.evidence.model import NEVER, WidePanel

Array = npt.NDArray[np.float64]


def plain_adjusted(
    panel: WidePanel, form: str, comparison: str, cells_asked: Sequence[int] | None = None
) -> tuple[Array, Array]:
    """Return estimates (K,) and influences over n (n, K + G) of the cells asked, all by default."""
    plan = cells(panel.cohorts, panel.periods, comparison)
    n = len(panel.units)
    known = np.isfinite(panel.covariates).all(axis=1)
    design = np.column_stack([np.ones(n), panel.covariates])
    estimates, columns = [], []
    for row, cohort in enumerate(plan.cohort):
        if cells_asked is not None and row not in cells_asked:
            estimates.append(float("nan"))
            columns.append(np.full(n, np.nan))
            continue
        change = panel.outcomes[:, plan.period_at[row]] - panel.outcomes[:, plan.base_at[row]]
        pool = np.isin(panel.cohorts, plan.all_cohorts[plan.pool[row]])
        used = np.flatnonzero(known & np.isfinite(change) & (pool | (panel.cohorts == cohort)))
        supported = (panel.cohorts[used] == cohort).astype(float)
        estimate, influence = _cell(form, design[used], supported, change[used])
        column = np.zeros(n)
        column[used] = influence
        estimates.append(estimate)
        columns.append(column)
    for cohort in plan.all_cohorts[plan.all_cohorts != NEVER]:
        own = panel.cohorts == cohort
        columns.append((own - own.mean()) / n)
    return np.array(estimates), np.array(columns).reshape(-1, n).T


def _cell(form: str, x: Array, supported: Array, change: Array) -> tuple[float, Array]:
    m, p = x.shape
    with_chance, with_slope = form != "regression", form != "weighting"
    kept = np.ones(m)

    def terms(theta: Array) -> Array:
        """What averages to zero, (m, q): theta is propensity, slope, two means, as the form has."""
        parts, rest = [], theta
        weight, left = np.zeros(m), change
        if with_chance:
            chance = 1 / (1 + np.exp(-(x @ rest[:p])))
            parts.append((supported - chance)[:, None] * x)
            weight = kept * (1 - supported) * chance / (1 - chance)
            rest = rest[p:]
        if with_slope:
            left = change - x @ rest[:p]
            parts.append(((1 - supported) * left)[:, None] * x)
            rest = rest[p:]
        parts.append((supported * (left - rest[0]))[:, None])
        if with_chance:
            parts.append((weight * (left - rest[1]))[:, None])
        return np.hstack(parts)

    start = np.zeros(p * (with_chance + with_slope) + 1 + with_chance)
    if with_chance and p > 1:
        # Who is trimmed is settled first: it counts as given from there on.
        chance = 1 / (1 + np.exp(-(x @ _solved(lambda g: terms(np.r_[g, start[p:]])[:, :p], p))))
        kept = np.where(chance < 0.995, 1.0, 0.0)
    theta = _solved(terms, len(start))
    own = terms(theta)
    slopes = _slopes(terms, theta)
    influence = -np.linalg.solve(slopes, own.T).T / m
    at = len(start) - 1 - with_chance
    if with_chance:
        return theta[at] - theta[at + 1], influence[:, at] - influence[:, at + 1]
    return theta[at], influence[:, at]


def _solved(terms, size: int) -> Array:
    def mean(theta: Array) -> Array:
        return terms(theta).mean(axis=0)

    theta = np.zeros(size)
    for _ in range(60):
        step = np.linalg.solve(_slopes(terms, theta), mean(theta))
        for _ in range(30):
            if np.abs(mean(theta - step)).max() <= np.abs(mean(theta)).max():
                break
            step = step / 2
        theta = theta - step
        if np.abs(step).max() < 1e-13 * (1 + np.abs(theta).max()):
            break
    return theta


def _slopes(terms, theta: Array) -> Array:
    """Return the slope of the mean terms, (q, q), by complex steps: exact to rounding."""
    found = []
    for place in range(len(theta)):
        moved = theta.astype(complex)
        moved[place] += 1e-30j
        found.append(terms(moved).mean(axis=0).imag / 1e-30)
    return np.array(found).T
