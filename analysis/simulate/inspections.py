"""Inspections: food makers are visited more often, some never; a few violations stay open."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.simulate.arrays import Days, day, days_between, later, random_stream, texts
from analysis.simulate.establishments import NOT_FOUND, Establishments
from analysis.simulate.products import SOURCE
from analysis.simulate.projects import AS_OF
from analysis.simulate.typed_frames import typed_frame

# Mean number in the eight years recorded, and what is found; assumed.
_FIRST_DAY = day(2018, 1, 1)
_MEAN_FOOD = 1.1
_MEAN_OTHER = 0.35
_VIOLATION = 0.12
_SETTLED = 0.8
_UNKNOWN_FINDING = 0.03
_SUBJECTS = np.array(
    ["food_safety", "quality", "environment", "labour", "tax", "other"], dtype=object
)
_SHARES_FOOD = [0.5, 0.15, 0.12, 0.08, 0.1, 0.05]
_SHARES_OTHER = [0.0, 0.2, 0.3, 0.2, 0.2, 0.1]


def inspection_table(seed: int, people: Establishments) -> pd.DataFrame:
    """Return the inspections of 2018 to the end of the data, within the life of each."""
    rng = random_stream(seed, "inspections")
    mean = np.where(people.makes_food, _MEAN_FOOD, _MEAN_OTHER)
    who = np.repeat(np.arange(len(people)), rng.poisson(mean))
    held = _days(rng, people.founded[who], people.closed[who])
    food = people.makes_food[who]
    subject = np.where(
        food,
        rng.choice(_SUBJECTS, len(who), p=_SHARES_FOOD),
        rng.choice(_SUBJECTS, len(who), p=_SHARES_OTHER),
    )
    violated = rng.random(len(who)) < _VIOLATION
    finding = np.where(violated, "violation", "no_violation").astype(object)
    finding[rng.random(len(who)) < _UNKNOWN_FINDING] = None
    settled = later(held, rng.integers(10, 240, len(who)))
    done = (finding == "violation") & (rng.random(len(who)) < _SETTLED) & (settled <= AS_OF)
    order = np.flatnonzero(~np.isnat(held))
    order = order[np.argsort(held[order], kind="stable")]
    # One inspection a day and subject: a second one would be the same row.
    key = pd.DataFrame({"who": who[order], "held": held[order], "subject": subject[order]})
    order = order[~key.duplicated().to_numpy()]
    return typed_frame(
        "inspection",
        {
            "inspection_id": texts([f"KT-{n:05d}" for n in range(1, len(order) + 1)]),
            "establishment_id": people.ids[who][order],
            "inspected_on": held[order],
            "subject": subject[order],
            "result": finding[order],
            "settled_on": np.where(done, settled, NOT_FOUND)[order],
            "source": SOURCE,
        },
    )


def _days(rng: np.random.Generator, founded: Days, closed: Days) -> Days:
    """Return a day in each life since the first one recorded; missing where there is none."""
    first = np.maximum(founded, _FIRST_DAY)
    last = np.where(np.isnat(closed), AS_OF, closed)
    held = days_between(rng, np.minimum(first, last), last)
    within: Days = np.where(first <= last, held, NOT_FOUND)
    return within
