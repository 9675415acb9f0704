"""What few units in a cohort do to an error, and how many degrees of freedom are left.

Analytic errors of group-time effects divide by the number of units of a cell and take no account
of the mean having been estimated from the same units: with six or seven of a cohort seen in both
periods they are an eighth too small (docs/methods.md, Calibration). R's did makes them so, and so
does `group_time`; what is said of an effect is said with the errors made here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.evidence.model import Floats, GroupTime, Ints


def inflation(variances: Floats, supported: Floats, compared: Floats, alone: bool) -> Floats:
    """Return by what each cell's variance is too small, (K,) or (V, K), at least 1.

    n/(n − 1) of the side with fewer units, which holds most of the variance and is the larger
    correction: never too little, and hardly too much. A side of one unit has no variance of its
    own; such a cell is given the middle variance per unit of all others, over its own numbers.
    `alone` tells that cells are held against nothing but their own past.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        one = supported / (supported - 1)
        other = np.ones_like(one) if alone else compared / (compared - 1)
        per_unit = 1 / supported + (0.0 if alone else 1 / compared)
        paired = (supported > 1) & (alone | (compared > 1)) & (variances > 0)
        factor = np.where(paired, np.maximum(one, other), np.nan)
        each = np.where(paired, variances * factor / per_unit, np.nan)
        middle = _middle(each)[..., np.newaxis]
        filled = np.where(paired, factor, middle * per_unit / variances)
    return np.where(np.isfinite(filled), np.maximum(filled, 1.0), 1.0)


def _middle(values: Floats) -> Floats:
    """Return the median of known values along the last axis, NaN without any."""
    known = np.isfinite(values).any(axis=-1)
    middle: Floats = np.full(values.shape[:-1], np.nan)
    if known.any():
        middle[known] = np.nanmedian(values[known], axis=-1)
    return middle


def corrected(effects: GroupTime) -> GroupTime:
    """Return the same effects with errors that allow for how few units cells rest on.

    Influences on a cell are scaled by the root of its `inflation`, so that covariances follow;
    cells before support and since are looked at apart. Effects with clusters are left as they are:
    `few_clusters` has their inference.
    """
    if effects.clusters is not None or effects.corrected:
        return effects
    number = len(effects.estimate)
    variances = np.diag(effects.covariance)[:number]
    scale = np.ones(len(effects.covariance))
    sides = effects.supported.astype(np.float64), effects.compared.astype(np.float64)
    since = effects.period >= effects.cohort
    for at in (np.flatnonzero(since), np.flatnonzero(~since)):
        few = sides[0][at], sides[1][at]
        alone = effects.comparison == "own_past"
        scale[at] = np.sqrt(inflation(variances[at], *few, alone))
    covariance: Floats = effects.covariance * np.outer(scale, scale)
    return replace(effects, covariance=covariance, corrected=True)


def degrees_of_parts(variance: Floats, parts: Floats, units: Floats) -> Floats:
    """Return the degrees of freedom of estimates whose variance is known from several groups.

    Satterthwaite (1946): the square of the whole over the sum of each part's square by its own
    degrees of freedom, units less one. `variance` (M,), `parts` and `units` (M, G); a part of zero
    adds nothing. Infinite where no part has a variance.
    """
    own = np.maximum(units - 1, 1.0)
    below = (parts**2 / own).sum(axis=-1)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(below > 0, variance**2 / below, np.inf)
    return found


def degrees(effects: GroupTime, slopes: Floats) -> Floats:
    """Return the degrees of freedom of estimates with these slopes on cells and shares, (M,).

    `slopes` is (M, K + G). The part of a cohort is what its own cells make of the variance, its
    units those seen in these cells, on average by weight. Infinite for effects not `corrected`.
    """
    if not effects.corrected:
        return np.full(len(slopes), np.inf)
    covariance = np.nan_to_num(effects.covariance)
    number = len(effects.estimate)
    cells = slopes[:, :number]
    parts, units = (np.zeros((len(slopes), len(effects.cohorts))) for _ in range(2))
    for at, cohort in enumerate(effects.cohorts.tolist()):
        own = _cells_of(effects, cohort)
        weight = cells[:, own]
        parts[:, at] = np.einsum("mi,ij,mj->m", weight, covariance[np.ix_(own, own)], weight)
        size = np.abs(weight)
        units[:, at] = size @ effects.supported[own] / np.maximum(size.sum(axis=1), 1e-300)
    variance = np.einsum("mi,ij,mj->m", slopes, covariance, slopes)
    return degrees_of_parts(variance, parts, units)


def _cells_of(effects: GroupTime, cohort: int) -> Ints:
    return np.flatnonzero((effects.cohort == cohort) & np.isfinite(effects.estimate))


def by_kinds(scores: Floats, kinds: Ints) -> tuple[Floats, float]:
    """Return the covariance (L, L) of estimates from scores of clusters (C, L), and its degrees.

    Means over the clusters of each kind are compared, each with a covariance of its own, n/(n − 1)
    times the sum of products: the multivariate Behrens-Fisher problem. Degrees of freedom, by which
    Hotelling's T² is judged, are the modified ones of Nel and van der Merwe (Krishnamoorthy and Yu
    2004, Statistics & Probability Letters 66), those of Pustejovsky and Tipton (2018) here. Zero
    where a kind has one cluster only, whose mean nothing tells the error of.
    """
    touched = (scores != 0).any(axis=1)
    parts = []
    for kind in np.unique(kinds):
        own = scores[kinds == kind]
        number = len(own)
        if number < 2:
            return scores.T @ scores, 0.0
        parts.append((number / (number - 1) * own.T @ own, number - 1))
    covariance: Floats = np.sum([part for part, _ in parts], axis=0)
    if not touched.any():
        return covariance, 0.0
    inverse = np.linalg.pinv(covariance, rcond=1e-10, hermitian=True)
    below = 0.0
    for part, spare in parts:
        share = part @ inverse
        below += (float(np.trace(share @ share)) + float(np.trace(share)) ** 2) / spare
    rank = int(np.linalg.matrix_rank(covariance, tol=1e-10 * np.abs(covariance).max()))
    return covariance, (rank + rank**2) / below if below > 0 else float("inf")
