"""What chance does to money by place: establishments drawn again, or money dealt out at random."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DRAWS = 999
SEED = 20_240_602
"""Draws are the same every time, so that the same data give the same interval."""

_CHUNK = 2_000_000


@dataclass(frozen=True, slots=True)
class Received:
    """Establishments of each of d places: how many there are (d,), and the amounts above zero."""

    sizes: Ints
    amounts: tuple[Floats, ...]

    @property
    def totals(self) -> Floats:
        """The money of each place (d,)."""
        return np.array([one.sum() for one in self.amounts], dtype=np.float64)


def redrawn(received: Received, draws: int = DRAWS) -> Floats:
    """Return totals (draws, d) of places whose establishments are drawn again with replacement.

    A bootstrap within strata (Davison and Hinkley 1997, Bootstrap Methods, section 3.2): the places
    and their sizes are what they are. How many of the drawn have money is binomial, so only those
    are drawn one by one.
    """
    rng = np.random.default_rng(SEED)
    totals = np.zeros((draws, len(received.sizes)))
    for place, (size, amounts) in enumerate(zip(received.sizes, received.amounts, strict=True)):
        if len(amounts) == 0:
            continue
        counts = rng.binomial(size, len(amounts) / size, draws)
        drawn = amounts[rng.integers(0, len(amounts), counts.sum())]
        totals[:, place] = np.bincount(np.repeat(np.arange(draws), counts), drawn, draws)
    return totals


def dealt(received: Received, draws: int = DRAWS) -> Floats:
    """Return totals (draws, d) of places if the same amounts fell on any establishments at random.

    A permutation of who got what: what differs between places then is chance alone.
    """
    rng = np.random.default_rng(SEED)
    amounts = np.concatenate([np.zeros(0), *received.amounts])
    counts = rng.multivariate_hypergeometric(received.sizes, len(amounts), size=draws)
    ends = np.cumsum(counts, axis=1)
    totals = np.zeros(counts.shape)
    batch = max(_CHUNK // max(len(amounts), 1), 1)
    for start in range(0, draws, batch):
        rows = ends[start : start + batch]
        mixed = rng.permuted(np.tile(amounts, (len(rows), 1)), axis=1)
        reached = np.concatenate([np.zeros((len(rows), 1)), np.cumsum(mixed, axis=1)], axis=1)
        upto = np.take_along_axis(reached, rows, axis=1)
        totals[start : start + batch] = np.diff(upto, axis=1, prepend=0.0)
    return totals


def ginis(totals: Floats, sizes: Ints) -> Floats:
    """Return `inequality.gini` of each row of totals (draws, d) of places of sizes (d,)."""
    weight = sizes / sizes.sum()
    share = _shares(totals)
    order = np.argsort(share / weight, axis=1)
    below = np.cumsum(weight[order], axis=1)
    held = np.take_along_axis(share, order, axis=1)
    # Twice the area under the diagonal less that under the Lorenz curve of straight lines.
    reached = np.cumsum(held, axis=1)
    area = (np.diff(below, axis=1, prepend=0.0) * (reached - held / 2)).sum(axis=1)
    result: Floats = 1 - 2 * area
    return result


def hoovers(totals: Floats, sizes: Ints) -> Floats:
    """Return the Hoover index of each row of totals (draws, d), as money_against_eligible does."""
    result: Floats = np.abs(_shares(totals) - sizes / sizes.sum()).sum(axis=1) / 2
    return result


def theils(totals: Floats, sizes: Ints) -> Floats:
    """Return `inequality.theil` of each row of totals (draws, d) of places of sizes (d,)."""
    share = _shares(totals)
    part = share / (sizes / sizes.sum())
    logarithm = np.log(part, out=np.zeros_like(part), where=part > 0)
    result: Floats = (share * logarithm).sum(axis=1)
    return result


def basic_interval(
    value: float, drawn: Floats, lowest: float, highest: float
) -> tuple[float, float]:
    """Return the basic bootstrap interval at 95%, cut to where the statistic can lie.

    Twice the value less the quantiles of the draws (Davison and Hinkley 1997, section 5.2): it
    takes back the upward pull that chance has on every measure of inequality.
    """
    low, high = range_of(drawn)
    return min(max(2 * value - high, lowest), highest), min(max(2 * value - low, lowest), highest)


def range_of(drawn: Floats) -> tuple[float, float]:
    """Return the middle 95% of draws (n,); those without any money do not count."""
    low, high = np.nanquantile(drawn, [0.025, 0.975])
    return float(low), float(high)


def _shares(totals: Floats) -> Floats:
    whole = totals.sum(axis=1, keepdims=True)
    result: Floats = totals / np.where(whole > 0, whole, np.nan)
    return result
