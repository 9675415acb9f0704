"""From the grid of a sheet to a typed table: every cell read as the dictionary declares it.

A regular text file in the program's own form is read by DuckDB in one pass. Anything else goes
through a table of texts, so that a cell that cannot be read is told with its address.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.intake.addresses import column_letters
from analysis.intake.cleaning import NATIVE_MARK, needs_cleaning
from analysis.intake.foot_rows import FOOT_ROWS, first_foot_row
from analysis.intake.grids import (
    Grid,
    load_columns,
    number_as_text,
    text_relation,
)
from analysis.intake.headers import SheetMatch
from analysis.intake.legacy_sheet import LegacySheet, convert_columns
from analysis.intake.problem import Problem
from analysis.intake.sheet_problems import (
    foot_problem,
    reading_problems,
    total_row_problems,
)
from analysis.intake.staged_sheet import SOURCE, StagedSheet
from analysis.intake.staging import ROW, SQL_TYPES, quoted
from analysis.intake.tax_codes import clean_tax_code
from analysis.intake.total_rows import may_be_total, total_row_condition
from analysis.intake.values import Reading, decide_readings, parse

__all__ = ["SOURCE", "StagedSheet", "stage_sheet"]

_COUNTED = ("integer", "number")
_LABEL_COLUMNS = 2


def stage_sheet(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    grid: Grid,
    match: SheetMatch,
    legacy: LegacySheet | None = None,
) -> tuple[StagedSheet, list[Problem]]:
    """Create `incoming_<number>` from a sheet; return it and what could not be read.

    Rows with a cell that cannot be read are added to temp table `unread_row`. `legacy` is the
    old font its texts are converted from. The match must name a table.
    """
    table = TABLES[str(match.table)]
    positions = {
        found.column: found.position for found in match.columns if found.column is not None
    }
    if legacy is None and _in_our_own_form(grid, match, positions):
        staged = _read_directly(connection, number, grid, match, table, positions)
        if staged is not None:
            return staged, []
    return _read_through_texts(connection, number, grid, match, table, positions, legacy)


def _in_our_own_form(grid: Grid, match: SheetMatch, positions: dict[str, int]) -> bool:
    return (
        grid.lines is not None
        and match.header_row == 1
        and match.first_row == 2
        and match.money_factor == 1
        and all(found.column == found.header for found in match.columns)
        and len(positions) == len(match.columns)
    )


def _read_directly(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    grid: Grid,
    match: SheetMatch,
    table: Table,
    positions: dict[str, int],
) -> StagedSheet | None:
    """Read a regular file in one pass; None when any cell is not in canonical form."""
    by_position = {position: table.column(name) for name, position in positions.items()}
    types = {
        position: _READ_AS.get(column.type, SQL_TYPES[column.type])
        for position, column in by_position.items()
    }
    selected = [
        f"c{position}::{SQL_TYPES[column.type]} as {quoted(column.name)}"
        for position, column in by_position.items()
    ]
    odd = " or ".join(_odd(column, f"c{position}") for position, column in by_position.items())
    relation = text_relation(grid, [types[found.position] for found in match.columns], 2)
    data = f"incoming_{number}_data"
    try:
        connection.execute(
            f"create or replace temp table {data} as"
            f" select {', '.join(selected)}, coalesce({odd}, false) as _odd from {relation}"
        )
    except duckdb.Error:
        return None
    counted = connection.execute(
        f"select count(*), count(*) filter (where _odd) from {data}"
    ).fetchone()
    rows, odd_rows = counted if counted is not None else (0, 1)
    if odd_rows or rows != (grid.lines or 0) - 1:
        connection.execute(f"drop table {data}")
        return None
    columns = ", ".join(
        quoted(column.name)
        if column.name in positions
        else f"null::{SQL_TYPES[column.type]} as {quoted(column.name)}"
        for column in table.columns
    )
    connection.execute(
        f"create or replace temp view incoming_{number} as"
        f" select rowid + 2 as {ROW}, {number} as {SOURCE}, {columns} from {data}"
    )
    return StagedSheet(number, grid, table, match, positions, f"incoming_{number}", None, int(rows))


_READ_AS = {"integer": "double", "money": "double", "year": "double"}
"""A reader of whole numbers rounds 1.5 without a word, so they are read with their fraction."""

_EXACT = 2**53


def _odd(column: Column, value: str) -> str:
    """Return an SQL condition: the value may not be what the file says."""
    if column.codes is not None:
        allowed = ", ".join(f"'{code}'" for code in column.codes.values())
        return f"{value} not in ({allowed})"
    if column.name == "tax_code":
        return f"{value} <> {clean_tax_code(value)}"
    match column.type:
        case "text":
            return needs_cleaning(value)
        case "integer" | "money" | "year":
            limit = _EXACT if column.type == "money" else 2**31
            return f"({value} <> trunc({value}) or abs({value}) >= {limit})"
        case "number" | "fraction":
            return f"not isfinite({value})"
        case "date" | "timestamp":
            # The reader turns the word infinity into the first day it knows.
            return f"{value} <= date '1900-01-01'"
        case _:
            return "false"


def _read_through_texts(
    connection: duckdb.DuckDBPyConnection,
    number: int,
    grid: Grid,
    match: SheetMatch,
    table: Table,
    positions: dict[str, int],
    legacy: LegacySheet | None,
) -> tuple[StagedSheet, list[Problem]]:
    raw, cells = f"raw_{number}", f"cells_{number}"
    wanted = sorted(positions.values())
    # The label of a total often stands in a column of numbers that is no data itself.
    labels = list(range(grid.first_column + 1, wanted[0]))[-_LABEL_COLUMNS:]
    numeric = load_columns(connection, grid, cells, match.first_row, wanted, labels)
    texts = {
        position: number_as_text(f"c{position}") if numeric[position] else f"c{position}"
        for position in (*labels, *wanted)
    }
    totals = _total_rows(connection, cells, texts)
    foot, problems = _foot(connection, cells, grid, table, texts)
    rest = ", ".join(map(str, [*match.skip_rows, *totals])) or "null"
    # A text in an old font is rewritten in place; all else is only looked at.
    connection.execute(
        f"create or replace temp {'view' if legacy is None else 'table'} {raw} as"
        f" select * from {cells} where coalesce({ROW} not in ({rest}), true){foot}"
    )
    letters = column_letters(wanted[0])
    problems += total_row_problems(grid, table, [(row, f"{letters}{row}") for row in totals])
    if legacy is not None:
        typed = {name: place for name, place in positions.items() if not numeric[place]}
        convert_columns(connection, raw, typed, table, legacy)
    by_position = {found.position: found for found in match.columns}
    readings = [
        Reading(
            table.column(name),
            texts[position],
            money_factor=by_position[position].money_factor or match.money_factor,
            percent=by_position[position].percent,
            decimal="." if numeric[position] else None,
        )
        for name, position in positions.items()
    ]
    factors = {
        name: (by_position[position].factor or 1) if table.column(name).type in _COUNTED else 1
        for name, position in positions.items()
    }
    readings = [
        replace(reading, column=replace(reading.column, type="number"))
        if factors[reading.column.name] != 1
        else reading
        for reading in readings
    ]
    numbers = [
        reading.column
        for reading in readings
        if numeric[positions[reading.column.name]] and reading.power == 0
    ]
    direct = _direct(connection, raw, numbers, positions)
    readings = decide_readings(
        connection,
        raw,
        [reading for reading in readings if reading.column.name not in direct],
        match.vietnamese,
    )
    relation = f"incoming_{number}"
    by_name = {reading.column.name: reading for reading in readings}
    columns = ", ".join(
        f"{_read(by_name[column.name], column, factors[column.name])} as {quoted(column.name)}"
        if column.name in by_name
        else f"{_times(direct[column.name], column, factors[column.name])} as {quoted(column.name)}"
        if column.name in direct
        else f"null::{SQL_TYPES[column.type]} as {quoted(column.name)}"
        for column in table.columns
    )
    connection.execute(
        f"create or replace temp table {relation} as"
        f" select {ROW}, {number} as {SOURCE}, {columns} from {raw}"
    )
    counted = connection.execute(f"select count(*) from {relation}").fetchone()
    staged = StagedSheet(
        number,
        grid,
        table,
        match,
        positions,
        relation,
        raw,
        int(counted[0]) if counted else 0,
        texts,
    )
    problems += reading_problems(connection, staged, readings)
    return staged, problems


def _read(reading: Reading, column: Column, factor: float) -> str:
    """Return the SQL expression of a column; `factor` is the unit its header tells, 1 for none."""
    if column.name == "tax_code":
        return clean_tax_code(parse(reading))
    return _times(parse(reading), column, factor)


def _times(value: str, column: Column, factor: float) -> str:
    """Return a value in its own unit; 1.5 thousand persons are 1,500 persons."""
    if factor == 1:
        return value
    product = f"({value}) * {factor!r}"
    return product if column.type != "integer" else f"round({product})::bigint"


def _direct(
    connection: duckdb.DuckDBPyConnection,
    raw: str,
    columns: Sequence[Column],
    positions: dict[str, int],
) -> dict[str, str]:
    """Return the SQL of columns that are numbers of the file and need no reading of texts.

    A column of whole numbers is among them only when all its values are whole.
    """
    numbers = [c for c in columns if c.type in ("number", "fraction", *_READ_AS)]
    whole = [column for column in numbers if column.type in _READ_AS]
    with_fraction: tuple[bool, ...] = ()
    if whole:
        asked = ", ".join(f"bool_or({_odd(c, f'c{positions[c.name]}')})" for c in whole)
        with_fraction = connection.execute(f"select {asked} from {raw}").fetchone() or ()
    kept_out = {column.name for column, found in zip(whole, with_fraction, strict=True) if found}
    return {
        column.name: f"c{positions[column.name]}::{SQL_TYPES[column.type]}"
        for column in numbers
        if column.name not in kept_out
    }


def _total_rows(
    connection: duckdb.DuckDBPyConnection, cells: str, texts: dict[int, str]
) -> list[int]:
    """Return the numbers of the rows that add up others."""
    suspect = f"from {cells} where {may_be_total(texts[min(texts)])}"
    if connection.execute(f"select 1 {suspect} limit 1").fetchone() is None:
        return []
    condition = total_row_condition([f"t{position}" for position in texts])
    # A number of the file itself among texts is marked, and still a figure.
    named = ", ".join(
        f"ltrim({text}, '{NATIVE_MARK}') as t{position}" for position, text in texts.items()
    )
    rows = connection.execute(
        f"select {ROW} from (select {ROW}, {named} {suspect}) where {condition} order by {ROW}"
    ).fetchall()
    return [int(row) for (row,) in rows]


def _foot(
    connection: duckdb.DuckDBPyConnection,
    cells: str,
    grid: Grid,
    table: Table,
    texts: dict[int, str],
) -> tuple[str, list[Problem]]:
    """Return the SQL condition that leaves out the lines under a table, and what to tell of it."""
    rows = connection.execute(
        f"select {ROW}, {', '.join(texts.values())} from {cells}"
        f" where {ROW} > (select max({ROW}) from {cells}) - {FOOT_ROWS} order by {ROW}"
    ).fetchall()
    place = first_foot_row([row[1:] for row in rows])
    if place is None:
        return "", []
    first, *found = rows[place]
    position, value = next((p, cell) for p, cell in zip(texts, found, strict=True) if cell)
    problem = foot_problem(grid, table, first, f"{column_letters(position)}{first}", value)
    return f" and {ROW} < {first}", [problem]
