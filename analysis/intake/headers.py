"""Which table a sheet holds, where its header lies and which column each heading stands for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.intake.column_match import (
    Assignment,
    ColumnMatch,
    HeaderMapping,
    assign,
    matched_columns,
)
from analysis.intake.folding import fold_text
from analysis.intake.header_row import (
    Block,
    Row,
    filled,
    header_blocks,
    is_example,
    is_numbering,
    looks_like_heading,
    units_of_row,
)
from analysis.intake.header_words import LONGEST_HEADER, clean_header, readings
from analysis.intake.heading_match import Heading
from analysis.intake.table_choice import BY_NAME, table_ranks
from analysis.intake.table_names import vocabulary
from analysis.intake.total_rows import is_total_row, total_row_condition
from analysis.intake.unit_words import Unit, told_money_unit

__all__ = [
    "ColumnMatch",
    "SheetMatch",
    "is_skipped_sheet",
    "is_total_row",
    "mapping_key",
    "match_sheet",
    "total_row_condition",
]

_ROWS_READ = 60
_COLUMNS_READ = 256
"""Headings further right are listed, not matched: no table has a tenth as many columns."""
_SKIPPED_SHEETS = frozenset(
    {"khuyencong", "huong dan", "guide", "danh muc", "lists", "huong dan guide", "danh muc lists"}
)


@dataclass(frozen=True, slots=True)
class SheetMatch:
    """What a sheet was recognised as.

    Rows count from 1. `table` is None where several tables fit equally well: `candidates` names
    them, best first, for the officer to choose. `header_row` is the last row of the header,
    `first_row` the first row of data, `skip_rows` the rows from the header on that are no data
    (column numbers, units, examples, the header again). `money_factor` is the sheet's money unit
    in đồng, 1 where none is told; a factor told in a column's own header goes before it.
    `vietnamese` is the language of the header, for the decimal mark.
    """

    table: str | None
    header_row: int
    first_row: int
    columns: tuple[ColumnMatch, ...]
    money_factor: int
    money_unit_told: bool
    vietnamese: bool
    skip_rows: tuple[int, ...] = ()
    candidates: tuple[str, ...] = ()
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class _Choice:
    """The best header found for one table; `headings` counts all its headings."""

    block: Block
    assignment: Assignment
    headings: int


def is_skipped_sheet(sheet: str) -> bool:
    """Return whether a sheet is a template's guide, list or hidden sheet, never data."""
    return fold_text(sheet) in _SKIPPED_SHEETS


def mapping_key(header: str) -> str:
    """Return the key by which an officer's choice for a header is remembered."""
    return fold_text(header)


def match_sheet(
    rows: Sequence[Row],
    sheet: str,
    file: str,
    tables: Sequence[str] = HANDED_IN_TABLES,
    mapping: Mapping[str, str | None] | None = None,
    table: str | None = None,
) -> SheetMatch | None:
    """Recognise a sheet from its first rows; None: nothing in it looks like any table.

    `rows` are the first rows of the sheet, row 1 first, where a merged cell has its value in its
    first cell and None in the others. `mapping` is the officer's own (folded header → dictionary
    column, None to leave it out) and wins over every name. With `table` the sheet is that table.
    """
    whole_rows = rows[:_ROWS_READ]
    rows = [row[:_COLUMNS_READ] for row in whole_rows]
    if table is None and is_skipped_sheet(sheet):
        return None
    wanted = {fold_text(header): column for header, column in (mapping or {}).items()}
    among = (table,) if table is not None else tuple(tables)
    blocks = _blocks(rows, among, wanted)
    by_table: dict[str, _Choice] = {}
    for block in blocks:
        headings = _headings(block)
        for name in among:
            choice = _Choice(block, assign(headings, name, wanted), len(headings))
            if name not in by_table or _better(choice, by_table[name]):
                by_table[name] = choice
    by_table = {name: one for name, one in by_table.items() if one.assignment.recognised}
    if not by_table:
        return _unrecognised(rows, table, wanted) if table is not None else None
    top = min(one.block.top for one in by_table.values())
    ranks = table_ranks(
        {name: one.assignment for name, one in by_table.items()}, sheet, file, rows[:top]
    )
    ranked = sorted(ranks, key=lambda name: ranks[name], reverse=True)
    best = by_table[ranked[0]]
    if table is None and not _convincing(best, ranks[ranked[0]][0]):
        return None
    tied = len(ranked) > 1 and ranks[ranked[0]] == ranks[ranked[1]]
    match = _described(rows, best, None if tied else ranked[0], ranked, wanted)
    beyond = _beyond(whole_rows, match.header_row - 1)
    return replace(match, columns=match.columns + beyond)


def _blocks(rows: Sequence[Row], tables: tuple[str, ...], mapping: HeaderMapping) -> list[Block]:
    words = vocabulary(tables)
    if rows and _is_canonical(rows[0], tables):
        return [_single_row(rows, 0)]

    def knows(cell: str) -> bool:
        if mapping and fold_text(cell) in mapping:
            return True
        return any(all(key in words for key in reading.keys) for reading in readings(cell))

    return list(header_blocks(rows, knows))


def _is_canonical(row: Row, tables: tuple[str, ...]) -> bool:
    """Return whether a row is nothing but column names of the dictionary, all of one table."""
    cells = set(row)
    return bool(cells) and any(cells <= set(TABLES[table].column_names()) for table in tables)


def _headings(block: Block, units: Mapping[int, Unit] | None = None) -> list[Heading]:
    told = units or {}
    uppers = {levels[:-1] for levels in block.levels.values()}
    whole = len(uppers) == 1 and len(block.levels) > 1
    return [
        Heading(place + 1, levels, whole, told.get(place))
        for place, levels in sorted(block.levels.items())
    ]


def _better(one: _Choice, other: _Choice) -> bool:
    """Return whether a block is the better header for a table: more names, then grouped, low."""

    def rank(choice: _Choice) -> tuple[int, bool, int, int]:
        block = choice.block
        return (choice.assignment.recognised, block.grouped, block.top - block.bottom, -block.top)

    return rank(one) > rank(other)


def _convincing(choice: _Choice, votes: float) -> bool:
    """Return whether enough headings are known to call the sheet data rather than prose."""
    recognised = choice.assignment.recognised
    if votes >= BY_NAME:
        return True
    if recognised >= 4:
        return True
    share = recognised / choice.headings
    named = votes > recognised and choice.headings >= 2
    return share >= 0.3 and (recognised >= 2 or named)


def _described(
    rows: Sequence[Row],
    choice: _Choice,
    table: str | None,
    candidates: Sequence[str],
    mapping: HeaderMapping,
) -> SheetMatch:
    block, name = choice.block, choice.assignment.table
    skipped, units = _rows_after(rows, block)
    headings = _headings(block, units)
    assignment = assign(headings, name, mapping) if units else choice.assignment
    columns = matched_columns(headings, assignment)
    first = block.bottom + 1
    while first < len(rows) and (first in skipped or not any(map(filled, rows[first]))):
        first += 1
    if first >= len(rows):
        first = max([block.bottom, *skipped]) + 1
    columns += _unnamed(rows[first:], block)
    if table is None:
        columns = [_undecided(column) for column in columns]
    unit = told_money_unit([list(row) for row in rows[: block.top]])
    return SheetMatch(
        table=table,
        header_row=block.bottom + 1,
        first_row=first + 1,
        columns=tuple(sorted(columns, key=lambda column: column.position)),
        money_factor=1 if unit is None else unit.scale,
        money_unit_told=unit is not None,
        vietnamese=_is_vietnamese(headings, assignment),
        skip_rows=tuple(sorted(place + 1 for place in skipped)),
        candidates=tuple(candidates),
        currency=None if unit is None else unit.currency,
    )


def _rows_after(rows: Sequence[Row], block: Block) -> tuple[set[int], dict[int, Unit]]:
    """Return the rows after the header that are no data, and the units one of them tells."""
    skipped: set[int] = set()
    units: dict[int, Unit] = {}
    header = [_cells(row) for row in rows[block.top : block.bottom + 1]]
    directly_below = True
    for place in range(block.bottom + 1, len(rows)):
        row = rows[place]
        told = units_of_row(row) if directly_below and not units else None
        if told is not None:
            units = told
        if (
            told is not None
            or (directly_below and is_numbering(row))
            or is_example(row)
            or _cells(row) in header
        ):
            skipped.add(place)
        elif any(map(filled, row)):
            directly_below = False
    return skipped, units


def _cells(row: Row) -> dict[int, str]:
    return {
        place: cell.strip() for place, cell in enumerate(row) if cell is not None and filled(cell)
    }


def _unnamed(rows: Sequence[Row], block: Block) -> list[ColumnMatch]:
    """Return the columns without a heading that hold values: they must not be lost unseen."""
    places = {place for row in rows for place, cell in enumerate(row) if filled(cell)}
    return [ColumnMatch(place + 1, "", None) for place in sorted(places - set(block.levels))]


def _beyond(rows: Sequence[Row], header: int) -> tuple[ColumnMatch, ...]:
    """Return the filled columns beyond those matched, with the heading they have if any."""
    places = {
        place
        for row in rows[header:]
        for place in range(_COLUMNS_READ, len(row))
        if filled(row[place])
    }
    texts = {place: rows[header][place] for place in places if place < len(rows[header])}
    return tuple(
        ColumnMatch(place + 1, clean_header((texts.get(place) or "")[:LONGEST_HEADER]), None)
        for place in sorted(places)
    )


def _undecided(column: ColumnMatch) -> ColumnMatch:
    if column.column is None:
        return column
    return replace(column, column=None, suggestions=(column.column,))


def _is_vietnamese(headings: Sequence[Heading], assignment: Assignment) -> bool:
    spoken = [found.language for found in assignment.found.values()]
    vietnamese, english = spoken.count("vi"), spoken.count("en")
    if vietnamese == english:
        letters = "".join(heading.text for heading in headings)
        return vietnamese > 0 or not letters.isascii() or english == 0
    return vietnamese > english


def _unrecognised(rows: Sequence[Row], table: str, mapping: HeaderMapping) -> SheetMatch | None:
    """Return the likeliest header of a sheet in which no heading names a column of the table."""
    texts = [sum(map(looks_like_heading, row)) for row in rows]
    if not any(texts):
        return None
    place = texts.index(max(texts))
    block = _single_row(rows, place)
    choice = _Choice(block, assign(_headings(block), table, mapping), len(block.levels))
    return _described(rows, choice, table, (table,), mapping)


def _single_row(rows: Sequence[Row], place: int) -> Block:
    levels = {at: (cell,) for at, cell in enumerate(rows[place]) if cell and filled(cell)}
    return Block(place, place, levels, False)
