"""What is told of a sheet as it is read: cells that cannot be read, and readings to look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import duckdb

from analysis.dictionary import Column, Table
from analysis.dictionary.model import Severity
from analysis.intake.cleaning import NATIVE_MARK
from analysis.intake.code_values import likely_codes
from analysis.intake.grids import Grid
from analysis.intake.problem import Problem
from analysis.intake.staged_sheet import StagedSheet
from analysis.intake.staging import ROW, quoted
from analysis.intake.tax_codes import restored
from analysis.intake.values import Reading, rounded, unread
from analysis.language import Text

PROBLEMS_PER_COLUMN = 1_000


def total_row_problems(grid: Grid, table: Table, rows: Sequence[tuple[int, str]]) -> list[Problem]:
    """Return a warning for every row of totals that was left out, by its number and first cell."""
    return [
        Problem(
            "warning",
            "total_row",
            grid.file,
            table.name,
            row,
            None,
            None,
            Text("Dòng cộng, không nạp", "A row of totals, left out"),
            Text("Không cần làm gì", "Nothing to do"),
            grid.sheet,
            cell,
        )
        for row, cell in rows
    ]


def foot_problem(grid: Grid, table: Table, row: int, cell: str, value: str) -> Problem:
    """Return the warning that the lines under a table, from a row on, were left out."""
    return Problem(
        "warning",
        "foot_row",
        grid.file,
        table.name,
        row,
        None,
        value[:200],
        Text(
            "Từ dòng này là phần ngày ký, người lập, ghi chú dưới bảng, không nạp",
            "From this row on stand date, signatures and notes under the table, left out",
        ),
        Text("Không cần làm gì", "Nothing to do"),
        grid.sheet,
        cell,
    )


@dataclass(frozen=True, slots=True)
class _Question:
    """What may be wrong with cells of a column: the condition of such a cell, and what to say."""

    reading: Reading
    severity: Severity
    condition: str
    rule: str
    message: Text
    remedy: Text | Callable[[str], Text]


def reading_problems(
    connection: duckdb.DuckDBPyConnection, staged: StagedSheet, readings: Sequence[Reading]
) -> list[Problem]:
    """Return what is to be told of the cells of a sheet, column by column.

    First what cannot be read, whose rows are added to `unread_row`, then what was read in a way
    the officer may not have meant. One query asks of all columns whether there is any.
    """
    short = _short_columns(connection, staged, readings)
    found = [
        one
        for reading in readings
        for one in _questions(staged, reading, reading.column.name in short)
    ]
    conditions = [one.condition for one in found if isinstance(one, _Question)]
    if not conditions:
        return [one for one in found if isinstance(one, Problem)]
    asked = ", ".join(f"bool_or({condition})" for condition in conditions)
    answers = connection.execute(f"select {asked} from {staged.raw}").fetchone()
    met = dict(zip(conditions, answers or (), strict=True))
    problems: list[Problem] = []
    for one in found:
        if isinstance(one, Problem):
            problems.append(one)
        elif met[one.condition]:
            if one.severity == "error":
                connection.execute(
                    f"insert into unread_row select '{staged.table.name}', {ROW}, {staged.number}"
                    f" from {staged.raw} where {one.condition}"
                )
            problems += _told(connection, staged, one)
    return problems


def _short_columns(
    connection: duckdb.DuckDBPyConnection, staged: StagedSheet, readings: Sequence[Reading]
) -> set[str]:
    """Return the columns with fewer values than texts: only they can hold cells not read.

    Counting costs next to nothing, where reading every text again would take as long as before.
    """
    if not readings:
        return set()
    values = ", ".join(f"count({quoted(reading.column.name)})" for reading in readings)
    texts = ", ".join(f"count({reading.raw})" for reading in readings)
    read = connection.execute(f"select {values} from {staged.relation}").fetchone() or ()
    given = connection.execute(f"select {texts} from {staged.raw}").fetchone() or ()
    return {
        reading.column.name
        for reading, value, text in zip(readings, read, given, strict=True)
        if value < text
    }


def _questions(staged: StagedSheet, reading: Reading, short: bool) -> Iterator[_Question | Problem]:
    """Yield what may be wrong with a column, in the order in which it is told.

    A problem is of the whole column; `short` tells whether it has fewer values than texts.
    """
    column = reading.column
    if short and not reading.plain and column.type != "text":
        message, usual = _CANNOT_READ[column.type]
        remedy: Text | Callable[[str], Text] = usual
        if column.codes is not None:
            remedy = partial(likely_codes, column.codes)
        rule = "code_list" if column.codes is not None else f"type_{column.type}"
        yield _Question(reading, "error", unread(reading), rule, message, remedy)
    if column.name == "tax_code":
        yield _Question(
            reading,
            "warning",
            f"coalesce({restored(reading.raw)}, false)",
            "leading_zero_restored",
            Text("mất số 0 ở đầu, đã thêm lại", "had lost its leading zero, which was put back"),
            Text("Đặt ô ở dạng chữ (Text)", "Format the cell as Text"),
        )
    if reading.ambiguous and column.type in _DOUBTFUL_COLUMNS:
        yield _doubtful_column(staged, column)
    if reading.plain:
        return
    if column.type == "money":
        yield _Question(
            reading,
            "warning",
            f"coalesce({rounded(reading)}, false)",
            "rounded_to_whole",
            Text("lẻ dưới một đồng, đã làm tròn", "is not a whole đồng and was rounded"),
            Text("Kiểm tra đơn vị tiền", "Check the money unit"),
        )
    if reading.ambiguous and column.type in ("money", "number", "integer"):
        thousands = column.type != "number" or reading.decimal == ","
        yield _Question(
            reading,
            "warning",
            f"regexp_full_match(trim({reading.raw}), '-?[0-9]{{1,3}}[.,][0-9]{{3}}')",
            "ambiguous_number",
            Text(
                "có thể hiểu hai cách (1.234 hay 1,234); đã đọc dấu theo kiểu "
                + ("phần nghìn" if thousands else "phần thập phân"),
                "can be read in two ways (1,234 or 1.234); its mark was taken for "
                + ("thousands" if thousands else "decimals"),
            ),
            Text("Ghi ô ở dạng số của Excel", "Store the cell as a number"),
        )


def _doubtful_column(staged: StagedSheet, column: Column) -> Problem:
    """Return the one warning about a whole column, placed at its heading."""
    rule, message, remedy = _DOUBTFUL_COLUMNS[column.type]
    return Problem(
        "warning",
        rule,
        staged.grid.file,
        staged.table.name,
        None,
        column.name,
        None,
        message,
        remedy,
        staged.grid.sheet,
        staged.cell(staged.match.header_row, column.name),
    )


def _told(
    connection: duckdb.DuckDBPyConnection,
    staged: StagedSheet,
    question: _Question,
) -> list[Problem]:
    reading, condition, remedy = question.reading, question.condition, question.remedy
    name = reading.column.name
    rows = connection.execute(
        f"select {ROW}, {reading.raw} from {staged.raw} where {condition}"
        f" order by {ROW} limit {PROBLEMS_PER_COLUMN}"
    ).fetchall()
    total = len(rows)
    if total == PROBLEMS_PER_COLUMN:
        # Not `count(*) over ()`: on few rows it now and then ends a DuckDB 1.5.5 database.
        counted = connection.execute(
            f"select count(*) from {staged.raw} where {condition}"
        ).fetchone()
        total = int(counted[0]) if counted else total
    problems = [
        Problem(
            question.severity,
            question.rule,
            staged.grid.file,
            staged.table.name,
            row,
            name,
            str(value)[:200].removeprefix(NATIVE_MARK),
            question.message,
            remedy if isinstance(remedy, Text) else remedy(str(value)),
            staged.grid.sheet,
            staged.cell(row, name),
        )
        for row, value in rows
    ]
    if total > len(rows):
        problems.append(and_more(problems[-1], total - len(rows)))
    return problems


def and_more(problem: Problem, rest: int) -> Problem:
    """Return the problem that stands for the rows with the same fault that are not listed."""
    return replace(
        problem,
        row=None,
        cell=None,
        value=None,
        message=Text(
            f"và {rest} dòng nữa cùng vấn đề", f"and {rest} more rows with the same fault"
        ),
    )


_MONTH_FIRST = (
    "ambiguous_dates",
    Text(
        "Có ngày chỉ hợp lệ khi đọc tháng trước (như 12/25/2024), nên các ngày khác trong cột cũng "
        "có thể ghi tháng trước; cả cột đã đọc theo ngày/tháng/năm",
        "Some dates exist only with the month first (such as 12/25/2024), so the others in this "
        "column may be written so, too; the whole column was read as day/month/year",
    ),
    Text(
        "Kiểm tra các ngày như 03/04/2024; nếu cột ghi tháng trước thì sửa cả cột thành "
        "ngày/tháng/năm",
        "Check dates such as 03/04/2024; if the month comes first, write the whole column as "
        "day/month/year",
    ),
)
_DOUBTFUL_COLUMNS: dict[str, tuple[str, Text, Text]] = {
    "date": _MONTH_FIRST,
    "timestamp": _MONTH_FIRST,
    "fraction": (
        "ambiguous_percentages",
        Text(
            "Tiêu đề ghi % nhưng không giá trị nào lớn hơn 1; 0,5 đã đọc là 0,5%, không phải 50%",
            "The heading says % but no value exceeds 1; 0.5 was read as 0.5%, not as 50%",
        ),
        Text(
            "Nếu 0,5 nghĩa là 50% (ô định dạng phần trăm) thì ghi số 50 hoặc bỏ % khỏi tiêu đề; "
            "nếu đúng là 0,5% thì không cần sửa",
            "If 0.5 stands for 50% (cells formatted as percentages), write 50 or take % out of the "
            "heading; if it means 0.5%, nothing needs mending",
        ),
    ),
}

_WHOLE = (
    Text("không phải số nguyên", "is not a whole number"),
    Text("Ghi số, như 12 hoặc 1.200", "Write a number, such as 12 or 1,200"),
)
_NUMBER = (
    Text("không phải số", "is not a number"),
    Text("Ghi số, như 1.234,5", "Write a number, such as 1,234.5"),
)
_DAY = (
    Text("không phải ngày", "is not a date"),
    Text("Ghi ngày/tháng/năm, như 24/11/2026", "Write day/month/year, such as 24/11/2026"),
)
_CANNOT_READ: dict[str, tuple[Text, Text]] = {
    "integer": _WHOLE,
    "year": (
        Text("không phải năm", "is not a year"),
        Text("Ghi năm bốn chữ số", "Write a year of four digits"),
    ),
    "money": (
        Text("không phải số tiền", "is not an amount of money"),
        Text("Ghi số, như 1.200.000 hoặc 1,2 tỷ", "Write a number, such as 1,200,000"),
    ),
    "number": _NUMBER,
    "fraction": _NUMBER,
    "date": _DAY,
    "timestamp": _DAY,
    "boolean": (
        Text("không phải có/không", "is not yes or no"),
        Text("Ghi Có hoặc Không", "Write Yes or No"),
    ),
    "code": (
        Text("không có trong danh mục", "is not in the code list"),
        Text("Chọn từ danh mục", "Choose from the list"),
    ),
}
