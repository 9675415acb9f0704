"""From arrays to a frame of one dictionary table, typed column by column."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.dictionary import TABLES
from analysis.dictionary.model import ColumnType

_WHOLE = ("integer", "money", "year")


def typed_frame(table_name: str, values: Mapping[str, object]) -> pd.DataFrame:
    """Return a frame with the table's columns, those not given left unknown.

    Values are arrays of one length (a single value repeats); NaN, NaT and None are unknown.
    Raises KeyError for a table or column the dictionary does not have, ValueError when a whole
    number is asked for and something else is given.
    """
    table = TABLES[table_name]
    unknown = set(values) - set(table.column_names())
    if unknown:
        raise KeyError(f"{table_name} has no columns {sorted(unknown)}")
    length = max((len(v) for v in values.values() if isinstance(v, np.ndarray)), default=0)
    columns = {
        column.name: _typed(column.type, values.get(column.name), length)
        for column in table.columns
    }
    return pd.DataFrame(columns, columns=table.column_names())


def _typed(kind: ColumnType, value: object, length: int) -> pd.Series:
    given = value if isinstance(value, np.ndarray) else np.full(length, value, dtype=object)
    if kind in ("text", "code"):
        return pd.Series(given, dtype="string")
    if kind in ("date", "timestamp"):
        return pd.Series(given.astype("datetime64[s]"))
    if kind == "boolean":
        return pd.Series(given, dtype="boolean")
    numbers = given.astype(np.float64)
    if kind in _WHOLE:
        return pd.Series(_whole(numbers))
    return pd.Series(pd.array(numbers, dtype="Float64"))


def _whole(numbers: npt.NDArray[np.float64]) -> pd.arrays.IntegerArray:
    missing = np.isnan(numbers)
    filled = np.where(missing, 0.0, numbers)
    if (filled != np.rint(filled)).any():
        raise ValueError("a whole number was expected")
    return pd.arrays.IntegerArray(filled.astype(np.int64), missing)
