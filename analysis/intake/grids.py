"""Grids: the cells of a handed-in sheet, row by row, and their way into a DuckDB table of texts.

A grid keeps the row numbers a reader of the file sees. Numbers, days and truth values that the
file itself holds as such are written canonically (12.5, 2024-03-01, true), so that only what a
person typed as text has to be understood.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from analysis.intake.cleaning import NATIVE_MARK
from analysis.intake.text_files import TextFormat

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

Cell = Any
"""What a reader gives: a text, number, truth value, day or time; an empty cell is '' or None."""

Chunk = tuple[Sequence[int], list[tuple[Cell, ...]]]
"""Row numbers of some rows and their cells by column, all columns of one length."""

CHUNK_ROWS = 4_000
"""Few enough that the cells of a chunk stay in the processor's cache while every column is read."""
TOP_ROWS = 60


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet. `rows` yields (row number, cells) from the first filled row on.

    `chunks` yields the same from a row on, many rows at a time and column by column.
    `first_column` is how many columns lie empty to the left of the first cell. `text_path` and
    `format` are set for a regular text file, which DuckDB can read by itself: `lines` then counts
    its rows.
    """

    file: str
    sheet: str | None
    rows: Callable[[], Iterator[tuple[int, Sequence[Cell]]]]
    chunks: Callable[[int], Iterator[Chunk]]
    first_column: int = 0
    text_path: Path | None = None
    format: TextFormat | None = None
    lines: int | None = None

    def top(self, count: int = TOP_ROWS) -> list[list[str | None]]:
        """Return the first rows as texts, row 1 first, rows that are missing as empty lists."""
        found: list[list[str | None]] = []
        for number, cells in islice(self.rows(), count):
            if number > count:
                break
            while len(found) < number - 1:
                found.append([])
            padding: list[str | None] = [None] * self.first_column
            found.append(padding + [cell_text(cell) for cell in cells])
        return found


def cell_text(cell: Cell) -> str | None:
    """Return a cell as text, the file's own numbers and days canonically; None when it is empty."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time(0)
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, (date, time)):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        return str(cell)
    return str(cell)


def workbook_grid(file: str, name: str, sheet: CalamineSheet) -> Grid:
    """Return the grid of a sheet that holds anything."""
    first_row, first_column = sheet.start or (0, 0)
    cells = sheet.to_python()

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        return enumerate(cells, start=first_row + 1)

    def chunks(first: int) -> Iterator[Chunk]:
        begin = max(first - first_row - 1, 0)
        for start in range(begin, len(cells), CHUNK_ROWS):
            part = cells[start : start + CHUNK_ROWS]
            number = first_row + 1 + start
            yield range(number, number + len(part)), list(zip(*part, strict=True))

    return Grid(file, name, rows, chunks, first_column)


def text_grid(path: Path, file: str, form: TextFormat) -> Grid:
    """Return the grid of a UTF-8 text file; a field with line breaks is one cell of one row."""

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        csv.field_size_limit(1 << 20)
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines, delimiter=form.delimiter, quotechar=form.quote or '"')
            for number, row in enumerate(reader, start=1):
                if row:
                    yield number, row

    return Grid(
        file,
        None,
        rows,
        lambda first: _chunks(rows(), first),
        text_path=path,
        format=form,
        lines=_count_lines(path),
    )


def typed_grid(file: str, cells: Sequence[Sequence[str | None]]) -> Grid:
    """Return the grid of rows that were typed on a page, the first of them the header."""

    def rows() -> Iterator[tuple[int, Sequence[Cell]]]:
        return enumerate(cells, start=1)

    return Grid(file, None, rows, lambda first: _chunks(rows(), first))


def _count_lines(path: Path) -> int:
    count, last = 0, b"\n"
    with path.open("rb") as stream:
        while block := stream.read(1 << 22):
            count += block.count(b"\n")
            last = block[-1:]
    return count + (last != b"\n")


def load_columns(
    connection: duckdb.DuckDBPyConnection,
    grid: Grid,
    table: str,
    first_row: int,
    positions: Sequence[int],
    beside: Sequence[int] = (),
) -> dict[int, bool]:
    """Create temp view `table` with `_row` and the cells `c<position>` of the wanted columns.

    Rows before `first_row` and rows without any value in the wanted columns are left out; the
    columns `beside` come along and make no row by themselves. A
    column is double where all its values are numbers of the file itself, text otherwise; returns
    which of them are numbers.
    """
    import pyarrow

    numbers: list[Any] = []
    everything = [*positions, *beside]
    columns: dict[int, list[tuple[bool, Any]]] = {position: [] for position in everything}
    for rows, cells in grid.chunks(first_row):
        numbers.append(pyarrow.array(rows, type=pyarrow.int64()))
        for position in everything:
            offset = position - 1 - grid.first_column
            filled = 0 <= offset < len(cells)
            values = cells[offset] if filled else (None,) * len(rows)
            columns[position].append(_array(values))
    numeric = {position: _numeric(chunks) for position, chunks in columns.items()}
    arrays = {"_row": pyarrow.chunked_array(numbers, type=pyarrow.int64())}
    for position, chunks in columns.items():
        kind = pyarrow.float64() if numeric[position] else pyarrow.string()
        parts = [_as(kind, array) for _, array in chunks]
        arrays[f"c{position}"] = pyarrow.chunked_array(parts, type=kind)
    connection.register(f"arrow_{table}", pyarrow.table(arrays))
    selected = ", ".join(
        f"c{position}" if numeric[position] else f"nullif(c{position}, '') as c{position}"
        for position in everything
    )
    filled_rows = " or ".join(f"c{position} is not null" for position in positions)
    connection.execute(
        f"create or replace temp view {table} as"
        f" select * from (select _row, {selected} from arrow_{table}) where {filled_rows}"
    )
    return numeric


def _chunks(rows: Iterator[tuple[int, Sequence[Cell]]], first_row: int) -> Iterator[Chunk]:
    wanted = (row for row in rows if row[0] >= first_row)
    while chunk := list(islice(wanted, CHUNK_ROWS)):
        width = max(len(cells) for _, cells in chunk)
        padded = [
            cells if len(cells) == width else [*cells, *([None] * (width - len(cells)))]
            for _, cells in chunk
        ]
        yield [number for number, _ in chunk], list(zip(*padded, strict=True))


def _array(values: Sequence[Cell]) -> tuple[bool, Any]:
    """Return a column of a chunk as an Arrow array, and whether it holds numbers only."""
    import pyarrow

    first = next((value for value in values if value is not None and value != ""), None)
    # Most columns hold one kind of value: the first tells which, and Arrow refuses any other.
    try:
        if first is None or isinstance(first, str):
            return False, pyarrow.array(values, type=pyarrow.string())
        # Arrow takes true for the number 1, which no officer means.
        if isinstance(first, float) and bool not in set(map(type, values)):
            return True, pyarrow.array(values, type=pyarrow.float64())
    except (pyarrow.ArrowInvalid, pyarrow.ArrowTypeError):
        pass
    types = set(map(type, values))
    if types <= {float, int, str, type(None)} and not any(
        value for value in values if isinstance(value, str)
    ):
        known = [None if value == "" else value for value in values]
        return True, pyarrow.array(known, type=pyarrow.float64())
    return False, pyarrow.array([_marked(value) for value in values], type=pyarrow.string())


def _numeric(chunks: Sequence[tuple[bool, Any]]) -> bool:
    """Tell whether a column holds numbers only; a chunk of empty cells is no text."""
    numbers = any(numeric for numeric, _ in chunks)
    return numbers and all(numeric or _is_blank(array) for numeric, array in chunks)


def _is_blank(array: Any) -> bool:
    return not any(value for value in array.to_pylist())


def _as(kind: Any, array: Any) -> Any:
    """Return a chunk in the type of its whole column; numbers among texts are marked as such."""
    import pyarrow

    if array.type == kind:
        return array
    if pyarrow.types.is_string(kind):
        return pyarrow.array([_marked(value) for value in array.to_pylist()], type=kind)
    return pyarrow.nulls(len(array), type=kind)


def _marked(value: Cell) -> str | None:
    text = cell_text(value)
    numeric = isinstance(value, (int, float)) and not isinstance(value, bool)
    return f"{NATIVE_MARK}{text}" if numeric and text is not None else text


def number_as_text(name: str) -> str:
    """Return the SQL text of a double column: whole numbers without a fraction."""
    return (
        f"case when {name} = trunc({name}) and abs({name}) < 1e15"
        f" then {name}::bigint::varchar else {name}::varchar end"
    )


def text_relation(grid: Grid, types: Sequence[str], first_row: int) -> str:
    """Return an SQL relation that reads a regular text file in parallel, as columns c1, c2 …

    `types` are the SQL types of its columns. Reading fails where a value is not of its type.
    """
    if grid.text_path is None or grid.format is None:
        raise ValueError("only a text file has a text relation")
    location = str(grid.text_path).replace("'", "''")
    columns = ", ".join(f"'c{position}': '{kind}'" for position, kind in enumerate(types, start=1))
    quote = (grid.format.quote or '"').replace("'", "''")
    delimiter = grid.format.delimiter.replace("'", "''")
    return (
        f"read_csv('{location}', header = false, skip = {first_row - 1}, auto_detect = false,"
        f" delim = '{delimiter}', quote = '{quote}', escape = '{quote}',"
        f" dateformat = '%Y-%m-%d', columns = {{{columns}}})"
    )
