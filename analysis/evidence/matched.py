"""Supported held against unsupported that were made like them, with differencing and alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy

from analysis.evidence.balance import Balance, balance
from analysis.evidence.balancing import entropy_weights
from analysis.evidence.findings import Interval
from analysis.evidence.matched_sample import (
    CALIPER,
    MatchedSample,
    chances_of_support,
    with_column,
    within_caliper,
)
from analysis.evidence.model import NEVER, Floats, WidePanel
from analysis.evidence.unseen_cause import UnseenCause, regression_with_cause

MatchedWay = Literal["naive", "propensity", "entropy"]
"""How the compared are weighed: not at all, by their odds of support, to exact balance."""

WEIGHED: tuple[MatchedWay, ...] = ("propensity", "entropy")
"""The ways that weigh the compared."""

Reason = Literal["no_fit", "nobody_left", "no_weights"]
"""Why there is no answer: chances of support have no end; nobody has anybody like them; no mixture
of the compared is like the supported."""


@dataclass(frozen=True, slots=True)
class MatchedAnswer:
    """One answer: `differenced` tells whether of changes or of levels since support.

    `estimate`, `error` and `interval` are on the outcome's scale, None where `reason` says why;
    the interval also where errors cannot be told. `effective` is how many compared units the
    weights are worth, summed over a unit's rows (Kish 1965).
    """

    way: MatchedWay
    differenced: bool
    estimate: float | None
    error: float | None
    interval: Interval | None
    n_supported: int
    n_compared: int
    effective: float
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Matched:
    """Every answer, levels first, each beside its naive difference; likeness before and after.

    `balances` are of the differenced answers, by way. `left_out` supported have nobody like them
    within the caliper. `unseen` says how strong an unrecorded cause would undo the difference of
    changes, by regression on those kept.
    """

    answers: tuple[MatchedAnswer, ...]
    balances: dict[MatchedWay, Balance]
    left_out: int
    supported: int
    unseen: UnseenCause | None

    def answer(self, way: MatchedWay, differenced: bool) -> MatchedAnswer:
        """Return one of the six answers."""
        return next(one for one in self.answers if (one.way, one.differenced) == (way, differenced))


def matched(
    sample: MatchedSample,
    caliper: float = CALIPER,
    level: float = 0.95,
    benchmarks: Sequence[float] = (1.0,),
) -> Matched:
    """Return supported against compared, as they are and made alike.

    Levels since support are held against those alike in characteristics and in the outcome before
    support; changes against those alike in characteristics, since matching on what is differenced
    brings in its chance (Daw and Hatfield 2018). Both are first trimmed to overlap by the caliper.
    The compared are weighed by their odds of support, or by entropy balancing, cohorts included;
    what is left of differences is taken out by the regression of the compared with these weights,
    so that an answer holds if either is right (Robins, Rotnitzky and Zhao 1994; Zhao and Percival
    2017). Each supported unit counts once. Errors count a unit, or its cluster, as one, correct
    residuals for what each pulls the fit (HC3, MacKinnon and White 1985), take the weights as known
    and Student's t with the degrees of Welch (1947).
    """
    answers: list[MatchedAnswer] = []
    balances: dict[MatchedWay, Balance] = {}
    left_out, unseen = 0, None
    for differenced in (False, True):
        values = sample.change if differenced else sample.after
        answers.append(_answer(sample, values, None, "naive", differenced, level))
        known = sample.covariates
        if not differenced:
            known = with_column(known, sample.before)
        chances = chances_of_support(sample, known)
        kept = None if chances is None else within_caliper(sample, chances, caliper)
        if chances is None or kept is None or not (kept & sample.treated).any():
            reason: Reason = "no_fit" if chances is None else "nobody_left"
            answers += [_none(sample, way, differenced, reason) for way in WEIGHED]
            continue
        part, design = sample.part(kept), np.column_stack([known, sample.cohorts()])[kept]
        weights = {
            "propensity": _odds(part, chances[kept]),
            "entropy": entropy_weights(design[~part.treated], design[part.treated].mean(axis=0)),
        }
        for way in WEIGHED:
            given = weights[way]
            if given is None:
                answers.append(_none(part, way, differenced, "no_weights"))
                continue
            found = _answer(part, values[kept], (design, given), way, differenced, level)
            answers.append(found)
            if differenced:
                balances[way] = _likeness(part, given)
        if differenced:
            left_out = int((sample.treated & ~kept).sum())
            unseen = _unseen(part, values[kept], design, tuple(benchmarks), level)
    return Matched(tuple(answers), balances, left_out, int(sample.treated.sum()), unseen)


def _odds(sample: MatchedSample, chances: Floats) -> Floats:
    theirs = chances[~sample.treated]
    odds = theirs / (1 - theirs)
    found: Floats = odds / odds.sum()
    return found


def _answer(
    sample: MatchedSample,
    values: Floats,
    weighed: tuple[Floats, Floats] | None,
    way: MatchedWay,
    differenced: bool,
    level: float,
) -> MatchedAnswer:
    """Return the mean of the supported less what the compared say it would have been.

    Weighed answers give a design (m, K) and weights of the compared: fitted by weighted least
    squares there, its prediction for the supported is taken off.
    """
    ours = sample.treated
    count = int(ours.sum())
    theirs = int((~ours).sum())
    weights = np.full(theirs, 1 / theirs) if weighed is None else weighed[1]
    design = np.ones((len(values), 1))
    if weighed is not None:
        design = np.column_stack([design, weighed[0]])
    near = design[~ours]
    inverse = np.linalg.pinv(near.T @ (near * weights[:, None]), hermitian=True)
    slopes = inverse @ (near.T @ (weights * values[~ours]))
    rest = values - design @ slopes
    estimate = float(rest[ours].mean())
    lever = inverse @ design[ours].mean(axis=0)
    pull = weights * np.einsum("ij,jk,ik->i", near, inverse, near)
    influence = np.empty(len(values))
    influence[ours] = (rest[ours] - estimate) / np.sqrt(max(count - 1, 1) * count)
    influence[~ours] = -(near @ lever) * weights * rest[~ours] / np.maximum(1 - pull, 1e-6)
    sums = np.bincount(sample.groups[sample.unit], weights=influence)
    error = float(np.sqrt((sums**2).sum()))
    parts = tuple(float((influence[side] ** 2).sum()) for side in (ours, ~ours))
    # A unit compared with several cohorts has a row for each, and is one unit all the same.
    of_units = np.bincount(sample.unit[~ours], weights=weights)
    effective = float(1 / (of_units**2).sum())
    spare = _degrees(parts, (count - 1, effective - design.shape[1]), sample)
    supported, compared = sample.counts()
    return MatchedAnswer(
        way=way,
        differenced=differenced,
        estimate=estimate,
        error=error if error > 0 else None,
        interval=_interval(estimate, error, spare, level),
        n_supported=supported,
        n_compared=compared,
        effective=effective,
    )


def _degrees(
    variances: tuple[float, ...], spare: tuple[float, float], sample: MatchedSample
) -> float:
    """Return the degrees of freedom of a sum of both sides' variances (Welch 1947).

    At most clusters less one where units stand in clusters; 0 where a side has none.
    """
    if min(spare) < 1 or sum(variances) <= 0:
        return 0.0
    found = sum(variances) ** 2 / sum(
        one**2 / count for one, count in zip(variances, spare, strict=True)
    )
    if sample.clusters is None:
        return float(found)
    return float(min(found, len(np.unique(sample.groups[sample.unit])) - 1))


def _interval(estimate: float, error: float, spare: float, level: float) -> Interval | None:
    """Return estimate ± Student's multiple of its error, None where that cannot be told."""
    if not (error > 0 and spare >= 1):
        return None
    half = float(scipy.stats.t.ppf((1 + level) / 2, spare)) * error
    return Interval(estimate - half, estimate + half, level)


def _none(
    sample: MatchedSample, way: MatchedWay, differenced: bool, reason: Reason
) -> MatchedAnswer:
    return MatchedAnswer(way, differenced, None, None, None, *sample.counts(), 0.0, reason)


def _likeness(sample: MatchedSample, weights: Floats) -> Balance:
    """Return the balance of characteristics, the weights told as chances of which they are odds."""
    odds = np.ones(len(sample.unit))
    odds[~sample.treated] = weights
    panel = WidePanel(
        units=np.arange(len(sample.unit)),
        cohorts=np.where(sample.treated, sample.cohort, NEVER),
        periods=np.empty(0, dtype=np.int64),
        outcomes=np.empty((len(sample.unit), 0)),
        covariates=sample.covariates,
        covariate_names=sample.names,
    )
    return balance(panel, odds / (1 + odds))


def _unseen(
    sample: MatchedSample,
    values: Floats,
    design: Floats,
    benchmarks: tuple[float, ...],
    level: float,
) -> UnseenCause | None:
    """Return what an unrecorded cause would have to be, each unit counting once."""
    times = np.bincount(sample.unit)[sample.unit]
    return regression_with_cause(
        values,
        sample.treated.astype(np.float64),
        design,
        1.0 / times,
        len(np.unique(sample.unit)),
        sample.names,
        benchmarks,
        level,
    )
