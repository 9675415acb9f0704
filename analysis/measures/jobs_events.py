"""Years of support, and the jobs at the establishment before, during and after each of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.measures.jobs_columns import CountedIn
from analysis.measures.jobs_panel import Bools, Floats, Ints, JobPanel, job_panel
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


@dataclass(frozen=True, slots=True)
class Events:
    """Years of support inside a scope, one row per establishment and year, n of them.

    `frame` has establishment_no, year, activity, fund_source, district, industry, size, currency,
    grant_amount (NaN where unknown), founded_year and closed_year. `cluster` (n,) numbers the
    establishments from zero; `last_year` is the last year anybody reported for, None without any.
    """

    frame: pd.DataFrame
    cluster: Ints
    last_year: int | None
    panel: JobPanel

    @property
    def years(self) -> Ints:
        """The years of support, (n,)."""
        return self.frame["year"].to_numpy(dtype=np.int64)


def job_events(snapshot: Snapshot, scope: Scope) -> Events:
    """Return the years of support inside a scope with the reports of their establishments."""
    frame = ask(snapshot, scope, "job_events")
    numbers, cluster = np.unique(
        frame["establishment_no"].to_numpy(dtype=np.int64), return_inverse=True
    )
    panel = job_panel(snapshot, numbers, only_supported=True)
    return Events(frame, cluster, panel.years[-1] if panel.years else None, panel)


def jobs_at(events: Events, unit: CountedIn, since: int) -> Floats:
    """Return jobs `since` years after each year of support, (n,); NaN where not known.

    An establishment not founded yet had none, one closed by then has none: that is known without a
    report. A report there is goes before both.
    """
    found = np.full(len(events.frame), np.nan)
    at = events.years + since
    for year in range(int(at.min()), int(at.max()) + 1) if len(at) else ():
        here = at == year
        found[here] = events.panel.reported(unit, year)[events.cluster[here]]
    founded = _years(events, "founded_year")
    nothing = np.isnan(found) & ((founded > at) | closed_by(events, since))
    return np.where(nothing & ~too_early(events, since), 0.0, found)


def closed_by(events: Events, since: int) -> Bools:
    """Tell whose establishment has closed `since` years after the year of support, (n,)."""
    closed: Bools = _years(events, "closed_year") <= events.years + since
    return closed


def too_early(events: Events, since: int) -> Bools:
    """Tell for which years of support nobody can have reported yet, (n,)."""
    if events.last_year is None:
        return np.ones(len(events.frame), dtype=np.bool_)
    early: Bools = events.years + since > events.last_year
    return early


def per_establishment(events: Events, chosen: Bools, *values: Floats) -> tuple[Floats, ...]:
    """Return each of the values (n,) summed by establishment over the chosen rows, (m,).

    Establishments without a chosen row are left out; m is how many have one.
    """
    who = events.cluster[chosen]
    present = np.bincount(who) > 0
    sums: list[Floats] = [
        np.bincount(who, weights=one[chosen])[present].astype(np.float64) for one in values
    ]
    return tuple(sums)


def _years(events: Events, column: str) -> Floats:
    return events.frame[column].to_numpy(dtype=np.float64, na_value=np.nan)
