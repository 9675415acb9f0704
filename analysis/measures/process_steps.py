"""The process of each activity: its steps, documents, responsible roles and deadlines."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.dictionary.codes import PROGRAMME_LEVEL
from analysis.language import Language, Text
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import code_name, number, plural, sentence
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_WRITTEN_FOR = {
    "general": Text("Bước chung", "General step"),
    "activity": Text("Riêng nội dung này", "For this activity"),
    "kind": Text("Riêng loại này", "For this kind"),
}
_YEARS = {
    -2: Text(" của năm thứ hai trước năm kế hoạch", " two years before the plan year"),
    -1: Text(" của năm trước năm kế hoạch", " of the year before the plan year"),
    0: Text(" của năm kế hoạch", " of the plan year"),
    1: Text(" của năm sau năm kế hoạch", " of the year after the plan year"),
    2: Text(" của năm thứ hai sau năm kế hoạch", " two years after the plan year"),
    3: Text(" của năm thứ ba sau năm kế hoạch", " three years after the plan year"),
}
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_CODES = {
    "programme_level": "programme_level",
    "activity": "activity",
    "activity_kind": "activity_kind",
    "stage": "process_stage",
    "responsible": "process_role",
}


def process_steps(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the steps in force of every level, activity and kind, in the order of the stages.

    A row without `activity_kind` belongs to the activity as such: it holds for kinds that have no
    process of their own. Titles and documents are in the scope's language, Vietnamese where the
    step has no English; `deadline` says it in words.
    """
    frame = ask(snapshot, scope, "process_steps")
    for column, code_list in _CODES.items():
        frame = with_code_names(frame, column, code_list, scope.language)
    every = Text("Mọi loại", "Every kind").in_language(scope.language)
    frame["activity_kind_name"] = frame["activity_kind_name"].where(
        frame["activity_kind"].notna(), every
    )
    return frame.assign(
        title=in_language(frame, "title", scope.language),
        documents=in_language(frame, "documents", scope.language),
        verification=in_language(frame, "verification", scope.language),
        deadline=_texts([deadline_words(row) for row in frame.to_dict("records")], scope.language),
        written=_texts([_WRITTEN_FOR[code] for code in frame["written_for"]], scope.language),
    )


def in_language(frame: pd.DataFrame, column: str, language: Language) -> pd.Series:
    """Return `<column>_vi` or `_en` of a frame; Vietnamese where there is no English."""
    vietnamese = frame[f"{column}_vi"]
    if language == "vi":
        return vietnamese
    return frame[f"{column}_en"].where(frame[f"{column}_en"].notna(), vietnamese)


def deadline_words(step: Mapping[Hashable, Any]) -> Text:
    """Return the deadline of a step in words; that it is not known is said too.

    `step` holds the deadline columns of table process_step.
    """
    kind = step["deadline_kind"]
    if pd.isna(kind):
        return Text("Chưa biết hạn", "Deadline not known")
    if kind == "none":
        return Text("Không có hạn", "No deadline")
    if kind == "day_of_month":
        day = int(step["deadline_day"])
        return sentence(
            "Chậm nhất ngày {day} hằng tháng", "By day {day} of every month", day=str(day)
        )
    if kind == "days_after":
        days = int(step["deadline_days"])
        return sentence(
            "Trong {days} ngày sau mốc: {stage}",
            f"Within {{days}} {plural(days, 'day', 'days')} after: {{stage}}",
            days=number(days),
            stage=code_name("process_stage", str(step["deadline_after"])),
        )
    day, month = int(step["deadline_day"]), int(step["deadline_month"])
    offset = step["deadline_year_offset"]
    return sentence(
        "Chậm nhất ngày {vi}{year}",
        "By {en}{year}",
        vi=f"{day}/{month}",
        en=f"{day} {_MONTHS[month - 1]}",
        year=_YEARS[0 if pd.isna(offset) else int(offset)],
    )


def resolved(frame: pd.DataFrame, level: str, activity: str, kind: str | None) -> pd.DataFrame:
    """Return the steps of one level, activity and kind out of measure process_steps.

    A kind nobody has written anything for follows the process of its activity.
    """
    rows = frame[(frame["programme_level"] == level) & (frame["activity"] == activity)]
    own = rows[rows["activity_kind"] == kind] if kind is not None else rows.iloc[:0]
    return rows[rows["activity_kind"].isna()] if own.empty else own


def activities_with_process(frame: pd.DataFrame) -> dict[str, list[str]]:
    """Return the kinds of each activity of measure process_steps, in the order of the rows."""
    found: dict[str, list[str]] = {}
    for activity, kind in zip(frame["activity"], frame["activity_kind"], strict=True):
        kinds = found.setdefault(str(activity), [])
        if not pd.isna(kind) and kind not in kinds:
            kinds.append(str(kind))
    return found


def answer_steps(steps: pd.DataFrame) -> Text | None:
    """Say how many steps a process has and for how many a deadline is known; None without any."""
    if steps.empty:
        return None
    count = len(steps)
    known = int(steps["deadline_kind"].isin(["day_of_year", "day_of_month", "days_after"]).sum())
    first = steps.iloc[0]
    return sentence(
        "{activity}, {level}: {count} bước, {known} bước có hạn",
        f"{{activity}}, {{level}}: {{count}} {plural(count, 'step', 'steps')}, {{known}} with a "
        "deadline",
        activity=code_name("activity", str(first["activity"])),
        level=_inside(code_name("programme_level", str(first["programme_level"]))),
        count=number(count),
        known=number(known),
    )


def verifications(steps: pd.DataFrame) -> dict[str, list[int]]:
    """Return every verification of a process and the places of its steps, the first step being 1.

    Most steps of a law were seen to the same extent, so each verification is told once.
    """
    found: dict[str, list[int]] = {}
    for place, text in enumerate(steps["verification"], start=1):
        if not pd.isna(text):
            found.setdefault(str(text), []).append(place)
    return found


def levels() -> tuple[str, ...]:
    """Return the levels a process can have, in the order of the dictionary."""
    return PROGRAMME_LEVEL.values()


def _inside(name: Text) -> Text:
    return Text(name.vi[:1].lower() + name.vi[1:], name.en[:1].lower() + name.en[1:])


def _texts(texts: list[Text], language: Language) -> list[str]:
    return [text.in_language(language) for text in texts]


MEASURES = (
    Measure(
        "process_steps",
        Text("Quy trình của từng nội dung", "The process of each activity"),
        Text(
            "Các bước đang hiệu lực vào ngày số liệu, theo cấp, nội dung và loại. Bước riêng của "
            "một loại thay bước của nội dung, bước của nội dung thay bước chung cùng mốc.",
            "The steps in force on the day of the data, by level, activity and kind. A step of a "
            "kind replaces the activity's, which replaces the general one of the same stage.",
        ),
        Text(
            "Hạn của đề án khuyến công địa phương do tỉnh quy định; chưa nhập thì chưa biết. Cột "
            "kiểm chứng nói văn bản đã được xem đến đâu. Chỉ lọc theo nội dung có nghĩa ở đây.",
            "Deadlines of local projects are the province's own; until they are entered they are "
            "unknown. The verification says how far the text of the law was seen. Only the filter "
            "by activity means anything here.",
        ),
        ("process_step",),
        (
            MeasureColumn("programme_level", "code", Text("Mã cấp", "Level"), "programme_level"),
            MeasureColumn("programme_level_name", "text", Text("Cấp", "Level")),
            MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
            MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
            MeasureColumn("activity_kind", "code", Text("Mã loại", "Kind code"), "activity_kind"),
            MeasureColumn("activity_kind_name", "text", Text("Loại", "Kind")),
            MeasureColumn("step_no", "count", Text("Bước", "Step")),
            MeasureColumn("stage", "code", Text("Mã mốc", "Stage code"), "process_stage"),
            MeasureColumn("stage_name", "text", Text("Mốc", "Stage")),
            MeasureColumn("title", "text", Text("Việc cần làm", "What is done")),
            MeasureColumn("documents", "text", Text("Hồ sơ", "Documents")),
            MeasureColumn("responsible", "code", Text("Mã vai trò", "Role code"), "process_role"),
            MeasureColumn("responsible_name", "text", Text("Chịu trách nhiệm", "Responsible")),
            MeasureColumn("deadline", "text", Text("Hạn", "Deadline")),
            MeasureColumn(
                "deadline_kind", "code", Text("Cách tính hạn", "Kind of deadline"), "deadline_kind"
            ),
            MeasureColumn("legal_source", "text", Text("Văn bản", "Legal source")),
            MeasureColumn("verification", "text", Text("Kiểm chứng", "Verification")),
            MeasureColumn("written", "text", Text("Phạm vi của bước", "Written for")),
            MeasureColumn("step_id", "text", Text("Mã bước", "Step id")),
        ),
        process_steps,
    ),
)
