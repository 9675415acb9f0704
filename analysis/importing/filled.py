"""Reference facts a snapshot of an earlier version could not hold yet, filled in.

A data set made by imports is carried forward row by row, so what the program has learned since
would never reach it. Only what the old snapshot has no table or column for is filled in: an empty
table of this version is empty because somebody left it so. Nobody hands in published figures, so
where there are none, they came with a later version.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set

import duckdb

from analysis.cases.figures import published_figures
from analysis.cases.reference_facts import (
    PROGRAMME_FACTS,
    QUANG_NGAI,
    dated_notes,
    gate_rules,
    multiplier_and_use,
    priority_rules,
    process_steps,
)
from analysis.dictionary import TABLES, Table
from analysis.intake.staging import SQL_TYPES, quoted
from analysis.warehouse.schema import qualified

_CEILING_COLUMNS = ("multiplier", "applies_to")


def fill_tables(connection: duckdb.DuckDBPyConnection, tables: Set[str]) -> dict[str, str]:
    """Return where the rows of reference tables missing in `base` come from: table to query.

    `tables` are those the snapshot attached as `base` has. Nothing is filled in for a data set
    that is not in đồng or never took the program's reference facts; notes about the boundaries of
    Quảng Ngãi only where its places are.
    """
    missing = [name for name in PROGRAMME_FACTS if name not in tables]
    if not _has_rows(connection, tables, "published_figure"):
        missing.append("published_figure")
    if not missing or not _takes_reference(connection, tables):
        return {}
    places = _has_quang_ngai(connection, tables)
    facts: dict[str, Iterable[Mapping[str, object]]] = {
        "process_step": process_steps(),
        "gate_rule": gate_rules(),
        "priority_rule": priority_rules(),
        "annotation": dated_notes(quang_ngai=places),
        "published_figure": published_figures(),
    }
    return {name: _filled(connection, TABLES[name], facts[name]) for name in missing}


def _has_rows(connection: duckdb.DuckDBPyConnection, tables: Set[str], name: str) -> bool:
    if name not in tables:
        return False
    found = connection.execute(f"select 1 from base.{qualified(TABLES[name])} limit 1").fetchone()
    return found is not None


def _filled(
    connection: duckdb.DuckDBPyConnection, table: Table, rows: Iterable[Mapping[str, object]]
) -> str:
    """Put rows into a temporary table of a table's columns; return the query for it."""
    name = f"temp.main.filled_{table.name}"
    columns = ", ".join(
        f"{quoted(column.name)} {SQL_TYPES[column.type]}" for column in table.columns
    )
    values = ", ".join(f"nullif(?::varchar, '')::{SQL_TYPES[c.type]}" for c in table.columns)
    connection.execute(f"create or replace temp table filled_{table.name} ({columns})")
    connection.executemany(
        f"insert into {name} values ({values})",
        [[row.get(column) for column in table.column_names()] for row in rows],
    )
    return f"select * from {name}"


def fill_ceiling_columns(
    connection: duckdb.DuckDBPyConnection, present: Set[tuple[str, str]]
) -> dict[str, str]:
    """Return expressions for columns of `ceiling` missing in `base`: what its basis says.

    `present` are the tables and columns of the snapshot. A basis the program does not know leaves
    the columns empty.
    """
    missing = [name for name in _CEILING_COLUMNS if ("ceiling", name) not in present]
    if not missing or ("ceiling", "basis") not in present:
        return {}
    found = connection.execute(
        f"select distinct basis from base.{qualified(TABLES['ceiling'])} where basis is not null"
    ).fetchall()
    known: dict[str, tuple[float | None, str]] = {}
    for (basis,) in found:
        try:
            known[basis] = multiplier_and_use(basis)
        except ValueError:
            continue
    return {
        name: _case(
            {basis: values[_CEILING_COLUMNS.index(name)] for basis, values in known.items()}
        )
        for name in missing
    }


def _case(values: dict[str, float | str | None]) -> str:
    """Return the SQL that turns a basis into its value."""
    arms = "".join(
        f" when {_literal(basis)} then {value if isinstance(value, float) else _literal(value)}"
        for basis, value in values.items()
        if value is not None
    )
    return f"case basis{arms} end" if arms else "null"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _takes_reference(connection: duckdb.DuckDBPyConnection, tables: Set[str]) -> bool:
    if not {"case_info", "ceiling"} <= tables:
        return False
    row = connection.execute(
        f"select (select max(currency) from base.{qualified(TABLES['case_info'])}) = 'VND'"
        f" and exists (select 1 from base.{qualified(TABLES['ceiling'])})"
    ).fetchone()
    return row is not None and bool(row[0])


def _has_quang_ngai(connection: duckdb.DuckDBPyConnection, tables: Set[str]) -> bool:
    if "administrative_unit" not in tables:
        return False
    row = connection.execute(
        f"select exists (select 1 from base.{qualified(TABLES['administrative_unit'])}"
        " where unit_id = $unit)",
        {"unit": QUANG_NGAI},
    ).fetchone()
    return row is not None and bool(row[0])
