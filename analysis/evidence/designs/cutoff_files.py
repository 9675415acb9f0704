"""The files a cut-off can be looked for in: score, threshold, support, before and after."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from analysis.evidence.model import Bools, Floats
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.panel_query import scope_parameters, scoped_sql
from analysis.language import Text
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CHARACTERISTICS: dict[str, Text] = {
    "age": Text("tuổi cơ sở", "age of the establishment"),
    "log_workers": Text("lao động khi đầu", "workers at first"),
    "before": Text("chỉ tiêu trước khi nộp", "the outcome before the application"),
}
"""What no support of that round can have changed, so that it must not jump."""


@dataclass(frozen=True, slots=True)
class Files:
    """One row per establishment, at its first file with a score and a threshold in force.

    `frame` has the columns of sql/cutoff.sql. `scored` files have a score at all, `ruled`
    establishments one with a threshold; those supported before the file are not in `frame`.
    """

    frame: pd.DataFrame
    scored: int
    ruled: int

    def column(self, name: str) -> Floats:
        """Return a column as numbers (n,), NaN where unknown."""
        return self.frame[name].to_numpy(dtype=np.float64, na_value=np.nan)

    @property
    def change(self) -> Floats:
        """The outcome in the three years after less the last of the two before, (n,)."""
        found: Floats = self.column("after") - self.column("before")
        return found

    @property
    def supported(self) -> Bools:
        """Tell who was supported in the year of the file or the next, (n,)."""
        return self.frame["supported"].to_numpy(dtype=bool)


def read_files(snapshot: Snapshot, scope: Scope, outcome: Outcome) -> Files:
    """Return the files of a scope; its years are those of the application.

    Fund sources are not looked at: a file is judged before its money is found.
    """
    asked = scope_parameters(snapshot, scope)
    del asked["fund_sources"]
    sql = scoped_sql("cutoff").replace("{scaled}", outcome.scaled(snapshot.case.currency))
    rows = snapshot.query(sql, asked)
    scored = snapshot.query(
        "select count(*) as n from application where score is not null and result <> 'pending'"
    )["n"].iloc[0]
    kept = rows[~rows["earlier"].astype(bool)].reset_index(drop=True)
    return Files(kept, int(scored), len(rows))
