"""When outcome records come in: most by the day asked for, some late, some without a date."""

from __future__ import annotations

import numpy as np

from analysis.simulate.arrays import Days, Ints, day, later, random_stream
from analysis.simulate.calibration import YEARS, Reporting
from analysis.simulate.establishments import NOT_FOUND
from analysis.simulate.places import Places


def reporting_days(
    seed: int, settings: Reporting, places: Places, homes: Ints, years: Ints
) -> Days:
    """Return the day each record came in, NaT where it was not noted.

    `homes` and `years` have one element a record; homes index the places, -1 where unknown.
    Districts differ in how often they are late. Records of the last year are all undated: the day
    they are asked for lies after the day the data run to.
    """
    # Its own stream: drawing these days moves no other value of the province.
    rng = random_stream(seed, "reporting days")
    count = len(homes)
    districts, district = np.unique(places.district.astype(str), return_inverse=True)
    usual = rng.beta(
        settings.late * settings.evenness, (1 - settings.late) * settings.evenness, len(districts)
    )
    late_share = np.where(homes >= 0, usual[district[homes]], settings.late)
    late = rng.random(count) < late_share
    due = np.array([day(int(year) + 1, 3, 31) for year in range(years.min(), years.max() + 1)])[
        years - years.min()
    ]
    early = -np.rint(80 * rng.beta(1.2, 3.0, count)).astype(np.int64)
    delay = 1 + np.rint(rng.exponential(settings.days_late, count)).astype(np.int64)
    days = later(due, np.where(late, np.minimum(delay, 270), early))
    undated = (rng.random(count) < settings.undated) | (years == YEARS[-1])
    days[undated] = NOT_FOUND
    return days
