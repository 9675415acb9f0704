"""Checks: every declaration of the dictionary turned into a query that finds the bad rows.

Constraints of the database stop at the first failure and name no row; these queries find all of
them, with row, column and value, before anything is written to a snapshot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.intake.problem import FileOf, Problem
from analysis.intake.staging import ROW, SQL_TYPES, quoted, staged_name
from analysis.language import Text

PROBLEMS_PER_CHECK = 200
"""A fault repeated on more rows than this is reported on the first ones only, with the total."""


@dataclass(frozen=True, slots=True)
class Check:
    """A query for the rows that break one declaration; columns are row number and value."""

    severity: str
    rule: str
    table: str
    column: str | None
    bad_rows: str
    message: Text
    remedy: Text


def check_staged(connection: duckdb.DuckDBPyConnection, file_of: FileOf) -> list[Problem]:
    """Run every check on the staged tables and return the problems, in dictionary order.

    Rules of a table that compare values run only when its columns can be read at all.
    """
    problems: list[Problem] = []
    for table in TABLES.values():
        unreadable = _run(connection, _type_checks(table), file_of(table.name))
        problems += unreadable
        if not unreadable:
            problems += _run(connection, _value_checks(table), file_of(table.name))
    return problems


def typed(column: Column) -> str:
    """Return the SQL expression that reads a staged column in its declared type."""
    return f"try_cast({quoted(column.name)} as {SQL_TYPES[column.type]})"


def _run(
    connection: duckdb.DuckDBPyConnection, checks: Iterator[Check], file: str
) -> list[Problem]:
    problems = []
    for check in checks:
        rows = connection.execute(
            f"select bad_row, bad_value, count(*) over () from ({check.bad_rows})"
            f" as bad(bad_row, bad_value) order by bad_row limit {PROBLEMS_PER_CHECK}"
        ).fetchall()
        problems += [_problem(check, file, number, value) for number, value, _ in rows]
        if rows and rows[0][2] > PROBLEMS_PER_CHECK:
            problems.append(_and_more(check, file, rows[0][2] - PROBLEMS_PER_CHECK))
    return problems


def _problem(check: Check, file: str, row: int | None, value: object) -> Problem:
    return Problem(
        "warning" if check.severity == "warning" else "error",
        check.rule,
        file,
        check.table,
        row,
        check.column,
        None if value is None else str(value)[:200],
        check.message,
        check.remedy,
    )


def _and_more(check: Check, file: str, rest: int) -> Problem:
    more = Text(f"và {rest} dòng nữa cùng vấn đề", f"and {rest} more rows with the same fault")
    return Problem(
        "warning" if check.severity == "warning" else "error",
        check.rule,
        file,
        check.table,
        None,
        check.column,
        None,
        more,
        check.remedy,
    )


def _bad(table: Table, condition: str, value: str = "null") -> str:
    return f"select {ROW}, {value}::varchar from {staged_name(table)} where {condition}"


def _type_checks(table: Table) -> Iterator[Check]:
    for column in table.columns:
        name = quoted(column.name)
        unread = f"{name} is not null and {typed(column)} is null"
        if column.type in ("integer", "money", "year"):
            whole = f"try_cast({typed(column)} as double)"
            unread += f" or try_cast({name} as double) is distinct from {whole}"
        if column.type in ("text", "code"):
            continue
        yield Check(
            "error",
            f"type_{column.type}",
            table.name,
            column.name,
            _bad(table, unread, name),
            _TYPE_MESSAGES[column.type],
            Text(
                "Ghi lại theo định dạng trong từ điển dữ liệu",
                "Write it as the data dictionary describes",
            ),
        )


_WHOLE = Text("không phải số nguyên", "is not a whole number")
_NUMBER = Text("không phải số", "is not a number")
_DAY = Text("không phải ngày dạng năm-tháng-ngày", "is not a date written year-month-day")
_TYPE_MESSAGES: dict[str, Text] = {
    "integer": _WHOLE,
    "money": _WHOLE,
    "year": _WHOLE,
    "number": _NUMBER,
    "fraction": _NUMBER,
    "date": _DAY,
    "timestamp": _DAY,
    "boolean": Text("không phải đúng/sai", "is not true or false"),
}


def _value_checks(table: Table) -> Iterator[Check]:
    for column in table.columns:
        yield from _column_checks(table, column)
    yield _key_check(table)
    if table.area in ("programme", "establishments") and "currency" in table.column_names():
        yield _currency_check(table)
    read = ", ".join(f"{typed(column)} as {quoted(column.name)}" for column in table.columns)
    for rule in table.rules:
        yield Check(
            rule.severity,
            rule.code,
            table.name,
            None,
            f"select {ROW}, null::varchar from (select {ROW}, {read} from {staged_name(table)})"
            f" where not ({rule.expression})",
            rule.message,
            rule.remedy,
        )


def _column_checks(table: Table, column: Column) -> Iterator[Check]:
    name = quoted(column.name)
    if column.required:
        yield Check(
            "error",
            "required",
            table.name,
            column.name,
            _bad(table, f"{name} is null"),
            Text("Ô bắt buộc đang trống", "A required cell is empty"),
            Text("Điền giá trị", "Enter a value"),
        )
    if column.codes is not None:
        allowed = ", ".join("'" + code.replace("'", "''") + "'" for code in column.codes.values())
        shown = ", ".join(column.codes.values()[:8])
        yield Check(
            "error",
            "code_list",
            table.name,
            column.name,
            _bad(table, f"{name} not in ({allowed})", name),
            Text("không có trong danh mục", "is not in the code list"),
            Text(f"Dùng một trong: {shown} …", f"Use one of: {shown} …"),
        )
    bounds = []
    if column.minimum is not None:
        bounds.append(f"{typed(column)} < {column.minimum}")
    if column.maximum is not None:
        bounds.append(f"{typed(column)} > {column.maximum}")
    if bounds:
        low = "−∞" if column.minimum is None else f"{column.minimum:g}"
        high = "∞" if column.maximum is None else f"{column.maximum:g}"
        yield Check(
            "error",
            "bounds",
            table.name,
            column.name,
            _bad(table, " or ".join(bounds), name),
            Text(f"ngoài khoảng {low} đến {high}", f"is outside {low} to {high}"),
            Text("Kiểm tra giá trị và đơn vị", "Check the value and its unit"),
        )
    if column.references is not None:
        other_table, other_column = column.references.split(".")
        yield Check(
            "error",
            "reference",
            table.name,
            column.name,
            _bad(
                table,
                f"{name} is not null and {name}::varchar not in (select"
                f" {quoted(other_column)}::varchar from staged_{other_table}"
                f" where {quoted(other_column)} is not null)",
                name,
            ),
            Text(f"không có trong bảng {other_table}", f"is not in table {other_table}"),
            Text(
                f"Thêm dòng vào bảng {other_table} hoặc sửa mã",
                f"Add the row to table {other_table} or correct the code",
            ),
        )


def _currency_check(table: Table) -> Check:
    """Find amounts in another currency than the case's: they could never be added to its own."""
    return Check(
        "error",
        "one_currency",
        table.name,
        "currency",
        _bad(table, "currency <> (select max(currency) from staged_case_info)", "currency"),
        Text("khác loại tiền của bộ dữ liệu", "is not the currency of the data set"),
        Text(
            "Đưa các dòng này vào một bộ dữ liệu riêng có loại tiền đó",
            "Put these rows in a data set of their own in that currency",
        ),
    )


def _key_check(table: Table) -> Check:
    key = ", ".join(quoted(name) for name in table.key)
    shown = " || ' / ' || ".join(f"{quoted(name)}::varchar" for name in table.key)
    return Check(
        "error",
        "key_repeated",
        table.name,
        ", ".join(table.key),
        f"select {ROW}, {shown} from {staged_name(table)}"
        f" qualify row_number() over (partition by {key} order by {ROW}) > 1",
        Text("Khóa bị trùng với một dòng ở trên", "The key repeats that of a row above"),
        Text("Bỏ dòng trùng hoặc sửa khóa", "Drop the repeated row or correct the key"),
    )
