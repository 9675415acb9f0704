"""How large supports and projects are: by fixed classes, and by year with quartiles."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.language import LANGUAGES, Text, format_money, format_number, money_unit
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.price_base import price_year
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

SIZE_OF = {
    "supports": Text("Khoản hỗ trợ cơ sở", "Supports of establishments"),
    "projects": Text("Đề án (phê duyệt)", "Projects (approved)"),
}
_MILLION = 1_000_000
_BOUNDS = {
    "VND": tuple(million * _MILLION for million in (20, 50, 100, 200, 300, 500, 1000)),
}
_OTHER_BOUNDS = (1_000, 5_000, 10_000, 25_000, 50_000, 100_000, 500_000)
"""Upper bounds of the classes, each still inside its class; what is larger is in the last one."""

_FEWEST_FOR_TENTHS = 10


def grant_sizes(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind, size class and currency: how many, how much money, and shares.

    Every class has a row, empty ones too; amounts that are not known are counted beside.
    """
    sizes = ask(snapshot, scope, "grant_sizes")
    rows: list[dict[str, Any]] = []
    for (size_of, currency), part in sizes.groupby(["size_of", "currency"], sort=False):
        rows += _classes(part, str(size_of), str(currency), scope)
    return _framed(rows, _CLASSES, scope, snapshot)


def grant_size_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind, plan year and currency: n, unknown, quartiles, tenths, extremes.

    Quantiles are interpolated between neighbours (type 7 of Hyndman and Fan 1996, The American
    Statistician 50). The first and last tenth need ten known amounts, else they are null.
    """
    sizes = ask(snapshot, scope, "grant_sizes")
    rows: list[dict[str, Any]] = []
    for (size_of, year, currency), part in sizes.groupby(
        ["size_of", "year", "currency"], sort=False
    ):
        amounts = _each(part)
        row: dict[str, Any] = {
            "size_of": size_of,
            "size_of_name": SIZE_OF[str(size_of)].in_language(scope.language),
            "year": year,
            "currency": currency,
            "number": len(amounts),
            "unknown": _unknown(part),
        }
        if len(amounts):
            quarters = np.quantile(amounts, [0, 0.25, 0.5, 0.75, 1])
            names = ("smallest", "lower_quartile", "median", "upper_quartile", "largest")
            row |= {name: round(float(value)) for name, value in zip(names, quarters, strict=True)}
        if len(amounts) >= _FEWEST_FOR_TENTHS:
            tenth, ninth = np.quantile(amounts, [0.1, 0.9])
            row |= {"p10": round(float(tenth)), "p90": round(float(ninth))}
        rows.append(row)
    return _framed(rows, _BY_YEAR, scope, snapshot)


def class_bounds(currency: str) -> tuple[int, ...]:
    """Return the upper bounds of the size classes of a currency, in its smallest unit."""
    return _BOUNDS.get(currency, _OTHER_BOUNDS)


def _classes(part: pd.DataFrame, size_of: str, currency: str, scope: Scope) -> list[dict[str, Any]]:
    known = part[part["amount"].notna()]
    bounds = class_bounds(currency)
    # An amount at a bound belongs to the class below it: bounds are ceilings of the rules.
    place = np.searchsorted(bounds, known["amount"].to_numpy(dtype=np.int64), side="left")
    numbers = known["number"].to_numpy(dtype=np.int64)
    money = known["amount"].to_numpy(dtype=np.int64) * numbers
    all_numbers, all_money = int(numbers.sum()), int(money.sum())
    rows = []
    for class_no in range(len(bounds) + 1):
        here = place == class_no
        number, amount = int(numbers[here].sum()), int(money[here].sum())
        rows.append(
            {
                "size_of": size_of,
                "size_of_name": SIZE_OF[size_of].in_language(scope.language),
                "class_no": class_no + 1,
                "size_class": _class_name(bounds, class_no, currency).in_language(scope.language),
                "size_from": bounds[class_no - 1] if class_no else 0,
                "size_to": bounds[class_no] if class_no < len(bounds) else None,
                "currency": currency,
                "number": number,
                "number_share": number / all_numbers if all_numbers else None,
                "all_numbers": all_numbers,
                "amount": amount,
                "amount_share": amount / all_money if all_money else None,
                "all_amounts": all_money,
                "unknown": _unknown(part),
            }
        )
    return rows


def _class_name(bounds: tuple[int, ...], class_no: int, currency: str) -> Text:
    def money(amount: int) -> Text:
        return Text(*(format_money(float(amount), currency, language) for language in LANGUAGES))

    if class_no == 0:
        return Text("Đến {to}", "Up to {to}").filled(to=money(bounds[0]))
    if class_no == len(bounds):
        return Text("Trên {low}", "Over {low}").filled(low=money(bounds[-1]))
    return Text("Trên {low} đến {to}", "Over {low} to {to}").filled(
        low=_same_unit(bounds[class_no - 1], bounds[class_no], currency)
        or money(bounds[class_no - 1]),
        to=money(bounds[class_no]),
    )


def _same_unit(low: int, high: int, currency: str) -> Text | None:
    """Return the lower bound without its unit, where the upper one names the same."""
    unit = money_unit(float(high), currency)
    if money_unit(float(low), currency) != unit:
        return None
    return Text(*(format_number(low / unit.factor, language, 2) for language in LANGUAGES))


def _each(part: pd.DataFrame) -> npt.NDArray[np.float64]:
    known = part[part["amount"].notna()].sort_values("amount")
    return np.repeat(
        known["amount"].to_numpy(dtype=np.float64), known["number"].to_numpy(dtype=np.int64)
    )


def _unknown(part: pd.DataFrame) -> int:
    return int(part.loc[part["amount"].isna(), "number"].sum())


def _framed(
    rows: list[dict[str, Any]], columns: tuple[MeasureColumn, ...], scope: Scope, snapshot: Snapshot
) -> pd.DataFrame:
    names = [column.name for column in columns]
    frame = pd.DataFrame(rows).reindex(columns=names) if rows else pd.DataFrame(columns=names)
    frame["prices"] = scope.prices
    frame["price_year"] = price_year(snapshot, scope) if rows else None
    whole = {c.name: "Int64" for c in columns if c.kind in ("year", "money", "count")}
    return frame.astype(whole)


_COUNTS = Text(
    "Cỡ tiền của từng khoản hỗ trợ (kinh phí hỗ trợ cơ sở, đề án không bị ngừng và đã qua bước kế "
    "hoạch) và của từng đề án (phê duyệt, cộng các nguồn trong phạm vi), tính vào năm kế hoạch. "
    "Mức trên thuộc về nhóm dưới nó. Tỷ lệ tính trên khoản biết số tiền; khoản không rõ đếm riêng.",
    "Size of each support (grant to an establishment, projects neither stopped nor only planned) "
    "and of each project (approved, its sources inside the scope together), counted in the plan "
    "year. An amount at a bound belongs to the class below. Shares are over known amounts; unknown "
    "ones are counted apart.",
)
_CAVEATS = Text(
    "Nhóm cỡ tiền cố định: theo giá so sánh thì một khoản có thể sang nhóm khác. Phân vị 10 và 90 "
    "chỉ nêu khi có từ mười khoản. Lọc theo nguồn giữ nguyên khoản hỗ trợ của đề án có nguồn đó.",
    "The classes are fixed: at constant prices an amount may change class. The first and last "
    "tenth are given from ten amounts on. A filter by source keeps whole supports of projects with "
    "it.",
)
_SOURCES = ("support", "project", "project_fund", "price_index")
_OF = (
    MeasureColumn("size_of", "code", Text("Mã đối tượng", "Kind code")),
    MeasureColumn("size_of_name", "text", Text("Đối tượng", "Kind")),
)
_NUMBER = MeasureColumn("number", "count", Text("Số khoản", "Number"))
_UNKNOWN = MeasureColumn("unknown", "count", Text("Không rõ số tiền", "Amount unknown"))
_CLASSES = (
    *_OF,
    MeasureColumn("class_no", "number", Text("Nhóm số", "Class number")),
    MeasureColumn("size_class", "text", Text("Nhóm cỡ tiền", "Size class")),
    MeasureColumn("size_from", "money", Text("Trên", "Over")),
    MeasureColumn("size_to", "money", Text("Đến", "Up to")),
    CURRENCY,
    _NUMBER,
    MeasureColumn("number_share", "share", Text("Tỷ lệ số khoản", "Share of number")),
    MeasureColumn("all_numbers", "count", Text("Tổng số khoản", "All known")),
    MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
    MeasureColumn("amount_share", "share", Text("Tỷ lệ số tiền", "Share of money")),
    MeasureColumn("all_amounts", "money", Text("Tổng số tiền", "All money")),
    _UNKNOWN,
    PRICES,
    PRICE_YEAR,
)
_BY_YEAR = (
    *_OF,
    YEAR,
    CURRENCY,
    _NUMBER,
    _UNKNOWN,
    MeasureColumn("smallest", "money", Text("Nhỏ nhất", "Smallest")),
    MeasureColumn("p10", "money", Text("Phân vị 10", "First tenth")),
    MeasureColumn("lower_quartile", "money", Text("Tứ phân vị dưới", "Lower quartile")),
    MeasureColumn("median", "money", Text("Trung vị", "Median")),
    MeasureColumn("upper_quartile", "money", Text("Tứ phân vị trên", "Upper quartile")),
    MeasureColumn("p90", "money", Text("Phân vị 90", "Last tenth")),
    MeasureColumn("largest", "money", Text("Lớn nhất", "Largest")),
    PRICES,
    PRICE_YEAR,
)

MEASURES = (
    Measure(
        "grant_sizes",
        Text("Cỡ tiền của khoản hỗ trợ và đề án", "Sizes of supports and projects"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        _CLASSES,
        grant_sizes,
    ),
    Measure(
        "grant_size_by_year",
        Text("Cỡ tiền theo năm", "Sizes by year"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        _BY_YEAR,
        grant_size_by_year,
    ),
)
