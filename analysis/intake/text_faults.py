"""What can be wrong with a text file as a whole, and what the officer can do about it."""

from __future__ import annotations

from analysis.intake.errors import UnreadableFileError
from analysis.language import Text

_SAVE_AS_CSV = Text(
    "Mở tệp gốc bằng Excel, lưu lại dưới dạng «CSV UTF-8» rồi gửi lại",
    "Open the original file in Excel, save it as “CSV UTF-8” and hand it in again",
)


def empty() -> UnreadableFileError:
    """Return the fault of a file without any text."""
    return UnreadableFileError(
        "file_empty",
        Text("Tệp không có nội dung", "The file holds nothing"),
        Text(
            "Mở lại tệp gốc, kiểm tra rồi lưu và gửi lại",
            "Open the original file, check it, then save and hand it in again",
        ),
    )


def nul_bytes(line: int) -> UnreadableFileError:
    """Return the fault of a file that holds NUL bytes in a line, counted from 1."""
    return UnreadableFileError(
        "file_nul_bytes",
        Text(
            "Dòng {line} có byte rỗng (NUL): đây không phải tệp văn bản hoặc tệp đã hỏng",
            "Line {line} holds NUL bytes: this is no text file, or it is damaged",
        ).filled(line=line),
        _SAVE_AS_CSV,
    )


def damaged(line: int) -> UnreadableFileError:
    """Return the fault of a file whose text breaks off or is spoilt in a line."""
    return UnreadableFileError(
        "file_damaged_text",
        Text(
            "Chữ ở dòng {line} bị hỏng hoặc bị cắt cụt so với phần còn lại của tệp",
            "The text of line {line} is damaged or cut off, unlike the rest of the file",
        ).filled(line=line),
        _SAVE_AS_CSV,
    )


def unknown_encoding() -> UnreadableFileError:
    """Return the fault of a file in no encoding of ours."""
    return UnreadableFileError(
        "file_unknown_encoding",
        Text(
            "Không nhận ra bảng mã của tệp",
            "The character encoding of the file is not known",
        ),
        _SAVE_AS_CSV,
    )


def line_too_long(line: int) -> UnreadableFileError:
    """Return the fault of a file with an endless line."""
    return UnreadableFileError(
        "file_line_too_long",
        Text(
            "Dòng {line} dài hơn 1 MiB, không thể là một dòng của bảng",
            "Line {line} is longer than 1 MiB, which no row of a table is",
        ).filled(line=line),
        Text(
            "Kiểm tra tệp có đúng là CSV không, chỉ giữ các cột của biểu mẫu rồi lưu lại",
            "Check that the file is a CSV, keep only the columns of the template and save again",
        ),
    )


def too_many_columns(line: int, limit: int) -> UnreadableFileError:
    """Return the fault of a file with more columns than a sheet can have."""
    return UnreadableFileError(
        "file_too_many_columns",
        Text(
            "Dòng {line} có hơn {limit} cột, nhiều hơn số cột của một trang tính",
            "Line {line} has more than {limit} columns, more than a sheet can have",
        ).filled(line=line, limit=limit),
        Text(
            "Chỉ giữ các cột của biểu mẫu rồi lưu lại",
            "Keep only the columns of the template and save again",
        ),
    )
