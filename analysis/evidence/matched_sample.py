"""Supported and compared in one cross-section, with a change each: the ground of matching."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import scipy

from analysis.evidence.followed import followed
from analysis.evidence.model import Bools, Comparison, Floats, Ints, WidePanel
from analysis.evidence.propensity import propensity_of_kinds

CALIPER = 0.2
"""Nearest of the compared within so many standard deviations of the log odds (Austin 2011)."""


@dataclass(frozen=True, slots=True)
class MatchedSample:
    """One row per supported unit, and per compared unit and cohort it is held against.

    `unit`, `cohort`, `treated`, `before`, `after` are (m,): outcomes in the last year before
    support and the mean of the years since in which the unit is seen, both less the mean of the
    cohort's compared in the same year, so that years themselves make no difference. `covariates`
    (m, K) are named `names`. `groups` (n,) counts from 0 what errors go together by, asked by
    `unit`; `clusters` is their number where units stand together, None where each for itself.
    """

    unit: Ints
    cohort: Ints
    treated: Bools
    before: Floats
    after: Floats
    covariates: Floats
    names: tuple[str, ...]
    groups: Ints
    clusters: int | None = None

    @property
    def change(self) -> Floats:
        """The change of every row since the last year before support, (m,)."""
        return self.after - self.before

    def part(self, kept: Bools) -> MatchedSample:
        """Return some rows; `kept` is (m,)."""
        return replace(
            self,
            unit=self.unit[kept],
            cohort=self.cohort[kept],
            treated=self.treated[kept],
            before=self.before[kept],
            after=self.after[kept],
            covariates=self.covariates[kept],
        )

    def cohorts(self) -> Floats:
        """Return a column of 0 and 1 for every cohort but the first, (m, G − 1)."""
        found: Floats = (self.cohort[:, None] == np.unique(self.cohort)[1:]).astype(np.float64)
        return found

    def counts(self) -> tuple[int, int]:
        """Return how many units are supported, and how many different ones compared."""
        return int(self.treated.sum()), len(np.unique(self.unit[~self.treated]))


def matched_sample(
    panel: WidePanel, comparison: Comparison, anticipation: int = 0
) -> MatchedSample | None:
    """Return the cross-section of a panel; None without anybody on either side.

    Units are those seen in the last year before support and in some year since. Of not yet
    supported ones only years before their own support, and its anticipation, are used.
    """
    seen = followed(panel, comparison, anticipation)
    rows = np.flatnonzero(seen.seen)
    unit, cell, treated = seen.unit[rows], seen.cell[rows], seen.treated[rows]
    if not treated.any() or treated.all():
        return None
    cohort = seen.cohort[cell]
    before, after = seen.before[rows], seen.before[rows] + seen.change[rows]
    after = after - _mean_of(after, cell, ~treated)[cell]
    before = before - _mean_of(before, cell, ~treated)[cell]
    pairs, at = np.unique(np.column_stack([unit, cohort]), axis=0, return_inverse=True)
    at = at.ravel()
    clusters = None if panel.clusters is None else len(np.unique(panel.clusters))
    return MatchedSample(
        unit=pairs[:, 0],
        cohort=pairs[:, 1],
        treated=panel.cohorts[pairs[:, 0]] == pairs[:, 1],
        before=_mean_of(before, at),
        after=_mean_of(after, at),
        covariates=panel.covariates[pairs[:, 0]],
        names=panel.covariate_names,
        groups=seen.groups,
        clusters=clusters,
    )


def chances_of_support(sample: MatchedSample, covariates: Floats) -> Floats | None:
    """Return every row's chance of being supported, (m,); None where the fit has no end.

    Cohorts have a level each, so that a chance is that among the rows of one cohort.
    """
    spread = covariates.std(axis=0)
    standard = (covariates - covariates.mean(axis=0)) / np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(len(standard)), standard, sample.cohorts()]).T
    ours = sample.treated
    fitted = propensity_of_kinds(design[:, ours], design[:, ~ours])
    if fitted is None:
        return None
    found: Floats = np.empty(len(ours))
    found[ours] = fitted.chances[: int(ours.sum())]
    found[~ours] = fitted.chances[int(ours.sum()) :]
    return found


def with_column(columns: Floats, further: Floats) -> Floats:
    """Return columns (m, K) and a further one (m,), unless they already make it up."""
    base = np.column_stack([np.ones(len(further)), columns])
    fitted = base @ np.linalg.lstsq(base, further, rcond=None)[0]
    if ((further - fitted) ** 2).sum() <= 1e-12 * ((further - further.mean()) ** 2).sum():
        return columns
    return np.column_stack([columns, further])


def within_caliper(sample: MatchedSample, chances: Floats, caliper: float = CALIPER) -> Bools:
    """Return who has somebody like them, (m,): overlap trimmed on both sides.

    A supported row stays with a compared one of its cohort within `caliper` standard deviations of
    the log odds, over all rows. A compared row stays within as much of the range of the
    supported of its cohort that stay.
    """
    odds = scipy.special.logit(np.clip(chances, 1e-12, 1 - 1e-12))
    width = caliper * float(odds.std())
    kept = np.zeros(len(odds), dtype=np.bool_)
    for cohort in np.unique(sample.cohort):
        here = sample.cohort == cohort
        ours, theirs = np.flatnonzero(here & sample.treated), np.flatnonzero(here & ~sample.treated)
        if len(ours) == 0 or len(theirs) == 0:
            continue
        others = np.sort(odds[theirs])
        place = np.searchsorted(others, odds[ours])
        near = np.minimum(
            np.abs(odds[ours] - others[np.clip(place - 1, 0, len(others) - 1)]),
            np.abs(odds[ours] - others[np.clip(place, 0, len(others) - 1)]),
        )
        stay = ours[near <= width]
        kept[stay] = True
        if len(stay):
            low, high = odds[stay].min() - width, odds[stay].max() + width
            kept[theirs] = (odds[theirs] >= low) & (odds[theirs] <= high)
    return kept


def _mean_of(values: Floats, at: Ints, among: Bools | None = None) -> Floats:
    """Return the mean of every number `at`, over some rows only where `among` says so."""
    weight = np.ones(len(values)) if among is None else among.astype(np.float64)
    size = int(at.max()) + 1
    total = np.bincount(at, weights=values * weight, minlength=size).astype(np.float64)
    mean: Floats = total / np.maximum(np.bincount(at, weights=weight, minlength=size), 1e-300)
    return mean
