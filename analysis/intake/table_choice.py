"""Which table a sheet holds: the votes of its columns, its name, its file and its titles."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import PurePath

from analysis.dictionary import TABLES
from analysis.intake.column_match import Assignment
from analysis.intake.folding import fold_text
from analysis.intake.header_row import Row
from analysis.intake.table_names import DERIVED, named_exactly, named_within

_DEFAULT_SHEET = re.compile(r"|sheet ?\d*|trang tinh ?\d*|trang ?\d*|data|du lieu|bang tinh ?\d*")
# A sheet or file that is named after a table is that table when the columns do not say otherwise.
BY_NAME = 1_000.0
_BY_SHEET_WORDS = 2.0
_BY_TITLE_WORDS = 1.5
_BY_FILE_WORDS = 1.0


Rank = tuple[float, float, int]
"""Votes with names, share of the needed columns there, columns called by their own names."""


def table_ranks(
    assignments: Mapping[str, Assignment], sheet: str, file: str, above: Sequence[Row]
) -> dict[str, Rank]:
    """Return how well each table fits a sheet; `above` are the rows over the header."""
    most = max(assignment.recognised for assignment in assignments.values())
    bonus = _name_votes(tuple(assignments), sheet, file, above)
    ranks = {}
    for name, assignment in assignments.items():
        votes = assignment.recognised
        by_name = bonus.get(name, 0.0)
        if by_name >= BY_NAME and 2 * votes < most:
            by_name = 0.0  # Named after the table, but clearly filled with another.
        found = assignment.found.values()
        ranks[name] = (
            votes + by_name,
            _share_of_needed(name, {one.column for one in found}),
            sum(one.rank < DERIVED for one in found),
        )
    return ranks


def _name_votes(
    tables: tuple[str, ...], sheet: str, file: str, above: Sequence[Row]
) -> dict[str, float]:
    stem = PurePath(file).stem
    silent = fold_text(sheet) == fold_text(stem) or bool(_DEFAULT_SHEET.fullmatch(fold_text(sheet)))
    votes = dict.fromkeys(tables, 0.0)
    exact = named_exactly(stem if silent else sheet, tables)
    for name in exact:
        votes[name] += BY_NAME
    titles = " / ".join(cell for row in above for cell in row if cell is not None)[:2_000]
    for text, weight in (
        ("" if silent else sheet, _BY_SHEET_WORDS),
        (titles, _BY_TITLE_WORDS),
        (stem, _BY_FILE_WORDS),
    ):
        for name in named_within(text, tables):
            votes[name] += weight
    return votes


def _share_of_needed(table: str, found: set[str]) -> float:
    """Return how many of the columns a row cannot do without are there, 0 to 1."""
    declared = TABLES[table]
    made = set(declared.key) if declared.natural_key else set()
    needed = {column.name for column in declared.columns if column.required} - made
    needed |= set(declared.natural_key)
    needed -= {"currency"}
    return len(needed & found) / len(needed) if needed else 1.0
