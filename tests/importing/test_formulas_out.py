"""What officers have written goes out again as text, in templates and reports of problems."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.commands.running import run
from analysis.importing import desk
from analysis.importing.handwork import correct
from analysis.importing.model import Correction
from analysis.importing.register import corrections
from analysis.scope import Scope
from dashboard.ui.handin.problem_files import problems_csv
from dashboard.ui.handin.section_corrections import register_csv
from dashboard.ui.translation import translator
from dashboard.ui.view import View
from tests.exports.test_formula_injection import FORMULA, assert_csv_is_harmless, texts_of
from tests.importing.office import Office

HEADER = "Mã đề án,Năm kế hoạch,Tên đề án"


@pytest.mark.usefixtures("here")
def test_a_template_with_data_and_the_report_of_problems(
    new_office: Office, tmp_path: Path
) -> None:
    # As text files: the library that writes workbooks for tests would make formulas of them.
    bad = new_office.text("project.csv", f"{HEADER}\n@SUM(A1),=2+2,+1+1\n")
    problems = new_office.take(bad).report.problems
    cells = assert_csv_is_harmless(problems_csv(problems).decode("utf-8-sig"))
    assert "'=2+2" in cells
    quoted = FORMULA.replace('"', '""')
    good = new_office.text("de-an.csv", f'{HEADER}\n=1+1,2024,"{quoted}"\n')
    new_office.import_all(good)
    target = tmp_path / "t.xlsx"
    asked = ["template", str(target), "--data", "--tables", "project"]
    assert run([*asked, "--workspace", str(new_office.workspace)]) == 0
    # A text as it is, so that it comes back the same; a cell of text is run by no program.
    assert FORMULA in set(texts_of(target.read_bytes()))


@pytest.mark.usefixtures("here")
def test_the_register_of_corrections_with_its_values_and_reasons(office: Office) -> None:
    changed = Correction("establishment", ("CS1",), "name", FORMULA, "@SUM(A1)")
    hand_in = correct(office.workspace, office.case, [changed], by="=1+1")
    desk.publish(office.workspace, hand_in)
    snapshot = office.snapshot()
    content = register_csv(corrections(snapshot), View(snapshot, Scope(), translator("vi")))
    cells = assert_csv_is_harmless(content.decode("utf-8-sig"))
    assert {f"'{FORMULA}", "'@SUM(A1)", "'=1+1"} <= cells
