"""Where payments of an open plan year will end, and how the same method did in past years.

The method is the incremental (additive) one of loss reserving: what share of the plan comes after a
given month is taken from earlier years, and added to what has been paid by then. It is the idea of
Bornhuetter and Ferguson (1972), "The Actuary and IBNR", Proceedings of the Casualty Actuarial
Society 59, with the plan as the prior measure of size. The interval is the Student-t prediction
interval of one more draw from the earlier years' increments (e.g. Geisser 1993, "Predictive
Inference", ch. 2): mean ± t(n−1) · s · sqrt(1 + 1/n).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd
import scipy

from analysis.measures.absorption import CLOSING, absorption_pace, step_over
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FEWEST_YEARS = 3
"""Fewer earlier years than this give no interval worth the name."""

STATED, WIDE = 0.80, 0.95
"""The levels of the intervals: the one that is stated, and a wider one beside it."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How a plan year was paid: `shares[step]` of the plan by the end of steps 0 to 13.

    Steps that are not over at the data's day are left out, so a closed year has fourteen. `paid`
    is all that was paid by the data's day, `plan` and `projects` what the shares are of.
    """

    year: int
    plan: int
    paid: int
    shares: tuple[float, ...]
    projects: int
    undated_projects: int

    @property
    def closed(self) -> bool:
        """Whether the January after the year is over."""
        return len(self.shares) > CLOSING

    @property
    def final(self) -> float:
        """The share paid when the year closed; raises IndexError for an open one."""
        return self.shares[CLOSING]


@dataclass(frozen=True, slots=True)
class Projection:
    """The share of a plan that will be paid by closing; intervals by level, and the years used."""

    month: int
    share: float
    intervals: Mapping[float, tuple[float, float]]
    years: tuple[int, ...]


def earlier_years(paces: Sequence[Pace], year: int, month: int) -> list[Pace]:
    """Return the years that had closed by the end of a month of a plan year.

    At month 0, the end of December, the year just over still has its January before it.
    """
    latest = year - 1 if month >= 1 else year - 2
    return [pace for pace in paces if pace.closed and pace.year <= latest]


def project(pace: Pace, month: int, paces: Sequence[Pace], floor: float) -> Projection | None:
    """Project a year's share at closing from what was paid by the end of a month.

    `floor` is the share already paid, below which nothing is projected. None with fewer than three
    earlier years: then nothing can be told yet.
    """
    before = earlier_years(paces, pace.year, month)
    if len(before) < FEWEST_YEARS:
        return None
    to_come = np.array([earlier.final - earlier.shares[month] for earlier in before])
    centre = pace.shares[month] + float(to_come.mean())
    spread = float(to_come.std(ddof=1)) * math.sqrt(1 + 1 / len(to_come))
    intervals = {}
    for level in (STATED, WIDE):
        half = float(scipy.stats.t.ppf((1 + level) / 2, len(to_come) - 1)) * spread
        intervals[level] = (max(centre - half, floor), max(centre + half, floor))
    return Projection(
        month, max(centre, floor), intervals, tuple(earlier.year for earlier in before)
    )


def paces_by_currency(snapshot: Snapshot, scope: Scope) -> dict[str, list[Pace]]:
    """Return the pace of every plan year with a plan, by currency, oldest first.

    The scope's choice of years is set aside: earlier years are what a projection is made from.
    """
    frame = absorption_pace(snapshot, replace(scope, years=()))
    found: dict[str, list[Pace]] = {}
    for (currency, year), rows in frame.groupby(["currency", "year"], sort=True):
        plan = rows["plan"].iloc[0]
        if pd.isna(plan) or int(plan) <= 0:
            continue
        over = rows[rows["complete"].astype(bool)]
        found.setdefault(str(currency), []).append(
            Pace(
                int(str(year)),
                int(plan),
                int(rows["paid_so_far"].iloc[-1]),
                # Whole amounts are divided here once, so that equal amounts are equal shares.
                tuple(int(paid) / int(plan) for paid in over["paid_so_far"]),
                int(rows["projects"].iloc[0]),
                int(rows["undated_projects"].iloc[0]),
            )
        )
    return found


def open_years(paces: Sequence[Pace], as_of: date) -> list[Pace]:
    """Return the plan years that have begun and are not closed at a day, oldest first."""
    return [
        pace
        for pace in paces
        if pace.year <= as_of.year and not step_over(pace.year, CLOSING, as_of)
    ]
