"""Effects if the difference of trends may bend by so much a year, before support and after it.

Rambachan and Roth (2023), A More Credible Approach to Parallel Trends, Review of Economic Studies
90: the set ΔSD(M), with the optimal interval of fixed length (FLCI) of Armstrong and Kolesár
(2018), Optimal Inference in a Class of Regression Models, Econometrica 86.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy

from analysis.evidence.event_path import EventPath
from analysis.evidence.findings import Interval
from analysis.evidence.model import Floats


@dataclass(frozen=True, slots=True)
class _Problem:
    """Linear estimators that a straight line does not mislead, by q (P − 1,), how they may bend.

    The weights on differences before support are `fixed` + `turn` @ q; the largest bias is M times
    `after` plus the sum of the absolute q. The variance is q'Aq + 2 b'q + c: `square`, `slope`,
    `constant`.
    """

    fixed: Floats
    turn: Floats
    after: float
    square: Floats
    slope: Floats
    constant: float


def smooth_trends(path: EventPath, bend: float, level: float = 0.95) -> Interval:
    """Return the interval of the effect if trends differ by a line that bends at most so much.

    `bend` is the largest change of the slope from one year to the next, on the outcome's scale;
    with 0 the difference before support goes on as a straight line. The interval is estimate ± a
    length fixed beforehand: of all linear estimators that a line does not mislead, that of the
    shortest one, which allows for the largest bias there can be. Raises ValueError for a negative
    `bend`.
    """
    if bend < 0:
        raise ValueError("a bend is zero or more")
    problem = _problem(path)
    turned, half = _shortest(problem, bend, level)
    estimate = float((problem.fixed + problem.turn @ turned) @ path.before) + path.estimate
    return Interval(estimate - half, estimate + half, level)


def bend_of_breakdown(path: EventPath, level: float = 0.95) -> float | None:
    """Return up to which bend a year the effect is told from zero.

    0 where it is not even if the difference goes on as a line; None where no bend would do, which
    cannot be but for an error of zero.
    """
    good, bad = 0.0, max(path.error, abs(path.estimate))
    if not _tells(smooth_trends(path, good, level)):
        return good
    for _ in range(20):
        if not _tells(smooth_trends(path, bad, level)):
            break
        good, bad = bad, bad * 2
    else:
        return None
    while bad - good > 1e-3 * bad:
        middle = (good + bad) / 2
        good, bad = (middle, bad) if _tells(smooth_trends(path, middle, level)) else (good, middle)
    return good


def _tells(found: Interval) -> bool:
    return found.low > 0 or found.high < 0


def _problem(path: EventPath) -> _Problem:
    """Return what estimators to choose from.

    Of a path through zero in the last year before support, a difference j years after it is j
    slopes and (j − i + 1) times the bend in year i, j years before it −j slopes and (j − i) times
    the bend i years back. Weights p on the latter leave no slope where Σ j p = Σ j l; the bend i
    years back then weighs q = Σ (j − i) p, whose second differences are p again.
    """
    early, late = len(path.before), len(path.after)
    ahead = np.arange(1, late + 1)
    line = float(ahead @ path.weights)
    bends = [float(np.maximum(ahead - i + 1, 0) @ path.weights) for i in ahead]
    # p = second differences of (line, q₁ … q_{P−1}, 0, 0); the last year before support comes last.
    second = np.zeros((early, early + 2))
    for j in range(early):
        second[early - 1 - j, j : j + 3] = (1.0, -2.0, 1.0)
    fixed, turn = line * second[:, 0], second[:, 1:early]
    whole, row = path.covariance, path.row()
    start = row.copy()
    start[:early] = fixed
    lever = np.vstack([turn, np.zeros((late, early - 1))])
    return _Problem(
        fixed=fixed,
        turn=turn,
        after=float(np.abs(bends).sum()),
        square=lever.T @ whole @ lever,
        slope=lever.T @ whole @ start,
        constant=float(start @ whole @ start),
    )


def _shortest(problem: _Problem, bend: float, level: float) -> tuple[Floats, float]:
    """Return the estimator of the shortest interval and half its length.

    Length rises with bias and with variance, so the best minimises variance + λ Σ|q| for some λ.
    From λ = 0, the least variance, to where q is zero, the least bias, length falls, then rises.
    """
    top = 2 * float(np.abs(problem.slope).max(initial=0.0))

    def half(share: float) -> float:
        return _half(problem, _least(problem, share * top), bend, level)

    if top == 0.0 or bend == 0.0:
        turned = _least(problem, 0.0)
        return turned, _half(problem, turned, bend, level)
    found = scipy.optimize.minimize_scalar(
        half, bounds=(0.0, 1.0), method="bounded", options={"xatol": 1e-5}
    )
    share = min((0.0, 1.0, float(found.x)), key=half)
    return _least(problem, share * top), half(share)


def _half(problem: _Problem, turned: Floats, bend: float, level: float) -> float:
    variance = turned @ problem.square @ turned + 2 * problem.slope @ turned + problem.constant
    error = float(np.sqrt(max(float(variance), 1e-300)))
    bias = bend * (problem.after + float(np.abs(turned).sum()))
    return error * _folded(bias / error, level)


def _least(problem: _Problem, price: float) -> Floats:
    """Return the q of the least variance + `price` × Σ|q|, by one coordinate after the other."""
    count = len(problem.slope)
    found = np.zeros(count)
    if count == 0:
        return found
    if price == 0.0:
        return np.asarray(-np.linalg.lstsq(problem.square, problem.slope, rcond=None)[0])
    for _ in range(10_000):
        moved = 0.0
        for k in range(count):
            own = problem.square[k, k]
            pull = -2 * float(problem.slope[k] + problem.square[k] @ found - own * found[k])
            new = float(np.sign(pull)) * max(abs(pull) - price, 0.0) / (2 * own)
            moved = max(moved, abs(new - found[k]) * float(np.sqrt(own)))
            found[k] = new
        if moved < 1e-10 * np.sqrt(problem.constant):
            break
    return found


def _folded(mean: float, level: float) -> float:
    """Return the quantile of the absolute value of a normal of some mean and variance 1."""
    normal = scipy.special.ndtr

    def lacking(at: float) -> float:
        return float(normal(at - mean) - normal(-at - mean)) - level

    return float(scipy.optimize.brentq(lacking, 0.0, mean + 10.0, xtol=1e-10))
