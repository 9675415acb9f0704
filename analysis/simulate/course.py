"""How projects were carried: officers, the ministry, contract days, settlement files, reports.

All assumed. Each part has a random stream of its own, so that none moves another's values.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Bools,
    Days,
    Floats,
    Texts,
    day,
    later,
    random_stream,
    where_known,
)
from analysis.simulate.calibration import MILLION, Calibration
from analysis.simulate.establishments import NOT_FOUND
from analysis.simulate.kinds import TRAINING_KINDS
from analysis.simulate.projects import AS_OF, Projects
from analysis.simulate.typed_frames import typed_frame

_CASE_OFFICERS = 18
_UNKNOWN = 0.03
_MINISTRY_LATE = 0.06
_FILED_IN_TIME = 0.82
_FILE_DAYS = 15  # after acceptance, Circular 36/2013
_COST_OF_A_LEARNER = 2.4 * MILLION
_LOCAL_REPORTING = 0.45  # of local projects
_REPORT_LATE, _REPORT_MISSING = 0.12, 0.07
_LAST_DAY_OF_REPORT = 24  # "before the 25th"
_STOPPED_AFTER = 200  # days of work on a project that was stopped


@dataclass(frozen=True, slots=True)
class Course:
    """One element of each array for a project; unknown or not reached is missing."""

    officer: Texts
    sent: Days
    due: Days
    filed: Days
    trainees: Floats


def carry_projects(
    seed: int, settings: Calibration, projects: Projects, grants: Floats, officers: Texts
) -> Course:
    """Return how each project was carried; `officers` are the codes known from their courses."""
    codes = np.array([k.code for k in settings.kinds])[projects.kind]
    return Course(
        officer=_officers(random_stream(seed, "case officers"), len(projects), officers),
        sent=_sent(random_stream(seed, "sent to the ministry"), projects),
        due=_due(random_stream(seed, "contract days"), projects),
        filed=_filed(random_stream(seed, "settlement files"), projects),
        trainees=_trainees(
            random_stream(seed, "trainees"),
            np.isin(codes, list(TRAINING_KINDS)) & ~np.isnat(projects.accepted),
            grants,
        ),
    )


def progress_report_table(seed: int, projects: Projects) -> pd.DataFrame:
    """Return the monthly reports of every national project and of some local ones.

    A report is asked for each month between contract and acceptance (or the last day of the
    data); some come late, some not at all.
    """
    rng = random_stream(seed, "progress reports")
    count = len(projects)
    reports = projects.national | (rng.random(count) < _LOCAL_REPORTING)
    start = projects.contracted
    end = np.where(np.isnat(projects.accepted), AS_OF, projects.accepted)
    end = np.where(
        projects.stopped, np.minimum(later(start, np.full(count, _STOPPED_AFTER)), AS_OF), end
    )
    own = np.flatnonzero(reports & ~np.isnat(start))
    first, last = start[own].astype("datetime64[M]"), end[own].astype("datetime64[M]")
    months = np.maximum((last - first).astype(np.int64), 0)
    project = np.repeat(own, months)
    step = np.arange(len(project)) - np.repeat(np.cumsum(months) - months, months)
    month = np.repeat(first, months) + step.astype("timedelta64[M]")
    late = rng.random(len(project)) < _REPORT_LATE
    on_day = np.where(
        late,
        _LAST_DAY_OF_REPORT + rng.integers(1, 12, len(project)),
        rng.integers(16, _LAST_DAY_OF_REPORT + 1, len(project)),
    )
    handed_in = later(month.astype("datetime64[D]"), on_day - 1)
    span = np.maximum((end - start)[project].astype(np.int64), 1)
    done = (handed_in - start[project]).astype(np.int64) / span
    told = np.round(np.clip(done * rng.uniform(0.75, 1.05, len(project)), 0, 1), 2)
    # Nobody reports less done than the month before.
    progress = pd.Series(told).groupby(project).cummax().to_numpy(dtype=np.float64)
    # The month of the contract asks for a report when some of its work came before the day.
    kept = (
        (handed_in > start[project])
        & (handed_in <= AS_OF)
        & (rng.random(len(project)) >= _REPORT_MISSING)
    )
    month = month[kept]
    return typed_frame(
        "progress_report",
        {
            "project_id": projects.ids[project[kept]],
            "year": month.astype("datetime64[Y]").astype(np.int64) + 1970,
            "month": month.astype(np.int64) % 12 + 1,
            "reported_on": handed_in[kept],
            "progress": progress[kept],
        },
    )


def _officers(rng: np.random.Generator, count: int, officers: Texts) -> Texts:
    """Return who had each project in hand: a few have many, some cases are not noted."""
    names = np.array(sorted(set(officers)), dtype=object)
    hands = rng.permutation(names)[:_CASE_OFFICERS]
    weight = rng.gamma(2.0, 1.0, len(hands))
    drawn = rng.choice(hands, count, p=weight / weight.sum())
    return where_known(rng.random(count) >= _UNKNOWN, drawn)


def _sent(rng: np.random.Generator, projects: Projects) -> Days:
    """Return when national files went to the ministry: soon after appraisal, mostly in time."""
    count = len(projects)
    days = later(projects.appraised, rng.integers(1, 9, count))
    last = np.array([day(int(year) - 1, 6, 14) for year in projects.year])
    usual = np.maximum(np.minimum(days, last), later(projects.appraised, np.ones(count, np.int64)))
    late = later(np.maximum(last, projects.appraised), rng.integers(1, 21, count))
    sent = np.where(rng.random(count) < _MINISTRY_LATE, late, usual)
    known = projects.national & (rng.random(count) >= _UNKNOWN)
    return np.where(known, sent, NOT_FOUND)


def _due(rng: np.random.Generator, projects: Projects) -> Days:
    """Return the contract's last day: what the work takes and some days to spare."""
    count = len(projects)
    due = later(projects.due, rng.integers(0, 21, count))
    known = ~np.isnat(projects.contracted) & (rng.random(count) >= _UNKNOWN)
    return np.where(known, due, NOT_FOUND)


def _filed(rng: np.random.Generator, projects: Projects) -> Days:
    """Return when the settlement file was handed in: after acceptance, before settlement."""
    count = len(projects)
    in_time = rng.random(count) < _FILED_IN_TIME
    wait = np.where(
        in_time, rng.integers(2, _FILE_DAYS + 1, count), rng.integers(_FILE_DAYS + 1, 46, count)
    )
    filed = later(projects.accepted, wait)
    before_settled = later(projects.settled, np.full(count, -1))
    filed = np.where(np.isnat(projects.settled), filed, np.minimum(filed, before_settled))
    known = (filed <= AS_OF) & (rng.random(count) >= _UNKNOWN)
    return np.where(known, filed, NOT_FOUND)


def _trainees(rng: np.random.Generator, held: Bools, grants: Floats) -> Floats:
    """Return the learners of courses that were held, some not noted."""
    count = len(grants)
    learners = np.maximum(np.rint(grants / _COST_OF_A_LEARNER * rng.uniform(0.8, 1.2, count)), 8)
    known = held & (rng.random(count) >= _UNKNOWN)
    return np.where(known, learners, np.nan)
