"""Dated notes: a decision, a storm, a price shock, a boundary change, for every time chart."""

from __future__ import annotations

import pandas as pd

from analysis.geography.unit_names import english_unit_name
from analysis.language import Language, Text
from analysis.measures.labels import WHOLE_PROVINCE, district_names, with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import day, number, plural, sentence
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def dated_notes(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per note that touches the scope, by its first day.

    A note of no place (or of the whole province) and one of no activity touch every one of them.
    `title` is in the scope's language, Vietnamese where the note has no English.
    """
    frame = ask(snapshot, scope, "annotations")
    known = [code for code in frame["district"] if not pd.isna(code)]
    names = district_names(snapshot, scope.language) if known else {}
    whole = WHOLE_PROVINCE.in_language(scope.language)
    places = [whole if pd.isna(code) else names.get(code, code) for code in frame["district"]]
    every = Text("Mọi nội dung", "Every activity").in_language(scope.language)
    frame = with_code_names(frame, "kind", "annotation_kind", scope.language)
    frame = with_code_names(frame, "activity", "activity", scope.language)
    frame["activity_name"] = frame["activity_name"].where(frame["activity"].notna(), every)
    return frame.assign(
        title=frame[f"title_{scope.language}"],
        district_name=pd.Series(places, index=frame.index, dtype="str"),
    )


def annotation_places(snapshot: Snapshot, language: Language) -> dict[str, str]:
    """Return the units a note can be about, unit_id to name: districts, then communes of today."""
    units = ask(snapshot, Scope(), "annotation_places")
    return {
        unit_id: name if language == "vi" else english_unit_name(name)
        for unit_id, name in zip(units["unit_id"], units["name"], strict=True)
    }


def answer_annotations(frame: pd.DataFrame) -> Text | None:
    """Say how many notes there are and which is the latest; None without any."""
    if frame.empty:
        return None
    last = frame.sort_values("starts_on", kind="stable").iloc[-1]
    count = len(frame)
    return sentence(
        "{count} ghi chú trên biểu đồ thời gian; mới nhất: {title} ({day})",
        f"{{count}} {plural(count, 'note', 'notes')} on time charts; the latest: {{title}} "
        "({day})",
        count=number(count),
        title=Text(str(last["title_vi"]), str(last["title_en"])),
        day=day(last["starts_on"]),
    )


MEASURES = (
    Measure(
        "annotations",
        Text("Ghi chú theo thời gian", "Annotations"),
        Text(
            "Việc có ngày đã ghi (văn bản, thiên tai, giá, địa giới), có ít nhất một ngày trong "
            "các năm đang chọn. Ghi chú không gắn địa bàn hoặc nội dung thuộc mọi địa bàn, nội "
            "dung.",
            "Dated events on record (decisions, disasters, prices, boundaries) with at least one "
            "day in the years chosen. A note of no district or activity belongs to all of them.",
        ),
        Text(
            "Xảy ra cùng lúc chưa nói rằng việc này gây ra việc kia. Lọc theo nguồn, ngành, quy mô "
            "không có nghĩa ở đây.",
            "That two things happen at once does not say one caused the other. Filters by source, "
            "industry and size mean nothing here.",
        ),
        ("annotation",),
        (
            MeasureColumn("annotation_id", "text", Text("Mã ghi chú", "Annotation id")),
            MeasureColumn("kind", "code", Text("Mã loại", "Kind code"), "annotation_kind"),
            MeasureColumn("kind_name", "text", Text("Loại", "Kind")),
            MeasureColumn("starts_on", "date", Text("Từ ngày", "From")),
            MeasureColumn("ends_on", "date", Text("Đến ngày", "To")),
            MeasureColumn("title", "text", Text("Ghi chú", "Note")),
            MeasureColumn("title_vi", "text", Text("Ghi chú, tiếng Việt", "Note in Vietnamese")),
            MeasureColumn("title_en", "text", Text("Ghi chú, tiếng Anh", "Note in English")),
            MeasureColumn("district", "district", Text("Mã đơn vị", "Unit code")),
            MeasureColumn("district_name", "text", Text("Địa bàn", "District")),
            MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code"), "activity"),
            MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
            MeasureColumn("source", "text", Text("Nguồn", "Source")),
        ),
        dated_notes,
    ),
)
