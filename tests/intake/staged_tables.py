"""Staging tables as an import makes them: every column typed, each row with its source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from analysis.dictionary import TABLES
from analysis.intake.checks import Location
from analysis.intake.staging import SQL_TYPES

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

CASE_INFO = {
    "name": "test-case",
    "kind": "real",
    "title_vi": "Thử",
    "title_en": "Test",
    "about_vi": "Thử",
    "about_en": "Test",
    "currency": "VND",
    "as_of": "2025-12-31",
    "source_vi": "thử",
    "source_en": "test",
    "_source": None,
}


def staged_tables(tables: Rows, kind: str = "real") -> duckdb.DuckDBPyConnection:
    """Return a connection whose staging tables hold the rows, numbered from 2.

    A row is handed in with source 1 unless it says another `_source`; None is a row the data set
    already has, which has no number.
    """
    connection = duckdb.connect()
    tables = {**tables, "case_info": [{**CASE_INFO, "kind": kind}]}
    for table in TABLES.values():
        columns = ", ".join(f'"{one.name}" {SQL_TYPES[one.type]}' for one in table.columns)
        connection.execute(
            f"create temp table staged_{table.name} (_row bigint, _source integer, {columns})"
        )
        for number, row in enumerate(tables.get(table.name, ()), start=2):
            own = row.get("_source", 1) is None
            fields = {"_row": None if own else number, "_source": 1, **row}
            names = ", ".join(f'"{name}"' for name in fields)
            holes = ", ".join("?" for _ in fields)
            connection.execute(
                f"insert into staged_{table.name} ({names}) values ({holes})", [*fields.values()]
            )
    return connection


def locate(table: str, source: int, row: int | None, column: str | None) -> Location:
    """Place a value as a workbook with one sheet a table would."""
    return Location(f"file-{source}.xlsx", table, None if row is None else f"{column}{row}")
