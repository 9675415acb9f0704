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
    rows = len(columns)
    penalty = rows * ridge**2
    weights = start.copy()
    error = columns @ weights - target
    last = np.inf
    for _ in range(rounds):
        slope = error @ columns + penalty * weights
        best = int(slope.argmin())
        move = -weights
        move[best] += 1.0
        if not move.any():
            break
        change = columns[:, best] - (error + target)
        bend = float(change @ change + penalty * (move @ move))
        step = min(max(-float(slope @ move) / bend, 0.0), 1.0) if bend > 0 else 0.0
        weights += step * move
        error = error + step * change
        value = ridge**2 * float(weights @ weights) + float(error @ error) / rows
        if last - value <= least_gain**2:
            break
        last = value
    return weights
