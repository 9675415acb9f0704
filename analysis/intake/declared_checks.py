"""Checks: every declaration of a table turned into the condition or query of its bad rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.dictionary import Column, Table
from analysis.dictionary.model import Severity
from analysis.intake.check_views import SOURCE, Staged, view_name
from analysis.intake.staging import ROW, quoted
from analysis.language import Text


@dataclass(frozen=True, slots=True)
class Check:
    """How to find the rows that break one declaration, and what to say of them.

    Either `condition`, true for a bad row of the table's view, with `value` the SQL of what is
    shown; or `query`, which yields table_name, column_name, _row, _source and value of bad rows.
    `suspicion` is an aggregate of the handed-in rows of the table that is zero only where `query`
    finds none: the query, which costs more to plan than a short table to count, is spared then.
    """

    severity: Severity
    rule: str
    table: str
    column: str | None
    message: Text
    remedy: Text
    condition: str | None = None
    value: str = "null"
    query: str | None = None
    suspicion: str | None = None

    def bad_rows(self) -> str:
        """Return the query of all bad rows that were handed in."""
        if self.query is not None:
            return f"select * from ({self.query}) where {SOURCE} is not null"
        return (
            f"{self.opening()}, ({self.value})::varchar as value"
            f" from {view_name(self.table)} where {SOURCE} is not null and ({self.condition})"
        )

    def opening(self) -> str:
        """Return the select clause that names the table, the column and the row."""
        return opening(self.table, self.column)


def opening(table: str, column: str | None) -> str:
    """Return the start of a query for bad rows: where they are, without what is shown."""
    return (
        f"select {literal(table)} as table_name, {literal(column)}::varchar as column_name,"
        f" {ROW}, {SOURCE}"
    )


def literal(text: str | None) -> str:
    """Return a text as an SQL literal."""
    return "null" if text is None else "'" + text.replace("'", "''") + "'"


def declared_checks(table: Table, staged: Staged) -> Iterator[Check]:
    """Yield the checks of a table: types not read yet, then values, key, currency and row rules."""
    for column in table.columns:
        if column.name in staged.untyped[table.name] and column.type not in ("text", "code"):
            yield _type_check(table, column, staged.raw(table, column))
    for column in table.columns:
        yield from _column_checks(table, column, staged.raw(table, column))
    yield _key_check(table)
    if table.area in ("programme", "establishments") and "currency" in table.column_names():
        yield _currency_check(table)
    for rule in table.rules:
        yield Check(
            rule.severity,
            rule.code,
            table.name,
            None,
            rule.message,
            rule.remedy,
            condition=f"not ({rule.expression})",
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


def _type_check(table: Table, column: Column, raw: str) -> Check:
    name = quoted(column.name)
    unread = f"{raw} is not null and {name} is null"
    if column.type in ("integer", "money", "year"):
        # A cast to a whole number rounds; 2021.5 is not 2022.
        unread += f" or try_cast({raw} as double) is distinct from {name}::double"
    return Check(
        "error",
        f"type_{column.type}",
        table.name,
        column.name,
        _TYPE_MESSAGES[column.type],
        Text(
            "Ghi lại theo định dạng trong từ điển dữ liệu",
            "Write it as the data dictionary describes",
        ),
        condition=unread,
        value=raw,
    )


def _column_checks(table: Table, column: Column, raw: str) -> Iterator[Check]:
    name = quoted(column.name)
    if column.required:
        yield Check(
            "error",
            "required",
            table.name,
            column.name,
            Text("Ô bắt buộc đang trống", "A required cell is empty"),
            Text("Điền giá trị", "Enter a value"),
            condition=f"{raw} is null",
        )
    if column.codes is not None:
        allowed = ", ".join(literal(code) for code in column.codes.values())
        shown = ", ".join(column.codes.values()[:8])
        yield Check(
            "error",
            "code_list",
            table.name,
            column.name,
            Text("không có trong danh mục", "is not in the code list"),
            Text(f"Dùng một trong: {shown} …", f"Use one of: {shown} …"),
            condition=f"{name} not in ({allowed})",
            value=raw,
        )
    if column.minimum is not None or column.maximum is not None:
        yield _bounds_check(table, column, raw)
    if column.references is not None:
        yield _reference_check(table, column, column.references)


def _bounds_check(table: Table, column: Column, raw: str) -> Check:
    name = quoted(column.name)
    bounds = []
    if column.minimum is not None:
        bounds.append(f"{name} < {column.minimum}")
    if column.maximum is not None:
        bounds.append(f"{name} > {column.maximum}")
    low = "−∞" if column.minimum is None else f"{column.minimum:g}"
    high = "∞" if column.maximum is None else f"{column.maximum:g}"
    return Check(
        "error",
        "bounds",
        table.name,
        column.name,
        Text(f"ngoài khoảng {low} đến {high}", f"is outside {low} to {high}"),
        Text("Kiểm tra giá trị và đơn vị", "Check the value and its unit"),
        condition=" or ".join(bounds),
        value=raw,
    )


def _reference_check(table: Table, column: Column, references: str) -> Check:
    other_table, other_column = references.split(".")
    name = quoted(column.name)
    known = f"other.{quoted(other_column)} = referring.{name}"
    return Check(
        "error",
        "reference",
        table.name,
        column.name,
        Text(f"không có trong bảng {other_table}", f"is not in table {other_table}"),
        Text(
            f"Thêm dòng vào bảng {other_table} hoặc sửa mã",
            f"Add the row to table {other_table} or correct the code",
        ),
        query=f"{opening(table.name, column.name)}, {name} as value"
        f" from {view_name(table.name)} as referring"
        f" where {name} is not null and {SOURCE} is not null and not exists"
        f" (select 1 from {view_name(other_table)} as other where {known})",
        suspicion=f"count({name})",
    )


def _currency_check(table: Table) -> Check:
    """Find amounts in another currency than the case's: they could never be added to its own."""
    return Check(
        "error",
        "one_currency",
        table.name,
        "currency",
        Text("khác loại tiền của bộ dữ liệu", "is not the currency of the data set"),
        Text(
            "Đưa các dòng này vào một bộ dữ liệu riêng có loại tiền đó",
            "Put these rows in a data set of their own in that currency",
        ),
        condition=f"currency <> (select max(currency) from {view_name('case_info')})",
        value="currency",
    )


def _key_check(table: Table) -> Check:
    """Find a key met a second time among handed-in rows; an incomplete key is no key.

    A handed-in row with the key of one the data set has replaces it, which is no fault. Numbers
    stand for the keys while they are counted, so the usual answer, none twice, comes quickly.
    """
    key = ", ".join(quoted(name) for name in table.key)
    shown = " || ' / ' || ".join(f"{quoted(name)}::varchar" for name in table.key)
    complete = " and ".join(f"{quoted(name)} is not null" for name in table.key)
    return Check(
        "error",
        "key_repeated",
        table.name,
        ", ".join(table.key),
        Text("Khóa bị trùng với một dòng ở trên", "The key repeats that of a row above"),
        Text("Bỏ dòng trùng hoặc sửa khóa", "Drop the repeated row or correct the key"),
        query=f"""
        with keyed as (
            select {ROW}, {SOURCE}, {key}
            from {view_name(table.name)}
            where {SOURCE} is not null and {complete}
        ),
        suspect as (
            select hash({key}) as number
            from keyed
            group by number
            having count(*) > 1
        ),
        suspected as materialized (
            select *
            from keyed
            where hash({key}) in (select number from suspect)
        ),
        first_met as (
            select {key}, min(row({SOURCE}, {ROW})) as first_place
            from suspected
            group by {key}
        )
        {opening(table.name, ", ".join(table.key))}, {shown} as value
        from suspected
        join first_met using ({key})
        where row({SOURCE}, {ROW}) > first_place
        """,
        suspicion=f"count(*) filter (where {complete})"
        f" - count(distinct hash({key})) filter (where {complete})",
    )
