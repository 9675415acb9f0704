"""Chances that allow for how many were looked at and for how they go together."""

from __future__ import annotations

import numpy as np
import scipy

from analysis.evidence.model import Floats

DRAWS = 4_999


def romano_wolf(
    estimates: Floats,
    influence: Floats,
    *,
    degrees: Floats | None = None,
    draws: int = DRAWS,
    seed: int = 0,
) -> Floats:
    """Return stepdown p-values (K,) of Romano and Wolf (2005), Econometrica 73(4).

    `influence` is (K, C): what each unit or cluster adds to each estimate, so that the root of a
    row's sum of squares is its error. Their joint distribution without any effect is drawn with
    normal multipliers; the largest studentised estimate is held against the largest of all draws,
    the next against those of what is left, p-values never falling on the way. Unlike Holm's they
    use how estimates go together. With `degrees` (K,) of Student's t each studentised estimate is
    taken for the normal one as unlikely as it. NaN where an estimate or its error is not known.
    """
    errors = np.sqrt((influence**2).sum(axis=1))
    known = np.flatnonzero(np.isfinite(estimates) & (errors > 0))
    adjusted = np.full(len(estimates), np.nan)
    if len(known) == 0:
        return adjusted
    covariance = influence[known] @ influence[known].T
    scale = errors[known]
    values, vectors = np.linalg.eigh(covariance / np.outer(scale, scale))
    root = vectors * np.sqrt(np.maximum(values, 0.0))
    noise = np.abs(np.random.default_rng(seed).normal(size=(draws, len(known))) @ root.T)
    sizes = np.abs(estimates[known]) / scale
    if degrees is not None:
        sizes = scipy.stats.norm.isf(scipy.stats.t.sf(sizes, degrees[known]))
    order = np.argsort(-sizes, kind="stable")
    least = 0.0
    for place, at in enumerate(order):
        largest = noise[:, order[place:]].max(axis=1)
        least = max(least, (1 + float((largest >= sizes[at]).sum())) / (draws + 1))
        adjusted[known[at]] = least
    return adjusted
