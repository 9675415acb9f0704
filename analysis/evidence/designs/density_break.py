"""Whether scores bunch at a cut-off: a jump of their density tells of hands on the scale."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.designs.local_polynomial import fit_weights
from analysis.evidence.model import Floats


@dataclass(frozen=True, slots=True)
class DensityBreak:
    """The density of scores just below and just above the cut-off, and the test of a jump.

    `below` and `above` are densities per unit of the score, `p` the chance of as large a jump
    without any; `counts` are the scores within the `widths` of each side.
    """

    below: float
    above: float
    statistic: float
    p: float
    widths: tuple[float, float]
    counts: tuple[int, int]


def density_break(distance: Floats, widths: tuple[float, float], degree: int = 3) -> DensityBreak:
    """Return the test of Cattaneo, Jansson and Ma (2020), JASA 115(531).

    Looked at within `widths` below and above. The slope at the cut-off of a polynomial of `degree`
    (one more than the density needs, so that its bias is small beside its error) fitted to the
    empirical distribution on each side. The
    error sums squares of each score's influence on both slopes. `distance` (n,) are scores less
    the cut-off. Raises numpy.linalg.LinAlgError where a side has too few distinct scores.
    """
    x = np.sort(distance[np.isfinite(distance)])
    number = len(x)
    whole = np.searchsorted(x, x, side="right") / number
    slopes, influences, counts = [], [], []
    for side, width in zip((x < 0, x >= 0), widths, strict=True):
        weights = np.zeros(number)
        weights[side] = fit_weights(x[side], width, degree)[1]
        slopes.append(float(weights @ whole))
        # A score adds to the distribution of every score not below it.
        from_top = np.concatenate([np.cumsum(weights[::-1])[::-1], [0.0]])
        first = np.searchsorted(x, x, side="left")
        influences.append(from_top[first] - slopes[-1])
        counts.append(int((side & (np.abs(x) < width)).sum()))
    apart = (influences[1] - influences[0]) / number
    error = float(np.sqrt((apart**2).sum()))
    statistic = (slopes[1] - slopes[0]) / error if error > 0 else float("nan")
    return DensityBreak(
        below=slopes[0],
        above=slopes[1],
        statistic=statistic,
        p=float(2 * scipy.stats.norm.sf(abs(statistic))),
        widths=widths,
        counts=(counts[0], counts[1]),
    )
