"""Did we choose well? Past choices beside those of the model, with what was known then."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

import pandas as pd

from analysis.decisions.backtest_assumed import Assumed, chosen_assuming
from analysis.decisions.backtest_difference import Difference, difference
from analysis.decisions.backtest_problem import PastChoice, past_choice
from analysis.decisions.backtest_rounds import YearFiles, past_years
from analysis.decisions.gates import gate_results
from analysis.decisions.portfolio.draws import value_draws
from analysis.decisions.portfolio.greedy import greedy_per_dong, law_order
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.reasons import Decision, decisions
from analysis.decisions.portfolio.scoring import total_value
from analysis.decisions.portfolio.solve import optimise
from analysis.decisions.portfolio.solver import open_solver
from analysis.decisions.portfolio.values import Limits, Problem
from analysis.decisions.selection import Selection
from analysis.decisions.then import evidence_then
from analysis.scope import Scope
from analysis.warehouse import Snapshot

ChoiceName = Literal["then", "model", "assumed", "law", "greedy"]
CHOICES: tuple[ChoiceName, ...] = ("then", "model", "assumed", "law", "greedy")
"""The files really approved; the optimiser's, and the one it makes if all that is missing counts as
met, an assumption; down the law's order; down the value per đồng."""

SECONDS = 5.0
"""The most wall clock the optimiser gets for one year."""


@dataclass(frozen=True, slots=True)
class Regret:
    """How much more the model's choice was worth than the one made.

    `whole` may be negative: the model may not choose what a gate blocks. `lawful` holds those
    chosen then that passed every gate against the best choice for the money of those files alone,
    theirs being one such choice: it is never negative.
    """

    whole: Difference
    lawful: Difference


@dataclass(frozen=True, slots=True, eq=False)
class ReplayedYear:
    """A plan year chosen again. `chosen` holds ids by choice, only "then" where no grant is known.

    `plans` are the model's and the rules' plans, `values` what each choice is worth, save the one
    `assumed`, which is in units of its own. `decisions` say why the model chose each file or not.
    `gates` are the results of every gate of the files chosen then, on the day: application_id, gate
    (a code), result.
    """

    files: YearFiles
    past: PastChoice
    chosen: Mapping[ChoiceName, tuple[str, ...]]
    plans: Mapping[ChoiceName, Plan]
    values: Mapping[ChoiceName, float]
    regret: Regret | None
    gates: pd.DataFrame
    assumed: Assumed | None = None
    decisions: Mapping[str, Decision] = field(default_factory=dict)

    @property
    def plan_year(self) -> int:
        """The plan year."""
        return self.files.plan_year

    @property
    def replayed(self) -> bool:
        """Whether there was a known budget to choose again with."""
        return bool(self.plans)

    @property
    def groups(self) -> dict[str, str]:
        """The group of every file: both, only_then, only_model or neither; empty if not made."""
        if not self.replayed:
            return {}
        then, model = set(self.chosen["then"]), set(self.chosen["model"])
        names = {(True, True): "both", (True, False): "only_then", (False, True): "only_model"}
        return {
            one.id: names.get((one.id in then, one.id in model), "neither")
            for one in self.past.made.candidates
        }


def replayed_year(snapshot: Snapshot, year: YearFiles) -> ReplayedYear:
    """Return a past plan year chosen again; made once, the first time in a few seconds."""
    name = f"plan year {year.plan_year} chosen again"
    replayed = snapshot.once(name, lambda: _replayed(snapshot, year))
    _done(snapshot)[year.plan_year] = replayed
    return replayed


def replayed_years(snapshot: Snapshot) -> tuple[ReplayedYear, ...]:
    """Return every past plan year chosen again, ascending; all that are not yet are made."""
    return tuple(replayed_year(snapshot, year) for year in past_years(snapshot))


def years_to_replay(snapshot: Snapshot) -> tuple[YearFiles, ...]:
    """Return the past plan years that nobody has asked to choose again in yet."""
    done = _done(snapshot)
    return tuple(year for year in past_years(snapshot) if year.plan_year not in done)


def _done(snapshot: Snapshot) -> dict[int, ReplayedYear]:
    return snapshot.once("plan years chosen again", dict[int, ReplayedYear])


def _replayed(snapshot: Snapshot, year: YearFiles) -> ReplayedYear:
    evidence = evidence_then(snapshot, year.rounds[0].known_on)
    past = past_choice(snapshot, year, evidence)
    return chosen_again(year, past, _gates_of(snapshot, year))


def _gates_of(snapshot: Snapshot, year: YearFiles) -> pd.DataFrame:
    """Return what every gate says, on the day of its round, of each file chosen then."""
    approved = set(year.approved)
    parts = [
        gate_results(
            snapshot,
            Scope(),
            Selection(
                applications=tuple(name for name in one.files if name in approved),
                known_on=one.known_on,
            ),
        )
        for one in year.rounds
    ]
    return pd.concat(parts, ignore_index=True)[["application_id", "gate", "result"]]


def chosen_again(
    year: YearFiles, past: PastChoice, gates: pd.DataFrame, seconds: float = SECONDS
) -> ReplayedYear:
    """Return a past choice beside those of the optimiser, the law's order and the greedy rule.

    `gates` are as in ReplayedYear.
    """
    problem = past.problem
    then = year.approved
    if problem is None:
        return ReplayedYear(year, past, {"then": then}, {}, {}, None, gates)
    with open_solver() as solver:
        model = optimise(problem, seconds, solver=solver)
        told = decisions(problem, model, seconds, solver)
        assumed = chosen_assuming(problem, then, seconds, solver)
        lawful = lawful_of(problem, then)
        matched = optimise(lawful, seconds, start=lawful_choice(problem, then), solver=solver)
    plans: dict[ChoiceName, Plan] = {
        "model": model,
        "law": law_order(problem),
        "greedy": greedy_per_dong(problem),
    }
    chosen: dict[ChoiceName, tuple[str, ...]] = {
        "then": then,
        **{name: plan.chosen for name, plan in plans.items()},
    }
    values = {name: total_value(problem, ids) for name, ids in chosen.items()}
    draws = value_draws(problem)
    regret = Regret(
        difference(problem, draws, model.chosen, then),
        difference(problem, draws, matched.chosen, lawful_choice(problem, then)),
    )
    return ReplayedYear(
        year,
        past,
        {**chosen, "assumed": assumed.plan.chosen},
        plans,
        values,
        regret,
        gates,
        assumed,
        {one.candidate: one for one in told},
    )


def lawful_choice(problem: Problem, then: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files of a choice that the model might have chosen too."""
    passed = {one.id for one in problem.candidates if one.eligible}
    return tuple(name for name in then if name in passed)


def lawful_of(problem: Problem, then: tuple[str, ...]) -> Problem:
    """Return a problem with the money alone that the lawful files of a choice cost."""
    kept = set(lawful_choice(problem, then))
    budgets = dict.fromkeys(problem.limits.budgets, 0)
    for one in problem.candidates:
        if one.id in kept and one.fund_source in budgets:
            budgets[one.fund_source] += one.grant or 0
    return replace(problem, limits=Limits(budgets=budgets))
