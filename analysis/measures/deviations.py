"""Where projects left the process: contracted before approval, paid before contract, and so on."""

from __future__ import annotations

import math

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS
from analysis.measures.labels import with_code_names, with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, code_name, day, number, plural, sentence, share
from analysis.measures.query import ask
from analysis.measures.wilson import wilson
from analysis.scope import Scope
from analysis.warehouse import Snapshot

DEVIATIONS: dict[str, Text] = {
    "contracted_before_approved": Text(
        "Ký hợp đồng trước khi phê duyệt", "Contracted before approved"
    ),
    "advance_before_contract": Text("Tạm ứng trước khi ký hợp đồng", "Advance before contract"),
    "advance_over_rule": Text("Tạm ứng vượt mức tối đa", "Advances above the maximum"),
    "accepted_before_contracted": Text(
        "Nghiệm thu trước khi ký hợp đồng", "Accepted before contracted"
    ),
    "settled_before_accepted": Text("Quyết toán trước khi nghiệm thu", "Settled before accepted"),
    "stage_missing": Text("Có mốc sau mà thiếu mốc trước", "A later stage without an earlier one"),
    "disbursed_over_approved": Text("Giải ngân vượt phê duyệt", "Disbursed more than approved"),
    "counterpart_missing": Text("Không ghi vốn đối ứng", "No counterpart on record"),
}
"""Every way of leaving the process that is counted, by its code."""

CASES_LISTED = 2000
"""The most cases the list holds; the latest plan years come first."""


def deviation_name(code: str) -> Text:
    """Return what a way of leaving the process is called; raises KeyError for no such way."""
    return DEVIATIONS[code]


def deviations(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per way of leaving the process: projects, of how many, share and interval.

    Empty when the scope holds no project. Shares are fractions, null where nothing is known.
    """
    frame = ask(snapshot, scope, "deviations")
    frame = frame[frame["projects"] > 0].reset_index(drop=True)
    counted = [
        (int(found), int(known))
        for found, known in zip(frame["deviating"], frame["known"], strict=True)
    ]
    intervals = [wilson(found, known) or (math.nan, math.nan) for found, known in counted]
    return frame.assign(
        deviation_name=_names(frame, scope),
        share=[found / known if known else math.nan for found, known in counted],
        share_low=[low for low, _high in intervals],
        share_high=[high for _low, high in intervals],
    )


def deviation_cases(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per project and way it left the process, at most CASES_LISTED.

    `days` is by how much the later stage came too early; null where no two dates are compared.
    """
    frame = ask(snapshot, scope, "deviation_cases")
    frame = frame.assign(deviation_name=_names(frame, scope))
    frame = with_code_names(frame, "activity", "activity", scope.language)
    return with_district_names(frame, snapshot, scope.language)


def answer_deviations(frame: pd.DataFrame) -> Text | None:
    """Say which way of leaving the process is the most common; None when nothing can be told."""
    known = frame[frame["known"] > 0]
    if known.empty:
        return None
    if not known["deviating"].sum():
        return sentence(
            "Không thấy đề án nào làm trái trình tự, trong những đề án đủ ngày để đối chiếu",
            "No project is seen to have left the process, of those with dates to tell by",
        )
    top = known.sort_values("share", ascending=False, kind="stable").iloc[0]
    return sentence(
        "Sai lệch hay gặp nhất: {name}, {found}/{known} đề án ({share}; khoảng {low}–{high})",
        "Most common deviation: {name}, {found} of {known} projects ({share}; {low} to {high})",
        name=_inside(DEVIATIONS[str(top["deviation"])]),
        found=number(int(top["deviating"])),
        known=number(int(top["known"])),
        share=share(float(top["share"])),
        low=share(float(top["share_low"])),
        high=share(float(top["share_high"])),
    )


def advance_note(frame: pd.DataFrame) -> Text | None:
    """Say for how many projects no confirmed rule limits the advance; None when for none."""
    rows = frame[frame["deviation"] == "advance_over_rule"]
    count = int(rows["without_rule"].sum())
    if not count:
        return None
    return sentence(
        "Mức tạm ứng tối đa: quy định chưa được xác nhận cho {count} đề án có tạm ứng (theo nguồn "
        "và ngày phê duyệt), nên không kết luận về các đề án đó",
        "Maximum advance: no confirmed rule covers {count} "
        f"{plural(count, 'project', 'projects')}"
        " with advances (by source and day of approval), so nothing is concluded about them",
        count=number(count),
    )


def case_line(row: pd.Series) -> Text | None:
    """Say in words what a case is about: its two dates, amounts or the stage that is missing.

    None where the record tells no more than the name of the deviation.
    """
    if row["deviation"] == "disbursed_over_approved":
        return sentence(
            "giải ngân {paid}, phê duyệt {approved}",
            "disbursed {paid}, approved {approved}",
            paid=amount(float(row["disbursed"]), str(row["currency"])),
            approved=amount(float(row["approved"]), str(row["currency"])),
        )
    if row["deviation"] == "stage_missing":
        return sentence(
            "thiếu ngày: {stage}",
            "no date: {stage}",
            stage=code_name("process_stage", str(row["before_stage"])),
        )
    if pd.isna(row["days"]):
        return None
    days = int(row["days"])
    return sentence(
        "{after} {after_on}, {before} {before_on}: sớm {days} ngày",
        f"{{after}} {{after_on}}, {{before}} {{before_on}}: {{days}} {plural(days, 'day', 'days')} "
        "early",
        after=_inside(code_name("process_stage", str(row["after_stage"]))),
        after_on=day(row["after_on"]),
        before=_inside(code_name("process_stage", str(row["before_stage"]))),
        before_on=day(row["before_on"]),
        days=number(days),
    )


def _inside(name: Text) -> Text:
    """Return a name as it stands inside a sentence."""
    return Text(name.vi[:1].lower() + name.vi[1:], name.en[:1].lower() + name.en[1:])


def _names(frame: pd.DataFrame, scope: Scope) -> pd.Series:
    names = [DEVIATIONS[code].in_language(scope.language) for code in frame["deviation"]]
    return pd.Series(names, index=frame.index, dtype="str")


_COUNTS = Text(
    "Đề án trái trình tự, trên những đề án mà hồ sơ cho biết. Ký hợp đồng trước phê duyệt, tạm ứng "
    "trước ký hợp đồng, nghiệm thu trước ký hợp đồng, quyết toán trước nghiệm thu: so hai ngày; "
    "mẫu số là đề án biết cả hai ngày. Tạm ứng vượt mức: tạm ứng của một nguồn trên số phê duyệt "
    "của nguồn đó, chỉ khi có mức tối đa đã đọc được văn bản, còn hiệu lực vào ngày phê duyệt. "
    "Thiếu mốc trước: mốc sau có ngày, mốc trước mà quy trình của đề án yêu cầu (mọi mốc nếu chưa "
    "ghi quy trình) không có ngày. Giải ngân vượt phê duyệt: tổng mọi nguồn. Không ghi vốn đối "
    "ứng: loại hoạt động mà nhà nước chỉ hỗ trợ một phần chi phí. Khoảng tin cậy 95% "
    "Wilson (1927).",
    "Projects out of order, of those whose records can tell. Contracted before approved, advance "
    "before contract, accepted before contracted, settled before accepted: two dates compared; "
    "the denominator is projects with both known. Advances above the maximum: advances of a source "
    "over what that source approved, only where a maximum read in the law itself is in force on "
    "the day of approval. Stage missing: a later stage is dated and an earlier one that the "
    "project's process asks for (every one where no process is recorded) is not. Disbursed more "
    "than approved: all sources together. No counterpart: kinds of which the state pays only a "
    "share of the cost. 95% intervals of Wilson (1927).",
)
_CAVEATS = Text(
    "Sai lệch trong hồ sơ chưa chắc là sai phạm: có thể ngày ghi nhầm, hoặc mốc có mà chưa ghi. "
    "Mốc mà cả bộ dữ liệu chưa ghi ngày cho đề án nào cùng cấp thì không tính là thiếu. "
    "Quyết toán trước nghiệm thu và giải ngân của một nguồn vượt phê duyệt bị chặn ngay khi nộp. "
    "Mức tạm ứng tối đa 70% chỉ được xác nhận đến 10/5/2018 và cho nguồn quốc gia. "
    "Mỗi đề án tính vào năm kế hoạch; lọc theo ngành, quy mô, nguồn giữ đề án có ít nhất một cơ "
    "sở hoặc nguồn như vậy; "
    "giá so sánh không có nghĩa ở đây.",
    "A deviation on record need not be a breach: a date may be wrong, or a stage done but not "
    "recorded. A stage of which the data hold no date for any project of the level is not called "
    "missing. Settling before acceptance, and paying out more of one source than it approved, are "
    "refused when handed in. The maximum advance of 70% is confirmed only until 10 May 2018 and "
    "for national money. Each project counts in its plan year; filters by industry, size or "
    "source keep "
    "projects with at least one such establishment or source; constant prices mean nothing here.",
)
_SOURCES = ("project", "project_fund", "payment", "support", "ceiling", "process_step")
_DEVIATION = (
    MeasureColumn("deviation", "code", Text("Mã sai lệch", "Deviation code")),
    MeasureColumn("deviation_name", "text", Text("Sai lệch", "Deviation")),
)

MEASURES = (
    Measure(
        "deviations",
        Text("Sai lệch so với quy trình", "Deviations from the process"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        (
            *_DEVIATION,
            MeasureColumn("deviating", "count", Text("Đề án sai lệch", "Projects deviating")),
            MeasureColumn("known", "count", Text("Đề án đối chiếu được", "Projects that can tell")),
            MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
            MeasureColumn("share_low", "share", Text("Cận dưới 95%", "95% from")),
            MeasureColumn("share_high", "share", Text("Cận trên 95%", "95% to")),
            MeasureColumn(
                "without_rule",
                "count",
                Text("Đề án chưa có quy định xác nhận", "Projects without a confirmed rule"),
            ),
            MeasureColumn("projects", "count", Text("Tất cả đề án", "All projects")),
        ),
        deviations,
    ),
    Measure(
        "deviation_cases",
        Text("Đề án sai lệch so với quy trình", "Projects deviating from the process"),
        Text(
            f"Mỗi dòng là một đề án và một kiểu sai lệch, năm kế hoạch mới nhất trước, nhiều nhất "
            f"{CASES_LISTED} dòng. Sớm (ngày): mốc sau đi trước mốc phải có bao nhiêu ngày.",
            "One row per project and kind of deviation, latest plan year first, at most "
            f"{CASES_LISTED} rows. Days early: by how many days the later stage came too soon.",
        ),
        _CAVEATS,
        _SOURCES,
        (
            MeasureColumn("year", "year", Text("Năm kế hoạch", "Plan year")),
            MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
            MeasureColumn("title", "text", Text("Tên đề án", "Title")),
            *_DEVIATION,
            MeasureColumn(
                "before_stage",
                "code",
                Text("Mốc phải có trước", "Stage due first"),
                "process_stage",
            ),
            MeasureColumn("before_on", "date", Text("Ngày mốc trước", "Its date")),
            MeasureColumn(
                "after_stage", "code", Text("Mốc đã làm sớm", "Stage done early"), "process_stage"
            ),
            MeasureColumn("after_on", "date", Text("Ngày mốc sau", "Date it was done")),
            MeasureColumn("days", "count", Text("Sớm (ngày)", "Days early")),
            CURRENCY,
            MeasureColumn("approved", "money", Text("Phê duyệt", "Approved")),
            MeasureColumn("disbursed", "money", Text("Giải ngân", "Disbursed")),
            MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
            MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
            *DISTRICT_KEYS,
            MeasureColumn(
                "implementing_unit", "text", Text("Đơn vị thực hiện", "Implementing unit")
            ),
            MeasureColumn("officer", "text", Text("Cán bộ phụ trách", "Officer")),
        ),
        deviation_cases,
    ),
)
