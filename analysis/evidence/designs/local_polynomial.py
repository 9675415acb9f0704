"""Local polynomial fits on one side of a cut-off, as linear weights on outcomes.

After Calonico, Cattaneo and Titiunik (2014), Econometrica 82(6): triangular kernel, variance from
nearest neighbours. Written from the papers; the tests hold it against what rdrobust prints.
"""

from __future__ import annotations

import numpy as np

from analysis.evidence.model import Floats

NEIGHBOURS = 3


def triangular(distance: Floats, width: float) -> Floats:
    """Return the kernel of distances (n,) to the cut-off: (1 − |d|/h)/h, zero beyond `width`."""
    kernel: Floats = np.maximum(1 - np.abs(distance) / width, 0.0) / width
    return kernel


def fit_weights(distance: Floats, width: float, degree: int) -> Floats:
    """Return the weights (degree + 1, n) that outcomes have in each coefficient of a local fit.

    Coefficient k multiplies distance^k. Raises numpy.linalg.LinAlgError where too few distinct
    distances lie within `width`.
    """
    kernel = triangular(distance, width)
    powers = (distance[:, np.newaxis] / width) ** np.arange(degree + 1)
    weighted = powers * kernel[:, np.newaxis]
    if len(np.unique(distance[kernel > 0])) <= degree:
        raise np.linalg.LinAlgError("too few distinct distances")
    scaled = np.linalg.solve(weighted.T @ powers, weighted.T)
    weights: Floats = scaled / width ** np.arange(degree + 1)[:, np.newaxis]
    return weights


def bias_constants(distance: Floats, width: float, degree: int) -> Floats:
    """Return what distance^(degree + 1), left out of the fit, adds to each coefficient."""
    constants: Floats = fit_weights(distance, width, degree) @ distance ** (degree + 1)
    return constants


def corrected_weights(distance: Floats, width: float, pilot: float, degree: int = 1) -> Floats:
    """Return the weights (n,) of the value at the cut-off less its estimated bias.

    The bias is that of a fit of `degree` within `width` by the next derivative, fitted within
    `pilot`: the robust bias correction of Calonico, Cattaneo and Titiunik (2014).
    """
    level = fit_weights(distance, width, degree)[0]
    curve = fit_weights(distance, pilot, degree + 1)[degree + 1]
    weights: Floats = level - bias_constants(distance, width, degree)[0] * curve
    return weights


def neighbour_residuals(distance: Floats, values: Floats, least: int = NEIGHBOURS) -> Floats:
    """Return residuals (n,) from the mean of each one's nearest neighbours on its side.

    √(J/(J + 1)) (y − mean of J), J at least `least`, those at one distance taken together
    (Abadie and Imbens 2006). Their products estimate variances and covariances without a model.
    """
    order = np.argsort(distance, kind="stable")
    places, group = np.unique(distance[order], return_inverse=True)
    ends = np.searchsorted(distance[order], places, side="right")
    starts = np.searchsorted(distance[order], places, side="left")
    first, last = np.arange(len(places)), np.arange(len(places))
    wanted = min(least, len(distance) - 1)
    for _ in range(wanted):
        short = ends[last] - starts[first] - 1 < wanted
        left = np.where(first > 0, places - places[np.maximum(first - 1, 0)], np.inf)
        right = np.where(
            last < len(places) - 1, places[np.minimum(last + 1, len(places) - 1)] - places, np.inf
        )
        first = first - (short & (left <= right) & np.isfinite(left))
        last = last + (short & (right <= left) & np.isfinite(right))
    sums = np.concatenate([[0.0], np.cumsum(values[order])])
    low, high = starts[first][group], ends[last][group]
    number = np.maximum(high - low - 1, 1)
    mean = (sums[high] - sums[low] - values[order]) / number
    residuals = np.empty(len(values))
    residuals[order] = np.sqrt(number / (number + 1)) * (values[order] - mean)
    return residuals
