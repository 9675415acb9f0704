"""The programme's plan: which projects, when, from which money, and how each ran."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.simulate.arrays import (
    Bools,
    Days,
    Ints,
    Texts,
    day,
    days_between,
    later,
    random_stream,
    systematic,
    texts,
    where_known,
)
from analysis.simulate.calibration import YEARS, Calibration, Stages
from analysis.simulate.establishments import NOT_FOUND

AS_OF = day(2025, 12, 31)
_NATIONAL_2014 = (day(2014, 4, 10), day(2014, 5, 5))


@dataclass(frozen=True, slots=True)
class Projects:
    """One element of each array for a project; `kind` indexes the calibration's kinds.

    A day is missing where the stage was not reached by the last day of the data. `second_source`
    is None for most. `stopped` marks projects that never finished. `due` is the day the work would
    be done without delay, however far it got.
    """

    ids: Texts
    year: Ints
    kind: Ints
    national: Bools
    second_source: Texts
    first_source: Texts
    serves: Ints
    registered: Days
    appraised: Days
    approved: Days
    contracted: Days
    due: Days
    accepted: Days
    settled: Days
    stopped: Bools
    delay: Texts

    def __len__(self) -> int:
        return len(self.ids)

    def place_day(self) -> Days:
        """Return the day that decides a project's place: approval, or else registration."""
        days: Days = np.where(np.isnat(self.approved), self.registered, self.approved)
        return days


def plan_projects(seed: int, settings: Calibration) -> Projects:
    """Return the projects of all plan years, in the order of their ids."""
    rng = random_stream(seed, "projects")
    year = np.repeat(np.array(YEARS), settings.programme.projects)
    count = len(year)
    kind = np.concatenate(
        [
            _kinds_of_year(rng, settings, plan_year, number)
            for plan_year, number in zip(YEARS, settings.programme.projects, strict=True)
        ]
    )
    national = _national(rng, settings, year, kind)
    summer = ~national & (rng.random(count) < settings.programme.second_tranche)
    registered, appraised, approved = _decisions(rng, year, national, summer)
    # A project still only planned has no approval; it comes from the last summer tranche.
    only_planned = (
        summer
        & (year == YEARS[-1])
        & (np.array([k.serves == (1, 1) for k in settings.kinds])[kind])
        & (rng.random(count) < 4 * settings.stages.planned_only_2025)
    )
    approved = np.where(only_planned, NOT_FOUND, approved)
    appraised = np.where(only_planned, NOT_FOUND, appraised)
    contracted, due, accepted, settled, stopped, delay = _progress(
        rng, settings, year, kind, approved
    )
    first, second = _sources(rng, settings, national, kind, approved)
    serial = np.concatenate([np.arange(1, n + 1) for n in settings.programme.projects])
    return Projects(
        ids=texts([f"DA-{y}-{n:03d}" for y, n in zip(year, serial, strict=True)]),
        year=year,
        kind=kind,
        national=national,
        first_source=first,
        second_source=second,
        serves=_serves(rng, settings, kind, national),
        registered=registered,
        appraised=appraised,
        approved=approved,
        contracted=contracted,
        due=due,
        accepted=accepted,
        settled=settled,
        stopped=stopped,
        delay=delay,
    )


def _kinds_of_year(rng: np.random.Generator, settings: Calibration, year: int, count: int) -> Ints:
    """Return the kinds of a year's projects: the scheduled ones, the rest by weight."""
    scheduled = [n for n, kind in enumerate(settings.kinds) if year in kind.years]
    weights = np.array(
        [0.0 if kind.years or kind.first_year > year else kind.weight for kind in settings.kinds]
    )
    drawn = systematic(rng, weights, count - len(scheduled))
    return rng.permutation(np.concatenate([np.array(scheduled, dtype=np.int64), drawn]))


def _national(rng: np.random.Generator, settings: Calibration, year: Ints, kind: Ints) -> Bools:
    """Return which projects national money leads: fewer than its share, as they are larger."""
    pull = np.array([k.national for k in settings.kinds])[kind]
    keys = np.where(pull > 0, np.log(np.maximum(pull, 1e-9)) + rng.gumbel(size=len(kind)), -np.inf)
    national = np.zeros(len(kind), dtype=bool)
    for plan_year, number, share in zip(
        YEARS, settings.programme.projects, settings.programme.national_share, strict=True
    ):
        wanted = round(0.7 * share * number)
        own = np.flatnonzero(year == plan_year)
        best = own[np.argsort(-keys[own], kind="stable")][:wanted]
        national[best] = np.isfinite(keys[best])
    return national


def _serves(rng: np.random.Generator, settings: Calibration, kind: Ints, national: Bools) -> Ints:
    low = np.array([k.serves[0] for k in settings.kinds])[kind]
    high = np.array([k.serves[1] for k in settings.kinds])[kind]
    serves = rng.integers(low, high + 1)
    machine = np.array([k.code == "MACHINE" for k in settings.kinds])[kind]
    group = national & machine & (rng.random(len(kind)) < settings.programme.national_group_share)
    return np.where(group, rng.integers(2, 4, len(kind)), serves).astype(np.int64)


def _decisions(
    rng: np.random.Generator, year: Ints, national: Bools, summer: Bools
) -> tuple[Days, Days, Days]:
    """Return registration, appraisal and approval days by kind of programme and tranche."""
    start = np.array([day(y, 1, 1) for y in range(2012, 2027)])
    this, before = start[year - 2012], start[year - 2013]
    # Day numbers within the year before (national, local) or the plan year (summer tranche).
    registered = np.select(
        [national, summer],
        [
            later(before, rng.integers(85, 139, len(year))),
            later(this, rng.integers(31, 125, len(year))),
        ],
        later(before, rng.integers(226, 300, len(year))),
    )
    appraised = later(registered, rng.integers(12, 34, len(year)))
    approved = np.select(
        [national, summer],
        [
            later(before, rng.integers(345, 430, len(year))),
            later(this, rng.integers(160, 240, len(year))),
        ],
        later(before, rng.integers(340, 415, len(year))),
    )
    # The circular that sets the national ceilings is in force from 8 April 2014.
    first_national = national & (year == 2014)
    span = np.full(len(year), _NATIONAL_2014[0]), np.full(len(year), _NATIONAL_2014[1])
    return registered, appraised, np.where(first_national, days_between(rng, *span), approved)


def _progress(
    rng: np.random.Generator, settings: Calibration, year: Ints, kind: Ints, approved: Days
) -> tuple[Days, Days, Days, Days, Bools, Texts]:
    """Return contract, due, acceptance and settlement days, who stopped, and why delayed."""
    count = len(year)
    stages: Stages = settings.stages
    shortest = np.array([k.days[0] for k in settings.kinds])[kind]
    longest = np.array([k.days[1] for k in settings.kinds])[kind]
    contracted = later(approved, rng.integers(8, 55, count))
    due = later(contracted, rng.integers(shortest, longest + 1))
    chance = np.select(
        [year == 2020, year == 2021, year == 2025],
        [stages.late_2020, stages.late_2021, stages.late_2025],
        stages.late_usual,
    )
    late = rng.random(count) < chance
    accepted = later(due, np.where(late, rng.integers(45, 210, count), 0))
    settled = later(accepted, rng.integers(8, 50, count))
    stopped = (rng.random(count) < stages.stopped) & ~np.isnat(approved) & (year < YEARS[-1])
    delay = _delay_reasons(rng, year, late | stopped)
    delay[np.isnat(approved)] = "late_plan"
    done = ~stopped & (accepted <= AS_OF)
    return (
        np.where(contracted <= AS_OF, contracted, NOT_FOUND),
        due,
        np.where(done, accepted, NOT_FOUND),
        np.where(done & (settled <= AS_OF), settled, NOT_FOUND),
        stopped,
        delay,
    )


def _delay_reasons(rng: np.random.Generator, year: Ints, delayed: Bools) -> Texts:
    usual = np.array(
        ["machine_delivery", "counterpart", "documents", "late_plan", "weather"], dtype=object
    )
    reasons: Texts = rng.choice(usual, len(year), p=[0.32, 0.28, 0.22, 0.1, 0.08])
    ruling = {2020: "weather", 2021: "pandemic", 2025: "boundary_change"}
    for special, reason in ruling.items():
        reasons[(year == special) & (rng.random(len(year)) < 0.7)] = reason
    return where_known(delayed, reasons)


def _sources(
    rng: np.random.Generator, settings: Calibration, national: Bools, kind: Ints, approved: Days
) -> tuple[Texts, Texts]:
    """Return the leading and the second source; no district pays after its abolition."""
    count, programme = len(national), settings.programme
    # A missing approval compares false: what is only planned in 2025 has no district left.
    districts = approved < day(2025, 7, 1)
    # What comes once for the whole province is the province's to pay.
    districts &= ~np.array([bool(k.years) for k in settings.kinds])[kind]
    by_district = ~national & districts & (rng.random(count) < programme.district_share)
    first = np.where(national, "national", np.where(by_district, "district", "provincial"))
    draw = rng.random(count)
    second = np.select(
        [
            national & (draw < programme.two_sources_national),
            ~national & ~by_district & districts & (draw < programme.two_sources_local),
        ],
        ["provincial", "district"],
        "",
    )
    return first.astype(object), where_known(second != "", second.astype(object))
