"""Weights drawn uniformly from all there are, or from all that keep to constraints."""

from __future__ import annotations

import numpy as np

from analysis.decisions.scoring.table import Floats
from analysis.decisions.scoring.weight_constraints import Polytope, innermost

_BATCHES = 40
"""As many batches as are wanted at most before a walk is cheaper than to keep rejecting."""

_CHAINS = 1_000
_BURN_IN = 10
"""Steps before the first draw, times the square of the number of criteria."""

_THINNING = 2
"""Steps from one draw of a chain to its next, times the number of criteria."""


def draw_weights(body: Polytope, draws: int, random: np.random.Generator) -> Floats:
    """Return weights (draws, m) uniform on what a polytope leaves of the simplex.

    Without constraints they are Dirichlet with all parameters 1. Lower bounds alone shift a smaller
    simplex, an order alone sorts its criteria: both are exact. Else draws that break a constraint
    are rejected; where hardly any would be kept, chains walk inside instead (hit and run, Smith
    1984; for weights Tervonen et al. 2013): uniform in the limit, no longer independent.
    Raises ScoringError where the constraints leave no room.
    """
    if body.free and len(body.lower) > 1:
        return _proposed(body, draws, random)
    # Told before drawing, as rejection would never end.
    start = innermost(body)
    if len(start) == 1:
        return np.ones((draws, 1))
    first = _proposed(body, draws, random)
    kept = first[body.holds(first)]
    if len(kept) * _BATCHES < draws:
        return hit_and_run(body, start, draws, random)
    parts, found = [kept], len(kept)
    while found < draws:
        more = _proposed(body, draws, random)
        parts.append(more[body.holds(more)])
        found += len(parts[-1])
    return np.concatenate(parts)[:draws]


def _proposed(body: Polytope, draws: int, random: np.random.Generator) -> Floats:
    """Return draws from a simplex that keeps to the lower bounds, or else to the order."""
    weights: Floats = random.standard_exponential((draws, len(body.lower)))
    weights /= weights.sum(axis=1, keepdims=True)
    if body.lower.any():
        weights *= 1 - body.lower.sum()
        weights += body.lower
    elif len(body.order) > 1:
        weights[:, body.order] = -np.sort(-weights[:, body.order], axis=1)
    return weights


def hit_and_run(body: Polytope, start: Floats, draws: int, random: np.random.Generator) -> Floats:
    """Return weights (draws, m) from chains that walk inside a polytope from `start` (m,).

    Each step goes from where a chain is to a uniform point of the line through it in a random
    direction. Directions are scaled by the room of each weight, so that narrow ones mix as fast.
    """
    chains, count = min(draws, _CHAINS), len(start)
    room = np.minimum(body.upper, 1 - body.lower.sum() + body.lower) - body.lower
    here = np.repeat(start[None], chains, axis=0)
    left = body.limits - here @ body.matrix.T
    found: list[Floats] = []
    burn_in, thinning = _BURN_IN * count**2, _THINNING * count
    for step in range(burn_in + thinning * (-(-draws // chains))):
        way = random.standard_normal((chains, count)) * room
        way -= way.mean(axis=1, keepdims=True)
        speed = way @ body.matrix.T
        with np.errstate(divide="ignore", invalid="ignore"):
            times = left / speed
        ahead = np.where(speed > 0, times, np.inf).min(axis=1)
        back = np.where(speed < 0, times, -np.inf).max(axis=1)
        moved = (back + (ahead - back) * random.random(chains))[:, None]
        here = here + moved * way
        left = np.maximum(left - moved * speed, 0.0)
        if step >= burn_in and (step - burn_in) % thinning == thinning - 1:
            found.append(here)
    weights: Floats = np.concatenate(found)[:draws]
    weights /= weights.sum(axis=1, keepdims=True)
    return weights
