"""Two ids of one establishment: what people decided, applied to the rows there are."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from analysis.dictionary import TABLES, Column, Table
from analysis.importing.base import ESTABLISHMENT, base_name, show_base
from analysis.importing.model import Decision
from analysis.intake.problem import Problem
from analysis.intake.staging import quoted
from analysis.language import Text

DECISIONS_NAME = "Quyết định trùng lặp / Duplicate decisions"
ROWS_TOLD = 200


def reference_to_establishment(table: Table) -> Column | None:
    """Return the column of a table that names an establishment; its own id for establishments."""
    if table.name == "establishment":
        return table.column("establishment_id")
    return next((one for one in table.columns if one.references == ESTABLISHMENT), None)


def stands_for(decisions: Sequence[tuple[str, str, str]]) -> dict[str, str]:
    """Return the id kept of every id that stands for another.

    `decisions` are (kept id, other id, verdict), the oldest first. An id kept may be joined to
    another later on: then that one counts. What joins two that are one already changes nothing.
    """
    joined: dict[str, str] = {}

    def kept(one: str) -> str:
        while one in joined:
            one = joined[one]
        return one

    for kept_id, other_id, verdict in decisions:
        if verdict == "same" and kept(kept_id) != kept(other_id):
            joined[kept(other_id)] = kept(kept_id)
    return {other: kept(other) for other in joined}


def settle_aliases(connection: duckdb.DuckDBPyConnection, new: Sequence[Decision]) -> list[Problem]:
    """Make temp table `alias` (other_id, kept_id) and let the base views speak of the kept ids.

    Decisions of the data set are taken with the new ones, which replace those about the same pair.
    Where both ids have a row of one key the row of the kept id stays: the others are returned, a
    warning each. A kept establishment takes from the other what is not known of it.
    """
    replaced = {frozenset((one.kept_id, one.other_id)) for one in new}
    earlier = connection.execute(
        "select kept_id, other_id, verdict from base_match_decision"
        " order by decided_at, kept_id, other_id"
    ).fetchall()
    pairs = [pair for pair in earlier if frozenset(pair[:2]) not in replaced]
    pairs += sorted((one.kept_id, one.other_id, one.verdict) for one in new)
    aliases = stands_for(pairs)
    connection.execute("create or replace temp table alias (other_id varchar, kept_id varchar)")
    if not aliases:
        return []
    connection.executemany("insert into alias values (?, ?)", list(aliases.items()))
    problems: list[Problem] = []
    for table in TABLES.values():
        column = reference_to_establishment(table)
        if column is not None:
            problems += _rewrite(connection, table, column)
    return problems


def _rewrite(connection: duckdb.DuckDBPyConnection, table: Table, column: Column) -> list[Problem]:
    """Let a base view speak of the kept ids, one row for each key."""
    name, base = quoted(column.name), base_name(table)
    touched = connection.execute(
        f"select 1 from {base} where {name} in (select other_id from alias) limit 1"
    ).fetchone()
    if touched is None:
        return []
    key = ", ".join(map(quoted, table.key))
    connection.execute(
        f"create or replace temp table rewritten as select *, row_number() over"
        f" (partition by {key} order by _other nulls first) as _rank from"
        f" (select row.* replace (coalesce(alias.kept_id, row.{name}) as {name}),"
        f" alias.other_id as _other"
        f" from {base} as row left join alias on alias.other_id = row.{name})"
    )
    if table.name == "establishment":
        values = ", ".join(
            quoted(one)
            if one in table.key
            else f"first({quoted(one)} order by _rank) filter (where {quoted(one)} is not null)"
            f" as {quoted(one)}"
            for one in table.column_names()
        )
        query = f"select {values} from rewritten group by {key}"
    else:
        query = "select * exclude (_rank, _other) from rewritten where _rank = 1"
    connection.execute(f"create or replace temp table aliased_{table.name} as {query}")
    connection.execute(f"create or replace temp view {base} as select * from aliased_{table.name}")
    show_base(connection, table)
    return [] if table.name == "establishment" else _told(connection, table)


def _told(connection: duckdb.DuckDBPyConnection, table: Table) -> list[Problem]:
    """Tell of rows that gave way to the row of the id kept."""
    shown = " || ' / ' || ".join(
        "_other" if table.column(name).references == ESTABLISHMENT else f"{quoted(name)}::varchar"
        for name in table.key
    )
    rows = connection.execute(
        f"select {shown} from rewritten where _rank > 1 order by 1 limit {ROWS_TOLD}"
    ).fetchall()
    return [
        Problem(
            "warning",
            "gave_way",
            DECISIONS_NAME,
            table.name,
            None,
            ", ".join(table.key),
            str(value),
            Text(
                "Cơ sở được giữ lại cũng có dòng này; dòng của mã kia không dùng nữa",
                "The establishment kept has this row too; that of the other id is no longer used",
            ),
            Text(
                "Đối chiếu hai dòng; bản số liệu trước còn giữ cả hai",
                "Compare the two rows; the snapshot before still has both",
            ),
        )
        for (value,) in rows
    ]
