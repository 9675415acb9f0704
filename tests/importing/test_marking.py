"""Files handed back marked, by the process of its own that marks them."""

from __future__ import annotations

import shutil
from dataclasses import asdict
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from analysis.cases.own import OWN_CASE
from analysis.exports import marked_values
from analysis.importing import desk, marker
from analysis.importing.marking import mark
from analysis.importing.model import HandedFile, Report, Request
from analysis.importing.process import ImportFailedError
from analysis.intake.problem import Problem
from analysis.language import Text
from tests.importing.office import OFFICER, PROJECTS, Office, rules
from tests.intake.hostile import ods

OLD_WORKBOOK = Path(__file__).parents[1] / "intake" / "samples" / "old.xls"
FAULTY = [
    PROJECTS[0],
    ["DA1", "=HYPERLINK(1)", 2022, "012", "10/02/2022", "Tư Nghĩa"],
    ["DA2", "Dây chuyền sấy cá", 2023, "45/QĐ-SCT", "41/03/2023", "Bình Sơn"],
]


def _workbook(path: Path) -> HandedFile:
    """Write a workbook with a faulty date in E5, a formula, a bold cell and a second sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Đề án '24"
    sheet.append(["DANH SÁCH ĐỀ ÁN"])
    sheet.append([])
    for row in FAULTY:
        sheet.append(row)
    sheet["B4"].data_type = "s"
    sheet["H4"] = "=C4+1"
    sheet["A4"].font = Font(bold=True)
    book.create_sheet("Nháp")["A1"] = "ghi chú riêng"
    book.save(path)
    return HandedFile(str(path), path.name)


def _text(path: Path) -> HandedFile:
    path.write_text(
        "\n".join(";".join(map(str, row)) for row in FAULTY) + "\n", encoding="utf-8-sig"
    )
    return HandedFile(str(path), path.name)


@pytest.mark.usefixtures("here")
def test_a_workbook_and_a_text_file_come_back_marked(new_office: Office, tmp_path: Path) -> None:
    files = (_workbook(tmp_path / "de-an.xlsx"), _text(tmp_path / "huyện.csv"))
    given = {name: Path(name).read_bytes() for name in (one.path for one in files)}
    hand_in = new_office.take(*files)
    assert "date" in " ".join(rules(hand_in.report))
    back = tmp_path / "back"
    back.mkdir()
    (back / "huyện (đã đánh dấu).xlsx").write_bytes(b"mine")
    told: list[str] = []

    written = mark(hand_in, back, "vi", lambda text, share: told.append(text.vi))

    assert [path.name for path in written] == [
        "de-an (đã đánh dấu).xlsx",
        "huyện (đã đánh dấu) (2).xlsx",
    ]
    assert (back / "huyện (đã đánh dấu).xlsx").read_bytes() == b"mine"
    assert told == ["Đánh dấu de-an.xlsx", "Đánh dấu huyện.csv"]
    assert {name: Path(name).read_bytes() for name in given} == given
    excel, text = (load_workbook(path) for path in written)
    assert excel.sheetnames == ["Vấn đề", "Đề án '24", "Nháp"]
    sheet = excel["Đề án '24"]
    assert "41/03/2023" in str(sheet["E5"].value)
    assert "Lỗi" in sheet["E5"].comment.text
    assert (sheet["H4"].value, sheet["A4"].font.bold) == ("=C4+1", True)
    assert (sheet["B4"].value, sheet["B4"].data_type) == ("=HYPERLINK(1)", "s")
    assert [cell.value for cell in text["huyện.csv"][2]] == [str(value) for value in FAULTY[1]]
    assert text["huyện.csv"]["B2"].data_type == "s"
    assert "Lỗi" in text["huyện.csv"]["E3"].comment.text
    assert text["Vấn đề"]["C2"].hyperlink.location.startswith("'huyện.csv'!")
    # What was marked, mended and handed in again goes in: the list of problems is no data.
    sheet["E5"] = "31/03/2023"
    mended = tmp_path / "mended.xlsx"
    excel.save(mended)
    desk.give_up(hand_in)
    again = new_office.report(HandedFile(str(mended), mended.name))
    assert (again.status, rules(again)) == ("ready", [])
    assert [(one.table, one.added) for one in again.changed_tables] == [("project", 2)]


def _problem(file: str, sheet: str | None, cell: str) -> Problem:
    return Problem(
        "error",
        "bounds",
        file,
        "project",
        int(cell[1:]),
        None,
        None,
        Text("Sai", "Wrong"),
        Text("Sửa", "Mend"),
        sheet,
        cell,
    )


def _hand_in(folder: Path, file: HandedFile, *problems: Problem) -> desk.HandIn:
    request = Request(OWN_CASE, "", None, (file,), str(folder), OFFICER, "2024-01-01T00:00:00")
    return desk.HandIn(request, Report("errors", problems=problems, errors=len(problems)))


def _mark_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hand_in: desk.HandIn) -> Path:
    """Do in this process what the child does, and return the copy."""
    monkeypatch.chdir(tmp_path)
    job = {
        "language": "en",
        "files": [asdict(file) for file in hand_in.request.files],
        "problems": [asdict(problem) for problem in hand_in.report.problems],
    }
    [made] = marker.carry_out(job, lambda text, share, file: None)
    return tmp_path / made["file"]


def test_an_old_workbook_comes_back_as_a_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = Path(shutil.copy(OLD_WORKBOOK, tmp_path / "cu.xls"))
    file = HandedFile(str(path), path.name)
    copy = _mark_here(
        tmp_path, monkeypatch, _hand_in(tmp_path, file, _problem(path.name, "Đề án", "B3"))
    )
    sheet = load_workbook(copy)["Đề án"]
    assert "Wrong" in sheet["B3"].comment.text
    [first, second] = [[cell.value for cell in row] for row in sheet["A2:C3"]]
    assert all(value is not None for value in (*first, *second))
    assert any(cell.is_date for row in sheet["A2:H3"] for cell in row), "days come back as days"


def test_an_opendocument_sheet_comes_back_as_a_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "bang.ods"
    ods(path)
    file = HandedFile(str(path), path.name)
    whole = marker.open_file(path, path.name)
    [(name, cells)] = whole.sheets
    copy = _mark_here(
        tmp_path, monkeypatch, _hand_in(tmp_path, file, _problem(path.name, name, "A2"))
    )
    sheet = load_workbook(copy)[name]
    assert "Wrong" in sheet["A2"].comment.text
    top, left = cells.start or (0, 0)
    for down, row in enumerate(cells.to_python(), start=top + 1):
        for right, value in enumerate(row, start=left + 1):
            assert (sheet.cell(down, right).value or "") == value


@pytest.mark.parametrize("name", ["bang.xls", "bang.csv", "bang.xlsm", "bang.ods"])
def test_a_workbook_under_another_ending_is_still_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    _workbook(tmp_path / "de-an.xlsx")
    path = (tmp_path / "de-an.xlsx").rename(tmp_path / name)
    file = HandedFile(str(path), name)
    problem = _problem(name, "Đề án '24", "E5")
    copy = _mark_here(tmp_path, monkeypatch, _hand_in(tmp_path, file, problem))
    assert load_workbook(copy)["Đề án '24"]["H4"].value == "=C4+1"


def test_a_workbook_of_very_many_cells_comes_back_as_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (marker, marked_values):
        monkeypatch.setattr(module, "MAX_CELLS", 10)
    file = _workbook(tmp_path / "de-an.xlsx")
    hand_in = _hand_in(tmp_path, file, _problem(file.name, "Đề án '24", "E5"))
    sheet = load_workbook(_mark_here(tmp_path, monkeypatch, hand_in))["Đề án '24"]
    assert sheet["E5"].comment is not None
    assert sheet["H4"].data_type != "f"


def test_what_cannot_be_marked_says_so_and_leaves_nothing(tmp_path: Path) -> None:
    work, back = tmp_path / "work", tmp_path / "back"
    work.mkdir()
    back.mkdir()
    path = work / "hong.xlsx"
    path.write_bytes(b"PK\x03\x04 no workbook")
    hand_in = _hand_in(work, HandedFile(str(path), path.name), _problem(path.name, "A", "A1"))
    with pytest.raises(ImportFailedError) as caught:
        mark(hand_in, back, "vi")
    assert "danh sách lỗi" in caught.value.text.vi
    assert list(back.iterdir()) == []
