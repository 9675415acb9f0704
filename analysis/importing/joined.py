"""Handed-in rows under an id that stands for another establishment: they land on the one kept."""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from analysis.dictionary import Table
from analysis.importing.aliases import reference_to_establishment
from analysis.importing.base import base_name
from analysis.importing.merge import given_name, keep_given
from analysis.intake.checks import Location
from analysis.intake.problem import Problem
from analysis.intake.sheets import SOURCE
from analysis.intake.staging import ROW, quoted
from analysis.language import Text

Locate = Callable[[str, int, int | None, str | None], Location]

_OTHER = "_other"


def say_kept_ids(connection: duckdb.DuckDBPyConnection, table: Table) -> bool:
    """Let the handed-in rows speak of the ids kept, and of those they said in `_other`.

    Reads temp table `alias`. Returns whether any row said another id. An establishment stays known
    by what its row under the other id says.
    """
    column = reference_to_establishment(table)
    if column is None:
        return False
    name, given = quoted(column.name), given_name(table)
    found = connection.execute(
        f"select 1 from {given} where {name} in (select other_id from alias) limit 1"
    ).fetchone()
    if found is None:
        return False
    keep_given(
        connection,
        table,
        f"select g.* replace (coalesce(a.kept_id, g.{name}) as {name}), a.other_id as {_OTHER}"
        f" from {given} as g left join alias as a on a.other_id = g.{name}",
    )
    if table.name == "establishment":
        columns = ", ".join(map(quoted, table.column_names()))
        connection.execute(
            f"create or replace temp table said_{table.name} as select {columns} from {given}"
        )
        connection.execute(
            f"create or replace temp view known_{table.name} as"
            f" select {columns} from {base_name(table)}"
            f" union all select {columns} from said_{table.name}"
        )
    return True


def give_way(connection: duckdb.DuckDBPyConnection, table: Table, locate: Locate) -> list[Problem]:
    """Leave out rows under another id where the hand-in has the row of the id kept as well."""
    column = reference_to_establishment(table)
    if column is None or column.name not in table.key:
        return []
    given = given_name(table)
    key = ", ".join(map(quoted, table.key))
    first = f"row_number() over (partition by {key} order by {_OTHER} nulls first, {SOURCE}, {ROW})"
    ranked = f"(select *, {first} as _rank from {given})"
    rows = connection.execute(
        f"select {ROW}, {SOURCE}, {_OTHER} from {ranked}"
        f" where {_OTHER} is not null and _rank > 1 order by {SOURCE}, {ROW}"
    ).fetchall()
    if rows:
        keep_given(
            connection,
            table,
            f"select * exclude (_rank) from {ranked} where {_OTHER} is null or _rank = 1",
        )
    return [
        _told(table, column.name, locate(table.name, source, row, column.name), row, other)
        for row, source, other in rows
    ]


def fill_gaps_only(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Let an establishment handed in under its other id only add what is not known of it."""
    values = ", ".join(
        f"case when r.{_OTHER} is null then r.{quoted(name)}"
        f" else coalesce(b.{quoted(name)}, r.{quoted(name)}) end as {quoted(name)}"
        for name in table.column_names()
    )
    keep_given(
        connection,
        table,
        f"select r.{ROW}, r.{SOURCE}, {values} from {given_name(table)} as r"
        f" left join {base_name(table)} as b on b.establishment_id = r.establishment_id",
    )


def _told(table: Table, column: str, place: Location, row: int, other: str) -> Problem:
    return Problem(
        "warning",
        "gave_way",
        place.file,
        table.name,
        row,
        column,
        other,
        Text(
            "Cơ sở được giữ lại cũng có dòng này; dòng của mã kia không dùng nữa",
            "The establishment kept has this row too; that of the other id is no longer used",
        ),
        Text("Đối chiếu hai dòng", "Compare the two rows"),
        place.sheet,
        place.cell,
    )
