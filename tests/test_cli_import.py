"""Handing files in from the command line: check, import, go back, and mend by hand."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import openpyxl
import pytest

from analysis.commands.running import run
from analysis.dictionary import HANDED_IN_TABLES
from analysis.importing import desk
from analysis.importing.history import manifest_of
from analysis.importing.model import Report, Request
from analysis.importing.pipeline import run_import
from analysis.importing.process import ImportFailedError
from analysis.importing.tray import RECEIVED, TRAY, new_folder, waiting
from analysis.language import Text
from analysis.warehouse import loaded_cases, open_snapshot
from analysis.warehouse.files import sha256_of
from analysis.warehouse.manifest import POINTER_NAME, snapshot_path, write_manifest

COMMAND = [sys.executable, "-m", "analysis.cli"]
POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="signals and terminals of POSIX")
OWN = "quang-ngai"
PRACTICE = "quang-ngai-simulated"

GOOD = """Mã cơ sở,Tên cơ sở,Huyện,Mã số thuế,Hình thức,Ghi chú riêng
CS1,Hợp tác xã Nghĩa An,Tư Nghĩa,4300205943,Hợp tác xã,cũ
CS2,Công ty TNHH Đại Phát,Bình Sơn,,Doanh nghiệp,
CS3,Hộ kinh doanh Bà Tư,Đức Phổ,,Hộ kinh doanh,
"""
FAULTY = """Mã cơ sở,Tên cơ sở,Huyện,Hình thức,Ngày thành lập
CS1,Hợp tác xã Nghĩa An Mới,Tư Nghĩa,Hợp tác xã,05/03/2015
CS4,Cơ sở mộc Bốn,Bình Sơn,Chẳng có,05/03/2015
CS5,Cơ sở gạch Năm,Bình Sơn,Chẳng có,hôm qua
"""
TCVN3 = """M· c¬ së,Tªn c¬ së,HuyÖn
CS7,Hîp t¸c x· dÞch vô n«ng nghiÖp,B×nh S¬n
CS8,C«ng ty tr¸ch nhiÖm h÷u h¹n,Mé §øc
CS9,Doanh nghiÖp t­ nh©n chÕ biÕn gç,§øc Phæ
"""


class Answer(NamedTuple):
    """What a command line did."""

    code: int
    out: str
    err: str


class Desk:
    """A workspace, a folder for files, and the command line at it."""

    def __init__(
        self, workspace: Path, folder: Path, capsys: pytest.CaptureFixture[str] | None
    ) -> None:
        self.workspace, self.folder, self._capsys = workspace, folder, capsys

    def ask(self, *words: object) -> Answer:
        code = run(["--workspace", str(self.workspace), *map(str, words)])
        out, err = self._capsys.readouterr() if self._capsys else ("", "")
        return Answer(code, out, err)

    def json(self, *words: object, code: int = 0) -> Any:
        """Ask for JSON; standard output is one document and nothing else."""
        answer = self.ask(*words, "--format", "json")
        assert answer.code == code, answer.err
        return json.loads(answer.out)

    def file(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def shown(self, case: str = OWN) -> int | None:
        return loaded_cases(self.workspace).get(case)

    def rows(self, sql: str, case: str = OWN) -> list[tuple[Any, ...]]:
        frame = open_snapshot(self.workspace, case).query(sql).astype(object)
        return [*frame.where(frame.notna(), None).itertuples(index=False, name=None)]

    def nothing_lies_about(self) -> bool:
        return waiting(self.workspace) == []


@pytest.fixture(scope="module")
def first_import(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace whose own data set has one import."""
    folder = tmp_path_factory.mktemp("first")
    first = Desk(folder / "workspace", folder, None)
    path = first.file("co-so.csv", GOOD)
    assert first.ask("import", path, "--yes", "--as", "Phòng Kinh tế Bình Sơn").code == 0
    return first.workspace


def read_here(request: Request, tell: desk.Tell) -> Report:
    """Read in this process, which spares the tests the start of another one each time."""
    return run_import(request, lambda text, share, file: tell(text, share))


@pytest.fixture
def office(
    first_import: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Desk:
    """Return a desk with the first import in its data set; it reads in this process."""
    monkeypatch.setattr(desk, "run_in_process", read_here)
    workspace = Path(shutil.copytree(first_import, tmp_path / "workspace"))
    capsys.readouterr()
    return Desk(workspace, tmp_path, capsys)


@pytest.fixture
def practice(own_workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    """Return a desk with the three built-in cases."""
    return Desk(own_workspace, tmp_path, capsys)


class Terminal(io.StringIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


# Checking


def test_a_check_tells_what_was_recognised_and_imports_nothing(office: Desk) -> None:
    path = office.file("co-so-2.csv", GOOD.replace("Bà Tư", "Bà Năm"))
    answer = office.ask("check", path)
    assert answer.code == 0, answer.err
    for part in ("Cơ sở CNNT (establishment)", "F «Ghi chú riêng»", "1 cảnh báo", "→ "):
        assert part in answer.out
    assert "Tên cơ sở: Hộ kinh doanh Bà Tư → Hộ kinh doanh Bà Năm" in answer.out
    assert office.shown() == 1
    assert office.nothing_lies_about()


def test_faults_are_told_by_cell_in_the_language_of_the_reader(office: Desk) -> None:
    path = office.file("loi.csv", FAULTY)
    answer = office.ask("check", path, "--lang", "en")
    assert answer.code == 1
    assert answer.err.startswith("Error: ")
    # The same fault in two cells is told once.
    assert answer.out.count("[code_list]") == 1
    assert "D3 «Chẳng có», D4 «Chẳng có»" in answer.out
    assert answer.out.index("ERROR") < answer.out.index("3 errors")
    report = office.json("check", path, code=1)
    assert (report["status"], report["errors"]) == ("errors", 3)
    found = [(p["cell"], p["rule"], p["value"]) for p in report["problems"]]
    assert ("E4", "type_date", "hôm qua") in found
    assert all(p["message"] and p["remedy"] for p in report["problems"])


def test_what_cannot_be_read_is_never_imported(office: Desk) -> None:
    empty = office.folder / "rong.xlsx"
    empty.write_bytes(b"")
    answer = office.ask("import", empty, "--yes", "--only-good")
    assert answer.code == 1
    assert "rong.xlsx" in answer.out
    assert "Traceback" not in answer.err
    assert office.json("check", empty, code=1)["status"] == "unreadable"
    assert office.shown() == 1
    assert office.nothing_lies_about()


def faulty_workbook(path: Path) -> Path:
    """Write the faulty rows as a workbook, its second column coloured by the officer."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Cơ sở"
    for row in csv.reader(io.StringIO(FAULTY)):
        sheet.append(row)
    for cell in sheet["B"]:
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor="00FF00")
    book.save(path)
    return path


def with_style_nobody_knows(path: Path) -> Path:
    """Rewrite a workbook as one that can be read but not copied with its looks."""
    other = path.with_name("khác.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            content = old.read(entry)
            if entry == "xl/styles.xml":
                content = content.replace(b'patternType="solid"', b'patternType="sparkling"')
            new.writestr(entry, content)
    return other


def test_the_officers_files_come_back_with_the_cells_marked(office: Desk) -> None:
    path = faulty_workbook(office.folder / "co-so.xlsx")
    files = [path, with_style_nobody_knows(path), office.file("loi.csv", FAULTY)]
    target = office.folder / "tra lai"
    marked = []
    for file in files:
        [copy] = office.json("check", file, "--marked", target, code=1)["marked"]
        marked.append(Path(copy))
        book = openpyxl.load_workbook(copy)
        sheet = book.worksheets[-1]
        comment = sheet["D3"].comment
        assert comment is not None
        assert "danh mục" in comment.text
        assert sheet["E4"].value == "hôm qua"
        assert sheet["D3"].fill.fgColor.rgb != sheet["A3"].fill.fgColor.rgb
        assert sheet["A3"].comment is None
        assert "E4" in [cell.value for row in book.worksheets[0] for cell in row]
    whole = openpyxl.load_workbook(marked[0])
    assert whole["Cơ sở"]["B2"].fill.fgColor.rgb == "0000FF00"
    before = {copy: copy.read_bytes() for copy in marked}
    again = office.ask("check", path, "--marked", target)
    assert again.code == 1
    assert "Đã đánh dấu" in again.out
    assert {copy: copy.read_bytes() for copy in marked} == before
    assert len(list(target.iterdir())) == 4
    assert office.nothing_lies_about()


# Importing


def test_nothing_is_imported_without_somebody_who_agrees(office: Desk) -> None:
    path = office.file("moi.csv", GOOD.replace("CS3", "CS8"))
    answer = office.ask("import", path)
    assert answer.code == 2
    assert "--yes" in answer.err
    assert "+ Cơ sở CNNT CS8" in answer.out
    told = office.json("import", path, code=2)
    assert (told["published"], told["snapshot"], told["status"]) == (False, None, "ready")
    assert office.shown() == 1
    assert office.nothing_lies_about()


@pytest.mark.parametrize(
    ("answer", "language", "published"),
    [("c", "vi", True), ("Có", "vi", True), ("YES", "en", True), ("k", "vi", False), ("", "en", 0)],
)
def test_a_person_is_asked(
    office: Desk, monkeypatch: pytest.MonkeyPatch, answer: str, language: str, published: bool
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    path = office.file("moi.csv", GOOD.replace("CS3", "CS8"))
    told = office.ask("import", path, "--lang", language)
    assert told.code == 0
    assert ("Nạp vào" if language == "vi" else "Import into") in told.err
    assert office.shown() == (2 if published else 1)
    assert office.nothing_lies_about()


def test_an_import_is_on_record_and_the_same_file_changes_nothing(office: Desk) -> None:
    [row] = office.json("history")
    assert (row["number"], row["case"], row["shown"]) == (1, OWN, True)
    assert (row["action"], row["sender"]) == ("import", "Phòng Kinh tế Bình Sơn")
    assert row["parent"] is None
    assert row["changes"] == {"added": 3, "changed": 0, "removed": 0, "left_out": 0}
    again = office.ask("import", office.file("co-so.csv", GOOD), "--yes", "--lang", "en")
    assert again.code == 0
    assert "Nothing has changed" in again.out
    assert office.shown() == 1
    assert list(office.workspace.glob("snapshot-2*")) == []
    table = office.ask("history", "--lang", "en").out
    assert "◄ shown" in table
    assert "+3" in table


def test_good_rows_are_imported_when_asked_and_the_rest_waits(office: Desk) -> None:
    path = office.file("loi.csv", FAULTY)
    refused = office.ask("import", path, "--yes")
    assert refused.code == 1
    assert "--only-good" in refused.err
    assert office.shown() == 1
    taken = office.json("import", path, "--yes", "--only-good")
    assert (taken["published"], taken["snapshot"]) == (True, 2)
    [change] = taken["changes"]
    assert (change["added"], change["changed"], change["left_out"]) == (0, 1, 2)
    assert office.rows("select name from establishment where establishment_id = 'CS1'") == [
        ("Hợp tác xã Nghĩa An Mới",)
    ]
    rows = office.json("pending")
    assert [(row["file"], row["row_number"]) for row in rows] == [("loi.csv", 3), ("loi.csv", 4)]
    assert rows[0]["cells"]["name"] == "Cơ sở mộc Bốn"
    assert rows[0]["simulated"] is False
    assert "hôm qua" in office.ask("pending").out
    table = list(csv.DictReader(io.StringIO(office.ask("pending", "--format", "csv").out)))
    assert json.loads(table[1]["problems"])[0]["rule"] == "code_list"
    assert office.ask("pending", "--drop", "không-có").code == 2
    assert office.ask("pending", "--drop", rows[0]["pending_id"]).code == 0
    assert [row["row_number"] for row in office.json("pending")] == [4]


def test_columns_and_sheets_are_named_on_the_command_line_and_remembered(office: Desk) -> None:
    text = GOOD.replace("Tên cơ sở", "Bên nhận").replace("CS3", "CS8")
    path = office.file("la.csv", text)
    words = ["import", path, "--map", "bên  NHẬN=name", "--ignore", "Ghi chú riêng"]
    words += ["--table", "la.csv=establishment", "--as", "Đức Phổ", "--yes"]
    assert office.ask(*words).code == 0
    assert office.rows("select name from establishment where establishment_id = 'CS8'") == [
        ("Hộ kinh doanh Bà Tư",)
    ]
    remembered = office.json("check", path, "--as", "Đức Phổ")
    columns = {one["header"]: one for one in remembered["sheets"][0]["columns"]}
    assert columns["Bên nhận"]["column"] == "name"
    assert columns["Ghi chú riêng"]["ignored"]
    assert remembered["changes"][0]["unchanged"] == 3


def test_a_sheet_may_be_left_out_by_name(office: Desk) -> None:
    book = openpyxl.Workbook()
    for title, key in (("Cơ sở", "CS8"), ("Bản cũ", "CS9")):
        sheet = book.create_sheet(title)
        for row in (["Mã cơ sở", "Tên cơ sở"], [key, "Lò gạch"]):
            sheet.append(row)
    path = office.folder / "hai-trang.xlsx"
    book.save(path)
    report = office.json("check", path, "--table", "ban cu=")
    assert [(s["sheet"], s["table"]) for s in report["sheets"]] == [
        ("Cơ sở", "establishment"),
        ("Bản cũ", None),
    ]
    assert report["changes"][0]["added"] == 1


def test_files_of_one_name_are_told_apart_and_kept_as_they_were(office: Desk) -> None:
    paths = []
    for number, folder in enumerate(("a", "b"), start=7):
        (office.folder / folder).mkdir()
        text = GOOD.replace("CS1", f"CS{number}1").replace("CS2", f"CS{number}2")
        paths.append(office.file(f"{folder}/x.csv", text.replace("CS3", f"CS{number}3")))
    taken = office.json("import", *paths, "--yes")
    assert {sheet["file"] for sheet in taken["sheets"]} == {path.as_posix() for path in paths}
    kept = {sha256_of(path) for path in (office.workspace / RECEIVED).iterdir()}
    assert {sha256_of(path) for path in paths} <= kept


def test_text_in_an_old_font_is_converted_only_when_somebody_agrees(office: Desk) -> None:
    path = office.file("cu.csv", TCVN3)
    asked = office.ask("import", path)
    assert asked.code == 2
    assert "--legacy" in asked.err
    assert "Hợp tác xã dịch vụ nông nghiệp" in asked.out
    assert office.json("import", path, code=2)["status"] == "question"
    assert office.ask("check", path).code == 0
    assert office.ask("import", path, "--yes").code == 0
    assert office.rows("select name from establishment where establishment_id = 'CS7'") == [
        ("Hợp tác xã dịch vụ nông nghiệp",)
    ]


def test_the_practice_case_takes_imports_and_wears_its_mark(practice: Desk) -> None:
    before = practice.shown(PRACTICE)
    path = practice.file("moi.csv", GOOD)
    answer = practice.ask("import", path, "--case", PRACTICE, "--yes", "--lang", "en")
    assert answer.code == 0, answer.err
    assert "SIMULATED DATA" in answer.out
    imported = practice.shown(PRACTICE)
    assert imported != before
    assert practice.json("check", path, "--case", PRACTICE)["simulated"] is True
    # What was imported is not loaded over.
    assert practice.ask("prepare").code == 0
    assert practice.shown(PRACTICE) == imported
    diff = practice.ask("diff", before, imported, "--lang", "en")
    assert "SIMULATED DATA" in diff.out
    assert practice.ask("diff", 1, imported).code == 2
    assert practice.ask("undo", "--case", PRACTICE, "--yes").code == 0
    assert practice.shown(PRACTICE) == before


# Wrong use


@pytest.mark.parametrize(
    "words",
    [
        ["check"],
        ["check", "nowhere.xlsx"],
        ["check", "."],
        ["check", "{file}", "--format", "csv"],
        ["check", "{file}", "--legacy", "burn"],
        ["check", "{file}", "--case", "michigan-1987"],
        ["check", "{file}", "--case", "Tên Có Dấu"],
        ["check", "{file}", "--map", "Tên cơ sở"],
        ["check", "{file}", "--map", "Tên cơ sở=nmae"],
        ["check", "{file}", "--map", "Không có cột này=name"],
        ["check", "{file}", "--map", "Ghi chú riêng=revenue"],
        ["check", "{file}", "--ignore", "Không có cột này"],
        ["check", "{file}", "--table", "co-so.csv=nothing"],
        ["check", "{file}", "--table", "no such sheet=establishment"],
        ["check", "{file}", "--marked", "{file}"],
        ["import"],
        ["import", "nowhere.xlsx", "--yes"],
        ["import", "{file}", "--case", "quang-ngai-published", "--yes"],
        ["import", "{file}", "--format", "pdf"],
        ["undo"],
        ["undo", "--case", "atlantis", "--yes"],
        ["restore"],
        ["restore", "one", "--yes"],
        ["restore", "99", "--yes"],
        ["restore", "1"],
        ["diff", "1"],
        ["diff", "1", "99"],
        ["diff", "1", "1", "--format", "pdf"],
        ["pending", "--format", "pdf"],
        ["pending", "--case", "atlantis"],
        ["corrections", "--format", "pdf"],
        ["duplicates", "--format", "pdf"],
        ["correct", "establishment", "CS1", "name", "X"],
        ["correct", "establishment", "CS1", "name", "X", "--why", " "],
        ["correct", "establishment", "CS99", "name", "X", "--why", "w"],
        ["correct", "establishment", "CS1", "establishment_id", "X", "--why", "w"],
        ["correct", "establishment", "CS1", "nmae", "X", "--why", "w"],
        ["correct", "nothing", "CS1", "name", "X", "--why", "w"],
        ["correct", "price_index", "2020", "value", "1", "--why", "w"],
        ["correct", "outcome_record", "CS1", "revenue", "1", "--why", "w"],
        ["decide", "CS1", "CS1", "same"],
        ["decide", "CS1", "CS99", "same"],
        ["decide", "CS1", "CS2", "maybe"],
        ["template"],
        ["template", "out.xls"],
        ["template", "no/such/folder/out.xlsx"],
        ["template", "{file}.xlsx", "--tables", "nothing"],
        ["template", "{file}.xlsx", "--case", "quang-ngai"],
    ],
    ids=" ".join,
)
def test_wrong_use_ends_with_2_and_says_why(
    office: Desk, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(office.folder)
    path = office.file("co-so.csv", GOOD)
    answer = office.ask(*(word.format(file=path) for word in words))
    assert answer.code == 2, answer.err
    assert answer.err.startswith(("Lỗi: ", "«"))
    assert "Traceback" not in answer.err
    assert office.shown() == 1
    assert office.nothing_lies_about()


# Going back


def test_undo_restore_and_diff_go_back_and_forth(office: Desk) -> None:
    changed = GOOD.replace("Bà Tư", "=Bà Năm").replace("CS2", "CS22")
    assert office.ask("import", office.file("b.csv", changed), "--yes").code == 0
    assert office.ask("undo").code == 2
    assert office.shown() == 2
    undone = office.ask("undo", "--yes", "--lang", "en")
    assert undone.code == 0
    assert "khuyencong restore 2" in undone.out
    assert office.shown() == 1
    difference = office.json("diff", 1, 2)
    assert (difference["old"], difference["new"], difference["simulated"]) == (1, 2, False)
    [table] = [one for one in difference["tables"] if one["table"] == "establishment"]
    assert (table["added"], table["changed"], table["removed"]) == (1, 1, 0)
    text = office.ask("diff", 1, 2, "--format", "csv").out
    rows = {(r["kind"], r["key"]): r for r in csv.DictReader(io.StringIO(text))}
    assert rows["changed", "CS3"]["old"] == "Hộ kinh doanh Bà Tư"
    assert rows["added", "CS22"]["column"] == ""
    back = csv.DictReader(io.StringIO(office.ask("diff", 2, 1, "--format", "csv").out))
    assert {row["kind"] for row in back if row["table"] == "establishment"} == {
        "changed",
        "removed",
    }
    assert "Hai bản giống nhau" in office.ask("diff", 2, 2).out
    assert office.ask("restore", 2, "--yes").code == 0
    assert office.shown() == 2
    shown = {row["number"]: row["shown"] for row in office.json("history")}
    assert shown == {1: False, 2: True}


def test_undoing_the_first_import_takes_the_case_away_and_restore_brings_it_back(
    office: Desk,
) -> None:
    undone = office.ask("undo", "--yes")
    assert undone.code == 0
    assert office.shown() is None
    assert office.ask("undo", "--yes").code == 1
    assert office.ask("restore", 1, "--yes").code == 0
    assert office.rows("select count(*) from establishment") == [(3,)]


def test_undo_asks_a_person(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("n\n"))
    assert office.ask("undo").code == 0
    assert office.shown() == 1
    monkeypatch.setattr("sys.stdin", Terminal("y\n"))
    assert office.ask("undo").code == 0
    assert office.shown() is None


# By hand


def test_a_correction_is_a_snapshot_with_its_reason(office: Desk) -> None:
    words = ["correct", "establishment", "CS1", "name"]
    done = office.ask(*words, "HTX Nghĩa An", "--why", "viết tắt", "--lang", "en")
    assert done.code == 0, done.err
    assert "Hợp tác xã Nghĩa An → HTX Nghĩa An" in done.out
    assert office.shown() == 2
    assert office.ask("correct", "establishment", "CS1", "tax_code", "", "--why", "x").code == 0
    assert office.rows(
        "select name, tax_code from establishment where establishment_id = 'CS1'"
    ) == [("HTX Nghĩa An", None)]
    same = office.ask(*words, "HTX Nghĩa An", "--why", "lại")
    assert same.code == 0
    assert office.shown() == 3
    newest, oldest = office.json("corrections")
    assert (oldest["old_value"], oldest["new_value"]) == ("Hợp tác xã Nghĩa An", "HTX Nghĩa An")
    assert (newest["new_value"], newest["why"], newest["row_key"]) == (None, "x", "CS1")
    assert "viết tắt" in office.ask("corrections").out
    assert [row["action"] for row in office.json("history")] == [
        "correction",
        "correction",
        "import",
    ]
    assert office.nothing_lies_about()


def test_a_correction_that_breaks_a_rule_is_refused(office: Desk) -> None:
    words = ["correct", "establishment", "CS1", "legal_form"]
    answer = office.ask(*words, "Chẳng có", "--why", "thử")
    assert answer.code == 1
    assert "[code_list]" in answer.out
    assert office.shown() == 1
    assert office.nothing_lies_about()


def test_possible_duplicates_are_listed_and_decided(office: Desk) -> None:
    twin = GOOD.replace("CS1", "CS11").replace("4300205943", "")
    assert office.ask("import", office.file("b.csv", twin), "--yes").code == 0
    [pair] = [p for p in office.json("duplicates") if "CS11" in (p["kept_id"], p["other_id"])]
    assert {pair["kept_name"], pair["other_name"]} == {"Hợp tác xã Nghĩa An"}
    assert "tên và địa bàn giống" in office.ask("duplicates").out
    decided = office.ask("decide", "CS1", "CS11", "same", "--why", "gọi điện hỏi")
    assert decided.code == 0, decided.err
    assert office.rows("select count(*) from establishment") == [(3,)]
    assert [p for p in office.json("duplicates") if "CS11" in p.values()] == []
    assert office.rows("select verdict, why from match_decision") == [("same", "gọi điện hỏi")]


# Templates


def test_a_template_comes_back_as_it_went(office: Desk) -> None:
    target = office.folder / "mẫu.xlsx"
    assert office.ask("template", target, "--tables", "establishment,product").code == 0
    assert len(openpyxl.load_workbook(target).sheetnames) == 5
    again = office.ask("template", target)
    assert again.code == 2
    assert "--force" in again.err
    words = ["template", target, "--force", "--data", "--case", OWN, "--lang", "en"]
    assert office.ask(*words).code == 0
    names = openpyxl.load_workbook(target).sheetnames
    assert len(names) == len(HANDED_IN_TABLES) + 3
    report = office.json("check", target)
    assert report["errors"] == 0
    counts = {c["table"]: (c["added"], c["changed"], c["unchanged"]) for c in report["changes"]}
    assert counts["establishment"] == (0, 0, 3)
    assert [path.name for path in office.folder.glob("*.xlsx")] == [target.name]


def test_the_data_of_a_simulated_case_are_marked_and_stay_out_of_the_real_one(
    workspace: Path, office: Desk
) -> None:
    target = office.folder / "sim.xlsx"
    words = ["template", target, "--data", "--case", PRACTICE, "--tables", "cluster"]
    assert office.ask(*words, "--workspace", workspace).code == 0
    assert "MÔ PHỎNG" in str(openpyxl.load_workbook(target).worksheets[1]["A1"].value)
    report = office.json("check", target, code=1)
    assert [p["rule"] for p in report["problems"]] == ["simulated_into_real"]


# Damage, other versions and faults of the program


def test_nothing_is_laid_on_a_damaged_snapshot(office: Desk) -> None:
    path = office.file("b.csv", GOOD.replace("CS3", "CS8"))
    assert office.ask("import", path, "--yes").code == 0
    damaged = snapshot_path(office.workspace, 2)
    damaged.chmod(0o644)
    damaged.write_bytes(b"not a database")
    answer = office.ask("import", office.file("c.csv", GOOD), "--yes")
    assert answer.code == 1
    assert "khuyencong restore 1" in answer.err
    assert len(office.json("history")) == 2
    assert office.ask("restore", 1, "--yes").code == 0
    assert office.ask("import", path, "--yes").code == 0
    assert office.rows("select count(*) from establishment") == [(4,)]


def test_a_torn_pointer_is_mended_by_restore(office: Desk) -> None:
    (office.workspace / POINTER_NAME).write_text("torn", encoding="utf-8")
    path = office.file("b.csv", GOOD.replace("CS3", "CS8"))
    assert office.ask("import", path, "--yes").code == 1
    assert office.ask("restore", 1, "--yes").code == 0
    assert office.ask("import", path, "--yes").code == 0
    assert office.rows("select count(*) from establishment") == [(4,)]


def make_old(workspace: Path, number: int, *dropped: str) -> None:
    """Make a snapshot as an earlier version of the program would have left it."""
    path, manifest = snapshot_path(workspace, number), manifest_of(workspace, number)
    path.chmod(0o644)
    with duckdb.connect(str(path)) as connection:
        for statement in dropped:
            connection.execute(statement)
    old = replace(
        manifest, schema_version="earlier", sha256=sha256_of(path), size=path.stat().st_size
    )
    write_manifest(workspace, old)


def test_prepare_carries_own_data_over_to_this_version(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.commands.data.CASES", {})
    make_old(
        office.workspace,
        1,
        "drop table quality_point",
        "alter table difficulty drop column responsible",
    )
    refused = office.ask("pending")
    assert refused.code == 1
    assert "khuyencong prepare" in refused.err
    assert office.ask("prepare").code == 0
    assert office.shown() == 2
    assert office.rows("select count(*) from establishment") == [(3,)]
    newest = office.json("history")[0]
    assert (newest["action"], newest["parent"]) == ("upgrade", 1)
    assert office.ask("prepare").code == 0
    assert office.shown() == 2


def test_own_data_that_cannot_be_carried_over_stop_nothing_else(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("analysis.commands.data.CASES", {})
    make_old(office.workspace, 1)

    def broken(*_: object) -> Report:
        raise ImportFailedError(Text("hỏng giữa chừng", "stopped halfway"), "the details")

    monkeypatch.setattr(desk, "run_in_process", broken)
    answer = office.ask("prepare")
    assert answer.code == 0
    assert "hỏng giữa chừng" in answer.err
    assert office.shown() == 1
    assert office.nothing_lies_about()


def test_an_import_process_that_fails_is_told_in_words(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Report:
        raise ImportFailedError(Text("hỏng giữa chừng", "stopped halfway"), "the details")

    monkeypatch.setattr(desk, "run_in_process", broken)
    answer = office.ask("import", office.file("b.csv", GOOD), "--yes", "--lang", "en")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err == "Error: stopped halfway\n"
    assert office.nothing_lies_about()
    monkeypatch.setenv("KHUYENCONG_DEBUG", "1")
    assert "the details" in office.ask("check", office.file("b.csv", GOOD)).err


def test_the_doctor_counts_hand_ins_nobody_decided_about(office: Desk) -> None:
    found = {row["check"]: row for row in json.loads(office.ask("doctor", "--format", "json").out)}
    assert found["tray"]["status"] == "ok"
    new_folder(office.workspace)
    found = {row["check"]: row for row in json.loads(office.ask("doctor", "--format", "json").out)}
    assert found["tray"]["status"] == "warn"
    assert found["tray"]["detail"].startswith("1 ")


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=repr)
def test_a_stop_is_told_and_leaves_nothing_behind(
    office: Desk, monkeypatch: pytest.MonkeyPatch, stop: BaseException
) -> None:
    def stopped(*_: object) -> Report:
        raise stop

    monkeypatch.setattr(desk, "run_in_process", stopped)
    path = office.file("b.csv", GOOD)
    for words in (
        ["import", path, "--yes"],
        ["check", path],
        ["correct", "establishment", "CS1", "name", "X", "--why", "w"],
        ["decide", "CS1", "CS2", "later"],
    ):
        answer = office.ask(*words, "--lang", "en")
        assert answer.code == 1
        assert "Stopped as asked" in answer.err
        assert office.nothing_lies_about()


@pytest.mark.parametrize("late", [False, True])
def test_a_stop_while_publishing_says_whether_it_came_too_late(
    office: Desk, monkeypatch: pytest.MonkeyPatch, late: bool
) -> None:
    def stopped(*given: Any, **named: Any) -> None:
        if late:
            desk.publish(*given, **named)
        raise KeyboardInterrupt

    monkeypatch.setattr("analysis.commands.importing.publish", stopped)
    path = office.file("b.csv", GOOD.replace("CS3", "CS8"))
    answer = office.ask("import", path, "--yes")
    assert answer.code == 1
    assert ("khuyencong undo" in answer.err) == late
    assert office.shown() == (2 if late else 1)
    assert office.nothing_lies_about()


# The process itself


@POSIX_ONLY
@pytest.mark.parametrize("seconds", [0.0, 0.5])
def test_ctrl_c_ends_the_reading_and_leaves_nothing_behind(
    first_import: Path, tmp_path: Path, seconds: float
) -> None:
    workspace = Path(shutil.copytree(first_import, tmp_path / "workspace"))
    lines = [f"CS{n},2020,{n}.5,nghìn\n" for n in range(400_000)]
    path = tmp_path / "lớn.csv"
    path.write_text("Mã cơ sở,Năm,Doanh thu (triệu đồng),Ghi chú\n" + "".join(lines), "utf-8")
    words = ["import", str(path), "--yes", "--workspace", str(workspace), "--lang", "en"]
    child = subprocess.Popen(
        [*COMMAND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    deadline = time.monotonic() + 30
    while not list((workspace / TRAY).glob("*/errors.log")) and time.monotonic() < deadline:
        time.sleep(0.02)
    [folder] = waiting(workspace)
    time.sleep(seconds)
    os.kill(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert child.returncode == 1, err
    assert b"Stopped as asked; nothing was imported" in err
    assert b"Traceback" not in err
    assert waiting(workspace) == []
    assert loaded_cases(workspace) == {OWN: 1}
    assert not any(_works_in(folder, process) for process in Path("/proc").glob("[0-9]*"))


def _works_in(folder: Path, process: Path) -> bool:
    try:
        return os.readlink(process / "cwd").startswith(str(folder))
    except OSError:
        return False


@POSIX_ONLY
def test_a_terminal_shows_progress_and_asks(first_import: Path, tmp_path: Path) -> None:
    import pty

    workspace = Path(shutil.copytree(first_import, tmp_path / "workspace"))
    path = tmp_path / "b.csv"
    path.write_text(GOOD.replace("CS3", "CS8"), encoding="utf-8")
    here, there = pty.openpty()
    words = ["import", str(path), "--workspace", str(workspace)]
    child = subprocess.Popen(
        [*COMMAND, *words], stdin=there, stdout=subprocess.PIPE, stderr=there, close_fds=True
    )
    os.close(there)
    shown = b""
    answered = False
    while True:
        try:
            shown += os.read(here, 4096)
        except OSError:
            break
        if not answered and "không]".encode() in shown:
            os.write(here, "có\n".encode())
            answered = True
    assert child.stdout is not None
    out = child.stdout.read().decode()
    assert child.wait(30) == 0
    os.close(here)
    assert "Dựng bản số liệu mới" in shown.decode()
    assert "100%" in shown.decode()
    assert "nay là bản 2" in out
    assert "%" not in out
    assert loaded_cases(workspace) == {OWN: 2}


def test_standard_output_is_json_alone_in_a_process_of_its_own(
    first_import: Path, tmp_path: Path
) -> None:
    workspace = Path(shutil.copytree(first_import, tmp_path / "workspace"))
    path = tmp_path / "b.csv"
    path.write_text(GOOD.replace("CS3", "CS8"), encoding="utf-8")
    words = ["import", str(path), "--yes", "--format", "json", "--workspace", str(workspace)]
    told = subprocess.run([*COMMAND, *words], capture_output=True, timeout=60)
    assert told.returncode == 0, told.stderr
    assert json.loads(told.stdout)["snapshot"] == 2
    assert told.stderr == b""
