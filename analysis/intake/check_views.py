"""Typed views over the staging tables, so that a check reads every kind of input the same way.

`checked_<table>` has `_row`, `_source` and every declared column in its declared type. A column
that is staged as something else also appears as it was handed in, under `_raw_<column>`; what
cannot be read is null in the typed one. `_source` is null for a row the data set already has.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.intake.staging import ROW, SQL_TYPES, quoted, staged_name

SOURCE = "_source"
"""Name of the staging column that tells which handed-in sheet a row came from."""

_SQL_NAMES = {"varchar": "VARCHAR", "bigint": "BIGINT", "double": "DOUBLE", "date": "DATE"} | {
    "timestamp": "TIMESTAMP",
    "integer": "INTEGER",
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True, slots=True)
class Staged:
    """What is staged: handed-in rows by table, and the columns not yet in their type."""

    handed_in: Mapping[str, int]
    untyped: Mapping[str, frozenset[str]]

    def raw(self, table: Table, column: Column) -> str:
        """Return the SQL name of a column as it was handed in."""
        loose = column.name in self.untyped[table.name]
        return quoted(f"_raw_{column.name}" if loose else column.name)


def typed(column: Column) -> str:
    """Return the SQL expression that reads a staged column in its declared type."""
    return f"try_cast({quoted(column.name)} as {SQL_TYPES[column.type]})"


def view_name(table: str) -> str:
    """Return the name of a table's typed view."""
    return f"checked_{table}"


def open_views(
    connection: duckdb.DuckDBPyConnection, names: Collection[str] = TABLES.keys()
) -> Staged:
    """Create the typed views of staging tables, all if none are named, and say what is staged.

    Where no staging table tells sources apart, as with frames, every row counts as handed in
    (source 0); where some do, the tables that do not are the data set's own.
    """
    types: dict[str, dict[str, str]] = {}
    for table_name, column, kind in connection.execute(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where database_name = 'temp' and starts_with(table_name, 'staged_')"
    ).fetchall():
        types.setdefault(table_name, {})[column] = kind
    mixed = any(SOURCE in columns for columns in types.values())
    untyped = {}
    for table in (table for name, table in TABLES.items() if name in names):
        staged = types[staged_name(table)]
        loose = {
            column.name
            for column in table.columns
            if staged[column.name] != _SQL_NAMES[SQL_TYPES[column.type]]
        }
        untyped[table.name] = frozenset(loose)
        source = SOURCE if SOURCE in staged else ("null::integer" if mixed else "0")
        selected = [ROW, f"{source} as {SOURCE}"]
        selected += [
            f"{typed(column) if column.name in loose else quoted(column.name)}"
            f" as {quoted(column.name)}"
            for column in table.columns
        ]
        selected += [f"{quoted(name)} as {quoted(f'_raw_{name}')}" for name in sorted(loose)]
        connection.execute(
            f"create or replace temp view {view_name(table.name)} as"
            f" select {', '.join(selected)} from {staged_name(table)}"
        )
    return Staged(_handed_in(connection, untyped), untyped)


def _handed_in(connection: duckdb.DuckDBPyConnection, names: Collection[str]) -> dict[str, int]:
    counts = " union all ".join(
        f"select '{name}', count({SOURCE}) from {view_name(name)}" for name in names
    )
    return dict(connection.execute(counts).fetchall())
