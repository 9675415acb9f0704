"""What each establishment would do without support: latent productivity and workers by year.

Conditional on industry, size class and area, unsupported paths are parallel in expectation; taken
all together they are not, because industries and sizes grow apart and meet shocks differently.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.geography.reference_files import reference_rows
from analysis.simulate.arrays import Floats, Ints, random_stream
from analysis.simulate.calibration import PANEL_YEARS
from analysis.simulate.establishments import Establishments
from analysis.simulate.products import INDUSTRIES

# All assumed: đồng of value added a worker in 2013, and yearly changes in logs.
VALUE_ADDED_PER_WORKER_2013 = 46e6
_REAL_GROWTH = 0.02
_SIZE_TREND = {"micro": 0.0, "small": 0.008, "medium": 0.012, "large": 0.012}
_WORKERS_TREND = 0.004
_STORM_2020 = -0.04
_REBOUND_2022 = 0.6
_PRODUCTIVITY_NOISE = (0.5, 0.10)
_WORKERS_NOISE = (0.7, 0.07)


@dataclass(frozen=True, slots=True)
class Paths:
    """Unsupported potential values, establishments by panel years.

    `per_worker` is value added a worker in đồng of the year, `workers` persons before rounding;
    `value_share` is value added ÷ revenue. `rounding` is an establishment's own threshold, so that
    whole persons are right on average and both potential values are rounded alike.
    """

    per_worker: Floats
    workers: Floats
    value_share: Floats
    rounding: Floats

    def whole(self, workers: Floats) -> Ints:
        """Return persons as whole numbers, at least one."""
        counted = np.floor(workers + self.rounding[:, None]).astype(np.int64)
        return np.maximum(counted, 1)


def untreated_paths(seed: int, people: Establishments) -> Paths:
    """Return the unsupported paths of all establishments over the panel years."""
    rng = random_stream(seed, "paths")
    count, years = len(people), np.array(PANEL_YEARS)
    steps = years - years[0]
    trend = np.array([e.trend for e in INDUSTRIES])[people.industry]
    size_trend = np.array([_SIZE_TREND[size] for size in people.size_class()])
    shocks = np.cumsum(rng.normal(0, 0.015, (len(INDUSTRIES), len(years))), axis=1)
    pandemic = np.array([e.pandemic for e in INDUSTRIES])[people.industry]
    pandemic_years = np.select(
        [years == 2020, years == 2021, years == 2022], [0.4, 1.0, 1.0 - _REBOUND_2022], 0.0
    )
    storm = np.where(people.mountain, 0.5, 1.0)[:, None] * (years == 2020) * _STORM_2020
    log_per_worker = (
        np.log(VALUE_ADDED_PER_WORKER_2013)
        + people.base_productivity[:, None]
        + (_price_log(years) + _REAL_GROWTH * steps)
        + (trend + size_trend)[:, None] * steps
        + shocks[people.industry]
        + pandemic[:, None] * pandemic_years
        + storm
        + _autoregression(rng, (count, len(years)), *_PRODUCTIVITY_NOISE)
    )
    log_workers = (
        people.base_workers[:, None]
        + (_WORKERS_TREND + 0.5 * size_trend + 0.2 * trend)[:, None] * steps
        + 0.7 * pandemic[:, None] * pandemic_years
        + _autoregression(rng, (count, len(years)), *_WORKERS_NOISE)
    )
    share = 0.30 * np.exp(rng.normal(0, 0.22, count))
    return Paths(
        per_worker=np.exp(log_per_worker),
        workers=np.exp(log_workers),
        value_share=np.clip(share, 0.12, 0.65),
        rounding=rng.random(count),
    )


def _price_log(years: Ints) -> Floats:
    """Return log consumer prices relative to the first year."""
    growth = {
        int(row["year"]): float(row["annual_average_cpi_growth_pct"]) / 100
        for row in reference_rows("price_index_cpi")
    }
    steps = [0.0, *(np.log1p(growth[int(year)]) for year in years[1:])]
    return np.cumsum(np.array(steps))


def _autoregression(
    rng: np.random.Generator, shape: tuple[int, int], memory: float, spread: float
) -> Floats:
    """Return stationary first-order noise, rows independent."""
    noise = rng.normal(0, spread, shape)
    path = np.empty(shape)
    path[:, 0] = noise[:, 0]
    for step in range(1, shape[1]):
        path[:, step] = memory * path[:, step - 1] + np.sqrt(1 - memory**2) * noise[:, step]
    return path
