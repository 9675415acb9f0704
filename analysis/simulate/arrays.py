"""The array types of the simulation, its random streams, and sampling that uses them."""

from __future__ import annotations

import zlib

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]
Days = npt.NDArray[np.datetime64]
Texts = npt.NDArray[np.object_]

DAY = "datetime64[D]"


def random_stream(seed: int, purpose: str) -> np.random.Generator:
    """Return the generator of one purpose, so that a change in one part leaves the others be."""
    return np.random.default_rng([seed, zlib.crc32(purpose.encode())])


def day(year: int, month: int, day_of_month: int) -> np.datetime64:
    """Return a calendar day as numpy holds it."""
    return np.datetime64(f"{year:04d}-{month:02d}-{day_of_month:02d}", "D")


def year_of(days: Days) -> Ints:
    """Return the calendar years of days; a missing day gives a large negative number."""
    return days.astype("datetime64[Y]").astype(np.int64) + 1970


def days_between(rng: np.random.Generator, first: Days, last: Days) -> Days:
    """Return one uniform day from each first to each last day, both included."""
    width = (last - first).astype(np.int64)
    moved: Days = first + rng.integers(0, width + 1).astype("timedelta64[D]")
    return moved


def later(days: Days, count: Ints) -> Days:
    """Return the days moved by whole numbers of days."""
    moved: Days = days + count.astype("timedelta64[D]")
    return moved


def weighted_order(rng: np.random.Generator, log_weights: Floats) -> Ints:
    """Return all indices in the order of a weighted draw without replacement (Gumbel keys)."""
    keys = log_weights + rng.gumbel(size=len(log_weights))
    order: Ints = np.argsort(-keys, kind="stable").astype(np.int64)
    return order


def systematic(rng: np.random.Generator, weights: Floats, count: int) -> Ints:
    """Return `count` choices by weight, in random order, as even as the weights allow."""
    points = (np.arange(count) + rng.random()) / max(count, 1)
    chosen = np.searchsorted(np.cumsum(weights) / weights.sum(), points, side="right")
    return rng.permutation(np.minimum(chosen, len(weights) - 1)).astype(np.int64)


def texts(values: list[str | None]) -> Texts:
    """Return texts as an array of objects, unknown ones as None."""
    result: Texts = np.array([*values, None], dtype=object)[:-1]
    return result


def where_known(known: Bools, values: Texts) -> Texts:
    """Return the texts where known, None elsewhere."""
    result: Texts = np.array(values, dtype=object)
    result[~known] = None
    return result


def is_known(values: Texts) -> Bools:
    """Return which texts are there."""
    return np.array([value is not None for value in values], dtype=bool)
