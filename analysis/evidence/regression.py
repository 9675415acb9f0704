"""Small linear algebra of covariates: a design made safe to compute with, and its inverse."""

from __future__ import annotations

import numpy as np

from analysis.evidence.model import Floats

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

    It is singular where its reciprocal condition (1-norm, scaled to a unit diagonal) is below
    `least`.
    """
    diagonal = np.diag(products)
    if not (np.all(np.isfinite(products)) and np.all(diagonal > 0)):
        return None
    scale = 1 / np.sqrt(diagonal)
    scaled = products * np.outer(scale, scale)
    try:
        found = np.linalg.inv(scaled)
    except np.linalg.LinAlgError:
        return None
    condition = np.linalg.norm(scaled, 1) * np.linalg.norm(found, 1)
    if not (np.isfinite(condition) and condition * least < 1):
        return None
    inverted: Floats = found * np.outer(scale, scale)
    return inverted
