"""Plans by a rule one can carry out by hand: down a list, under the same limits."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Sequence

from analysis.decisions.portfolio.finishing import finished
from analysis.decisions.portfolio.plan import Method, Plan
from analysis.decisions.portfolio.purse import Purse, open_to
from analysis.decisions.portfolio.scoring import values_of
from analysis.decisions.portfolio.values import DIMENSIONS, Candidate, MoneyLimit, Problem


def greedy_per_dong(problem: Problem) -> Plan:
    """Choose down the list of value per đồng (Dantzig 1957), nothing that is worth nothing."""
    return _greedy(problem, "greedy_per_dong")


def greedy_score(problem: Problem) -> Plan:
    """Choose down the list of value, whatever it costs, nothing that is worth nothing."""
    return _greedy(problem, "greedy_score")


def law_order(problem: Problem) -> Plan:
    """Choose down the law's order of priority (`rank`); without a known rank last, as listed."""
    return _greedy(problem, "law_order")


def _greedy(problem: Problem, method: Method) -> Plan:
    """Locked first, then for each floor down the list until it is met, then down the list.

    A floor that cannot be met so is missed: the plan says by how much and is not verified. Shares
    are of the whole budget until the end; then the last taken of a share that is too large go.
    """
    started = time.monotonic()
    ordered, wanted = _ordered(problem, method)
    purse = Purse(problem)
    for candidate in ordered:
        if candidate.id in problem.limits.locked:
            purse.take(candidate)
    members: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in ordered:
        for by in DIMENSIONS:
            members[by, candidate.place(by)].append(candidate)
    for limit in problem.limits.money:
        if limit.side == "floor":
            _fill(purse, limit, members[limit.by, limit.key])
    for candidate in wanted:
        purse.take(candidate)
    kept = _within_shares(problem, purse.taken)
    return finished(problem, (c.id for c in kept), method, "heuristic", started)


def _ordered(problem: Problem, method: Method) -> tuple[list[Candidate], list[Candidate]]:
    """Return all that may be chosen, best first, and those of them worth choosing unasked."""
    values = values_of(problem)
    known = open_to(problem)
    if method == "law_order":
        last = len(problem.candidates) + 1
        by_rank = [c for _, c in sorted(known, key=lambda pair: pair[1].rank or last)]
        return by_rank, by_rank

    def worth(pair: tuple[int, Candidate]) -> float:
        position, candidate = pair
        value = float(values[position])
        return value / (candidate.grant or 1) if method == "greedy_per_dong" else value

    best_first = sorted(known, key=worth, reverse=True)
    return [c for _, c in best_first], [c for position, c in best_first if values[position] > 0]


def _fill(purse: Purse, limit: MoneyLimit, members: Sequence[Candidate]) -> None:
    for candidate in members:
        if purse.missing(limit) <= 0:
            return
        purse.take(candidate)


def _within_shares(problem: Problem, taken: Sequence[Candidate]) -> list[Candidate]:
    """Give back what was taken last where a share of the money really granted is broken."""
    kept = {candidate.id: candidate for candidate in taken}
    shares = [limit for limit in problem.limits.money if limit.is_share]
    before = None
    while before != len(kept):
        before = len(kept)
        for limit in shares:
            _give_back(limit, kept, problem.limits.locked)
    return list(kept.values())


def _give_back(limit: MoneyLimit, kept: dict[str, Candidate], locked: frozenset[str]) -> None:
    """Drop the last taken, inside a share too large or outside one too small, until it holds."""
    everything = sum(candidate.grant or 0 for candidate in kept.values())
    inside = sum(c.grant or 0 for c in kept.values() if c.place(limit.by) == limit.key)
    at_cap = limit.side == "cap"
    for candidate in reversed(list(kept.values())):
        over = inside - limit.amount * everything
        if (over <= 0) if at_cap else (over >= 0):
            return
        is_inside = candidate.place(limit.by) == limit.key
        if is_inside == at_cap and candidate.id not in locked:
            del kept[candidate.id]
            everything -= candidate.grant or 0
            inside -= (candidate.grant or 0) * is_inside
