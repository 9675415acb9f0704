"""The marts use the portable part of SQL only, and what is not portable is named with its line."""

from __future__ import annotations

from importlib.resources import files

import pytest

from analysis.engines.dialect import findings
from analysis.warehouse.schema import MART_FILES, QUALITY_FILE


@pytest.mark.parametrize("name", [*MART_FILES, QUALITY_FILE])
def test_the_marts_are_portable(name: str) -> None:
    script = files("analysis.warehouse").joinpath("sql", name).read_text(encoding="utf-8")
    found = findings(script, name)
    assert not found, "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("written", "construct"),
    [
        ("a // 2", "//"),
        ("a / b", "/"),
        ("a / 0", "/"),
        ("round(a, 2)", "round"),
        ("row_number() over ()", "row_number"),
        ("lead(a) over (partition by b)", "lead"),
        ("string_agg(a, ' ')", "string_agg"),
        ("max_by(a, b)", "max_by"),
        ("arg_min(a, b) filter (where b is not null)", "min_by"),
        ("unnest(generate_series(a, b))", "generate_series"),
        ("quantile_cont(a, 0.5)", "percentile_cont"),
        ("percentile_cont(0.5) within group (order by a)", "percentile_cont"),
        ("approx_count_distinct(a)", "approx_distinct"),
        ("list_transform(a, x -> x + 1)", "lambda"),
        ("list_has_all(a, b)", "list_has_all"),
        ("[1, 2]", "list"),
        ("a['k']", "list or struct access"),
        ("rows.a.k", "struct access"),
        ("{'k': a}", "struct"),
        ("* exclude (a)", "* with exclude or replace"),
        ("distinct on (a) b", "distinct on"),
        ("date_diff('month', a, b)", "date_diff"),
        ("strftime(a, '%Y')", "time_to_str"),
        ("random()", "rand"),
        ("a ilike 'x'", "ilike"),
    ],
)
def test_what_is_not_portable_is_named(written: str, construct: str) -> None:
    script = (
        f"create table one as\nselect a\nfrom t;\ncreate table two as\nselect\n  {written}\nfrom t"
    )
    named = {(finding.line, finding.construct) for finding in findings(script, "x.sql")}
    assert (6, construct) in named


@pytest.mark.parametrize(
    ("clause", "construct"),
    [
        ("group by all", "group by all"),
        ("qualify row_number() over (order by a) = 1", "qualify"),
        ("limit 3", "limit"),
        ("asof join u on t.a >= u.a", "join"),
        ("join u using (a)", "join"),
        ("using sample 10", "tablesample"),
    ],
)
def test_clauses_that_are_not_portable_are_named(clause: str, construct: str) -> None:
    assert construct in {finding.construct for finding in findings(f"select a from t {clause}", "")}


@pytest.mark.parametrize(
    "written",
    [
        "a / nullif(b, 0)",
        "a / 12",
        "case when b > 0 then a / cast(b as double) end",
        "row_number() over (order by a)",
        "max_by(a, b) filter (where a is not null)",
        "string_agg(a, ' ' order by a)",
        "median(a)",
        "a::date",
        "* from t union all select *",
    ],
)
def test_what_is_portable_is_let_pass(written: str) -> None:
    assert findings(f"select {written} from t", "") == []


def test_a_finding_says_where_it_is_and_what_to_write() -> None:
    (found,) = findings("select\n  1 / b\nfrom t", "marts_x.sql")
    assert str(found).startswith("marts_x.sql:2: /: the divisor may be zero (nullif(")
