"""What is told of a file that is read all the same: each rule once, in both languages."""

from __future__ import annotations

from typing import Any

from analysis.intake.container.model import Kind, Notice
from analysis.intake.container.refusals import shown
from analysis.language import Text

_NOTICES: dict[str, tuple[Text, Text]] = {
    "wrong_extension": (
        Text(
            "Tệp {name} thực ra là {what}, không đúng với đuôi tên; được đọc theo nội dung thật",
            "{name} is really {what}, unlike its name; it is read as what it is",
        ),
        Text("Lần sau lưu tệp với đuôi {suffix}", "Next time save it with the ending {suffix}"),
    ),
    "macros": (
        Text(
            "Tệp {name} có macro; macro không bao giờ được chạy và được bỏ qua",
            "{name} has macros; they are never run and are ignored",
        ),
        Text(
            "Không cần làm gì; nên gửi tệp .xlsx không có macro",
            "Nothing is needed; a .xlsx without macros is better",
        ),
    ),
    "external_links": (
        Text(
            "Tệp {name} liên kết tới tệp hoặc nguồn khác; liên kết không được mở, chỉ dùng giá trị "
            "lưu lần cuối",
            "{name} links to other files or sources; links are not followed, the last saved values "
            "are used",
        ),
        Text(
            "Kiểm tra các ô có liên kết; nếu giá trị đã cũ thì cập nhật trong Excel, lưu rồi nộp "
            "lại",
            "Check the linked cells; if their values are old, update them in Excel, save and hand "
            "it in again",
        ),
    ),
    "embedded_objects": (
        Text(
            "Tệp {name} có đối tượng nhúng (OLE, DDE hoặc ActiveX); chúng được bỏ qua",
            "{name} has embedded objects (OLE, DDE or ActiveX); they are ignored",
        ),
        Text(
            "Nếu số liệu nằm trong đối tượng nhúng, chép số liệu ra ô của trang tính",
            "If an object holds data, copy the data into cells of a sheet",
        ),
    ),
    "formulas": (
        Text(
            "Tệp {name} có công thức; công thức được đọc theo giá trị đã lưu lần cuối",
            "{name} has formulas; formulas are read as their last saved values",
        ),
        Text(
            "Không cần làm gì nếu tệp đã được lưu sau lần sửa cuối",
            "Nothing is needed if the file was saved after its last change",
        ),
    ),
    "formulas_without_values": (
        Text(
            "Tệp {name} có công thức chưa lưu giá trị; các ô đó được đọc là ô trống",
            "{name} has formulas without saved values; those cells are read as empty",
        ),
        Text(
            "Mở tệp bằng Excel, bấm Lưu rồi nộp lại",
            "Open it in Excel, press Save and hand it in again",
        ),
    ),
    "hidden_sheets": (
        Text(
            "Tệp {name} có trang tính ẩn, các trang này không được đọc: {sheets}",
            "{name} has hidden sheets, which are not read: {sheets}",
        ),
        Text(
            "Nếu cần nộp số liệu trong trang ẩn: bấm chuột phải vào tên một trang, chọn Bỏ ẩn "
            "(Unhide), lưu rồi nộp lại; nếu không thì không cần làm gì",
            "If they hold data to hand in, right-click the name of any sheet, choose Unhide, save "
            "and hand it in again; otherwise nothing is needed",
        ),
    ),
}

KINDS: dict[Kind, tuple[Text, tuple[str, ...]]] = {
    "xlsx": (Text("tệp Excel .xlsx", "an Excel .xlsx"), (".xlsx", ".xlsm", ".xltx", ".xltm")),
    "xlsb": (Text("tệp Excel nhị phân .xlsb", "a binary Excel .xlsb"), (".xlsb",)),
    "xls": (Text("tệp Excel đời cũ .xls", "an old Excel .xls"), (".xls", ".xlt")),
    "ods": (Text("bảng tính OpenDocument .ods", "an OpenDocument .ods"), (".ods", ".ots")),
    "text": (Text("tệp chữ (CSV)", "plain text (CSV)"), (".csv", ".tsv", ".txt", ".tab", "")),
}
"""What each kind is called, and the endings a file of it may have, the usual one first."""


def notice(rule: str, name: str, **values: Any) -> Notice:
    """Return the notice of a rule about the file handed in as `name`."""
    message, remedy = _NOTICES[rule]
    values["name"] = shown(name)
    return Notice(rule, message.filled(**values), remedy.filled(**values))
