"""The data of a template: each value as the spreadsheet's own kind, losing nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from analysis.dictionary import Column, Table
from analysis.exports.sheet_cells import exact, write_text
from analysis.exports.template_error import TemplateError
from analysis.exports.template_lists import NO, YES, labels_of
from analysis.exports.template_units import EXACT_WHOLE, SheetUnit, in_unit
from analysis.language import Language, Text

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576

Cell = str | int | float | None

_DAY_ZERO = date(1899, 12, 30).toordinal()
# Spreadsheets believe in 29 February 1900: only from the day after it do all of them count alike.
_FIRST_SURE_DAY = date(1900, 3, 1)
_MICROSECONDS_OF_DAY = 86_400_000_000


def check_fits(table: Table, frame: pd.DataFrame, first_row: int) -> None:
    """Raise TemplateError when a sheet cannot hold the rows or a cell cannot hold a text."""
    if len(frame) > MOST_ROWS - first_row:
        raise TemplateError(
            Text(
                f"Bảng {table.name} có {len(frame)} dòng, một trang chỉ chứa {MOST_ROWS}. "
                "Xuất ít năm hoặc ít địa bàn hơn.",
                f"Table {table.name} has {len(frame)} rows, a sheet holds {MOST_ROWS}. "
                "Export fewer years or places.",
            )
        )
    for column in table.columns:
        if column.type != "text" or column.name not in frame.columns:
            continue
        texts = frame[column.name].dropna().astype(str)
        # A letter outside the basic plane counts twice, so half the limit is always safe.
        for place, text in texts[texts.str.len() > LONGEST_TEXT // 2].items():
            if len(text.encode("utf-16-le")) // 2 > LONGEST_TEXT:
                raise TemplateError(
                    Text(
                        f"Chữ ở bảng {table.name}, dòng {place}, cột {column.name} dài hơn một ô "
                        f"chứa được ({LONGEST_TEXT}).",
                        f"The text of table {table.name}, row {place}, column {column.name} is"
                        f" longer than a cell can hold ({LONGEST_TEXT}).",
                    )
                )


def cells(column: Column, unit: SheetUnit | None, language: Language) -> Callable[[Any], Cell]:
    """Return how a known canonical value of a column is written into its cell."""
    if column.codes is not None:
        labels = labels_of(column.codes, language)
        return lambda value: labels.get(str(value), str(value))
    if column.type == "money" and unit is not None:
        chosen = unit.unit
        return lambda value: _number(in_unit(int(value), chosen))
    if column.type == "boolean":
        yes, no = YES.in_language(language), NO.in_language(language)
        return lambda value: yes if value else no
    if column.type == "date":
        return _day
    if column.type == "timestamp":
        return _moment
    if column.type in ("integer", "year", "money"):
        return lambda value: _number(int(value))
    if column.type in ("number", "fraction"):
        return lambda value: _number(float(value))
    return str


def _number(value: int | float | str) -> Cell:
    if isinstance(value, str):
        return value
    if isinstance(value, int):
        return value if abs(value) <= EXACT_WHOLE else str(value)
    if value in (float("inf"), float("-inf")):
        return str(value)
    return exact(value)


def _day(value: date | str) -> Cell:
    day = date.fromisoformat(value[:10]) if isinstance(value, str) else value
    if isinstance(day, datetime):
        day = day.date()
    if day < _FIRST_SURE_DAY:
        return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"
    return day.toordinal() - _DAY_ZERO


def _moment(value: datetime | str) -> Cell:
    moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    days = moment.toordinal() - _DAY_ZERO
    seconds = (moment.hour * 60 + moment.minute) * 60 + moment.second
    return _number(days + (seconds * 1_000_000 + moment.microsecond) / _MICROSECONDS_OF_DAY)


def column_cells(
    table: Table, frame: pd.DataFrame, unit: SheetUnit | None, language: Language
) -> list[Sequence[Cell]]:
    """Return the cells of every dictionary column, in its order; what the frame lacks is empty."""
    return [
        _written(frame[column.name], cells(column, unit, language))
        if column.name in frame.columns
        else [None] * len(frame)
        for column in table.columns
    ]


def _written(series: pd.Series, cell: Callable[[Any], Cell]) -> list[Cell]:
    known = series.notna().tolist()
    # A column repeats few values many times (codes, places, days): each is worked out once.
    written: dict[Any, Cell] = {}
    result: list[Cell] = []
    for is_known, value in zip(known, series.tolist(), strict=True):
        if not is_known:
            result.append(None)
            continue
        if value not in written:
            written[value] = cell(value)
        result.append(written[value])
    return result


def write_rows(sheet: Any, first_row: int, columns: Sequence[Sequence[Cell]]) -> None:
    """Write the columns' cells from a row on; how they are shown is set for whole columns."""
    write_number = sheet.write_number
    for row, values in enumerate(zip(*columns, strict=True), first_row):
        for position, value in enumerate(values):
            if value is None:
                continue
            if isinstance(value, str):
                if value:
                    write_text(sheet, row, position, value)
            else:
                write_number(row, position, value)


def readable_places(
    table: Table, frame: pd.DataFrame, units: pd.DataFrame | None, language: Language
) -> list[Cell] | None:
    """Return the names of the rows' places, or None where the table has none or they are not known.

    `units` is the frame of the table administrative_unit.
    """
    if units is None or "unit_id" not in frame.columns or len(frame) == 0:
        return None
    if table.column("unit_id").references != "administrative_unit.unit_id":
        return None
    names = _names(units, language)
    found = [names.get(value) for value in frame["unit_id"].tolist()]
    return [*found] if any(found) else None


def _names(units: pd.DataFrame, language: Language) -> Mapping[object, str]:
    own = units["name"]
    if language == "en" and "name_en" in units.columns:
        own = units["name_en"].where(units["name_en"].notna(), own)
    pairs: Iterator[tuple[object, object]] = zip(units["unit_id"], own, strict=True)
    return {unit: str(name) for unit, name in pairs if not pd.isna(name)}  # type: ignore[call-overload]
