"""What the gates and the law's order come to, in a sentence each, and the gates one by one."""

from __future__ import annotations

import pandas as pd

from analysis.decisions.candidate_columns import LAW_RENAMED
from analysis.decisions.candidates import candidates
from analysis.decisions.gate_columns import CAVEATS, COUNTS, SOURCES
from analysis.decisions.gates import gate_results
from analysis.decisions.law_columns import CAVEATS as ORDER_CAVEATS
from analysis.decisions.law_columns import COUNTS as ORDER_COUNTS
from analysis.decisions.law_columns import SOURCES as ORDER_SOURCES
from analysis.decisions.law_order import reason_of
from analysis.language import Language, Text
from analysis.measures import typed_frame
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import number, plural, sentence
from analysis.scope import Scope
from analysis.warehouse import Snapshot

NO_FILES = Text(
    "Không có hồ sơ nào chờ xét trong phạm vi đang chọn",
    "No file waits for a decision in this selection",
)
NEEDED_FILES = Text(
    "Cần: bảng hồ sơ đề nghị hỗ trợ, kèm kết quả «đang xét», ngày nộp, cơ sở, nội dung và số tiền.",
    "Needed: the table of applications, with the result pending, the day handed in, the "
    "establishment, what for and the amount.",
)

CONDITION_COLUMNS = (
    MeasureColumn("gate", "code", Text("Mã điều kiện", "Gate code"), "gate"),
    MeasureColumn("gate_name", "text", Text("Điều kiện", "Gate")),
    MeasureColumn("passed", "count", Text("Đạt", "Met")),
    MeasureColumn("failed", "count", Text("Không đạt", "Not met")),
    MeasureColumn("unknown", "count", Text("Chưa rõ", "Unknown")),
    MeasureColumn("document", "text", Text("Giấy tờ chứng minh", "Document that shows it")),
    MeasureColumn("legal_source", "text", Text("Văn bản", "Legal source")),
)

ORDER_COLUMNS = (
    MeasureColumn("order_no", "count", Text("Thứ tự", "Order")),
    MeasureColumn("application_id", "text", Text("Mã hồ sơ", "Application id")),
    MeasureColumn("name", "text", Text("Cơ sở", "Establishment")),
    MeasureColumn("place", "count", Text("Hạng theo quy định", "Place by law")),
    MeasureColumn("best_place", "count", Text("Hạng cao nhất có thể", "Best possible place")),
    MeasureColumn("worst_place", "count", Text("Hạng thấp nhất có thể", "Worst possible place")),
    MeasureColumn("reason", "text", Text("Vì sao", "Why")),
    MeasureColumn("law_unknown", "flag", Text("Có diện chưa rõ", "A class is unknown")),
    MeasureColumn("overall_name", "text", Text("Điều kiện", "Gates")),
)

_NAMES = {"pass": "passed", "fail": "failed", "unknown": "unknown"}


def conditions(results: pd.DataFrame) -> pd.DataFrame:
    """Return how many files meet each gate, fail it or are unknown, what holds up most first.

    `results` is gate_results, a row for each file and gate; columns are CONDITION_COLUMNS. A file
    that a gate is not about counts nowhere in its row.
    """
    told = [
        {
            "gate": code,
            "gate_name": rows["gate_name"].iloc[0],
            **{name: int((rows["result"] == key).sum()) for key, name in _NAMES.items()},
            "document": _joined(rows["document"]),
            "legal_source": _joined(rows["legal_source"]),
        }
        for code, rows in results.groupby("gate", sort=False)
    ]
    frame = pd.DataFrame(told, columns=[column.name for column in CONDITION_COLUMNS])
    frame["held"] = frame["failed"] + frame["unknown"]
    order = ["held", "failed"]
    return typed_frame(
        frame.sort_values(order, ascending=False, kind="stable", ignore_index=True), CONDITIONS
    )


def answer_gates(frame: pd.DataFrame) -> Text:
    """Say how many files pass every gate, fail one, or wait; `frame` is that of candidates."""
    if frame.empty:
        return NO_FILES
    counts = frame["overall"].value_counts()
    total = len(frame)
    return sentence(
        "{passed} trong {total} hồ sơ đạt mọi điều kiện; {failed} không đạt, {blocked} chờ bổ sung "
        "vì còn điều chưa rõ",
        f"{{passed}} of {{total}} {plural(total, 'file meets', 'files meet')} every condition; "
        "{failed} fail one, {blocked} are blocked until something is known",
        passed=number(int(counts.get("pass", 0))),
        total=number(total),
        failed=number(int(counts.get("fail", 0))),
        blocked=number(int(counts.get("blocked", 0))),
    )


def answer_condition(frame: pd.DataFrame) -> Text:
    """Say which gate holds most files up; `frame` is that of conditions."""
    worst = frame.iloc[0]
    if not int(worst["failed"]) + int(worst["unknown"]):
        return Text("Không điều kiện nào giữ hồ sơ lại", "No condition holds a file up")
    return sentence(
        "Điều kiện giữ lại nhiều hồ sơ nhất: {gate} ({failed} không đạt, {unknown} chưa rõ)",
        "The condition that holds up most files: {gate} ({failed} not met, {unknown} unknown)",
        gate=str(worst["gate_name"]),
        failed=number(int(worst["failed"])),
        unknown=number(int(worst["unknown"])),
    )


def answer_order(frame: pd.DataFrame) -> Text:
    """Say how many files share the first place and how many may stand elsewhere."""
    if frame.empty:
        return NO_FILES
    first = int((frame["place"] == frame["place"].min()).sum())
    moving = int((frame["best_place"] != frame["worst_place"]).sum())
    total = len(frame)
    told = sentence(
        "{first} trong {total} hồ sơ đứng hạng nhất theo quy định",
        f"{{first}} of {{total}} {plural(total, 'file holds', 'files hold')} the first place by "
        "law",
        first=number(first),
        total=number(total),
    )
    if not moving:
        return told
    return sentence(
        "{told}; {moving} hồ sơ có thể đổi hạng vì còn diện chưa rõ",
        f"{{told}}; {{moving}} {plural(moving, 'file', 'files')} may stand elsewhere, as a class "
        "is not known",
        told=told,
        moving=number(moving),
    )


def order_reasons(frame: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Return where each file stands by law and why in one line; `frame` is that of candidates.

    Columns are ORDER_COLUMNS; classes that are not known are named in the reason.
    """
    # Only the classes: a file has an industry of its own beside that of the law.
    names = {told: name for name, told in LAW_RENAMED.items() if told in frame}
    own = frame[list(names)].rename(columns=names)
    reasons = [reason_of(row, language) for row in own.to_dict("records")]
    told = frame.assign(reason=pd.Series(reasons, index=frame.index, dtype="str"))
    return typed_frame(told, ORDER)


def _joined(values: pd.Series) -> str | None:
    told = list(dict.fromkeys(str(value) for value in values.dropna() if str(value)))
    return "; ".join(told) or None


def _run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    return conditions(gate_results(snapshot, scope))


def _run_order(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    return order_reasons(candidates(snapshot, scope), scope.language)


CONDITIONS = Measure(
    "gate_conditions",
    Text("Hồ sơ theo từng điều kiện", "Files by condition"),
    COUNTS,
    CAVEATS,
    SOURCES,
    CONDITION_COLUMNS,
    _run,
)
ORDER = Measure(
    "order_reasons",
    Text("Thứ tự theo quy định, kèm lý do", "The law's order, with reasons"),
    ORDER_COUNTS,
    ORDER_CAVEATS,
    ORDER_SOURCES,
    ORDER_COLUMNS,
    _run_order,
)
