"""How money moves: through the stages of the chain, and quarter by quarter."""

from __future__ import annotations

import pandas as pd

from analysis.language import Language, Text
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

STAGES: dict[str, Text] = {
    "planned": Text("Kế hoạch", "Planned"),
    "approved": Text("Phê duyệt", "Approved"),
    "advanced": Text("Tạm ứng", "Advanced"),
    "accepted": Text("Nghiệm thu", "Accepted"),
    "disbursed": Text("Giải ngân", "Disbursed"),
    "settled": Text("Quyết toán", "Settled"),
}
"""The stages of money in the order in which it passes through them."""

DATED_STAGES = ("approved", "advanced", "accepted", "disbursed", "settled")
"""The stages that happen on a day; a plan is for a year and has none."""

DAY_UNKNOWN = Text("Không rõ ngày", "Day unknown")


def funding_flow(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per stage and currency, in the order of the chain.

    `amount` is in the currency's smallest unit, null where no project's is known; `projects_known`,
    `projects_unknown` and `projects_waiting` count projects; `share_of_plan` is a fraction of
    `plan_base`, the plan of the same projects and sources.
    """
    frame = ask(snapshot, scope, "funding_flow")
    names = [STAGES[stage].in_language(scope.language) for stage in frame["stage"]]
    frame.insert(1, "stage_name", pd.Series(names, index=frame.index, dtype="str"))
    return frame


def funding_by_quarter(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per quarter (its first day) and currency; null is the row without a day."""
    frame = ask(snapshot, scope, "funding_by_quarter", "everything")
    return _with_quarter_names(frame, scope.language)


def funding_by_quarter_source(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per fund source, quarter and currency; null is the row without a day."""
    frame = ask(snapshot, scope, "funding_by_quarter", "fund_source")
    frame = with_code_names(frame, "fund_source", "fund_source", scope.language)
    return _with_quarter_names(frame, scope.language)


def quarter_name(day: pd.Timestamp | None, language: Language) -> str:
    """Return a quarter as it is written: "quý 4/2025" or "Q4 2025"; a null day is named so."""
    if day is None or pd.isna(day):
        return DAY_UNKNOWN.in_language(language)
    number = (day.month + 2) // 3
    return f"Quý {number}/{day.year}" if language == "vi" else f"Q{number} {day.year}"


def _with_quarter_names(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    frame["quarter"] = pd.to_datetime(frame["quarter"])
    names = [quarter_name(day, language) for day in frame["quarter"]]
    position = list(frame.columns).index("quarter") + 1
    frame.insert(position, "quarter_name", pd.Series(names, index=frame.index, dtype="str"))
    frame["part_quarter"] = frame["part_quarter"].fillna(False).astype("bool")
    return frame


_SOURCES = ("project", "project_fund", "payment", "price_index", "published_figure")
_QUARTER_COUNTS = Text(
    "Tiền theo quý dương lịch: tạm ứng và giải ngân theo ngày chi, phê duyệt, nghiệm thu, quyết "
    "toán theo ngày của đề án. Kế hoạch là của cả năm nên không có quý. Dòng «Không rõ ngày» là "
    "tiền không ghi ngày; cộng các quý bằng đúng tổng kinh phí. Bộ lọc năm chọn năm kế hoạch, "
    "nên tiền của năm đó chi sang năm sau vẫn có. Giá so sánh theo năm kế hoạch.",
    "Money by calendar quarter: advances and disbursement by the day of payment, approved, "
    "accepted and settled money by the project's dates. A plan is for a whole year and has no "
    "quarter. The row “Day unknown” is money without a date; the quarters add up to the total "
    "exactly. The year filter picks plan years, so their money paid in the next year is there. "
    "Constant prices are by plan year.",
)
_QUARTER_CAVEATS = Text(
    "Quý không có dòng là quý không có gì xảy ra. Giải ngân = tạm ứng + thanh toán − thu hồi nên "
    "có thể âm. Quý cuối có thể chưa hết.",
    "A quarter without a row is one in which nothing happened. Disbursed = advances + balances − "
    "recoveries, so it can be negative. The last quarter may not be over.",
)
_QUARTER_COLUMNS = (
    MeasureColumn("quarter", "date", Text("Ngày đầu quý", "First day of quarter")),
    MeasureColumn("quarter_name", "text", Text("Quý", "Quarter")),
    CURRENCY,
    *(MeasureColumn(stage, "money", STAGES[stage]) for stage in DATED_STAGES),
    MeasureColumn("part_quarter", "flag", Text("Quý chưa hết", "Quarter not over")),
    PRICES,
    PRICE_YEAR,
)

MEASURES = (
    Measure(
        "funding_flow",
        Text("Kinh phí qua các khâu", "Funding through its stages"),
        Text(
            "Số tiền ở từng khâu từ kế hoạch đến quyết toán, tính vào năm kế hoạch. Biết: số đề án "
            "rõ mọi khoản của khâu đó. Không rõ: đề án lẽ ra phải có số mà không có. Chưa tới: đề "
            "án chưa tới khâu đó. So với kế hoạch = số tiền của khâu ÷ kế hoạch của chính các "
            "khoản đó; mẫu số là cột kế hoạch đối chiếu.",
            "The amount at each stage from plan to settlement, counted in the plan year. Known: "
            "projects whose every amount of the stage is known. Unknown: projects that should have "
            "one and do not. Not there yet: projects that have not come to the stage. Share of "
            "plan = the stage's amount ÷ the plan of the same amounts, whose sum stands beside it.",
        ),
        Text(
            "Các khâu không cùng một tập đề án: cột sau thấp hơn cột trước có thể vì đề án chưa "
            "tới khâu đó. Tạm ứng là một phần của giải ngân.",
            "The stages are not of the same projects: a later bar may be lower because projects "
            "have not come so far. Advances are a part of what was disbursed.",
        ),
        _SOURCES,
        (
            MeasureColumn("stage", "text", Text("Mã khâu", "Stage code")),
            MeasureColumn("stage_name", "text", Text("Khâu", "Stage")),
            CURRENCY,
            MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
            MeasureColumn("projects_known", "count", Text("Đề án biết số", "Projects known")),
            MeasureColumn("projects_unknown", "count", Text("Đề án không rõ", "Projects unknown")),
            MeasureColumn(
                "projects_waiting", "count", Text("Đề án chưa tới khâu", "Projects not there yet")
            ),
            MeasureColumn("share_of_plan", "share", Text("So với kế hoạch", "Share of plan")),
            MeasureColumn("plan_base", "money", Text("Kế hoạch đối chiếu", "Matched plan")),
            PRICES,
            PRICE_YEAR,
        ),
        funding_flow,
    ),
    Measure(
        "funding_by_quarter",
        Text("Kinh phí theo quý", "Funding by quarter"),
        _QUARTER_COUNTS,
        _QUARTER_CAVEATS,
        _SOURCES,
        _QUARTER_COLUMNS,
        funding_by_quarter,
    ),
    Measure(
        "funding_by_quarter_source",
        Text("Kinh phí theo quý và nguồn", "Funding by quarter and source"),
        _QUARTER_COUNTS,
        _QUARTER_CAVEATS,
        _SOURCES,
        (
            MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
            MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
            *_QUARTER_COLUMNS,
        ),
        funding_by_quarter_source,
    ),
)
