"""Estimates of several groups drawn together as far as they differ by chance alone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shrinkage:
    """K estimates seen as draws around one mean: random effects, empirical Bayes.

    `mean` and `mean_error` are of the common mean, `spread` the standard deviation of true values
    (0 where chance alone explains the differences). `posterior` and `posterior_errors` are (K,).
    `statistic` is Cochran's Q on `degrees`, `p` its chance without true differences.
    """

    mean: float
    mean_error: float
    spread: float
    posterior: Floats
    posterior_errors: Floats
    statistic: float
    degrees: int
    p: float


def shrink(estimates: Floats, errors: Floats) -> Shrinkage:
    """Draw estimates (K,) with standard errors (K,) towards their common mean.

    The variance of true values is Paule and Mandel's (1982), which solves Q(τ²) = K − 1 and is
    less biased than DerSimonian and Laird's (1986) where groups differ in size (Veroniki et al.
    2016). Posterior means are those of Morris (1983), their errors with that of the mean; that of
    τ² is not in them. The test of heterogeneity is Cochran's (1954). Estimates that are not
    finite, or whose error is not above zero, take no part and stay NaN.
    """
    taken = np.isfinite(estimates) & np.isfinite(errors) & (errors > 0)
    values, variances = estimates[taken], errors[taken] ** 2
    posterior, posterior_errors = np.full(len(estimates), np.nan), np.full(len(estimates), np.nan)
    if len(values) == 0:
        nan = float("nan")
        return Shrinkage(nan, nan, nan, posterior, posterior_errors, nan, 0, nan)
    statistic = _q(0.0, values, variances)
    degrees = len(values) - 1
    between = paule_mandel(values, variances)
    weights = 1 / (variances + between)
    mean = float(weights @ values / weights.sum())
    mean_variance = 1 / float(weights.sum())
    trust = between / (between + variances)
    posterior[taken] = trust * values + (1 - trust) * mean
    posterior_errors[taken] = np.sqrt(trust * variances + (1 - trust) ** 2 * mean_variance)
    return Shrinkage(
        mean,
        float(np.sqrt(mean_variance)),
        float(np.sqrt(between)),
        posterior,
        posterior_errors,
        statistic,
        degrees,
        float(scipy.stats.chi2.sf(statistic, degrees)) if degrees else float("nan"),
    )


def paule_mandel(values: Floats, variances: Floats) -> float:
    """Return the variance between true values (Paule and Mandel 1982), 0 where Q ≤ K − 1."""
    degrees = len(values) - 1
    if degrees < 1 or _q(0.0, values, variances) <= degrees:
        return 0.0
    # Q falls as the variance grows, and at this end it is below K − 1 for sure.
    high = float(((values - values.mean()) ** 2).sum()) / degrees
    return float(
        scipy.optimize.brentq(lambda between: _q(between, values, variances) - degrees, 0.0, high)
    )


def _q(between: float, values: Floats, variances: Floats) -> float:
    weights = 1 / (variances + between)
    mean = weights @ values / weights.sum()
    return float(weights @ (values - mean) ** 2)
