"""Ids come out the same at every import."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.dictionary import HANDED_IN_TABLES, TABLES
from analysis.intake.folding import fold_text
from analysis.intake.identities import (
    ID_PREFIXES,
    MAY_REPEAT,
    id_expression,
    made_id,
    occurrence,
)
from analysis.intake.staging import SQL_TYPES

Rows = list[dict[str, Any]]


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def _typed(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> None:
    """Create the staged table with the columns in their dictionary types."""
    columns = TABLES[table].columns
    declared = ", ".join(f'"{column.name}" {SQL_TYPES[column.type]}' for column in columns)
    connection.execute(f"create or replace temp table staged_{table} (_row bigint, {declared})")
    for number, row in enumerate(rows, start=2):
        names = ", ".join(["_row", *row])
        marks = ", ".join("?" for _ in ("_row", *row))
        connection.execute(
            f"insert into staged_{table} ({names}) values ({marks})", [number, *row.values()]
        )


def _ids(connection: duckdb.DuckDBPyConnection, table: str, rows: Rows) -> list[Any]:
    _typed(connection, table, rows)
    found = connection.execute(
        f"select {made_id(TABLES[table])} from staged_{table} order by _row"
    ).fetchall()
    return [row[0] for row in found]


def test_every_table_with_a_natural_key_makes_its_ids() -> None:
    keyed = {name for name in HANDED_IN_TABLES if TABLES[name].natural_key}
    assert set(ID_PREFIXES) == keyed
    assert keyed >= MAY_REPEAT
    assert len(set(ID_PREFIXES.values())) == len(ID_PREFIXES)
    with pytest.raises(KeyError):
        id_expression(TABLES["outcome_record"])


@pytest.mark.parametrize("table", sorted(ID_PREFIXES))
def test_a_row_of_which_nothing_is_known_gets_no_id(
    connection: duckdb.DuckDBPyConnection, table: str
) -> None:
    assert _ids(connection, table, [{}]) == [None]


def test_an_id_is_stable_from_version_to_version(connection: duckdb.DuckDBPyConnection) -> None:
    """A changed id would make every row of the next import a new one."""
    rows = [
        {"tax_code": "4300205943", "name": "Công ty TNHH Hoàng Long", "unit_id": "522_v2"},
        {"name": "Cơ sở Phú An", "unit_id": "524_v1"},
    ]
    assert _ids(connection, "establishment", rows) == ["CS-ab82fd8c84e8", "CS-924b7f27b286"]


def test_an_establishment_is_its_tax_code_else_its_name_and_place(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    ids = _ids(
        connection,
        "establishment",
        [
            {"tax_code": "4300205943", "name": "Hoàng Long"},
            {"tax_code": "4300205943", "name": "HOANG LONG", "unit_id": "522_v2"},
            {"name": "Hoàng  Long", "unit_id": "522_v2"},
            {"name": "hoang long", "unit_id": "522_v2"},
            {"name": "Hoàng Long", "unit_id": "524_v1"},
            {"name": "Hoàng Long"},
            {"unit_id": "524_v1"},
            {"establishment_id": "MINE", "tax_code": "4300205943"},
        ],
    )
    assert ids[0] == ids[1]
    assert ids[2] == ids[3]
    assert len({ids[0], ids[2], ids[4], ids[5]}) == 4
    assert ids[6:] == [None, "MINE"]
    assert all(len(made) == 15 and made.startswith("CS-") for made in ids[:6])


def test_two_payments_alike_are_two_payments(connection: duckdb.DuckDBPyConnection) -> None:
    paid = {"project_id": "DA-1", "stage": "ADVANCE", "paid_on": "2024-03-01", "amount": 5_000_000}
    rows = [paid, {**paid, "amount": 7}, paid, {**paid, "payment_id": "P9"}, paid]
    ids = _ids(connection, "payment", rows)
    base = ids[0].removesuffix("-2")
    assert ids == [f"{base}-2", ids[1], f"{base}-3", "P9", f"{base}-4"]
    assert _ids(connection, "payment", [paid, paid]) == [base, f"{base}-2"]
    # A payment handed back with the id it was given stays, and the one added beside it is new.
    assert _ids(connection, "payment", [paid, {**paid, "payment_id": base}]) == [f"{base}-2", base]


def test_a_target_named_twice_is_a_repetition(connection: duckdb.DuckDBPyConnection) -> None:
    target = {"indicator": "PROJECTS", "year": 2024, "unit_id": "51_v1"}
    first, second = _ids(connection, "plan_target", [target, target])
    assert first == second
    assert occurrence(TABLES["plan_target"]) == "1"


def test_what_is_unknown_is_not_what_is_empty(connection: duckdb.DuckDBPyConnection) -> None:
    ids = _ids(
        connection,
        "project",
        [
            {"title": "a", "plan_year": 2024},
            {"title": "a", "plan_year": 2024, "decision_no": ""},
            {"title": "", "plan_year": 2024, "decision_no": "a"},
            {"title": "a 2024"},
            {"title": "***", "plan_year": 2024},
            {"title": "!", "plan_year": 2024},
        ],
    )
    assert len(set(ids)) == len(ids)


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "decision_no": st.none() | st.text("ab1=/\x1f ", max_size=3),
                "title": st.none() | st.text("ab1=/\x1f ", max_size=3),
                "plan_year": st.none() | st.integers(2000, 2003),
            }
        ),
        min_size=2,
        max_size=6,
    )
)
@settings(max_examples=30, deadline=None)
def test_ids_are_equal_exactly_where_the_natural_keys_are(rows: Rows) -> None:
    with duckdb.connect() as connection:
        ids = _ids(connection, "project", rows)
    keys = [
        tuple(
            fold_text(row[name]) or row[name] if isinstance(row[name], str) else row[name]
            for name in TABLES["project"].natural_key
        )
        for row in rows
    ]
    for one, key in zip(ids, keys, strict=True):
        assert (one is None) == all(value is None for value in key)
        for other, other_key in zip(ids, keys, strict=True):
            assert (one == other) == (key == other_key)
