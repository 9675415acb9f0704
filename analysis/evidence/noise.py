"""How outcomes move without support: what units and periods leave over, and how long it lasts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.model import NEVER, Bools, Floats, WidePanel

FEWEST_UNITS = 10
"""With fewer never-supported units everybody before support stands in for them."""

LONGEST_MEMORY = 0.99
"""The largest autocorrelation fitted: within a few years it cannot be told from a random walk."""

_SHORTEST_MEMORY = -0.9


@dataclass(frozen=True, slots=True)
class Noise:
    """Residuals of an outcome after unit and period effects, on the outcome's scale.

    `deviation` is their standard deviation within a unit, `correlation` that of a unit's residuals
    one period apart, falling off geometrically with distance (first-order autoregression).
    Raises ValueError for a deviation below zero and a correlation outside −1 to 1.
    """

    deviation: float
    correlation: float = 0.0

    def __post_init__(self) -> None:
        if not self.deviation >= 0:
            raise ValueError(f"the deviation is no size: {self.deviation}")
        if not -1 < self.correlation < 1:
            raise ValueError(f"no correlation: {self.correlation}")

    def covariance(self, periods: int) -> Floats:
        """Return the covariance of a unit's residuals in consecutive periods, (T, T)."""
        apart = np.abs(np.subtract.outer(np.arange(periods), np.arange(periods)))
        joint: Floats = self.deviation**2 * np.power(float(self.correlation), apart)
        return joint


def noise_of_levels(deviation: float, correlation: float) -> Noise:
    """Return the noise behind levels that correlate equally at every distance.

    `deviation` and `correlation` are those of the levels themselves, as surveys report them. Units
    then differ for good, and what is left is independent from period to period: the setting of
    McKenzie (2012), Journal of Development Economics 99. Raises ValueError as `Noise` does.
    """
    if not 0 <= correlation < 1:
        raise ValueError(f"no equal correlation of levels: {correlation}")
    return Noise(deviation * float(np.sqrt(1 - correlation)))


def noise_of(panel: WidePanel) -> Noise:
    """Estimate the noise of units without support.

    The never supported count in all periods; where they are fewer than ten, everybody before
    support. The autoregression is fitted to the variogram, so unit effects drop out without being
    estimated, whose estimation in short panels biases the correlation (Nickell 1981). Distances
    weigh by pairs over the square of their variogram (Cressie 1985). With a single distance the
    correlation cannot be told and is taken for zero, as is that of an outcome that does not vary.
    Raises ValueError where no two units are seen twice.
    """
    half, pairs = variogram(_without_support(panel))
    apart = np.flatnonzero(pairs > 0)
    if len(apart) == 0:
        raise ValueError("no two units without support are seen twice: their noise is not known")
    half, pairs, distance = half[apart], pairs[apart], apart + 1.0
    if len(apart) == 1 or not np.all(half > 0):
        return Noise(float(np.sqrt(pairs @ half / pairs.sum())))
    weights = pairs / half**2

    def variance(correlation: float) -> float:
        shape = 1 - np.power(correlation, distance)
        return float((weights * shape) @ half / ((weights * shape) @ shape))

    def misfit(correlation: float) -> float:
        shape = 1 - np.power(correlation, distance)
        return float(weights @ (half - variance(correlation) * shape) ** 2)

    # The misfit may have a second, shallow hollow at negative correlations.
    grid = np.linspace(_SHORTEST_MEMORY, LONGEST_MEMORY, 64)
    near = int(np.argmin([misfit(value) for value in grid.tolist()]))
    found = scipy.optimize.minimize_scalar(
        misfit,
        bounds=(float(grid[max(near - 1, 0)]), float(grid[min(near + 1, len(grid) - 1)])),
        method="bounded",
    )
    correlation = float(found.x)
    return Noise(float(np.sqrt(variance(correlation))), correlation)


def variogram(outcomes: Floats) -> tuple[Floats, Floats]:
    """Return half the variance of changes over 1 to T − 1 periods, and the pairs it rests on.

    `outcomes` (n, T) with NaN where not observed. Changes between two periods are taken around
    their mean, so period effects drop out; unit effects do by differencing. Pairs, less one for
    every mean, are (T − 1,), as is the variogram, NaN where nobody is seen at that distance.
    """
    periods = outcomes.shape[1]
    squares, pairs = np.zeros(max(periods - 1, 0)), np.zeros(max(periods - 1, 0))
    for first in range(periods):
        for last in range(first + 1, periods):
            change = outcomes[:, last] - outcomes[:, first]
            change = change[np.isfinite(change)]
            if len(change) > 1:
                squares[last - first - 1] += float(((change - change.mean()) ** 2).sum())
                pairs[last - first - 1] += len(change) - 1
    half = np.full(len(pairs), np.nan)
    np.divide(squares, 2 * pairs, out=half, where=pairs > 0)
    return half, pairs


def _without_support(panel: WidePanel) -> Floats:
    never: Bools = panel.cohorts == NEVER
    twice = np.isfinite(panel.outcomes).sum(axis=1) > 1
    if int((never & twice).sum()) >= FEWEST_UNITS:
        return panel.outcomes[never]
    before = never[:, None] | (panel.periods[None, :] < panel.cohorts[:, None])
    return np.where(before, panel.outcomes, np.nan)
