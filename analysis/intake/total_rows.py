"""Rows of totals under the data: "Tổng cộng", "Cộng huyện Bình Sơn", "Total"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from analysis.intake.staging import quoted

# One set of patterns for Python and for DuckDB (RE2): no look-around, no classes by property.
# Accents are kept on purpose: "Tổng công ty" and a person named "Công" are no totals.
_LABEL = (
    r"(tổng cộng|tổng số|tổng|cộng|cộng dồn|tong cong|tong so|tong|cong|grand total|total|totals"
    r"|sub-?total|sum)"
    r"( (toàn tỉnh|toàn huyện|chung|huyện .*|thị xã .*|thành phố .*|xã .*|phường .*|năm .*|tỉnh .*"
    r"|toan tinh|chung|huyen .*|nam .*|mục .*|phần .*|nhóm .*|of .*|for .*))?"
    r"\s*(\(.*\))?\s*:?"
)
_INDEX = r"[ivxlc]{1,6}\.?|[a-z]\.?|\d{1,4}\.?"
_FIGURE = r"[-+(]?\s*\d[\d.,\s]*(%|\)|đ|đồng|vnđ|nghìn|triệu|tỷ|tỉ|người|kwh)?\s*(đồng)?|[-–—x*]|"
_BLANKS = r"[ \t\n\r\f\v\x{00A0}]*"
_FIRST_CELL = rf"(?i)^{_BLANKS}(t[oôọổ]|c[oôọộ]|gr|su|({_INDEX})?{_BLANKS}$)"
"""What the first cell of a total begins with, or is, in SQL: cheap and never too narrow."""
_LABEL_COLUMNS = 3
"""The label of a total stands in one of the first columns."""

_is_label = re.compile(_LABEL, re.ASCII).fullmatch
_is_index = re.compile(_INDEX, re.ASCII).fullmatch
_is_figure = re.compile(_FIGURE, re.ASCII).fullmatch


def is_total_row(values: Sequence[str | None]) -> bool:
    """Return whether a row is a total: such a label in front, nothing but figures after it."""
    texts = [_plain(value) for value in values]
    for place, text in enumerate(texts[:_LABEL_COLUMNS]):
        if text and _is_label(text):
            return all(_is_figure(rest) for rest in texts[place + 1 :])
        if text and not _is_index(text):
            return False
    return False


def _plain(value: str | None) -> str:
    # Only these blanks, as DuckDB's pattern below: str.strip knows more kinds of them.
    blank = " \t\n\r\f\v\u00a0"
    return unicodedata.normalize("NFC", value or "").lower().strip(blank)


def total_row_condition(columns: Sequence[str]) -> str:
    """Return the SQL condition, never null, that is true for rows `is_total_row` knows.

    `columns` are the varchar columns of a raw table in the order of the sheet.
    """
    names = [quoted(column) for column in columns]
    if not names:
        return "false"
    plain = [_sql_plain(name) for name in names]
    # Nested cases, because only a case spares the rows it passes over the patterns behind it, and
    # a look at the first cell tells nearly all rows from totals.
    branches = []
    for place, text in enumerate(plain[:_LABEL_COLUMNS]):
        before = [f"regexp_full_match({earlier}, '{_INDEX}|')" for earlier in plain[:place]]
        after = [f"regexp_full_match({rest}, '{_FIGURE}')" for rest in plain[place + 1 :]]
        label = " and ".join([*before, f"regexp_full_match({text}, '{_LABEL}')"])
        branches.append(f"when {label} then {' and '.join(after) or 'true'}")
    first = may_be_total(names[0])
    return f"case when {first} then case {' '.join(branches)} else false end else false end"


def may_be_total(first: str) -> str:
    """Return the SQL condition, never null, that the first cell of a row leaves it open.

    `first` is the SQL of the first cell's text. A cheap look that spares nearly all rows the rest.
    """
    return f"regexp_matches(coalesce({first}, ''), '{_FIRST_CELL}')"


def _sql_plain(name: str) -> str:
    blank = "' ' || chr(9) || chr(10) || chr(13) || chr(12) || chr(11) || chr(160)"
    return f"trim(lower(nfc_normalize(coalesce({name}, ''))), {blank})"
