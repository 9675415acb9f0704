"""The columns that measures of outcomes share, and the words about who is counted."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import PRICE_YEAR, PRICES
from analysis.measures.model import MeasureColumn
from analysis.measures.outcome_list import Outcome, outcome_name, unit_name
from analysis.measures.price_base import price_year
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

SUPPORTED, NOT_SUPPORTED = "supported", "not_supported"
STATUS_NAMES = {
    SUPPORTED: Text("Đã được hỗ trợ", "Supported"),
    NOT_SUPPORTED: Text("Chưa được hỗ trợ", "Not supported"),
}
STILL_OPEN_UNTIL = (3, 31)
"""Month and day of the next year up to which a year's reports are still coming in."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What productivity is made of in a data set, and the prices its amounts are in."""

    has_value_added: bool
    prices: str
    price_year: int | None


def basis_of(snapshot: Snapshot) -> Basis:
    """Return what productivity is made of; amounts are nominal only without any price index."""
    row = ask(snapshot, Scope(), "outcome_basis").iloc[0]
    constant = Scope(prices="constant")
    if not bool(row["has_index"]):
        return Basis(bool(row["has_value_added"]), "nominal", None)
    return Basis(bool(row["has_value_added"]), "constant", price_year(snapshot, constant))


def described(outcome: Outcome, basis: Basis, snapshot: Snapshot, scope: Scope) -> dict[str, str]:
    """Return the columns that name an outcome and its unit, in the scope's language."""
    currency = snapshot.case.currency
    return {
        "outcome": outcome.code,
        "outcome_name": outcome_name(outcome, basis.has_value_added).in_language(scope.language),
        "unit": unit_name(outcome.unit, currency).in_language(scope.language),
    }


def status_columns(supported: bool, scope: Scope) -> dict[str, str]:
    """Return the columns that tell supported establishments from the others."""
    status = SUPPORTED if supported else NOT_SUPPORTED
    return {"status": status, "status_name": STATUS_NAMES[status].in_language(scope.language)}


def framed(
    rows: list[dict[str, object]], columns: tuple[MeasureColumn, ...], basis: Basis
) -> pd.DataFrame:
    """Return rows as a frame of exactly the declared columns, prices filled in."""
    names = [column.name for column in columns]
    frame = pd.DataFrame(rows).reindex(columns=names) if rows else pd.DataFrame(columns=names)
    frame["prices"] = basis.prices
    frame["price_year"] = basis.price_year if rows else None
    kinds = {
        column.name: "Int64" if column.kind in ("year", "money", "count") else "Float64"
        for column in columns
        if column.kind in ("year", "money", "count", "share", "number", "ratio")
    }
    return frame.astype(kinds)


OUTCOME_KEYS = (
    MeasureColumn("outcome", "code", Text("Mã kết quả", "Outcome code")),
    MeasureColumn("outcome_name", "text", Text("Kết quả", "Outcome")),
    MeasureColumn("unit", "text", Text("Đơn vị tính", "Unit")),
)
STATUS_KEYS = (
    MeasureColumn("status", "code", Text("Mã nhóm", "Group code")),
    MeasureColumn("status_name", "text", Text("Nhóm cơ sở", "Group")),
)
AMOUNTS_IN = (PRICES, PRICE_YEAR)

WHO = Text(
    "Đã được hỗ trợ: từ năm đầu có khoản hỗ trợ của đề án được thực hiện; trước đó và khi không có "
    "khoản nào là chưa được hỗ trợ. Lọc theo nội dung hoặc nguồn kinh phí chọn khoản hỗ trợ: cơ sở "
    "chỉ có khoản hỗ trợ khác thì không xếp vào nhóm nào từ khi có khoản đó. Lọc theo địa bàn, "
    "ngành, quy mô là của chính cơ sở.",
    "Supported: from the first year with a support of a project that goes ahead; before it, and "
    "without any, not supported. Filters by activity or fund source choose supports: whoever has "
    "only other support is in neither group from that support on. Filters by district, industry "
    "and size are those of the establishment itself.",
)
MONEY = Text(
    "Tiền luôn tính theo giá so sánh (giá tiêu dùng của năm cuối có chỉ số), dù trang đang chọn "
    "giá nào; bộ dữ liệu không có chỉ số giá thì theo giá hiện hành và ghi rõ ở cột giá.",
    "Money is always at constant prices (consumer prices of the last year with an index), whatever "
    "prices the page has chosen; without a price index it is nominal, as the column of prices "
    "says.",
)
PRODUCTIVITY_IS = Text(
    "Năng suất lao động = giá trị tăng thêm ÷ lao động; bộ dữ liệu không có giá trị tăng thêm nào "
    "thì = doanh thu ÷ lao động và tên gọi ghi như vậy.",
    "Labour productivity = value added ÷ workers; in a data set without any value added it is "
    "revenue ÷ workers, and is named so.",
)
NOT_AN_EFFECT = Text(
    "Nhóm được hỗ trợ không được chọn ngẫu nhiên: chênh lệch giữa hai nhóm chưa phải tác động.",
    "Who is supported is not chosen at random: a difference between the groups is no effect.",
)
SOURCES = ("outcome_record", "establishment", "support", "project", "price_index")


def joined(*texts: Text) -> Text:
    """Return texts one after another, a space between."""
    return Text(" ".join(text.vi for text in texts), " ".join(text.en for text in texts))
