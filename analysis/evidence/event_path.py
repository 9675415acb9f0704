"""The path of effects around support, as sensitivity to broken parallel trends asks for it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.evidence.aggregates import aggregate
from analysis.evidence.model import Floats, GroupTime, Ints
from analysis.evidence.pretrends import YEARS_BEFORE


@dataclass(frozen=True, slots=True)
class EventPath:
    """Differences between both groups by years since support, and what is asked of them.

    `before` (P,) are differences P to 1 years before the last year before support, measured from
    that year, the earliest first; `after` (T,) those of the years that follow it, in order.
    `covariance` (P + T, P + T) is that of both, in this order. `weights` (T,) are those of the
    years since support in the effect asked about; `years` (T,) their years since support.
    """

    before: Floats
    after: Floats
    covariance: Floats
    weights: Floats
    years: Ints

    @property
    def estimate(self) -> float:
        """The effect asked about if trends were parallel."""
        return float(self.weights @ self.after)

    @property
    def error(self) -> float:
        """The standard error of the estimate."""
        slope = self.row()
        return float(np.sqrt(slope @ self.covariance @ slope))

    @property
    def steps(self) -> Floats:
        """Changes of the difference from one year to the next before support, (P,)."""
        return np.diff(np.append(self.before, 0.0))

    def row(self) -> Floats:
        """Return the weights on all differences, zero before support, (P + T,)."""
        return np.concatenate([np.zeros(len(self.before)), self.weights])


def event_path(effects: GroupTime, years: int = YEARS_BEFORE) -> EventPath | None:
    """Return the path of group-time effects, at most `years` steps before support.

    Effects of equal time since support are averaged over cohorts by size, as the dynamic aggregate
    does; the weights are those that make the simple aggregate of them, and are taken as known.
    Effects before support are steps from one year to the next (base `varying`): added up backwards
    they are differences from the last year before support, and a cohort seen in only some years
    moves no step of others. Years whose error cannot be told are left out, with all beyond them.
    None without a step before support or a year after it, or where years do not follow each other.
    """
    wait = effects.anticipation
    path = aggregate(effects, "dynamic", first=-years - wait)
    told = dict(zip(path.index.tolist(), range(len(path.index)), strict=True))
    early = (effects.period < effects.cohort - wait) & np.isfinite(effects.estimate)
    if (effects.period - effects.base)[early].max(initial=1) > 1:
        return None
    leads = _run(told, path.errors, -1 - wait, -1)[::-1]
    lags = _run(told, path.errors, -wait, 1)
    since = np.array(lags, dtype=np.int64)
    share = dict(zip(effects.cohorts.tolist(), effects.shares.tolist(), strict=True))
    used = np.isfinite(effects.estimate)
    mass = np.array(
        [
            sum(share[c] for c in effects.cohort[used & (effects.period - effects.cohort == e)])
            for e in lags
        ]
    )
    mass[since < 0] = 0.0
    if not leads or mass.sum() <= 0:
        return None
    chosen = [told[e] for e in leads + lags]
    back = len(leads)
    change = np.eye(len(chosen))
    # A difference j years back is what remains once the j steps up to the last year are taken off.
    change[:back, :back] = -np.triu(np.ones((back, back)))
    values = change @ path.estimates[chosen]
    covariance = change @ path.covariance[np.ix_(chosen, chosen)] @ change.T
    return EventPath(values[:back], values[back:], covariance, mass / mass.sum(), since)


def _run(told: dict[int, int], errors: Floats, start: int, step: int) -> list[int]:
    """Return the years that follow each other from a start, while their error is known."""
    found, at = [], start
    while at in told and errors[told[at]] > 0:
        found.append(at)
        at += step
    return found
