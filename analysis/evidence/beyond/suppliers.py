"""Spillover to suppliers: whether anything on record could tell, and what would have to be."""

from __future__ import annotations

from collections.abc import Mapping

from analysis.dictionary import TABLES
from analysis.dictionary.model import Table
from analysis.language import Text

_WORDS = ("supplier", "customer_id", "buyer", "purchase_from", "sold_to")

NOT_RECORDED = Text(
    "Chưa ghi: không cột nào của từ điển dữ liệu nói cơ sở mua của ai, bán cho ai.",
    "Not recorded: no column of the data dictionary says from whom an establishment buys, or to "
    "whom it sells.",
)
NEEDED = Text(
    "Cần ghi, mỗi cơ sở được hỗ trợ và mỗi năm: mã của các nhà cung cấp và khách hàng chính trong "
    "tỉnh, giá trị mua hoặc bán với từng nơi, từ ít nhất một năm trước khi hỗ trợ; và kết quả sản "
    "xuất kinh doanh của chính các nơi đó.",
    "To be recorded for each supported establishment and year: the codes of its main suppliers and "
    "customers in the province and the value bought from or sold to each, from a year before "
    "support at the latest; and the yearly results of those establishments themselves.",
)
RECORDED = Text(
    "Đã có cột {columns}, nhưng chưa có ước tính nào dùng đến.",
    "There are columns {columns}, but no estimate uses them yet.",
)


def supplier_columns(tables: Mapping[str, Table] | None = None) -> tuple[str, ...]:
    """Return the columns that tell who trades with whom, as table.column; empty where none does.

    Counts, as of new customers, name nobody and are none of them.
    """
    found = []
    for name, table in (TABLES if tables is None else tables).items():
        for column in table.columns:
            if any(word in column.name for word in _WORDS):
                found.append(f"{name}.{column.name}")
    return tuple(found)


def supplier_words() -> tuple[Text, Text]:
    """Return what can be said of suppliers today, and what would have to be recorded."""
    columns = supplier_columns()
    if not columns:
        return NOT_RECORDED, NEEDED
    return RECORDED.filled(columns=", ".join(columns)), NEEDED
