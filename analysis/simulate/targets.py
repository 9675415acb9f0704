"""Targets: what each year's plan asked of the province, and of some districts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.arrays import (
    Floats,
    Ints,
    Texts,
    is_known,
    random_stream,
    texts,
    where_known,
)
from analysis.simulate.calibration import MILLION, YEARS, Calibration
from analysis.simulate.kinds import FAIR_KINDS
from analysis.simulate.money import Funds
from analysis.simulate.products import SOURCE
from analysis.simulate.projects import Projects
from analysis.simulate.supports import Supports
from analysis.simulate.typed_frames import typed_frame

_PROVINCE = "51_v1"
# The districts whose own plans are known, as they were in those years; assumed.
_DISTRICTS = ("522_v2", "524_v1", "525_v2", "533_v1", "534_v2")
_DISTRICT_YEARS = tuple(range(2021, 2026))
_MONEY_STEP = 10 * MILLION


def plan_target_table(
    seed: int,
    settings: Calibration,
    projects: Projects,
    funds: Funds,
    supports: Supports,
    units: Texts,
    trainees: Floats,
    courses: pd.DataFrame,
) -> pd.DataFrame:
    """Return yearly targets of the province and, for money and projects, of some districts.

    `units` are the projects' units, `trainees` their learners, `courses` those of officers.
    """
    planned: Floats = np.bincount(
        funds.project, np.nan_to_num(funds.planned), len(projects)
    ).astype(np.float64)
    frames = [
        _usual(seed, projects, funds, supports),
        _more(seed, settings, projects, supports, trainees, courses),
        _districts(seed, projects, planned, units),
    ]
    return pd.concat(frames, ignore_index=True)


def _usual(seed: int, projects: Projects, funds: Funds, supports: Supports) -> pd.DataFrame:
    """Return the targets of money, projects and establishments."""
    rng = random_stream(seed, "targets")
    years = np.array(YEARS)
    money = np.bincount(
        projects.year[funds.project] - years[0], np.nan_to_num(funds.planned), len(years)
    )
    number = np.bincount(projects.year - years[0], minlength=len(years))
    pairs = np.unique(np.stack([projects.year[supports.project], supports.establishment]), axis=1)
    served = np.bincount(pairs[0] - years[0], minlength=len(years))
    ambition = rng.uniform(0.98, 1.14, (3, len(years)))
    return _frame(
        ("fund_total", "projects", "establishments"),
        [
            np.rint(money * ambition[0] / _MONEY_STEP) * _MONEY_STEP,
            np.rint(number * ambition[1]),
            np.rint(served * ambition[2]),
        ],
        years,
        _PROVINCE,
    )


def _more(
    seed: int,
    settings: Calibration,
    projects: Projects,
    supports: Supports,
    trainees: Floats,
    courses: pd.DataFrame,
) -> pd.DataFrame:
    """Return the targets of what the money is for: near what was done, mostly a little above."""
    rng = random_stream(seed, "more targets")
    years = np.array(YEARS)
    codes = np.array([k.code for k in settings.kinds])[projects.kind]

    def held(kinds: frozenset[str]) -> Ints:
        own = projects.year[np.isin(codes, list(kinds))]
        return np.bincount(own - years[0], minlength=len(years))

    machine = codes[supports.project] == "MACHINE"
    helped = np.bincount(projects.year[supports.project][machine] - years[0], minlength=len(years))
    trained = np.bincount(projects.year - years[0], np.nan_to_num(trainees), len(years))
    attended = courses.groupby(courses["held_on"].dt.year)["officer"].nunique()
    actual = {
        "workers_trained": np.rint(trained / 10) * 10,
        "tech_demo_models": held(frozenset({"MODEL_NEW", "MODEL_EXISTING"})),
        "machinery": helped,
        "technology_lines": held(frozenset({"TECH_LINE"})),
        "fairs_domestic": held(FAIR_KINDS),
        "officers_trained": attended.reindex(YEARS, fill_value=0).to_numpy(dtype=np.int64),
    }
    ambition = rng.uniform(0.9, 1.25, (len(actual), len(years)))
    wanted = [
        np.maximum(np.rint(done * more), 1)
        for done, more in zip(actual.values(), ambition, strict=True)
    ]
    return _frame(tuple(actual), wanted, years, _PROVINCE)


def _districts(seed: int, projects: Projects, planned: Floats, units: Texts) -> pd.DataFrame:
    """Return what some districts planned: money and projects; the last plan covers all 2025."""
    rng = random_stream(seed, "district targets")
    years = np.array(_DISTRICT_YEARS)
    frames = []
    for unit in _DISTRICTS:
        there = is_known(units) & (units == unit)
        number = np.array([int((there & (projects.year == year)).sum()) for year in years])
        money = np.array([planned[there & (projects.year == year)].sum() for year in years])
        # Projects approved after the districts were gone are in communes: plan on the year before.
        number[-1], money[-1] = max(number[-1], number[-2]), max(money[-1], money[-2])
        ambition = rng.uniform(0.9, 1.3, (2, len(years)))
        frames.append(
            _frame(
                ("fund_total", "projects"),
                [
                    np.maximum(np.rint(money * ambition[0] / _MONEY_STEP), 1) * _MONEY_STEP,
                    np.maximum(np.rint(number * ambition[1]), 1),
                ],
                years,
                unit,
            )
        )
    return pd.concat(frames, ignore_index=True)


def _frame(
    indicators: tuple[str, ...], values: list[Floats], years: Ints, unit: str
) -> pd.DataFrame:
    names = np.repeat(texts([*indicators]), len(years))
    all_years = np.tile(years, len(indicators))
    end = "" if unit == _PROVINCE else f"-{unit}"
    ids = [f"CT-{year}-{name}{end}" for name, year in zip(names, all_years, strict=True)]
    return typed_frame(
        "plan_target",
        {
            "target_id": texts([*ids]),
            "indicator": names,
            "year": all_years,
            # Every plan was made before its year, the last one by the former units.
            "unit_id": unit,
            "target_value": np.concatenate(values),
            "currency": where_known(names == "fund_total", texts(["VND"] * len(names))),
            "status": "simulated",
            "source": SOURCE,
        },
    )
