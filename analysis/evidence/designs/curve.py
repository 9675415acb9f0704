"""How an effect goes with a dose: a smooth curve through units, its slope, and their errors."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.designs.unit_effects import UnitEffects
from analysis.evidence.model import Bools, Floats

_POINTS = 25
_LEAST_OWN = 1e-6
"""A unit that decides its own fit has no rest to enlarge."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Effects at `doses` (G,) with pointwise errors, and the mean `slope` over the units.

    `estimates` and `errors` are (G,), `units` those behind it and `parameters` those of the curve;
    errors do not allow for how few units those are fitted to. `slope_error_few` does: the rest of
    every unit is what it would be without its own pull on the curve (HC3, MacKinnon and White
    1985), which is strongest at the ends, where a slope is decided.
    """

    doses: Floats
    estimates: Floats
    errors: Floats
    slope: float
    slope_error: float
    slope_error_few: float
    units: int
    parameters: int


def splines(doses: Floats, at: Floats, degree: int, knots: int) -> tuple[Floats, Floats]:
    """Return the B-spline basis of `doses` (n,) at points (G, P) and its derivative there.

    Inner knots are quantiles of the doses; the ends are their smallest and largest.
    """
    low, high = float(doses.min()), float(doses.max())
    inner = np.quantile(doses, np.arange(1, knots + 1) / (knots + 1)) if knots else np.empty(0)
    edges = np.concatenate([np.full(degree + 1, low), inner, np.full(degree + 1, high)])
    number = len(edges) - degree - 1
    shapes = scipy.interpolate.BSpline(edges, np.eye(number), degree)
    points = np.clip(at, low, high)
    return shapes(points), shapes.derivative()(points)


def dose_curve(
    effects: UnitEffects,
    doses: Floats,
    chosen: Bools,
    *,
    degree: int = 3,
    knots: int = 0,
    at: Floats | None = None,
) -> Curve:
    """Return the curve of mean effects since support over `doses` (n,), of the `chosen` (n,).

    `at` (G,) are the doses looked at, 25 from the smallest to the largest if not given. Each unit
    counts once, through the mean of `chosen` values, (n, T), fitted by least squares on a
    B-spline. After Callaway, Goodman-Bacon and Sant'Anna (2024): under parallel trends the curve is
    the effect of each dose on those who got it, ATT(d|d), against nothing; its slope is the effect
    of a little more, ACRT, only under strong parallel trends, that is, if those of a smaller dose
    would have fared as those of a larger one had they got it. Raises ValueError for fewer units
    than the curve has parameters and three more, or doses all alike.
    """
    years = chosen.sum(axis=1)
    rows = np.flatnonzero(years > 0)
    own = doses[rows]
    number = degree + 1 + knots
    if len(rows) < number + 3 or len(np.unique(own)) < number:
        raise ValueError("too few units, or doses, for a curve")
    basis, slopes = splines(own, own, degree, knots)
    share = chosen / np.maximum(years, 1)[:, None]
    solved = np.linalg.pinv(basis.T @ basis) @ basis.T
    means = np.where(chosen, effects.values, 0.0).sum(axis=1)[rows] / years[rows]
    fitted = np.zeros(len(doses))
    fitted[rows] = basis @ (solved @ means)
    centre = np.repeat(fitted[:, None], chosen.shape[1], axis=1)
    grid = np.linspace(own.min(), own.max(), _POINTS) if at is None else at
    lines = np.vstack([splines(own, grid, degree, knots)[0], slopes.mean(axis=0)])

    def weighing(of_units: Floats) -> Floats:
        weights = np.zeros(len(doses))
        weights[rows] = of_units
        found: Floats = weights[:, None] * share
        return found

    # Every line is a sum of the curve's few parameters, and so is every influence on it.
    parameters = [effects.combined(weighing(row), centre) for row in solved]
    estimates = lines @ np.array([value for value, _ in parameters])
    errors = np.sqrt(((lines @ np.array([one for _, one in parameters])) ** 2).sum(axis=1))
    pull = np.einsum("np,pn->n", basis, solved)
    careful = fitted.copy()
    careful[rows] = means - (means - fitted[rows]) / np.maximum(1 - pull, _LEAST_OWN)
    centre = np.repeat(careful[:, None], chosen.shape[1], axis=1)
    _, influence = effects.combined(weighing(lines[-1] @ solved), centre)
    return Curve(
        grid,
        estimates[:-1],
        errors[:-1],
        float(estimates[-1]),
        float(errors[-1]),
        float(np.sqrt((influence**2).sum())),
        len(rows),
        number,
    )
