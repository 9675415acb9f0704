"""More spread than chance gives: limits that allow for it, after Spiegelhalter (2005)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import scipy

from analysis.measures.funnel_limits import FunnelLimits

DispersionModel = Literal["additive", "multiplicative"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

WINSORISED = 0.1
"""The tenth of places at each end that is drawn in, so that the few do not hide themselves."""


@dataclass(frozen=True, slots=True)
class OverDispersion:
    """How much places differ beyond chance, on the scale of root ratios.

    `phi` is the mean squared score after winsorising (1: chance alone), `tau` the standard
    deviation of true root ratios, `statistic` phi times the `places`, with the chance `p` of as
    much without any dispersion, by a chi-square on places − 1; winsorised scores being smaller, the
    true chance is smaller still.
    """

    phi: float
    tau: float
    places: int
    statistic: float
    p: float


def over_dispersion(
    observed: Ints, expected: Floats, winsorised: float = WINSORISED
) -> OverDispersion:
    """Return how much the ratios of places (n,) spread beyond chance.

    Scores are z = 2(√O − √E), the root of a Poisson count having a standard deviation of a half
    whatever its mean (Spiegelhalter 2005, Statistics in Medicine 24, appendix); those beyond the
    quantiles `winsorised` and 1 − `winsorised` are drawn in to them. φ is their mean square; the
    variance between places is DerSimonian and Laird's (1986) with it, none where φ is no more than
    (n − 1)/n. Places where nothing is expected take no part. Raises ValueError for a share to
    winsorise outside 0 to a half.
    """
    if not 0 <= winsorised < 0.5:
        raise ValueError(f"winsorising {winsorised} of each end leaves nothing")
    known = expected > 0
    places = int(known.sum())
    nan = float("nan")
    if places < 2:
        return OverDispersion(nan, nan, places, nan, nan)
    scores = root_scores(observed[known], expected[known])
    drawn = np.clip(scores, *np.quantile(scores, [winsorised, 1 - winsorised]))
    phi = float((drawn**2).mean())
    # The precision of the root of a ratio: its error is 1/(2√E).
    weights = 4 * expected[known]
    spread = float(weights.sum() - (weights**2).sum() / weights.sum())
    between = max(places * phi - (places - 1), 0.0) / spread
    return OverDispersion(
        phi=phi,
        tau=float(np.sqrt(between)),
        places=places,
        statistic=places * phi,
        p=float(scipy.stats.chi2.sf(places * phi, places - 1)),
    )


def root_scores(observed: Ints, expected: Floats) -> Floats:
    """Return 2(√O − √E), (n,): about standard normal where chance alone is at work."""
    found: Floats = 2 * (np.sqrt(observed) - np.sqrt(expected))
    return found


def dispersed_limits(
    exact: FunnelLimits,
    expected: Floats,
    found: OverDispersion,
    model: DispersionModel = "additive",
) -> tuple[Floats, Floats]:
    """Return the limits (n,), (n,) of observed counts that allow for the spread between places.

    `additive` adds the variance between places to that of chance, so that large places keep a
    limit of their own; `multiplicative` widens all limits by √φ, never narrows them (Spiegelhalter
    2005). Both are normal on the scale of roots, at the level of `exact`, the limits of chance
    alone around the same `expected` (n,). Roots of few counts are far from normal, so neither
    limit is ever within the exact one: who is inside by chance alone is inside with spread too.
    NaN where the spread is.
    """
    z = float(scipy.stats.norm.isf((1 - exact.level) / 2))
    chance = np.full(expected.shape, 0.25)
    if model == "additive":
        variance = chance + found.tau**2 * expected
    else:
        variance = chance * max(found.phi, 1.0)
    half = z * np.sqrt(variance)
    root = np.sqrt(expected)
    low: Floats = np.minimum(np.maximum(root - half, 0.0) ** 2, exact.low)
    high: Floats = np.maximum((root + half) ** 2, exact.high)
    return low, high
