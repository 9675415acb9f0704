"""Where the money went: by plan year, fund source, activity and district."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.language import Text
from analysis.measures.labels import (
    with_code_names,
    with_district_names,
    with_project_code_names,
)
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import OR, ask, ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_COUNTS = Text(
    "Đề án và tiền của đề án, tính vào năm kế hoạch. Tiền ghi bằng đơn vị nhỏ nhất của loại tiền "
    "(đồng). Giải ngân = tạm ứng + thanh toán − thu hồi. Tỷ lệ giải ngân = giải ngân ÷ kế hoạch, "
    "chỉ trên phần của năm trọn vẹn biết cả hai số; mẫu số là cột kế hoạch đối chiếu. Cơ sở: số cơ "
    "sở khác nhau có khoản hỗ trợ trong đề án không bị ngừng và đã qua bước kế hoạch. Giá so sánh: "
    "theo giá tiêu dùng của năm cuối có chỉ số.",
    "Projects and their money, counted in their plan year. Money is in the currency's smallest "
    "unit (đồng). Disbursed = advances + balances − recoveries. Disbursement rate = disbursed ÷ "
    "planned, over money of whole years for which both are known; its denominator is the matched "
    "plan. Establishments: distinct ones supported by projects neither stopped nor only planned. "
    "Constant prices: consumer prices of the last year with an index.",
)
_CAVEATS = Text(
    "Số tiền không rõ không tính là 0: đề án có số không rõ được đếm riêng. Năm gần nhất còn đề án "
    "chưa quyết toán nên tỷ lệ giải ngân còn tăng. Một đề án có thể có nhiều nguồn nên cộng số đề "
    "án theo nguồn có thể lớn hơn tổng. Lọc theo ngành hoặc quy mô giữ nguyên tiền của đề án có ít "
    "nhất một cơ sở như vậy.",
    "An unknown amount is not zero: projects with unknown amounts are counted apart. The latest "
    "year still has projects to settle, so its disbursement rate will rise. A project may have "
    "several sources, so projects added over sources may exceed their total. Filtering by industry "
    "or size keeps the whole money of projects with at least one such establishment.",
)
_ONE_KIND = Text(
    "Tiền của một đề án không chia nhỏ: đề án có cơ sở khác loại nhau nằm ở dòng «Nhiều loại», đề "
    "án không hỗ trợ riêng cơ sở nào ở dòng «Không gắn với cơ sở».",
    "A project's money is never split: one whose establishments differ is in the row “Several "
    "kinds”, one that serves no single establishment in “No establishment”.",
)
_SOURCES = (
    "project",
    "project_fund",
    "payment",
    "support",
    "establishment",
    "price_index",
    "published_figure",
)

CURRENCY = MeasureColumn("currency", "currency", Text("Loại tiền", "Currency"))
YEAR = MeasureColumn("year", "year", Text("Năm kế hoạch", "Plan year"))
PRICES = MeasureColumn("prices", "text", Text("Giá", "Prices"))
PRICE_YEAR = MeasureColumn("price_year", "year", Text("Năm của giá so sánh", "Year of prices"))
_TOTALS = (
    CURRENCY,
    MeasureColumn("planned", "money", Text("Kế hoạch", "Planned")),
    MeasureColumn("approved", "money", Text("Phê duyệt", "Approved")),
    MeasureColumn("advanced", "money", Text("Tạm ứng", "Advanced")),
    MeasureColumn("accepted", "money", Text("Nghiệm thu", "Accepted")),
    MeasureColumn("disbursed", "money", Text("Giải ngân", "Disbursed")),
    MeasureColumn("settled", "money", Text("Quyết toán", "Settled")),
    MeasureColumn("disbursement_rate", "share", Text("Tỷ lệ giải ngân", "Disbursement rate")),
    MeasureColumn("disbursement_base", "money", Text("Kế hoạch đối chiếu", "Matched plan")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
    MeasureColumn(
        "not_approved", "count", Text("Đề án chưa được phê duyệt", "Projects not approved yet")
    ),
    MeasureColumn("unsettled", "count", Text("Đề án chưa quyết toán", "Projects not settled yet")),
    MeasureColumn(
        "planned_unknown", "count", Text("Đề án không rõ kế hoạch", "Projects with plan unknown")
    ),
    MeasureColumn(
        "approved_unknown",
        "count",
        Text("Đề án không rõ phê duyệt", "Projects with approval unknown"),
    ),
    MeasureColumn(
        "disbursed_unknown",
        "count",
        Text("Đề án không rõ giải ngân", "Projects with payments unknown"),
    ),
    MeasureColumn("part_year", "flag", Text("Một phần năm", "Part of a year")),
    PRICES,
    PRICE_YEAR,
)


_TOGETHER = (("everything", "plan_year"), ("activity", "district"), ("industry", "legal_form"))
"""Ways to group that stand on one page: who asks for one is told the other for a third more."""


def _totals(snapshot: Snapshot, scope: Scope, group: str) -> pd.DataFrame:
    """Return the money for each value of a column, or of several that nothing else goes with."""
    together = next((ways for ways in _TOGETHER if group in ways), (group,))
    frame = ask_shared(snapshot, scope, "funding_totals", OR.join(together))
    if len(together) > 1:
        # Each bit tells of one column, the last of the last, whether it is left out.
        number = 2 ** len(together) - 1 - 2 ** (len(together) - 1 - together.index(group))
        frame = frame[frame["grouping_no"] == number].reset_index(drop=True)
    others = [column for column in together if column != group]
    return frame.drop(columns=[*others, "grouping_no"])


def funding_total(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per currency: the whole scope, each project and establishment once."""
    return _totals(snapshot, scope, "everything")


def funding_by_year(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year and currency with the money stages, projects, establishments."""
    return _totals(snapshot, scope, "plan_year").rename(columns={"plan_year": "year"})


def funding_by_source(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year, fund source and currency."""
    frame = _totals(snapshot, scope, "plan_year, fund_source")
    frame = frame.rename(columns={"plan_year": "year"})
    return with_code_names(frame, "fund_source", "fund_source", scope.language)


def funding_by_activity(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per activity of the law and currency, largest approved money first."""
    frame = _totals(snapshot, scope, "activity")
    frame = with_code_names(frame, "activity", "activity", scope.language)
    return _largest_first(frame)


def funding_by_district(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per district of the scope's vintage and currency, largest first.

    On the districts of 2020 every district has a row where projects have known places: one without
    a project has zero projects and no money, which is a fact about the records, not a gap in them.
    Money whose place is not known is one row, district "unknown".
    """
    frame = _totals(snapshot, scope, "district")
    known_places = (frame["district"] != UNKNOWN_CODE).any()
    if known_places and scope.vintage == "districts-2020":
        frame = _with_untouched_districts(frame, snapshot, scope)
    return _largest_first(with_district_names(frame, snapshot, scope.language))


def funding_by_industry(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per industry of the projects' establishments and currency, largest first.

    A project whose establishments differ is in the row "several", one that serves no establishment
    in "none", one with an establishment of unknown industry in "unknown": no money is split.
    """
    return _by_kind_of_establishment(snapshot, scope, "industry")


def funding_by_legal_form(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per legal form of the projects' establishments, as by industry."""
    return _by_kind_of_establishment(snapshot, scope, "legal_form")


def _by_kind_of_establishment(snapshot: Snapshot, scope: Scope, column: str) -> pd.DataFrame:
    frame = _totals(snapshot, scope, column)
    return _largest_first(with_project_code_names(frame, column, column, scope.language))


def _with_untouched_districts(
    frame: pd.DataFrame, snapshot: Snapshot, scope: Scope
) -> pd.DataFrame:
    present = set(frame["district"])
    wanted = [
        code
        for code in districts_of_2020(snapshot)
        if code not in present and (not scope.districts or code in scope.districts)
    ]
    if not wanted:
        return frame
    # Zero is said only of amounts the case knows somewhere; the others stay unknown here too.
    zero = [
        column.name
        for column in _TOTALS
        if column.kind == "count" or (column.kind == "money" and frame[column.name].notna().any())
    ]
    empty = pd.DataFrame(
        {
            "district": wanted,
            "currency": snapshot.case.currency,
            "part_year": False,
            "prices": scope.prices,
            "price_year": frame["price_year"].max(),
            **dict.fromkeys(zero, 0),
        }
    ).reindex(columns=list(frame.columns))
    return pd.concat([frame, empty.astype(frame.dtypes.to_dict())], ignore_index=True)


def districts_of_2020(snapshot: Snapshot) -> list[str]:
    """Return the codes of the province's districts at the boundaries of 2020 to 2025."""
    return list(ask(snapshot, Scope(), "districts_of_2020")["code"])


def _largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.sort_values(
        ["approved", "projects"], ascending=False, na_position="last", kind="stable"
    ).reset_index(drop=True)


def _measure(
    name: str,
    title: Text,
    keys: tuple[MeasureColumn, ...],
    run: Callable[[Snapshot, Scope], pd.DataFrame],
    more: Text | None = None,
) -> Measure:
    caveats = _CAVEATS
    if more is not None:
        caveats = Text(f"{_CAVEATS.vi} {more.vi}", f"{_CAVEATS.en} {more.en}")
    return Measure(name, title, _COUNTS, caveats, _SOURCES, (*keys, *_TOTALS), run)


_SOURCE_KEYS = (
    YEAR,
    MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
    MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
)
_ACTIVITY_KEYS = (
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
)
_INDUSTRY_KEYS = (
    MeasureColumn("industry", "code", Text("Mã ngành", "Industry code")),
    MeasureColumn("industry_name", "text", Text("Ngành của cơ sở", "Industry")),
)
_LEGAL_FORM_KEYS = (
    MeasureColumn("legal_form", "code", Text("Mã hình thức", "Legal form code")),
    MeasureColumn("legal_form_name", "text", Text("Hình thức pháp lý", "Legal form")),
)
DISTRICT_KEYS = (
    MeasureColumn("district", "district", Text("Mã đơn vị", "Unit code")),
    MeasureColumn("district_name", "text", Text("Địa bàn", "District")),
)

MEASURES = (
    _measure("funding_total", Text("Tổng kinh phí", "Funding, total"), (), funding_total),
    _measure(
        "funding_by_year", Text("Kinh phí theo năm", "Funding by year"), (YEAR,), funding_by_year
    ),
    _measure(
        "funding_by_source",
        Text("Kinh phí theo năm và nguồn", "Funding by year and source"),
        _SOURCE_KEYS,
        funding_by_source,
    ),
    _measure(
        "funding_by_activity",
        Text("Kinh phí theo nội dung", "Funding by activity"),
        _ACTIVITY_KEYS,
        funding_by_activity,
    ),
    _measure(
        "funding_by_district",
        Text("Kinh phí theo địa bàn", "Funding by district"),
        DISTRICT_KEYS,
        funding_by_district,
    ),
    _measure(
        "funding_by_industry",
        Text("Kinh phí theo ngành của cơ sở", "Funding by industry"),
        _INDUSTRY_KEYS,
        funding_by_industry,
        _ONE_KIND,
    ),
    _measure(
        "funding_by_legal_form",
        Text("Kinh phí theo hình thức pháp lý của cơ sở", "Funding by legal form"),
        _LEGAL_FORM_KEYS,
        funding_by_legal_form,
        _ONE_KIND,
    ),
)
