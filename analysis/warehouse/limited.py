"""A snapshot as one reader may see it: a database in memory that holds nothing else.

Rows of a district are copied from the file, the marts derived anew from them by the very
statements every snapshot is built with, and the file let go: nothing that is asked afterwards, and
no mistake in it, can reach another district's rows. Where only names are hidden the rows stay in
the file, behind views without them.
"""

from __future__ import annotations

from pathlib import Path

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.intake.staging import quoted
from analysis.language import Text
from analysis.warehouse.errors import WarehouseError
from analysis.warehouse.hidden_columns import HIDDEN_COLUMNS
from analysis.warehouse.limits import Limit
from analysis.warehouse.own_rows import BELONGING, OWN_ROWS, Rows
from analysis.warehouse.schema import (
    CREATE_TRUTH,
    TRUTH_SCHEMA,
    create_table,
    marts_statements,
    qualified,
    quality_statement,
)

STORED = "stored"


def connect_limited(
    path: Path, limit: Limit, memory_limit: str, threads: int
) -> duckdb.DuckDBPyConnection:
    """Return a locked connection to what a limit leaves of a snapshot file.

    Takes about as long as building a snapshot of the district. Raises WarehouseError for a limit
    of districts that nobody knows, duckdb.Error when the file cannot be read.
    """
    connection = duckdb.connect(config={"memory_limit": memory_limit, "threads": threads})
    try:
        location = str(path).replace("'", "''")
        connection.execute(f"attach '{location}' as {STORED} (read_only)")
        if limit.districts:
            _copy_own(connection, limit)
            if not limit.names:
                _hide_copied(connection)
            connection.execute(f"detach {STORED}")
        else:
            _hide_behind_views(connection)
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
    except BaseException:
        connection.close()
        raise
    return connection


def _copy_own(connection: duckdb.DuckDBPyConnection, limit: Limit) -> None:
    known = connection.execute(
        f"select count(distinct district) from {STORED}.main.mart_unit_district"
        " where list_contains($districts, district)",
        {"districts": list(limit.districts)},
    ).fetchone()
    if known != (len(set(limit.districts)),):
        raise WarehouseError(_unknown_district(limit))
    for statement in BELONGING:
        given = {"districts": list(limit.districts)} if "$districts" in statement else {}
        connection.execute(statement, given)
    connection.execute(CREATE_TRUTH)
    for table in TABLES.values():
        connection.execute(create_table(table, enforce_references=False))
        connection.execute(f"insert into {qualified(table)} {own_rows(table)}")
    for statement in marts_statements():
        connection.execute(statement)
    last = connection.execute(
        "select batch_id from import_batch order by imported_at desc, batch_id desc limit 1"
    ).fetchone()
    if last is not None:
        connection.execute(quality_statement(), {"batch_id": last[0]})


def own_rows(table: Table) -> str:
    """Return the query for the rows of a table that are seen; it needs what BELONGING makes."""
    rows = OWN_ROWS[table.name]
    columns = ", ".join(_as_seen(rows, name) for name in table.column_names())
    return f"select {columns} from {STORED}.{qualified(table)} where {rows.where}"


def _as_seen(rows: Rows, name: str) -> str:
    instead = rows.instead.get(name)
    return quoted(name) if instead is None else f"{instead} as {quoted(name)}"


def _hide_copied(connection: duckdb.DuckDBPyConnection) -> None:
    for table, columns in HIDDEN_COLUMNS.items():
        told = ", ".join(
            f"{quoted(name)} = {_here(expression)}" for name, expression in columns.items()
        )
        connection.execute(f"update main.{table} as seen set {told}")


def _here(expression: str) -> str:
    return expression.replace(f"{STORED}.main.", "main.")


def _hide_behind_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Let every table be seen under its own name; what is known of a simulation's truth is not."""
    found = connection.execute(
        f"select table_name from duckdb_tables() where database_name = '{STORED}'"
        f" and schema_name != '{TRUTH_SCHEMA}'"
    ).fetchall()
    for (name,) in found:
        hidden = HIDDEN_COLUMNS.get(name, {})
        told = ", ".join(
            f"{expression} as {quoted(column)}" for column, expression in hidden.items()
        )
        columns = f"seen.* replace ({told})" if told else "seen.*"
        connection.execute(
            f"create view main.{quoted(name)} as select {columns}"
            f" from {STORED}.main.{quoted(name)} as seen"
        )


def _unknown_district(limit: Limit) -> Text:
    codes = ", ".join(limit.districts)
    return Text(
        f"Không có huyện mang mã {codes} trong bộ số liệu này. Người quản trị sửa bằng: khuyencong "
        "users role",
        f"These data know no district {codes}. An administrator mends it with: khuyencong users "
        "role",
    )
