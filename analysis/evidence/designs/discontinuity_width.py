"""How close to the cut-off is close: the widths that make the squared error of the jump least.

The plug-in rule of Calonico, Cattaneo and Titiunik (2014) with the regularisation of Imbens and
Kalyanaraman (2012), one pair of widths for both sides, as Calonico, Cattaneo, Farrell and Titiunik
(2017), Stata Journal 17(2), set it out.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.designs.local_polynomial import (
    bias_constants,
    fit_weights,
    neighbour_residuals,
    triangular,
)
from analysis.evidence.model import Floats

_PILOT = 2.576
"""The constant of a rule-of-thumb width for the triangular kernel."""

_PENALTY = 3.0


@dataclass(frozen=True, slots=True)
class Widths:
    """`main` is how far from the cut-off the fit looks, `pilot` how far that of its bias."""

    main: float
    pilot: float


@dataclass(frozen=True, slots=True)
class _Side:
    variance: float
    bias: float
    doubt: float


def widths(left: tuple[Floats, Floats], right: tuple[Floats, Floats], degree: int = 1) -> Widths:
    """Return the widths for a jump in outcomes; each side is distances (n,) and outcomes (n,).

    Raises numpy.linalg.LinAlgError where a side has too few distinct scores.
    """
    every = np.concatenate([left[0], right[0]])
    spread = min(
        float(every.std(ddof=1)), float(np.subtract(*np.quantile(every, [0.75, 0.25]))) / 1.349
    )
    pilot = _PILOT * spread * len(np.unique(every)) ** (-1 / 5)
    if not pilot > 0:
        raise np.linalg.LinAlgError("scores do not differ")
    sides = (left, right)
    whole = [float(np.abs(one[0]).max()) + 1e-8 for one in sides]
    far = [
        _side(one, degree + 2, degree + 2, pilot, reach, 0.0)
        for one, reach in zip(sides, whole, strict=True)
    ]
    wide = _solved(far, degree + 2)
    second = [_side(one, degree + 1, degree + 1, pilot, wide, 1.0) for one in sides]
    broad = _solved(second, degree + 1)
    first = [_side(one, degree, 0, pilot, broad, 1.0) for one in sides]
    return Widths(main=_solved(first, degree), pilot=broad)


def _side(
    side: tuple[Floats, Floats],
    degree: int,
    derivative: int,
    near: float,
    far: float,
    penalty: float,
) -> _Side:
    """Return what a side adds to the variance and the bias of a coefficient of a local fit."""
    distance, values = side
    close = np.abs(distance) < near
    x, y = distance[close], values[close]
    weights = fit_weights(x, near, degree)[derivative]
    spread = float(((weights * neighbour_residuals(x, y)) ** 2).sum())
    variance = (2 * derivative + 1) * near ** (2 * derivative + 1) * spread
    # The bias of this fit by the next power, in units of its width.
    constant = bias_constants(x, near, degree)[derivative] * near ** (derivative - degree - 1)
    reached = triangular(distance, far) > 0
    wide_x, wide_y = distance[reached], values[reached]
    curve = fit_weights(wide_x, far, degree + 1)[degree + 1]
    order = 2 * (degree + 1 - derivative)
    doubt = 0.0
    if penalty:
        unsure = float(((curve * neighbour_residuals(wide_x, wide_y)) ** 2).sum())
        doubt = penalty * order * _PENALTY * constant**2 * unsure
    return _Side(variance, np.sqrt(order) * constant * float(curve @ wide_y), doubt)


def _solved(sides: list[_Side], degree: int) -> float:
    """Return the width at which squared bias and variance of the jump balance."""
    left, right = sides
    bias = (right.bias - left.bias) ** 2 + left.doubt + right.doubt
    return float(((left.variance + right.variance) / bias) ** (1 / (2 * degree + 3)))
