"""The main estimate as something to be repeated: on fewer units, other dates, other outcomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import scipy

from analysis.evidence.findings import Interval
from analysis.evidence.model import Aggregate, Bools, WidePanel

Estimator = Callable[[WidePanel], Aggregate]
"""How the main estimate is made of a panel: its effects added up simply, overall."""


def subset(panel: WidePanel, kept: Bools) -> WidePanel:
    """Return the panel of some units; `kept` is (n,)."""
    return replace(
        panel,
        units=panel.units[kept],
        cohorts=panel.cohorts[kept],
        outcomes=panel.outcomes[kept],
        covariates=panel.covariates[kept],
        clusters=None if panel.clusters is None else panel.clusters[kept],
    )


def normal_interval(
    estimate: float, error: float, level: float = 0.95, degrees: float = float("inf")
) -> Interval | None:
    """Return estimate ± quantile × error, None where either is not known.

    The quantile is that of Student's t with `degrees` of freedom, normal where they are infinite.
    """
    if not (np.isfinite(estimate) and np.isfinite(error) and error > 0):
        return None
    width = float(scipy.stats.t.ppf((1 + level) / 2, degrees)) * error
    return Interval(estimate - width, estimate + width, level)


def interval_of(effect: Aggregate) -> Interval | None:
    """Return the interval of an aggregate's overall number at its level, None if not known."""
    return normal_interval(
        effect.overall, effect.overall_error, effect.level, effect.overall_degrees
    )


def chance_of(estimate: float, error: float, degrees: float = float("inf")) -> float:
    """Return the two-sided p-value of no difference, NaN where it cannot be told."""
    if not (np.isfinite(estimate) and np.isfinite(error) and error > 0):
        return float("nan")
    return float(2 * scipy.stats.t.sf(abs(estimate) / error, degrees))
