"""The best plan by trying every subset, with the limits written out once more in fractions."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

from analysis.decisions.portfolio.values import Candidate, Problem


def keeps(problem: Problem, funded: tuple[Candidate, ...]) -> bool:
    """Whether a choice keeps every limit, said as a planner would say it."""
    limits = problem.limits
    ids = {c.id for c in funded}
    if not limits.locked <= ids or limits.forbidden & ids:
        return False
    for c in funded:
        if c.gate != "pass" or c.grant is None:
            return False
        if limits.known_ceiling_only and c.ceiling is None:
            return False
        if c.ceiling is not None and c.grant > c.ceiling:
            return False
        if limits.total is None and c.fund_source not in limits.budgets:
            return False
    if len({(c.establishment_id, c.content) for c in funded}) < len(funded):
        return False
    spent = Fraction(sum(c.grant or 0 for c in funded))
    if limits.total is not None and spent > limits.total:
        return False
    for source, budget in limits.budgets.items():
        if sum(c.grant or 0 for c in funded if c.fund_source == source) > budget:
            return False
    for officer, most in limits.officer_capacity.items():
        if sum(c.officer == officer for c in funded) > most:
            return False
    for limit in limits.money:
        there = sum(c.grant or 0 for c in funded if c.place(limit.by) == limit.key)
        line = limit.amount * spent if isinstance(limit.amount, Fraction) else limit.amount
        if there < line if limit.side == "floor" else there > line:
            return False
    return True


def best(problem: Problem, objective: str = "jobs") -> float | None:
    """Return the largest sum of an objective over all choices that keep the limits, or None."""
    found = None
    candidates = problem.candidates
    for size in range(len(candidates) + 1):
        for funded in combinations(candidates, size):
            if keeps(problem, funded):
                value = sum(c.outcomes[objective] or 0.0 for c in funded)
                found = value if found is None else max(found, value)
    return found
