"""The estimate with those who answered standing in for those like them who did not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.estimator import normal_interval
from analysis.evidence.findings import Alternative
from analysis.evidence.followed import Followed
from analysis.evidence.model import Bools, Floats
from analysis.language import Text

LEAST_CHANCE = 0.05
"""No answer counts for more than twenty: lower chances of answering are taken for this."""

_FIRST_ROWS = 5_000

_TITLE = Text("Gán trọng số cho việc không trả lời", "Weighted for non-response")


@dataclass(frozen=True, slots=True)
class Weighted:
    """An estimate under weights for non-response; `chances` (m,) are those of answering."""

    estimate: float
    error: float
    supported: int
    compared: int
    chances: Floats


def answering(sample: Followed, covariates: Floats) -> Floats:
    """Return the chance of answering of every row (m,), closed ones NaN: they owe no answer.

    Logistic in the covariates (n, K) of units, the outcome before support, cohort and years since,
    with support and its products with years and outcome. A slight ridge keeps the coefficients
    finite where everybody of a kind answered.
    """
    treated = sample.treated.astype(np.float64)
    before = _standard(sample.before)
    elapsed = _standard(sample.elapsed[sample.cell].astype(np.float64))
    cohort = _standard(sample.cohort[sample.cell].astype(np.float64))
    parts = [np.ones(len(treated)), treated, before, elapsed, cohort]
    parts += [treated * before, treated * elapsed]
    parts += [_standard(column)[sample.unit] for column in covariates.T]
    due = np.flatnonzero(~sample.closed)
    chances = np.full(len(treated), np.nan)
    if len(due):
        chances[due] = logistic(np.array([part[due] for part in parts]).T, sample.seen[due])
    return chances


def _standard(values: Floats) -> Floats:
    """Return values with mean 0 and deviation 1; unknown ones are put at the mean."""
    known = values[np.isfinite(values)]
    if len(known) == 0 or known.std() == 0:
        return np.zeros(len(values))
    scaled: Floats = np.nan_to_num((values - known.mean()) / known.std())
    return scaled


def logistic(design: Floats, happened: Bools, ridge: float = 1e-6) -> Floats:
    """Return fitted chances (m,) of a logistic regression on `design` (m, K).

    `ridge` times m penalises the squares of all coefficients but the first, the constant. Of many
    rows some are fitted first, so that all together need a step or two.
    """
    outcome = happened.astype(np.float64)
    if outcome.min() == outcome.max():
        return outcome
    # Long rows are worked through several times sooner than short ones.
    terms = np.ascontiguousarray(design.T)
    stride = len(outcome) // _FIRST_ROWS
    some = outcome[::stride] if stride > 1 else outcome
    start = np.zeros(len(terms))
    if stride > 1 and some.min() < some.max():
        start = _newton(np.ascontiguousarray(terms[:, ::stride]), some, ridge, start)
    fitted: Floats = scipy.special.expit(_newton(terms, outcome, ridge, start) @ terms)
    return fitted


def _newton(terms: Floats, outcome: Floats, ridge: float, coefficients: Floats) -> Floats:
    """Return the coefficients (K,) of `terms` (K, m) that make the loss least, from a start."""
    penalty = np.full(len(terms), ridge * len(outcome))
    penalty[0] = 0.0
    index = coefficients @ terms
    value = _loss(index, outcome, coefficients, penalty)
    for _ in range(50):
        chances = scipy.special.expit(index)
        gradient = terms @ (outcome - chances) - penalty * coefficients
        curvature = (terms * (chances * (1 - chances))) @ terms.T
        step = np.linalg.lstsq(curvature + np.diag(penalty), gradient, rcond=None)[0]
        while True:
            trial = coefficients + step
            index = trial @ terms
            reached = _loss(index, outcome, trial, penalty)
            if reached <= value + 1e-12 or np.abs(step).max() < 1e-10:
                break
            step = step / 2
        coefficients, value = trial, reached
        # Newton's error squares with every step, though less where nearly everybody of a kind
        # answered: the next step would be far below what another start could make of it.
        if np.abs(step).max() < 1e-7:
            break
    return coefficients


def _loss(index: Floats, outcome: Floats, coefficients: Floats, penalty: Floats) -> float:
    # The log of 1 + e to the index, without numpy's logaddexp, which takes ten times as long.
    fit = (np.maximum(index, 0.0) + np.log1p(np.exp(-np.abs(index)))).sum() - outcome @ index
    return float(fit + penalty @ coefficients**2 / 2)


def weighted_estimate(sample: Followed, chances: Floats) -> Weighted:
    """Return the mean difference in changes over cells, those seen weighted by 1 / chance.

    Cells count as many units as were supported, seen before and are not closed. Weights are made
    to add up within cell and group; errors take them as given, which errs on the wide side
    (Wooldridge 2007, Journal of Econometrics 141). NaN where no cell has both groups.
    """
    seen, treated, cells = sample.seen, sample.treated, len(sample.cohort)
    odds = np.zeros(len(seen))
    odds[seen] = 1 / np.maximum(chances[seen], LEAST_CHANCE)
    sides = (seen & treated, seen & ~treated)
    sums = [np.bincount(sample.cell[side], odds[side], minlength=cells) for side in sides]
    due = np.bincount(sample.cell[treated & ~sample.closed], minlength=cells).astype(np.float64)
    share = np.where((sums[0] > 0) & (sums[1] > 0), due, 0.0)
    counts = [int((np.bincount(sample.unit[side]) > 0).sum()) for side in sides]
    if share.sum() == 0:
        return Weighted(float("nan"), float("nan"), counts[0], counts[1], chances)
    total_due = share.sum()
    share /= total_due
    differences, influence = np.zeros(cells), np.zeros(len(seen))
    for side, total, sign in zip(sides, sums, (1.0, -1.0), strict=True):
        at = sample.cell[side]
        filled = np.where(total > 0, total, 1.0)
        means = np.bincount(at, odds[side] * sample.change[side], minlength=cells) / filled
        differences += sign * means
        part = odds[side] / filled[at] * share[at]
        influence[side] += sign * part * (sample.change[side] - means[at])
    estimate = float(share @ differences)
    # How many are due in each cell is drawn too.
    counted = treated & ~sample.closed & (share[sample.cell] > 0)
    influence[counted] += (differences[sample.cell[counted]] - estimate) / total_due
    return Weighted(estimate, sample.error(influence), counts[0], counts[1], chances)


def non_response_alternative(
    sample: Followed, covariates: Floats, level: float = 0.95
) -> Alternative:
    """Return the estimate in which those who answered stand in for those like them who did not."""
    found = weighted_estimate(sample, answering(sample, covariates))
    return Alternative(
        code="non_response_weighted",
        title=_TITLE,
        why=Text(
            "Cơ sở trả lời được tính nhiều hơn khi những cơ sở giống nó (đặc điểm, kết quả trước "
            "hỗ trợ, năm bắt đầu) ít trả lời. Cơ sở đã ngừng hoạt động không tính là không trả "
            "lời.",
            "Those who answered count for more where others like them (characteristics, outcome "
            "before support, first year) seldom did. Closed establishments are not taken for "
            "silent ones.",
        ),
        estimate=found.estimate if np.isfinite(found.estimate) else None,
        interval=normal_interval(found.estimate, found.error, level),
        n_supported=found.supported,
        n_compared=found.compared,
    )
