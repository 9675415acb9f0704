"""The smaller tables: denominators, difficulties and officers' training."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Days,
    Ints,
    day,
    days_between,
    is_known,
    later,
    random_stream,
    texts,
    where_known,
)
from analysis.simulate.calibration import YEARS
from analysis.simulate.conditions import conditions
from analysis.simulate.establishments import NOT_FOUND, Establishments
from analysis.simulate.places import Places
from analysis.simulate.products import SOURCE
from analysis.simulate.projects import AS_OF, Projects
from analysis.simulate.supports import Supports
from analysis.simulate.typed_frames import typed_frame

_DIFFICULTIES = ("capital", "land", "technology", "labour", "market", "procedure", "environment")
_DIFFICULTY_SHARES = (0.30, 0.12, 0.13, 0.14, 0.16, 0.11, 0.04)
_DIFFICULTY_OF_DELAY = {
    "late_plan": "procedure",
    "machine_delivery": "technology",
    "counterpart": "capital",
    "documents": "procedure",
    "weather": "environment",
    "pandemic": "market",
    "boundary_change": "procedure",
}
_RESPONSIBLE = ("Sở Công Thương", "Trung tâm Khuyến công", "UBND cấp huyện", "UBND cấp xã")
_COURSES = (
    "Nghiệp vụ khuyến công",
    "Lập và thẩm định đề án",
    "Sản xuất sạch hơn",
    "Khảo sát cơ sở công nghiệp nông thôn",
    "Sử dụng số liệu khuyến công",
)
_OFFICERS = 60


def unit_year_table(seed: int, people: Establishments, places: Places) -> pd.DataFrame:
    """Return eligible establishments and conditions of districts, in 2025 of communes."""
    years: list[int] = []
    units: list[str | None] = []
    counts: list[int] = []
    for year in YEARS:
        last = day(year, 12, 31)
        open_ = (people.founded <= last) & (np.isnat(people.closed) | (people.closed > last))
        known = np.flatnonzero(people.eligible & open_ & (people.home >= 0))
        there = places.on(people.home[known], np.full(len(known), last))
        every_home = np.arange(len(places.weight))
        valid = places.on(every_home, np.full(len(every_home), last))
        for unit in sorted(set(valid)):
            years.append(year)
            units.append(unit)
            counts.append(int((there == unit).sum()))
    ids, when = texts(units), np.array(years)
    found = conditions(seed, places, ids, when)
    return typed_frame(
        "unit_year",
        {
            "unit_id": ids,
            "year": when,
            "eligible_establishments": np.array(counts),
            "poverty_rate": found.poverty_rate,
            "minority_share": found.minority_share,
            "priority_area": found.priority_area,
            "status": "simulated",
            "source": SOURCE,
        },
    )


def difficulty_table(
    seed: int,
    people: Establishments,
    places: Places,
    projects: Projects,
    supports: Supports,
) -> pd.DataFrame:
    """Return difficulties: of delayed projects, and raised by establishments on their own."""
    rng = random_stream(seed, "difficulties")
    delayed = np.flatnonzero(is_known(projects.delay) & ~np.isnat(projects.contracted))
    first = np.full(len(projects), -1)
    first[supports.project[::-1]] = supports.establishment[::-1]
    own_days = later(projects.contracted[delayed], rng.integers(20, 90, len(delayed)))
    own_days = np.minimum(own_days, AS_OF)

    voices = _voices(rng, people)
    voice_days = _voice_days(rng, people, voices)
    who = np.concatenate([first[delayed], voices])
    raised = np.concatenate([own_days, voice_days])
    project = np.concatenate([delayed, np.full(len(voices), -1)])
    kind = np.concatenate(
        [
            texts([_DIFFICULTY_OF_DELAY[reason] for reason in projects.delay[delayed]]),
            rng.choice(
                np.array(_DIFFICULTIES, dtype=object), len(voices), p=list(_DIFFICULTY_SHARES)
            ),
        ]
    )
    # Where a delayed project serves no one establishment, the place stays unknown.
    venue = np.where(who >= 0, people.home[who], -1)
    resolved = later(raised, rng.integers(10, 400, len(who)))
    settled = (rng.random(len(who)) < 0.8) & (resolved <= AS_OF)
    order = np.argsort(raised, kind="stable")
    return typed_frame(
        "difficulty",
        {
            "difficulty_id": texts([f"KK-{n:04d}" for n in range(1, len(who) + 1)]),
            "kind": kind[order],
            "establishment_id": where_known(who >= 0, people.ids[who])[order],
            "project_id": where_known(project >= 0, projects.ids[project])[order],
            "unit_id": places.on(venue, raised)[order],
            "raised_on": raised[order],
            "resolved_on": np.where(settled, resolved, NOT_FOUND)[order],
            "responsible": rng.choice(np.array(_RESPONSIBLE, dtype=object), len(who)),
        },
    )


def officer_training_table(seed: int, places: Places) -> pd.DataFrame:
    """Return courses attended by officers, who are codes: each belongs to one place."""
    rng = random_stream(seed, "officers")
    home = rng.choice(len(places.weight), _OFFICERS, p=places.weight / places.weight.sum())
    year = np.repeat(np.array(YEARS), [8 + step for step in range(len(YEARS))])
    officer = rng.integers(0, _OFFICERS, len(year))
    start = np.array([day(y, 3, 1) for y in YEARS])[year - YEARS[0]]
    end = np.array([day(y, 11, 30) for y in YEARS])[year - YEARS[0]]
    held = np.sort(days_between(rng, start, end))
    return typed_frame(
        "officer_training",
        {
            "training_id": texts([f"BD-{n:04d}" for n in range(1, len(year) + 1)]),
            "officer": texts([f"CB-{n + 1:03d}" for n in officer]),
            "unit_id": places.on(home[officer].astype(np.int64), held),
            "topic": rng.choice(np.array(_COURSES, dtype=object), len(year)),
            "held_on": held,
            "hours": rng.choice(np.array([8.0, 16.0, 24.0, 40.0]), len(year)),
        },
    )


def _voices(rng: np.random.Generator, people: Establishments) -> Ints:
    """Return the establishments that raise something, known place or not."""
    return rng.choice(np.flatnonzero(people.eligible), 320, replace=False).astype(np.int64)


def _voice_days(rng: np.random.Generator, people: Establishments, voices: Ints) -> Days:
    """Return a day in the life of each, within the years of the programme."""
    first = np.maximum(people.founded[voices], day(2014, 1, 1))
    last = np.where(np.isnat(people.closed[voices]), AS_OF, people.closed[voices])
    return days_between(rng, np.minimum(first, last), last)
