"""Wild bootstrap of whole clusters: what their scores would make of no effect."""

from __future__ import annotations

from typing import Literal

import numpy as np

from analysis.evidence.bands import DRAWS, SEED
from analysis.evidence.inversion import Tested, inverted, share_at_least
from analysis.evidence.model import Floats

Weights = Literal["rademacher", "webb"]

MOST_ENUMERATED = 12
"""Up to so many clusters all 2ᶜ Rademacher weights are gone through instead of drawn."""

_WEBB: Floats = np.sqrt(np.array([0.5, 1.0, 1.5]))


def wild_clusters(
    estimate: float,
    influence: Floats,
    parts: Floats,
    *,
    level: float = 0.95,
    weights: Weights = "rademacher",
    draws: int = DRAWS,
    seed: int = SEED,
) -> Tested:
    """Return the wild cluster score bootstrap test of an estimate, and its interval.

    `influence` (C,) is every cluster's influence over n on the estimate, adding up to zero; `parts`
    (C,) say how much of the estimate would come from each cluster if an effect were the same
    everywhere, adding up to 1 (see `cluster_influence`). With an effect of θ₀ imposed the score of
    a cluster is influence + part × (estimate − θ₀): what it adds to the distance from θ₀. Scores
    are multiplied by random weights and the sum studentised by its own clustered error, parts taken
    out again, as the estimate's is (Cameron, Gelbach and Miller 2008, with the null imposed; scores
    in place of refits as Kline and Santos 2012). `rademacher` weights are ±1, every combination up
    to MOST_ENUMERATED clusters, drawn beyond; `webb` draws his six points (2014), made for so few
    clusters that ±1 leaves hardly any p-values. Six clusters have 32, and there the signs, all gone
    through, hold their size better than drawn six points, so they are what is used by default
    (docs/methods.md has the rates). Raises ValueError where no cluster varies.
    """
    variance = float(influence @ influence)
    if not variance > 0:
        raise ValueError("these clusters do not differ: there is nothing to draw from")
    drawn, exact = _weights(len(influence), weights, draws, seed)
    error = float(np.sqrt(variance))
    # All is polynomial in the distance from θ₀, so a value costs a pass over the draws.
    sums = drawn @ influence, drawn @ parts
    squares = drawn**2
    scores = squares @ influence**2, 2 * squares @ (influence * parts), squares @ parts**2
    crossed = drawn @ (parts * influence), drawn @ parts**2
    own = float(parts @ parts)

    def chance(value: float) -> float:
        distance = estimate - value
        total = sums[0] + distance * sums[1]
        square = scores[0] + distance * scores[1] + distance**2 * scores[2]
        square = square - 2 * total * (crossed[0] + distance * crossed[1]) + total**2 * own
        with np.errstate(divide="ignore", invalid="ignore"):
            statistics = np.abs(total) / np.sqrt(np.maximum(square, 0.0))
        # Zero over zero is no distance from the null.
        return share_at_least(np.nan_to_num(statistics, posinf=np.inf), distance / error)

    interval = inverted(chance, estimate, error, level)
    return Tested(estimate, chance(0.0), interval, len(drawn), exact)


def _weights(clusters: int, kind: Weights, draws: int, seed: int) -> tuple[Floats, bool]:
    """Return weights (R, C), and whether they are all there are."""
    if kind == "rademacher" and clusters <= MOST_ENUMERATED:
        bits = np.arange(2**clusters)[:, np.newaxis] >> np.arange(clusters) & 1
        return (2 * bits - 1).astype(np.float64), True
    points = np.array([1.0]) if kind == "rademacher" else _WEBB
    random = np.random.default_rng(seed)
    signed = np.concatenate([-points, points])
    drawn: Floats = signed[random.integers(0, len(signed), size=(draws, clusters))]
    return drawn, False
