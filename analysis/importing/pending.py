"""Rows left out of an import: kept as they were handed in, each with what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import duckdb

from analysis.importing.given import told_currency
from analysis.importing.merge import given_name
from analysis.intake.cleaning import NATIVE_MARK
from analysis.intake.grids import number_as_text
from analysis.intake.problem import Problem
from analysis.intake.sheets import SOURCE, StagedSheet
from analysis.intake.staging import ROW, quoted

PROBLEMS_PER_ROW = 12

_RAW_ROW = "_raw_row"
_UNITS = {1_000: " nghìn", 1_000_000: " triệu", 1_000_000_000: " tỷ"}


def pending_rows(
    connection: duckdb.DuckDBPyConnection,
    sheets: Sequence[StagedSheet],
    problems: Sequence[Problem],
    districts: Mapping[tuple[str, int, int], str],
) -> list[dict[str, Any]]:
    """Return the rows of `left_out` as they stand in their sheets, with their problems.

    Keys: file, sheet, row_number, table_name, cells (column to text), problems (list), district.
    """
    exists = connection.execute(
        "select 1 from duckdb_tables() where table_name = 'left_out' and temporary"
    ).fetchone()
    if exists is None:
        return []
    by_row: dict[tuple[str, str | None, int], list[dict[str, Any]]] = {}
    for problem in problems:
        if problem.row is not None and problem.severity == "error":
            place = (problem.file, problem.sheet, problem.row)
            by_row.setdefault(place, []).append(_told(problem))
    rows: list[dict[str, Any]] = []
    for sheet in sheets:
        for number, cells in _cells(connection, sheet):
            place = (sheet.grid.file, sheet.grid.sheet, number)
            rows.append(
                {
                    "file": sheet.grid.file,
                    "sheet": sheet.grid.sheet,
                    "row_number": number,
                    "table_name": sheet.table.name,
                    "cells": cells,
                    "problems": by_row.get(place, [])[:PROBLEMS_PER_ROW],
                    "district": districts.get((sheet.table.name, number, sheet.number)),
                }
            )
    return rows


def _cells(
    connection: duckdb.DuckDBPyConnection, sheet: StagedSheet
) -> list[tuple[int, dict[str, str]]]:
    """Return row number and texts by dictionary column of the rows of a sheet left out."""
    names = list(sheet.positions)
    rows = f"{sheet.relation} as i"
    if sheet.raw is not None:
        # Where a told unit or the other rows decide what a number means, what it was read as.
        rows = f"(select * exclude ({ROW}), {ROW} as {_RAW_ROW} from {sheet.raw}) as r"
        rows += f" join {sheet.relation} as i on i.{ROW} = {_RAW_ROW}"
    columns = [_cell(sheet, name) for name in names]
    currency = told_currency(sheet)
    if currency is not None and "currency" in sheet.table.column_names():
        names.append("currency")
        told = "i.currency" if "currency" in sheet.positions else "null"
        columns.append(f"coalesce({told}, '{currency}')")
    found = connection.execute(
        f"select i.{ROW}, {', '.join(columns)} from {rows}"
        f" semi join (select {ROW} from left_out where table_name = ? and {SOURCE} = ?) as l"
        f" on l.{ROW} = i.{ROW} order by i.{ROW}",
        [sheet.table.name, sheet.number],
    ).fetchall()
    return [
        (
            int(row[0]),
            {
                name: str(text)
                for name, text in zip(names, row[1:], strict=True)
                if text is not None
            },
        )
        for row in found
    ]


def _cell(sheet: StagedSheet, name: str) -> str:
    """Return the SQL text of a cell of joined raw rows and typed rows `i`."""
    column, typed = sheet.table.column(name), f"i.{quoted(name)}"
    if sheet.raw is None:
        return f"{typed}::varchar"
    text = f"ltrim({sheet.texts[sheet.positions[name]]}, '{NATIVE_MARK}')"
    found = next(one for one in sheet.match.columns if one.column == name)
    unit = ""
    if column.type == "money":
        unit = _UNITS.get(found.money_factor or sheet.match.money_factor, "")
    elif column.type == "fraction" and found.percent:
        unit = " %"
    elif column.type != "number" and not found.factor:
        return text
    if not unit and column.type in ("money", "fraction"):
        return text
    read = f"{typed}::varchar"
    if column.type in ("number", "fraction"):
        # 1.234 could be taken for thousands, 1.2340 cannot.
        read = f"regexp_replace({number_as_text(typed)}, '^(-?[0-9]{{1,3}}[.][0-9]{{3}})$', '\\10')"
    return f"coalesce({read}, {text} || '{unit}')"


def _told(problem: Problem) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "column": problem.column,
        "value": problem.value,
        "message": {"vi": problem.message.vi, "en": problem.message.en},
        "remedy": {"vi": problem.remedy.vi, "en": problem.remedy.en},
    }


def as_json(value: Any) -> str:
    """Return a value as JSON text, Vietnamese letters as they are."""
    return json.dumps(value, ensure_ascii=False)


__all__ = ["as_json", "given_name", "pending_rows"]
