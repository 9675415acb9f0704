"""Aggregate productivity growth taken apart: Melitz and Polanec (2015), RAND Journal of Economics
46(2), 362–375.

Aggregate productivity is the mean of log productivity weighted by shares of workers. Its growth is

    (mean2 - mean1) of those who stay      within: each became more productive
  + (cov2 - cov1) of those who stay        between: workers moved to the more productive
  + share2 of who came × (their level2 - level2 of those who stay)
  + share1 of who went × (level1 of those who stay - their level1)

where cov is the sum of (share - mean share)(log productivity - mean log productivity) of Olley and
Pakes (1996). The last two hold for any part of those who came or went, so entry and exit may be
kept apart from starting and stopping to report. The components add up to the growth exactly.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

STAYED = "stayed"
CAME = ("entered", "started_reporting")
WENT = ("exited", "stopped_reporting")


@dataclass(frozen=True, slots=True)
class Sums:
    """What the growth is computed from, of one fate: numbers and sums over establishments.

    `workers`, `weighted` (workers × log productivity) and `logs` in the first and second year;
    zero in a year in which the fate has no reports.
    """

    number: int
    workers_from: float = 0.0
    weighted_from: float = 0.0
    logs_from: float = 0.0
    workers_to: float = 0.0
    weighted_to: float = 0.0
    logs_to: float = 0.0

    def __add__(self, other: Sums) -> Sums:
        """Return the sums of both together."""
        return Sums(
            self.number + other.number,
            self.workers_from + other.workers_from,
            self.weighted_from + other.weighted_from,
            self.logs_from + other.logs_from,
            self.workers_to + other.workers_to,
            self.weighted_to + other.weighted_to,
            self.logs_to + other.logs_to,
        )


@dataclass(frozen=True, slots=True)
class Decomposition:
    """Growth of aggregate log productivity and its components, in log points."""

    growth: float
    within: float
    between: float
    came: Mapping[str, float]
    went: Mapping[str, float]

    @property
    def total(self) -> float:
        """The components added up: the growth, but for the last digits."""
        return self.within + self.between + sum(self.came.values()) + sum(self.went.values())


class BrokenIdentityError(ArithmeticError):
    """The components do not add up to the growth they are taken from."""


def decompose(sums: Mapping[str, Sums]) -> Decomposition | None:
    """Return growth and components; None when nobody has reports of both years.

    `sums` is by fate: STAYED, those of CAME and those of WENT; one that is not there has nobody.
    Raises BrokenIdentityError when the components and the growth, computed from all reports of
    each year, differ by more than rounding.
    """
    stayed = sums.get(STAYED)
    if stayed is None or not stayed.number:
        return None
    everyone = Sums(0)
    for part in sums.values():
        everyone += part
    level_from = stayed.weighted_from / stayed.workers_from
    level_to = stayed.weighted_to / stayed.workers_to
    within = (stayed.logs_to - stayed.logs_from) / stayed.number
    result = Decomposition(
        growth=everyone.weighted_to / everyone.workers_to
        - everyone.weighted_from / everyone.workers_from,
        within=within,
        between=(level_to - level_from) - within,
        came={
            fate: one.workers_to
            / everyone.workers_to
            * (_level(one.weighted_to, one.workers_to, level_to) - level_to)
            for fate in CAME
            for one in (sums.get(fate, Sums(0)),)
        },
        went={
            fate: one.workers_from
            / everyone.workers_from
            * (level_from - _level(one.weighted_from, one.workers_from, level_from))
            for fate in WENT
            for one in (sums.get(fate, Sums(0)),)
        },
    )
    scale = max(1.0, abs(level_from), abs(level_to))
    if abs(result.total - result.growth) > 1e-9 * scale:
        raise BrokenIdentityError(f"{result.total} is not {result.growth}")
    return result


def _level(weighted: float, workers: float, without: float) -> float:
    """Return the mean log weighted by workers; `without` where there are none."""
    return weighted / workers if workers else without
