"""What became of each supported unit in each year, and anything linear in that with its error."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Interval
from analysis.evidence.model import NEVER, Bools, Comparison, Floats, Ints, WidePanel


@dataclass(frozen=True, slots=True)
class _Cell:
    """One cohort in one period: supported rows, pool rows, the pool's changes less their mean."""

    column: int
    rows: Ints
    pool: Ints
    left: Floats


@dataclass(frozen=True, slots=True)
class UnitEffects:
    """The change of every supported unit from its base, less the mean change of its pool.

    `values` is (n, T): NaN where not known, zero at the base; periods before the base are leads.
    `since` (n, T) tells the periods of support. `groups` (n,) counts from 0 what errors go
    together by. A mean of `values` over units of a cohort in a period is its group-time effect.
    """

    values: Floats
    since: Bools
    groups: Ints
    _cells: tuple[_Cell, ...]

    @property
    def known(self) -> Bools:
        """Tell the values since support that are known, (n, T)."""
        found: Bools = self.since & np.isfinite(self.values)
        return found

    def combined(self, weights: Floats, centre: Floats) -> tuple[float, Floats]:
        """Return Σ weights × values and the influence (C,) of each cluster on it.

        `weights` and `centre` are (n, T): what each value counts, and what is expected of it (its
        group's mean, its fitted value). Pool units count through the mean they make up. The root
        of the sum of squared influences is the error.
        """
        used = weights != 0
        filled = np.where(used, self.values, 0.0)
        estimate = float((weights * filled).sum())
        own = (weights * np.where(used, self.values - centre, 0.0)).sum(axis=1)
        influence = own.copy()
        for cell in self._cells:
            weight = float(weights[cell.rows, cell.column].sum())
            if weight:
                influence[cell.pool] -= weight * cell.left / len(cell.pool)
        together: Floats = np.zeros(int(self.groups.max(initial=-1)) + 1)
        np.add.at(together, self.groups, influence)
        return estimate, together


def unit_effects(panel: WidePanel, comparison: Comparison, anticipation: int = 0) -> UnitEffects:
    """Return the effects of every supported unit held against units never, or not yet, supported.

    The base is the last period before support, less `anticipation` periods. Cells without a pool
    are unknown.
    """
    values = np.full(panel.outcomes.shape, np.nan)
    since = (panel.cohorts != NEVER)[:, None] & (panel.periods >= panel.cohorts[:, None])
    seen = np.isfinite(panel.outcomes)
    cells = []
    for cohort in np.unique(panel.cohorts[panel.cohorts != NEVER]).tolist():
        earlier = np.flatnonzero(panel.periods < cohort - anticipation)
        if len(earlier) == 0:
            continue
        base = int(earlier[-1])
        for column in range(len(panel.periods)):
            period = max(int(panel.periods[column]), int(panel.periods[base]))
            free = panel.cohorts == NEVER
            if comparison == "not_yet":
                free |= (panel.cohorts > period + anticipation) & (panel.cohorts != cohort)
            both = seen[:, column] & seen[:, base]
            rows = np.flatnonzero(both & (panel.cohorts == cohort))
            pool = np.flatnonzero(both & free)
            if len(rows) == 0 or len(pool) == 0:
                continue
            change = panel.outcomes[:, column] - panel.outcomes[:, base]
            mean = float(change[pool].mean())
            values[rows, column] = change[rows] - mean
            cells.append(_Cell(column, rows, pool, change[pool] - mean))
    groups = np.arange(len(panel.units))
    if panel.clusters is not None:
        groups = np.unique(panel.clusters, return_inverse=True)[1]
    return UnitEffects(values, since, groups, tuple(cells))


def even_weights(effects: UnitEffects, members: Bools) -> Floats:
    """Return weights (n, T) by which the known values since support of members make their mean.

    Every unit counts once, through the mean of its years; zero throughout without any.
    """
    known = effects.known & members[:, None]
    years = known.sum(axis=1)
    units = int((years > 0).sum())
    weights: Floats = known / np.maximum(years, 1)[:, None] / max(units, 1)
    return weights


def interval_of_units(value: float, error: float, units: int) -> tuple[Interval | None, float]:
    """Return the interval of a mean over few units, and its error allowing for that.

    The error is times the root of n/(n − 1), Student's t has n − 1 degrees of freedom, n supported
    units: errors of influences take no account of the mean being made of the same units, as in
    `small_samples`. None for one unit.
    """
    spare = units - 1
    if spare < 1:
        return None, float("nan")
    allowed = float(error * np.sqrt(units / spare))
    return normal_interval(value, allowed, degrees=spare), allowed
