"""Bands that hold for a whole path of estimates at once."""

from __future__ import annotations

import numpy as np
import scipy

from analysis.evidence.model import Floats

DRAWS = 9_999
"""Draws of a band: as many as make the multiplier steady to about one in a hundred."""

SEED = 20_250_701


def critical_value(
    covariance: Floats,
    level: float = 0.95,
    draws: int = DRAWS,
    seed: int = SEED,
    degrees: float = float("inf"),
) -> float:
    """Return the multiplier c such that all estimates ± c · error hold at once with `level`.

    The multiplier bootstrap of Callaway and Sant'Anna (2021) draws one weight for each unit and
    takes the largest studentised sum of weighted influences. With standard normal weights those
    sums are, given the data, exactly normal with the influences' own covariance; so they are drawn
    from that covariance, and neither units nor influences are needed. Estimates without an error
    are left out; of one alone the multiplier is the normal quantile, which is also the floor. NaN
    when there is none. Draws are seeded: the same covariance has the same band. With `degrees` of
    freedom draws are of the multivariate t distribution, as errors are then themselves uncertain.
    """
    variances = np.diag(covariance)
    with np.errstate(invalid="ignore"):
        known = np.flatnonzero(variances > 0)
    pointwise = float(scipy.stats.t.ppf((1 + level) / 2, degrees))
    if len(known) == 0:
        return float("nan")
    if len(known) == 1:
        return pointwise
    errors = np.sqrt(variances[known])
    correlation = covariance[np.ix_(known, known)] / np.outer(errors, errors)
    values, vectors = np.linalg.eigh(correlation)
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    random = np.random.default_rng(seed)
    largest = np.abs(random.standard_normal((draws, len(known))) @ root.T).max(axis=1)
    if np.isfinite(degrees):
        largest = largest / np.sqrt(random.chisquare(degrees, draws) / degrees)
    return max(pointwise, float(np.quantile(largest, level, method="inverted_cdf")))
