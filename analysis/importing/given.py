"""Handed-in rows of all sheets, by table: names become ids, places are found for the day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.dictionary.model import Severity
from analysis.importing.base import base_name, drop_staged
from analysis.importing.joined import fill_gaps_only, give_way, say_kept_ids
from analysis.importing.merge import given_name, keep_given
from analysis.intake.checks import Location
from analysis.intake.identities import made_id
from analysis.intake.places import place_keys, place_problem_texts, resolve_places
from analysis.intake.problem import Problem
from analysis.intake.references import reference_problem_texts, resolve_references
from analysis.intake.sheets import SOURCE, StagedSheet
from analysis.intake.staging import ROW, quoted, staged_name
from analysis.language import Text, format_day

Locate = Callable[[str, int, int | None, str | None], Location]

UNIT = "administrative_unit.unit_id"
_PLACES = ("administrative_unit", "unit_membership")
PROBLEMS_PER_COLUMN = 1_000


def collect_given(
    connection: duckdb.DuckDBPyConnection,
    sheets: Sequence[StagedSheet],
    locate: Locate,
) -> list[Problem]:
    """Make `given_<table>` of every table the sheets bring; return what could not be found.

    Tables come in the order of the dictionary, so a name is looked for among the rows handed in
    with it too. Rows whose place or reference cannot be found are added to `unread_row`.
    """
    problems: list[Problem] = []
    keyed = False
    for table in TABLES.values():
        mine = [sheet for sheet in sheets if sheet.table.name == table.name]
        if not mine:
            continue
        _unite(connection, table, mine)
        # Names are looked for among what is handed in with them, and among what there was.
        drop_staged(connection, table)
        connection.execute(
            f"create temp view {staged_name(table)} as select * from {given_name(table)}"
        )
        connection.execute(
            f"create or replace temp view known_{table.name} as select * from {base_name(table)}"
        )
        told = {name for sheet in mine for name in sheet.positions}
        # An id that stands for another is nobody's any more: it goes before names are looked up.
        joined = table.name != "establishment" and say_kept_ids(connection, table)
        for column in table.columns:
            if column.references is None or column.name not in told:
                continue
            if column.references == UNIT:
                if _has_strangers(connection, table, column):
                    if not keyed:
                        place_keys(connection)
                    # Only what is handed in of the places themselves changes what they go by.
                    keyed = table.name not in _PLACES
                    problems += _find_places(connection, table, column, locate)
            else:
                problems += _find_references(connection, table, column, locate)
        _fill_ids(connection, table)
        if table.name == "establishment" and say_kept_ids(connection, table):
            problems += give_way(connection, table, locate)
            fill_gaps_only(connection, table)
        elif joined:
            problems += give_way(connection, table, locate)
    return problems


def _unite(
    connection: duckdb.DuckDBPyConnection, table: Table, sheets: Sequence[StagedSheet]
) -> None:
    """Put the sheets of a table together; amounts are in the data set's currency unless told."""
    own = connection.execute("select currency from base_case_info").fetchone()
    parts = " union all ".join(
        f"select {ROW}, {SOURCE}, {_with_currency(table, sheet, own[0] if own else 'VND')}"
        f" from {sheet.relation}"
        for sheet in sheets
    )
    connection.execute(f"create or replace temp view {given_name(table)} as {parts}")


def told_currency(sheet: StagedSheet) -> str | None:
    """Return the currency a sheet tells in its title or headings."""
    told = {found.currency for found in sheet.match.columns if found.currency}
    return sheet.match.currency or (told.pop() if len(told) == 1 else None)


def _with_currency(table: Table, sheet: StagedSheet, own: str) -> str:
    currency = told_currency(sheet) or own
    return ", ".join(
        f"coalesce(currency, '{currency}') as currency"
        if name == "currency" and table.column("currency").required
        else quoted(name)
        for name in table.column_names()
    )


def _has_strangers(connection: duckdb.DuckDBPyConnection, table: Table, column: Column) -> bool:
    """Tell whether a column of places holds texts that are no ids of units."""
    name = quoted(column.name)
    units = "staged_administrative_unit"
    return _strangers(connection, given_name(table), name, units, "unit_id")


def _find_places(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, locate: Locate
) -> list[Problem]:
    name, given = quoted(column.name), given_name(table)
    day = _day_of(table)
    resolve_places(connection, given, name, day, "place_found")
    keep_given(
        connection,
        table,
        f"select g.* replace (coalesce(f.unit_id, g.{name}) as {name}), f.fault as _fault,"
        f" f.candidates as _candidates, g.{name} as _text, {_qualified(day)} as _day"
        f" from {given} as g left join place_found as f"
        f" on f.text = g.{name} and f.day is not distinct from ({_qualified(day)})",
    )
    return _faults(connection, table, column, locate, "place", place_problem_texts)


def _find_references(
    connection: duckdb.DuckDBPyConnection, table: Table, column: Column, locate: Locate
) -> list[Problem]:
    """Turn names, tax codes and decision numbers into ids."""
    other_table, other_column = str(column.references).split(".")
    name, given = quoted(column.name), given_name(table)
    both = (
        f"(select {other_column} from {base_name(TABLES[other_table])}"
        f" union all select {other_column} from staged_{other_table})"
    )
    if not _strangers(connection, given, name, both, other_column):
        return []
    resolve_references(connection, table, column, "reference_found")
    keep_given(
        connection,
        table,
        f"select g.* replace (coalesce(f.resolved, g.{name}) as {name}), f.fault as _fault,"
        f" f.candidates as _candidates, g.{name} as _text, null::date as _day"
        f" from {given} as g left join reference_found as f on f.text = g.{name}",
    )
    return _faults(connection, table, column, locate, "reference", reference_problem_texts)


def _faults(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    column: Column,
    locate: Locate,
    rule: str,
    texts: Callable[[Any], tuple[Severity, Text, Text]],
) -> list[Problem]:
    """Tell what was not found, by `_fault` of the given rows; what has no meaning becomes empty."""
    name, given = quoted(column.name), given_name(table)
    problems = []
    rows = connection.execute(
        f"select {ROW}, {SOURCE}, _text, _fault, _candidates, _day from {given}"
        f" where _fault is not null order by {SOURCE}, {ROW} limit {PROBLEMS_PER_COLUMN}"
    ).fetchall()
    for row, source, text, fault, candidates, on in rows:
        severity, message, remedy = texts(fault)
        values = {"value": text, "candidates": candidates or "–", "day": _shown_day(on)}
        place = locate(table.name, source, row, column.name)
        problems.append(
            Problem(
                severity,
                f"{rule}_{fault}",
                place.file,
                table.name,
                row,
                column.name,
                text,
                message.filled(**values),
                (remedy if candidates and candidates != "–" else _without_names(remedy)).filled(
                    **values
                ),
                place.sheet,
                place.cell,
            )
        )
    lost = "_fault in ('ambiguous', 'unknown')"
    connection.execute(
        f"insert into unread_row select '{table.name}', {ROW}, {SOURCE} from {given} where {lost}"
    )
    keep_given(
        connection,
        table,
        f"select * exclude (_fault, _candidates, _text, _day)"
        f" replace (case when {lost} then null else {name} end as {name}) from {given}",
    )
    return problems


def _without_names(remedy: Text) -> Text:
    """Return a remedy without the part that would list near names, for where there are none."""
    vi, en = (part.partition(";")[0] for part in (remedy.vi, remedy.en))
    return Text(vi, en)


def _shown_day(day: date | None) -> Text:
    return Text(format_day(day, "vi"), format_day(day, "en"))


def _strangers(
    connection: duckdb.DuckDBPyConnection, given: str, name: str, known: str, key: str
) -> bool:
    """Tell whether any text of a column is not an id of the table it refers to."""
    key = quoted(key)
    stranger = connection.execute(
        f"select 1 from (select distinct {name} as text from {given} where {name} is not null)"
        f" where text not in (select {key} from {known} where {key} is not null) limit 1"
    ).fetchone()
    return stranger is not None


def _day_of(table: Table) -> str:
    """Return the day a row is about, as SQL; a year alone counts by its last day.

    A year that no calendar of ours has is no day; the checks tell it.
    """
    parts = [
        f"case when {quoted(name)} between 1 and 9999 then make_date({quoted(name)}, 12, 31) end"
        if table.column(name).type == "year"
        else f"{quoted(name)}::date"
        for name in table.dated_by
    ]
    return f"coalesce({', '.join(parts)})" if parts else "null::date"


def _qualified(day: str) -> str:
    return day.replace('"', 'g."', 1) if day.count('"') == 2 else _prefixed(day)


def _prefixed(day: str) -> str:
    pieces = day.split('"')
    return "".join(
        piece if number % 2 == 0 else f'g."{piece}"' for number, piece in enumerate(pieces)
    )


def _fill_ids(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Give every row without an id one made of what it says, the same at every import."""
    if not table.natural_key or len(table.key) != 1:
        return
    given, key = given_name(table), quoted(table.key[0])
    if connection.execute(f"select 1 from {given} where {key} is null limit 1").fetchone() is None:
        return
    order = f"{SOURCE}, {ROW}"
    keep_given(
        connection,
        table,
        f"select * replace ({made_id(table, order)} as {key}) from {given}",
    )


def start(connection: duckdb.DuckDBPyConnection) -> None:
    """Make what the steps above write to."""
    connection.execute(
        f"create or replace temp table unread_row (table_name varchar, {ROW} bigint,"
        f" {SOURCE} integer)"
    )
    connection.execute("create or replace temp sequence given_step")
