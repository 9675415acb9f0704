"""Why each candidate is in a plan or not."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from analysis.decisions.portfolio.building import Built, build, obstacle
from analysis.decisions.portfolio.marginal import Marginal, marginal, part_without
from analysis.decisions.portfolio.plan import LimitName, Plan
from analysis.decisions.portfolio.program import Floats
from analysis.decisions.portfolio.scoring import unknown_outcomes, values_of
from analysis.decisions.portfolio.solve import SECONDS
from analysis.decisions.portfolio.solver import Solver, open_solver
from analysis.decisions.portfolio.values import Candidate, Problem
from analysis.language import Text

ReasonCode = Literal[
    "locked",
    "worth",
    "for_floor",
    "fits",
    "gate_failed",
    "gate_blocked",
    "amount_unknown",
    "above_ceiling",
    "ceiling_unknown",
    "no_money",
    "forbidden",
    "same_content",
    "over_budget",
    "adds_nothing",
    "displaced",
    "held_back",
    "below_threshold",
    "whole_projects",
    "not_compared",
    "rule_chose",
    "rule_passed",
]
"""Chosen: `locked`; `worth` its money; `for_floor` a floor needs it; `fits` what was left. Refused:
the gates to `over_budget` say themselves; `adds_nothing` to the objective; `displaced`: chosen were
it not for a floor; `held_back`: worth its money, but a cap, a share or an officer is full;
`below_threshold` of value per đồng; `whole_projects`: it would only fit in part; `not_compared`:
the relaxation that tells these apart was not solved. A plan made by a rule says of all others
`rule_chose` or `rule_passed`."""

EDGE = 1e-9

_OBSTACLES: Mapping[str, ReasonCode] = {
    "grant": "amount_unknown",
    "ceiling": "above_ceiling",
    "ceiling_unknown": "ceiling_unknown",
    "source": "no_money",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided of a candidate and why.

    `value` is in the units of the objective, `per_dong` of it one đồng's worth, `threshold` what a
    đồng of its source is worth elsewhere (estimate, None where not known). `limits` are those the
    reason is about; `beside` the chosen candidate with the same content; `missing` what the gate
    lacks. `change` estimates by how much the objective falls if the candidate is forced the other
    way: by the relaxation, so about; None where it cannot be or was not told. `unknown` names
    objectives that count but are unknown of it: its value rests on the others.
    """

    candidate: str
    accepted: bool
    code: ReasonCode
    value: float
    per_dong: float | None
    threshold: float | None = None
    limits: tuple[LimitName, ...] = ()
    beside: str | None = None
    missing: tuple[Text, ...] = ()
    change: float | None = None
    unknown: tuple[str, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the reasons are read from."""

    problem: Problem
    column: Mapping[str, int]
    holders: Mapping[tuple[str, str], str]
    prices: Marginal | None
    without: Mapping[LimitName, Floats]
    by_rule: bool


def decisions(
    problem: Problem, plan: Plan, seconds: float = SECONDS, solver: Solver | None = None
) -> tuple[Decision, ...]:
    """Return why each candidate is chosen or refused, in the order of the candidates.

    Half of the time goes to the prices of all limits, half to the relaxations without each floor
    that binds; floors beyond the time are never named as displacing. A `solver` that is given is
    used and left running.
    """
    deadline = time.monotonic() + seconds
    built = build(problem)
    prices, without = None, {}
    if len(built.values) and not built.contradictions:
        with open_solver(solver) as own:
            deadline += own.ready()
            prices = marginal(built, own, seconds / 2)
            if prices is not None:
                without = _without_floors(built, prices, own, deadline)
    chosen = set(plan.chosen)
    ground = _Ground(
        problem,
        {problem.candidates[place].id: column for column, place in enumerate(built.fundable)},
        {(c.establishment_id, c.content): c.id for c in problem.candidates if c.id in chosen},
        prices,
        without,
        plan.status == "heuristic",
    )
    values = values_of(problem)
    return tuple(
        _decision(candidate, float(value), candidate.id in chosen, ground)
        for candidate, value in zip(problem.candidates, values, strict=True)
    )


def _without_floors(
    built: Built, prices: Marginal, solver: Solver, deadline: float
) -> dict[LimitName, Floats]:
    found = {}
    for name in prices.price:
        left = deadline - time.monotonic()
        if name.kind == "floor" and left > 0:
            part = part_without(built, name, solver, left)
            if part is not None:
                found[name] = part
    return found


def _decision(candidate: Candidate, value: float, accepted: bool, ground: _Ground) -> Decision:
    column = ground.column.get(candidate.id)
    prices = ground.prices
    paid: Mapping[LimitName, float] = {}
    threshold = change = None
    if prices is not None and column is not None and candidate.grant:
        paid = prices.paid.get(column, {})
        threshold = _money_paid(paid) / candidate.grant
        change = max(0.0, float(prices.reduced[column]) * (1 if accepted else -1))
    locked = candidate.id in ground.problem.limits.locked
    if accepted:
        code, limits = _why_in(value, paid, locked, ground)
    else:
        code, limits = _why_out(candidate, value, paid, column, ground)
    same = ground.holders.get((candidate.establishment_id, candidate.content))
    return Decision(
        candidate=candidate.id,
        accepted=accepted,
        code=code,
        value=value,
        per_dong=value / candidate.grant if candidate.grant else None,
        threshold=threshold,
        limits=limits,
        beside=same if code == "same_content" else None,
        missing=candidate.reasons if code in ("gate_failed", "gate_blocked") else (),
        change=None if code in ("locked", "forbidden", "same_content") else change,
        unknown=unknown_outcomes(candidate, ground.problem.objective),
    )


def _money_paid(paid: Mapping[LimitName, float]) -> float:
    return sum(price for name, price in paid.items() if name.kind in ("budget", "total"))


def _why_in(
    value: float, paid: Mapping[LimitName, float], locked: bool, ground: _Ground
) -> tuple[ReasonCode, tuple[LimitName, ...]]:
    if locked:
        return "locked", ()
    if ground.by_rule:
        return "rule_chose", ()
    if ground.prices is None:
        return "not_compared", ()
    if value >= _money_paid(paid) - EDGE:
        return "worth", ()
    floors = tuple(name for name, price in paid.items() if price < 0 and name.kind == "floor")
    return ("for_floor", floors) if floors else ("fits", ())


def _why_out(
    candidate: Candidate,
    value: float,
    paid: Mapping[LimitName, float],
    column: int | None,
    ground: _Ground,
) -> tuple[ReasonCode, tuple[LimitName, ...]]:
    limits = ground.problem.limits
    barrier = obstacle(candidate, limits)
    if barrier is not None:
        if barrier.kind == "gate":
            return ("gate_failed" if candidate.gate == "fail" else "gate_blocked"), ()
        return _OBSTACLES[barrier.kind], ()
    if candidate.id in limits.forbidden:
        return "forbidden", ()
    if (candidate.establishment_id, candidate.content) in ground.holders:
        return "same_content", ()
    budget = limits.budgets.get(candidate.fund_source, limits.total)
    if budget is not None and (candidate.grant or 0) > budget:
        return "over_budget", (LimitName("budget", candidate.fund_source),)
    if ground.by_rule:
        return "rule_passed", ()
    if value <= 0:
        return "adds_nothing", ()
    if ground.prices is None or column is None:
        return "not_compared", ()
    return _why_not_better(value, paid, column, ground.prices, ground.without)


def _why_not_better(
    value: float,
    paid: Mapping[LimitName, float],
    column: int,
    prices: Marginal,
    without: Mapping[LimitName, Floats],
) -> tuple[ReasonCode, tuple[LimitName, ...]]:
    """Tell by prices why a candidate that could be funded is not."""
    if float(prices.part[column]) > EDGE:
        return "whole_projects", ()
    displacing = tuple(name for name, part in without.items() if part[column] > EDGE)
    if displacing:
        return "displaced", displacing
    if value >= _money_paid(paid) - EDGE:
        others = {n: p for n, p in paid.items() if n.kind not in ("budget", "total") and p > 0}
        if others:
            return "held_back", (max(others, key=lambda name: others[name]),)
    return "below_threshold", ()
