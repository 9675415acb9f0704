"""Every kind of declaration in the dictionary finds the rows that break it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.intake.checks import bad_row_table, check_staged
from analysis.intake.problem import Problem
from analysis.warehouse import DataProblemsError, load_case, open_snapshot
from tests.intake.staged_tables import locate, staged_tables
from tests.own_case import write_case


def _problems(tmp_path: Path, tables: dict[str, pd.DataFrame]) -> list[Problem]:
    """Return every problem of a case, whether it was published or not."""
    folder = write_case(tmp_path / "case", tables, geography=True)
    try:
        return list(load_case(tmp_path / "ws", str(folder)).problems)
    except DataProblemsError as error:
        return list(error.problems)


def _found(problems: list[Problem]) -> set[tuple[str, int | None, str | None]]:
    return {(problem.rule, problem.row, problem.column) for problem in problems}


PROJECT = {"project_id": ["P1", "P2"], "plan_year": [2020, 2021]}


def test_good_rows_raise_nothing(tmp_path: Path) -> None:
    assert _problems(tmp_path, {"project": pd.DataFrame(PROJECT)}) == []


@pytest.mark.parametrize(
    ("column", "values", "rule", "row"),
    [
        ("project_id", ["P1", "P1"], "key_repeated", 3),
        ("project_id", [None, "P2"], "required", 2),
        ("plan_year", ["2020", "2021.5"], "type_year", 3),
        ("activity", ["TU_VAN", "tu van"], "code_list", 3),
        ("unit_id", ["522_v2", "nowhere"], "reference", 3),
        ("settled_on", ["31/12/2020", None], "type_date", 2),
    ],
)
def test_a_bad_project_cell_is_found(
    tmp_path: Path, column: str, values: list[str | None], rule: str, row: int
) -> None:
    frame = pd.DataFrame({**PROJECT, column: values})
    found = _found(_problems(tmp_path, {"project": frame}))
    assert (rule, row, column) in found


def test_dates_out_of_order_break_the_row_rule(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {
            **PROJECT,
            "registered_on": ["2020-01-01", "2021-01-01"],
            "approved_on": ["2020-03-01", "2020-03-01"],
            "accepted_on": [None, "2021-09-01"],
        }
    )
    assert _found(_problems(tmp_path, {"project": frame})) == {
        ("approved_before_registered", 3, "approved_on")
    }


def test_amounts_must_be_whole_and_not_negative(tmp_path: Path) -> None:
    fund = pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3"],
            "project_id": ["P1", "P1", "P2"],
            "currency": "VND",
            "planned": ["10000000", "-5", "abc"],
        }
    )
    problems = _problems(tmp_path, {"project": pd.DataFrame(PROJECT), "project_fund": fund})
    assert {("type_money", 4, "planned"), ("bounds", 3, "planned")} <= _found(problems)
    fund["planned"] = ["10000000", "-5", "70000000"]
    problems = _problems(tmp_path, {"project": pd.DataFrame(PROJECT), "project_fund": fund})
    assert _found(problems) == {("bounds", 3, "planned")}


def test_a_warning_is_published_and_recorded(tmp_path: Path) -> None:
    frame = pd.DataFrame({"establishment_id": ["E1"], "makes_food": ["true"]})
    problems = _problems(tmp_path, {"establishment": frame})
    assert [(p.severity, p.rule, p.row) for p in problems] == [
        ("warning", "food_without_safety_certificate", 2)
    ]


def test_unknown_values_break_no_rule(tmp_path: Path) -> None:
    frame = pd.DataFrame(
        {"establishment_id": ["E1"], "founded_on": ["2020-01-01"], "closed_on": [None]}
    )
    assert _problems(tmp_path, {"establishment": frame}) == []


def test_texts_are_kept_in_one_unicode_form_and_trimmed(tmp_path: Path) -> None:
    decomposed = "  Đề án ha\u0323t nhân  "
    folder = write_case(
        tmp_path / "case",
        {"project": pd.DataFrame({**PROJECT, "title": [decomposed, "   "]})},
    )
    load_case(tmp_path / "ws", str(folder))
    titles = open_snapshot(tmp_path / "ws").query("select title from project order by project_id")
    assert titles["title"].iloc[0] == "Đề án hạt nhân"
    assert pd.isna(titles["title"].iloc[1])


def test_a_fault_on_many_rows_is_summed_up(tmp_path: Path) -> None:
    many = 450
    frame = pd.DataFrame(
        {"project_id": [f"P{n}" for n in range(many)], "plan_year": 2020, "activity": "WRONG"}
    )
    problems = _problems(tmp_path, {"project": frame})
    assert len(problems) == 201
    assert problems[-1].row is None
    assert "250" in problems[-1].message.en


def test_a_problem_reads_as_one_sentence_in_both_languages(tmp_path: Path) -> None:
    frame = pd.DataFrame({**PROJECT, "activity": ["TU_VAN", "PARTY"]})
    sentence = _problems(tmp_path, {"project": frame})[0].sentence()
    assert sentence.vi.startswith(
        "project.csv, Đề án (project), dòng 3, cột Nội dung (activity): «PARTY»"
    )
    assert sentence.en.startswith(
        "project.csv, Project (project), row 3, column Activity (activity): «PARTY»"
    )


def test_amounts_of_another_currency_are_kept_out(tmp_path: Path) -> None:
    fund = pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2"],
            "project_id": ["P1", "P2"],
            "currency": ["VND", "USD"],
            "planned": [10_000_000, 5],
        }
    )
    problems = _problems(tmp_path, {"project": pd.DataFrame(PROJECT), "project_fund": fund})
    assert _found(problems) == {("one_currency", 3, "currency")}
    assert problems[0].value == "USD"


# --- handed in beside what the data set has ---------------------------------------------------


def test_only_handed_in_rows_are_told_and_each_with_its_file() -> None:
    rows = [
        {"project_id": "P1", "plan_year": 2020, "activity": "WRONG", "_source": None},
        {"project_id": "P2", "plan_year": 2020, "activity": "WRONG", "_source": 1},
        {"project_id": "P3", "plan_year": 2020, "activity": "WRONG", "_source": 2},
    ]
    with staged_tables({"project": rows}) as connection:
        problems = check_staged(connection, locate=locate)
    assert [(p.rule, p.file, p.sheet, p.cell) for p in problems] == [
        ("code_list", "file-1.xlsx", "project", "activity3"),
        ("code_list", "file-2.xlsx", "project", "activity4"),
    ]


def test_a_row_that_replaces_one_of_the_data_set_does_not_repeat_its_key() -> None:
    old = {"project_id": "P1", "plan_year": 2020, "_source": None}
    with staged_tables({"project": [old, {**old, "_source": 1}]}) as connection:
        assert check_staged(connection, locate=locate) == []
    with staged_tables({"project": [{**old, "_source": 1}, {**old, "_source": 2}]}) as connection:
        found = check_staged(connection, locate=locate)
    assert [(p.rule, p.file, p.row) for p in found] == [("key_repeated", "file-2.xlsx", 3)]


def test_a_reference_may_be_to_a_row_the_data_set_has() -> None:
    project = {"project_id": "P1", "plan_year": 2020, "_source": None}
    fund = {"project_fund_id": "F1", "project_id": "P1", "currency": "VND"}
    stray = {"project_fund_id": "F2", "project_id": "P2", "currency": "VND"}
    with staged_tables({"project": [project], "project_fund": [fund, stray]}) as connection:
        found = check_staged(connection, locate=locate)
    assert [(p.rule, p.row, p.value) for p in found] == [("reference", 3, "P2")]


def test_how_many_rows_of_a_fault_are_told_can_be_chosen() -> None:
    rows = [{"project_id": f"P{n}", "plan_year": 2020, "activity": "WRONG"} for n in range(5)]
    with staged_tables({"project": rows}) as connection:
        found = check_staged(connection, locate=locate, problems_per_check=3)
    assert [problem.row for problem in found] == [2, 3, 4, None]
    assert (found[-1].file, found[-1].cell) == ("file-1.xlsx", None)
    assert "2" in found[-1].message.en


def test_someone_must_say_where_problems_are() -> None:
    with staged_tables({}) as connection, pytest.raises(ValueError, match="where problems are"):
        check_staged(connection)


_PROJECTS = st.fixed_dictionaries(
    {
        "project_id": st.sampled_from(["P1", "P2", "P3", None]),
        "plan_year": st.sampled_from([2020, 2021, None]),
        "activity": st.sampled_from(["TU_VAN", "WRONG", None]),
        "approved_on": st.sampled_from(["2020-03-01", None]),
        "accepted_on": st.sampled_from(["2020-02-01", "2020-04-01", None]),
        "_source": st.sampled_from([None, 1, 2]),
    }
)
_FUNDS = st.fixed_dictionaries(
    {
        "project_fund_id": st.sampled_from(["F1", "F2", "F3", "F4"]),
        "project_id": st.sampled_from(["P1", "P2", "P9"]),
        "currency": st.sampled_from(["VND", "USD"]),
        "fund_source": st.just("national"),
        "planned": st.sampled_from([-1, 5_000_000, None]),
        "approved": st.sampled_from([5_000_000, None]),
        "_source": st.sampled_from([None, 1]),
    }
)
_PAYMENTS = st.fixed_dictionaries(
    {
        "payment_id": st.sampled_from(["A1", "A2", "A3"]),
        "project_id": st.sampled_from(["P1", "P2"]),
        "currency": st.just("VND"),
        "fund_source": st.just("national"),
        "stage": st.just("advance"),
        "amount": st.sampled_from([4_000_000, 6_000_000]),
        "_source": st.sampled_from([None, 1]),
    }
)


@settings(max_examples=25)
@given(
    st.fixed_dictionaries(
        {
            "project": st.lists(_PROJECTS, max_size=6),
            "project_fund": st.lists(_FUNDS, max_size=5),
            "payment": st.lists(_PAYMENTS, max_size=4),
        }
    )
)
def test_the_bad_rows_are_those_with_an_error(tables: dict[str, list[dict[str, Any]]]) -> None:
    with staged_tables(tables) as connection:
        count = bad_row_table(connection)
        bad = connection.execute("select table_name, _source, _row from bad_row").fetchall()
        problems = check_staged(connection, locate=locate)
    told = {(p.table, p.file, p.row) for p in problems if p.severity == "error"}
    assert {(table, f"file-{source}.xlsx", row) for table, source, row in bad} == told
    assert count == len(bad) == len(told)


def test_all_bad_rows_are_kept_apart_however_many() -> None:
    with staged_tables({}) as connection:
        connection.execute(
            "insert into staged_project (_row, _source, project_id, plan_year, activity)"
            " select range, 1, 'P' || range, 2020, if(range % 2 = 0, 'WRONG', 'TU_VAN')"
            " from range(5000)"
        )
        assert bad_row_table(connection) == 2500
        assert len(check_staged(connection, locate=locate)) == 201
