"""The gain in productivity that the evidence leads to expect, industry by industry.

One claim for each industry, each with interval, numbers and grade of its own, drawn towards the
mean of the activity as far as industries differ by no more than chance.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from analysis.decisions.selection import PACKAGE
from analysis.evidence.claim import claim
from analysis.evidence.outcomes import PRODUCTIVITY
from analysis.evidence.subgroups import FEWEST
from analysis.measures.query import ask_in
from analysis.measures.shrinkage import shrink
from analysis.scope import Scope
from analysis.warehouse import Snapshot
from analysis.warehouse.kept import is_kept, kept_result

_TWO_SIDED = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Gain:
    """What support with an activity did to the productivity of one industry, in log points.

    `own` and `own_error` are the industry's claim, NaN where it has no estimate that can be
    trusted; `drawn` and `drawn_error` the same drawn towards the common mean. `apart_error` is the
    part of that error which is the industry's alone: what the mean is off by, all share.
    `supported` are those of the claim's estimate, or of the register where there was no claim.
    """

    supported: int
    compared: int
    grade: int
    own: float = math.nan
    own_error: float = math.nan
    drawn: float = math.nan
    drawn_error: float = math.nan
    apart_error: float = math.nan

    def interval(self) -> tuple[float, float]:
        """Return the 95 % interval of the drawn gain, in log points."""
        reach = _TWO_SIDED * self.drawn_error
        return self.drawn - reach, self.drawn + reach


@dataclass(frozen=True, slots=True)
class Gains:
    """Gains by industry, their common `mean` with its error, and the `spread` of true ones."""

    by_industry: Mapping[str, Gain]
    mean: float
    mean_error: float
    spread: float


Tell = Callable[[int, int], None]
"""What is told of the work: how many industries are done, of how many."""

KEPT = "productivity_gains"
"""The name by which the gains of all activities are kept beside a snapshot."""


def productivity_gains(
    snapshot: Snapshot, activities: tuple[str, ...], tell: Tell | None = None
) -> Gains:
    """Return the gains of every industry with support by some activities; all of them if empty.

    They are of the whole data set whatever else a scope asks: what an activity does is not another
    question in another district, and there is too little evidence to divide. A claim is made where
    at least FEWEST establishments had the support, since errors of fewer cannot be trusted. Drawn
    together by random effects (Paule and Mandel 1982, Morris 1983; see `shrink`). Made once for
    each set of activities, which takes seconds: `tell` hears how far it is. Those of all
    activities are kept beside the snapshot.
    """
    told = tell or _nobody
    if activities:
        return snapshot.once(_name(activities), lambda: _made(snapshot, activities, told))
    return kept_result(snapshot, KEPT, lambda: _made(snapshot, (), told), asdict, _read)


def gains_known(snapshot: Snapshot, activities: tuple[str, ...]) -> bool:
    """Tell whether `productivity_gains` answers at once."""
    return snapshot.has_made(_name(activities)) if activities else is_kept(snapshot, KEPT)


def _name(activities: tuple[str, ...]) -> str:
    return f"productivity gains: {','.join(activities)}"


def _nobody(done: int, of: int) -> None:
    """Hear how far the work is, and do nothing about it."""


def _read(record: Any) -> Gains:
    """Return the gains a record holds; raises KeyError or TypeError for one of other fields."""
    industries = {str(code): Gain(**gain) for code, gain in record["by_industry"].items()}
    return Gains(**{**record, "by_industry": industries})


def _made(snapshot: Snapshot, activities: tuple[str, ...], tell: Tell) -> Gains:
    scope = Scope(activities=activities)
    counts = ask_in(PACKAGE, snapshot, scope, "industry_supported", {})
    industries = [str(code) for code in counts["industry"]]
    found: list[Gain] = []
    for code, number in zip(industries, counts["supported"], strict=True):
        tell(len(found), len(industries))
        found.append(_of_industry(snapshot, replace(scope, industries=(code,)), int(number)))
    shrunk = shrink(
        np.array([gain.own for gain in found], dtype=np.float64),
        np.array([gain.own_error for gain in found], dtype=np.float64),
    )
    drawn = zip(shrunk.posterior.tolist(), shrunk.posterior_errors.tolist(), strict=True)
    gains = [
        replace(
            gain,
            drawn=value,
            drawn_error=error,
            apart_error=_apart(gain.own_error, shrunk.spread),
        )
        for gain, (value, error) in zip(found, drawn, strict=True)
    ]
    return Gains(
        dict(zip(industries, gains, strict=True)), shrunk.mean, shrunk.mean_error, shrunk.spread
    )


def _of_industry(snapshot: Snapshot, scope: Scope, registered: int) -> Gain:
    if registered < FEWEST:
        return Gain(registered, 0, 0)
    found = claim(snapshot, scope, PRODUCTIVITY, others=False)
    gain = Gain(found.n_supported, found.n_compared, found.grade.level)
    own, error = found.estimate, found.main.error
    if own is None or error is None or found.interval is None or found.n_supported < FEWEST:
        return gain
    return replace(gain, own=own, own_error=error)


def _apart(error: float, spread: float) -> float:
    """Return the error of a drawn estimate were the common mean known, NaN without an estimate."""
    if math.isnan(error):
        return math.nan
    return spread * error / math.hypot(spread, error)
