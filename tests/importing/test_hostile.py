"""Hostile and broken files: a clear answer each, within bounds, and nothing half-imported."""

from __future__ import annotations

import shutil
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from analysis.importing import desk
from analysis.importing.desk import HandIn, ImportRefusedError
from analysis.importing.model import HandedFile
from analysis.importing.tray import waiting
from analysis.warehouse import history
from analysis.warehouse.manifest import POINTER_NAME
from tests.importing.office import Office, change, rules, run_here
from tests.intake.hostile import MAKERS, all_hostile

UNREADABLE = {
    "zip_bomb": "zip_bomb",
    "lying_zip_bomb": "zip_bomb",
    "sparse_xlsx": "used_range",
    "sparse_ods": "used_range",
    "wide_csv": "file_line_too_long",
    "doctype_xlsx": "xml_entities",
    "nested_zip_xlsx": "nested_archive",
    "traversal_part_xlsx": "unsafe_names",
    "repeated_part_xlsx": "unsafe_names",
    "empty_file": "empty_file",
    "truncated_xlsx": "truncated",
    "encrypted_xlsx": "encrypted",
    "password_zip_xlsx": "encrypted",
    "password_xls": "encrypted",
    "encrypted_ods": "encrypted",
    "truncated_xls": "truncated",
    "html_named_xls": "not_a_workbook",
    "xml_named_xls": "not_a_workbook",
    "word_named_xlsx": "not_a_workbook",
    "zip_of_workbooks": "not_a_workbook",
    "nul_csv": "file_nul_bytes",
}
"""Files that cannot be read, and the rule that says so."""

READ: dict[str, tuple[list[str], int]] = {
    "traversal_sheet_xlsx": ([], 2),
    "xlsx_named_csv": (["wrong_extension"], 2),
    "csv_named_xlsx": (["wrong_extension"], 2),
    "macro_xlsm": (["macros"], 2),
    "dde_xlsx": (["external_links", "embedded_objects"], 2),
    "embedded_xlsx": (["embedded_objects"], 2),
    "right_to_left_xlsx": ([], 2),
    "formula_injection_xlsx": ([], 6),
    "formula_injection_csv": ([], 6),
    "ods": ([], 2),
}
"""Files that are read, their warnings, and how many projects come in."""

NOTHING_IN_THEM: dict[str, tuple[str, list[str]]] = {
    "external_link_xlsx": ("errors", ["nothing_recognised", "external_links", "formulas"]),
    "hidden_sheet_xlsx": ("errors", ["nothing_recognised", "hidden_sheets"]),
    "formulas_without_values_xlsx": ("unchanged", ["formulas_without_values"]),
}
"""Files without a row to import, what became of them and why."""

IN_A_PROCESS = (
    *("zip_bomb", "lying_zip_bomb", "sparse_xlsx", "sparse_ods", "wide_csv", "doctype_xlsx"),
    *("nested_zip_xlsx", "truncated_xlsx", "truncated_xls", "nul_csv"),
    *("macro_xlsm", "formula_injection_csv", "ods", "external_link_xlsx"),
)
"""Read in a process of their own, as everything is: what could end one, and some of each kind.

The others are read here: to start a process costs three times as much as to read one of them.
"""

SECONDS = 60.0


@dataclass(frozen=True)
class Answers:
    """What came of handing in every hostile file."""

    office: Office
    hand_ins: dict[str, HandIn]
    seconds: dict[str, float]
    pointer_before: bytes


@pytest.fixture(scope="module")
def answers(filled_workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    folder = tmp_path_factory.mktemp("hostile")
    office = Office(Path(shutil.copytree(filled_workspace, folder / "workspace")), folder)
    paths = all_hostile(folder / "files")
    before = (office.workspace / POINTER_NAME).read_bytes()
    seconds: dict[str, float] = {}

    def hand_in(name: str) -> HandIn:
        started = time.monotonic()
        taken = office.take(HandedFile(str(paths[name]), paths[name].name))
        seconds[name] = time.monotonic() - started
        return taken

    with ThreadPoolExecutor(2) as pool:
        taken = dict(zip(IN_A_PROCESS, pool.map(hand_in, IN_A_PROCESS), strict=True))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(desk, "run_in_process", run_here)
        taken |= {name: hand_in(name) for name in paths if name not in taken}
    return Answers(office, taken, seconds, before)


def test_every_kind_of_file_has_its_answer() -> None:
    assert {*UNREADABLE, *READ, *NOTHING_IN_THEM} == set(MAKERS)


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_explained(answers: Answers, name: str) -> None:
    hand_in = answers.hand_ins[name]
    assert (hand_in.report.status, rules(hand_in.report)) == ("unreadable", [UNREADABLE[name]])
    [problem] = hand_in.report.problems
    assert problem.file == hand_in.request.files[0].name
    assert all((problem.message.vi, problem.message.en, problem.remedy.vi, problem.remedy.en))
    assert hand_in.report.candidate is None
    with pytest.raises(ImportRefusedError):
        desk.publish(answers.office.workspace, hand_in, only_good=True)


@pytest.mark.parametrize("name", READ)
def test_what_can_be_read_is_read_with_its_warnings(answers: Answers, name: str) -> None:
    report = answers.hand_ins[name].report
    warnings, rows = READ[name]
    assert (report.status, rules(report, "warning")) == ("ready", warnings)
    assert change(report, "project") == (rows, 0, 0, 0, 0)


@pytest.mark.parametrize("name", NOTHING_IN_THEM)
def test_what_holds_no_row_says_why(answers: Answers, name: str) -> None:
    report = answers.hand_ins[name].report
    told = [*rules(report), *rules(report, "warning")]
    assert (report.status, told) == NOTHING_IN_THEM[name]
    assert report.candidate is None


def test_no_file_takes_long_or_touches_the_data_set(answers: Answers) -> None:
    assert max(answers.seconds.values()) < SECONDS
    assert (answers.office.workspace / POINTER_NAME).read_bytes() == answers.pointer_before
    assert len(history(answers.office.workspace)) == 1
    assert answers.office.snapshot().number == 1
    assert sorted(waiting(answers.office.workspace)) == sorted(
        hand_in.folder for hand_in in answers.hand_ins.values()
    )


@pytest.mark.parametrize("name", ["formula_injection_xlsx", "formula_injection_csv"])
def test_formulas_in_texts_are_stored_as_the_texts_they_are(answers: Answers, name: str) -> None:
    office = Office(
        Path(shutil.copytree(answers.office.workspace, answers.office.folder / f"ws-{name}")),
        answers.office.folder,
    )
    hand_in = office.take(*answers.hand_ins[name].request.files)
    desk.publish(office.workspace, hand_in)
    texts = office.rows("select project_id from project where plan_year = 2020 order by 1")
    assert set(texts) == {
        ('=HYPERLINK("http://x.invalid")',),
        ("+1+1",),
        ("-2+3",),
        ("@SUM(A1)",),
        ("=1",),
        ("=cmd|'/c x'!A0",),
    }


def test_marks_that_turn_the_reading_direction_are_gone(answers: Answers) -> None:
    samples = answers.hand_ins["right_to_left_xlsx"].report.changes[0].samples
    assert [cell.key for cell in samples] == ["P1", "P2"]
