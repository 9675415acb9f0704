"""Staging: handed-in frames beside the schema they must fit, before anything is believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.dictionary.model import ColumnType
from analysis.intake.problem import FileOf, Problem
from analysis.language import Text

if TYPE_CHECKING:
    import pandas as pd

SQL_TYPES: dict[ColumnType, str] = {
    "text": "varchar",
    "code": "varchar",
    "integer": "bigint",
    "money": "bigint",
    "number": "double",
    "fraction": "double",
    "date": "date",
    "timestamp": "timestamp",
    "year": "integer",
    "boolean": "boolean",
}

ROW = "_row"
"""Name of the staging column that holds the row number in the file (header = row 1)."""


def quoted(name: str) -> str:
    """Return an SQL identifier in quotes."""
    return '"' + name.replace('"', '""') + '"'


def stage_frames(
    connection: duckdb.DuckDBPyConnection, frames: Mapping[str, pd.DataFrame], file_of: FileOf
) -> list[Problem]:
    """Create a temporary table `staged_<table>` for every table of the dictionary.

    Columns the frame lacks are null; blank texts are null; texts are trimmed and composed to NFC.
    Returns a problem for every table or column the dictionary does not know.
    """
    # Imported on use: files are staged without it, and it takes a second to load.
    import pandas as pd

    problems = [_unknown_table(name, file_of(name)) for name in frames if name not in TABLES]
    for table in TABLES.values():
        frame = frames.get(table.name, pd.DataFrame())
        problems += [
            _unknown_column(table.name, str(column), file_of(table.name))
            for column in frame.columns
            if column not in table.column_names()
        ]
        _stage(connection, table, frame)
    return problems


def _stage(connection: duckdb.DuckDBPyConnection, table: Table, frame: pd.DataFrame) -> None:
    if len(frame) == 0:
        # Most tables of most hand-ins: handing an empty frame over costs more than the table.
        nothing = ", ".join(f"{quoted(column.name)} varchar" for column in table.columns)
        connection.execute(
            f"create or replace temp table {staged_name(table)} ({ROW} bigint, {nothing})"
        )
        return
    selected = []
    for column in table.columns:
        if column.name not in frame.columns:
            selected.append(f"null::varchar as {quoted(column.name)}")
        elif _is_textual(frame[column.name]):
            selected.append(
                f"nullif(nfc_normalize(trim({quoted(column.name)}::varchar)), '')"
                f" as {quoted(column.name)}"
            )
        else:
            selected.append(quoted(column.name))
    import pyarrow

    numbered = frame.assign(**{ROW: range(2, len(frame) + 2)})
    # Texts are read where they lie: out of a frame each would first become an object.
    connection.register("handed_in", pyarrow.Table.from_pandas(numbered, preserve_index=False))
    connection.execute(
        f"create or replace temp table {staged_name(table)} as"
        f" select {ROW}, {', '.join(selected)} from handed_in"
    )
    connection.unregister("handed_in")


def staged_name(table: Table) -> str:
    """Return the name of a table's staging table."""
    return f"staged_{table.name}"


def _is_textual(column: pd.Series) -> bool:
    from pandas.api.types import is_object_dtype, is_string_dtype

    return bool(is_string_dtype(column.dtype) or is_object_dtype(column.dtype))


def _unknown_table(name: str, file: str) -> Problem:
    return Problem(
        "error",
        "unknown_table",
        file,
        name,
        None,
        None,
        None,
        Text("Từ điển không có bảng này", "The dictionary has no such table"),
        Text(
            "Đổi tên theo từ điển dữ liệu hoặc bỏ bảng",
            "Rename it after the data dictionary or leave the table out",
        ),
    )


def _unknown_column(table: str, column: str, file: str) -> Problem:
    return Problem(
        "error",
        "unknown_column",
        file,
        table,
        1,
        column,
        None,
        Text("Từ điển không có cột này", "The dictionary has no such column"),
        Text(
            "Đổi tên theo từ điển dữ liệu hoặc bỏ cột",
            "Rename it after the data dictionary or leave the column out",
        ),
    )
