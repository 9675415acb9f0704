"""First against repeated support: what the second brings beside those supported once."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.evidence.claim import Claim
from analysis.evidence.designs.dose_words import (
    ABOUT,
    ESTIMAND,
    METHOD,
    REFUSED,
    ROUNDS,
    repeated_check,
)
from analysis.evidence.designs.refusal import refused
from analysis.evidence.designs.study import Study, studied
from analysis.evidence.designs.unit_effects import (
    UnitEffects,
    even_weights,
    interval_of_units,
    unit_effects,
)
from analysis.evidence.estimator import chance_of, normal_interval
from analysis.evidence.findings import Alternative, Check
from analysis.evidence.grade_rules import FEWEST_SUPPORTED
from analysis.evidence.model import NEVER, Bools, Ints
from analysis.evidence.spoken import as_count, said_on
from analysis.language import Text
from analysis.warehouse import Snapshot

_SECOND = """
select
  establishment_no as unit,
  year
from mart_support
where goes_ahead
group by establishment_no, year
order by establishment_no, year
"""


def second_years(snapshot: Snapshot, units: Ints, cohorts: Ints) -> Ints:
    """Return the year of each unit's (n,) next support of any kind after its cohort, 0 for none."""
    frame = snapshot.query(_SECOND)
    first = dict(zip(units.tolist(), cohorts.tolist(), strict=True))
    found: dict[int, int] = {}
    for unit, year in zip(frame["unit"], frame["year"], strict=True):
        start = first.get(int(unit), NEVER)
        if start != NEVER and int(year) > start:
            found.setdefault(int(unit), int(year))
    return np.array([found.get(int(unit), 0) for unit in units], dtype=np.int64)


def repetition(snapshot: Snapshot, claim: Claim) -> Study:
    """Return what the second support goes with, beside those supported once.

    Estimate and interval hold repeated ones, in years from their second support on, against those
    supported once at the same number of years since the first. Who is supported again was chosen:
    the check tells how they differed before. It refuses where fewer than ten repeated or once
    supported have figures.
    """
    comparison = claim.main.comparison
    if claim.main.effects is None or comparison is None:
        return _refusal(claim, REFUSED["no_comparison"])
    panel = claim.given.flat
    effects = unit_effects(panel, comparison, claim.given.anticipation)
    second = second_years(snapshot, panel.units, panel.cohorts)
    again = (second > 0)[:, None] & (panel.periods >= second[:, None])
    known = effects.known
    early, late = known & (second > 0)[:, None] & ~again, known & again
    once = known & (second == 0)[:, None]
    number = int(late.any(axis=1).sum())
    if min(number, int(once.any(axis=1).sum())) < FEWEST_SUPPORTED:
        words = REFUSED["few_repeated"].filled(n=as_count(number), least=as_count(FEWEST_SUPPORTED))
        return _refusal(claim, words)
    elapsed = panel.periods - panel.cohorts[:, None]
    estimate, error, compared = matched_years(effects, late, once, elapsed)
    before, before_error, _ = matched_years(effects, early, once, elapsed)
    say = said_on(claim.outcome.scale, claim.unit)
    rows = [
        _round(effects, code, chosen, claim.n_compared)
        for code, chosen in (("once", once), ("first", early), ("second", late))
    ]
    checks: tuple[Check, ...] = ()
    if np.isfinite(before):
        apart = normal_interval(before, before_error)
        counts = int(early.any(axis=1).sum()), compared
        rows.append(Alternative("matched", *ROUNDS["matched"], before, apart, *counts))
        checks = (repeated_check(before, chance_of(before, before_error), say),)
    situation = replace(
        claim.situation,
        n_supported=number,
        n_compared=compared,
        among_supported=True,
        pretrend=checks[0].passed if checks else None,
        pretrend_power=None,
        more_supported=None,
    )
    return studied(
        "repetition",
        ABOUT["repetition"],
        claim.outcome,
        claim.unit,
        situation,
        estimand=ESTIMAND["repetition"],
        method=METHOD["repetition"],
        estimate=estimate,
        interval=normal_interval(estimate, error, degrees=min(number, compared) - 1),
        checks=checks,
        others=tuple(rows),
    )


def matched_years(
    effects: UnitEffects, ours: Bools, once: Bools, elapsed: Ints
) -> tuple[float, float, int]:
    """Return the mean of ours less that of once at the same elapsed years, its error, and n once.

    The error allows for how few units the smaller side has.

    Each unit of ours counts once through its years; NaN where no elapsed year has both.
    """
    both = np.intersect1d(elapsed[ours], elapsed[once])
    kept = ours & np.isin(elapsed, both)
    years = kept.sum(axis=1)
    units = int((years > 0).sum())
    if units == 0:
        return float("nan"), float("nan"), 0
    weights = kept / np.maximum(years, 1)[:, None] / units
    centre = np.zeros(weights.shape)
    less = np.zeros(weights.shape)
    for year in both.tolist():
        mine, theirs = kept & (elapsed == year), once & (elapsed == year)
        share = float(weights[mine].sum())
        less[theirs] += share / int(theirs.sum())
        centre[theirs] = float(effects.values[theirs].mean())
    own = float((weights[kept] * effects.values[kept]).sum())
    centre[kept] = own
    value, influence = effects.combined(weights - less, centre)
    held = int((less > 0).any(axis=1).sum())
    _, error = interval_of_units(value, float(np.sqrt((influence**2).sum())), min(units, held))
    return value, error, held


def _round(effects: UnitEffects, code: str, chosen: Bools, against: int) -> Alternative:
    part = replace(effects, since=chosen)
    members: Bools = np.any(chosen, axis=1)
    weights = even_weights(part, members)
    mean = float((weights * np.nan_to_num(effects.values)).sum())
    value, influence = effects.combined(weights, np.full(weights.shape, mean))
    error = float(np.sqrt((influence**2).sum()))
    interval, _ = interval_of_units(value, error, int(members.sum()))
    return Alternative(
        code,
        *ROUNDS[code],
        value if members.any() and np.isfinite(value) else None,
        interval,
        int(members.sum()),
        against,
    )


def _refusal(claim: Claim, why: Text) -> Study:
    return refused(claim, "repetition", ABOUT["repetition"], why, among_supported=True)
