"""The smallest change of limits that makes a plan possible: the elastic model."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

import numpy as np

from analysis.decisions.portfolio.building import Built
from analysis.decisions.portfolio.conflict import relaxable
from analysis.decisions.portfolio.plan import LimitName, Violation
from analysis.decisions.portfolio.program import FloatRow, Program, WholeRow, assemble
from analysis.decisions.portfolio.solver import Solver
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.verify import verify

_MONEY_STEP = 2.0**20
"""Slack of money is counted in about millions of đồng, near the size of other columns."""

GAP = 1e-6

NotMended = Literal["impossible", "undecided"]


@dataclass(frozen=True, slots=True)
class Relaxation:
    """Limits changed just enough: by how much each, exact, and what a plan could then choose.

    `dong` and `projects` are the totals; `proved` says that no smaller total does (a project
    weighs as much as the median grant when both kinds are changed).
    """

    changes: tuple[Violation, ...]
    dong: Fraction
    projects: int
    chosen: tuple[str, ...]
    proved: bool


def smallest_relaxation(
    problem: Problem,
    built: Built,
    solver: Solver,
    deadline: float,
    allowed: Collection[LimitName] | None = None,
) -> Relaxation | NotMended:
    """Return the least total change of the allowed limits after which a plan exists.

    All limits that somebody could change are allowed unless some are named. `impossible`: changing
    only these is not enough. `undecided`: time was over before any change was found.
    """
    changeable = set(relaxable(built) if allowed is None else allowed)
    while (left := deadline - time.monotonic()) > 0:
        found = solver.solve(_elastic(problem, built, changeable), left, GAP)
        for columns in reversed(found.improvements):
            chosen = built.ids(columns)
            changes = verify(problem, chosen)
            # Only what was allowed may be broken; the amounts are those of exact arithmetic.
            broken = {change.limit for change in changes} - changeable
            if broken:
                built = built.without(broken, columns)
                continue
            money = [change.amount for change in changes if change.limit.unit == "dong"]
            places = [change.amount for change in changes if change.limit.unit == "projects"]
            return Relaxation(
                changes,
                sum(money, Fraction(0)),
                int(sum(places, Fraction(0))),
                chosen,
                found.status == "optimal",
            )
        if found.status != "optimal" or not found.improvements:
            return "impossible" if found.status == "infeasible" else "undecided"
    return "undecided"


def _elastic(problem: Problem, built: Built, allowed: Collection[LimitName]) -> Program:
    """Return the program that minimises the weighted slack of the allowed limits."""
    count = len(built.values)
    project_price = _median_grant(problem) / _MONEY_STEP
    prices: list[float] = []
    rows: list[FloatRow] = []
    fixed_rows = {name: row for name, row in built.rows.items() if name not in allowed}
    base = replace(
        built,
        rows=fixed_rows,
        locked={n: c for n, c in built.locked.items() if LimitName("locked", n) not in allowed},
        forbidden={
            n: c for n, c in built.forbidden.items() if LimitName("forbidden", n) not in allowed
        },
    ).program()
    rows = [row.scaled() for row in (*fixed_rows.values(), *built.cuts)]
    for name, row in _named_rows(built):
        if name in allowed:
            money = name.unit == "dong"
            rows.append(row.elastic(count + len(prices), _MONEY_STEP if money else 1.0))
            prices.append(1.0 if money else project_price)
    slacks = len(prices)
    return assemble(
        np.concatenate([np.zeros(count), -np.array(prices)]),
        np.concatenate([base.lower, np.zeros(slacks)]),
        np.concatenate([base.upper, np.full(slacks, np.inf)]),
        count,
        rows,
    )


def _named_rows(built: Built) -> list[tuple[LimitName, WholeRow]]:
    """Return every limit as a row, locks and bans too."""

    def single(column: int, lower: int | None, upper: int | None) -> WholeRow:
        return WholeRow(np.array([column]), np.ones(1, dtype=np.int64), lower, upper)

    return [
        *built.rows.items(),
        *((LimitName("locked", n), single(c, 1, None)) for n, c in built.locked.items()),
        *((LimitName("forbidden", n), single(c, None, 0)) for n, c in built.forbidden.items()),
    ]


def _median_grant(problem: Problem) -> float:
    grants = [candidate.grant for candidate in problem.candidates if candidate.grant is not None]
    return float(np.median(grants)) if grants else 1.0
