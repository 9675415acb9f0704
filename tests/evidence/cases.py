"""Panels small enough to reckon by hand, and a plain estimator for the doubts to repeat."""

from __future__ import annotations

import numpy as np

from analysis.evidence.estimator import Estimator
from analysis.evidence.followed import followed
from analysis.evidence.model import NEVER, Aggregate, Comparison, WidePanel
from analysis.evidence.non_response import weighted_estimate

UNKNOWN = float("nan")


def panel(cohorts, outcomes, first=2001, covariates=None, clusters=None) -> WidePanel:
    """Return a panel with one row of outcomes per unit, years from `first`."""
    values = np.array(outcomes, dtype=np.float64)
    known = np.empty((len(values), 0)) if covariates is None else np.array(covariates, dtype=float)
    return WidePanel(
        units=np.arange(len(values)),
        cohorts=np.array(cohorts, dtype=np.int64),
        periods=np.arange(first, first + values.shape[1]),
        outcomes=values,
        covariates=known,
        covariate_names=tuple(f"x{k}" for k in range(known.shape[1])),
        clusters=None if clusters is None else np.array(clusters, dtype=np.int64),
    )


def simulated(
    seed=1,
    units=600,
    years=8,
    effect=0.1,
    trend=0.0,
    share=0.4,
    cohorts=(2004, 2006),
    noise=0.1,
) -> WidePanel:
    """Return years 2001 on of a random walk with one effect, and a trend of the supported alone."""
    draw = np.random.default_rng(seed)
    support = np.where(draw.random(units) < share, draw.choice(cohorts, units), NEVER)
    year = np.arange(2001, 2001 + years)
    steps = draw.normal(0.02, noise, (units, years)).cumsum(axis=1)
    own = draw.normal(4, 1, (units, 1))
    supported = support[:, None] != NEVER
    lifted = effect * (supported & (year >= support[:, None]))
    drift = trend * supported * (year - 2001)
    return panel(support, own + steps + lifted + drift, covariates=draw.normal(0, 1, (units, 2)))


def simple(comparison: Comparison = "never", anticipation: int = 0) -> Estimator:
    """Return the mean over all cells since support, unconditional, with its error."""

    def estimate(given: WidePanel) -> Aggregate:
        sample = followed(given, comparison, anticipation)
        found = weighted_estimate(sample, np.ones(len(sample.unit)))
        none = np.empty(0)
        return Aggregate(
            "simple",
            none.astype(np.int64),
            none,
            none,
            np.empty((0, 0)),
            none.astype(np.int64),
            found.estimate,
            found.error,
            found.supported,
            found.compared,
        )

    return estimate
