"""Weights that add up to one and make some columns go like another: the core of synthetic designs.

The problem is that of Arkhangelsky, Athey, Hirshberg, Imbens and Wager (2021), American Economic
Review 111(12), section I: least squares over the simplex with a ridge, an intercept or none.
"""

from __future__ import annotations

import numpy as np
import scipy

from analysis.evidence.model import Floats

_FIRST_ROUNDS = 100
_MOST_ROUNDS = 10_000
_HEAVY = 1e4


def simplex_weights(
    columns: Floats, target: Floats, ridge: float, *, intercept: bool, least_gain: float
) -> Floats:
    """Return the weights (J,) ≥ 0, Σ = 1, that bring `columns` (R, J) closest to `target` (R,).

    Minimises mean squares + `ridge`² Σ w², after the mean of each column is taken out where there
    is an `intercept`. Solved by Frank and Wolfe's (1956) steps with exact line search, as the
    authors solve it: a first run, weights below a quarter of the largest set to zero, and a second
    run from there, each until a step gains less than `least_gain`². Sparse by that, and the same
    numbers to the fourth decimal.
    """
    if columns.shape[1] == 1:
        return np.ones(1)
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    start = np.full(columns.shape[1], 1 / columns.shape[1])
    first = _descend(columns, target, start, ridge, least_gain, _FIRST_ROUNDS)
    kept = np.where(first > first.max() / 4, first, 0.0)
    return _descend(columns, target, kept / kept.sum(), ridge, least_gain, _MOST_ROUNDS)


def exact_weights(columns: Floats, target: Floats, ridge: float, *, intercept: bool) -> Floats:
    """Return the weights at the minimum itself, which `simplex_weights` stops short of.

    Non-negative least squares (Lawson and Hanson 1974) with the sum as a heavy row: a hundred times
    as quick, for what is made again and again.
    """
    if intercept:
        columns, target = columns - columns.mean(axis=0), target - target.mean()
    number = columns.shape[1]
    scale = float(np.abs(columns).max()) or 1.0
    rows = np.vstack(
        [
            columns / scale,
            np.sqrt(len(columns)) * ridge / scale * np.eye(number),
            np.full((1, number), _HEAVY),
        ]
    )
    goal = np.concatenate([target / scale, np.zeros(number), [_HEAVY]])
    found, _ = scipy.optimize.nnls(rows, goal, maxiter=100 * number)
    weights: Floats = found / found.sum()
    return weights


def _descend(
    columns: Floats, target: Floats, start: Floats, ridge: float, least_gain: float, rounds: int
) -> Floats:
    """Return the weights after Frank and Wolfe's steps from `start`.

    Half the slope of rows times the objective is H w - b. A step of length s towards one column
    leaves (1 - s) of it and adds s times that column's own, so nothing is multiplied out again.
    """
    rows = len(columns)
    curve = columns.T @ columns
    curve[np.diag_indices_from(curve)] += rows * ridge**2
    pull = target @ columns
    towards = curve - pull
    weights = start.copy()
    slope = curve @ weights - pull
    pulled = float(pull @ weights)
    for _ in range(rounds):
        best = int(slope.argmin())
        along = float(slope @ weights)
        descent = float(slope[best]) - along
        bend = float(curve[best, best] - 2 * (slope[best] + pull[best])) + along + pulled
        step = min(max(-descent / bend, 0.0), 1.0) if bend > 0 else 0.0
        weights *= 1 - step
        weights[best] += step
        slope *= 1 - step
        slope += step * towards[best]
        pulled += step * (float(pull[best]) - pulled)
        if -(2 * step * descent + step**2 * bend) / rows <= least_gain**2:
            break
    return weights
