"""A handed-in sheet in typed form."""

from __future__ import annotations

from dataclasses import dataclass, field

from analysis.dictionary import Table
from analysis.intake.addresses import column_letters
from analysis.intake.grids import Grid
from analysis.intake.headers import SheetMatch

SOURCE = "_source"
"""Name of the staging column that says which sheet a row came from; null for rows already there."""


@dataclass(frozen=True, slots=True)
class StagedSheet:
    """A sheet in typed form: `relation` has `_row`, `_source` and all columns of its table.

    `positions` says in which column of the sheet a dictionary column stands; `raw` names the table
    of cells, None when DuckDB read the file by itself, and `texts` gives the SQL text of its
    columns by position. `rows` counts the data rows.
    """

    number: int
    grid: Grid
    table: Table
    match: SheetMatch
    positions: dict[str, int]
    relation: str
    raw: str | None
    rows: int
    texts: dict[int, str] = field(default_factory=dict)

    def cell(self, row: int | None, column: str | None) -> str | None:
        """Return the address of a cell, such as C7; None where the column is not in the sheet."""
        position = self.positions.get(column or "")
        if row is None or position is None:
            return None
        return f"{column_letters(position)}{row}"
