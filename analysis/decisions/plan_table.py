"""The decision table of a plan: every file, chosen or refused, why, and what is expected of it."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist

import numpy as np
import pandas as pd

from analysis.decisions.plan_expected_words import expected_words
from analysis.decisions.plan_problem import first_request, names_of
from analysis.decisions.plan_solved import Solved, solve_request
from analysis.decisions.portfolio.reason_words import change_words, decision_words
from analysis.decisions.portfolio.words import Names
from analysis.decisions.portfolio_candidates import CandidateSet, candidate_set
from analysis.language import Language, Text
from analysis.measures import typed_frame
from analysis.measures.model import Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

DECISIONS = {
    "chosen": Text("Được chọn", "Chosen"),
    "refused": Text("Không được chọn", "Refused"),
}

_OF_FILE = (
    *("order_no", "application_id", "name", "district", "district_name", "terrain"),
    *("terrain_name", "activity", "activity_name", "fund_source", "fund_source_name", "content"),
    *("currency", "requested", "ceiling_reason"),
)

COLUMNS = (
    MeasureColumn("order_no", "count", Text("Thứ tự theo quy định", "Order by law")),
    MeasureColumn("application_id", "text", Text("Mã hồ sơ", "Application id")),
    MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
    MeasureColumn("decision", "code", Text("Mã quyết định", "Decision code")),
    MeasureColumn("decision_name", "text", Text("Quyết định", "Decision")),
    MeasureColumn("reason_code", "code", Text("Mã lý do", "Reason code")),
    MeasureColumn("reason", "text", Text("Lý do", "Reason")),
    MeasureColumn("change", "text", Text("Nếu quyết định ngược lại", "Decided the other way")),
    MeasureColumn("grant_amount", "money", Text("Số tiền hỗ trợ", "Grant")),
    MeasureColumn("district", "district", Text("Mã địa bàn", "Place code")),
    MeasureColumn("district_name", "text", Text("Địa bàn", "Place")),
    MeasureColumn("terrain", "code", Text("Mã địa hình", "Terrain code")),
    MeasureColumn("terrain_name", "text", Text("Địa hình", "Terrain")),
    MeasureColumn("activity", "code", Text("Mã nội dung", "Activity code")),
    MeasureColumn("activity_name", "text", Text("Nội dung", "Activity")),
    MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code")),
    MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
    MeasureColumn("content", "text", Text("Hạng mục đề nghị", "What is asked for")),
    MeasureColumn("currency", "currency", Text("Loại tiền", "Currency")),
    MeasureColumn("requested", "money", Text("Đề nghị", "Requested")),
    MeasureColumn("ceiling_reason", "text", Text("Về mức tối đa", "About the ceiling")),
    MeasureColumn("expected", "text", Text("Kỳ vọng", "Expected")),
    MeasureColumn("counterpart", "money", Text("Vốn đối ứng hứa góp", "Counterpart promised")),
    MeasureColumn("jobs", "number", Text("Việc làm kỳ vọng", "Jobs expected")),
    MeasureColumn("jobs_low", "number", Text("Việc làm: từ", "Jobs: from")),
    MeasureColumn("jobs_high", "number", Text("Việc làm: đến", "Jobs: to")),
    MeasureColumn("jobs_grade", "count", Text("Bậc bằng chứng, việc làm", "Evidence grade, jobs")),
    MeasureColumn(
        "productivity", "share", Text("Năng suất kỳ vọng thay đổi", "Productivity change expected")
    ),
    MeasureColumn("productivity_low", "share", Text("Năng suất: từ", "Productivity: from")),
    MeasureColumn("productivity_high", "share", Text("Năng suất: đến", "Productivity: to")),
    MeasureColumn(
        "productivity_grade",
        "count",
        Text("Bậc bằng chứng, năng suất", "Evidence grade, productivity"),
    ),
    MeasureColumn("coverage", "share", Text("Độ phủ địa bàn tăng", "Coverage of the place rises")),
    MeasureColumn("value", "share", Text("Phần của mục tiêu", "Part of the objective")),
)

COUNTS = Text(
    "Mỗi hồ sơ được xét một dòng, được chọn hoặc không, kèm lý do. Giá trị của một hồ sơ: từng mục "
    "tiêu chia cho tổng của mọi hồ sơ có thể hỗ trợ, nhân trọng số. Mức phải đạt: giá trị trên mỗi "
    "đồng ở nơi đồng tiền cuối cùng được chi, với ngân sách và giới hạn này. Việc làm và năng suất "
    "kỳ vọng lấy từ bằng chứng về nội dung đó (khoảng 95 %, bậc 0–5); vốn đối ứng là lời hứa; độ "
    "phủ là phép tính trên số liệu ghi chép.",
    "One row for every file considered, chosen or refused, with the reason. A file's value: each "
    "objective over its sum of all files that may be funded, times its weight. What the budget "
    "asks of a file: the value of a đồng where the last one is spent, under this budget and its "
    "limits. Jobs and productivity expected come from the evidence on the activity (95% interval, "
    "grade 0 to 5); counterpart is a promise; coverage is arithmetic on records.",
)
CAVEATS = Text(
    "Kỳ vọng là của loại hoạt động, không phải của riêng từng cơ sở. Lý do dựa trên bài toán nới "
    "lỏng (đề án chia nhỏ được), nên mức phải đạt và thay đổi là ước tính. Mức tối đa của nguồn "
    "địa phương phần lớn chưa được xác nhận. Điều chưa rõ không được tính là 0: hồ sơ chỉ được "
    "tính phần đã biết.",
    "Expectations are of the kind of activity, not of the single establishment. Reasons rest on "
    "the relaxation (projects in parts), so what is asked and changes are estimates. Ceilings of "
    "local money are mostly not confirmed. What is unknown does not count as zero: a file counts "
    "by what is known of it.",
)
SOURCES = (
    *("application", "establishment", "ceiling", "gate_rule", "priority_rule"),
    *("outcome_record", "project", "support", "unit_year"),
)

_WIDTH = NormalDist().inv_cdf(0.975)


def decision_table(
    made: CandidateSet, solved: Solved, names: Names, language: Language
) -> pd.DataFrame:
    """Return one row per file, in the law's order; columns are COLUMNS, texts in the language."""
    frame = made.frames[language][list(_OF_FILE)].reset_index(drop=True).copy()
    accepted = [one.accepted for one in solved.decisions]
    frame["decision"] = ["chosen" if one else "refused" for one in accepted]
    frame["decision_name"] = [DECISIONS[code].in_language(language) for code in frame["decision"]]
    frame["reason_code"] = [one.code for one in solved.decisions]
    frame["reason"] = [decision_words(one, names).in_language(language) for one in solved.decisions]
    frame["change"] = _texts(
        [
            None if one.change is None else change_words(one).in_language(language)
            for one in solved.decisions
        ]
    )
    frame["grant_amount"] = pd.array([one.grant for one in made.candidates], dtype="Int64")
    frame["counterpart"] = pd.array([one.counterpart for one in made.candidates], dtype="Int64")
    for name in ("jobs", "productivity"):
        expected = made.expected[name]
        frame[name] = expected.mean
        frame[f"{name}_low"] = expected.mean - _WIDTH * expected.error
        frame[f"{name}_high"] = expected.mean + _WIDTH * expected.error
        frame[f"{name}_grade"] = np.where(np.isfinite(expected.mean), expected.grade, np.nan)
    frame["expected"] = [
        told.in_language(language) for told in expected_words(made.expected, len(frame))
    ]
    frame["coverage"] = made.expected["coverage"].mean
    frame["value"] = [one.value for one in solved.decisions]
    return typed_frame(frame, DECISION_TABLE)


def _texts(values: Sequence[str | None]) -> pd.Series:
    return pd.Series(values, dtype="str")


def _run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    made = candidate_set(snapshot, scope)
    solved = solve_request(made, first_request(made), snapshot)
    return decision_table(made, solved, names_of(made, snapshot), scope.language)


DECISION_TABLE = Measure(
    "plan_decisions",
    Text("Quyết định cho từng hồ sơ", "The decision on each file"),
    COUNTS,
    CAVEATS,
    SOURCES,
    COLUMNS,
    _run,
)


def decisions_in_turn(
    made: CandidateSet, solved: Solved, names: Names, language: Language
) -> pd.DataFrame:
    """Return the decision table, what was chosen first, each part in the law's order."""
    frame = decision_table(made, solved, names, language)
    return frame.sort_values("decision", kind="stable", ignore_index=True)
