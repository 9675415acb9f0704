"""What candidates may be worth when effects are uncertain: draws, and a plan's value over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.scoring import factors
from analysis.decisions.portfolio.searching import indicator
from analysis.decisions.portfolio.values import Candidate, Problem

DRAWS = 200
TAIL = 0.1


@dataclass(frozen=True, slots=True)
class Spread:
    """A plan's value over draws: mean, 5th, 50th and 95th percentile, mean of the worst tail."""

    mean: float
    low: float
    median: float
    high: float
    worst_mean: float
    tail: float
    draws: int


def value_draws(problem: Problem, count: int = DRAWS, seed: int = 0) -> Floats:
    """Return draws of every candidate's value, (D, n), in the units of the objective.

    An objective with `draws` uses them, and D is their number; one with an error is drawn from a
    normal distribution around its expectation, independently of the other candidates; one with
    neither is the same in all draws. Raises ValueError where numbers of draws differ.
    """
    worth = factors(problem)
    lengths = {len(c.draws[name]) for c in problem.candidates for name in worth if name in c.draws}
    if len(lengths) > 1:
        raise ValueError(f"draws belong together, but their numbers are {sorted(lengths)}")
    count = lengths.pop() if lengths else count
    generator = np.random.default_rng(seed)
    found = np.zeros((count, len(problem.candidates)))
    for name, factor in worth.items():
        noise = generator.standard_normal(found.shape)
        for position, candidate in enumerate(problem.candidates):
            if name in candidate.draws:
                found[:, position] += factor * candidate.draws[name]
            elif (mean := candidate.outcomes.get(name)) is not None:
                error = candidate.errors.get(name, 0.0)
                found[:, position] += factor * (mean + error * noise[:, position])
    return found


def is_uncertain(candidate: Candidate, problem: Problem) -> bool:
    """Whether anything that counts of a candidate has draws or an error."""
    named = problem.objective.shares()
    return any(name in candidate.draws or candidate.errors.get(name) for name in named)


def worst_mean(values: Floats, tail: float) -> float:
    """Return the mean of the worst `tail` share of values: the conditional value at risk.

    The draw at the edge counts in part where the share is no whole number of draws, as in
    Rockafellar and Uryasev (2002).
    """
    ordered = np.sort(values)
    weights = np.clip(tail * len(ordered) - np.arange(len(ordered)), 0.0, 1.0)
    return float(ordered @ weights / weights.sum())


def spread(problem: Problem, chosen: Iterable[str], draws: Floats, tail: float = TAIL) -> Spread:
    """Return how a plan's value varies over draws (D, n)."""
    values = draws @ indicator(problem, chosen)
    low, median, high = np.percentile(values, [5, 50, 95])
    return Spread(
        float(values.mean()),
        float(low),
        float(median),
        float(high),
        worst_mean(values, tail),
        tail,
        len(values),
    )
