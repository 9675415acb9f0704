"""What a snapshot of another version holds that this one has no place for."""

from __future__ import annotations

from pathlib import Path

import duckdb

from analysis.dictionary import TABLES
from analysis.intake.staging import quoted
from analysis.warehouse.schema import TRUTH_SCHEMA

_MARTS = "mart_"
"""What every version derives anew from the tables is no loss."""


def left_behind(snapshot: Path) -> list[str]:
    """Return the tables and columns of a snapshot that hold something and are not known here.

    A table is named alone, a column with its table before it.
    """
    connection = duckdb.connect(config={"threads": 1, "memory_limit": "1GB"})
    try:
        location = str(snapshot).replace("'", "''")
        connection.execute(f"attach '{location}' as base (read_only)")
        columns = connection.execute(
            "select schema_name, table_name, list(column_name order by column_index)"
            " from duckdb_columns()"
            f" where database_name = 'base' and schema_name in ('main', '{TRUTH_SCHEMA}')"
            f" and not starts_with(table_name, '{_MARTS}')"
            " group by all order by all"
        ).fetchall()
        found: list[str] = []
        for schema, name, there in columns:
            table = f"base.{schema}.{quoted(name)}"
            if name not in TABLES:
                found += [name] if _holds(connection, table, "true") else []
                continue
            known = {column.name for column in TABLES[name].columns}
            found += [
                f"{name}.{column}"
                for column in there
                if column not in known
                and _holds(connection, table, f"{quoted(column)} is not null")
            ]
        return found
    finally:
        connection.close()


def _holds(connection: duckdb.DuckDBPyConnection, table: str, condition: str) -> bool:
    asked = f"select exists (select 1 from {table} where {condition})"
    [(answer,)] = connection.execute(asked).fetchall()
    return bool(answer)
