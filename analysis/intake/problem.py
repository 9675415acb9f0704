"""A problem found in handed-in data: where it is, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.dictionary import TABLES
from analysis.dictionary.model import Severity, Table
from analysis.language import Language, Text

FileOf = Callable[[str], str]
"""Names the file a table was handed in with, for the place of a problem."""

NO_TABLE = "–"
"""Stands for the table where a fault belongs to a whole file."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of the data.

    `row` counts as a reader of the file does: the header is row 1. It is None where the fault
    belongs to the whole table, as `column` is where it belongs to the whole row. `sheet` and
    `cell` (such as C7) are known for workbooks and CSV files that were handed in.
    """

    severity: Severity
    rule: str
    file: str
    table: str
    row: int | None
    column: str | None
    value: str | None
    message: Text
    remedy: Text
    sheet: str | None = None
    cell: str | None = None

    def sentence(self) -> Text:
        """Return the fault as one line: place, value, what is wrong, what to do.

        Tables and columns go by their label, with the dictionary's name for whoever looks it up.
        """
        return Text(
            self._sentence("vi", "trang", "ô", "dòng", "cột"),
            self._sentence("en", "sheet", "cell", "row", "column"),
        )

    def _sentence(
        self, language: Language, sheet_word: str, cell_word: str, row_word: str, column_word: str
    ) -> str:
        place = [self.file]
        if self.sheet is not None:
            place.append(f"{sheet_word} {self.sheet}")
        table = TABLES.get(self.table)
        if table is not None:
            place.append(f"{table.label.in_language(language)} ({self.table})")
        elif self.table != NO_TABLE:
            place.append(self.table)
        if self.cell is not None:
            place.append(f"{cell_word} {self.cell}")
        elif self.row is not None:
            place.append(f"{row_word} {self.row}")
        if self.column is not None:
            place.append(f"{column_word} {self._column_name(table, language)}")
        message, remedy = self.message.in_language(language), self.remedy.in_language(language)
        value = "" if self.value is None else f" «{self.value}»"
        return f"{', '.join(place)}:{value} {message}. {remedy}."

    def _column_name(self, table: Table | None, language: Language) -> str:
        """Return the label and name of the column; a key of several columns keeps its names."""
        if table is None or self.column not in table.column_names():
            return str(self.column)
        return f"{table.column(self.column).label.in_language(language)} ({self.column})"
