"""Panels whose noise is known: a unit effect, a year effect and a first-order autoregression."""

from __future__ import annotations

import numpy as np

from analysis.evidence.model import NEVER, Floats, WidePanel


def residuals(
    draw: np.random.Generator, shape: tuple[int, ...], deviation: float, correlation: float
) -> Floats:
    """Return stationary residuals, the last axis being time."""
    shocks = draw.normal(0, deviation, shape)
    path = shocks.copy()
    for step in range(1, shape[-1]):
        path[..., step] = (
            correlation * path[..., step - 1] + np.sqrt(1 - correlation**2) * shocks[..., step]
        )
    return path


def losses(
    draw: np.random.Generator, shape: tuple[int, int], attrition: float, non_response: float
) -> Floats:
    """Return 1 where seen and NaN where lost for good, from the second period on, or silent."""
    gone = (draw.random(shape) < attrition).cumsum(axis=1) > 0
    gone[:, 1:] = gone[:, :-1].copy()
    gone[:, 0] = False
    return np.where(gone | (draw.random(shape) < non_response), np.nan, 1.0)


def known_panel(
    seed: int,
    units: int = 400,
    periods: int = 4,
    supported: int = 200,
    deviation: float = 0.2,
    correlation: float = 0.5,
    attrition: float = 0.0,
    non_response: float = 0.0,
    start: int = 2002,
) -> WidePanel:
    """Return years from 2001 on, the first `supported` units supported to no effect."""
    draw = np.random.default_rng(seed)
    shape = (units, periods)
    levels = draw.normal(3, 1, (units, 1)) + draw.normal(0, 1, periods)
    outcomes = levels + residuals(draw, shape, deviation, correlation)
    return WidePanel(
        units=np.arange(units),
        cohorts=np.where(np.arange(units) < supported, start, NEVER),
        periods=np.arange(2001, 2001 + periods),
        outcomes=outcomes * losses(draw, shape, attrition, non_response),
        covariates=np.empty((units, 0)),
    )
