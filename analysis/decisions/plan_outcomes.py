"""What a plan is expected to bring by each objective: amount, interval, grade, how many unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import scipy

from analysis.decisions.expected_outcomes import NO_GRADE, Expected
from analysis.decisions.plan_request_parts import AIMS
from analysis.decisions.portfolio_candidates import CandidateSet

LEVEL = 0.95

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class PlanOutcome:
    """One objective of the chosen files.

    `total` is the known sum: jobs, the sum of rises of output per worker (fractions), owners' money
    in smallest units, or the fall of the places' shortfall in coverage (fractions). `low` and
    `high` are the ends of its interval at 95 %, None where nothing tells how sure it is. `known`
    and `unknown` count files; `grade` is the lowest evidence grade behind it, None where it is no
    finding about an effect. `base` is what the total is read against: the files for jobs and
    productivity, the granted money for owners' money, the whole shortfall for coverage.
    """

    objective: str
    total: float
    low: float | None
    high: float | None
    known: int
    unknown: int
    grade: int | None
    base: float

    @property
    def mean(self) -> float | None:
        """The total over its base, None where that is nothing."""
        return self.total / self.base if self.base else None


def plan_outcomes(made: CandidateSet, chosen: Iterable[str]) -> tuple[PlanOutcome, ...]:
    """Return what a choice is expected to bring, one outcome for every objective.

    Intervals hold for what is expected of the files together: how much single establishments differ
    from the expectation of their kind is not known, and not in them.
    """
    wanted = set(chosen)
    places = np.array(
        [place for place, one in enumerate(made.candidates) if one.id in wanted], dtype=np.intp
    )
    return tuple(_outcome(made, name, places) for name in AIMS)


def _outcome(made: CandidateSet, name: str, places: Places) -> PlanOutcome:
    expected = made.expected[name]
    values = expected.mean[places]
    known = np.isfinite(values)
    of_known = places[known]
    total, base = float(values[known].sum()), float(known.sum())
    if name == "coverage":
        total, base = _closed(made, of_known)
    if name == "leverage":
        base = float(sum(made.candidates[place].grant or 0 for place in of_known))
    low, high = _interval(expected, total, of_known)
    grades = expected.grade[of_known]
    lowest = int(grades.min()) if len(grades) else NO_GRADE
    return PlanOutcome(
        objective=name,
        total=total,
        low=low,
        high=high,
        known=int(known.sum()),
        unknown=int((~known).sum()),
        grade=None if lowest == NO_GRADE else lowest,
        base=base,
    )


def _interval(
    expected: Expected, total: float, places: Places
) -> tuple[float, float] | tuple[None, None]:
    if expected.draws is None or not len(places):
        return None, None
    spread = float(expected.draws[:, places].sum(axis=1).std())
    width = float(scipy.stats.norm.ppf((1 + LEVEL) / 2)) * spread
    return total - width, total + width


def _closed(made: CandidateSet, places: Places) -> tuple[float, float]:
    """Return how much the shortfall of places falls, and how large it is over all of them.

    Files count one by one in what is maximised; here a place takes no more than it lacks, and an
    establishment with several files counts once.
    """
    behind = {
        code: max(0.0, (made.goal or 0.0) - supported / eligible)
        for code, (eligible, supported) in made.reach.items()
        if eligible
    }
    reached: dict[str, set[str]] = {}
    for place in places:
        one = made.candidates[place]
        if one.outcomes.get("coverage"):
            reached.setdefault(one.district, set()).add(one.establishment_id)
    closed = (min(behind[code], len(new) / made.reach[code][0]) for code, new in reached.items())
    return sum(closed), sum(behind.values())
