"""Every kind of declaration in the dictionary finds the rows that break it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from analysis.intake.problem import Problem
from analysis.warehouse import DataProblemsError, load_case, open_snapshot
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
    assert _found(_problems(tmp_path, {"project": frame})) == {("stages_in_order", 3, None)}


def test_amounts_must_be_whole_and_not_negative(tmp_path: Path) -> None:
    fund = pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2", "F3"],
            "project_id": ["P1", "P1", "P2"],
            "currency": "VND",
            "planned": ["1000", "-5", "abc"],
        }
    )
    problems = _problems(tmp_path, {"project": pd.DataFrame(PROJECT), "project_fund": fund})
    assert ("type_money", 4, "planned") in _found(problems)
    fund["planned"] = ["1000", "-5", "7"]
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
    assert sentence.vi.startswith("project.csv, project, dòng 3, cột activity: «PARTY»")
    assert sentence.en.startswith("project.csv, project, row 3, column activity: «PARTY»")


def test_amounts_of_another_currency_are_kept_out(tmp_path: Path) -> None:
    fund = pd.DataFrame(
        {
            "project_fund_id": ["F1", "F2"],
            "project_id": ["P1", "P2"],
            "currency": ["VND", "USD"],
            "planned": [1000, 5],
        }
    )
    problems = _problems(tmp_path, {"project": pd.DataFrame(PROJECT), "project_fund": fund})
    assert _found(problems) == {("one_currency", 3, "currency")}
    assert problems[0].value == "USD"
