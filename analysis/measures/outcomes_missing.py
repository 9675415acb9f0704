"""What is missing from the outcomes, and what is unusual in them: counted, never dropped."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.funding import YEAR
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.outcome_columns import (
    AMOUNTS_IN,
    MONEY,
    OUTCOME_KEYS,
    PRODUCTIVITY_IS,
    SOURCES,
    STATUS_KEYS,
    WHO,
    basis_of,
    described,
    framed,
    joined,
    status_columns,
)
from analysis.measures.outcome_list import OUTCOMES, PRODUCTIVITY
from analysis.measures.outcomes import still_open
from analysis.measures.query import ask, statement, wanted
from analysis.scope import Scope
from analysis.warehouse import Snapshot

LOOKED_AT = ("productivity", "revenue", "workers", "average_wage")
"""The outcomes whose yearly changes are searched for outliers."""


def outcome_missing(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per outcome, year and group: who answered, who did not, what is unusual.

    `alive` = `no_report` + `question_open` + `n`. Outcomes nobody ever answered have no rows.
    `steps`, `outliers` and the usual range are known for the outcomes of LOOKED_AT only.
    """
    basis = basis_of(snapshot)
    there = ask(snapshot, scope, "outcome_alive").to_dict("records")
    counted = _counted(snapshot, scope)
    rows: list[dict[str, object]] = []
    for outcome in OUTCOMES:
        told = counted[outcome.code]
        if not any(answered for answered, _ in told.values()):
            continue
        steps = (
            ask(snapshot, scope, "outcome_steps", outcome.code).to_dict("records")
            if outcome.code in LOOKED_AT
            else []
        )
        unusual = {(int(step["year"]), bool(step["supported"])): step for step in steps}
        names = described(outcome, basis, snapshot, scope)
        for row in there:
            key = (int(row["year"]), bool(row["supported"]))
            answered, not_positive = told.get(key, (0, 0))
            step = unusual.get(key, {})
            rows.append(
                {
                    **names,
                    "year": key[0],
                    **status_columns(key[1], scope),
                    "alive": int(row["alive"]),
                    "no_report": int(row["alive"]) - int(row["records"]),
                    "question_open": int(row["records"]) - answered,
                    "n": answered,
                    "response": answered / int(row["alive"]) if row["alive"] else None,
                    "closing": int(row["closing"]),
                    "outside_life": int(row["outside_life"]),
                    "not_positive": not_positive if outcome.logs else None,
                    **{name: step.get(name) for name in _OF_STEPS},
                    "still_open": still_open(key[0], snapshot.case.as_of),
                }
            )
    return framed(rows, _MISSING, basis)


def productivity_outliers(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the reports whose productivity moved far out of line, the farthest first, 200 at most.

    They stay in every other figure.
    """
    basis = basis_of(snapshot)
    names = described(PRODUCTIVITY, basis, snapshot, scope)
    rows = [
        {**names, **row, **status_columns(bool(row["supported"]), scope)}
        for row in ask(snapshot, scope, "outcome_outliers", PRODUCTIVITY.code).to_dict("records")
    ]
    return framed(rows, _OUTLIERS, basis)


def _counted(
    snapshot: Snapshot, scope: Scope
) -> dict[str, dict[tuple[int, bool], tuple[int, int]]]:
    """Return how many answered about each outcome, and how many of these zero or less.

    By code of the outcome, then by year and group; one statement counts all of them.
    """
    counts = ",\n  ".join(
        f"count({one.code}) as {one.code}_n,"
        f" count(case when {one.code} <= 0 then 1 end) as {one.code}_not_positive"
        for one in OUTCOMES
    )
    filters = {name: list(values) for name, values in scope.filters().items()}
    sql = statement("outcome_counts", None, frozenset(filters)).replace("{counts}", counts)
    rows = snapshot.query(sql, wanted(snapshot, scope, sql, filters)).to_dict("records")
    return {
        one.code: {
            (int(row["year"]), bool(row["supported"])): (
                int(row[f"{one.code}_n"]),
                int(row[f"{one.code}_not_positive"]),
            )
            for row in rows
        }
        for one in OUTCOMES
    }


_OF_STEPS = ("steps", "outliers", "usual_from", "usual_to")
_RULE = Text(
    "Bất thường: log thay đổi so với năm liền trước lệch trung vị của năm quá năm lần độ lệch "
    "tuyệt đối trung vị × 1,4826 (Leys và cộng sự 2013); tính cho năng suất, doanh thu, lao động, "
    "tiền lương.",
    "Outlier: the log of the change on the year before is farther from the year's median than five "
    "times 1.4826 median absolute deviations (Leys et al. 2013); for productivity, revenue, "
    "workers and wages.",
)
_COUNTS = joined(
    Text(
        "Số cơ sở đang hoạt động theo năm: không có báo cáo, có báo cáo nhưng bỏ trống câu hỏi, "
        "trả lời (n); bên cạnh là số ngừng hoạt động trong năm, số báo cáo ngoài thời gian hoạt "
        "động đã ghi, số trả lời bằng không hoặc âm (không lấy log được) và số bất thường.",
        "Establishments operating in each year: without a report, with one that leaves the "
        "question open, answered (n); beside them those closing in the year, reporting outside "
        "their recorded years of life, answering zero or less (without a log), and outliers.",
    ),
    _RULE,
    PRODUCTIVITY_IS,
    MONEY,
    WHO,
    Text("Lọc theo năm là năm báo cáo.", "A filter by year is that of the report."),
)
_CAVEATS = Text(
    "Giá trị bất thường được đếm và liệt kê, không bị bỏ khỏi số liệu nào. Không rõ ai được hỏi "
    "trong nhóm chưa được hỗ trợ: không có báo cáo có thể là không được hỏi. Ai trả lời không phải "
    "ngẫu nhiên. Cơ sở không rõ năm thành lập, năm ngừng được coi là đang hoạt động.",
    "Outliers are counted and listed and left out of no figure. Who was asked among those not "
    "supported is not recorded: no report may mean not asked. Who answers is no random sample. "
    "Establishments without a year of founding or closing are taken to operate.",
)
_USUAL = (
    MeasureColumn("usual_from", "number", Text("Thông thường từ (log)", "Usual from (log)")),
    MeasureColumn("usual_to", "number", Text("Thông thường đến (log)", "Usual to (log)")),
)
_MISSING = (
    *OUTCOME_KEYS,
    YEAR,
    *STATUS_KEYS,
    MeasureColumn("alive", "count", Text("Cơ sở đang hoạt động", "Operating")),
    MeasureColumn("no_report", "count", Text("Không có báo cáo", "No report")),
    MeasureColumn("question_open", "count", Text("Bỏ trống câu hỏi", "Question left open")),
    MeasureColumn("n", "count", Text("Trả lời (n)", "Answered (n)")),
    MeasureColumn("response", "share", Text("Tỷ lệ trả lời", "Response")),
    MeasureColumn("closing", "count", Text("Ngừng trong năm", "Closed in the year")),
    MeasureColumn(
        "outside_life", "count", Text("Báo cáo ngoài thời gian hoạt động", "Reports outside life")
    ),
    MeasureColumn("not_positive", "count", Text("Bằng không hoặc âm", "Zero or less")),
    MeasureColumn("steps", "count", Text("Thay đổi tính được", "Yearly changes")),
    MeasureColumn("outliers", "count", Text("Bất thường", "Outliers")),
    *_USUAL,
    MeasureColumn("still_open", "flag", Text("Còn đang báo cáo", "Reports still coming")),
    *AMOUNTS_IN,
)
_OUTLIERS = (
    *OUTCOME_KEYS,
    MeasureColumn("establishment_id", "text", Text("Cơ sở", "Establishment")),
    YEAR,
    *STATUS_KEYS,
    MeasureColumn("before", "number", Text("Năm trước", "Year before")),
    MeasureColumn("after", "number", Text("Năm này", "This year")),
    MeasureColumn("step", "number", Text("Thay đổi (log)", "Change (log)")),
    *_USUAL,
    *AMOUNTS_IN,
)

MEASURES = (
    Measure(
        "outcome_missing",
        Text("Kết quả còn thiếu và bất thường", "Outcomes missing and unusual"),
        _COUNTS,
        _CAVEATS,
        SOURCES,
        _MISSING,
        outcome_missing,
    ),
    Measure(
        "productivity_outliers",
        Text("Báo cáo có năng suất bất thường", "Reports of unusual productivity"),
        joined(
            Text(
                "Báo cáo có năng suất đổi bất thường so với năm liền trước, lệch nhiều nhất trước, "
                "tối đa 200.",
                "Reports whose productivity changed unusually on the year before, the farthest "
                "first, 200 at most.",
            ),
            _RULE,
            PRODUCTIVITY_IS,
            MONEY,
            WHO,
        ),
        _CAVEATS,
        SOURCES,
        _OUTLIERS,
        productivity_outliers,
    ),
)
