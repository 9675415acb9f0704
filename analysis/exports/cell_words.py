"""One value of a measure as a reader writes it: the same in a table on a page and on a slide."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.language import (
    Language,
    MoneyUnit,
    Text,
    format_day,
    format_figure,
    format_number,
    format_share,
    money_unit,
)
from analysis.measures import MeasureColumn, code_label
from analysis.scope import PRICES

_YES, _NO = Text("Có", "Yes"), Text("Không", "No")


def column_unit(frame: pd.DataFrame, column: MeasureColumn) -> MoneyUnit | None:
    """Return the unit that suits a column of money in one currency, None for any other column."""
    if column.kind != "money" or "currency" not in frame:
        return None
    currencies = frame["currency"].dropna().unique()
    if len(currencies) != 1:
        return None
    largest = frame[column.name].max()
    return money_unit(None if pd.isna(largest) else float(largest), str(currencies[0]))


def cell_words(
    value: Any,
    column: MeasureColumn,
    unit: MoneyUnit | None,
    language: Language,
    money_digits: int = 3,
) -> str:
    """Return one value in words, money in `unit` with `money_digits`; an unknown one is a dash."""
    if pd.isna(value):
        return "–"
    if column.kind == "money":
        factor = unit.factor if unit else 1
        return format_number(float(value) / factor, language, money_digits if factor > 1 else 0)
    if column.kind == "count":
        return format_number(float(value), language)
    if column.kind in ("number", "ratio"):
        return format_figure(float(value), language)
    if column.kind == "share":
        return format_share(float(value), language, 1)
    if column.kind == "year":
        return str(int(value))
    if column.kind == "date":
        return format_day(pd.Timestamp(value).date(), language)
    if column.kind == "flag":
        return (_YES if value else _NO).in_language(language)
    if column.name == "prices":
        return PRICES[value].in_language(language)
    if column.kind == "code" and column.code_list:
        return code_label(column.code_list, str(value), language)
    return str(value)
