"""Which measures are published as open data, and what protects the people behind them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.exports.open_data.suppression import THRESHOLD, Protected, protect
from analysis.measures import Measure, catalogue, run_measure
from analysis.scope import Scope
from analysis.warehouse import Snapshot

PUBLISHED = "published"
"""The kind of a case that holds only what others have published."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One measure for the public.

    `keys` are always shown. `contributors` counts the establishments behind a row; None for what
    tells of no establishment, such as ceilings and what others have published. Rows that share
    `totals` sum to a published total.
    """

    measure: str
    keys: tuple[str, ...]
    contributors: str | None = None
    totals: tuple[str, ...] = ()


OPEN_TABLES = (
    OpenTable("funding_by_year", ("year",), "establishments", ("currency",)),
    OpenTable("funding_by_source", ("year", "fund_source"), "establishments", ("currency", "year")),
    OpenTable("funding_by_activity", ("activity",), "establishments", ("currency",)),
    OpenTable("funding_by_district", ("district",), "establishments", ("currency",)),
    OpenTable("funding_by_industry", ("industry",), "establishments", ("currency",)),
    OpenTable("jobs_by_activity", ("activity",), "establishments"),
    OpenTable("jobs_by_district", ("district",), "establishments"),
    OpenTable("coverage_by_district", ("district",), "supported"),
    OpenTable("ceilings_in_force", ()),
    OpenTable("published_figures", ()),
    OpenTable("district_statistics", ()),
    OpenTable("price_index", ()),
)

_ALWAYS = ("currency", "prices", "price_year")
"""Columns that say what a row is about, beside its keys and their names."""


@dataclass(frozen=True, slots=True)
class Published:
    """A measure with the rows that may leave, and how many were hidden first and second."""

    table: OpenTable
    measure: Measure
    protected: Protected


def published_tables(
    snapshot: Snapshot, scope: Scope, threshold: int = THRESHOLD
) -> Iterator[Published]:
    """Yield every open table that has rows, after disclosure control."""
    for table in OPEN_TABLES:
        measure = catalogue()[table.measure]
        frame = run_measure(table.measure, snapshot, scope)
        if frame.empty:
            continue
        if table.contributors is None or snapshot.case.kind == PUBLISHED:
            # What others have published is public already.
            shown = frame.assign(suppressed=False)
            yield Published(table, measure, Protected(shown, 0, 0))
            continue
        kept = {*table.keys, *(f"{key}_name" for key in table.keys), *_ALWAYS}
        hidden = [column.name for column in measure.columns if column.name not in kept]
        protected = protect(frame, table.contributors, hidden, table.totals, threshold)
        yield Published(table, measure, protected)
