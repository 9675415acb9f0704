"""Money: what was planned, approved, accepted, settled and paid, and what owners added.

Amounts are whole đồng throughout, rounded as plans round them: to the million from fifty million
up, to a hundred thousand below.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.arrays import Days, Floats, Ints, Texts, is_known, later, random_stream
from analysis.simulate.calibration import MILLION, YEARS, Calibration
from analysis.simulate.ceilings import ceilings_on
from analysis.simulate.projects import AS_OF, Projects
from analysis.simulate.supports import Supports

_STEP = 100_000.0
_BY_ESTABLISHMENT = ("MACHINE", "AWARD_PROV")
_FACTOR_BOUNDS = (0.6, 1.6)


@dataclass(frozen=True, slots=True)
class Funds:
    """One element of each array for a project and source; NaN is unknown or not reached."""

    project: Ints
    source: Texts
    planned: Floats
    approved: Floats
    accepted: Floats
    settled: Floats


@dataclass(frozen=True, slots=True)
class Payments:
    """One element of each array for a payment; `fund` indexes the funds."""

    fund: Ints
    stage: Texts
    paid: Days
    amount: Floats


def grant_sizes(seed: int, settings: Calibration, projects: Projects) -> Floats:
    """Return the grant of each project in đồng, within the ceilings of its day.

    Each year's grants are scaled together towards the year's money; what stands at a ceiling or
    is set by rule stays.
    """
    rng = random_stream(seed, "grants")
    programme, kinds = settings.programme, settings.kinds
    codes = _codes(settings, projects)
    parts = np.where(np.isin(codes, _BY_ESTABLISHMENT), np.maximum(projects.serves, 1), 1)
    growth = (1 + programme.size_growth) ** (projects.year - programme.median_year)
    flexible = np.array([k.flexible for k in kinds])[projects.kind]
    size = (
        np.array([k.size for k in kinds])[projects.kind]
        * np.exp(
            rng.normal(0, 1, len(projects)) * np.array([k.spread for k in kinds])[projects.kind]
        )
        * np.where(projects.national, programme.national_size, 1.0)
        * np.where(flexible, growth, 1.0)
    )
    most, _ = ceilings_on(codes, projects.place_day(), projects.national, programme.local_ceiling)
    target = np.array(programme.money) * rng.normal(1, 0.02, len(YEARS))
    factor = np.ones(len(projects))
    for step, year in enumerate(YEARS):
        own = projects.year == year
        for _ in range(8):
            total = (np.minimum(size * factor, most) * parts)[own].sum()
            gap = target[step] - total
            movable = (np.minimum(size * factor, most) * parts)[own & flexible].sum()
            factor[own & flexible] *= 1 + gap / movable
        factor[own] = np.clip(factor[own], *_FACTOR_BOUNDS)
    each = _rounded(np.minimum(size * factor, most) * MILLION)
    grants: Floats = np.minimum(each, most * MILLION) * parts
    return grants


def support_amounts(
    seed: int, settings: Calibration, projects: Projects, supports: Supports, grants: Floats
) -> tuple[Floats, Floats]:
    """Return each support's grant and the owner's counterpart in đồng; some are not known."""
    rng = random_stream(seed, "supports")
    codes = _codes(settings, projects)[supports.project]
    equal = np.isin(codes, _BY_ESTABLISHMENT)
    weight = np.where(equal, 1.0, rng.uniform(0.7, 1.3, len(supports)))
    whole = np.bincount(supports.project, weight, minlength=len(projects))
    grant = np.floor(grants[supports.project] * weight / whole[supports.project] / _STEP) * _STEP
    # What rounding left over goes to a project's last support.
    left = grants - np.bincount(supports.project, grant, minlength=len(projects))
    last = np.append(supports.project[1:] != supports.project[:-1], True)
    grant = grant + np.where(last, left[supports.project], 0.0)

    kind = projects.kind[supports.project]
    usual = np.array([k.ratio for k in settings.kinds])[kind]
    _, share = ceilings_on(
        codes,
        projects.place_day()[supports.project],
        projects.national[supports.project],
        settings.programme.local_ceiling,
    )
    least = np.where(usual > 0, 1 / share - 1, 0.0)
    ratio = usual * np.exp(rng.normal(0, 0.5, len(supports)))
    for _ in range(12):
        added = np.maximum(ratio, least) * grant
        bought = usual >= 1
        gap = settings.programme.leverage * grant.sum() - added.sum()
        ratio = np.where(bought, ratio * (1 + gap / added[bought].sum()), ratio)
    counterpart = np.ceil(np.maximum(ratio, least) * grant / _STEP) * _STEP
    unknown = (rng.random(len(supports)) < 0.015) & (usual > 0)
    return grant, np.where(unknown, np.nan, counterpart)


def fund_amounts(seed: int, settings: Calibration, projects: Projects, grants: Floats) -> Funds:
    """Return the money of each project by source; a project with two sources has two rows."""
    rng = random_stream(seed, "funds")
    stages, count = settings.stages, len(projects)
    decided = ~np.isnat(projects.approved)
    above = rng.random(count) < stages.planned_above_approved
    below = ~above & (rng.random(count) < 0.03)
    planned_ratio = np.select(
        [above, below], [rng.uniform(1.01, 1.09, count), rng.uniform(0.93, 0.99, count)], 1.0
    )
    planned_unknown = (rng.random(count) < stages.planned_unknown) & decided
    in_full = rng.random(count) < stages.accepted_in_full
    accepted_ratio = np.where(in_full, 1.0, rng.uniform(0.82, 0.99, count))
    settled_ratio = np.where(rng.random(count) < 0.88, 1.0, rng.uniform(0.97, 0.998, count))
    second_share = rng.uniform(0.25, 0.5, count)

    two = np.flatnonzero(is_known(projects.second_source))
    project = np.concatenate([np.arange(count), two])
    is_second = np.arange(len(project)) >= count
    order = np.lexsort((is_second, project))
    project, is_second = project[order], is_second[order]
    has_two = np.isin(project, two)
    second = np.floor(grants * second_share / _STEP)[project] * _STEP
    approved = np.where(is_second, second, grants[project] - np.where(has_two, second, 0.0))
    planned = np.rint(approved * planned_ratio[project] / _STEP) * _STEP
    accepted = np.floor(approved * accepted_ratio[project] / _STEP) * _STEP
    accepted = np.where(np.isnat(projects.accepted[project]), np.nan, accepted)
    settled = np.floor(accepted * settled_ratio[project] / 1000) * 1000
    return Funds(
        project=project,
        source=np.where(is_second, projects.second_source[project], projects.first_source[project]),
        planned=np.where(planned_unknown[project], np.nan, planned),
        approved=np.where(decided[project], approved, np.nan),
        accepted=accepted,
        settled=np.where(np.isnat(projects.settled[project]), np.nan, settled),
    )


def pay(seed: int, settings: Calibration, projects: Projects, funds: Funds) -> Payments:
    """Return all payments up to the last day of the data, in the order they were made."""
    rng = random_stream(seed, "payments")
    stages, count = settings.stages, len(funds.project)
    contracted, settled_on = projects.contracted[funds.project], projects.settled[funds.project]
    advanced_on = later(contracted, rng.integers(5, 30, count))
    draws = (rng.random(len(projects)) < stages.advance_share)[funds.project]
    share = rng.uniform(0.3, stages.advance_most, len(projects))[funds.project]
    advance = np.floor(funds.approved * share / _STEP) * _STEP
    paid_ahead = draws & (advanced_on <= AS_OF) & (advance > 0)
    advance = np.where(paid_ahead, advance, 0.0)

    balance = np.where(np.isnan(funds.settled), 0.0, funds.settled - advance)
    balanced_on = np.minimum(later(settled_on, rng.integers(0, 15, count)), AS_OF)
    # A stopped project gives its advance back, sometimes only part of it so far.
    returned = np.where((rng.random(len(projects)) < 0.7)[funds.project], 1.0, 0.6)
    back = np.where(
        projects.stopped[funds.project], np.floor(advance * returned / _STEP) * _STEP, 0.0
    )
    back_on = later(contracted, rng.integers(200, 480, count))
    back = np.where(back_on <= AS_OF, back, 0.0)
    # An advance above what was settled comes back too.
    over = np.maximum(-balance, 0.0)
    parts = [
        ("advance", advance, advanced_on),
        ("balance", np.maximum(balance, 0.0), balanced_on),
        ("recovery", back, back_on),
        ("recovery", over, balanced_on),
    ]
    fund = np.concatenate([np.flatnonzero(amount > 0) for _, amount, _ in parts])
    stage = np.concatenate(
        [np.full(int((amount > 0).sum()), name, dtype=object) for name, amount, _ in parts]
    )
    paid = np.concatenate([days[amount > 0] for _, amount, days in parts])
    amounts = np.concatenate([amount[amount > 0] for _, amount, _ in parts])
    order = np.argsort(paid, kind="stable")
    return Payments(fund[order], stage[order], paid[order], amounts[order])


def _codes(settings: Calibration, projects: Projects) -> Texts:
    codes: Texts = np.array([k.code for k in settings.kinds], dtype=object)[projects.kind]
    return codes


def _rounded(amount: Floats) -> Floats:
    step = np.where(amount >= 50 * MILLION, MILLION, _STEP)
    result: Floats = np.rint(amount / step) * step
    return result
