"""How much of its own plan was paid: by plan year and source, and month by month."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import numpy as np
import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

CLOSING = 13
"""The step at which a plan year closes: the end of the January after it."""

LATER = 14
"""The step of everything paid after the year has closed."""


def absorption(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year and currency: disbursed over its own plan, both parts beside."""
    return ask(snapshot, scope, "absorption", "plan_year").rename(columns={"plan_year": "year"})


def absorption_by_source(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year, fund source and currency, each source on its own plan."""
    frame = ask(snapshot, scope, "absorption", "plan_year, fund_source")
    frame = frame.rename(columns={"plan_year": "year"})
    return with_code_names(frame, "fund_source", "fund_source", scope.language)


def absorption_pace(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year, currency and month: what was paid of the plan so far.

    `plan_month` is 0 for all that was paid before the plan year, 1 to 12 for its months, 13 for the
    January after it and 14 for everything later; amounts are in the currency's smallest unit.
    Months that had not begun at the data's day have no row, unless something is dated in them.
    """
    paid = ask(snapshot, scope, "absorption_pace")
    rows: list[pd.DataFrame] = []
    for (year, _), steps in paid.groupby(["year", "currency"], sort=True):
        rows.append(_by_month(steps, int(str(year)), snapshot.case.as_of))
    names = [column.name for column in _PACE]
    if not rows:
        return pd.DataFrame(columns=names)
    return pd.concat(rows, ignore_index=True)[names]


def _by_month(steps: pd.DataFrame, year: int, as_of: date) -> pd.DataFrame:
    """Return a year's steps with those in which nothing was paid, and the running sum."""
    amounts = dict(zip(steps["step"].dropna().astype(int), steps["paid"].dropna(), strict=True))
    begun = sum(_begin(year, step) <= as_of for step in range(LATER))
    last = max([begun - 1, *amounts])
    if last == LATER and LATER not in amounts:
        last = CLOSING
    numbers = np.arange(last + 1)
    paid = np.array([int(amounts.get(int(step), 0)) for step in numbers], dtype=np.int64)
    so_far = np.cumsum(paid)
    first = steps.iloc[0]
    plan = int(first["plan"]) if pd.notna(first["plan"]) else 0
    return pd.DataFrame(
        {
            "year": year,
            "plan_month": numbers,
            "currency": first["currency"],
            "paid": paid,
            "paid_so_far": so_far,
            "share_so_far": so_far / plan if plan > 0 else np.nan,
            "plan": first["plan"],
            "complete": [step_over(year, int(step), as_of) for step in numbers],
            "projects": first["projects"],
            "undated_projects": first["undated_projects"],
            "undated_disbursed": first["undated_disbursed"],
            "prices": first["prices"],
            "price_year": first["price_year"],
        }
    )


def step_end(year: int, step: int) -> date:
    """Return the last day of a step (0 to 13) of a plan year.

    Raises ValueError for other steps: what comes after the year has closed has no end.
    """
    if not 0 <= step <= CLOSING:
        raise ValueError(f"step {step} of a plan year has no end")
    at = year + (step - 1) // 12 if step else year - 1
    month = (step - 1) % 12 + 1
    return date(at, month, monthrange(at, month)[1])


def step_over(year: int, step: int, as_of: date) -> bool:
    """Tell whether a step of a plan year is over at a day; what comes later never is."""
    return step <= CLOSING and step_end(year, step) <= as_of


def _begin(year: int, step: int) -> date:
    """Return the first day of a step; what is paid ahead can come at any time."""
    return date(1, 1, 1) if step == 0 else step_end(year, step).replace(day=1)


_COUNTS = Text(
    "Tỷ lệ giải ngân = giải ngân ÷ kế hoạch của chính nguồn đó, tính vào năm kế hoạch, trên phần "
    "biết cả hai số. Giải ngân = tạm ứng + thanh toán − thu hồi. Mẫu số là cột kế hoạch đối chiếu, "
    "tử số là cột giải ngân đối chiếu; đề án có số không rõ được đếm ở cột riêng. Khoản chi thuộc "
    "nguồn mà đề án không có kế hoạch không vào tỷ lệ.",
    "Absorption = disbursed ÷ the plan of the same source, counted in the plan year, over money "
    "with both known. Disbursed = advances + balances − recoveries. The denominator is the matched "
    "plan, the numerator the matched payments; projects with an unknown amount are counted in "
    "columns of their own. A payment from a source the project has no plan of is in neither.",
)
_CAVEATS = Text(
    "Năm chưa hết hạn quyết toán (hết tháng 1 năm sau) thì tỷ lệ còn tăng. Số liệu là bản ghi hiện "
    "nay: kế hoạch điều chỉnh trong năm không lưu lại từng lần. Một đề án nhiều nguồn được đếm ở "
    "mỗi nguồn. Lọc theo ngành hoặc quy mô giữ nguyên tiền của đề án có ít nhất một cơ sở như vậy.",
    "A year still open for settlement (to the end of the next January) will rise. The records are "
    "as they are now: changes of a plan during its year are not kept. A project of several sources "
    "counts in each. Filtering by industry or size keeps the whole money of projects with at least "
    "one such establishment.",
)
_SOURCES = ("project", "project_fund", "payment", "price_index", "published_figure")

_SHARES = (
    CURRENCY,
    MeasureColumn("planned", "money", Text("Kế hoạch", "Planned")),
    MeasureColumn("disbursed", "money", Text("Giải ngân", "Disbursed")),
    MeasureColumn("absorption", "share", Text("Tỷ lệ giải ngân", "Absorption")),
    MeasureColumn("matched_plan", "money", Text("Kế hoạch đối chiếu", "Matched plan")),
    MeasureColumn("matched_disbursed", "money", Text("Giải ngân đối chiếu", "Matched payments")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn(
        "projects_matched", "count", Text("Đề án biết cả hai số", "Projects with both known")
    ),
    MeasureColumn(
        "planned_unknown", "count", Text("Đề án không rõ kế hoạch", "Projects with plan unknown")
    ),
    MeasureColumn(
        "disbursed_unknown",
        "count",
        Text("Đề án không rõ giải ngân", "Projects with payments unknown"),
    ),
    MeasureColumn(
        "without_plan_of_source",
        "count",
        Text(
            "Đề án được chi từ nguồn không có kế hoạch", "Projects paid from a source not planned"
        ),
    ),
    MeasureColumn("unsettled", "count", Text("Đề án chưa quyết toán", "Projects not settled yet")),
    MeasureColumn("part_year", "flag", Text("Một phần năm", "Part of a year")),
    PRICES,
    PRICE_YEAR,
)
_PACE = (
    YEAR,
    MeasureColumn("plan_month", "number", Text("Tháng của năm kế hoạch", "Month of plan year")),
    CURRENCY,
    MeasureColumn("paid", "money", Text("Chi trong tháng", "Paid in the month")),
    MeasureColumn("paid_so_far", "money", Text("Lũy kế", "Paid so far")),
    MeasureColumn("share_so_far", "share", Text("Lũy kế ÷ kế hoạch", "Share of plan so far")),
    MeasureColumn("plan", "money", Text("Kế hoạch đối chiếu", "Matched plan")),
    MeasureColumn("complete", "flag", Text("Tháng đã hết", "Month is over")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn(
        "undated_projects",
        "count",
        Text("Đề án có khoản chi không rõ ngày", "Projects with undated payments"),
    ),
    MeasureColumn(
        "undated_disbursed",
        "money",
        Text("Giải ngân của phần không rõ ngày", "Disbursed where undated"),
    ),
    PRICES,
    PRICE_YEAR,
)

MEASURES = (
    Measure(
        "absorption",
        Text("Tỷ lệ giải ngân theo năm", "Absorption by year"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        (YEAR, *_SHARES),
        absorption,
    ),
    Measure(
        "absorption_by_source",
        Text("Tỷ lệ giải ngân theo năm và nguồn", "Absorption by year and source"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        (
            YEAR,
            MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
            MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
            *_SHARES,
        ),
        absorption_by_source,
    ),
    Measure(
        "absorption_pace",
        Text("Tiến độ giải ngân theo tháng", "Pace of payments by month"),
        Text(
            "Phần kế hoạch của năm đã chi, cộng dồn theo tháng của năm kế hoạch. Tháng 0: chi "
            "trước năm kế hoạch; 1–12: các tháng trong năm; 13: tháng 1 năm sau, khi hồ sơ quyết "
            "toán phải xong (22/01); 14: chi muộn hơn. Mẫu số là kế hoạch của phần biết cả kế "
            "hoạch, số chi và ngày chi.",
            "Share of the year's plan that was paid, added up by month of the plan year. Month 0: "
            "paid before the plan year; 1–12: its months; 13: the January after it, when "
            "settlement must close (22 January); 14: paid later. The denominator is the plan of "
            "money whose plan, payments and days of payment are all known.",
        ),
        Text(
            "Tiền của nguồn có khoản chi không rõ ngày không vào đường tiến độ, ở cả tử số lẫn mẫu "
            "số; được đếm ở cột riêng. Khoản thu hồi làm đường đi xuống.",
            "Money of a source with an undated payment is in neither part of the curve; it is "
            "counted in columns of its own. A recovery makes the curve fall.",
        ),
        ("project", "project_fund", "payment", "price_index"),
        _PACE,
        absorption_pace,
    ),
)
