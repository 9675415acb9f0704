"""From a choice to a plan: worth, gap, what is unknown, and every limit verified."""

from __future__ import annotations

import time
from collections.abc import Iterable

from analysis.decisions.portfolio.plan import Method, Plan, Status
from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.scoring import total_value, unknown_outcomes
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.verify import verify


def finished(
    problem: Problem,
    chosen: Iterable[str],
    method: Method,
    status: Status,
    started: float,
    bound: float | None = None,
    values: Floats | None = None,
) -> Plan:
    """Return the plan of a choice.

    `started` is the monotonic time at which the call began; `values` (n,) are those of `values_of`
    unless given. A choice that breaks a limit keeps its
    violations and has neither objective nor gap.
    """
    wanted = set(chosen)
    funded = [candidate for candidate in problem.candidates if candidate.id in wanted]
    ids = tuple(candidate.id for candidate in funded)
    violations = verify(problem, ids)
    objective = None if violations else total_value(problem, ids, values)
    if bound is not None and objective is not None:
        bound = max(bound, objective)
    return Plan(
        method=method,
        chosen=ids,
        objective=objective,
        bound=bound,
        gap=relative_gap(objective, bound),
        status=status,
        seconds=time.monotonic() - started,
        granted=sum(candidate.grant or 0 for candidate in funded),
        verified=not violations,
        violations=violations,
        ceiling_unknown=sum(candidate.ceiling is None for candidate in funded),
        outcome_unknown=sum(bool(unknown_outcomes(c, problem.objective)) for c in funded),
    )


def relative_gap(objective: float | None, bound: float | None) -> float | None:
    """Return (bound − objective) ÷ |objective|; None where either is unknown or zero."""
    if objective is None or bound is None:
        return None
    if bound == objective:
        return 0.0
    return (bound - objective) / abs(objective) if objective else None
