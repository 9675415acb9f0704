"""Synthetic difference-in-differences, synthetic control and the plain difference beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from analysis.evidence.designs.simplex_weights import exact_weights, simplex_weights
from analysis.evidence.model import Floats

SyntheticKind = Literal["synthetic_did", "synthetic_control", "plain_did"]
SYNTHETIC_KINDS: tuple[SyntheticKind, ...] = ("synthetic_did", "synthetic_control", "plain_did")

_ALMOST_NONE = 1e-6
_LEAST_GAIN = 1e-5


@dataclass(frozen=True, slots=True)
class Synthetic:
    """One estimate on a block of outcomes: `units` (J,) weigh the pool, `years` (P,) those before.

    `made` (T,) is the weighted pool, `own` (T,) the mean of the supported. `estimate` is the mean
    gap of all years since support less the weighted gap before.
    """

    kind: SyntheticKind
    estimate: float
    units: Floats
    years: Floats
    made: Floats
    own: Floats

    @property
    def gaps(self) -> Floats:
        """The gap of every year less the weighted gap before, (T,): zero where alike."""
        apart = self.own - self.made
        found: Floats = apart - self.years @ apart[: len(self.years)]
        return found

    @property
    def misfit(self) -> float:
        """How far the gap strays from its own mean before support."""
        apart = (self.own - self.made)[: len(self.years)]
        return float(apart.std())


def synthetic(
    pool: Floats,
    supported: Floats,
    before: int,
    kind: SyntheticKind = "synthetic_did",
    *,
    exact: bool = False,
) -> Synthetic:
    """Return the estimate of a kind for `supported` (S, T) against `pool` (J, T).

    The first `before` columns are before support, all others since. After Arkhangelsky et al.
    (2021), algorithm 1: unit weights with ridge ζ = (S · years since)^¼ σ, σ the deviation of the
    pool's yearly changes before support, time weights with next to none, both with an intercept.
    Synthetic control (Abadie, Diamond and Hainmueller 2010) has no time weights and no intercept.
    Weights are the authors', stopped where theirs stop, or `exact` ones at the minimum.
    Raises ValueError for less than two years before, none since, or nobody in the pool.
    """
    years = pool.shape[1]
    if not 2 <= before < years or len(pool) < 2 or len(supported) == 0:
        raise ValueError("two years before support, one since, two in the pool and a case")
    noise = float(np.diff(pool[:, :before], axis=1).std(ddof=1))
    own, after = supported.mean(axis=0), years - before
    units = np.full(len(pool), 1 / len(pool))
    times = np.full(before, 1 / before)

    def weigh(columns: Floats, target: Floats, ridge: float, shifted: bool) -> Floats:
        if exact:
            return exact_weights(columns, target, ridge, intercept=shifted)
        gain = _LEAST_GAIN * noise
        return simplex_weights(columns, target, ridge, intercept=shifted, least_gain=gain)

    if kind != "plain_did" and noise > 0:
        strength = (len(supported) * after) ** 0.25 if kind == "synthetic_did" else _ALMOST_NONE
        shifted = kind == "synthetic_did"
        units = weigh(pool[:, :before].T, own[:before], strength * noise, shifted)
    if kind == "synthetic_did" and noise > 0:
        after_mean = pool[:, before:].mean(axis=1)
        times = weigh(pool[:, :before], after_mean, _ALMOST_NONE * noise, True)
    if kind == "synthetic_control":
        times = np.zeros(before)
    made = units @ pool
    apart = own - made
    estimate = float(apart[before:].mean() - times @ apart[:before])
    return Synthetic(kind, estimate, units, times, made, own)


def placebos(
    pool: Floats,
    cases: int,
    before: int,
    kind: SyntheticKind = "synthetic_did",
    *,
    most: int = 200,
    seed: int = 0,
) -> tuple[Synthetic, ...]:
    """Return what comes of pretending that others of the pool were the `cases` supported.

    Algorithm 4 of Arkhangelsky et al. (2021). One case: every unit of the pool in its turn, or
    `most` of them drawn; more: `most` draws of as many. Weights are exact ones: 38 states that
    pretend to be California spread by 9.369 that way, by 9.368 with the authors'. Raises ValueError
    for a pool too small.
    """
    if len(pool) - cases < 2:
        raise ValueError("the pool must hold two more than the supported")
    draw = np.random.default_rng(seed)
    if cases == 1 and len(pool) <= most:
        chosen = [np.array([at]) for at in range(len(pool))]
    elif cases == 1:
        chosen = [np.array([at]) for at in draw.choice(len(pool), most, replace=False)]
    else:
        chosen = [draw.choice(len(pool), cases, replace=False) for _ in range(most)]
    return tuple(
        synthetic(np.delete(pool, rows, axis=0), pool[rows], before, kind, exact=True)
        for rows in chosen
    )


def jackknife_error(pool: Floats, supported: Floats, before: int, found: Synthetic) -> float | None:
    """Return the jackknife error with fixed weights (algorithm 3); None for a single case.

    Each unit is left out in its turn, weights of the pool made to add up to one again. Where all
    weight is on one unit it cannot be left out, and there is no error.
    """
    if len(supported) < 2 or (found.units > 0).sum() < 2:
        return None
    after = np.concatenate(
        [-found.years, np.full(pool.shape[1] - before, 1 / (pool.shape[1] - before))]
    )
    theirs, ours = pool @ after, supported @ after
    kept = 1 - found.units
    without_one = (found.units @ theirs - found.units * theirs) / kept
    values = np.concatenate(
        [
            ours.mean() - without_one,
            (ours.sum() - ours) / (len(ours) - 1) - found.units @ theirs,
        ]
    )
    count = len(values)
    return float(np.sqrt((count - 1) / count * ((values - values.mean()) ** 2).sum()))
