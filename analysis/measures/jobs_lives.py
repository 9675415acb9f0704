"""Years of life and of support of establishments, beside the jobs they reported."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from analysis.language import Text
from analysis.measures.jobs_panel import Bools, Floats, Ints, JobPanel, job_panel
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

SUPPORTED, NOT_SUPPORTED = "supported", "not_supported"
STATUS = {
    SUPPORTED: Text("Đã được hỗ trợ", "Supported already"),
    NOT_SUPPORTED: Text("Chưa được hỗ trợ", "Not supported"),
}


NEITHER = len(STATUS)
ABSENT, ALIVE, FOUNDED, CLOSED = range(4)


@dataclass(frozen=True, slots=True)
class Lives:
    """Years of establishments, (E,) each, NaN where not known or never.

    `ever` is the first year of any support, `first` that of the support asked about.
    """

    founded: Floats
    closed: Floats
    ever: Floats
    first: Floats

    def group(self, year: int) -> Ints:
        """Return the group of each in a year: its place in STATUS, or NEITHER.

        One with only other support than that asked about is in neither.
        """
        return np.where(self.first <= year, 0, np.where(self.ever <= year, NEITHER, 1)).astype(
            np.int64
        )

    def stage(self, year: int) -> Ints:
        """Return the stage of life of each in a year; an unknown year hides nobody."""
        stage = np.where(self.closed == year, CLOSED, ALIVE)
        stage[self.founded == year] = FOUNDED
        return np.where(self.present(year), stage, ABSENT).astype(np.int64)

    def present(self, year: int) -> Bools:
        """Return which were in business at some time of a year."""
        return ~((self.founded > year) | (self.closed < year))


def panel_and_lives(snapshot: Snapshot, scope: Scope) -> tuple[JobPanel, Lives]:
    """Return the reports and the years of life of every establishment inside the scope."""
    places = ask(snapshot, scope, "job_establishments")
    panel = job_panel(snapshot, places["establishment_no"].to_numpy(dtype=np.int64))
    founded, closed, ever, first = (
        places[name].to_numpy(dtype=np.float64, na_value=np.nan)
        for name in ("founded_year", "closed_year", "ever_first_year", "first_year")
    )
    return panel, Lives(founded, closed, ever, first)


def compared_years(panel: JobPanel, scope: Scope) -> list[int]:
    """Return the years inside the scope that were reported for, as was the year before."""
    return [
        year
        for year in panel.years
        if year - 1 in panel.years and (not scope.years or year in scope.years)
    ]
