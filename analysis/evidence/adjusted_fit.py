"""One cohort against its pool with covariates: fitted once for all changes over the same units."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.evidence.model import Floats, Form
from analysis.evidence.propensity import Propensity, chances_at
from analysis.evidence.regression import inverse

TRIM = 0.995
"""Compared units with this chance of being supported, or more, are left out of weighing: R's."""

OVERLAP = 0.999
"""With a chance as high as this anywhere there is nobody to compare with: R's did."""

Reason = Literal["too_few_units", "collinear", "no_overlap", "not_converged"]


@dataclass(frozen=True, slots=True)
class Side:
    """Units of one side of cells that rest on the same units: `design` (P, m), `changes` (k, m)."""

    design: Floats
    changes: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """What a fit of k changes found, enough to write down the influence of any unit on them.

    With E the change less `slope`'X: `estimate` (k,) is the mean of E over the supported,
    `ours` (k,), less its weighted mean over the compared, `theirs` (k,). `slope` (P, k) is the
    regression of the compared, `lever` (P,) how much their residuals move the estimate through it;
    `coefficients` (P,) are those of the propensity and `drift` (P, k) how much it moves the
    estimate; zeros in forms that do not use them. `odds` is the sum of the weights of the compared.
    """

    supported: int
    compared: int
    trimmed: int
    ours: Floats
    theirs: Floats
    slope: Floats
    lever: Floats
    drift: Floats
    coefficients: Floats | None
    odds: float

    @property
    def estimate(self) -> Floats:
        """The effects on the supported, (k,)."""
        found: Floats = self.ours - self.theirs
        return found


def fit(
    form: Form,
    supported: Side,
    compared: Side,
    propensity_of: Callable[[Side, Side], Propensity | None],
) -> Fit | Reason:
    """Return the effects of Sant'Anna and Zhao (2020) on k changes over the same units.

    `doubly_robust` is their traditional estimator: logit by maximum likelihood, least squares of
    the compared, odds normalised to sum to one (Hájek); `weighting` and `regression` are its two
    halves. `propensity_of` is asked for the propensity by forms that need one. A reason is returned
    where effects cannot be had.
    """
    ours, theirs = supported.design.shape[1], compared.design.shape[1]
    size = len(compared.design)
    if ours == 0 or theirs == 0 or (form != "weighting" and theirs < size) or ours + theirs < size:
        return "too_few_units"
    gram = compared.design @ compared.design.T
    if inverse(gram + supported.design @ supported.design.T) is None:
        return "collinear"
    spread = inverse(gram)
    if form != "weighting" and spread is None:
        # Together they vary, the compared alone do not: they are all of one kind.
        return "no_overlap"
    chance: Propensity | None = None
    odds, trimmed = np.zeros(theirs), 0
    if form != "regression":
        chance = propensity_of(supported, compared)
        if chance is None:
            return "not_converged"
        odds = weights(chance.chances[ours:], size)
        if odds.sum() == 0 or (size > 1 and chance.chances.max() >= OVERLAP):
            return "no_overlap"
        trimmed = int(np.count_nonzero(chance.chances[ours:] >= TRIM)) if size > 1 else 0
    changes = len(compared.changes)
    slope = np.zeros((size, changes))
    if form != "weighting" and spread is not None:
        slope = spread @ (compared.design @ compared.changes.T)
    mean = supported.design.mean(axis=1)
    own = supported.changes.mean(axis=1) - mean @ slope
    other, lever, drift = np.zeros(changes), mean, np.zeros((size, changes))
    total = float(odds.sum())
    if chance is not None:
        weighed = compared.design * (odds / total)
        their_mean = weighed.sum(axis=1)
        weighed_changes = weighed @ compared.changes.T
        other = weighed_changes[0] - their_mean @ slope
        lever = mean - their_mean
        left = weighed_changes - (weighed @ compared.design.T) @ slope
        drift = chance.spread @ (left - np.outer(their_mean, other))
    return Fit(
        supported=ours,
        compared=theirs,
        trimmed=trimmed,
        ours=own,
        theirs=other,
        slope=slope,
        lever=np.zeros(size) if form == "weighting" or spread is None else spread @ lever,
        drift=drift,
        coefficients=None if chance is None else chance.coefficients,
        odds=total,
    )


def weights(chances: Floats, size: int) -> Floats:
    """Return the odds of the compared, zero for those trimmed.

    Without covariates, a design of `size` 1, all chances are alike and nobody is trimmed.
    """
    near = chances < TRIM if size > 1 else np.ones(len(chances), dtype=np.bool_)
    odds: Floats = np.divide(chances, 1 - chances, out=np.zeros(len(chances)), where=near)
    return odds


def influence_of_supported(found: Fit, design: Floats, changes: Floats) -> Floats:
    """Return the influence over n, (k, m), of supported units in a fit on its effects.

    `design` is (P, m), `changes` (k, m).
    """
    shift = found.slope.copy()
    shift[0] += found.ours
    rows, terms = [shift.T], [design / found.supported]
    if found.coefficients is not None:
        rows.append(found.drift.T)
        terms.append(design * (1 - chances_at(design, found.coefficients)))
    influence: Floats = changes / found.supported
    influence -= np.concatenate(rows, axis=1) @ np.concatenate(terms)
    return influence


def influence_of_compared(found: Fit, design: Floats, changes: Floats) -> Floats:
    """Return the influence over n, (k, m), of compared units; see `influence_of_supported`."""
    pull = found.lever @ design
    rows, terms = [], []
    if found.coefficients is not None:
        chances = chances_at(design, found.coefficients)
        weight = weights(chances, len(design)) / found.odds
        pull = pull + weight
        rows += [found.theirs[:, np.newaxis], found.drift.T]
        terms += [weight[np.newaxis], design * chances]
    rows.append(found.slope.T)
    terms.append(design * pull)
    influence: Floats = np.concatenate(rows, axis=1) @ np.concatenate(terms)
    influence -= changes * pull
    return influence
