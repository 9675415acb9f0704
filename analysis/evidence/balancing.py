"""Weights that make the compared exactly like the supported: entropy balancing.

Hainmueller (2012), Entropy Balancing for Causal Effects, Political Analysis 20.
"""

from __future__ import annotations

import numpy as np
import scipy

from analysis.evidence.model import Floats

CLOSE = 1e-8
"""How far, in standard deviations of the compared, a weighted mean may be from its target."""

_STEPS = 200


def entropy_weights(values: Floats, target: Floats, start: Floats | None = None) -> Floats | None:
    """Return weights (m,) of sum 1 that give `values` (m, K) the means `target` (K,).

    Of all such weights they are the closest to `start` (m,), equal ones by default, by relative
    entropy. The dual is a convex function of K numbers whose slope is what means are still off;
    Newton's steps, halved where they lead up, find its least value. None where no weights do:
    where a target is outside what any mixture of the compared can be, or can be reached only by
    leaving most of them out. A column without variation counts as met where its target is its
    value.
    """
    middle, spread = values.mean(axis=0), values.std(axis=0)
    moves = spread > 1e-12 * (1 + np.abs(middle))
    if not np.allclose(target[~moves], middle[~moves], rtol=1e-9, atol=1e-12):
        return None
    away = (values[:, moves] - target[moves]) / spread[moves]
    base = np.zeros(len(values)) if start is None else np.log(start)
    # Directions that other columns make up change nothing: steps stay among the rest.
    found = np.zeros(away.shape[1])
    level = float(scipy.special.logsumexp(base))
    for _ in range(_STEPS):
        logs = base + away @ found
        weights = np.exp(logs - scipy.special.logsumexp(logs))
        slope = weights @ away
        if np.abs(slope).max(initial=0.0) < CLOSE:
            kept: Floats = weights
            return kept
        curve = (away * weights[:, np.newaxis]).T @ away - np.outer(slope, slope)
        step = -np.linalg.lstsq(curve, slope, rcond=1e-12)[0]
        gain = float(slope @ step)
        size = 1.0
        level = float(scipy.special.logsumexp(logs))
        while size > 1e-8:
            tried = float(scipy.special.logsumexp(base + away @ (found + size * step)))
            if tried <= level + 1e-4 * size * gain + 1e-14 * abs(level):
                break
            size /= 2
        found = found + size * step
        if not np.isfinite(found).all() or np.abs(away @ found).max() > 500:
            return None
    return None
