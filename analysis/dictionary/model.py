"""What a dictionary entry is: code lists, columns, rules and tables, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from analysis.language import Text

ColumnType = Literal[
    "text", "code", "integer", "money", "number", "fraction", "date", "timestamp", "year", "boolean"
]
"""Money is an integer in the smallest unit in use of the row's currency; fractions are 0 to 1."""

Severity = Literal["error", "warning"]
Area = Literal["places", "programme", "establishments", "reference", "audit", "truth"]


@dataclass(frozen=True, slots=True)
class Code:
    """One allowed value of a code list; `short` is the label where space is scarce.

    `aliases` are further ways officers write it.
    """

    code: str
    label: Text
    short: Text | None = None
    aliases: tuple[str, ...] = ()

    @property
    def brief(self) -> Text:
        """The short label, or the full one where there is none."""
        return self.short or self.label


@dataclass(frozen=True, slots=True)
class CodeList:
    """A closed list of values, with the source it follows."""

    name: str
    label: Text
    codes: tuple[Code, ...]
    source: str = "khuyencong"

    def __post_init__(self) -> None:
        values = [code.code for code in self.codes]
        if len(values) != len(set(values)):
            raise ValueError(f"code list {self.name} repeats a code")

    def find(self, code: str) -> Code:
        """Return the entry of a code; raises KeyError when the list has no such code."""
        for entry in self.codes:
            if entry.code == code:
                return entry
        raise KeyError(f"{self.name} has no code {code!r}")

    def told(self, code: str) -> Text:
        """Return the label of a code; of one that only a later version knows, the code itself."""
        labels = {entry.code: entry.label for entry in self.codes}
        return labels.get(code, Text(code, code))

    def values(self) -> tuple[str, ...]:
        """Return the allowed values in their order."""
        return tuple(entry.code for entry in self.codes)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in code, its type and everything people are told about it.

    `references` names "table.column"; `minimum` and `maximum` bound numbers; `unit` is the unit
    of measurement where the type does not already say it; `note` adds meaning beyond the label.
    `aliases` are further names the column goes by in officers' files.
    """

    name: str
    type: ColumnType
    label: Text
    required: bool = False
    codes: CodeList | None = None
    references: str | None = None
    unit: Text | None = None
    minimum: float | None = None
    maximum: float | None = None
    note: Text | None = None
    example: str | None = None
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.type == "code") != (self.codes is not None):
            raise ValueError(f"column {self.name}: a code column needs a code list, others none")


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition every row must meet: an SQL expression that is false for a bad row.

    An expression that is null passes: what is unknown breaks no rule.
    """

    code: str
    expression: str
    message: Text
    remedy: Text
    severity: Severity = "error"


@dataclass(frozen=True, slots=True)
class Table:
    """One table: columns, key, rules, and the schema area it belongs to.

    `natural_key` names the columns a row is known by where a file gives it no id: the id is then
    made from them. `dated_by` names the columns that date a row, the first known one counts; a
    place written by name is looked up for that day. `known_by` names the columns, besides the key,
    by which rows of other tables may refer to a row of this one. `aliases` are further names the
    table goes by in officers' files.
    """

    name: str
    area: Area
    label: Text
    description: Text
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: tuple[Rule, ...] = ()
    natural_key: tuple[str, ...] = ()
    dated_by: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        if len(names) != len(set(names)):
            raise ValueError(f"table {self.name} repeats a column")
        named = {*self.key, *self.natural_key, *self.dated_by, *self.known_by}
        missing = named - set(names)
        if missing:
            raise ValueError(f"table {self.name}: columns {missing} are not declared")

    def column(self, name: str) -> Column:
        """Return a column by name; raises KeyError when the table has none of that name."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(f"{self.name} has no column {name!r}")

    def column_names(self) -> list[str]:
        """Return the column names in their declared order."""
        return [column.name for column in self.columns]
