"""What each step of a chain adds to the difference of two products of rates, exactly."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class ChainParts:
    """Steps of two chains, (n, k) each: who got as far as a step, who passed it, and its part.

    `part` is what the step adds to the difference of the ends of the chains, first less other; NaN
    where nobody of one side got as far. `low` and `high` are its interval.
    """

    reached: Floats
    passed: Floats
    other_reached: Floats
    other_passed: Floats
    part: Floats
    low: Floats
    high: Floats


def shapley_parts(rates: Floats, others: Floats) -> Floats:
    """Return what each factor adds to the product of `rates` less that of `others`, (n, k) each.

    Shapley values (Shapley 1953; for rates: Das Gupta 1993): the mean, over all orders in which the
    rates are exchanged for the others, of what exchanging one changes. They add up to the
    difference of the products whatever the rates, zeros too. By Owen (1972) they are an integral
    along the straight line between both, here of a polynomial and therefore exact.
    """
    return (rates - others) * _others_mean(rates, others)


def chain_parts(stopped: Floats, other: Floats, level: float = 0.95) -> ChainParts:
    """Take the difference of the shares that end two chains apart by the steps passed.

    `stopped` and `other` are counts (n, k + 1): who stopped before each of k steps, and last who
    passed them all. The rate of a step is of those who got as far. Where nobody of one side did,
    nothing tells the rates apart: the other's stands in and the part is NaN, so that the known
    parts still add up. The interval is by the delta method for rates drawn independently, each with
    the variance of a binomial share at (x + 1) ÷ (n + 2) (Agresti and Caffo 2000), which is
    not zero where all or none pass. Rates that stand in are taken as given.
    """
    reached, passed = _steps(stopped)
    other_reached, other_passed = _steps(other)
    own, theirs = _rates(passed, reached), _rates(other_passed, other_reached)
    known = np.isfinite(own) & np.isfinite(theirs)
    rates = np.where(np.isfinite(own), own, np.where(np.isfinite(theirs), theirs, 1.0))
    others = np.where(np.isfinite(theirs), theirs, rates)
    part = shapley_parts(rates, others)
    half = NormalDist().inv_cdf((1 + level) / 2) * np.sqrt(
        _variance(rates, others, _spread(passed, reached), _spread(other_passed, other_reached))
    )
    nobody = (stopped.sum(axis=1) == 0) | (other.sum(axis=1) == 0)
    part = np.where(known & ~nobody[:, None], part, np.nan)
    return ChainParts(reached, passed, other_reached, other_passed, part, part - half, part + half)


def _steps(stopped: Floats) -> tuple[Floats, Floats]:
    """Return who got as far as each step and who passed it, (n, k) each."""
    further = np.cumsum(stopped[:, ::-1], axis=1)[:, ::-1]
    return further[:, :-1], further[:, 1:]


def _rates(passed: Floats, reached: Floats) -> Floats:
    rates: Floats = np.full(passed.shape, np.nan)
    np.divide(passed, reached, out=rates, where=reached > 0)
    return rates


def _spread(passed: Floats, reached: Floats) -> Floats:
    """Return the variance of each rate; zero where nobody got as far and it stands in."""
    near = (passed + 1) / (reached + 2)
    return np.where(reached > 0, near * (1 - near) / np.maximum(reached, 1), 0.0)


def _variance(rates: Floats, others: Floats, own: Floats, theirs: Floats) -> Floats:
    """Return the variance of each part, (n, k): squared slopes along every rate times its own."""
    gap = rates - others
    weight = _others_mean(rates, others)
    variance: Floats = weight * weight * (own + theirs)
    steps = rates.shape[1]
    for step in range(steps):
        for along in range(steps):
            if along == step:
                continue
            first = gap[:, step] * _mean(rates, others, (step, along), 1)
            second = gap[:, step] * _mean(rates, others, (step, along), 0) - first
            variance[:, step] += first**2 * own[:, along] + second**2 * theirs[:, along]
    return variance


def _others_mean(rates: Floats, others: Floats) -> Floats:
    """Return for each step the mean product of the other steps along the line, (n, k)."""
    steps = range(rates.shape[1])
    return np.column_stack([_mean(rates, others, (step,), 0) for step in steps])


def _mean(rates: Floats, others: Floats, left: tuple[int, ...], power: int) -> Floats:
    """Return ∫ xᵖ Π (other + x (rate − other)) dx from 0 to 1, over the steps not `left`, (n,)."""
    kept = [step for step in range(rates.shape[1]) if step not in left]
    # A rule of m nodes is exact up to degree 2m − 1.
    nodes, weights = np.polynomial.legendre.leggauss((len(kept) + power) // 2 + 1)
    total: Floats = np.zeros(len(rates))
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        line = others[:, kept] + node * (rates[:, kept] - others[:, kept])
        total += weight * node**power * line.prod(axis=1)
    return total
