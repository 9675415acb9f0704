"""What a plan adds up to, and two plans side by side."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.values import Candidate, Problem


@dataclass(frozen=True, slots=True)
class Outcome:
    """The known sum of an objective in its own unit, with how many projects it is of."""

    total: float
    known: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Totals:
    """What chosen candidates add up to: projects, đồng, and outcomes by objective.

    `counterpart` is the known sum, of `counterpart_known` projects. `money` is đồng by district,
    activity, terrain and source: {"district": {code: đồng}, …}.
    """

    projects: int
    granted: int
    counterpart: int
    counterpart_known: int
    outcomes: Mapping[str, Outcome]
    money: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans: who is in both, who in one only, and what each adds up to."""

    both: tuple[str, ...]
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    first: Totals
    second: Totals


def totals(problem: Problem, chosen: Iterable[str]) -> Totals:
    """Add up a choice."""
    wanted = set(chosen)
    funded = [candidate for candidate in problem.candidates if candidate.id in wanted]
    counterparts = [c.counterpart for c in funded if c.counterpart is not None]
    return Totals(
        projects=len(funded),
        granted=sum(candidate.grant or 0 for candidate in funded),
        counterpart=sum(counterparts),
        counterpart_known=len(counterparts),
        outcomes={name: _outcome(funded, name) for name in _objectives(problem)},
        money={
            "district": _by(funded, [c.district for c in funded]),
            "activity": _by(funded, [c.activity for c in funded]),
            "terrain": _by(funded, [c.terrain for c in funded]),
            "source": _by(funded, [c.fund_source for c in funded]),
        },
    )


def compare(problem: Problem, first: Plan, second: Plan) -> Comparison:
    """Put two plans of one problem side by side; the limits of the two may have differed."""
    ours, theirs = set(first.chosen), set(second.chosen)
    return Comparison(
        both=tuple(name for name in first.chosen if name in theirs),
        only_first=tuple(name for name in first.chosen if name not in theirs),
        only_second=tuple(name for name in second.chosen if name not in ours),
        first=totals(problem, first.chosen),
        second=totals(problem, second.chosen),
    )


def _objectives(problem: Problem) -> list[str]:
    """Return every objective anybody has a value of, those that count first."""
    named = list(problem.objective.shares())
    others = {name for candidate in problem.candidates for name in candidate.outcomes}
    return named + sorted(others - set(named))


def _outcome(funded: list[Candidate], name: str) -> Outcome:
    known = [v for candidate in funded if (v := candidate.outcomes.get(name)) is not None]
    return Outcome(math.fsum(known), len(known), len(funded) - len(known))


def _by(funded: list[Candidate], keys: list[str]) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for candidate, key in zip(funded, keys, strict=True):
        found[key] += candidate.grant or 0
    return dict(sorted(found.items()))
