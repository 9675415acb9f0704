"""What chance does to money by place: establishments drawn again, or money dealt out at random."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DRAWS = 999
FEW_DRAWS = 99
MOST_DRAWN = 500
"""With more places than this an index is a mean over so many that its draws are nearly normal: then
FEW_DRAWS give their mean and standard deviation, where DRAWS give quantiles."""

SEED = 20_240_602
"""Draws are the same every time, so that the same data give the same interval."""

_CHUNK = 2_000_000
_Z = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Received:
    """Establishments of each of d places: how many there are (d,), and how many have money (d,).

    `money` (m,) are the amounts above zero, those of the first place first; `paid` add up to m.
    """

    sizes: Ints
    paid: Ints
    money: Floats

    @property
    def totals(self) -> Floats:
        """The money of each place (d,)."""
        return _summed(self.money, self.paid)


def redrawn(received: Received, draws: int = DRAWS) -> Floats:
    """Return totals (draws, d) of places whose establishments are drawn again with replacement.

    A bootstrap within strata (Davison and Hinkley 1997, Bootstrap Methods, section 3.2): the places
    and their sizes are what they are. How many of the drawn have money is binomial, so only those
    are drawn one by one.
    """
    rng = np.random.default_rng(SEED)
    places = len(received.sizes)
    paid = received.paid
    starts = np.cumsum(paid) - paid
    share = paid / received.sizes
    totals = np.zeros((draws, places))
    for rows in _batches(draws, len(received.money)):
        counts = rng.binomial(received.sizes, share, (len(rows), places)).ravel()
        # Where each drawn amount stands: its place's first, and a chance way on from it.
        first, many = (np.repeat(np.tile(one, len(rows)), counts) for one in (starts, paid))
        way = rng.random(len(first))
        way *= many
        first += way.astype(np.int64)
        totals[rows] = _summed(received.money[first], counts).reshape(len(rows), places)
    return totals


def dealt(received: Received, draws: int = DRAWS) -> Floats:
    """Return totals (draws, d) of places if the same amounts fell on any establishments at random.

    A permutation of who got what: what differs between places then is chance alone.
    """
    rng = np.random.default_rng(SEED)
    places = len(received.sizes)
    mixed = received.money.copy()
    counts = rng.multivariate_hypergeometric(received.sizes, len(mixed), size=draws)
    totals = np.zeros((draws, places))
    for row, count in enumerate(counts):
        rng.shuffle(mixed)
        totals[row] = _summed(mixed, count)
    return totals


def _summed(amounts: Floats, counts: Ints) -> Floats:
    """Return the sum of each run of amounts (m,), the runs being `counts` long, which add up to m.

    Adding up runs is quicker than looking up where each amount belongs.
    """
    sums = np.zeros(len(counts))
    some = np.flatnonzero(counts)
    if len(some):
        sums[some] = np.add.reduceat(amounts, (np.cumsum(counts) - counts)[some])
    return sums


def _batches(draws: int, width: int) -> Iterator[range]:
    """Yield the draws in runs of which each holds about _CHUNK numbers."""
    batch = max(_CHUNK // max(width, 1), 1)
    for start in range(0, draws, batch):
        yield range(start, min(start + batch, draws))


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


@dataclass(frozen=True, slots=True)
class Middle:
    """The middle 95% of draws, from `low` to `high`, and their `centre`."""

    low: float
    centre: float
    high: float


@dataclass(frozen=True, slots=True)
class Corrected:
    """A value without the upward pull of chance, and its 95% interval, which holds it."""

    value: float
    low: float
    high: float


def middle(drawn: Floats, normal: bool = False) -> Middle:
    """Return the middle 95% of draws (n,) and their median; those without any money do not count.

    `normal` takes mean and standard deviation instead of quantiles, for few draws of what is a
    mean over very many places and so nearly normal.
    """
    if normal:
        mean, half = float(np.nanmean(drawn)), _Z * float(np.nanstd(drawn, ddof=1))
        return Middle(mean - half, mean, mean + half)
    low, centre, high = np.nanquantile(drawn, [0.025, 0.5, 0.975])
    return Middle(float(low), float(centre), float(high))


def corrected(value: float, drawn: Middle, lowest: float, highest: float) -> Corrected:
    """Return twice a value less the centre of its draws, and the basic bootstrap interval.

    Chance pulls every measure of inequality up, and draws of the draws twice; the interval, twice
    the value less the ends of the draws (Davison and Hinkley 1997, section 5.2), takes that back,
    so it need not hold the value as counted but always holds the one corrected likewise (ibid.,
    section 2.1.2, by the median). All are cut to where the statistic can lie.
    """
    return Corrected(
        *(
            min(max(2 * value - end, lowest), highest)
            for end in (drawn.centre, drawn.high, drawn.low)
        )
    )


def _shares(totals: Floats) -> Floats:
    whole = totals.sum(axis=1, keepdims=True)
    result: Floats = totals / np.where(whole > 0, whole, np.nan)
    return result
