"""The data dictionary: tables, columns, code lists and rules, each declared exactly once."""

from __future__ import annotations

import hashlib
from functools import cache

from analysis.dictionary.codes import CODE_LISTS
from analysis.dictionary.cross_rules import CROSS_RULES
from analysis.dictionary.model import Code, CodeList, Column, Rule, Table
from analysis.dictionary.tables import ALL_TABLES

TABLES: dict[str, Table] = {table.name: table for table in ALL_TABLES}

HANDED_IN_TABLES: tuple[str, ...] = tuple(
    table.name
    for table in ALL_TABLES
    if table.area in ("programme", "establishments")
    or table.name in ("cluster", "cluster_year", "unit_year")
)
"""The tables officers fill in; places, prices and ceilings come with the program."""


@cache
def dictionary_version() -> str:
    """Return a short fingerprint that changes whenever any declaration changes."""
    return hashlib.sha256(repr((ALL_TABLES, CROSS_RULES)).encode()).hexdigest()[:12]


__all__ = [
    "CODE_LISTS",
    "HANDED_IN_TABLES",
    "TABLES",
    "Code",
    "CodeList",
    "Column",
    "Rule",
    "Table",
    "dictionary_version",
]
