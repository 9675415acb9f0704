"""The values that evidence is made of: panels, their moments, effects and what they add up to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

NEVER = 0
"""The cohort of units that were never supported."""

Comparison = Literal["never", "not_yet", "own_past"]
"""What supported units are held against: units never supported, also those not supported yet, or
nothing but their own past, which is a change and no effect."""

Form = Literal["unconditional", "doubly_robust", "weighting", "regression"]
"""How covariates are taken into account; `unconditional` uses none."""

AggregateKind = Literal["simple", "cohort", "calendar", "dynamic"]


@dataclass(frozen=True, slots=True)
class Panel:
    """A unit × period panel inside DuckDB, as the estimators ask for it.

    `relation` is a select (no trailing semicolon) with one row per unit and period and columns
    `unit` (integer), `period` (integer), `cohort` (integer: the first period of support, NEVER for
    none; the same in every row of a unit), `outcome` (double, null where not observed), and, where
    named here, `cluster` (integer) and the `covariates` (double, one value per unit).
    `ask` runs a query with named parameters; `parameters` are those of the relation.
    """

    ask: Callable[[str, Mapping[str, Any]], pd.DataFrame]
    relation: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    covariates: tuple[str, ...] = ()
    clustered: bool = False


@dataclass(frozen=True, slots=True)
class WidePanel:
    """The same panel in memory: one row per unit.

    `units` (n,), `cohorts` (n,), `outcomes` (n, T) with NaN where not observed, `periods` (T,)
    ascending, `clusters` (n,) or None, `covariates` (n, K) without the constant.
    """

    units: Ints
    cohorts: Ints
    periods: Ints
    outcomes: Floats
    covariates: Floats
    covariate_names: tuple[str, ...] = ()
    clusters: Ints | None = None


@dataclass(frozen=True, slots=True)
class GroupTime:
    """Effects of every cohort in every period, with what is needed to add them up.

    Cells are sorted by cohort, then period: `cohort`, `period`, `base` (the period differenced
    from), `estimate`, `supported` and `compared` (units the cell rests on), all (K,). A cell that
    nothing identifies has a NaN estimate and is left out of aggregates. `cohorts` (G,) are all
    supported cohorts with `shares` (G,): their units over all `units`. `covariance`
    (K + G, K + G) is that of estimates and shares together, so that every aggregate has its error
    by the delta method, weights included. `errors` are of the form R's did calls analytic: the
    root of the mean squared influence over n, no degrees-of-freedom correction, unless `corrected`
    for how few units cells rest on (`small_samples`).
    """

    cohort: Ints
    period: Ints
    base: Ints
    estimate: Floats
    supported: Ints
    compared: Ints
    cohorts: Ints
    shares: Floats
    covariance: Floats
    units: int
    comparison: Comparison
    form: Form
    anticipation: int = 0
    clusters: int | None = None
    corrected: bool = False

    @property
    def errors(self) -> Floats:
        """The standard error of every cell, (K,); NaN where it cannot be told."""
        variances = np.diag(self.covariance)[: len(self.estimate)]
        with np.errstate(invalid="ignore"):
            roots: Floats = np.sqrt(np.where(variances > 0, variances, np.nan))
        return roots


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Group-time effects added up: one value per `index` (cohort, period, years since) and overall.

    `index`, `estimates`, `errors` are (M,), `covariance` (M, M); for `simple` M is 0. `critical`
    is the multiplier of the simultaneous band of all M at `level`, NaN when there is none.
    `supported` (M,) are the supported units behind each estimate, `overall_supported` behind all.
    `degrees` (M,) and `overall_degrees` are those of Student's t by which intervals are made,
    infinite for the normal distribution.
    """

    kind: AggregateKind
    index: Ints
    estimates: Floats
    errors: Floats
    covariance: Floats
    supported: Ints
    overall: float
    overall_error: float
    overall_supported: int
    overall_compared: int
    critical: float = float("nan")
    level: float = 0.95
    degrees: Floats = field(default_factory=lambda: np.empty(0))
    overall_degrees: float = float("inf")
