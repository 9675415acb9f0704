"""Every limit checked again, in whole numbers, straight from candidates and limits.

Nothing here is shared with what builds or solves the model: an error there shows here.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from fractions import Fraction

from analysis.decisions.portfolio.plan import LimitKind, LimitName, Violation
from analysis.decisions.portfolio.values import Candidate, Limits, MoneyLimit, Problem


def verify(problem: Problem, chosen: Iterable[str]) -> tuple[Violation, ...]:
    """Return every limit that a choice breaks and by how much, none if it keeps all of them.

    Raises ValueError for an id that is no candidate's or is chosen twice.
    """
    ids = list(chosen)
    by_id = {candidate.id: candidate for candidate in problem.candidates}
    if len(set(ids)) != len(ids) or not by_id.keys() >= set(ids):
        raise ValueError("chosen twice, or no candidate")
    funded = [by_id[name] for name in ids]
    limits = problem.limits
    return (
        *_of_candidates(funded, limits),
        *_of_budgets(funded, limits),
        *_of_money(funded, limits.money),
        *_of_counts(funded, limits),
        *(
            Violation(LimitName("locked", name), Fraction(1))
            for name in sorted(limits.locked - set(ids))
        ),
        *(
            Violation(LimitName("forbidden", name), Fraction(1))
            for name in sorted(limits.forbidden & set(ids))
        ),
    )


def _of_candidates(funded: list[Candidate], limits: Limits) -> Iterable[Violation]:
    def single(kind: LimitKind, candidate: Candidate, amount: int = 1) -> Violation:
        return Violation(LimitName(kind, candidate.id), Fraction(amount))

    for candidate in funded:
        if candidate.gate != "pass":
            yield single("gate", candidate)
        if candidate.fund_source not in limits.budgets and limits.total is None:
            yield single("source", candidate)
        if candidate.ceiling is None and limits.known_ceiling_only:
            yield single("ceiling_unknown", candidate)
        if candidate.grant is None:
            yield single("grant", candidate)
        elif candidate.ceiling is not None and candidate.grant > candidate.ceiling:
            yield single("ceiling", candidate, candidate.grant - candidate.ceiling)


def _of_budgets(funded: list[Candidate], limits: Limits) -> Iterable[Violation]:
    spent: dict[str, int] = defaultdict(int)
    for candidate in funded:
        spent[candidate.fund_source] += candidate.grant or 0
    for source, budget in limits.budgets.items():
        if spent[source] > budget:
            yield Violation(LimitName("budget", source), Fraction(spent[source] - budget))
    everything = sum(spent.values())
    if limits.total is not None and everything > limits.total:
        yield Violation(LimitName("total"), Fraction(everything - limits.total))


def _of_money(funded: list[Candidate], limits: tuple[MoneyLimit, ...]) -> Iterable[Violation]:
    inside: dict[tuple[str, str], int] = defaultdict(int)
    everything = 0
    for candidate in funded:
        grant = candidate.grant or 0
        everything += grant
        inside["district", candidate.district] += grant
        inside["activity", candidate.activity] += grant
        inside["terrain", candidate.terrain] += grant
    for limit in limits:
        allowed = limit.amount * everything if limit.is_share else limit.amount
        excess = inside[limit.by, limit.key] - allowed
        excess = excess if limit.side == "cap" else -excess
        if excess > 0:
            name = LimitName(limit.side, limit.key, limit.by, limit.is_share)
            yield Violation(name, Fraction(excess))


def _of_counts(funded: list[Candidate], limits: Limits) -> Iterable[Violation]:
    loads = Counter(candidate.officer for candidate in funded)
    for officer, capacity in limits.officer_capacity.items():
        if loads[officer] > capacity:
            yield Violation(LimitName("officer", officer), Fraction(loads[officer] - capacity))
    contents = Counter((candidate.establishment_id, candidate.content) for candidate in funded)
    for (establishment, content), count in contents.items():
        if count > 1:
            yield Violation(LimitName("content", establishment, content), Fraction(count - 1))
