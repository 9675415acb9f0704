"""From plain rows to a typed frame with exactly the columns the dictionary declares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from analysis.dictionary import TABLES

_PANDAS_TYPE = {
    "text": "string",
    "code": "string",
    "integer": "Int64",
    "money": "Int64",
    "year": "Int64",
    "number": "Float64",
    "fraction": "Float64",
    "date": "datetime64[s]",
    "timestamp": "datetime64[s]",
    "boolean": "boolean",
}


def table_frame(table_name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return rows as a frame of one dictionary table: its columns, its order, its types.

    A value that is missing, None or an empty string is unknown. Raises KeyError for a table or
    column the dictionary does not have, ValueError for a value that is not of its type.
    """
    table = TABLES[table_name]
    names = table.column_names()
    collected = list(rows)
    unknown = {name for row in collected for name in row} - set(names)
    if unknown:
        raise KeyError(f"{table_name} has no columns {sorted(unknown)}")
    series = {
        column.name: pd.Series(
            [_known(row.get(column.name)) for row in collected],
            dtype=_PANDAS_TYPE[column.type],
        )
        for column in table.columns
    }
    return pd.DataFrame(series, columns=names)


def _known(value: object) -> object:
    return None if value == "" else value
