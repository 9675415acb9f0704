"""A data set as its records stood on a past day: what evidence could have been had then."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from functools import partial

from analysis.decisions.activity_effects import effects_on, kept_name, read_effects
from analysis.decisions.portfolio_candidates import Evidence
from analysis.decisions.promises import promise_record
from analysis.decisions.selection import PACKAGE
from analysis.measures.query import statement
from analysis.warehouse import Snapshot
from analysis.warehouse.kept import kept_result
from analysis.warehouse.snapshot import Seen

_SELECTS = {
    "mart_outcome": "then_outcome",
    "mart_support": "then_support",
    "mart_establishment": "then_establishment",
}


def as_known_on(snapshot: Snapshot, day: date) -> Snapshot:
    """Return a snapshot whose reports, supports and establishments are those known on a day.

    A record counts from the day it is dated. What carries no day of its own (size, industry, the
    status of a project) is as recorded now. Prices are at the level of the last indexed year, which
    moves no change between years.
    """
    selects = tuple(
        (table, statement(name, None, frozenset(), PACKAGE)) for table, name in _SELECTS.items()
    )
    return snapshot.through(Seen(selects, (("seen_on", day),)))


def evidence_then(snapshot: Snapshot, day: date) -> Evidence:
    """Return what expectations could rest on, on a past day: a few seconds, unless it is kept."""
    seen = as_known_on(snapshot, day)
    jobs, productivity = (
        kept_result(
            snapshot,
            f"{kept_name(outcome)}_{day:%Y%m%d}",
            partial(effects_on, seen, outcome),
            asdict,
            read_effects,
        )
        for outcome in ("workers", "productivity")
    )
    return Evidence(jobs, productivity, promise_record(snapshot, day))
