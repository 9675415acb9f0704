"""Why a file is refused and what to do about it: each rule once, in both languages."""

from __future__ import annotations

from typing import Any

from analysis.intake.errors import UnreadableFileError
from analysis.language import Text, format_number

_SPLIT = Text(
    "Chia tệp theo năm hoặc theo bảng, bỏ hình ảnh và trang tính thừa, rồi nộp từng phần",
    "Split the file by year or by table, remove pictures and spare sheets, and hand in the parts",
)
RESAVE = Text(
    "Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As) kiểu Excel Workbook (.xlsx), "
    "rồi nộp tệp mới",
    "Open it in Excel or LibreOffice, choose Save As, type Excel Workbook (.xlsx), and hand in "
    "the new file",
)
AGAIN = Text(
    "Sao chép hoặc tải lại tệp từ nơi gửi, mở thử bằng Excel; nếu mở được thì lưu lại dạng .xlsx "
    "rồi nộp",
    "Copy or download it again from its source and try to open it in Excel; if it opens, save it "
    "as .xlsx and hand that in",
)
_COPY_VALUES = Text(
    "Không nộp tệp này; hỏi người gửi, hoặc mở ở máy tin cậy, chép riêng bảng số liệu (dán giá "
    "trị) sang tệp .xlsx mới rồi nộp",
    "Do not use this file; ask its sender, or copy only the table (paste as values) into a new "
    ".xlsx on a trusted machine and hand that in",
)

# Several sentences may share a rule: the rule is what stands before the colon.
_REFUSALS: dict[str, tuple[Text, Text]] = {
    "cannot_open": (
        Text("Không mở được tệp {name} ({reason})", "{name} cannot be opened ({reason})"),
        Text(
            "Đóng tệp nếu đang mở trong Excel, kiểm tra đường dẫn và quyền đọc, rồi nộp lại",
            "Close it if it is open in Excel, check the path and the right to read it, and try "
            "again",
        ),
    ),
    "empty_file": (
        Text("Tệp {name} rỗng (0 byte), không có gì để đọc", "{name} is empty (0 bytes)"),
        AGAIN,
    ),
    "too_large": (
        Text(
            "Tệp {name} nặng {size} MB, quá giới hạn {limit} MB",
            "{name} has {size} MB, more than the limit of {limit} MB",
        ),
        _SPLIT,
    ),
    "too_large:unpacked": (
        Text(
            "Tệp {name} khi giải nén nặng {size} MB, quá giới hạn {limit} MB",
            "{name} unpacks to {size} MB, more than the limit of {limit} MB",
        ),
        _SPLIT,
    ),
    "too_large:entries": (
        Text(
            "Tệp {name} gồm quá nhiều phần (giới hạn {limit} phần)",
            "{name} is made of too many parts (the limit is {limit})",
        ),
        _SPLIT,
    ),
    "zip_bomb": (
        Text(
            "Tệp {name} là tệp nén bất thường: phần {part} khi giải nén phình to hơn nhiều lần so "
            "với mức của một bảng tính thật",
            "{name} is packed abnormally: its part {part} unpacks to far more than a real workbook "
            "would",
        ),
        _COPY_VALUES,
    ),
    "truncated": (
        Text(
            "Tệp {name} bị hỏng hoặc bị cắt cụt (sao chép hay tải về chưa xong)",
            "{name} is damaged or cut short (a copy or download did not finish)",
        ),
        AGAIN,
    ),
    "encrypted": (
        Text("Tệp {name} có đặt mật khẩu", "{name} is protected by a password"),
        Text(
            "Mở tệp bằng Excel, vào Tệp > Thông tin > Bảo vệ sổ làm việc, bỏ mật khẩu, lưu rồi nộp "
            "lại",
            "Open it in Excel, go to File > Info > Protect Workbook, remove the password, save and "
            "hand it in again",
        ),
    ),
    "unusual_compression": (
        Text(
            "Tệp {name} được nén bằng cách mà Excel không dùng",
            "{name} is packed in a way that Excel does not use",
        ),
        RESAVE,
    ),
    "unsafe_names": (
        Text(
            "Tệp {name} chứa phần có tên không an toàn hoặc trùng tên: {part}",
            "{name} holds a part with an unsafe or repeated name: {part}",
        ),
        _COPY_VALUES,
    ),
    "nested_archive": (
        Text(
            "Tệp {name} giấu một tệp nén khác bên trong: {part}",
            "{name} hides another archive inside: {part}",
        ),
        _COPY_VALUES,
    ),
    "xml_entities": (
        Text(
            "Phần {part} của tệp {name} có khai báo DTD (DOCTYPE), điều mà bảng tính thật không có",
            "Part {part} of {name} carries a DTD (DOCTYPE), which a real workbook never has",
        ),
        _COPY_VALUES,
    ),
    "used_range": (
        Text(
            "Tệp {name}: trang {sheet} có vùng dữ liệu từ {first} đến {last}, tức {rows} dòng × "
            "{columns} cột, quá lớn để đọc",
            "{name}: the used range of sheet {sheet} goes from {first} to {last}, that is {rows} "
            "rows × {columns} columns, too large to read",
        ),
        Text(
            "Trong trang {sheet}, bấm Ctrl+End để tới ô {last}; chọn các dòng và cột thừa ngoài "
            "bảng, xóa (Delete) cả dòng, cả cột, lưu rồi nộp lại",
            "In sheet {sheet} press Ctrl+End to reach {last}; select the empty rows and columns "
            "beyond the table, delete them whole, save and hand it in again",
        ),
    ),
    "too_many_columns": (
        Text(
            "Tệp {name} có {columns} cột ở dòng đầu, nhiều hơn 16.384 cột của Excel",
            "The first line of {name} has {columns} columns, more than the 16,384 of Excel",
        ),
        Text(
            "Kiểm tra dấu phân cách và dấu xuống dòng của tệp, rồi xuất lại từ phần mềm gốc",
            "Check the separator and the line ends of the file and export it again from its source",
        ),
    ),
    "memory_limit": (
        Text(
            "Tệp {name} quá lớn để đọc trong giới hạn bộ nhớ",
            "{name} is too large to read within the memory limit",
        ),
        _SPLIT,
    ),
}


def shown(name: str) -> str:
    """Return a name that cannot disturb a sentence: printable, of bounded length."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in name)
    return plain if len(plain) <= 120 else f"{plain[:119]}…"


def number_text(value: float) -> Text:
    """Return a whole number as each language writes it."""
    return Text(format_number(value, "vi"), format_number(value, "en"))


def refusal(key: str, name: str, **values: Any) -> UnreadableFileError:
    """Return the error of a rule, to be raised; `key` is the rule or one of its sentences."""
    text, remedy = _REFUSALS[key]
    values["name"] = shown(name)
    return UnreadableFileError(key.split(":")[0], text.filled(**values), remedy.filled(**values))
