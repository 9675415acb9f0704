"""The mix of activities: each of the nine of the law, and how evenly they are used."""

from __future__ import annotations

from math import log
from typing import Any

import pandas as pd

from analysis.dictionary.codes import ACTIVITY
from analysis.language import Text
from analysis.measures.answers import money_stage
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.funding_flow import STAGES
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask, ask_shared
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot


def activity_mix(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per activity of the law and currency, also of those without a project.

    `share` is a fraction of `total_amount`, `project_share` of `total_projects`, both of the scope.
    `ever_used` and `last_year` look at the whole data, whatever the scope.
    """
    frame = ask_shared(snapshot, scope, "activity_money", "activity")
    stage = money_stage(frame)
    used = ask_shared(snapshot, Scope(), "activities_ever")
    ever = {str(code): year for code, year in zip(used["activity"], used["last_year"], strict=True)}
    rows = [] if frame["projects"].isna().all() else _mix_rows(frame, stage, ever, scope)
    columns = [column.name for column in _MIX if column.name != "activity_name"]
    result = with_code_names(
        pd.DataFrame(rows, columns=columns), "activity", "activity", scope.language
    )
    result = result.astype({"share": "float", "project_share": "float"})
    return result.sort_values(
        ["currency", "amount", "projects"], ascending=[True, False, False], kind="stable"
    ).reset_index(drop=True)


def _mix_rows(
    frame: pd.DataFrame, stage: str | None, ever: dict[str, int], scope: Scope
) -> list[dict[str, object]]:
    rows = []
    for currency, part in frame.groupby("currency"):
        by_code = {str(row["activity"]): row for _, row in part.iterrows()}
        wanted = [
            code for code in ACTIVITY.values() if not scope.activities or code in scope.activities
        ]
        total = None if stage is None else part[stage].sum(min_count=1)
        counted = int(part["projects"].sum())
        for code in [*wanted, *([UNKNOWN_CODE] if UNKNOWN_CODE in by_code else [])]:
            here = by_code.get(code)
            projects = 0 if here is None or pd.isna(here["projects"]) else int(here["projects"])
            amount = None
            if stage is not None:
                amount = 0 if here is None else here[stage]
            rows.append(
                {
                    "activity": code,
                    "currency": currency,
                    "stage_name": None
                    if stage is None
                    else STAGES[stage].in_language(scope.language),
                    "amount": amount,
                    "share": _part(amount, total),
                    "total_amount": total,
                    "projects": projects,
                    "project_share": _part(projects, counted),
                    "total_projects": counted,
                    "amount_unknown": _unknown(here, stage),
                    "ever_used": code in ever or code == UNKNOWN_CODE,
                    "last_year": ever.get(code),
                    "prices": scope.prices,
                    "price_year": part["price_year"].max(),
                }
            )
    return rows


def activity_diversity(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year and currency: how evenly money and projects are spread.

    `money_diversity` and `project_diversity` are H ÷ ln 9, where H = −Σ p ln p is the entropy of
    Shannon (1948, "A mathematical theory of communication") over the nine activities of the law,
    scaled as evenness is by Pielou (1966, "The measurement of diversity in different types of
    biological collections"): 0 is one activity alone, 1 all nine alike. Projects without a known
    activity are left out and counted; without any known one there is no figure.
    """
    frame = ask(snapshot, scope, "activity_money", "plan_year, activity")
    stage = money_stage(frame)
    rows = []
    for (currency, year), part in frame.groupby(["currency", "plan_year"]):
        known = part[(part["activity"] != UNKNOWN_CODE) & part["projects"].notna()]
        unknown = part[part["activity"] == UNKNOWN_CODE]
        if part["projects"].isna().all():
            continue
        money = None if stage is None else known[stage].dropna().astype("float")
        rows.append(
            {
                "year": year,
                "currency": currency,
                "stage_name": None if stage is None else STAGES[stage].in_language(scope.language),
                "money_diversity": None if money is None else diversity(money.tolist()),
                "money_base": None if stage is None else known[stage].sum(min_count=1),
                "project_diversity": diversity(known["projects"].astype("float").tolist()),
                "projects": int(known["projects"].sum()),
                "activities_used": len(known),
                "activities_of_law": len(ACTIVITY.values()),
                "activity_unknown": int(unknown["projects"].fillna(0).sum()),
                "prices": scope.prices,
                "price_year": part["price_year"].max(),
            }
        )
    result = pd.DataFrame(rows, columns=[column.name for column in _DIVERSITY])
    return result.astype({"money_diversity": "float", "project_diversity": "float"})


def diversity(amounts: list[float]) -> float | None:
    """Return the entropy of amounts over ln 9; None without a positive one.

    Raises ValueError when there are more amounts than activities of the law. Amounts below zero
    (more recovered than paid) are no share of anything and are left out.
    """
    kinds = len(ACTIVITY.values())
    if len(amounts) > kinds:
        raise ValueError(f"{len(amounts)} amounts for {kinds} activities")
    positive = [amount for amount in amounts if amount > 0]
    total = sum(positive)
    if total <= 0:
        return None
    entropy = -sum(amount / total * log(amount / total) for amount in positive)
    return max(0.0, entropy) / log(kinds)


def _part(amount: Any, total: Any) -> float | None:
    if pd.isna(amount) or pd.isna(total) or not total:
        return None
    return float(amount) / float(total)


def _unknown(row: pd.Series | None, stage: str | None) -> int | None:
    if stage is None or row is None:
        return None if stage is None else 0
    return int(row[f"{stage}_unknown"])


ACTIVITY_KEYS = (
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
)
_STAGE = MeasureColumn("stage_name", "text", Text("Khâu", "Stage"))
_MIX = (
    *ACTIVITY_KEYS,
    CURRENCY,
    _STAGE,
    MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
    MeasureColumn("share", "share", Text("Tỷ trọng tiền", "Share of money")),
    MeasureColumn("total_amount", "money", Text("Tổng số tiền", "Total money")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn("project_share", "share", Text("Tỷ trọng đề án", "Share of projects")),
    MeasureColumn("total_projects", "count", Text("Tổng số đề án", "Total projects")),
    MeasureColumn("amount_unknown", "count", Text("Đề án không rõ tiền", "Amount unknown")),
    MeasureColumn("ever_used", "flag", Text("Từng có đề án", "Ever used")),
    MeasureColumn("last_year", "year", Text("Năm gần nhất có đề án", "Last year used")),
    PRICES,
    PRICE_YEAR,
)
_DIVERSITY = (
    YEAR,
    CURRENCY,
    _STAGE,
    MeasureColumn("money_diversity", "number", Text("Độ đa dạng của tiền", "Diversity of money")),
    MeasureColumn("money_base", "money", Text("Tiền biết nội dung", "Money of known activity")),
    MeasureColumn(
        "project_diversity", "number", Text("Độ đa dạng của đề án", "Diversity of projects")
    ),
    MeasureColumn("projects", "count", Text("Đề án biết nội dung", "Projects of known activity")),
    MeasureColumn("activities_used", "count", Text("Nội dung có đề án", "Activities used")),
    MeasureColumn(
        "activities_of_law", "count", Text("Nội dung theo luật", "Activities of the law")
    ),
    MeasureColumn("activity_unknown", "count", Text("Đề án không rõ nội dung", "Activity unknown")),
    PRICES,
    PRICE_YEAR,
)

_FUNDING = ("project", "project_fund", "payment", "price_index")

MEASURES = (
    Measure(
        "activity_mix",
        Text("Cơ cấu nội dung hoạt động", "Mix of activities"),
        Text(
            "Chín nội dung của Nghị định 45/2012, Điều 4: số tiền, đề án và tỷ trọng trong tổng "
            "của phần đang xem; mẫu số là cột tổng. Tiền ở khâu biết số (phê duyệt, không có thì "
            "giải ngân, rồi kế hoạch), tính vào năm kế hoạch. Từng có đề án và năm gần nhất tính "
            "trên toàn bộ số liệu, không theo bộ lọc.",
            "The nine activities of Decree 45/2012, Article 4: money, projects and their shares of "
            "the total of what is chosen; the denominators stand beside them. Money at the stage "
            "that is known (approved, else disbursed, else planned), in the plan year. Ever used "
            "and last year used look at all the data, whatever is chosen.",
        ),
        Text(
            "Đề án không rõ nội dung là một dòng riêng và nằm trong mẫu số. Một nội dung chưa có "
            "đề án có thể do số liệu không ghi.",
            "Projects of unknown activity are a row of their own and in the denominator. An "
            "activity without a project may have had ones that the data do not record.",
        ),
        _FUNDING,
        _MIX,
        activity_mix,
    ),
    Measure(
        "activity_diversity",
        Text("Độ đa dạng của nội dung hoạt động", "Diversity of activities"),
        Text(
            "Entropy Shannon của tỷ trọng các nội dung chia cho ln 9 (Shannon 1948; Pielou 1966), "
            "theo năm kế hoạch: 0 là chỉ một nội dung, 1 là chín nội dung đều nhau. Tính cho tiền "
            "(mẫu số là tiền biết nội dung) và cho đề án (n là đề án biết nội dung).",
            "Shannon entropy of the activities' shares over ln 9 (Shannon 1948; Pielou 1966), by "
            "plan year: 0 is a single activity, 1 all nine alike. For money (its base: money of "
            "known activity) and for projects (n: projects of known activity).",
        ),
        Text(
            "Đa dạng hơn không có nghĩa là tốt hơn. Năm có ít đề án thì chỉ số dao động mạnh. Đề "
            "án không rõ nội dung đứng ngoài và được đếm.",
            "More diverse is not better. In a year of few projects the figure jumps. Projects of "
            "unknown activity are left out and counted.",
        ),
        _FUNDING,
        _DIVERSITY,
        activity_diversity,
    ),
)
