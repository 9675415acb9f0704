"""Jobs reported, laid out by year and establishment, so that years can be held side by side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.measures.jobs_columns import UNITS, CountedIn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class JobPanel:
    """Jobs by year and establishment.

    `years` are all years anybody reported for, in order. `jobs[unit]` is (span, E), one row for
    each calendar year from the first of them to the last, NaN where not reported; `derived` (span,
    E) tells full-time equivalents that were not reported but derived.
    """

    years: tuple[int, ...]
    jobs: Mapping[CountedIn, Floats]
    derived: Bools

    def reported(self, unit: CountedIn, year: int) -> Floats:
        """Return jobs of each establishment in a year, (E,); NaN outside the years there are."""
        place = year - self.years[0] if self.years else -1
        rows = self.jobs[unit]
        return rows[place] if 0 <= place < len(rows) else np.full(rows.shape[1], np.nan)

    def derived_in(self, year: int) -> Bools:
        """Return whose full-time equivalents of a year were derived, (E,)."""
        place = year - self.years[0] if self.years else -1
        inside = 0 <= place < len(self.derived)
        return self.derived[place] if inside else np.zeros(self.derived.shape[1], dtype=np.bool_)


def job_panel(snapshot: Snapshot, numbers: Ints, *, only_supported: bool = False) -> JobPanel:
    """Return the jobs of establishments by their numbers, (E,), sorted and each of them once.

    `only_supported` reads no reports but those of establishments with support.
    """
    years = tuple(int(year) for year in ask(snapshot, Scope(), "job_years")["year"])
    # An empty list leaves the filter out.
    records = ask(
        snapshot, Scope(), "job_records", None, only_supported=["yes"] if only_supported else []
    )
    return laid_out(records, numbers, years)


def laid_out(records: pd.DataFrame, numbers: Ints, years: tuple[int, ...]) -> JobPanel:
    """Return rows of job_records as a panel; rows of other establishments are left out."""
    span = years[-1] - years[0] + 1 if years else 0
    shape = (span, len(numbers))
    jobs: dict[CountedIn, Floats] = {unit.code: np.full(shape, np.nan) for unit in UNITS}
    derived = np.zeros(shape, dtype=np.bool_)
    if span and len(numbers) and len(records):
        who = records["establishment_no"].to_numpy(dtype=np.int64)
        # Numbers run from one upwards without gaps, so a table of them finds places at once.
        table = np.full(max(int(who.max()), int(numbers[-1])) + 1, -1, dtype=np.int64)
        table[numbers] = np.arange(len(numbers))
        column = table[who]
        here = column >= 0
        column = column[here]
        row = records["year"].to_numpy(dtype=np.int64)[here] - years[0]
        for unit in UNITS:
            values = records[unit.code].to_numpy(dtype=np.float64, na_value=np.nan)
            jobs[unit.code][row, column] = values[here]
        derived[row, column] = records["derived"].to_numpy(dtype=np.bool_)[here]
    return JobPanel(years, jobs, derived)
