"""What a template says about a column: its heading, its note and how its cells are shown."""

from __future__ import annotations

import re
from typing import Literal

from analysis.dictionary import TABLES, Column, Table
from analysis.dictionary.model import ColumnType
from analysis.language import LANGUAGES, Language, Text, format_number

REQUIRED_MARK = " *"
CODES_IN_NOTE = 12
"""A note names the values of a code list up to this many; the sheet of lists has them all."""

Kind = Literal["id", "required", "optional"]

NUMBER_FORMATS: dict[ColumnType, str] = {
    "text": "@",
    "code": "@",
    "boolean": "@",
    "year": "0",
    "integer": "#,##0",
    # No digit of an amount is hidden, whatever the unit of the sheet.
    "money": "#,##0.#########",
    "number": "#,##0.######",
    "fraction": "0.0#####%",
    "date": "dd/mm/yyyy",
    "timestamp": "dd/mm/yyyy hh:mm:ss",
}
WIDTHS: dict[ColumnType, int] = {
    "text": 18,
    "code": 24,
    "boolean": 12,
    "year": 9,
    "integer": 13,
    "money": 20,
    "number": 14,
    "fraction": 12,
    "date": 13,
    "timestamp": 20,
}
_WIDEST_CHOICE = 44
_LONG_TEXTS = {"name", "title", "topic", "content", "source", "note", "producer", "recognition"}

_TYPES: dict[ColumnType, Text] = {
    "text": Text("chữ", "text"),
    "code": Text("chọn trong danh mục", "a choice from the list"),
    "integer": Text("số nguyên", "whole number"),
    "money": Text("số tiền, theo đơn vị ở ô B2", "amount, in the unit of cell B2"),
    "number": Text("số", "number"),
    "fraction": Text("tỷ lệ, ghi 5% hoặc 0,05", "share, written 5% or 0.05"),
    "date": Text("ngày, ghi ngày/tháng/năm", "date, written day/month/year"),
    "timestamp": Text("ngày giờ", "date and time"),
    "year": Text("năm, bốn chữ số", "year, four digits"),
    "boolean": Text("Có hoặc Không", "Yes or No"),
}


def heading(table: Table, column: Column, language: Language) -> str:
    """Return the heading of a column: both labels, `language` first, and a star if required."""
    star = REQUIRED_MARK if kind_of(table, column) == "required" else ""
    return both(column.label, language) + star


def both(text: Text, language: Language) -> str:
    """Return both languages of a text, `language` first, once where they are the same."""
    other: Language = "en" if language == "vi" else "vi"
    first, second = text.in_language(language), text.in_language(other)
    return first if first == second else f"{first} / {second}"


def kind_of(table: Table, column: Column) -> Kind:
    """Return whether a column is the row's own id, must be filled in, or may stay empty.

    A row's own id may be left out where the table says what else a row is known by.
    """
    own_id = table.key == (column.name,) and column.references is None
    if own_id and table.natural_key:
        return "id"
    return "required" if column.required else "optional"


def width(column: Column) -> int:
    """Return the width of a column in characters; a choice is seen whole unless it is very long."""
    if column.codes is not None:
        labels = (code.label.in_language(lang) for code in column.codes.codes for lang in LANGUAGES)
        return min(max(WIDTHS["code"], *(len(label) + 3 for label in labels)), _WIDEST_CHOICE)
    return 34 if column.name in _LONG_TEXTS else WIDTHS[column.type]


def note(table: Table, column: Column, language: Language) -> str:
    """Return the note of a column's heading: meaning, type, range, rules and allowed values."""
    lines = (_meaning(table, column), _type(column), _range(column), *_rules(table, column))
    return "\n".join(text.in_language(language) for text in (*lines, _codes(column)) if text)


def _meaning(table: Table, column: Column) -> Text | None:
    parts = [column.note] if column.note else []
    kind = kind_of(table, column)
    if kind == "id":
        known_by = Text(
            *(
                ", ".join(table.column(name).label.in_language(lang) for name in table.natural_key)
                for lang in LANGUAGES
            )
        )
        parts.append(
            Text(
                "Dòng tải về: giữ nguyên. Dòng mới: có thể để trống, mã được tạo từ: {known_by}.",
                "Rows you downloaded: keep it. New rows: may stay empty, the id is made from:"
                " {known_by}.",
            ).filled(known_by=known_by)
        )
    elif kind == "required":
        parts.append(Text("Bắt buộc.", "Required."))
    else:
        parts.append(Text("Không rõ thì để trống.", "Leave empty when unknown."))
    if column.references:
        parts.append(_reference(column))
    return Text(*(" ".join(part.in_language(lang) for part in parts) for lang in LANGUAGES))


def _reference(column: Column) -> Text:
    other = TABLES[str(column.references).split(".")[0]]
    if other.name == "administrative_unit":
        return Text(
            "Ghi tên huyện, xã (cũ hoặc mới) hoặc mã.",
            "Write the name of the district or commune (old or new) or its code.",
        )
    names = [other.column(name).label for name in (*other.key, *other.known_by)]
    return Text(
        f"Ghi {' hoặc '.join(_lower(name.vi) for name in names)} ở trang «{other.label.vi}».",
        f"Write the {' or '.join(_lower(name.en) for name in names)} of sheet “{other.label.en}”.",
    )


def _lower(label: str) -> str:
    return label[:1].lower() + label[1:]


def _type(column: Column) -> Text:
    kind = Text("Kiểu: {type}.", "Type: {type}.").filled(type=_TYPES[column.type])
    if column.unit is None:
        return kind
    return Text(
        f"{kind.vi} Đơn vị: {column.unit.vi}.",
        f"{kind.en} Unit: {column.unit.en}.",
    )


def _range(column: Column) -> Text | None:
    if column.minimum is None and column.maximum is None:
        return None
    low, high = (
        Text(*("" if bound is None else format_number(bound, lang, 6) for lang in LANGUAGES))
        if bound is not None
        else None
        for bound in (column.minimum, column.maximum)
    )
    if low and high:
        return Text("Từ {low} đến {high}.", "From {low} to {high}.").filled(low=low, high=high)
    if low:
        return Text("Không nhỏ hơn {low}.", "Not below {low}.").filled(low=low)
    return Text("Không lớn hơn {high}.", "Not above {high}.").filled(high=high)


def _rules(table: Table, column: Column) -> list[Text]:
    mentions = re.compile(rf"\b{re.escape(column.name)}\b")
    bad = Text("Báo lỗi khi: {fault}.", "An error if: {fault}.")
    doubtful = Text("Cảnh báo khi: {fault}.", "A warning if: {fault}.")
    return [
        (bad if rule.severity == "error" else doubtful).filled(
            fault=Text(_lower(rule.message.vi), _lower(rule.message.en))
        )
        for rule in table.rules
        if mentions.search(rule.expression)
    ]


def _codes(column: Column) -> Text | None:
    if column.codes is None:
        return None
    shown = column.codes.codes[:CODES_IN_NOTE]
    more = len(column.codes.codes) > CODES_IN_NOTE
    vi, en = ("; ".join(code.label.in_language(lang) for code in shown) for lang in LANGUAGES)
    return Text(
        f"Giá trị: {vi}{'; … xem trang «Danh mục»' if more else ''}.",
        f"Values: {en}{'; … see sheet “Lists”' if more else ''}.",
    )
