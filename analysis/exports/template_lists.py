"""The drop-downs and gentle checks of a template: they warn and help, and lock nobody out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from analysis.dictionary import CodeList, Column, Table
from analysis.exports.template_columns import both
from analysis.language import Language, Text

LISTS_SHEET = Text("Danh mục", "Lists")
YES, NO = Text("Có", "Yes"), Text("Không", "No")

_FIRST_LIST_ROW = 4
_HEADING_HEIGHT = 48
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_WIDEST = 1e15
_TITLE_LIMIT, _MESSAGE_LIMIT = 32, 255

_KEEP = Text(
    " Vẫn giữ được ô này; khi nộp, chương trình sẽ chỉ lại chỗ cần sửa. Không rõ thì để trống.",
    " You may keep it; the program will point to it when you hand in. Leave unknown cells empty.",
)
_CHECK = Text("Xin kiểm tra", "Please check")
_FROM_LIST = Text("Nên chọn một giá trị trong danh mục.", "Please choose a value from the list.")
_A_DATE = Text(
    "Nên là một ngày, ghi ngày/tháng/năm, ví dụ 15/03/2024.",
    "Should be a date, written day/month/year, such as 15/03/2024.",
)
_A_YEAR = Text("Nên là năm có bốn chữ số.", "Should be a year of four digits.")
_A_WHOLE = Text("Nên là số nguyên.", "Should be a whole number.")
_A_NUMBER = Text("Nên là một số.", "Should be a number.")
_FRACTION = Text("Nên là tỷ lệ từ 0% đến 100%.", "Should be a share between 0% and 100%.")


def labels_of(codes: CodeList, language: Language) -> dict[str, str]:
    """Return code to label; a label that two codes share gives way to the codes themselves."""
    labels = {entry.code: entry.label.in_language(language) for entry in codes.codes}
    folded = [label.casefold() for label in labels.values()]
    return {
        code: code if folded.count(label.casefold()) > 1 else label
        for code, label in labels.items()
    }


def lists_of(tables: Sequence[Table]) -> list[CodeList]:
    """Return the code lists the tables use, each once, in order of use."""
    used = (column.codes for table in tables for column in table.columns if column.codes)
    return list({codes.name: codes for codes in used}.values())


def write_lists(
    sheet: Any, lists: Sequence[CodeList], language: Language, formats: Mapping[str, Any]
) -> dict[str, str]:
    """Write the code lists side by side, label and code; return list name to range of labels.

    The rows are written top down, as a workbook that keeps nothing in memory asks.
    """
    columns = [list(labels_of(codes, language).items()) for codes in lists]
    sheet.set_row(2, _HEADING_HEIGHT)
    for position, codes in enumerate(lists):
        left = 2 * position
        longest = max(len(label) for _, label in columns[position])
        sheet.set_column(left, left, min(max(longest, 22) + 2, 60))
        sheet.set_column(left + 1, left + 1, max(map(len, (*codes.values(), "Code / Mã"))) + 2)
        sheet.write_string(2, left, both(codes.label, language), formats["optional"])
        sheet.write_string(
            2, left + 1, "Mã / Code" if language == "vi" else "Code / Mã", formats["id"]
        )
    for row in range(max((len(column) for column in columns), default=0)):
        for position, column in enumerate(columns):
            if row < len(column):
                code, label = column[row]
                sheet.write_string(row + _FIRST_LIST_ROW - 1, 2 * position, label)
                sheet.write_string(
                    row + _FIRST_LIST_ROW - 1, 2 * position + 1, code, formats["quiet"]
                )
    sheet.freeze_panes(3, 0)
    return {
        codes.name: _range(LISTS_SHEET.in_language(language), 2 * position, len(columns[position]))
        for position, codes in enumerate(lists)
    }


def _range(sheet: str, column: int, length: int) -> str:
    letters = column_letters(column)
    last = _FIRST_LIST_ROW + length - 1
    return f"='{sheet}'!${letters}${_FIRST_LIST_ROW}:${letters}${last}"


def column_letters(column: int) -> str:
    """Return the letters of a column counted from 0: A, …, Z, AA, …"""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def validation(
    column: Column, language: Language, ranges: Mapping[str, str]
) -> dict[str, Any] | None:
    """Return the check of a column's cells in xlsxwriter's words; None where anything goes.

    A blank always passes, and a value that does not fit is asked about, never refused.
    """
    if column.codes is not None:
        return _gentle(
            {"validate": "list", "source": ranges[column.codes.name]}, column, _FROM_LIST, language
        )
    if column.type == "boolean":
        source = [YES.in_language(language), NO.in_language(language)]
        return _gentle({"validate": "list", "source": source}, column, _FROM_LIST, language)
    if column.type in ("date", "timestamp"):
        days = {"validate": "date", "criteria": "between", "minimum": _FIRST_DAY}
        return _gentle({**days, "maximum": _LAST_DAY}, column, _A_DATE, language)
    if column.type == "text":
        return None
    whole = column.type in ("integer", "year")
    low, high = (_FIRST_YEAR, _LAST_YEAR) if column.type == "year" else (-_WIDEST, _WIDEST)
    numbers = {
        "validate": "integer" if whole else "decimal",
        "criteria": "between",
        "minimum": low if column.minimum is None else column.minimum,
        "maximum": high if column.maximum is None else column.maximum,
    }
    asked = {"year": _A_YEAR, "integer": _A_WHOLE, "fraction": _FRACTION}
    return _gentle(numbers, column, asked.get(column.type, _A_NUMBER), language)


def unit_validation(names: Sequence[str], language: Language) -> dict[str, Any]:
    """Return the drop-down of the cell that holds a sheet's unit of money."""
    return {
        "validate": "list",
        "source": list(names),
        "error_type": "warning",
        "error_title": _CHECK.in_language(language)[:_TITLE_LIMIT],
        "error_message": _FROM_LIST.in_language(language),
    }


def _gentle(
    check: dict[str, Any], column: Column, asked: Text, language: Language
) -> dict[str, Any]:
    message = f"{column.label.in_language(language)}: {asked.in_language(language)}"
    return {
        **check,
        "ignore_blank": True,
        "error_type": "warning",
        "error_title": _CHECK.in_language(language)[:_TITLE_LIMIT],
        "error_message": (message + _KEEP.in_language(language))[:_MESSAGE_LIMIT],
    }
