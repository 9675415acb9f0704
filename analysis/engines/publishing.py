"""A snapshot whose marts another engine has made, for the same pages and commands to read."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import duckdb

from analysis.cases.catalogue import CASES
from analysis.dictionary import TABLES, dictionary_version
from analysis.engines.errors import EngineError
from analysis.engines.spark_marts import MadeMart, quality_points
from analysis.intake.staging import quoted
from analysis.language import Text
from analysis.warehouse.adopting import adopt
from analysis.warehouse.build import attach_new
from analysis.warehouse.files import flush_file, sha256_of
from analysis.warehouse.manifest import Manifest
from analysis.warehouse.schema import (
    CREATE_TRUTH,
    create_schema_statements,
    create_table,
    marts_statements,
    qualified,
    schema_version,
)
from analysis.warehouse.workspace import (
    code_version,
    current_user,
    next_number,
    only_writer,
    pointed,
    ready,
    shown_manifest,
)

KEPT_ROWS = 1_000_000
"""Tables of at most so many rows come along; of longer ones only the marts do."""

_FAMILIES = {
    "whole": ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"),
    "number": ("DOUBLE", "FLOAT"),
}
_LOSSLESS = {("whole", "number")}
"""A whole number may stand where a number is wanted; nothing else may change its kind."""


def publish_marts(
    workspace: Path,
    spark: Any,
    rows: Mapping[str, int],
    marts: list[MadeMart],
    *,
    source: str,
    versions: Mapping[str, str] | None = None,
    case: str | None = None,
    by: str | None = None,
    kept_rows: int = KEPT_ROWS,
) -> Manifest:
    """Publish the marts of a session, with the short tables, as the next snapshot and show it.

    `rows` are those of the session's tables. A table of more than `kept_rows` is not in the
    snapshot at all, and the manifest says so: what asks for it is told, never answered with
    nothing. `case` names the data set instead of case_info; `versions` of tables that have some are
    recorded with it. Raises EngineError for the name of a built-in data set and for a mart of other
    types than DuckDB's.
    """
    info = spark.table("case_info").first().asDict()
    name = case or info["name"]
    if name in CASES:
        raise EngineError(
            Text(
                f"«{name}» là bộ có sẵn, không công bố đè lên. Đặt tên khác bằng --case",
                f"«{name}» is built in and not published over. Give another name with --case",
            )
        )
    left_out = sorted(table for table, count in rows.items() if count > kept_rows)
    now = datetime.now(UTC).replace(microsecond=0)
    batch = {
        "batch_id": f"{name}-{now:%Y%m%d%H%M%S}-{secrets.token_hex(3)}",
        "case_name": name,
        "imported_at": now.replace(tzinfo=None),
        "imported_by": by or current_user(),
        "code_version": code_version(),
        "dictionary_version": dictionary_version(),
        "files": json.dumps(
            {"source": source, "engine": f"spark {spark.version}"}
            | ({"versions": dict(versions)} if versions else {})
        ),
        "row_count": sum(rows.values()),
        "action": "load",
    }
    workspace = ready(workspace)
    with only_writer(workspace):
        temporary = workspace / "building-marts.duckdb"
        try:
            kept = [table for table in rows if table not in left_out]
            with duckdb.connect() as connection:
                attach_new(connection, temporary)
                connection.execute("use snapshot")
                connection.execute(CREATE_TRUTH)
                _fill_tables(connection, spark, kept, rows, name)
                _record(connection, "import_batch", batch)
                _fill_marts(connection, spark, [made.name for made in marts])
                for point_of_quality in quality_points(spark, str(batch["batch_id"])):
                    connection.execute(
                        "insert into quality_point (batch_id, indicator, numerator, denominator)"
                        " values (?, ?, ?, ?)",
                        point_of_quality,
                    )
                connection.execute("checkpoint snapshot")
                connection.execute("use memory")
                connection.execute("detach snapshot")
            flush_file(temporary)
            shown = shown_manifest(workspace, name)
            manifest = Manifest(
                number=next_number(workspace),
                case=name,
                built_at=now.isoformat(),
                built_by=str(batch["imported_by"]),
                code_version=code_version(),
                dictionary_version=dictionary_version(),
                schema_version=schema_version(),
                fingerprint=secrets.token_hex(16),
                files={},
                sha256=sha256_of(temporary),
                size=temporary.stat().st_size,
                # Of what is in the file, and never changes in it: a backup counts them again.
                rows={
                    table: rows[table]
                    for table in kept
                    if rows[table] and TABLES[table].area != "audit"
                },
                warnings=0,
                parent=shown.number if shown else None,
                engine=f"spark {spark.version}",
                left_out=left_out,
            )
            adopt(workspace, temporary, manifest, pointed(workspace, manifest, make_default=False))
        finally:
            temporary.unlink(missing_ok=True)
    return manifest


def mart_types() -> dict[str, dict[str, str]]:
    """Return the columns and DuckDB types of every mart, as its statement makes them."""
    with duckdb.connect() as empty:
        for statement in [*create_schema_statements(), *marts_statements()]:
            empty.execute(statement)
        listed = empty.execute(
            "select table_name, column_name, data_type from duckdb_columns()"
            " where schema_name = 'main' and table_name like 'mart\\_%' escape '\\'"
            " order by table_name, column_index"
        ).fetchall()
    types: dict[str, dict[str, str]] = {}
    for mart, column, kind in listed:
        types.setdefault(mart, {})[column] = kind
    return types


def bring_mart(
    connection: duckdb.DuckDBPyConnection, spark: Any, name: str, types: Mapping[str, str]
) -> None:
    """Make a mart in the current database of what the session has, in DuckDB's own types.

    Raises EngineError where a column is missing, too many, or of another kind.
    """
    arrow = spark.table(name).toArrow()
    connection.register("brought", arrow)
    given = {row[0]: row[1] for row in connection.execute("describe brought").fetchall()}
    if list(given) != list(types):
        raise _other_columns(name, f"{list(given)} ≠ {list(types)}")
    for column, kind in types.items():
        if not _fits(given[column], kind):
            raise _other_columns(name, f"{column} {given[column]} ≠ {kind}")
    body = ", ".join(f"{quoted(column)} {kind}" for column, kind in types.items())
    connection.execute(f"create table {name} ({body})")
    # In one order whatever machine a row came from, so that rows of one thing lie together.
    connection.execute(f"insert into {name} select * from brought order by all")
    connection.unregister("brought")


def _fits(given: str, wanted: str) -> bool:
    def family(kind: str) -> str:
        if kind.startswith("DECIMAL") and kind.endswith(",0)"):
            return "whole"
        named = [name for name, kinds in _FAMILIES.items() if kind in kinds]
        return named[0] if named else kind

    pair = family(given), family(wanted)
    return pair[0] == pair[1] or pair in _LOSSLESS


def _other_columns(name: str, difference: str) -> EngineError:
    return EngineError(
        Text(
            f"{name}: cột do Spark tính khác cột của DuckDB ({difference})",
            f"{name}: the columns Spark made are not DuckDB's ({difference})",
        )
    )


def _fill_tables(
    connection: duckdb.DuckDBPyConnection,
    spark: Any,
    kept: list[str],
    rows: Mapping[str, int],
    name: str,
) -> None:
    """Write the tables that come along; keys and rules of the dictionary are checked by DuckDB.

    References are not declared: what they refer to may have been left out.
    """
    for table in TABLES.values():
        if table.area != "truth" and table.name not in kept:
            continue
        connection.execute(create_table(table, enforce_references=False))
        if not rows.get(table.name):
            continue
        connection.register("brought", spark.table(table.name).toArrow())
        columns = ", ".join(quoted(column.name) for column in table.columns)
        keys = ", ".join(quoted(key) for key in table.key)
        connection.execute(
            f"insert into {qualified(table)} ({columns})"
            f" select {columns} from brought order by {keys}"
        )
        connection.unregister("brought")
    connection.execute("update case_info set name = ?", [name])


def _fill_marts(connection: duckdb.DuckDBPyConnection, spark: Any, names: list[str]) -> None:
    types = mart_types()
    for name in names:
        bring_mart(connection, spark, name, types[name])


def _record(connection: duckdb.DuckDBPyConnection, table: str, row: Mapping[str, object]) -> None:
    holes = ", ".join("?" for _ in row)
    connection.execute(f"insert into {table} ({', '.join(row)}) values ({holes})", [*row.values()])
