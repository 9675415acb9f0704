"""Counterpart and leverage: the establishments' own money beside the grant, cut many ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS, PRICE_YEAR, PRICES, YEAR
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def leverage_total(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per currency: counterpart ÷ grant over the whole scope, with its bases."""
    return ask(snapshot, scope, "leverage", "everything")


def leverage_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year and currency, in the order of years."""
    return ask(snapshot, scope, "leverage", "plan_year").rename(columns={"plan_year": "year"})


def leverage_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per place of the project in the scope's vintage, highest leverage first."""
    frame = ask(snapshot, scope, "leverage", "district")
    return _highest_first(with_district_names(frame, snapshot, scope.language))


def leverage_by(column: str, snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per code of `column` (activity, industry, legal_form, size), highest first."""
    frame = ask(snapshot, scope, "leverage", column)
    return _highest_first(with_code_names(frame, column, column, scope.language))


def _highest_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(
        ["leverage", "supports"], ascending=False, na_position="last", kind="stable"
    ).reset_index(drop=True)


_COUNTS = Text(
    "Đòn bẩy = vốn đối ứng ÷ kinh phí hỗ trợ (không phải tổng vốn ÷ hỗ trợ), trên các khoản hỗ trợ "
    "biết cả hai số. Mẫu số là cột hỗ trợ đối chiếu, tử số là cột đối ứng đối chiếu; n là số khoản "
    "biết cả hai. Chỉ gồm đề án không bị ngừng và đã qua bước kế hoạch, tính vào năm kế hoạch.",
    "Leverage = counterpart ÷ grant (never total ÷ grant), over supports with both known. Its "
    "denominator is the matched grant, its numerator the matched counterpart, n the supports with "
    "both. Only projects neither stopped nor only planned, counted in the plan year.",
)
_CAVEATS = Text(
    "Vốn đối ứng do cơ sở khai; không phải vốn có thêm nhờ hỗ trợ. Khoản không rõ một trong hai số "
    "đứng ngoài tỷ lệ và được đếm riêng. Lọc theo nguồn giữ nguyên khoản hỗ trợ của đề án có nguồn "
    "đó, cả phần của nguồn khác. Là mô tả, không phải tác động.",
    "Counterpart is as declared by the owner, not money raised by the grant. Supports with one of "
    "the two unknown stay out of the ratio and are counted. A filter by source keeps whole "
    "supports of projects with it, other sources' part too. A description, not an effect.",
)
_BODY = (
    CURRENCY,
    MeasureColumn("leverage", "ratio", Text("Đòn bẩy", "Leverage")),
    MeasureColumn("leverage_n", "count", Text("Khoản biết cả hai số", "Supports with both known")),
    MeasureColumn("leverage_base", "money", Text("Hỗ trợ đối chiếu", "Matched grant")),
    MeasureColumn(
        "leverage_counterpart", "money", Text("Đối ứng đối chiếu", "Matched counterpart")
    ),
    MeasureColumn("supports", "count", Text("Khoản hỗ trợ", "Supports")),
    MeasureColumn(
        "counterpart_unknown", "count", Text("Khoản không rõ đối ứng", "Counterpart unknown")
    ),
    MeasureColumn("grant_unknown", "count", Text("Khoản không rõ hỗ trợ", "Grant unknown")),
    MeasureColumn("grant_amount", "money", Text("Kinh phí hỗ trợ", "Grant")),
    MeasureColumn("counterpart", "money", Text("Vốn đối ứng", "Counterpart")),
    PRICES,
    PRICE_YEAR,
)


def _keys(column: str, code: Text, name: Text) -> tuple[MeasureColumn, ...]:
    return (
        MeasureColumn(column, "code", code, column),
        MeasureColumn(f"{column}_name", "text", name),
    )


def _measure(
    name: str,
    title: Text,
    keys: tuple[MeasureColumn, ...],
    run: Callable[[Snapshot, Scope], pd.DataFrame],
) -> Measure:
    sources = ("support", "project", "establishment", "price_index")
    return Measure(name, title, _COUNTS, _CAVEATS, sources, (*keys, *_BODY), run)


MEASURES = (
    _measure("leverage_total", Text("Đòn bẩy chung", "Leverage, total"), (), leverage_total),
    _measure(
        "leverage_by_year", Text("Đòn bẩy theo năm", "Leverage by year"), (YEAR,), leverage_by_year
    ),
    _measure(
        "leverage_by_activity",
        Text("Đòn bẩy theo nội dung", "Leverage by activity"),
        _keys("activity", Text("Mã nội dung", "Activity code"), Text("Nội dung", "Activity")),
        partial(leverage_by, "activity"),
    ),
    _measure(
        "leverage_by_district",
        Text("Đòn bẩy theo địa bàn", "Leverage by district"),
        DISTRICT_KEYS,
        leverage_by_district,
    ),
    _measure(
        "leverage_by_industry",
        Text("Đòn bẩy theo ngành", "Leverage by industry"),
        _keys("industry", Text("Mã ngành", "Industry code"), Text("Ngành", "Industry")),
        partial(leverage_by, "industry"),
    ),
    _measure(
        "leverage_by_legal_form",
        Text("Đòn bẩy theo hình thức pháp lý", "Leverage by legal form"),
        _keys(
            "legal_form",
            Text("Mã hình thức", "Legal form code"),
            Text("Hình thức pháp lý", "Legal form"),
        ),
        partial(leverage_by, "legal_form"),
    ),
    _measure(
        "leverage_by_size",
        Text("Đòn bẩy theo quy mô", "Leverage by size"),
        _keys("size", Text("Mã quy mô", "Size code"), Text("Quy mô", "Size")),
        partial(leverage_by, "size"),
    ),
)
