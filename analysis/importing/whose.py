"""Which district a handed-in row belongs to: that of its establishment, place, project or event."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.importing.merge import given_name
from analysis.intake.sheets import SOURCE
from analysis.intake.staging import ROW, quoted, staged_name

_THROUGH = ("establishment", "unit", "project", "application", "outreach_event", "cluster")
"""What tells the place of a row, the first of them that it names."""


def districts_of(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[str], rows: str
) -> dict[tuple[str, int, int], str]:
    """Return the 2020-2025 district of those of `rows` whose place is known.

    `rows` is a relation of table_name, _row and _source; its rows must be among the handed-in ones
    still, whose names are ids. Of a place that lay in two districts none is known, nor of any in a
    snapshot of a version that kept no districts.
    """
    known = connection.execute(
        "select 1 from duckdb_tables() where database_name = 'base'"
        " and table_name = 'mart_unit_district'"
    ).fetchone()
    if known is None:
        return {}
    connection.execute(
        "create or replace temp view district_of_unit as select unit_id, min(district) as district"
        " from base.main.mart_unit_district group by unit_id having count(distinct district) = 1"
    )
    found: dict[tuple[str, int, int], str] = {}
    for name in tables:
        unit = _unit_of(TABLES[name])
        if unit is None:
            continue
        told = connection.execute(
            f"select g.{ROW}, g.{SOURCE}, d.district from {given_name(TABLES[name])} as g"
            f" semi join (select * from {rows} where table_name = '{name}') as r"
            f" on r.{ROW} = g.{ROW} and r.{SOURCE} = g.{SOURCE}"
            f" join district_of_unit as d on d.unit_id = {unit}"
        ).fetchall()
        found |= {(name, int(row), int(source)): str(place) for row, source, place in told}
    return found


def _unit_of(table: Table) -> str | None:
    """Return SQL for the unit of a handed-in row `g`, None for a table that has no place."""
    names = table.column_names()
    for other in _THROUGH:
        if other == "unit" and "unit_id" in names:
            return "g.unit_id"
        key = "event_id" if other == "outreach_event" else f"{other}_id"
        if other in ("unit", table.name) or key not in names:
            continue
        # A faulty hand-in may bring an id twice: one place or none.
        return (
            "(select case when count(distinct o.unit_id) = 1 then min(o.unit_id) end"
            f" from {staged_name(TABLES[other])} as o where o.{quoted(key)} = g.{quoted(key)})"
        )
    return None
