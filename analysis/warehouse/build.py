"""Building a snapshot: fill the schema from checked rows, derive the marts, all in a new file."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.intake.checks import check_staged, typed
from analysis.intake.problem import FileOf, Problem
from analysis.intake.staging import ROW, quoted, stage_frames, staged_name
from analysis.language import Text
from analysis.warehouse.errors import DataProblemsError, WarehouseError
from analysis.warehouse.schema import (
    CREATE_TRUTH,
    create_table,
    marts_statements,
    qualified,
    quality_statement,
)
from analysis.warehouse.threads import useful_threads

if TYPE_CHECKING:
    import pandas as pd

STORAGE_VERSION = "v1.5.0"
BLOCK_BYTES = 65_536
"""A fourth of the usual: every column of a small table fills one block, mostly with nothing.

A snapshot of a few rows takes a fourth of the room and less time to write, hash and copy; one of a
million rows is as large and as quick. Smaller blocks still make long tables twice as large.
"""
ROWS_WITH_ENFORCED_REFERENCES = 50_000
"""Tables of a snapshot with more rows than this have their references checked, not declared."""


def build_snapshot_file(
    path: Path,
    frames: Mapping[str, pd.DataFrame],
    batch: Mapping[str, object],
    file_of: FileOf,
) -> tuple[dict[str, int], list[Problem]]:
    """Write frames into a new DuckDB file at `path`; return rows per table and the warnings.

    `batch` is the import_batch row without its row count; `file_of` names the file of a table in
    the problems.
    Raises DataProblemsError, with every problem, when an error is found: the file is then void.
    """
    connection = duckdb.connect()
    try:
        rows = sum(map(len, frames.values()))
        connection.execute(f"set threads = {useful_threads(rows, os.cpu_count() or 1)}")
        connection.execute("set preserve_insertion_order = true")
        problems = stage_frames(connection, frames, file_of) + check_staged(connection, file_of)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise DataProblemsError(
                _not_published(str(batch["case_name"]), len(errors)), tuple(problems)
            )
        given = {
            table.name: _staged_rows(table)
            for table in TABLES.values()
            if len(frames.get(table.name, ()))
        }
        return write_snapshot(connection, path, given, batch, problems), problems
    finally:
        connection.close()


def write_snapshot(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    given: Mapping[str, str],
    batch: Mapping[str, object],
    problems: Sequence[Problem],
) -> dict[str, int]:
    """Write a new snapshot file from queries of this connection; return rows per table.

    See `begin_snapshot` and `finish_snapshot`, which it does in one go.
    """
    begin_snapshot(connection, path)
    return finish_snapshot(connection, given, batch, problems)


def attach_new(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Attach a new snapshot file, under the name `snapshot`."""
    location = str(path).replace("'", "''")
    # A file that is void until it is whole needs no log to be mended from, and one checkpoint.
    connection.execute("set checkpoint_threshold = '1TB'")
    connection.execute(
        f"attach '{location}' as snapshot"
        f" (storage_version '{STORAGE_VERSION}', block_size {BLOCK_BYTES},"
        " recovery_mode 'no_wal_writes')"
    )


def begin_snapshot(
    connection: duckdb.DuckDBPyConnection, path: Path, given: Mapping[str, str] | None = None
) -> None:
    """Attach a new snapshot file and fill the tables that are known by now.

    `given` is as for `finish_snapshot`, which must follow; until then the file is void.
    """
    attach_new(connection, path)
    with _inside(connection):
        connection.execute(CREATE_TRUTH)
        counts = _counts(connection, given or {})
        for table in TABLES.values():
            if table.name in counts:
                query = (given or {})[table.name]
                _create_and_fill(connection, table, query, counts[table.name])


def finish_snapshot(
    connection: duckdb.DuckDBPyConnection,
    given: Mapping[str, str],
    batch: Mapping[str, object],
    problems: Sequence[Problem],
) -> dict[str, int]:
    """Fill the snapshot that was begun, make it whole and let it go; return rows per table.

    `given` holds, for every table that has rows, a query for its columns in dictionary order;
    the rows are believed, so they must have been checked. Tables of `connection` are reached as
    `temp.main.<name>`. Raises WarehouseError when the writing failed; the file is then void.
    """
    with _inside(connection):
        rows = _fill(connection, given, batch, problems)
    _derive(connection, batch)
    kept = connection.execute(
        "select count(*) from snapshot.main.import_batch where batch_id = ?", [batch["batch_id"]]
    ).fetchone()
    if kept != (1,):
        raise WarehouseError(
            Text(
                "Ghi dữ liệu không thành công; bản cũ còn nguyên. Hãy thử lại",
                "Writing the data failed; the old snapshot is untouched. Try again",
            )
        )
    connection.execute("checkpoint snapshot")
    connection.execute("detach snapshot")
    return rows


@contextmanager
def _inside(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Work in the snapshot in one transaction.

    After a failed statement a commit may return normally and keep nothing, so every failure
    rolls back and is raised, and the batch row is read again once the last commit has returned.
    """
    connection.execute("use snapshot")
    try:
        connection.execute("begin")
        try:
            yield
            connection.execute("commit")
        except BaseException:
            connection.execute("rollback")
            raise
    finally:
        connection.execute("use memory")


def _fill(
    connection: duckdb.DuckDBPyConnection,
    given: Mapping[str, str],
    batch: Mapping[str, object],
    problems: Sequence[Problem],
) -> dict[str, int]:
    """Fill the tables, the batch before what refers to it."""
    there = connection.execute(_TABLES_THERE).fetchall()
    rows = {name: _count(connection, TABLES[name]) for (name,) in there}
    audit = [table for table in TABLES.values() if table.area == "audit"]
    counts = _counts(connection, {name: query for name, query in given.items() if name not in rows})
    for table in TABLES.values():
        if table.area != "audit" and table.name not in rows:
            rows[table.name] = counts.get(table.name, 0)
            _create_and_fill(connection, table, given.get(table.name), rows[table.name])
    for table in audit:
        _create_and_fill(connection, table, given.get(table.name), counts.get(table.name, 0))
        if table.name == "import_batch":
            _record_batch(connection, {**batch, "row_count": sum(rows.values())})
    _record_problems(connection, str(batch["batch_id"]), problems)
    return rows


def _derive(connection: duckdb.DuckDBPyConnection, batch: Mapping[str, object]) -> None:
    """Derive the marts and the points of data quality, each committed before the next.

    A table of the transaction under way is read by a single thread.
    """
    connection.execute("use snapshot")
    try:
        for statement in marts_statements():
            connection.execute(statement)
        connection.execute(quality_statement(), {"batch_id": batch["batch_id"]})
    finally:
        connection.execute("use memory")


def _staged_rows(table: Table) -> str:
    read = ", ".join(typed(column) for column in table.columns)
    return f"select {read} from temp.main.{staged_name(table)} order by {ROW}"


_TABLES_THERE = "select table_name from duckdb_tables() where database_name = 'snapshot'"


def _counts(connection: duckdb.DuckDBPyConnection, given: Mapping[str, str]) -> dict[str, int]:
    """Return how many rows each query has, all asked at once: planning costs more than counting."""
    if not given:
        return {}
    asked = " union all ".join(
        f"select '{name}', count(*) from ({query})" for name, query in given.items()
    )
    return {str(name): int(count) for name, count in connection.execute(asked).fetchall()}


def _create_and_fill(
    connection: duckdb.DuckDBPyConnection, table: Table, query: str | None, rows: int
) -> None:
    """Create a table and fill it; the references of a very long one are checked once, by query.

    A declared reference keeps an index up to date with every row. In a file that is never written
    again this buys nothing, and on a million rows it takes as long as the filling itself.
    """
    short = rows <= ROWS_WITH_ENFORCED_REFERENCES
    connection.execute(create_table(table, enforce_references=short))
    if query is None or not rows:
        return
    columns = ", ".join(quoted(column.name) for column in table.columns)
    connection.execute(f"insert into {qualified(table)} ({columns}) {query}")
    if not short:
        _check_references(connection, table)


def _check_references(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    for column in table.columns:
        if column.references is None:
            continue
        other, key = column.references.split(".")
        lost = connection.execute(
            f"select 1 from {qualified(table)} as here where {quoted(column.name)} is not null"
            f" and not exists (select 1 from {qualified(TABLES[other])} as there"
            f" where there.{quoted(key)} = here.{quoted(column.name)}) limit 1"
        ).fetchone()
        if lost is not None:
            raise WarehouseError(
                Text(
                    f"Bảng {table.label.vi}: cột {column.label.vi} chỉ tới dòng không có",
                    f"Table {table.label.en}: column {column.label.en} refers to a row that is "
                    "not there",
                )
            )


def _count(connection: duckdb.DuckDBPyConnection, table: Table) -> int:
    found = connection.execute(f"select count(*) from {qualified(table)}").fetchone()
    return 0 if found is None else int(found[0])


def _record_batch(connection: duckdb.DuckDBPyConnection, batch: Mapping[str, object]) -> None:
    names = ", ".join(batch)
    holes = ", ".join("?" for _ in batch)
    connection.execute(f"insert into import_batch ({names}) values ({holes})", [*batch.values()])


def _record_problems(
    connection: duckdb.DuckDBPyConnection, batch_id: str, problems: Sequence[Problem]
) -> None:
    if not problems:
        return
    last = connection.execute("select coalesce(max(problem_id), 0) from import_problem").fetchone()
    first = 1 + (int(last[0]) if last else 0)
    rows = [
        {
            "problem_id": number,
            "batch_id": batch_id,
            "severity": problem.severity,
            "rule": problem.rule,
            "file": problem.file,
            "table_name": problem.table,
            "sheet": problem.sheet,
            "cell": problem.cell,
            "row_number": problem.row,
            "column_name": problem.column,
            "value": problem.value,
            "message_vi": problem.message.vi,
            "message_en": problem.message.en,
            "remedy_vi": problem.remedy.vi,
            "remedy_en": problem.remedy.en,
        }
        for number, problem in enumerate(problems, start=first)
    ]
    names = [*rows[0]]
    connection.executemany(
        f"insert into import_problem ({', '.join(names)})"
        f" values ({', '.join(f'${name}' for name in names)})",
        rows,
    )


def _not_published(case: str, errors: int) -> Text:
    return Text(
        f"{case}: có {errors} lỗi nên chưa công bố gì; dữ liệu cũ còn nguyên",
        f"{case}: {errors} errors, so nothing was published; the old data are untouched",
    )
