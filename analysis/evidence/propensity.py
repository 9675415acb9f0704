"""The chance of being supported given covariates, by logistic regression."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.model import Floats
from analysis.evidence.regression import inverse

STEPS = 30
"""Newton steps at most. Where covariates rule support out for some, a step changes their log odds
by about one and the fit has no end; by then their chance is below one in a million million."""

_DONE = 1e-14
_ENOUGH = 1e-6
_FAR = 60.0


@dataclass(frozen=True, slots=True)
class Propensity:
    """A logistic regression: `coefficients` (P,), `spread` (P, P), `chances` (m,).

    `spread` is the inverse of the information at the coefficients: their covariance.
    """

    coefficients: Floats
    spread: Floats
    chances: Floats


def propensity(design: Floats, chosen: Floats, start: Floats | None = None) -> Propensity | None:
    """Return the logistic regression of `chosen` (m,), 0 or 1, on `design` (P, m).

    The first row of the design is the constant. Newton's method, which for the logit is the
    iteratively reweighted least squares of R's glm, goes on until a step would move no coefficient
    by a ten-millionth of its standard error; glm itself stops earlier. A step that overshoots is
    halved. `start` (P,) are the coefficients of a similar fit; where they lead nowhere, the
    constant alone is tried. None where there is no answer: a singular information, or no
    convergence in STEPS steps.
    """
    found = None if start is None else _climbed(design, chosen, start)
    return found or _climbed(design, chosen, _constant(design, chosen))


def propensity_of_kinds(
    supported: Floats, compared: Floats, start: Floats | None = None
) -> Propensity | None:
    """Return the propensity of the supported (P, m₁) against the compared (P, m₀), in that order.

    Where all supported are of one kind, nobody of another is ever supported: the coefficient of
    that characteristic has no end, and the chances of all other kinds go to zero. That end is
    reached at once by leaving those units and the characteristic out (Albert and Anderson 1984),
    which takes a third of the steps; their coefficient is then one that leaves a chance of e⁻⁶⁰ to
    the nearest of them, with no spread. Otherwise, and where that leads nowhere, as `propensity`.
    """
    ours = supported.shape[1]
    apart = [row for row in range(1, len(supported)) if _one_kind(supported[row], compared[row])]
    chosen = np.zeros(ours + compared.shape[1])
    chosen[:ours] = 1.0
    design = np.concatenate([supported, compared], axis=1)
    if not apart:
        return propensity(design, chosen, start)
    kinds = supported[apart, :1]
    left = np.concatenate([np.ones(ours, dtype=np.bool_), (compared[apart] == kinds).all(axis=0)])
    if np.count_nonzero(left) == ours:
        return propensity(design, chosen, start)
    kept = design.take(np.flatnonzero(left), axis=1)
    varied = kept.min(axis=1) < kept.max(axis=1)
    varied[0] = True
    rows = np.flatnonzero(varied)
    begun = None
    if start is not None:
        begun = start[rows]
        out = np.setdiff1d(np.arange(len(design)), rows)
        begun[0] += float(start[out] @ supported[out, 0])
    found = propensity(kept[varied], chosen[left], begun)
    if found is None:
        return propensity(design, chosen, start)
    coefficients, spread = np.zeros(len(design)), np.zeros((len(design), len(design)))
    coefficients[rows] = found.coefficients
    spread[np.ix_(rows, rows)] = found.spread
    for row, kind in zip(apart, kinds[:, 0], strict=True):
        away = compared[row][compared[row] != kind] - kind
        coefficients[row] = -_FAR / away[np.argmin(np.abs(away))]
        coefficients[0] -= coefficients[row] * kind
    chances = np.zeros(len(chosen))
    chances[left] = found.chances
    return Propensity(coefficients, spread, chances)


def _one_kind(ours: Floats, theirs: Floats) -> bool:
    """Tell whether all supported share a value that others only have on one side of."""
    value = ours[0]
    if not (ours == value).all():
        return False
    low, high = theirs.min(), theirs.max()
    return bool(low < high and value in (low, high))


def chances_at(design: Floats, coefficients: Floats) -> Floats:
    """Return the chance (m,) of every column of a design (P, m)."""
    found: Floats = scipy.special.expit(coefficients @ design)
    return found


def _climbed(design: Floats, chosen: Floats, coefficients: Floats) -> Propensity | None:
    """Return the top of the likelihood from a place to start."""
    chances = chances_at(design, coefficients)
    gradient = design @ (chosen - chances)
    for _ in range(STEPS):
        step = _step(_information(design, chances), gradient)
        if step is None:
            return None
        slope = float(gradient @ step)
        for _ in range(STEPS):
            tried = coefficients + step
            chances = chances_at(design, tried)
            rest = design @ (chosen - chances)
            # Likelihood is concave: past its top along the step the slope changes sign, and a
            # slope steeper than before on the far side means the step went too far.
            if slope <= _DONE or abs(float(rest @ step)) <= float(gradient @ step):
                break
            step = step / 2
        coefficients, gradient = tried, rest
        if slope <= _DONE:
            break
    if slope > _ENOUGH:
        return None
    spread = inverse(_information(design, chances), np.finfo(np.float64).eps)
    return None if spread is None else Propensity(coefficients, spread, chances)


def _step(information: Floats, gradient: Floats) -> Floats | None:
    """Return the step of Newton's method, by Cholesky's factors; None without information."""
    _, step, failed = scipy.linalg.lapack.dposv(information, gradient, lower=1)
    if failed or not np.isfinite(step).all():
        spread = inverse(information, np.finfo(np.float64).eps)
        return None if spread is None else spread @ gradient
    found: Floats = step
    return found


def _constant(design: Floats, chosen: Floats) -> Floats:
    """Return the fit of the constant alone."""
    share = float(chosen.mean())
    coefficients = np.zeros(len(design))
    coefficients[0] = np.log(share / (1 - share))
    return coefficients


def _information(design: Floats, chances: Floats) -> Floats:
    found: Floats = (design * (chances * (1 - chances))) @ design.T
    return found
