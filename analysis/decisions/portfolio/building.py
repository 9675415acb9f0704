"""From candidates and limits to rows of whole numbers, and from rows to a program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeVar

import numpy as np

from analysis.decisions.portfolio.plan import LimitKind, LimitName
from analysis.decisions.portfolio.program import Bools, Floats, Ints, Program, WholeRow, assemble
from analysis.decisions.portfolio.scoring import values_of
from analysis.decisions.portfolio.values import DIMENSIONS, Candidate, Limits, MoneyLimit, Problem

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Built:
    """A problem as rows over the candidates that may be funded at all.

    `funded` (n,) are the candidates behind the columns, by position; `values` (n,) their worth;
    `rows` the limits by name. `contradictions` are locks that a law, a missing budget or a ban
    makes impossible, each with what stands against it. `cuts` hold for every plan that keeps all.
    """

    candidates: tuple[Candidate, ...]
    fundable: Ints
    values: Floats
    rows: Mapping[LimitName, WholeRow]
    locked: Mapping[str, int]
    forbidden: Mapping[str, int]
    contradictions: tuple[tuple[LimitName, LimitName], ...]
    cuts: tuple[WholeRow, ...] = ()

    def program(self, to_the_dong: bool = False) -> Program:
        """Return the program whose 0-1 points are exactly the plans that keep every limit.

        Bounds are moved to the next amount that grants can reach, which the search is quicker with,
        unless their prices are wanted `to_the_dong`.
        """
        lower, upper = np.zeros(len(self.values)), np.ones(len(self.values))
        lower[list(self.locked.values())] = 1.0
        upper[list(self.forbidden.values())] = 0.0
        rows = [row.scaled(not to_the_dong) for row in (*self.rows.values(), *self.cuts)]
        return assemble(self.values, lower, upper, len(self.values), rows)

    def without(self, broken: Iterable[LimitName], columns: Ints) -> Built:
        """Return the same with cuts against a point that breaks limits, if by a fraction."""
        cuts = tuple(self.rows[name].cut_off(columns) for name in broken if name in self.rows)
        return replace(self, cuts=self.cuts + cuts)

    def ids(self, columns: Sequence[int] | Ints) -> tuple[str, ...]:
        """Return the candidates' ids behind columns, in the order of the candidates."""
        return tuple(self.candidates[self.fundable[column]].id for column in sorted(columns))


def obstacle(candidate: Candidate, limits: Limits) -> LimitName | None:
    """Return what forbids to fund a candidate whatever else is chosen, or None."""
    kind: LimitKind | None = None
    if candidate.gate != "pass":
        kind = "gate"
    elif candidate.grant is None:
        kind = "grant"
    elif candidate.ceiling is not None and candidate.grant > candidate.ceiling:
        kind = "ceiling"
    elif candidate.ceiling is None and limits.known_ceiling_only:
        kind = "ceiling_unknown"
    elif not limits.has_money(candidate.fund_source):
        kind = "source"
    return None if kind is None else LimitName(kind, candidate.id)


def build(problem: Problem, values: Floats | None = None) -> Built:
    """Return a problem as rows of whole numbers, with `values_of` it unless given (n,)."""
    values = values_of(problem) if values is None else values
    limits = problem.limits
    against = {c.id: obstacle(c, limits) for c in problem.candidates}
    fundable = [i for i, c in enumerate(problem.candidates) if against[c.id] is None]
    chosen = [problem.candidates[i] for i in fundable]
    column = {candidate.id: position for position, candidate in enumerate(chosen)}
    contradictions = [
        (LimitName("locked", name), barrier)
        for name in sorted(limits.locked)
        if (barrier := against[name]) is not None
    ]
    contradictions += [
        (LimitName("locked", name), LimitName("forbidden", name))
        for name in sorted(limits.locked & limits.forbidden)
        if against[name] is None
    ]
    return Built(
        candidates=problem.candidates,
        fundable=np.array(fundable, dtype=np.int64),
        values=values[fundable],
        rows=dict(_rows(chosen, limits)),
        locked={name: column[name] for name in sorted(limits.locked) if name in column},
        forbidden={name: column[name] for name in sorted(limits.forbidden) if name in column},
        contradictions=tuple(contradictions),
    )


def _rows(chosen: Sequence[Candidate], limits: Limits) -> Iterator[tuple[LimitName, WholeRow]]:
    grants = np.array([candidate.grant for candidate in chosen], dtype=np.int64)
    everybody = np.arange(len(chosen), dtype=np.int64)
    sources = _grouped(chosen, lambda candidate: candidate.fund_source)
    for source, budget in limits.budgets.items():
        members = sources.get(source, everybody[:0])
        yield LimitName("budget", source), WholeRow(members, grants[members], None, budget)
    if limits.total is not None:
        yield LimitName("total"), WholeRow(everybody, grants, None, limits.total)
    places = {by: np.array([c.place(by) for c in chosen], dtype=object) for by in DIMENSIONS}
    for limit in limits.money:
        inside = places[limit.by] == limit.key
        name = LimitName(limit.side, limit.key, limit.by, limit.is_share)
        yield name, _money_row(limit, inside, grants)
    officers = _grouped(chosen, lambda candidate: candidate.officer)
    for officer, capacity in limits.officer_capacity.items():
        yield LimitName("officer", officer), _count_row(officers.get(officer, []), capacity)
    contents = _grouped(chosen, lambda candidate: (candidate.establishment_id, candidate.content))
    for (establishment, content), members in contents.items():
        if len(members) > 1:
            yield LimitName("content", establishment, content), _count_row(members, 1)


def _count_row(members: Ints | Sequence[int], most: int) -> WholeRow:
    columns = np.array(members, dtype=np.int64)
    return WholeRow(columns, np.ones_like(columns), None, most)


def _money_row(limit: MoneyLimit, inside: Bools, grants: Ints) -> WholeRow:
    """A share p/q of everything is q·inside − p·everything on one side of zero."""
    share = Fraction(limit.amount)
    if limit.is_share:
        coefficients = grants * (share.denominator * inside - share.numerator)
        bound, unit = 0, share.denominator
    else:
        coefficients = grants * inside
        bound, unit = int(limit.amount), 1
    columns = np.flatnonzero(coefficients)
    floor = limit.side == "floor"
    return WholeRow(
        columns,
        coefficients[columns],
        bound if floor else None,
        None if floor else bound,
        unit,
    )


def _grouped(chosen: Sequence[Candidate], key: Callable[[Candidate], Key]) -> dict[Key, Ints]:
    found: dict[Key, list[int]] = defaultdict(list)
    for position, candidate in enumerate(chosen):
        found[key(candidate)].append(position)
    return {name: np.array(members, dtype=np.int64) for name, members in found.items()}
