"""The units of a panel with covariates, cohort by cohort, laid out for whole-row arithmetic."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.model import Bools, Floats, Ints, WidePanel
from analysis.evidence.regression import standardised


@dataclass(frozen=True, slots=True)
class Stratum:
    """The units of one cohort, sorted by cluster: `rows` (m,) of the panel and `clusters` (m,).

    `design` (P, m) is the constant and the covariates in units of their own spread; `outcomes`
    (T, m) are less the mean of their unit, zero where not `observed` (T, m). A unit with an unknown
    covariate is not observed. `pattern` (T,) is one number for all periods in which the same units
    are observed, 0 where all are. `clusters` are positions among the panel's,
    None where it has none.
    """

    cohort: int
    rows: Ints
    design: Floats
    outcomes: Floats
    observed: Bools
    pattern: tuple[int, ...]
    clusters: Ints | None

    def seen(self, after: int, before: int) -> Bools | None:
        """Tell who was observed in both periods, (m,); None for everyone."""
        if self.pattern[after] == self.pattern[before] == 0:
            return None
        both: Bools = self.observed[after] & self.observed[before]
        return both

    def pair(self, after: int, before: int) -> tuple[int, int]:
        """Return what is equal for two pairs of periods only if `seen` is."""
        one, other = sorted((self.pattern[after], self.pattern[before]))
        return one, other


def changes_of(outcomes: Floats, after: Ints, before: Ints, where: Ints | None = None) -> Floats:
    """Return the changes (k, m) of outcomes (T, m) between periods, of the units `where` if given.

    `after` and `before` (k,) are positions of periods.
    """
    if where is None:
        found: Floats = outcomes[after] - outcomes[before]
        return found
    # numpy.ix_ asks its arguments' types each time, which costs more than these few numbers.
    changes: Floats = outcomes[after[:, np.newaxis], where]
    changes -= outcomes[before[:, np.newaxis], where]
    return changes


def strata(panel: WidePanel) -> tuple[Stratum, ...]:
    """Return the units of a panel by cohort, ascending."""
    design = standardised(panel.covariates)
    known = np.logical_and.reduce(np.isfinite(design), axis=0)
    codes = None
    if panel.clusters is not None:
        codes = np.unique(panel.clusters, return_inverse=True)[1]
    found = []
    for cohort in np.unique(panel.cohorts).tolist():
        rows = np.flatnonzero(panel.cohorts == cohort)
        if codes is not None:
            rows = rows[np.argsort(codes[rows], kind="stable")]
        outcomes = np.ascontiguousarray(panel.outcomes[rows].T)
        observed = np.isfinite(outcomes) & known[rows]
        outcomes[~observed] = 0.0
        # Only changes matter; without their levels, sums over units keep the digits of changes.
        means = outcomes.sum(axis=0) / np.maximum(observed.sum(axis=0), 1)
        outcomes -= means
        outcomes[~observed] = 0.0
        found.append(
            Stratum(
                cohort=cohort,
                rows=rows,
                design=np.where(known[rows], design[:, rows], 0.0),
                outcomes=outcomes,
                observed=observed,
                pattern=_pattern(observed),
                clusters=None if codes is None else codes[rows],
            )
        )
    return tuple(found)


def _pattern(observed: Bools) -> tuple[int, ...]:
    numbers = {np.ones(observed.shape[1], dtype=np.bool_).tobytes(): 0}
    return tuple(numbers.setdefault(row.tobytes(), len(numbers)) for row in observed)
