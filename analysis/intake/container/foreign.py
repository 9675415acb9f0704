"""Files that are no workbook at all: what they are, and what to do with them."""

from __future__ import annotations

import re

from analysis.intake.container.refusals import AGAIN, RESAVE, shown
from analysis.intake.errors import UnreadableFileError
from analysis.language import Text

_COPY_TABLE = Text(
    "Chép bảng số liệu sang một trang tính Excel, lưu dạng .xlsx rồi nộp tệp đó",
    "Copy the table into an Excel sheet, save it as .xlsx and hand that in",
)
_UNPACK = Text(
    "Giải nén, rồi nộp tệp Excel hoặc CSV bên trong",
    "Unpack it and hand in the Excel or CSV file inside",
)
_CHOOSE = Text(
    "Kiểm tra đã chọn đúng tệp chưa, rồi nộp tệp Excel hoặc CSV",
    "Check that the right file was chosen, and hand in an Excel or CSV file",
)

# What a file that is no workbook turns out to be, and what to do with it.
_FOREIGN: dict[str, tuple[Text, Text]] = {
    "docx": (Text("văn bản Word", "a Word document"), _COPY_TABLE),
    "pptx": (Text("bài trình chiếu PowerPoint", "a PowerPoint presentation"), _COPY_TABLE),
    "odt": (Text("tài liệu OpenDocument khác bảng tính", "an OpenDocument text"), _COPY_TABLE),
    "pdf": (Text("tệp PDF", "a PDF"), _COPY_TABLE),
    "rtf": (Text("văn bản RTF", "an RTF document"), _COPY_TABLE),
    "image": (Text("hình ảnh", "a picture"), _COPY_TABLE),
    "numbers": (Text("bảng tính Apple Numbers", "an Apple Numbers spreadsheet"), RESAVE),
    "html": (Text("trang web (HTML)", "a web page (HTML)"), RESAVE),
    "xml_spreadsheet": (
        Text("bảng tính dạng XML (XML Spreadsheet 2003)", "an XML Spreadsheet 2003"),
        RESAVE,
    ),
    "flat_ods": (Text("bảng tính OpenDocument dạng XML phẳng", "a flat XML ODS"), RESAVE),
    "old_excel": (
        Text("bảng tính Excel đời trước 1997", "an Excel file from before 1997"),
        RESAVE,
    ),
    "xml": (Text("tệp XML", "an XML file"), RESAVE),
    "archive": (Text("tệp nén", "an archive"), _UNPACK),
    "program": (Text("chương trình chạy được", "a program"), _CHOOSE),
    "database": (Text("tệp cơ sở dữ liệu", "a database file"), _CHOOSE),
    "office": (Text("tệp Office khác bảng tính", "an Office file of another kind"), _COPY_TABLE),
    "zeros": (Text("tệp hỏng, chỉ toàn byte 0", "a damaged file of zero bytes only"), AGAIN),
    "binary": (Text("tệp nhị phân không rõ loại", "a binary file of unknown kind"), _CHOOSE),
}


def not_a_workbook(key: str, name: str) -> UnreadableFileError:
    """Return the error for a file of a foreign kind, to be raised; `key` is one of `_FOREIGN`."""
    what, remedy = _FOREIGN[key]
    text = Text(
        "Tệp {name} không phải bảng tính mà chương trình đọc được: đây là {what}",
        "{name} is not a workbook that can be read: it is {what}",
    )
    return UnreadableFileError("not_a_workbook", text.filled(name=shown(name), what=what), remedy)


_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"\x7fELF", "program"),
    (b"SQLite format 3\0", "database"),
    (b"PAR1", "database"),
    # Excel 2 to 5 wrote the bare record stream: a beginning-of-file record of versions 2, 3, 4, 5.
    (b"\x09\x00\x04\x00", "old_excel"),
    (b"\x09\x02\x06\x00", "old_excel"),
    (b"\x09\x04\x06\x00", "old_excel"),
    (b"\x09\x08", "old_excel"),
)
_HTML = re.compile(
    r"(?>\s|<!--.*?-->)*+<(!doctype html|(html|head|meta|body|table|style|div|font|center|script"
    r"|title|h[1-6]|p)\b)",
    re.DOTALL,
)


def foreign_kind(head: bytes) -> str | None:
    """Return what the first bytes say the file is, or None for something like plain text."""
    for magic, what in _MAGIC:
        if head.startswith(magic):
            return what
    if head[:2] == b"MZ" and b"\0" in head:
        return "program"
    if (head[:2] == b"BM" and head[6:10] == bytes(4)) or head[8:12] in (b"WEBP", b"DUCK"):
        return "database" if head[8:12] == b"DUCK" else "image"
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = head.decode("utf-16" if wide else "latin-1", "ignore").removeprefix("ï»¿").lower()
    start = text.lstrip()
    if start.startswith("mime-version:") or _HTML.match(start):
        return "html"
    if start.startswith(("<?xml", "<workbook")):
        if "schemas-microsoft-com:office:spreadsheet" in text or "excel.sheet" in text:
            return "xml_spreadsheet"
        if "<office:document" in text:
            return "flat_ods"
        return "html" if "<html" in text else "xml"
    if not head.strip(b"\0"):
        return "zeros"
    return None if wide or not _binary(head) else "binary"


def _binary(head: bytes) -> bool:
    """Tell whether bytes hold too many control characters to be text in any usual encoding.

    UTF-16 without its mark is text: one byte of each two is the high one, which is small.
    """
    for lane in (head[0::2], head[1::2]):
        if sum(byte in b"\0\1\3\x1e\x20" for byte in lane) > 0.9 * len(lane):
            return False
    # NUL bytes alone are left to the reader of text, which names their place.
    return sum(byte < 32 and byte not in b"\0\t\n\r\f\x1a" for byte in head) > 0.1 * len(head)
