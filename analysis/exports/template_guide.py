"""The first and the last sheet of a template: how to fill it in, and what the program reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from analysis.dictionary import Table, dictionary_version
from analysis.intake.container.model import SETTINGS_SHEET
from analysis.language import Language, Text

GUIDE_SHEET = Text("Hướng dẫn", "Guide")
HIDDEN_SHEET = SETTINGS_SHEET
FORMAT = "khuyencong-template"
VERSION = 1
SIMULATED_MARK = Text(
    "SỐ LIỆU MÔ PHỎNG – không phải số liệu thật", "SIMULATED DATA – not real figures"
)

_TITLE = Text("Biểu mẫu số liệu khuyến công", "Template for industrial-promotion data")
_HOW_TO = Text("Cách điền", "How to fill it in")
_SHEETS = Text("Các trang", "The sheets")
_ABOUT = Text("Về biểu mẫu này", "About this template")

_STEPS: tuple[tuple[Text, Text], ...] = (
    (
        Text("Điền ở đâu", "Where to write"),
        Text(
            "Mỗi trang là một bảng. Điền từ dòng 5, mỗi dòng một mục. Dòng 4 là ví dụ, chương "
            "trình không lấy dòng này; xóa đi cũng được. Trang nào không có số liệu thì để trống.",
            "Each sheet is one table. Write from row 5 on, one item a row. Row 4 is an example, "
            "which the program leaves out; you may delete it. Leave sheets without data empty.",
        ),
    ),
    (
        Text("Dấu *", "The mark *"),
        Text(
            "Cột có dấu * (nền xanh đậm) phải điền. Cột nền xanh nhạt điền nếu biết. Cột nền xám "
            "là mã của dòng: dòng tải về thì giữ nguyên, dòng mới có thể để trống.",
            "Columns with * (dark blue) must be filled in. Fill in light blue ones if you know. "
            "Grey ones hold the id of a row: keep it on downloaded rows, new rows may do without.",
        ),
    ),
    (
        Text("Không rõ", "Unknown"),
        Text(
            "Không rõ thì để trống, không ghi 0, không ghi gạch ngang. Số 0 có nghĩa là biết chắc "
            "không có.",
            "Leave it empty when unknown: no 0 and no dash. A 0 says that there is surely none.",
        ),
    ),
    (
        Text("Đơn vị tiền", "Money unit"),
        Text(
            "Chọn một lần ở ô B2 của trang; mọi cột tiền trong trang dùng đơn vị đó. Đổi đơn vị "
            "không đổi các số đã ghi.",
            "Choose it once in cell B2 of a sheet; it holds for all amounts on that sheet. "
            "Changing the unit does not change the figures already there.",
        ),
    ),
    (
        Text("Số và tỷ lệ", "Numbers and shares"),
        Text(
            "Ghi 1.234,5 hoặc 1,234.5 đều được. Tỷ lệ ghi 5% hoặc 0,05.",
            "1.234,5 and 1,234.5 are both understood. Write shares as 5% or 0.05.",
        ),
    ),
    (
        Text("Ngày", "Dates"),
        Text(
            "Ghi ngày/tháng/năm, ví dụ 15/03/2024. Năm ghi bốn chữ số.",
            "Write day/month/year, such as 15/03/2024. Years have four digits.",
        ),
    ),
    (
        Text("Địa bàn", "Places"),
        Text(
            "Ghi tên huyện, xã theo cách viết quen dùng, có dấu hay không dấu, tên cũ hay tên mới; "
            "chương trình hiểu theo ngày của dòng. Mã như 522_v2 ở dòng tải về thì giữ nguyên.",
            "Write the usual name of the district or commune, with or without accents, old or new; "
            "it is understood for the date of the row. Keep ids such as 522_v2 on downloaded rows.",
        ),
    ),
    (
        Text("Mã số", "Codes and numbers of papers"),
        Text(
            "Mã số thuế, số quyết định được giữ dạng chữ để không mất số 0 ở đầu.",
            "Tax codes and decision numbers are kept as text, so that leading zeros stay.",
        ),
    ),
    (
        Text("Danh mục", "Lists"),
        Text(
            "Ô có mũi tên thì chọn trong danh sách; toàn bộ giá trị ở trang «Danh mục». Đưa chuột "
            "vào tiêu đề cột để đọc ghi chú.",
            "Choose from the list where a cell has an arrow; all values are on sheet “Lists”. Rest "
            "the pointer on a heading to read its note.",
        ),
    ),
    (
        Text("Nên tránh", "Please avoid"),
        Text(
            "Đổi tên tiêu đề cột, gộp ô trong vùng số liệu, ghi dòng tổng cộng. Đổi thứ tự cột, ẩn "
            "cột, lọc và sắp xếp thì được.",
            "Renaming headings, merging cells among the data, rows of totals. Moving or hiding "
            "columns, filtering and sorting do no harm.",
        ),
    ),
    (
        Text("Nộp", "Handing in"),
        Text(
            "Tải lên ở trang Dữ liệu, hoặc chạy: khuyencong check TỆP, rồi: khuyencong import TỆP. "
            "Trước khi ghi, chương trình cho xem những gì sẽ thay đổi; ô sai được chỉ đúng địa "
            "chỉ. Nộp lại cùng một tệp không làm số liệu tăng gấp đôi.",
            "Upload it on the Data page, or run: khuyencong check FILE, then: khuyencong import "
            "FILE. You see what would change before anything is saved, and faulty cells are named "
            "by address. Handing in the same file twice changes nothing.",
        ),
    ),
)


def write_guide(
    sheet: Any,
    tables: Mapping[str, Table],
    language: Language,
    formats: Mapping[str, Any],
    case: str | None,
    simulated: bool,
) -> None:
    """Write the guide; `tables` maps the name of each sheet to its table."""
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    row = 0
    if simulated:
        sheet.write_string(row, 0, SIMULATED_MARK.in_language(language), formats["mark"])
        row += 1
    sheet.write_string(row, 0, _TITLE.in_language(language), formats["title"])
    row = _heading(sheet, row + 2, _HOW_TO, language, formats)
    for name, text in _STEPS:
        sheet.write_string(row, 0, name.in_language(language), formats["bold"])
        # Not every program finds the height of a wrapped row by itself.
        sheet.set_row(row, 15.5 * (1 + len(text.in_language(language)) // 100))
        sheet.write_string(row, 1, text.in_language(language), formats["wrapped"])
        row += 1
    row = _heading(sheet, row + 1, _SHEETS, language, formats)
    for sheet_name, table in tables.items():
        place = f"internal:'{sheet_name.replace(chr(39), chr(39) * 2)}'!A1"
        sheet.write_url(row, 0, place, formats["link"], string=sheet_name)
        sheet.write_string(row, 1, table.description.in_language(language), formats["wrapped"])
        row += 1
    row = _heading(sheet, row + 1, _ABOUT, language, formats)
    for label, value in _about(case):
        sheet.write_string(row, 0, label.in_language(language), formats["bold"])
        sheet.write_string(row, 1, value, formats["wrapped"])
        row += 1


def _heading(
    sheet: Any, row: int, text: Text, language: Language, formats: Mapping[str, Any]
) -> int:
    sheet.write_string(row, 0, text.in_language(language), formats["heading"])
    return row + 1


def _about(case: str | None) -> list[tuple[Text, str]]:
    lines = [
        (Text("Phiên bản biểu mẫu", "Version of the template"), str(VERSION)),
        (Text("Phiên bản từ điển dữ liệu", "Version of the dictionary"), dictionary_version()),
    ]
    if case is not None:
        lines.append((Text("Bộ dữ liệu", "Data set"), case))
    return lines


def write_hidden(
    sheet: Any, tables: Sequence[str], language: Language, case: str | None, simulated: bool
) -> None:
    """Write what the program reads about the template: rows of a key and its value, and hide it."""
    rows: tuple[tuple[str, str | int], ...] = (
        ("format", FORMAT),
        ("version", VERSION),
        ("dictionary_version", dictionary_version()),
        ("language", language),
        ("case", case or ""),
        ("simulated", "true" if simulated else "false"),
        ("tables", ",".join(tables)),
    )
    for row, (key, value) in enumerate(rows):
        sheet.write_string(row, 0, key)
        if isinstance(value, int):
            sheet.write_number(row, 1, value)
        elif value:
            sheet.write_string(row, 1, value)
    sheet.hide()
