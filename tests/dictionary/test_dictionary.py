"""The dictionary is one consistent declaration, and its page is never stale."""

from __future__ import annotations

import re

import duckdb
import pytest

from analysis.dictionary import CODE_LISTS, TABLES, dictionary_version
from analysis.dictionary.model import Code, CodeList, Column, Table
from analysis.dictionary.page import PAGE, render_page
from analysis.language import Text
from analysis.warehouse.schema import create_schema_statements

EXPECTED_TABLES = {
    "administrative_unit",
    "unit_year",
    "establishment",
    "project",
    "support",
    "payment",
    "plan_target",
    "outreach_event",
    "application",
    "outcome_record",
    "product",
    "ceiling",
    "price_index",
    "difficulty",
    "officer_training",
    "import_batch",
    "import_problem",
    "correction",
    "pending_row",
    "match_decision",
    "quality_point",
}


def test_every_table_of_the_design_is_declared() -> None:
    assert set(TABLES) >= EXPECTED_TABLES


def test_every_reference_names_a_key_declared_before_it() -> None:
    seen: list[str] = []
    for table in TABLES.values():
        seen.append(table.name)
        for column in table.columns:
            if column.references is None:
                continue
            other, other_column = column.references.split(".")
            assert other in seen, f"{table.name}.{column.name} refers to a later table"
            assert TABLES[other].key == (other_column,)


def test_every_code_list_in_use_is_registered_under_its_name() -> None:
    for table in TABLES.values():
        for column in table.columns:
            if column.codes is not None:
                assert CODE_LISTS[column.codes.name] is column.codes


def test_amounts_always_stand_beside_a_currency() -> None:
    for table in TABLES.values():
        if any(column.type == "money" for column in table.columns):
            assert "currency" in table.column_names(), table.name


def test_key_columns_are_required() -> None:
    for table in TABLES.values():
        assert all(table.column(name).required for name in table.key), table.name


def test_the_schema_is_valid_sql_and_has_every_column() -> None:
    connection = duckdb.connect()
    for statement in create_schema_statements():
        connection.execute(statement)
    built = connection.execute(
        "select table_name, column_name from information_schema.columns"
        " where table_catalog = 'memory' order by table_name, ordinal_position"
    ).fetchall()
    declared = [
        (table.name, column) for table in TABLES.values() for column in table.column_names()
    ]
    assert sorted(built) == sorted(declared)


def test_the_schema_refuses_what_the_dictionary_forbids() -> None:
    connection = duckdb.connect()
    for statement in create_schema_statements():
        connection.execute(statement)
    with pytest.raises(duckdb.ConstraintException):
        connection.execute(
            "insert into main.product (product_id, name, product_group) values ('p', 'x', 'moon')"
        )
    with pytest.raises(duckdb.ConstraintException):
        connection.execute(
            "insert into main.cluster (cluster_id, name, unit_id, status)"
            " values ('c', 'x', 'nowhere', 'plan')"
        )


def test_the_page_of_the_dictionary_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == render_page(), "run: make docs"


def test_the_page_names_every_column_and_code() -> None:
    page = render_page()
    for table in TABLES.values():
        section = page.split(f"### {table.name}\n", 1)[1].split("\n### ", 1)[0]
        for column in table.columns:
            assert f"| `{column.name}` |" in section
    for code_list in CODE_LISTS.values():
        for code in code_list.values():
            assert f"`{code}`" in page


def test_the_version_follows_the_declaration() -> None:
    assert re.fullmatch(r"[0-9a-f]{12}", dictionary_version())


def test_a_text_cannot_lack_a_language() -> None:
    with pytest.raises(ValueError, match="both languages"):
        Text("chỉ tiếng Việt", " ")


def test_declarations_that_contradict_themselves_are_refused() -> None:
    label = Text("a", "b")
    with pytest.raises(ValueError, match="repeats a code"):
        CodeList("twice", label, (Code("x", label), Code("x", label)))
    with pytest.raises(ValueError, match="code list"):
        Column("c", "code", label)
    with pytest.raises(ValueError, match="not declared"):
        Table("t", "audit", label, label, ("k",), (Column("c", "text", label),))
    with pytest.raises(ValueError, match="not declared"):
        Table("t", "audit", label, label, ("c",), (Column("c", "text", label),), natural_key=("n",))
