"""What an experiment says: support drawn by lot, the two groups compared directly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.findings import Interval
from analysis.evidence.model import Bools, Floats


@dataclass(frozen=True, slots=True)
class Randomised:
    """The effect of support on those in a lottery, and how sure it is.

    `error` does not suppose both groups to vary alike; `degrees` are those of Student's t behind
    `interval` and `p`. All four are NaN or None where a group is too small. `covariates` counts
    those adjusted for, `left_out` the units without an outcome or with an unknown covariate.
    """

    estimate: float
    error: float
    degrees: float
    p: float
    interval: Interval | None
    supported: int
    compared: int
    mean_supported: float
    mean_compared: float
    covariates: int = 0
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class _Arm:
    """The mean of one group at given covariates, its variance and degrees of freedom."""

    mean: float
    variance: float
    degrees: int


def randomised(
    outcome: Floats, supported: Bools, covariates: Floats | None = None, level: float = 0.95
) -> Randomised:
    """Return the difference of means of a lottery, adjusted for covariates where there are any.

    `outcome` (n,) with NaN where not observed, `supported` (n,), `covariates` (n, K) measured
    before the draw. Without covariates the error is Neyman's (1923): the sum of both groups'
    s²/n, which never understates the error for those in the lottery. With covariates every group
    has a regression of its own, read at the mean of all (Lin 2013, Annals of Applied Statistics 7):
    no less precise than the plain difference when n is large, whatever the outcome depends on. Its
    error is the same with HC2 residuals (MacKinnon and White 1985), which without covariates is
    Neyman's. Degrees of freedom are Welch's (1947), each group's less its covariates. Means shown
    are the adjusted ones. NaN where a group has no more units than the regression parameters, or
    its covariates say the same thing twice. Raises ValueError for arrays of different length.
    """
    given = np.empty((len(outcome), 0)) if covariates is None else covariates
    if not len(outcome) == len(supported) == len(given):
        raise ValueError("outcome, support and covariates belong to the same units")
    known = np.isfinite(outcome) & np.isfinite(given).all(axis=1)
    values, on, given = outcome[known], supported[known], given[known]
    centred = given - given.mean(axis=0) if len(given) else given
    one, other = _arm(values[on], centred[on]), _arm(values[~on], centred[~on])
    estimate, variance = one.mean - other.mean, one.variance + other.variance
    degrees = p = float("nan")
    interval = None
    if variance > 0:
        weighed = sum(arm.variance**2 / arm.degrees for arm in (one, other))
        degrees = variance**2 / weighed
        error = float(np.sqrt(variance))
        half = float(scipy.stats.t.ppf((1 + level) / 2, degrees)) * error
        interval = Interval(estimate - half, estimate + half, level)
        p = float(2 * scipy.stats.t.sf(abs(estimate) / error, degrees))
    return Randomised(
        estimate=estimate,
        error=float(np.sqrt(variance)) if variance > 0 else float("nan"),
        degrees=degrees,
        p=p,
        interval=interval,
        supported=int(on.sum()),
        compared=int((~on).sum()),
        mean_supported=one.mean,
        mean_compared=other.mean,
        covariates=given.shape[1],
        left_out=int((~known).sum()),
    )


def _arm(values: Floats, covariates: Floats) -> _Arm:
    """Return one group's regression read where the covariates (n, K) are zero, error by HC2."""
    nan = float("nan")
    design = np.column_stack([np.ones(len(values)), covariates])
    degrees = len(values) - design.shape[1]
    if degrees < 0 or len(values) == 0:
        return _Arm(nan, nan, 0)
    # Columns of different size are brought to one, so that rank is told from proportions alone.
    scale = np.sqrt((design**2).sum(axis=0))
    if not np.all(scale > 0):
        return _Arm(nan, nan, 0)
    orthogonal, upper = np.linalg.qr(design / scale)
    if np.abs(np.diag(upper)).min() < 1e-8:
        return _Arm(nan, nan, 0)
    slopes = np.linalg.solve(upper, orthogonal.T @ values) / scale
    if degrees == 0:
        return _Arm(float(slopes[0]), nan, 0)
    left = values - design @ slopes
    leverage = (orthogonal**2).sum(axis=1)
    weights = orthogonal @ np.linalg.solve(upper.T, np.eye(design.shape[1])[0] / scale)
    # A unit of full leverage fits itself: nothing is left of it to tell an error from.
    spared = np.where(leverage < 1 - 1e-10, 1 - leverage, np.nan)
    return _Arm(float(slopes[0]), float((weights**2 * left**2 / spared).sum()), degrees)
