"""The linear algebra of covariates: a design safe to compute with, and what in it is redundant."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import scipy

from analysis.evidence.model import Floats, WidePanel

COLLINEAR = 1e-12
"""Below this reciprocal condition the covariates of a cell say the same thing twice."""


def standardised(covariates: Floats) -> Floats:
    """Return the design (K + 1, n) of covariates (n, K): a constant, then each in its own spread.

    No estimate changes with the origin and unit of a covariate, but precision does: years of
    foundation beside amounts in dong would drown each other. Values that are not finite stay so.
    """
    design = np.ones((covariates.shape[1] + 1, len(covariates)))
    for row, values in enumerate(covariates.T, start=1):
        known = values[np.isfinite(values)]
        centred = values - (known.mean() if len(known) else 0.0)
        spread = float(np.std(known)) if len(known) else 0.0
        design[row] = centred / spread if spread > 0 else centred
    return design


def inverse(products: Floats, least: float = COLLINEAR) -> Floats | None:
    """Return the inverse of a matrix of cross-products (P, P), None for a singular one.

    It is singular where Cholesky's factors do not exist, or its reciprocal condition (1-norm,
    scaled to a unit diagonal) is below `least`.
    """
    diagonal = products.diagonal()
    if not (np.isfinite(products).all() and (diagonal > 0).all()):
        return None
    scale = 1 / np.sqrt(diagonal)
    scaled = products * scale * scale[:, np.newaxis]
    _, found, failed = scipy.linalg.lapack.dposv(scaled, np.eye(len(scaled)), lower=1)
    if failed:
        return None
    condition = np.abs(scaled).sum(axis=0).max() * np.abs(found).sum(axis=0).max()
    if not (np.isfinite(condition) and condition * least < 1):
        return None
    inverted: Floats = found * scale * scale[:, np.newaxis]
    return inverted


def without_repeats(panel: WidePanel) -> tuple[WidePanel, tuple[str, ...]]:
    """Return the panel without covariates that say nothing new, and the names of those.

    Such are one that is the same for all units, as the district inside one district, and one that
    follows from those named before it. Left in, they would make every cell collinear.
    """
    design = standardised(panel.covariates)
    design = design[:, np.isfinite(design).all(axis=0)]
    products = design @ design.T
    kept = [0]
    for row in range(1, len(products)):
        tried = [*kept, row]
        if inverse(products[np.ix_(tried, tried)]) is not None:
            kept = tried
    at = [row - 1 for row in kept[1:]]
    names = panel.covariate_names
    reduced = replace(
        panel,
        covariates=panel.covariates[:, at],
        covariate_names=tuple(names[place] for place in at),
    )
    return reduced, tuple(name for place, name in enumerate(names) if place not in at)
