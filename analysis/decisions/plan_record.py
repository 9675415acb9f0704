"""A plan as plain data: what the command prints and programs read."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_request import request_query
from analysis.decisions.plan_solved import Solved
from analysis.decisions.plan_words import proof_words
from analysis.decisions.portfolio.conflict import Conflict
from analysis.decisions.portfolio.plan import LimitName, Violation
from analysis.decisions.portfolio.reason_words import change_words, decision_words
from analysis.decisions.portfolio.reasons import Decision
from analysis.decisions.portfolio.relaxation import NotMended, Relaxation
from analysis.decisions.portfolio.values import Candidate
from analysis.decisions.portfolio.words import Names, explanation_words, limit_words
from analysis.language import Language
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def plan_record(solved: Solved, snapshot: Snapshot, scope: Scope, names: Names) -> dict[str, Any]:
    """Return a plan as JSON-ready values, texts in the scope's language.

    Amounts are whole numbers of the currency's smallest unit. `objective` and `bound` are parts of
    all that could be had from every file that may be funded; `gap` is their relative distance. All
    three are None where no plan keeps every limit. What is not known is None, and
    so is the establishment where names are hidden.
    """
    language = scope.language
    plan = solved.plan
    rows = [
        _row(candidate, decision, names, language, snapshot.names_shown)
        for candidate, decision in zip(solved.problem.candidates, solved.decisions, strict=True)
    ]
    chosen = set(plan.chosen) if solved.found else set()
    return {
        "case": snapshot.case.name,
        "snapshot": snapshot.number,
        "simulated": snapshot.case.simulated,
        "currency": snapshot.case.currency,
        "scope": scope.to_query(),
        "request": request_query(solved.request),
        "status": plan.status,
        "verified": solved.found,
        "objective": _number(plan.objective),
        "bound": _number(plan.bound),
        "gap": _number(plan.gap),
        "proof": proof_words(plan).in_language(language),
        "seconds": round(plan.seconds, 3),
        "granted": plan.granted if solved.found else 0,
        "ceiling_unknown": plan.ceiling_unknown,
        "outcome_unknown": plan.outcome_unknown,
        "outcomes": [_outcome(one) for one in solved.outcomes] if solved.found else [],
        "chosen": [row for row in rows if row["candidate"] in chosen],
        "refused": [row for row in rows if row["candidate"] not in chosen],
        "conflict": _conflict(solved, names, language),
    }


def _row(
    candidate: Candidate, decision: Decision, names: Names, language: Language, named: bool
) -> dict[str, Any]:
    told = [decision_words(decision, names).in_language(language)]
    if decision.change is not None:
        told.append(change_words(decision).in_language(language))
    return {
        "candidate": candidate.id,
        "establishment": candidate.establishment_id if named else None,
        "grant": candidate.grant,
        "reason_code": decision.code,
        "reasons": told,
        "rank_by_law": candidate.rank,
        "district": candidate.district,
        "terrain": candidate.terrain,
        "activity": candidate.activity,
        "fund_source": candidate.fund_source,
        "expected": {name: _number(value) for name, value in candidate.outcomes.items()},
        "errors": {name: _number(value) for name, value in candidate.errors.items()},
        "value": _number(decision.value),
    }


def _outcome(one: PlanOutcome) -> dict[str, Any]:
    return {
        "objective": one.objective,
        "total": _number(one.total),
        "low": _number(one.low),
        "high": _number(one.high),
        "known": one.known,
        "unknown": one.unknown,
        "grade": one.grade,
        "base": _number(one.base),
    }


def _conflict(solved: Solved, names: Names, language: Language) -> dict[str, Any] | None:
    """Return which limits cannot be kept together and what would mend it."""
    told = solved.explanation
    if told is None:
        return None
    return {
        "sentences": [one.in_language(language) for one in explanation_words(told, names)],
        "limits": [_limit(name, names, language) for name in told.conflict.limits]
        if isinstance(told.conflict, Conflict)
        else [],
        "impossible_locks": [
            [_limit(lock, names, language), _limit(barrier, names, language)]
            for lock, barrier in told.impossible_locks
        ],
        "smallest_relaxation": _changes(told.smallest, names, language),
    }


def _changes(
    found: Relaxation | NotMended | None, names: Names, language: Language
) -> Sequence[Mapping[str, Any]] | None:
    if not isinstance(found, Relaxation):
        return None
    return [_change(one, names, language) for one in found.changes]


def _change(one: Violation, names: Names, language: Language) -> dict[str, Any]:
    # A part of a đồng is rounded up: less would not do.
    return {
        **_limit(one.limit, names, language),
        "amount": math.ceil(one.amount),
        "unit": one.limit.unit,
    }


def _limit(name: LimitName, names: Names, language: Language) -> dict[str, Any]:
    return {
        "kind": name.kind,
        "key": name.key,
        "by": name.by,
        "words": limit_words(name, names).in_language(language),
    }


def _number(value: float | None) -> float | None:
    """Return a number JSON can hold; what is not finite is not known."""
    return value if value is not None and math.isfinite(value) else None
