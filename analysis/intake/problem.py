"""A problem found in handed-in data: where it is, what is wrong and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from analysis.dictionary.model import Severity
from analysis.language import Text

FileOf = Callable[[str], str]
"""Names the file a table was handed in with, for the place of a problem."""


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
        """Return the fault as one line: place, value, what is wrong, what to do."""
        return Text(
            self._sentence("vi", "trang", "ô", "dòng", "cột"),
            self._sentence("en", "sheet", "cell", "row", "column"),
        )

    def _sentence(
        self, language: str, sheet_word: str, cell_word: str, row_word: str, column_word: str
    ) -> str:
        place = [self.file]
        if self.sheet is not None:
            place.append(f"{sheet_word} {self.sheet}")
        place.append(self.table)
        if self.cell is not None:
            place.append(f"{cell_word} {self.cell}")
        elif self.row is not None:
            place.append(f"{row_word} {self.row}")
        if self.column is not None:
            place.append(f"{column_word} {self.column}")
        message = self.message.vi if language == "vi" else self.message.en
        remedy = self.remedy.vi if language == "vi" else self.remedy.en
        value = "" if self.value is None else f" «{self.value}»"
        return f"{', '.join(place)}:{value} {message}. {remedy}."
