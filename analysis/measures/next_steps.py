"""What every project under way waits for: the next step, its day, and who has it in hand."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from analysis.language import UNKNOWN, Language, Text
from analysis.measures.funding import DISTRICT_KEYS
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn, code_label
from analysis.measures.officers import UNASSIGNED
from analysis.measures.phrases import KEEPS_PROJECTS, number, plural, sentence
from analysis.measures.process_steps import in_language
from analysis.measures.query import ask
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

WEEK = 7
FORTNIGHT = 14
FEWEST_FINISHED = 10
"""The usual time is told only when at least so many finished projects took the same stage."""

URGENCIES: Mapping[str, Text] = {
    "overdue": Text("Quá hạn", "Overdue"),
    "week": Text("Trong 7 ngày tới", "Within the next 7 days"),
    "fortnight": Text("Từ 8 đến 14 ngày tới", "In 8 to 14 days"),
    "undated": Text("Chưa ghi ngày của mốc vừa qua", "The day of the last stage is not recorded"),
    "behind": Text("Lâu hơn thường lệ (không phải hạn)", "Longer than usual (not a deadline)"),
    "later": Text("Sau 14 ngày", "After 14 days"),
    "unknown": Text("Chưa biết ngày", "No date known"),
}
"""How near a step is, the most pressing first."""

_BASES = {
    "deadline": Text("hạn của quy trình", "deadline of the process"),
    "contract": Text("hạn theo hợp đồng", "day of the contract"),
    "usual": Text("dự kiến theo thường lệ", "expected from the usual time"),
    "undated": Text("chưa ghi ngày của mốc vừa qua", "day of the last stage not recorded"),
    "unknown": Text("chưa biết", "not known"),
}


def next_steps(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per project under way and thing it waits for, the nearest day first.

    `item` is "stage" for the next stage, "contract" for the acceptance a contract names a day for
    while another stage comes first, "report" for the monthly report. `days_left` counts
    from the day of the data and is negative for what has passed; `urgency` is a code of URGENCIES.
    With `date_basis` "usual" the day is an expectation, from `usual_n` finished projects.
    """
    frame = ask(snapshot, scope, "next_steps")
    language = scope.language
    stages = _names(frame["next_stage"], "process_stage", language)
    nothing = Text("Hết quy trình", "Nothing more").in_language(language)
    stages = stages.where(frame["next_stage"].notna(), nothing)
    titles = in_language(frame, "title", language)
    urgency = _urgencies(frame)
    frame = frame.assign(
        stage_name=_names(frame["stage"], "process_stage", language),
        next_stage_name=stages,
        responsible_name=_names(frame["responsible"], "process_role", language),
        activity_name=_names(frame["activity"], "activity", language),
        step=titles.where(titles.notna(), stages),
        documents=in_language(frame, "documents", language),
        date_basis_name=_texts(frame["date_basis"], _BASES, language),
        urgency=urgency,
        urgency_name=_texts(urgency, URGENCIES, language),
        officer_name=frame["officer"].fillna(UNASSIGNED.in_language(language)),
    )
    return with_district_names(frame, snapshot, language)


def _urgencies(frame: pd.DataFrame) -> pd.Series:
    """Return how near every step is, a code of URGENCIES each."""
    days = frame["days_left"].astype("Float64").to_numpy(dtype="float64", na_value=np.nan)
    basis = frame["date_basis"].to_numpy(dtype=object)
    usual = basis == "usual"
    told = np.select(
        [
            basis == "undated",
            np.isnan(days),
            (days < 0) & usual,
            days < 0,
            days <= WEEK,
            days <= FORTNIGHT,
        ],
        ["undated", "unknown", "behind", "overdue", "week", "fortnight"],
        default="later",
    )
    return pd.Series(told, index=frame.index, dtype="str")


def _names(codes: pd.Series, code_list: str, language: Language) -> pd.Series:
    """Return the name of every code; each is looked up once, for lists can be long."""
    names = {code: code_label(code_list, code, language) for code in codes.dropna().unique()}
    labels = codes.astype("object").map(names)
    return labels.where(labels.notna(), UNKNOWN.in_language(language)).astype("str")


def _texts(codes: pd.Series, texts: Mapping[str, Text], language: Language) -> pd.Series:
    return codes.map({code: text.in_language(language) for code, text in texts.items()})


def of_officer(frame: pd.DataFrame, officer: str | None) -> pd.DataFrame:
    """Return the steps of one officer; of nobody for "unknown", of everybody for None."""
    if officer is None:
        return frame
    if officer == UNKNOWN_CODE:
        return frame[frame["officer"].isna()]
    return frame[frame["officer"] == officer]


def officers_in(frame: pd.DataFrame) -> list[str]:
    """Return the officers with something to do, in order of their codes."""
    return sorted({str(code) for code in frame["officer"].dropna()})


def urgency_counts(frame: pd.DataFrame) -> dict[str, int]:
    """Return how many steps are how near, for every code of URGENCIES in its order."""
    counts = frame["urgency"].value_counts()
    return {code: int(counts.get(code, 0)) for code in URGENCIES}


def answer_week(frame: pd.DataFrame) -> Text | None:
    """Say how many steps are overdue and due within the week; None when nothing is under way."""
    if frame.empty:
        return None
    counts = urgency_counts(frame)
    overdue, week = counts["overdue"], counts["week"]
    projects = frame["project_id"].nunique()
    word = plural(projects, "project", "projects")
    if not overdue and not week:
        return sentence(
            "Không có việc quá hạn hoặc đến hạn trong 7 ngày, trong {projects} đề án",
            f"Nothing is overdue or due within 7 days, of {{projects}} {word}",
            projects=number(projects),
        )
    return sentence(
        "{overdue} việc quá hạn, {week} việc trong 7 ngày tới, thuộc {projects} đề án",
        f"{{overdue}} {plural(overdue, 'step', 'steps')} overdue, {{week}} within the next 7 days, "
        f"in {{projects}} {word}",
        overdue=number(overdue),
        week=number(week),
        projects=number(projects),
    )


def day_note(row: pd.Series) -> Text | None:
    """Say where the day of a step comes from, and how many reports are missing; None if neither."""
    if row["item"] == "report":
        missing = int(row["reports_missing"])
        if not missing:
            return None
        return sentence(
            "thiếu {count} báo cáo",
            f"{{count}} {plural(missing, 'report', 'reports')} missing",
            count=number(missing),
        )
    if row["date_basis"] == "usual":
        return sentence(
            "dự kiến, không phải hạn: thường {days} ngày, n = {n}",
            f"expected, not a deadline: usually {{days}} "
            f"{plural(int(row['usual_days']), 'day', 'days')}, n = {{n}}",
            days=number(int(row["usual_days"])),
            n=number(int(row["usual_n"])),
        )
    if row["date_basis"] == "contract":
        return _BASES["contract"]
    return None


MEASURES = (
    Measure(
        "next_steps",
        Text("Việc tiếp theo của đề án", "What each project waits for"),
        Text(
            "Đề án đang thực hiện (đã bắt đầu hoặc đã phê duyệt, chưa quyết toán, không bị ngừng) "
            "và bước tiếp theo theo quy trình; thêm một dòng cho hạn nghiệm thu theo hợp đồng khi "
            "còn bước khác phải làm trước, và một dòng cho báo cáo tháng đến hạn hoặc thiếu lâu "
            "nhất. Ngày: hạn của quy trình; với nghiệm thu là hạn theo hợp đồng; nếu không có, "
            "ngày của mốc gần nhất cộng trung vị số ngày của đề án đã quyết toán cùng nội dung "
            f"(ít nhất {FEWEST_FINISHED} đề án), chỉ là dự kiến. Còn lại (ngày) tính từ ngày số "
            "liệu; số âm là đã qua.",
            "Projects under way (begun or approved, neither settled nor stopped) and the next step "
            "of their process; one more row for the acceptance the contract names a day for while "
            "another stage comes first, and one for the monthly report that is due or has been "
            "missing longest. Day: the deadline of the process; for acceptance the day of the "
            "contract; "
            "else the day of the last stage plus the median days of settled projects of the "
            f"activity (at least {FEWEST_FINISHED}), an expectation only. Days left count from the "
            "day of the data; negative ones have passed.",
        ),
        Text(
            "Ngày dự kiến không phải hạn và không làm ai bị coi là chậm. Chưa nhập quy trình thì "
            "theo thứ tự thông thường của các mốc. Mỗi đề án tính vào năm kế hoạch; giá so sánh "
            "không có nghĩa ở đây." + KEEPS_PROJECTS.vi,
            "An expected day is no deadline and makes nobody late. Without a recorded process the "
            "usual order of stages is followed. Each project counts in its plan year; constant "
            "prices mean nothing here." + KEEPS_PROJECTS.en,
        ),
        ("project", "process_step", "progress_report", "payment"),
        (
            MeasureColumn("year", "year", Text("Năm kế hoạch", "Plan year")),
            MeasureColumn("project_id", "text", Text("Mã đề án", "Project id")),
            MeasureColumn("title", "text", Text("Tên đề án", "Title")),
            MeasureColumn("item", "code", Text("Loại việc", "Kind of item")),
            MeasureColumn("stage", "code", Text("Mã mốc hiện tại", "Stage code"), "process_stage"),
            MeasureColumn("stage_name", "text", Text("Mốc hiện tại", "Present stage")),
            MeasureColumn("stage_on", "date", Text("Ngày của mốc", "Since")),
            MeasureColumn(
                "next_stage", "code", Text("Mã mốc tiếp theo", "Next stage code"), "process_stage"
            ),
            MeasureColumn("next_stage_name", "text", Text("Mốc tiếp theo", "Next stage")),
            MeasureColumn("step", "text", Text("Việc tiếp theo", "Next step")),
            MeasureColumn("documents", "text", Text("Hồ sơ cần có", "Documents needed")),
            MeasureColumn("responsible", "code", Text("Mã vai trò", "Role code"), "process_role"),
            MeasureColumn("responsible_name", "text", Text("Chịu trách nhiệm", "Responsible")),
            MeasureColumn("date_basis", "code", Text("Mã căn cứ ngày", "Basis code")),
            MeasureColumn("date_basis_name", "text", Text("Ngày theo", "Day from")),
            MeasureColumn("due_on", "date", Text("Ngày", "Day")),
            MeasureColumn("days_left", "count", Text("Còn lại (ngày)", "Days left")),
            MeasureColumn("urgency", "code", Text("Mã mức gấp", "Urgency code")),
            MeasureColumn("urgency_name", "text", Text("Mức gấp", "Urgency")),
            MeasureColumn("usual_days", "count", Text("Thường lệ (ngày)", "Usual days")),
            MeasureColumn("usual_n", "count", Text("Số đề án đã xong", "Finished projects")),
            MeasureColumn("reports_missing", "count", Text("Báo cáo thiếu", "Reports missing")),
            MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
            MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
            *DISTRICT_KEYS,
            MeasureColumn(
                "implementing_unit", "text", Text("Đơn vị thực hiện", "Implementing unit")
            ),
            MeasureColumn("officer", "text", Text("Mã cán bộ", "Officer code")),
            MeasureColumn("officer_name", "text", Text("Cán bộ phụ trách", "Officer")),
        ),
        next_steps,
    ),
)
