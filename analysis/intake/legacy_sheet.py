"""Text in an old font on a whole sheet: which font it is, and what converting it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from analysis.dictionary import Table
from analysis.intake.legacy_text import (
    LegacyFont,
    convert_legacy,
    detect_legacy,
    is_modern,
    looks_legacy,
)

SAMPLES = 5


@dataclass(frozen=True, slots=True)
class LegacySheet:
    """The old font of a sheet; `only` says that no text of it is Unicode Vietnamese.

    `samples` are a few of its texts, before and after conversion.
    """

    font: LegacyFont
    only: bool
    samples: tuple[tuple[str, str], ...]

    def converted(self, cell: str | None) -> str | None:
        """Return a cell in Unicode; what is not in the old font stays as it is."""
        if not cell or not looks_legacy(cell, self.font, legacy_only=self.only):
            return cell
        return convert_legacy(cell, self.font)


def legacy_sheet(top: Sequence[Sequence[str | None]]) -> LegacySheet | None:
    """Return the old font the first rows of a sheet are written in; None for Unicode."""
    cells = [cell for row in top for cell in row if cell]
    font = detect_legacy(cells)
    if font is None:
        return None
    found = LegacySheet(font, not any(map(is_modern, cells)), ())
    pairs = {cell: found.converted(cell) or cell for cell in cells}
    told = [(before, after) for before, after in pairs.items() if before != after]
    return LegacySheet(font, found.only, tuple(told[:SAMPLES]))


def convert_columns(
    connection: duckdb.DuckDBPyConnection,
    raw: str,
    positions: dict[str, int],
    table: Table,
    legacy: LegacySheet,
) -> None:
    """Convert the texts of a raw table, each different text once."""
    for name, position in positions.items():
        if table.column(name).type not in ("text", "code", "boolean"):
            continue
        column = f"c{position}"
        texts = connection.execute(
            f"select distinct {column} from {raw} where {column} is not null"
        ).fetchall()
        pairs = [(text, legacy.converted(text)) for (text,) in texts]
        different = [pair for pair in pairs if pair[0] != pair[1]]
        if not different:
            continue
        connection.execute("create or replace temp table old_text (text varchar, ours varchar)")
        connection.executemany("insert into old_text values (?, ?)", different)
        connection.execute(
            f"update {raw} set {column} = old_text.ours from old_text"
            f" where {raw}.{column} = old_text.text"
        )
