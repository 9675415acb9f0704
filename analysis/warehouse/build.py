"""Building a snapshot: stage, check, fill the schema, derive the marts, all in a new file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import duckdb
import pandas as pd

from analysis.dictionary import TABLES, Table
from analysis.intake.checks import check_staged, typed
from analysis.intake.problem import FileOf, Problem
from analysis.intake.staging import ROW, quoted, stage_frames, staged_name
from analysis.language import Text
from analysis.warehouse.errors import DataProblemsError, WarehouseError
from analysis.warehouse.schema import create_schema_statements, marts_statements, qualified

STORAGE_VERSION = "v1.5.0"


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
        connection.execute("set preserve_insertion_order = true")
        problems = stage_frames(connection, frames, file_of) + check_staged(connection, file_of)
        errors = [problem for problem in problems if problem.severity == "error"]
        if errors:
            raise DataProblemsError(
                _not_published(str(batch["case_name"]), len(errors)), tuple(problems)
            )
        location = str(path).replace("'", "''")
        connection.execute(f"attach '{location}' as snapshot (storage_version '{STORAGE_VERSION}')")
        connection.execute("use snapshot")
        rows = _fill(connection, batch, problems)
        connection.execute("checkpoint snapshot")
        connection.execute("use memory")
        connection.execute("detach snapshot")
        return rows, problems
    finally:
        connection.close()


def _fill(
    connection: duckdb.DuckDBPyConnection,
    batch: Mapping[str, object],
    problems: Sequence[Problem],
) -> dict[str, int]:
    """Create and fill all tables in one transaction, and read back what was kept.

    After a failed statement a commit may return normally and keep nothing, so every failure
    rolls back and is raised, and the batch row is read again once the commit has returned.
    """
    connection.execute("begin")
    try:
        for statement in create_schema_statements():
            connection.execute(statement)
        for table in TABLES.values():
            _copy(connection, table)
        rows = {table.name: _count(connection, table) for table in TABLES.values()}
        _record_batch(connection, {**batch, "row_count": sum(rows.values())})
        _record_problems(connection, str(batch["batch_id"]), problems)
        for statement in marts_statements():
            connection.execute(statement)
        connection.execute("commit")
    except BaseException:
        connection.execute("rollback")
        raise
    kept = connection.execute("select batch_id from import_batch").fetchall()
    if kept != [(batch["batch_id"],)]:
        raise WarehouseError(
            Text(
                "Ghi dữ liệu không thành công; bản cũ còn nguyên. Hãy thử lại",
                "Writing the data failed; the old snapshot is untouched. Try again",
            )
        )
    return rows


def _copy(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    columns = ", ".join(quoted(column.name) for column in table.columns)
    read = ", ".join(typed(column) for column in table.columns)
    connection.execute(
        f"insert into {qualified(table)} ({columns})"
        f" select {read} from temp.main.{staged_name(table)} order by {ROW}"
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
    for number, problem in enumerate(problems, start=1):
        fields = asdict(problem)
        connection.execute(
            "insert into import_problem values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                number,
                batch_id,
                fields["severity"],
                fields["rule"],
                fields["file"],
                fields["table"],
                fields["row"],
                fields["column"],
                fields["value"],
                problem.message.vi,
                problem.message.en,
                problem.remedy.vi,
                problem.remedy.en,
            ],
        )


def _not_published(case: str, errors: int) -> Text:
    return Text(
        f"{case}: có {errors} lỗi nên chưa công bố gì; dữ liệu cũ còn nguyên",
        f"{case}: {errors} errors, so nothing was published; the old data are untouched",
    )
