"""Checking staged data: all bad rows of every declaration, before anything is believed.

Constraints of the database stop at the first failure and name no row; these checks find all of
them, with row, column and value. What is wrong with single rows is counted for a whole table in
one scan, and looked up only where the count is not zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import duckdb

from analysis.dictionary import TABLES
from analysis.intake.check_views import SOURCE, Staged, open_views, typed, view_name
from analysis.intake.cross_checks import cross_checks
from analysis.intake.declared_checks import Check, declared_checks
from analysis.intake.problem import FileOf, Problem
from analysis.intake.staging import ROW
from analysis.language import Text

PROBLEMS_PER_CHECK = 200
"""A fault repeated on more rows than this is reported on the first ones only, with the total."""

BAD_ROW = "bad_row"
"""Name of the temporary table of rows that must not be imported."""

__all__ = ["PROBLEMS_PER_CHECK", "Locate", "Location", "bad_row_table", "check_staged", "typed"]


@dataclass(frozen=True, slots=True)
class Location:
    """Where a value was handed in; sheet and cell are None where the file has none."""

    file: str
    sheet: str | None = None
    cell: str | None = None


Locate = Callable[[str, int, int | None, str | None], Location]
"""Finds the place of a table's value from its source, row and column.

The row is None for what is said of many rows, the column where the whole row is meant.
"""


def check_staged(
    connection: duckdb.DuckDBPyConnection,
    file_of: FileOf | None = None,
    *,
    locate: Locate | None = None,
    problems_per_check: int = PROBLEMS_PER_CHECK,
) -> list[Problem]:
    """Run every check on the staged tables and return the problems, in dictionary order.

    `locate` places a problem where the staging tables tell their sources apart (`_source`); only
    rows with a source are reported, for the others are those the data set already has. Without
    it `file_of` names the file of a table. Raises ValueError when neither is given.
    """
    if locate is None:
        if file_of is None:
            raise ValueError("either file_of or locate must say where problems are")
        locate = _by_table(file_of)
    staged = open_views(connection)
    problems: list[Problem] = []
    for check in _failed(connection, staged):
        problems += _problems(connection, check, locate, problems_per_check)
    return problems


def bad_row_table(connection: duckdb.DuckDBPyConnection) -> int:
    """Fill the temporary table bad_row (table_name, _row, _source) and return its row count.

    It holds every handed-in row with an error, each once; warnings do not count. Leaving rows out
    can make others bad, such as records of an establishment left out: take the bad rows out of
    the staging tables, put back what the data set had in their place, and call it again until it
    returns 0.
    """
    staged = open_views(connection)
    faults = []
    for name, checks in groupby(_all_checks(staged), key=lambda check: check.table):
        errors = [check for check in checks if check.severity == "error"]
        faults += [check.bad_rows() for check in errors if check.condition is None]
        conditions = " or ".join(f"({c.condition})" for c in errors if c.condition is not None)
        if conditions:
            faults.append(
                f"select '{name}' as table_name, {ROW}, {SOURCE} from {view_name(name)}"
                f" where {SOURCE} is not null and ({conditions})"
            )
    connection.execute(
        f"create or replace temp table {BAD_ROW} (table_name varchar, {ROW} bigint,"
        f" {SOURCE} integer)"
    )
    for fault in faults:
        connection.execute(
            f"insert into {BAD_ROW} select distinct table_name, {ROW}, {SOURCE} from ({fault})"
            f" except select * from {BAD_ROW}"
        )
    found = connection.execute(f"select count(*) from {BAD_ROW}").fetchone()
    return 0 if found is None else int(found[0])


def _all_checks(staged: Staged) -> Iterator[Check]:
    for table in TABLES.values():
        if staged.handed_in[table.name]:
            yield from declared_checks(table, staged)
        yield from cross_checks(table.name, staged)


def _failed(connection: duckdb.DuckDBPyConnection, staged: Staged) -> Iterator[Check]:
    """Yield the checks that may have bad rows: conditions met at least once, and queries of which
    nothing tells beforehand that they find none."""
    for name, group in groupby(_all_checks(staged), key=lambda check: check.table):
        checks = list(group)
        counts = _counts(connection, name, [check for check in checks if _counted(check)])
        yield from (check for check in checks if counts.get(check, 1))


def _counted(check: Check) -> str | None:
    """Return the aggregate that is zero where a check has no bad rows; None for some queries."""
    if check.condition is None:
        return check.suspicion
    return f"count(*) filter (where {check.condition})"


def _counts(
    connection: duckdb.DuckDBPyConnection, table: str, checks: list[Check]
) -> dict[Check, int]:
    if not checks:
        return {}
    counted = ", ".join(str(_counted(check)) for check in checks)
    row = connection.execute(
        f"select {counted} from {view_name(table)} where {SOURCE} is not null"
    ).fetchone()
    return dict(zip(checks, row or (), strict=True))


def _problems(
    connection: duckdb.DuckDBPyConnection, check: Check, locate: Locate, most: int
) -> Iterable[Problem]:
    bad = check.bad_rows()
    rows = connection.execute(
        f"select table_name, column_name, {ROW}, {SOURCE}, value from ({bad})"
        f" order by {SOURCE}, {ROW} limit {most}"
    ).fetchall()
    for table, column, row, source, value in rows:
        # A key of several columns is shown whole and found by its first one.
        place = locate(table, source, row, column and column.split(", ")[0])
        shown = None if value is None else str(value)[:200]
        yield _problem(check, table, column, row, shown, check.message, place)
    if not rows or len(rows) < most:
        return
    # The total is a query of its own: `count(*) over ()` on few rows now and then ends a DuckDB
    # 1.5 database with an internal error, as windows on several threads do (duckdb#25713).
    counted = connection.execute(f"select count(*) from ({bad})").fetchone()
    rest = (int(counted[0]) if counted else 0) - most
    if rest > 0:
        table, column, _, source = rows[0][:4]
        more = Text(f"và {rest} dòng nữa cùng vấn đề", f"and {rest} more rows with the same fault")
        place = locate(table, source, None, None)
        yield _problem(check, table, column, None, None, more, place)


def _problem(
    check: Check,
    table: str,
    column: str | None,
    row: int | None,
    value: str | None,
    message: Text,
    place: Location,
) -> Problem:
    return Problem(
        check.severity,
        check.rule,
        place.file,
        table,
        row,
        column,
        value,
        message,
        check.remedy,
        place.sheet,
        place.cell,
    )


def _by_table(file_of: FileOf) -> Locate:
    return lambda table, source, row, column: Location(file_of(table))
