"""Which places in a ranking the data leave open: confidence sets of ranks.

Mogstad, Romano, Shaikh and Wilhelm (2024), "Inference for Ranks with Applications to Mobility
across Neighbourhoods and Academic Achievement across Countries", Review of Economic Studies 91.
A league table of estimates invites to read chance as merit; these sets say how far its order holds.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Kind = Literal["marginal", "simultaneous"]


@dataclass(frozen=True, slots=True)
class RankSets:
    """Ranks (n,) of n units: `rank` as estimated, and every rank from `low` to `high` left open.

    Units with the same estimate share the better rank; `rank` is NaN without an estimate. Where
    true values are equal, a set is meant to hold all ranks the units may share. `marginal` sets
    each hold their unit's rank with the chance `level`, `simultaneous` ones all ranks at once.
    """

    rank: Floats
    low: Ints
    high: Ints
    level: float
    kind: Kind

    def among_best(self, number: int) -> Bools:
        """Tell which units (n,) may be among the best `number`.

        From simultaneous sets: with the chance `level` all that truly are, are told (the projection
        set for the τ-best of Mogstad et al. 2024). From marginal sets this holds for each unit
        alone. Raises ValueError unless 1 <= number <= n.
        """
        if not 1 <= number <= len(self.low):
            raise ValueError(f"{number} is no number of the best of {len(self.low)}")
        found: Bools = self.low <= number
        return found


def rank_sets(
    estimates: Floats,
    errors: Floats,
    level: float = 0.95,
    *,
    kind: Kind = "simultaneous",
    first: Literal["largest", "smallest"] = "largest",
    stepwise: bool = True,
    draws: int = 2_000,
    seed: int = 0,
) -> RankSets:
    """Return confidence sets for the ranks of independent estimates (n,) with errors (n,).

    A unit is placed behind another when their difference, over its standard error, exceeds a
    critical value: the quantile of the largest such difference, in either direction, that `draws`
    of normals without true differences give, among all pairs (`simultaneous`) or the pairs of the
    unit in question (`marginal`). `stepwise` repeats this among what is not yet rejected (Romano
    and Wolf 2005; step-down as in Holm 1979), never giving wider sets; the opposite of a
    rejected hypothesis stays in. The same input gives the same sets whatever the order of units.

    An estimate or error that is not finite leaves its unit anywhere, from 1 to n, and every other
    unit before or behind it; leave such units out to rank the rest among themselves. An error of
    zero means known without error. The normal approximation is not to be trusted for shares and
    rates from fewer than five cases (or fewer than five without), least of all where the plain
    formula gives an error of zero: hand over NaN there. Exact sets for shares of one whole, Bazylik
    and others (2022), are not here. Time grows with n²·draws.

    Raises ValueError for unequal shapes, a negative error, a level not between 0 and 1, and fewer
    than one draw.
    """
    if estimates.ndim != 1 or estimates.shape != errors.shape:
        raise ValueError(f"estimates {estimates.shape} and errors {errors.shape} do not match")
    if (errors < 0).any():
        raise ValueError("a standard error is negative")
    if not 0 < level < 1:
        raise ValueError(f"{level} is no confidence level")
    if draws < 1:
        raise ValueError(f"{draws} draws tell nothing")
    number = len(estimates)
    values = estimates if first == "largest" else -estimates
    known = np.flatnonzero(np.isfinite(values) & np.isfinite(errors))
    # Draws belong to places in this order, so that the order of the input does not matter.
    known = known[np.lexsort((errors[known], values[known]))]
    pairs = _Pairs.of(values[known], errors[known], draws, seed)
    if kind == "simultaneous":
        differ = _all_at_once(pairs, level, stepwise)
    else:
        differ = _each_alone(pairs, level, stepwise)
    # Row by row: what is placed before a unit stands to its right.
    better = np.triu(differ).sum(axis=1)
    worse = np.tril(differ).sum(axis=1)
    low, high = np.ones(number, np.int64), np.full(number, number, np.int64)
    low[known] += better
    high[known] -= worse
    rank = 1.0 + (values[None, :] > values[:, None]).sum(axis=1)
    rank[np.isnan(values)] = np.nan
    return RankSets(rank, low, high, level, kind)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Studentised differences of m units, the higher less the lower, units from low to high.

    `seen` (m, m) are the estimates', never negative. `noise` is (m, draws). `scale` (m, m) is one
    over the error of a difference, negative left of the diagonal, where the higher is the row; it
    is zero where there is no error, so that such a pair adds nothing to a largest difference.
    `again` (m,) marks units with the estimate and the error of the one before.
    """

    seen: Floats
    noise: Floats
    scale: Floats
    again: Bools

    @staticmethod
    def of(values: Floats, errors: Floats, draws: int, seed: int) -> _Pairs:
        noise = np.random.default_rng(seed).standard_normal((len(values), draws))
        spread = np.hypot(errors[:, None], errors[None, :])
        gaps = np.abs(values[:, None] - values[None, :])
        # Two units without error differ surely or not at all.
        sure = np.where(gaps > 0, np.inf, 0.0)
        seen = np.divide(gaps, spread, out=sure, where=spread > 0)
        scale = np.divide(1.0, spread, out=np.zeros_like(spread), where=spread > 0)
        again = np.zeros(len(values), dtype=np.bool_)
        again[1:] = (np.diff(values) == 0) & (np.diff(errors) == 0)
        return _Pairs(seen, noise * errors[:, None], np.triu(scale) - np.tril(scale), again)

    def drawn(self, unit: int, others: Bools | slice) -> Floats:
        """Return what chance makes of a unit's differences from others, (others, draws)."""
        found: Floats = self.noise[others] - self.noise[unit]
        found *= self.scale[unit, others, None]
        return found


def _all_at_once(pairs: _Pairs, level: float, stepwise: bool) -> Bools:
    """Return (m, m): which units surely differ, all said at once."""
    units, draws = pairs.noise.shape

    def forward(open_pairs: Bools) -> Floats:
        largest = np.zeros(draws)
        for unit in range(units - 1):
            others = open_pairs[unit] & (np.arange(units) > unit)
            np.maximum(largest, _largest(pairs.drawn(unit, others)), out=largest)
        return largest

    backward = np.zeros(draws)
    for unit in range(units - 1):
        drawn = pairs.drawn(unit, slice(unit + 1, None))
        np.maximum(backward, _largest(-drawn), out=backward)
    return _step_down(pairs.seen, forward, backward, level, stepwise)


def _each_alone(pairs: _Pairs, level: float, stepwise: bool) -> Bools:
    """Return (m, m): which units (columns) surely differ from that of the row, each by itself."""
    differ = np.zeros(pairs.seen.shape, dtype=np.bool_)
    for unit in range(len(differ)):
        if pairs.again[unit]:
            # Chance draws must not tell apart what the data do not.
            differ[unit] = differ[unit - 1]
            continue
        drawn = pairs.drawn(unit, slice(None))
        forward = partial(_largest, drawn)
        differ[unit] = _step_down(pairs.seen[unit], forward, _largest(-drawn), level, stepwise)
    return differ


def _step_down(
    seen: Floats,
    forward: Callable[[Bools], Floats],
    backward: Floats,
    level: float,
    stepwise: bool,
) -> Bools:
    """Return which of the `seen` differences are real.

    `forward` gives the largest of the differences still open, (draws,), in the direction they are
    seen; `backward` that of all in the other direction, in which nothing is ever rejected.
    """
    # The order statistic above the quantile: too few draws err on the side of wide sets.
    place = math.ceil(level * (len(backward) - 1))
    real = np.zeros(seen.shape, dtype=np.bool_)
    while True:
        largest = np.maximum(forward(~real), backward)
        new = ~real & (seen > np.partition(largest, place)[place])
        real |= new
        if not (stepwise and new.any()):
            return real


def _largest(drawn: Floats, rows: Bools | slice = slice(None)) -> Floats:
    found: Floats = drawn[rows].max(axis=0, initial=0.0)
    return found
