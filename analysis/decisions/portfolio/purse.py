"""What is left under each limit while a plan is put together one project at a time."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from analysis.decisions.portfolio.building import obstacle
from analysis.decisions.portfolio.values import DIMENSIONS, Candidate, MoneyLimit, Problem


class Purse:
    """Money and places still free; takes a candidate or says that it does not fit.

    A share is counted of the whole budget while the plan grows, as its own total is not known yet.
    """

    def __init__(self, problem: Problem) -> None:
        limits = problem.limits
        self.taken: list[Candidate] = []
        everything = whole_budget(problem)
        self.amounts = {limit: _in_dong(limit, everything) for limit in limits.money}
        """Every limit on money in đồng."""
        self._left: dict[tuple[str, str], int] = {
            ("source", name): amount for name, amount in limits.budgets.items()
        }
        if limits.total is not None:
            self._left["total", ""] = limits.total
        for limit in limits.money:
            if limit.side == "cap":
                key = (limit.by, limit.key)
                amount = self.amounts[limit]
                self._left[key] = min(amount, self._left.get(key, amount))
        for officer, capacity in limits.officer_capacity.items():
            self._left["officer", officer] = capacity
        self._contents: set[tuple[str, str]] = set()
        self._inside: dict[tuple[str, str], int] = defaultdict(int)

    def missing(self, limit: MoneyLimit) -> int:
        """Return how much of a floor is not met yet, in đồng."""
        return self.amounts[limit] - self._inside[limit.by, limit.key]

    def take(self, candidate: Candidate) -> bool:
        """Take a candidate if it fits every limit from above; say whether it did."""
        content = (candidate.establishment_id, candidate.content)
        if candidate.grant is None or content in self._contents:
            return False
        uses = [use for use in _uses(candidate, candidate.grant) if use[0] in self._left]
        if any(amount > self._left[key] for key, amount in uses):
            return False
        for key, amount in uses:
            self._left[key] -= amount
        self._contents.add(content)
        for by in DIMENSIONS:
            self._inside[by, candidate.place(by)] += candidate.grant
        self.taken.append(candidate)
        return True


def _in_dong(limit: MoneyLimit, everything: int) -> int:
    """Return a limit in đồng, a share counted of everything, a floor rounded up."""
    if not limit.is_share:
        return int(limit.amount)
    exact = Fraction(limit.amount) * everything
    return -int(-exact // 1) if limit.side == "floor" else int(exact // 1)


def _uses(candidate: Candidate, grant: int) -> list[tuple[tuple[str, str], int]]:
    return [
        (("source", candidate.fund_source), grant),
        (("total", ""), grant),
        *(((by, candidate.place(by)), grant) for by in DIMENSIONS),
        (("officer", candidate.officer or ""), 1),
    ]


def whole_budget(problem: Problem) -> int:
    """Return the most money that a plan could spend, in đồng."""
    limits = problem.limits
    of_sources = sum(limits.budgets.values())
    if limits.total is None:
        return of_sources
    unlisted = any(c.fund_source not in limits.budgets for c in problem.candidates)
    return limits.total if unlisted else min(limits.total, of_sources)


def open_to(problem: Problem) -> list[tuple[int, Candidate]]:
    """Return candidates, with their positions, that nothing rules out from the start."""
    limits = problem.limits
    return [
        (position, candidate)
        for position, candidate in enumerate(problem.candidates)
        if candidate.id not in limits.forbidden and obstacle(candidate, limits) is None
    ]
