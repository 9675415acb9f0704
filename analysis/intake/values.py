"""Values: SQL that turns raw texts of cells into the types of the dictionary.

A column whose every value is written canonically is read by a bare cast; only the others pay for
the reading of marks, units, words and labels (`decide_readings` tells which). Everything here is
text of SQL expressions over a relation that holds the raw texts; no row passes through Python.
"""

from __future__ import annotations

from analysis.dictionary.model import Column
from analysis.intake.cleaning import cleaned, is_empty, let, token
from analysis.intake.code_values import mapped, written_boolean
from analysis.intake.dates import written_date, written_timestamp
from analysis.intake.number_style import (
    Lone,
    canonical_exact,
    count_words,
    nearest_whole,
    off_whole,
    unit_words,
    written_double,
    written_money,
    written_whole,
)
from analysis.intake.readings import WHOLE_TYPES, Reading, decide_readings, is_odd

__all__ = ["Reading", "decide_readings", "parse", "rounded", "unread"]

_PERCENT = {"%": -2, "phan tram": -2, "percent": -2, "pct": -2, "‰": -3}


def parse(reading: Reading) -> str:
    """Return the SQL expression of the declared type; null where the text cannot be read."""
    return _plain(reading) if reading.plain else _written(reading)


def unread(reading: Reading) -> str:
    """Return an SQL boolean: the cell has a text but it cannot be read.

    Blank cells and those of `EMPTY_MARKS` (dashes, dots, "n/a") hold nothing and are not unread.
    For a plain reading it is any text not written canonically, a text column's included.
    """
    if reading.plain:
        lost = f" or {parse(reading)} is null" if reading.power else ""
        return f"({reading.raw} is not null and ({is_odd(reading)}{lost}))"
    if reading.column.type == "text":
        return "false"
    return (
        f"case when {reading.raw} is null or ({parse(reading)}) is not null then false"
        f" else not ({is_empty(token(reading.raw))}) end"
    )


def rounded(reading: Reading) -> str:
    """Return an SQL boolean: an amount of money was not a whole number of đồng.

    It is false for other types, and for what binary floating point adds to a whole number.
    """
    if reading.column.type != "money" or reading.plain:
        return "false"
    return f"coalesce({let('_exact', _exact(reading), off_whole('_exact'))}, false)"


def _plain(reading: Reading) -> str:
    raw, kind = reading.raw, reading.column.type
    match kind:
        case "fraction" if reading.percent:
            # A shifted exponent is exact where a division by 100 would round twice.
            return f"coalesce(try_cast({raw} || 'e-2' as double), {_cast(raw, 'double')} / 100)"
        case "number" | "fraction":
            return _cast(raw, "double")
        case "date" | "timestamp" | "boolean":
            return _cast(raw, kind)
        case "integer" | "money" | "year":
            to = WHOLE_TYPES[kind]
            power = reading.power
            return _cast(f"{raw} || '{'0' * power}'" if power else raw, to)
        case _:
            return raw


def _written(reading: Reading) -> str:
    raw, kind, power = reading.raw, reading.column.type, reading.power
    match kind:
        case "money" | "integer":
            bare = f"{raw} || '{'0' * power}'" if power else raw
            return _bare_or(raw, 15, _cast(bare, "bigint"), _whole(reading))
        case "year":
            whole = f"try_cast({_whole(reading)} as integer)"
            other = whole if reading.canonical else _written_year(raw)
            return _bare_or(raw, 9, _cast(raw, "integer"), other)
        case "number" | "fraction":
            bare = f"{raw} || 'e{power}'" if power else raw
            return _bare_or(raw, 15, _cast(bare, "double"), _written_double(reading))
        case "date":
            return written_date(raw)
        case "timestamp":
            return written_timestamp(raw)
        case "boolean":
            return let("_token", token(raw), written_boolean("_token"))
        case "code":
            known = {text: code for text, code in reading.codes.items() if code is not None}
            return mapped(raw, reading.column, known)
        case _:
            return cleaned(raw)


def _cast(raw: str, to: str) -> str:
    return f"try_cast({raw} as {to})"


def _bare_or(raw: str, digits: int, bare: str, written: str) -> str:
    """Return SQL that spares bare integers the long way."""
    return (
        f"case when regexp_full_match({raw}, '-?[0-9]{{1,{digits}}}') then {bare}"
        f" else {written} end"
    )


def _whole(reading: Reading) -> str:
    """Return SQL of a whole number: money rounded, other fractions null."""
    nearest = nearest_whole("_exact")
    if reading.column.type == "money":
        return let("_exact", _exact(reading), nearest)
    return let("_exact", _exact(reading), f"case when not {off_whole('_exact')} then {nearest} end")


def _exact(reading: Reading) -> str:
    raw, column = reading.raw, reading.column
    if reading.plain or reading.canonical:
        return canonical_exact(raw, reading.power)
    if column.type == "money":
        return written_money(raw, reading.power, reading.decimal or ",")
    return written_whole(raw, count_words(_units(column)))


def _written_double(reading: Reading) -> str:
    if reading.column.type == "fraction":
        return written_double(reading.raw, _PERCENT, reading.power, "decimal")
    lone: Lone = reading.decimal or ","
    return written_double(reading.raw, dict.fromkeys(_units(reading.column), 0), 0, lone)


def _written_year(raw: str) -> str:
    year = "^(?:nam |year )?([12])[.,]?([0-9]{3})(?:[.,]0+)?$"
    return let(
        "_token",
        token(raw),
        f"case when regexp_matches(_token, '{year}')"
        f" then regexp_replace(_token, '{year}', '\\1\\2')::integer"
        f" else year({written_date(raw, serials=False)})::integer end",
    )


def _units(column: Column) -> tuple[str, ...]:
    labels = [column.label.vi, column.label.en]
    inside = [label[label.find("(") + 1 : label.rfind(")")] for label in labels if "(" in label]
    unit = [column.unit.vi, column.unit.en] if column.unit is not None else []
    return unit_words(*unit, *inside)
