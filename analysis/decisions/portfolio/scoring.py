"""What a candidate is worth: objectives made unitless and added up by their weights."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from analysis.decisions.portfolio.values import Candidate, Floats, Objective, Problem


def normalisers(candidates: Sequence[Candidate], objective: Objective) -> dict[str, float]:
    """Return, by objective that counts, the sum of absolute known values over eligible candidates.

    Zero where nobody's is known: such an objective adds nothing to anybody.
    """
    return {
        name: math.fsum(
            abs(candidate.outcomes.get(name) or 0.0)
            for candidate in candidates
            if candidate.eligible
        )
        for name in objective.shares()
    }


def factors(problem: Problem) -> dict[str, float]:
    """Return what one unit of each objective is worth: its weight over its normaliser."""
    sums = normalisers(problem.candidates, problem.objective)
    return {
        name: share / sums[name] if sums[name] else 0.0
        for name, share in problem.objective.shares().items()
    }


def values_of(problem: Problem) -> Floats:
    """Return the value of every candidate (n,); an unknown outcome adds nothing."""
    worth = factors(problem)
    return np.array(
        [
            math.fsum(
                factor * (candidate.outcomes.get(name) or 0.0) for name, factor in worth.items()
            )
            for candidate in problem.candidates
        ],
        dtype=np.float64,
    )


def unknown_outcomes(candidate: Candidate, objective: Objective) -> tuple[str, ...]:
    """Return the objectives that count but are unknown of a candidate."""
    return tuple(name for name in objective.shares() if candidate.outcomes.get(name) is None)


def total_value(problem: Problem, chosen: Iterable[str], values: Floats | None = None) -> float:
    """Return the objective of a choice, added without rounding on the way.

    `values` (n,) are those of `values_of` unless given.
    """
    wanted = set(chosen)
    values = values_of(problem) if values is None else values
    pairs = zip(problem.candidates, values, strict=True)
    return math.fsum(value for candidate, value in pairs if candidate.id in wanted)
