"""The rules across tables are sound declarations: they speak of what there is, each once."""

from __future__ import annotations

from string import Formatter

import duckdb
import pytest

from analysis.dictionary import TABLES
from analysis.dictionary.cross_rules import CROSS_RULES, CrossRule
from analysis.dictionary.page import render_page
from analysis.intake.staging import SQL_TYPES

BY_CODE = pytest.mark.parametrize("rule", CROSS_RULES, ids=lambda rule: rule.code)


def test_every_rule_has_its_own_code() -> None:
    codes = [rule.code for rule in CROSS_RULES]
    codes += [rule.code for table in TABLES.values() for rule in table.rules]
    assert len(codes) == len(set(codes))


@BY_CODE
def test_a_rule_speaks_of_the_tables_it_reads_and_of_columns_there_are(rule: CrossRule) -> None:
    named = {name for _, name, _, _ in Formatter().parse(rule.bad_rows) if name}
    assert named == set(rule.reads)
    assert rule.table in named
    assert rule.column is None or rule.column in TABLES[rule.table].column_names()
    for trigger in rule.triggers:
        assert trigger.table in named
        assert trigger.column is None or trigger.column in TABLES[trigger.table].column_names()


@BY_CODE
def test_a_rule_is_valid_sql_and_yields_what_it_must(rule: CrossRule) -> None:
    connection = duckdb.connect()
    for name in rule.reads:
        columns = ", ".join(f'"{one.name}" {SQL_TYPES[one.type]}' for one in TABLES[name].columns)
        connection.execute(f"create table {name} (_row bigint, _source integer, {columns})")
    found = connection.execute(rule.bad_rows.format_map({name: name for name in rule.reads}))
    yielded = {name: str(kind) for name, kind, *_ in found.description or ()}
    assert yielded["value"] in ("VARCHAR", "STRING")
    wanted = {"_row", "_source", "value"}
    wanted |= {
        f"{trigger.prefix}_{part}" for trigger in rule.triggers for part in ("row", "source")
    }
    assert set(yielded) == wanted


def test_the_page_tells_every_rule_in_both_languages() -> None:
    page = render_page()
    section = page.split("## Quy tắc liên bảng · Cross-table rules\n", 1)[1].split("\n## ", 1)[0]
    for rule in CROSS_RULES:
        line = next(line for line in section.splitlines() if line.startswith(f"| `{rule.code}` |"))
        assert rule.message.vi in line
        assert rule.message.en in line
