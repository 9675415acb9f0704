"""The definitions of the tables of studies: what each counts, its caveats and its columns."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.evidence.designs.study import STUDY_TITLES, Study
from analysis.language import Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_SOURCES = ("outcome_record", "support", "project", "establishment")
_GRADED = Text(
    "Không phải số liệu ghi chép mà là ước tính: xem bậc bằng chứng và các kiểm tra đi kèm.",
    "No record but an estimate: see its evidence grade and the checks beside it.",
)


def study_measure(
    study: Study, table: str, run: Callable[[Snapshot, Scope], pd.DataFrame]
) -> Measure:
    """Return the definition of a table of a study; `run` makes it anew from a snapshot and scope.

    Tables: answers, path, placebos, scores, curve, groups. Raises KeyError for any other.
    """
    title, counts = _TITLES[table]
    whole = STUDY_TITLES[study.code]
    sources = (*_SOURCES, "application", "appraisal_threshold") if table == "scores" else _SOURCES
    return Measure(
        name=f"study_{study.code}_{study.outcome.code}_{table}",
        title=Text(
            f"{study.outcome.title.vi}: {whole.vi}, {title.vi}",
            f"{study.outcome.title.en}: {whole.en}, {title.en}",
        ),
        counts=counts,
        caveats=_GRADED,
        sources=sources,
        columns=_columns(study, table),
        run=run,
    )


def _columns(study: Study, table: str) -> tuple[MeasureColumn, ...]:
    kind: Kind = "number" if study.outcome.scale == "level" else "share"
    values = (
        MeasureColumn("estimate", kind, Text("Ước tính", "Estimate")),
        MeasureColumn("low", kind, Text("Cận dưới 95 %", "95% from")),
        MeasureColumn("high", kind, Text("Cận trên 95 %", "95% to")),
    )
    counts = (
        MeasureColumn("n_supported", "count", Text("Được hỗ trợ", "Supported")),
        MeasureColumn("n_compared", "count", Text("Đối chứng", "Compared")),
    )
    named = (
        MeasureColumn("code", "code", Text("Mã", "Code")),
        MeasureColumn("code_name", "text", Text("Cách tính", "Answer")),
    )
    level: Kind = "share" if study.outcome.scale == "share" else "number"
    unit = study.unit
    tables: dict[str, tuple[MeasureColumn, ...]] = {
        "answers": (
            *named,
            MeasureColumn("why", "text", Text("Vì sao thử", "Why it is tried")),
            *values,
            *counts,
        ),
        "path": (
            MeasureColumn("year", "year", Text("Năm", "Year")),
            MeasureColumn(
                "own", level, Text(f"Trường hợp này ({unit.vi})", f"This case ({unit.en})")
            ),
            MeasureColumn(
                "made", level, Text("Nhóm đã gán trọng số, cùng mức", "Weighted pool, at its level")
            ),
            MeasureColumn("gap", kind, Text("Chênh lệch", "Gap")),
            MeasureColumn("since", "flag", Text("Từ khi hỗ trợ", "Since support")),
        ),
        "placebos": (
            MeasureColumn("pretended", "count", Text("Lần giả định", "Pretended case")),
            values[0],
        ),
        "scores": (
            MeasureColumn("score", "number", Text("Điểm so với ngưỡng", "Score from threshold")),
            MeasureColumn("files", "count", Text("Hồ sơ", "Files")),
            MeasureColumn("supported_share", "share", Text("Được hỗ trợ", "Supported")),
            MeasureColumn("answered", "count", Text("Có số liệu", "With figures")),
            MeasureColumn("change", kind, Text("Thay đổi bình quân", "Mean change")),
        ),
        "curve": (
            MeasureColumn("dose", "number", Text("Mức hỗ trợ", "Dose")),
            *values,
        ),
        "groups": (
            *named,
            *values,
            MeasureColumn("shrunk", kind, Text("Đã co", "Drawn to the mean")),
            MeasureColumn("shrunk_low", kind, Text("– từ", "– from")),
            MeasureColumn("shrunk_high", kind, Text("– đến", "– to")),
            MeasureColumn("p_holm", "number", Text("Trị p, Holm", "P-value, Holm")),
            MeasureColumn("p_stepdown", "number", Text("Trị p, Romano–Wolf", "P, Romano–Wolf")),
            *counts,
            MeasureColumn("small", "flag", Text("Ít cơ sở", "Few")),
        ),
    }
    return tables[table]


_TITLES: dict[str, tuple[Text, Text]] = {
    "answers": (
        Text("ước tính và cách tính khác", "the estimate and other answers"),
        Text(
            "Ước tính của thiết kế này và những cách tính đặt cạnh nó; khoảng tin cậy 95 %.",
            "The estimate of this design and the answers beside it; 95% intervals.",
        ),
    ),
    "path": (
        Text("theo năm", "by year"),
        Text(
            "Giá trị của trường hợp và của nhóm không được hỗ trợ đã gán trọng số, dời về cùng mức "
            "trước hỗ trợ.",
            "The case, and the weighted pool without support moved to its level before support.",
        ),
    ),
    "placebos": (
        Text("các lần giả định", "pretended cases"),
        Text(
            "Ước tính khi giả định từng cơ sở không được hỗ trợ là trường hợp được hỗ trợ.",
            "The estimate when each establishment without support is pretended to be the case.",
        ),
    ),
    "scores": (
        Text("theo điểm", "by score"),
        Text(
            "Mỗi cơ sở một hồ sơ đầu tiên có điểm; thay đổi là bình quân ba năm sau trừ năm trước "
            "khi nộp.",
            "The first scored file of each establishment; the change is the mean of three years "
            "after less the year before the application.",
        ),
    ),
    "curve": (
        Text("theo mức hỗ trợ", "by dose"),
        Text(
            "ATT(d|d): thay đổi so với đối chứng của cơ sở được đúng mức ấy, cần giả định song "
            "song; độ dốc chỉ là tác động nếu song song mạnh.",
            "ATT(d|d): change against the compared of those with that dose, under parallel trends; "
            "its slope is an effect under strong parallel trends only.",
        ),
    ),
    "groups": (
        Text("theo nội dung", "by activity"),
        Text(
            "Ước tính riêng từng nội dung, mỗi cơ sở tính một lần, và ước tính đã co về mức chung "
            "(Morris 1983). Trị p đã tính đến số nội dung (Holm 1979; Romano và Wolf 2005).",
            "The estimate of each activity, every establishment counted once, and that drawn to "
            "the common one (Morris 1983). P-values allow for their number (Holm 1979; Romano and "
            "Wolf 2005).",
        ),
    ),
}
