"""The snapshot a hand-in is laid on: every table of it as a view in the import's own connection."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.importing.filled import fill_ceiling_columns, fill_tables
from analysis.intake.sheets import SOURCE
from analysis.intake.staging import ROW, SQL_TYPES, quoted, staged_name
from analysis.warehouse.schema import qualified

ESTABLISHMENT = "establishment.establishment_id"


PENDING_IN_REACH = "pending_in_reach"
"""The rows to be mended that a hand-in may settle: of a limited one those its maker sees."""


def base_name(table: Table) -> str:
    """Return the name of the view of a table as it was before the hand-in."""
    return f"base_{table.name}"


def open_base(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach a snapshot and make views `base_<table>` and `staged_<table>` of all its tables.

    A snapshot of an earlier version of the program may lack tables and columns: they are empty,
    save for reference facts that come with the program.
    """
    location = str(path).replace("'", "''")
    connection.execute(f"attach '{location}' as base (read_only)")
    found = connection.execute(
        "select table_name, column_name from duckdb_columns() where database_name = 'base'"
    ).fetchall()
    present = {(table, column) for table, column in found}
    tables = {table for table, _ in found}
    filled, known = fill_tables(connection, tables), fill_ceiling_columns(connection, present)
    for table in TABLES.values():
        absent = known if table.name == "ceiling" else {}
        columns = ", ".join(
            quoted(column.name)
            if (table.name, column.name) in present
            else f"({absent.get(column.name, 'null')})::{SQL_TYPES[column.type]}"
            f" as {quoted(column.name)}"
            for column in table.columns
        )
        origin = f"from base.{qualified(table)}" if table.name in tables else "where false"
        query = filled.get(table.name, f"select {columns} {origin}")
        connection.execute(f"create temp view {base_name(table)} as {query}")
        _stage_base(connection, table)
    connection.execute(
        f"create or replace temp view {PENDING_IN_REACH} as from {base_name(TABLES['pending_row'])}"
    )


def show_base(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Let `staged_<table>` be the table as it was before the hand-in."""
    drop_staged(connection, table)
    _stage_base(connection, table)


def _stage_base(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    connection.execute(
        f"create temp view {staged_name(table)} as select null::bigint as {ROW},"
        f" null::integer as {SOURCE}, * from {base_name(table)}"
    )


def drop_staged(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Remove `staged_<table>`, whichever it is, a view or a table."""
    name = staged_name(table)
    try:
        connection.execute(f"drop view if exists temp.main.{name}")
    except duckdb.CatalogException:
        # The system tells a table from a view faster than its lists of both do.
        connection.execute(f"drop table temp.main.{name}")
