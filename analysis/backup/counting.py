"""How many rows every table of a snapshot file has, asked of the file itself."""

from __future__ import annotations

from pathlib import Path

import duckdb


def count_rows(path: Path) -> dict[str, int]:
    """Return the rows of every table of a snapshot, derived ones too, by "schema.table".

    Raises duckdb.Error when the file is no database or a block of it is damaged.
    """
    connection = duckdb.connect(
        str(path),
        read_only=True,
        config={
            "enable_external_access": "false",
            "lock_configuration": "true",
            "memory_limit": "1GB",
            "threads": 1,
        },
    )
    try:
        named = connection.execute(
            "select schema_name, table_name from duckdb_tables() where not internal order by all"
        ).fetchall()
        counts = {}
        for schema, table in named:
            asked = f"select count(*) from {_quoted(schema)}.{_quoted(table)}"
            found = connection.execute(asked).fetchone()
            counts[f"{schema}.{table}"] = int(found[0]) if found else 0
        return counts
    finally:
        connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
