"""The officer's own workbook handed back: cells marked, problems listed, everything else kept."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from python_calamine import CalamineWorkbook

from analysis.dictionary.model import Severity
from analysis.exports import marked_values
from analysis.exports.marked_values import FIRST_ROWS, mark_values
from analysis.exports.marked_workbook import mark_excel_workbook
from analysis.exports.marks import FILL
from analysis.intake.grids import Grid
from analysis.intake.problem import Problem
from analysis.language import LANGUAGES, Language, Text
from tests.examples import examples

SHEET = "Năm '24"


def _problem(
    cell: str | None,
    severity: Severity = "error",
    sheet: str | None = SHEET,
    message: str = "Sai",
    value: str | None = "x",
) -> Problem:
    row = int("".join(letter for letter in cell if letter.isdigit())) if cell else None
    return Problem(
        severity,
        "bounds",
        "tep.xlsx",
        "outcome_record",
        row,
        "workers",
        value,
        Text(message, f"{message} (en)"),
        Text("Sửa lại", "Correct it"),
        sheet,
        cell,
    )


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Return a workbook with formulas, formats, a note, a merged title and a hidden sheet."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet["A1"] = "BÁO CÁO"
    sheet.merge_cells("A1:D1")
    sheet["A3"], sheet["B3"] = "Cơ sở", "Lao động"
    sheet["A4"], sheet["B4"] = "Cơ sở Một", 12
    sheet["A5"], sheet["B5"] = "Cơ sở Hai", -3
    sheet["B6"] = "=SUM(B4:B5)"
    sheet["C4"].value, sheet["C4"].data_type = "=1+1", "s"
    sheet["D4"].value, sheet["D4"].number_format = date(2024, 3, 1), "dd/mm/yyyy"
    sheet["B4"].font = Font(bold=True, color="FF0000FF")
    sheet["A4"].fill = PatternFill("solid", fgColor="FF00FF00")
    sheet["B5"].comment = Comment("Cơ sở tự khai", "Cán bộ")
    sheet.column_dimensions["A"].width = 33
    hidden = book.create_sheet("Ẩn")
    hidden["A1"] = "giữ nguyên"
    hidden.sheet_state = "hidden"
    path = tmp_path / "tep.xlsx"
    book.save(path)
    return path


def _marked(source: Path, problems: Sequence[Problem], language: Language = "vi") -> Workbook:
    target = source.with_name("marked.xlsx")
    mark_excel_workbook(source, problems, target, language)
    return load_workbook(target)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_faulty_cell_is_coloured_and_says_why(source: Path, language: Language) -> None:
    problems = [_problem("B5"), _problem("B5", "warning", message="Lạ"), _problem("A4", "warning")]
    sheet = _marked(source, problems, language)[SHEET]
    assert sheet["B5"].fill.fgColor.rgb.endswith(FILL["error"])
    assert sheet["A4"].fill.fgColor.rgb.endswith(FILL["warning"])
    note = sheet["B5"].comment.text
    assert note.startswith("Cơ sở tự khai"), "the officer's own note stays"
    words = {"vi": ("Lỗi: Sai", "Cảnh báo: Lạ", "Sửa lại")}
    words["en"] = ("Error: Sai (en)", "Warning: Lạ (en)", "Correct it")
    assert [word in note for word in words[language]] == [True] * 3


def test_everything_else_stays_as_it_was(source: Path) -> None:
    book = _marked(source, [_problem("B5")])
    sheet = book[SHEET]
    assert (sheet["B6"].value, sheet["B6"].data_type) == ("=SUM(B4:B5)", "f")
    assert (sheet["C4"].value, sheet["C4"].data_type) == ("=1+1", "s")
    assert (sheet["D4"].value, sheet["D4"].number_format) == (datetime(2024, 3, 1), "dd/mm/yyyy")
    assert sheet["B4"].font.bold
    assert sheet["A4"].fill.fgColor.rgb == "FF00FF00"
    assert sheet.column_dimensions["A"].width == 33
    assert [str(area) for area in sheet.merged_cells.ranges] == ["A1:D1"]
    assert book["Ẩn"].sheet_state == "hidden"
    assert book["Ẩn"]["A1"].value == "giữ nguyên"


@pytest.mark.parametrize(("language", "name"), [("vi", "Vấn đề"), ("en", "Problems")])
def test_the_first_sheet_lists_every_problem_and_leads_to_its_cell(
    source: Path, language: Language, name: str
) -> None:
    book = _marked(source, [_problem("B5"), _problem(None, "warning", sheet=None)], language)
    assert book.sheetnames == [name, SHEET, "Ẩn"]
    assert book.active is book[name]
    listed = book[name]
    assert listed.max_row == 3
    assert listed["C2"].value == "B5"
    assert listed["C2"].hyperlink.location == "'Năm ''24'!B5"
    assert listed["C3"].hyperlink is None


def test_long_messages_of_the_list_are_seen_whole(source: Path) -> None:
    problems = [_problem("B5"), _problem("A4", message="Sai đơn vị " * 30)]
    heights = _marked(source, problems)["Vấn đề"].row_dimensions
    assert heights[3].height >= 3 * heights[2].height
    target = source.with_name("values.xlsx")
    mark_values([_grid([["a"]], SHEET)], problems, target, "vi")
    again = load_workbook(target)["Vấn đề"].row_dimensions
    for row in (2, 3):
        assert again[row].height == pytest.approx(heights[row].height, abs=1)


def test_a_sheet_of_that_name_is_not_replaced(source: Path) -> None:
    once = source.with_name("once.xlsx")
    mark_excel_workbook(source, [_problem("B5")], once, "vi")
    book = _marked(once, [_problem("A4")])
    assert book.sheetnames == ["Vấn đề (2)", "Vấn đề", SHEET, "Ẩn"]


def test_a_cell_inside_a_merged_area_is_marked_where_it_shows(source: Path) -> None:
    sheet = _marked(source, [_problem("C1")])[SHEET]
    assert sheet["A1"].value == "BÁO CÁO"
    assert "Lỗi: Sai" in sheet["A1"].comment.text


def test_a_cell_beyond_the_data_can_be_marked(source: Path) -> None:
    sheet = _marked(source, [_problem("F90")])[SHEET]
    assert sheet["F90"].value is None
    assert sheet["F90"].comment is not None


@pytest.mark.parametrize("value", ["=HYPERLINK(1)", "+1", "@x", "-1", "\x00\x07a", "a" * 40_000])
def test_a_hostile_value_is_listed_as_a_text(source: Path, value: str) -> None:
    listed = _marked(source, [_problem("B5", value=value, message=value)])["Vấn đề"]
    assert listed["F2"].data_type == "s"
    assert listed["F2"].value == value.replace("\x00", "").replace("\x07", "")[:32_767]


def test_what_came_from_another_file_stays_as_the_last_value(tmp_path: Path) -> None:
    """Nothing is fetched from there, and the copy opens without asking for it."""
    path = tmp_path / "links.xlsx"
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = SHEET
    sheet["A1"], sheet["A2"] = "=[1]Sheet1!B2*2", "=1+2"
    book.save(path)
    _replace(path, "xl/worksheets/sheet1.xml", b"<v></v>", b"<v>84</v>")
    _replace(path, "xl/worksheets/sheet1.xml", b"<v />", b"<v>84</v>")
    copy = _marked(path, [_problem("A1")])
    assert copy[SHEET]["A1"].value == 84
    assert copy[SHEET]["A2"].value == "=1+2"
    with zipfile.ZipFile(path.with_name("marked.xlsx")) as parts:
        assert not [name for name in parts.namelist() if "externalLink" in name]


def test_macros_stay_behind(source: Path) -> None:
    macros = source.with_suffix(".xlsm")
    macros.write_bytes(source.read_bytes())
    with zipfile.ZipFile(macros, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"macro")
    book = _marked(macros, [_problem("B5")])
    assert book[SHEET]["B4"].value == 12
    with zipfile.ZipFile(source.with_name("marked.xlsx")) as parts:
        assert "xl/vbaProject.bin" not in parts.namelist()
        assert b"macroEnabled" not in parts.read("[Content_Types].xml")


def _replace(path: Path, part: str, old: bytes, new: bytes) -> None:
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    held[part] = held[part].replace(old, new, 1)
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in held.items():
            parts.writestr(name, content)


# Files of other kinds ------------------------------------------------------------------------


def _grid(rows: Sequence[Sequence[Any]], sheet: str | None = None, first_column: int = 0) -> Grid:
    def numbered() -> Iterator[tuple[int, Sequence[Any]]]:
        return enumerate(rows, start=1)

    return Grid("tep.csv", sheet, numbered, lambda first: iter(()), first_column)


def test_values_come_back_at_their_own_addresses(tmp_path: Path) -> None:
    rows = [["Mã", "Lao động"], ["0012", 12.5], ["=1+1", True], ["1.234,5", date(2024, 3, 1)], []]
    target = tmp_path / "marked.xlsx"
    problems = [_problem("C3", sheet=None), _problem("F9", "warning", sheet=None)]
    mark_values([_grid(rows, first_column=1)], problems, target, "vi")
    book = load_workbook(target)
    assert book.sheetnames == ["Vấn đề", "tep.csv"]
    sheet = book["tep.csv"]
    assert [[cell.value for cell in row] for row in sheet["B1:C4"]] == [
        ["Mã", "Lao động"],
        ["0012", 12.5],
        ["=1+1", True],
        ["1.234,5", datetime(2024, 3, 1)],
    ]
    assert sheet["B3"].data_type == "s"
    assert "Lỗi: Sai" in sheet["C3"].comment.text
    assert sheet["C3"].fill.fgColor.rgb.endswith(FILL["error"])
    assert "Cảnh báo: Sai" in sheet["F9"].comment.text
    assert book["Vấn đề"]["C2"].hyperlink.location == "'tep.csv'!C3"


def test_of_many_cells_only_the_first_and_the_faulty_rows_come_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked_values, "MAX_CELLS", 100)
    rows = [[f"r{number}", number] for number in range(1, 301)]
    target = tmp_path / "marked.xlsx"
    mark_values([_grid(rows)], [_problem("B250", sheet=None)], target, "vi")
    sheet = load_workbook(target)["tep.csv"]
    held = [row[0].row for row in sheet.iter_rows() if row[0].value is not None]
    assert held == [*range(1, FIRST_ROWS + 1), 250]
    assert sheet["B250"].comment is not None


def test_problems_mark_the_sheet_they_belong_to(tmp_path: Path) -> None:
    target = tmp_path / "marked.xlsx"
    grids = [_grid([["a"]], "Một"), _grid([["b"]], "Hai")]
    mark_values(grids, [_problem("A1", sheet="Hai")], target, "en")
    book = load_workbook(target)
    assert book["Một"]["A1"].comment is None
    assert book["Hai"]["A1"].comment is not None


_ANY_CELL = st.one_of(
    st.text(max_size=20),
    st.sampled_from(["=1", "<r>a</r>", "<r>", "_x0041_", "\x00"]),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
)


@settings(max_examples=examples(60))
@given(
    rows=st.lists(st.lists(_ANY_CELL, max_size=4), max_size=4),
    name=st.text(max_size=40),
    message=st.text(min_size=1).filter(str.strip),
)
def test_no_value_name_or_message_spoils_the_workbook(
    tmp_path_factory: pytest.TempPathFactory,
    rows: list[list[Any]],
    name: str,
    message: str,
) -> None:
    target = tmp_path_factory.mktemp("any") / "marked.xlsx"
    problems = [_problem("A1", sheet=name, message=message, value=message)]
    mark_values([_grid(rows, name)], problems, target, "vi")
    book = load_workbook(target)
    assert len(book.sheetnames) == 2
    assert book.worksheets[1]["A1"].comment is not None
    assert not [
        cell for row in book.worksheets[1].iter_rows() for cell in row if cell.data_type == "f"
    ]
    read = CalamineWorkbook.from_path(str(target)).get_sheet_by_index(1).to_python()
    texts = [text for row in rows for text in row if isinstance(text, str) and text.isalnum()]
    found = {cell for row in read for cell in row}
    assert set(texts) <= found


def test_columns_are_as_wide_as_what_is_in_them(tmp_path: Path) -> None:
    """A day in a column too narrow for it is shown as ####."""
    target = tmp_path / "marked.xlsx"
    rows = [["Mã", "Ngày", "Ghi chú"], ["a", date(2024, 3, 1), "chữ " * 100]]
    mark_values([_grid(rows)], [], target, "vi")
    columns = load_workbook(target)["tep.csv"].column_dimensions
    assert columns["B"].width >= len("01/03/2024") + 1
    assert 30 <= columns["C"].width <= 60
