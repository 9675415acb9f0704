"""The projection of open plan years as a measure, and its backtest over past years."""

from __future__ import annotations

from typing import Any

import pandas as pd

from analysis.language import Text
from analysis.measures.absorption import CLOSING
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.price_base import price_year
from analysis.measures.projection import (
    FEWEST_YEARS,
    STATED,
    WIDE,
    Pace,
    earlier_years,
    open_years,
    paces_by_currency,
    project,
)
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

# Shares are quotients of whole amounts; what differs by less than this is the same amount.
_SAME = 1e-12


def absorption_projection(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per open plan year and currency: paid so far, projected, with intervals.

    Projected amounts and shares are null with fewer than three earlier closed years. Years outside
    the scope's choice are still used as earlier years.
    """
    as_of = snapshot.case.as_of
    rows: list[dict[str, Any]] = []
    for currency, paces in paces_by_currency(snapshot, scope).items():
        for pace in open_years(paces, as_of):
            if not scope.years or pace.year in scope.years:
                rows.append({"currency": currency, "as_of": as_of, **_projected(pace, paces)})
    return _framed(rows, _PROJECTION, snapshot, scope)


def absorption_backtest(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per closed plan year and month with three earlier years: projected, actual.

    Each projection uses only years that had closed by the end of that month.
    """
    tests = _tests(paces_by_currency(snapshot, scope), scope)
    return _framed(tests, _BACKTEST, snapshot, scope)


def absorption_backtest_by_month(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per month and currency: errors of past projections, and how often they held.

    `current` marks the last month that is over in the oldest open year.
    """
    known = paces_by_currency(snapshot, scope)
    tests = _framed(_tests(known, scope), _BACKTEST, snapshot, scope)
    current = {
        currency: len(still_open[0].shares) - 1
        for currency, paces in known.items()
        if (still_open := open_years(paces, snapshot.case.as_of))
    }
    rows = [
        {
            "plan_month": int(str(month)),
            "currency": currency,
            "current": current.get(str(currency)) == int(str(month)),
            **_summary(part),
        }
        for (currency, month), part in tests.groupby(["currency", "plan_month"], sort=True)
    ]
    return _framed(rows, _BY_MONTH, snapshot, scope)


def _projected(pace: Pace, paces: list[Pace]) -> dict[str, Any]:
    month = len(pace.shares) - 1
    row: dict[str, Any] = {
        "year": pace.year,
        "plan_month": month,
        "plan": pace.plan,
        "projects": pace.projects,
        "undated_projects": pace.undated_projects,
        "paid": pace.paid,
        "paid_share": pace.paid / pace.plan,
        "years_used": len(earlier_years(paces, pace.year, month)),
        "years_needed": FEWEST_YEARS,
    }
    found = project(pace, month, paces, row["paid_share"])
    if found is None:
        return row
    row["projected_share"] = found.share
    row["first_year"], row["last_year"] = found.years[0], found.years[-1]
    for level, (low, high) in found.intervals.items():
        row[f"low_{level:.0%}_share".replace("%", "")] = low
        row[f"high_{level:.0%}_share".replace("%", "")] = high
    shares = [name for name in row if name.endswith("_share") and name != "paid_share"]
    # Never less than what is paid, for the rounding of an amount either.
    amounts = {
        name.removesuffix("_share"): max(round(row[name] * pace.plan), pace.paid) for name in shares
    }
    return {**row, **amounts}


def _tests(known: dict[str, list[Pace]], scope: Scope) -> list[dict[str, Any]]:
    """Return the tests of every closed year inside the scope."""
    return [
        {"currency": currency, **row}
        for currency, paces in known.items()
        for pace in paces
        if pace.closed and (not scope.years or pace.year in scope.years)
        for row in _tested(pace, paces)
    ]


def _tested(pace: Pace, paces: list[Pace]) -> list[dict[str, Any]]:
    rows = []
    for month in range(CLOSING):
        found = project(pace, month, paces, pace.shares[month])
        if found is None:
            continue
        (low, high), (low_wide, high_wide) = found.intervals[STATED], found.intervals[WIDE]
        rows.append(
            {
                "year": pace.year,
                "plan_month": month,
                "plan": pace.plan,
                "paid_share": pace.shares[month],
                "projected_share": found.share,
                "actual_share": pace.final,
                "error": found.share - pace.final,
                "low_80_share": low,
                "high_80_share": high,
                "inside_80": low - _SAME <= pace.final <= high + _SAME,
                "low_95_share": low_wide,
                "high_95_share": high_wide,
                "inside_95": low_wide - _SAME <= pace.final <= high_wide + _SAME,
                "years_used": len(found.years),
            }
        )
    return rows


def _summary(tests: pd.DataFrame) -> dict[str, Any]:
    errors = tests["error"].astype(float)
    row: dict[str, Any] = {
        "years": len(tests),
        "first_year": int(tests["year"].min()),
        "last_year": int(tests["year"].max()),
        "mean_error": float(errors.mean()),
        "mean_absolute_error": float(errors.abs().mean()),
        "largest_error": float(errors.abs().max()),
    }
    for level in ("80", "95"):
        inside = int(tests[f"inside_{level}"].sum())
        low, high = wilson(inside, len(tests)) or (None, None)
        row[f"inside_{level}"] = inside
        row[f"coverage_{level}"] = inside / len(tests)
        row[f"coverage_{level}_low"], row[f"coverage_{level}_high"] = low, high
    return row


def _framed(
    rows: list[dict[str, Any]],
    columns: tuple[MeasureColumn, ...],
    snapshot: Snapshot,
    scope: Scope,
) -> pd.DataFrame:
    names = [column.name for column in columns]
    frame = pd.DataFrame(rows).reindex(columns=names) if rows else pd.DataFrame(columns=names)
    frame["prices"] = scope.prices
    frame["price_year"] = price_year(snapshot, scope) if rows else None
    whole = {c.name: "Int64" for c in columns if c.kind in ("year", "money", "count")}
    return frame.astype(whole)


_METHOD = Text(
    "Tỷ lệ dự báo khi khóa sổ (hết tháng 1 năm sau) = phần kế hoạch đã chi đến hết tháng trọn gần "
    "nhất + bình quân phần còn chi sau tháng đó ở các năm trước đã khóa sổ. Khoảng dự báo: phân "
    "phối Student, bình quân ± t·s·√(1+1/n), mức 80 % (nêu) và 95 %; không thấp hơn số đã chi. Cần "
    "ít nhất ba năm trước. Mẫu số là kế hoạch của phần biết cả kế hoạch, số chi và ngày chi.",
    "Projected share at closing (end of the next January) = share of the plan paid by the last "
    "whole month + mean of what came after that month in earlier closed years. Interval: Student-t "
    "prediction, mean ± t·s·√(1+1/n), at 80 % (stated) and 95 %; never below what is paid. Needs "
    "at least three earlier years. The denominator is the plan of money whose plan, payments and "
    "days of payment are all known.",
)
_LIMITS = Text(
    "Dự báo là mô tả nhịp chi các năm trước, không phải cam kết; năm có thay đổi lớn về quy định "
    "hay cơ cấu đề án thì nhịp cũ không còn đúng. Các năm trước lấy theo bản ghi hiện nay, không "
    "phải như đã ghi lúc đó. Chọn lọc theo năm không bỏ các năm trước khỏi phép tính. Cận trên có "
    "thể vượt kế hoạch.",
    "A projection describes the pace of earlier years and promises nothing; a year of new rules or "
    "another mix of projects breaks the old pace. Earlier years are as recorded now, not as they "
    "stood then. A choice of years does not take earlier years out of the computation. The upper "
    "bound may exceed the plan.",
)
_SOURCES = ("project", "project_fund", "payment", "price_index")
_MONTH = MeasureColumn("plan_month", "number", Text("Tháng của năm kế hoạch", "Month of plan year"))
_PLAN = MeasureColumn("plan", "money", Text("Kế hoạch đối chiếu", "Matched plan"))
_USED = MeasureColumn("years_used", "count", Text("Số năm trước", "Earlier years used"))
_FIRST = MeasureColumn("first_year", "year", Text("Từ năm", "From year"))
_LAST = MeasureColumn("last_year", "year", Text("Đến năm", "To year"))


def _share(name: str, vi: str, en: str) -> MeasureColumn:
    return MeasureColumn(name, "share", Text(vi, en))


_BOUNDS = (
    _share("low_80_share", "Cận dưới 80 %", "Low, 80 %"),
    _share("high_80_share", "Cận trên 80 %", "High, 80 %"),
    _share("low_95_share", "Cận dưới 95 %", "Low, 95 %"),
    _share("high_95_share", "Cận trên 95 %", "High, 95 %"),
)
_PROJECTION = (
    YEAR,
    CURRENCY,
    MeasureColumn("as_of", "date", Text("Đến ngày", "As of")),
    _MONTH,
    _PLAN,
    MeasureColumn("paid", "money", Text("Đã chi", "Paid so far")),
    _share("paid_share", "Đã chi ÷ kế hoạch", "Paid share"),
    MeasureColumn("projected", "money", Text("Dự báo khi khóa sổ", "Projected at closing")),
    _share("projected_share", "Dự báo ÷ kế hoạch", "Projected share"),
    MeasureColumn("low_80", "money", Text("Cận dưới 80 %, số tiền", "Low amount, 80 %")),
    MeasureColumn("high_80", "money", Text("Cận trên 80 %, số tiền", "High amount, 80 %")),
    MeasureColumn("low_95", "money", Text("Cận dưới 95 %, số tiền", "Low amount, 95 %")),
    MeasureColumn("high_95", "money", Text("Cận trên 95 %, số tiền", "High amount, 95 %")),
    *_BOUNDS,
    _USED,
    MeasureColumn("years_needed", "count", Text("Số năm cần có", "Earlier years needed")),
    _FIRST,
    _LAST,
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn(
        "undated_projects",
        "count",
        Text("Đề án có khoản chi không rõ ngày", "Projects with undated payments"),
    ),
    PRICES,
    PRICE_YEAR,
)
_BACKTEST = (
    YEAR,
    _MONTH,
    CURRENCY,
    _PLAN,
    _share("paid_share", "Đã chi lúc đó", "Paid by then"),
    _share("projected_share", "Dự báo lúc đó", "Projected then"),
    _share("actual_share", "Thực tế khi khóa sổ", "Actual at closing"),
    _share("error", "Sai số (dự báo − thực tế)", "Error (projected − actual)"),
    *_BOUNDS[:2],
    MeasureColumn("inside_80", "flag", Text("Trong khoảng 80 %", "Inside 80 %")),
    *_BOUNDS[2:],
    MeasureColumn("inside_95", "flag", Text("Trong khoảng 95 %", "Inside 95 %")),
    _USED,
    PRICES,
    PRICE_YEAR,
)
_BY_MONTH = (
    _MONTH,
    CURRENCY,
    MeasureColumn("years", "count", Text("Số năm kiểm", "Years tested")),
    _FIRST,
    _LAST,
    _share("mean_error", "Sai số bình quân", "Mean error"),
    _share("mean_absolute_error", "Sai số tuyệt đối bình quân", "Mean absolute error"),
    _share("largest_error", "Sai số lớn nhất", "Largest error"),
    MeasureColumn("inside_80", "count", Text("Số năm trong khoảng 80 %", "Years inside 80 %")),
    _share("coverage_80", "Tỷ lệ trong khoảng 80 %", "Share inside 80 %"),
    _share("coverage_80_low", "Cận dưới (Wilson 95 %)", "Low (Wilson 95 %)"),
    _share("coverage_80_high", "Cận trên (Wilson 95 %)", "High (Wilson 95 %)"),
    MeasureColumn("inside_95", "count", Text("Số năm trong khoảng 95 %", "Years inside 95 %")),
    _share("coverage_95", "Tỷ lệ trong khoảng 95 %", "Share inside 95 %"),
    _share("coverage_95_low", "Cận dưới, 95 %", "Low, 95 %"),
    _share("coverage_95_high", "Cận trên, 95 %", "High, 95 %"),
    MeasureColumn("current", "flag", Text("Tháng hiện nay", "Month now")),
    PRICES,
    PRICE_YEAR,
)
_TESTED = Text(
    "Dự báo của mỗi năm đã khóa sổ, làm lại như thể đang ở cuối từng tháng của năm đó, so với thực "
    "tế khi khóa sổ (hết tháng 1 năm sau). Chỉ dùng các năm đã khóa sổ vào lúc ấy, ít nhất ba năm. "
    "Sai số = dự báo − thực tế, tính bằng phần của kế hoạch.",
    "The projection of every closed year, made again as if at the end of each of its months, "
    "against what was paid at closing (end of the next January). Only years that had closed by "
    "then are used, at least three. Error = projected − actual, as a share of the plan.",
)
_TEST_LIMITS = Text(
    "Ít năm nên tỷ lệ trong khoảng rất không chắc: khoảng Wilson 95 % đi kèm, và các năm không độc "
    "lập với nhau. Số liệu các năm lấy theo bản ghi hiện nay, không phải như đã ghi lúc đó.",
    "Few years make the share inside very uncertain: its 95 % Wilson interval is given, and years "
    "are not independent. Years are as recorded now, not as they stood then.",
)

MEASURES = (
    Measure(
        "absorption_projection",
        Text("Dự báo giải ngân cuối năm", "Year-end projection of payments"),
        _METHOD,
        _LIMITS,
        _SOURCES,
        _PROJECTION,
        absorption_projection,
    ),
    Measure(
        "absorption_backtest",
        Text("Dự báo các năm trước so với thực tế", "Past projections against what came"),
        _TESTED,
        _TEST_LIMITS,
        _SOURCES,
        _BACKTEST,
        absorption_backtest,
    ),
    Measure(
        "absorption_backtest_by_month",
        Text("Sai số dự báo theo tháng", "Error of projections by month"),
        _TESTED,
        _TEST_LIMITS,
        _SOURCES,
        _BY_MONTH,
        absorption_backtest_by_month,
    ),
)
