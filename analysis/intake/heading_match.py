"""What one heading of a sheet names, alone of all others: a column, its unit, and how surely."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.dictionary import TABLES
from analysis.intake.header_words import (
    GENERIC_HEADINGS,
    JOIN,
    Reading,
    clean_header,
    options,
    readings,
    says_total,
    stacked_readings,
)
from analysis.intake.table_names import DERIVED, Named, names_of, table_keys
from analysis.intake.unit_words import Unit, UnitUse, use_of
from analysis.language import Language

_NEUTRAL_GROUPS = frozenset(
    {"thong tin", "thong tin chung", "thong tin co ban", "chi tiet", "ket qua", "so lieu"}
    | {"general", "general information", "information", "details", "results", "figures"}
)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a sheet: where it stands (from 1) and its texts from top to bottom.

    `below` is the unit a row of units under the header tells; `whole` says that the upper texts
    stand over every column, as a title does.
    """

    position: int
    levels: tuple[str, ...]
    whole: bool = False
    below: Unit | None = None

    @property
    def text(self) -> str:
        """The heading as one line."""
        return JOIN.join(clean_header(level) for level in self.levels)


@dataclass(frozen=True, slots=True)
class Found:
    """A dictionary column a heading stands for. `doubt` says it may only be suggested."""

    column: str
    rank: int
    language: Language | None
    use: UnitUse
    leaf: str | None = None
    doubt: bool = False


@lru_cache(maxsize=16384)
def find_column(heading: Heading, table: str) -> Found | None:
    """Return the column of the table a heading names, alone of all headings; None: it names none.

    The whole stack of headings is tried first, then the lowest alone.
    """
    names = names_of(table)
    levels = heading.levels
    upper = tuple(reading.units for level in levels[:-1] for reading in options(level))
    inherited = [unit for units in upper for unit in units]
    if heading.below is not None:
        inherited.insert(0, heading.below)
    if len(levels) > 1:
        for reading in stacked_readings(levels):
            found = _named_by(reading, names, table, inherited)
            if found is not None:
                return found
        found = _under_heading(levels, names, table, inherited)
        if found is not None:
            return found
    for reading in readings(levels[-1]):
        found = _named_by(reading, names, table, inherited)
        if found is not None:
            if len(levels) == 1:
                return found
            doubt = reading.keys[0] in GENERIC_HEADINGS and not _says_nothing(heading, table)
            return Found(
                found.column, found.rank, found.language, found.use, reading.keys[0], doubt
            )
    return None


def _says_nothing(heading: Heading, table: str) -> bool:
    """Return whether the upper headings only introduce: a title, "Thông tin chung", "Đề án"."""
    if heading.whole:
        return True
    keys = {reading.keys[0] for level in heading.levels[:-1] for reading in readings(level)}
    return bool(keys & (_NEUTRAL_GROUPS | table_keys(table)))


def _named_by(
    reading: Reading, names: Mapping[str, Named], table: str, inherited: Iterable[Unit]
) -> Found | None:
    named = [names[key] for key in reading.keys if key in names]
    if len(named) < len(reading.keys) or len({name.column for name in named}) != 1:
        return None
    return _with_units(named[0], table, reading.units, inherited)


def _with_units(
    named: Named, table: str, units: Sequence[Unit], inherited: Iterable[Unit]
) -> Found | None:
    """Return the find with what its units mean; None where a unit beside the name contradicts."""
    column = TABLES[table].column(named.column)
    uses = [use_of(unit, column) for unit in units]
    told = [use for use in uses if use is not None]
    if len(told) < len(uses) or len(set(told)) > 1:
        return None
    if not told:
        # A heading over many columns may speak of money only: for the others it means nothing.
        told = [use for use in (use_of(unit, column) for unit in inherited) if use is not None]
    use = told[0] if told else UnitUse()
    return Found(named.column, named.rank, named.language, use)


def _under_heading(
    levels: Sequence[str], names: Mapping[str, Named], table: str, inherited: Sequence[Unit]
) -> Found | None:
    """Match a sub-heading through another name of its heading: "Số LĐ" over "Nữ" is "LĐ nữ"."""
    heads = {
        names[key].column
        for reading in readings(levels[-2])
        for key in reading.keys
        if key in names and all(names.get(other) for other in reading.keys)
    }
    if len(heads) != 1:
        return None
    head = heads.pop()
    head_names = [
        key for key, named in names.items() if named.column == head and named.rank < DERIVED
    ]
    if says_total(levels[-1]):
        return _with_units(names[head_names[0]], table, (), inherited)
    for reading in readings(levels[-1]):
        together = [_composed(key, head_names, names) for key in reading.keys]
        columns = {named.column for named in together if named is not None}
        if None not in together and len(columns) == 1 and together[0] is not None:
            found = _with_units(together[0], table, reading.units, inherited)
            if found is not None:
                return found
    return None


def _composed(key: str, head_names: Sequence[str], names: Mapping[str, Named]) -> Named | None:
    for name in head_names:
        for both in (f"{name} {key}", f"{key} {name}"):
            if both in names:
                return names[both]
    return None
