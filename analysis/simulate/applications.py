"""Who applied, how they were judged, and who was supported.

Larger, more productive and reached establishments apply more, and so do those supported before:
a plain comparison of supported and others is biased by design. Among those who pass the gates, a
score of 60 or more decides in the main; now and then money runs out or a lower score gets through.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.arrays import (
    Bools,
    Days,
    Floats,
    Ints,
    Texts,
    day,
    days_between,
    later,
    random_stream,
    texts,
    weighted_order,
    where_known,
)
from analysis.simulate.calibration import YEARS, Appraisal, Calibration
from analysis.simulate.establishments import NOT_FOUND, Establishments
from analysis.simulate.kinds import Kind
from analysis.simulate.outreach import Outreach
from analysis.simulate.places import Places
from analysis.simulate.projects import Projects

# Log weights of applying; assumed.
_PRODUCTIVITY_PULL = 0.5
_REACHED_PULL = 1.3
_RETURNING_PULL = 1.85
_ENTERPRISE_PULL = 0.5
_SCORE_PRODUCTIVITY = 3.0
_SCORE_SIZE = 2.0
_SCORE_MOUNTAIN = 4.0


@dataclass(frozen=True, slots=True)
class Applications:
    """One element of each array for an application; `project` is -1 where none came of it."""

    establishment: Ints
    kind: Ints
    project: Ints
    submitted: Days
    decided: Days
    score: Floats
    result: Texts
    reason: Texts

    def supported(self) -> Bools:
        """Return which applications became a support."""
        return np.asarray(self.result == "approved", dtype=bool)


def judge_applications(
    seed: int,
    settings: Calibration,
    projects: Projects,
    people: Establishments,
    places: Places,
    outreach: Outreach,
) -> Applications:
    """Return all applications; every place in a project is filled by an approved one."""
    rng = random_stream(seed, "applications")
    supports = np.zeros((len(settings.kinds), len(people)), dtype=np.int64)
    district = np.where(people.home >= 0, places.district[people.home], "")
    rounds = []
    for step, year in enumerate(YEARS):
        met = np.any(outreach.reached[:, max(step - 2, 0) : step + 1], axis=1)
        for number, kind in enumerate(settings.kinds):
            own = np.flatnonzero((projects.year == year) & (projects.kind == number))
            if kind.serves[1] == 0 or len(own) == 0:
                continue
            pull = _pull(people, kind, year, met, supports, number)
            found = _one_round(rng, settings, projects, people, own, pull, number, district)
            rounds.append(found)
            np.add.at(supports[number], found.establishment[found.supported()], 1)
    rounds += [
        _not_eligible(rng, people),
        _pending(rng, settings.appraisal, settings.kinds, people, outreach, supports),
    ]
    return _joined(rounds)


def _pull(
    people: Establishments, kind: Kind, year: int, met: Bools, supports: Ints, number: int
) -> Floats:
    """Return the log weights of applying for a kind in a year; -inf where it cannot be."""
    standing = (
        people.eligible
        & (people.founded < day(year - 1, 1, 1))
        & (np.isnat(people.closed) | (people.closed > day(year, 12, 31)))
    )
    if not kind.repeatable:
        standing &= supports[number] == 0
    if kind.code == "START_ENTERPRISE":
        young = standing & (people.founded >= day(year - 4, 1, 1)) & (people.forms == "enterprise")
        standing = young if young.any() else standing
    pull = (
        kind.size_pull * (people.base_workers - people.base_workers.mean())
        + _PRODUCTIVITY_PULL * (people.base_productivity - people.base_productivity.mean())
        + _REACHED_PULL * met
        + _RETURNING_PULL * (supports.sum(axis=0) > 0)
        + _ENTERPRISE_PULL * (people.forms == "enterprise")
        + kind.food * people.makes_food
    )
    return np.where(standing, pull, -np.inf)


def _one_round(
    rng: np.random.Generator,
    settings: Calibration,
    projects: Projects,
    people: Establishments,
    own: Ints,
    pull: Floats,
    number: int,
    district: Texts,
) -> Applications:
    """Return the applications for one kind in one year and how they were decided."""
    rules = settings.appraisal
    places_in = np.repeat(own, projects.serves[own])
    wanted = len(places_in)
    order = weighted_order(rng, pull)[: int(np.isfinite(pull).sum())]
    drawn = round(wanted * rules.applicants_per_support + rng.random())
    year = int(projects.year[own[0]])
    reason = _gates(rng, rules, people, order, year)
    score = _scores(rng, rules, people, order)

    passed = reason == ""
    first = np.arange(len(order)) < drawn
    good = np.flatnonzero(first & passed & (score >= rules.threshold))
    # Rarely a weaker file is taken before a stronger one.
    weak = np.flatnonzero(first & passed & (score < rules.threshold))
    taken = np.concatenate([good, weak[rng.random(len(weak)) < 0.05]])
    taken = np.sort(rng.permutation(taken)[:wanted])
    # When good files do not fill the plan, the next best of those handed in do, then late ones.
    if len(taken) < wanted:
        rest = np.setdiff1d(np.flatnonzero(passed), taken)
        rest = rest[np.lexsort((-score[rest], ~first[rest]))]
        taken = np.concatenate([taken, rest[: wanted - len(taken)]])
    in_file = first.copy()
    in_file[taken] = True

    approved = np.zeros(len(order), dtype=bool)
    approved[taken] = True
    reason = np.where(approved, "", reason)
    reason = np.where(
        (reason == "") & ~approved,
        np.where(score < rules.threshold, "low_score", "no_budget"),
        reason,
    )
    # Neighbours share a project, so that a course or fair has a place.
    ranked = taken[np.argsort(district[order[taken]].astype(str), kind="stable")]
    project = np.full(len(order), -1)
    project[ranked] = places_in[: len(ranked)]
    reference = np.where(approved, project, rng.choice(own, len(order)))
    return _decided(
        rng, projects, order, number, project, reference, reason, score, approved, in_file
    )


def _decided(
    rng: np.random.Generator,
    projects: Projects,
    order: Ints,
    number: int,
    project: Ints,
    reference: Ints,
    reason: Texts,
    score: Floats,
    approved: Bools,
    in_file: Bools,
) -> Applications:
    """Return the files handed in, with their days; without a plan decision they are pending."""
    count = len(order)
    registered = projects.registered[reference]
    submitted = later(registered, -rng.integers(3, 40, count))
    decision = projects.approved[reference]
    pending = approved & np.isnat(decision)
    screened = later(registered, rng.integers(5, 40, count))
    decided = np.where(
        approved | ((reason == "no_budget") & ~np.isnat(decision)), decision, screened
    )
    withdrawn = reason == "owner_choice"
    result = np.select(
        [pending, approved, withdrawn], ["pending", "approved", "withdrawn"], "refused"
    ).astype(object)
    # Files that fail at a gate are not scored, most of the others are.
    unscored = np.isin(reason, ["incomplete", "food_safety"]) | (
        withdrawn & (rng.random(count) < 0.6)
    )
    return Applications(
        establishment=order[in_file],
        kind=np.full(int(in_file.sum()), number),
        project=project[in_file],
        submitted=submitted[in_file],
        decided=np.where(pending, NOT_FOUND, decided)[in_file],
        score=np.where(unscored, np.nan, score)[in_file],
        result=result[in_file],
        reason=where_known(reason != "", reason)[in_file],
    )


def _gates(
    rng: np.random.Generator, rules: Appraisal, people: Establishments, order: Ints, year: int
) -> Texts:
    """Return why a file falls before its score counts, '' where it does not."""
    draw = rng.random(len(order))
    edges = np.cumsum([rules.withdrawn, rules.incomplete, rules.used_machine, rules.no_counterpart])
    fallen = ["owner_choice", "incomplete", "used_machine", "no_counterpart"]
    reason = np.array([*fallen, ""], dtype=object)[np.searchsorted(edges, draw, side="right")]
    until = people.food_safe_until[order]
    unsafe = people.makes_food[order] & (np.isnat(until) | (until < day(year, 12, 31)))
    if year >= rules.food_gate_from:
        reason = np.where(unsafe & (reason != "owner_choice"), "food_safety", reason)
    return reason


def _scores(
    rng: np.random.Generator, rules: Appraisal, people: Establishments, order: Ints
) -> Floats:
    size = people.base_workers[order] - people.base_workers.mean()
    able = people.base_productivity[order] - people.base_productivity.mean()
    score = (
        rules.score_mean
        + _SCORE_PRODUCTIVITY * able
        + _SCORE_SIZE * (size - 1.0)
        + _SCORE_MOUNTAIN * people.mountain[order]
        + rng.normal(0, rules.score_spread, len(order))
    )
    rounded: Floats = np.round(np.clip(score, 20, 98), 1)
    return rounded


def _not_eligible(rng: np.random.Generator, people: Establishments) -> Applications:
    """Return applications of establishments outside the programme, all refused."""
    outside = np.flatnonzero(~people.eligible & (people.founded < day(2013, 1, 1)))
    chosen = rng.choice(outside, min(24, len(outside)), replace=False)
    first, last = day(2014, 2, 1), day(2025, 10, 1)
    submitted = days_between(rng, np.full(len(chosen), first), np.full(len(chosen), last))
    submitted = np.where(people.closed[chosen] < submitted, day(2013, 9, 1), submitted)
    return Applications(
        establishment=chosen,
        kind=np.zeros(len(chosen), dtype=np.int64),
        project=np.full(len(chosen), -1),
        submitted=submitted,
        decided=later(submitted, rng.integers(7, 60, len(chosen))),
        score=np.full(len(chosen), np.nan),
        result=np.full(len(chosen), "refused", dtype=object),
        reason=np.full(len(chosen), "not_eligible", dtype=object),
    )


def _pending(
    rng: np.random.Generator,
    rules: Appraisal,
    kinds: tuple[Kind, ...],
    people: Establishments,
    outreach: Outreach,
    supports: Ints,
) -> Applications:
    """Return the files handed in late in 2025 for the plan of 2026, not yet decided."""
    open_kinds = [n for n, k in enumerate(kinds) if k.weight >= 0.05 and k.serves[1] > 0]
    weights = np.array([kinds[n].weight for n in open_kinds])
    kind = rng.choice(open_kinds, rules.pending_2026, p=weights / weights.sum())
    met = np.any(outreach.reached[:, -2:], axis=1)
    # One file an establishment; the first open kind stands for all in the pull.
    pull = _pull(people, kinds[open_kinds[0]], YEARS[-1] + 1, met, supports, open_kinds[0])
    still = np.isnat(people.closed)
    chosen = weighted_order(rng, np.where(still, pull, -np.inf))[: rules.pending_2026]
    count = len(chosen)
    return Applications(
        establishment=chosen,
        kind=kind.astype(np.int64),
        project=np.full(count, -1),
        submitted=days_between(
            rng, np.full(count, day(2025, 8, 15)), np.full(count, day(2025, 12, 20))
        ),
        decided=np.full(count, NOT_FOUND),
        score=np.full(count, np.nan),
        result=np.full(count, "pending", dtype=object),
        reason=texts([None] * count),
    )


def _joined(rounds: list[Applications]) -> Applications:
    """Return all rounds together, in the order the files came in."""
    submitted = np.concatenate([part.submitted for part in rounds])
    order = np.argsort(submitted, kind="stable")
    return Applications(
        establishment=np.concatenate([part.establishment for part in rounds])[order],
        kind=np.concatenate([part.kind for part in rounds])[order],
        project=np.concatenate([part.project for part in rounds])[order],
        submitted=submitted[order],
        decided=np.concatenate([part.decided for part in rounds])[order],
        score=np.concatenate([part.score for part in rounds])[order],
        result=np.concatenate([part.result for part in rounds])[order],
        reason=np.concatenate([part.reason for part in rounds])[order],
    )
