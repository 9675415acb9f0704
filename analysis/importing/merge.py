"""Laying handed-in rows on the snapshot there is: what is added, changed, kept and removed.

Rows meet by the key of their table. A column the file does not have keeps its values, and so does
an empty cell unless the officer said that empty means erase.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import duckdb

from analysis.dictionary import TABLES, Table
from analysis.importing.base import base_name, drop_staged
from analysis.importing.model import CellChange, Choices, TableChange
from analysis.intake.sheets import SOURCE, StagedSheet
from analysis.intake.staging import ROW, quoted, staged_name

CHANGES_SHOWN = 200


def given_name(table: Table) -> str:
    """Return the name of a table's handed-in rows of all sheets."""
    return f"given_{table.name}"


def keep_given(connection: duckdb.DuckDBPyConnection, table: Table, query: str) -> None:
    """Replace the handed-in rows of a table by those of a query over them."""
    number = connection.execute("select nextval('given_step')").fetchone()
    name = f"given_{number[0] if number else 0}_of_{table.name}"
    connection.execute(f"create temp table {name} as {query}")
    connection.execute(f"create or replace temp view {given_name(table)} as select * from {name}")


def lay_on(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    sheets: Sequence[StagedSheet],
    choices: Choices,
) -> None:
    """Make `staged_<table>` the table as it would be with the handed-in rows `given_<table>`."""
    drop_staged(connection, table)
    if _is_empty(connection, base_name(table)):
        connection.execute(
            f"create temp view {staged_name(table)} as select {_order(table)}"
            f" from {given_name(table)}"
        )
        return
    key = _same_key(table)
    values = ", ".join(
        f"{_merged(name, sheets, choices)} as {quoted(name)}" for name in table.column_names()
    )
    rest = (
        ""
        if choices.complete
        else f" union all select null, null, b.* from {base_name(table)} as b"
        f" where not exists (select 1 from {given_name(table)} as i where {key})"
    )
    connection.execute(
        f"create temp table {staged_name(table)} as"
        f" select i.{ROW}, i.{SOURCE}, {values}"
        f" from {given_name(table)} as i left join {base_name(table)} as b on {key}{rest}"
    )


def keep_referred(
    connection: duckdb.DuckDBPyConnection, tables: Sequence[Table]
) -> dict[str, list[str]]:
    """Put back rows a complete hand-in lacks while rows that stay refer to them.

    `tables` are those laid on as complete. Returns the keys of the rows kept, by table.
    """
    kept: dict[str, list[str]] = {}
    # What is kept refers to rows in its turn; those of a table come before what refers to it.
    for table in reversed(tables):
        new, old, key = staged_name(table), base_name(table), quoted(table.key[0])
        referring = [
            f"select {quoted(column.name)} from {staged_name(other)}"
            for other in TABLES.values()
            for column in other.columns
            if column.references == f"{table.name}.{table.key[0]}"
        ]
        if not referring or _is_empty(connection, old):
            continue
        rows = connection.execute(
            f"insert into {new} select null, null, b.* from {old} as b"
            f" where {key} not in (select {key} from {new} where {key} is not null)"
            f" and {key} in ({' union all '.join(referring)}) returning {key}"
        ).fetchall()
        if rows:
            kept[table.name] = sorted(str(row[0]) for row in rows)
    return kept


def table_change(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    choices: Choices,
    left_out: int,
) -> TableChange:
    """Return what `staged_<table>` changes against the table as it was."""
    new, old = staged_name(table), base_name(table)
    given = f"(select * from {new} where {SOURCE} is not null)"
    added, changed, unchanged, _ = count_changes(connection, table, given, old)
    # What is left out is not removed: the row there was stays, if there was one.
    removed = count_changes(connection, table, new, old)[3] if choices.complete else 0
    samples = cell_changes(connection, table, new, old, bool(changed), bool(removed))
    return TableChange(table.name, added, changed, unchanged, removed, left_out, tuple(samples))


def count_changes(
    connection: duckdb.DuckDBPyConnection, table: Table, new: str, old: str
) -> tuple[int, int, int, int]:
    """Return how many rows of a table are added, changed, unchanged and removed from old to new."""
    if _is_empty(connection, old):
        counted = connection.execute(f"select count(*) from {new}").fetchone()
        return int(counted[0]) if counted else 0, 0, 0, 0
    first = quoted(table.key[0])
    different = " or ".join(
        f"i.{quoted(name)} is distinct from b.{quoted(name)}"
        for name in table.column_names()
        if name not in table.key
    )
    row = connection.execute(
        f"select count(*) filter (where b.{first} is null),"
        f" count(*) filter (where b.{first} is not null and i.{first} is not null"
        f" and ({different or 'false'})),"
        f" count(*) filter (where b.{first} is not null and i.{first} is not null),"
        f" count(*) filter (where i.{first} is null)"
        f" from {new} as i full join {old} as b on {_same_key(table)}"
    ).fetchone()
    added, changed, both, removed = map(int, row or (0, 0, 0, 0))
    return added, changed, both - changed, removed


def cell_changes(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    new: str,
    old: str,
    changed: bool,
    removed: bool,
    limit: int = CHANGES_SHOWN,
) -> list[CellChange]:
    """Return the first changes between two states of a table: changed cells, rows gone, new rows.

    `changed` and `removed` tell whether there are any of those: looking for them takes a join.
    """
    key = _same_key(table)
    found: list[CellChange] = []
    if changed:
        shown = _shown_key(table, "i")
        cells = " union all ".join(
            f"select {number} as rank, {shown} as key, '{name}' as column_name,"
            f" b.{quoted(name)}::varchar as old, i.{quoted(name)}::varchar as new"
            f" from {new} as i join {old} as b on {key}"
            f" where i.{quoted(name)} is distinct from b.{quoted(name)}"
            for number, name in enumerate(table.column_names())
            if name not in table.key
        )
        rows = connection.execute(
            f"select key, column_name, old, new from ({cells}) order by key, rank limit {limit}"
        ).fetchall()
        found += [CellChange("changed", *row) for row in rows]
    if removed:
        found += _lone(connection, table, old, new, "removed", limit - len(found))
    return found + _lone(connection, table, new, old, "added", limit - len(found))


def _lone(
    connection: duckdb.DuckDBPyConnection,
    table: Table,
    here: str,
    there: str,
    kind: Literal["added", "removed"],
    limit: int,
) -> list[CellChange]:
    """Return rows of one state whose key the other does not have."""
    rows = connection.execute(
        f"select {_shown_key(table, 'i')} from {here} as i"
        f" where not exists (select 1 from {there} as b where {_same_key(table)}) limit {limit}"
    ).fetchall()
    return [CellChange(kind, key, None, None, None) for (key,) in rows]


def _order(table: Table) -> str:
    return ", ".join([ROW, SOURCE, *map(quoted, table.column_names())])


def _same_key(table: Table) -> str:
    return " and ".join(f"i.{quoted(name)} = b.{quoted(name)}" for name in table.key)


def _shown_key(table: Table, alias: str) -> str:
    return " || ' / ' || ".join(f"{alias}.{quoted(name)}::varchar" for name in table.key)


def _merged(name: str, sheets: Sequence[StagedSheet], choices: Choices) -> str:
    """Return the value a merged row has in a column, from the handed-in and the present row."""
    new, old = f"i.{quoted(name)}", f"b.{quoted(name)}"
    telling = [str(sheet.number) for sheet in sheets if name in sheet.positions]
    kept = f"coalesce({new}, {old})"
    if not choices.erase_blank or not telling:
        return kept
    if len(telling) == len(sheets):
        return new
    return f"case when i.{SOURCE} in ({', '.join(telling)}) then {new} else {kept} end"


def _is_empty(connection: duckdb.DuckDBPyConnection, relation: str) -> bool:
    return connection.execute(f"select 1 from {relation} limit 1").fetchone() is None
