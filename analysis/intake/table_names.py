"""The names by which a table and its columns are known in officers' files, by folded key."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from analysis.dictionary import TABLES, Column, Table
from analysis.intake.folding import fold_text
from analysis.intake.header_words import options
from analysis.language import Language

DERIVED = 100
"""Names a column has only through the table it refers to rank from here on."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one key stands for; a lower `rank` is the better name where two columns share one."""

    column: str
    rank: int
    language: Language | None


@lru_cache(maxsize=64)
def names_of(table: str) -> dict[str, Named]:
    """Return every key that names a column of the table.

    A column goes by its name, its labels and its aliases; one that refers to another table also by
    that table's labels and aliases and the columns its rows are known by: "Mã số thuế" or "Tên cơ
    sở" head the establishment of an outcome record. Such a borrowed name counts only where it is
    no column's own and points to one column.
    """
    own: dict[str, Named] = {}
    borrowed: defaultdict[str, list[Named]] = defaultdict(list)
    for column in TABLES[table].columns:
        for name, rank, language in _own_names(column):
            for key in _keys(name):
                own.setdefault(key, Named(column.name, rank, language))
        for rank, (name, language) in enumerate(_borrowed_names(column), DERIVED):
            for key in _keys(name):
                if all(named.column != column.name for named in borrowed[key]):
                    borrowed[key].append(Named(column.name, rank, language))
    single = {key: named[0] for key, named in borrowed.items() if len(named) == 1}
    return single | own


def _keys(name: str) -> set[str]:
    """Return the keys of a name: with its unit and without, but never without other brackets."""
    return {reading.keys[0] for reading in options(name) if len(reading.keys) == 1}


def _own_names(column: Column) -> Iterator[tuple[str, int, Language | None]]:
    yield column.name, 0, "en"
    yield column.label.vi, 0, "vi"
    yield column.label.en, 0, "en"
    for rank, alias in enumerate(column.aliases, 1):
        yield alias, rank, _language_of(alias)


def _borrowed_names(column: Column) -> Iterator[tuple[str, Language | None]]:
    if column.references is None:
        return
    other = TABLES[column.references.split(".")[0]]
    for name in other.key + other.known_by:
        for text, _rank, language in _own_names(other.column(name)):
            yield text, language
    yield other.label.vi, "vi"
    yield other.label.en, "en"
    for alias in other.aliases:
        yield alias, _language_of(alias)


def _language_of(alias: str) -> Language | None:
    """Return the language an alias shows: accents, or Latin words; capitals alone show none."""
    if not alias.isascii():
        return "vi"
    return None if alias.isupper() else "en"


@lru_cache(maxsize=64)
def table_keys(table: str) -> frozenset[str]:
    """Return every key that names the table itself."""
    declared: Table = TABLES[table]
    names = (declared.name, declared.label.vi, declared.label.en, *declared.aliases)
    return frozenset(fold_text(name) for name in names)


@lru_cache(maxsize=16)
def vocabulary(tables: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of all columns of some tables."""
    return frozenset(key for table in tables for key in names_of(table))


def named_exactly(text: str, tables: Sequence[str]) -> list[str]:
    """Return the tables a sheet's or file's name stands for, whole or in one half of "vi / en"."""
    keys = {fold_text(part) for part in (text, *re.split(r"[/|]", text))}
    # Excel cuts sheet names at 31 characters.
    cut = fold_text(text) if len(text) == 31 else None
    return [
        table
        for table in tables
        if keys & table_keys(table)
        or (cut is not None and any(key.startswith(cut) for key in table_keys(table)))
    ]


def named_within(text: str, tables: Sequence[str]) -> list[str]:
    """Return the tables with the longest name that occurs, as whole words, in a text."""
    key = f" {fold_text(text)} "
    found: dict[str, int] = {}
    for table in tables:
        lengths = [len(name) for name in table_keys(table) if f" {name} " in key]
        if lengths:
            found[table] = max(lengths)
    longest = max(found.values(), default=0)
    return [table for table, length in found.items() if length == longest]
