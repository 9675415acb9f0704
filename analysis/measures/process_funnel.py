"""From application to settlement: how many get how far, and why the others do not."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

FUNNEL: dict[str, Text] = {
    "submitted": Text("Hồ sơ đã nộp", "Handed in"),
    "decided": Text("Đã có quyết định", "Decided"),
    "approved": Text("Được duyệt", "Approved"),
    "contracted": Text("Đề án đã ký hợp đồng", "Project contracted"),
    "accepted": Text("Đề án đã nghiệm thu", "Project accepted"),
    "settled": Text("Đề án đã quyết toán", "Project settled"),
}
"""The steps an application passes, in their order."""

ASIDE: dict[str, tuple[str, Text]] = {
    "pending": ("submitted", Text("Đang xét", "Pending")),
    "withdrawn": ("submitted", Text("Cơ sở rút", "Withdrawn")),
    "refused": ("decided", Text("Bị từ chối", "Refused")),
    "project_unknown": ("approved", Text("Duyệt, không rõ đề án", "Approved, project unknown")),
    "stopped": ("approved", Text("Duyệt, đề án ngừng", "Approved, project stopped")),
}
"""Where applications leave the way, or wait: the step they were counted at, and a name."""


def application_funnel(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per step, then one per way of leaving; empty without any application.

    `share_of_previous` is of the step named by `previous`, for the ways of leaving of the step they
    leave from.
    """
    counts = ask(snapshot, scope, "application_funnel").iloc[0]
    first = int(counts["submitted"])
    names = [column.name for column in _FUNNEL_COLUMNS]
    if first == 0:
        return pd.DataFrame(columns=names)
    steps = list(FUNNEL)
    rows = []
    for place, step in enumerate(steps):
        previous = steps[max(place - 1, 0)]
        rows.append(_row(counts, step, previous, FUNNEL[step], False, scope))
    rows += [_row(counts, step, at, name, True, scope) for step, (at, name) in ASIDE.items()]
    return pd.DataFrame(rows, columns=names)


def application_reasons(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per result (refused, withdrawn) and reason, the most frequent first."""
    frame = ask(snapshot, scope, "application_reasons")
    total = frame.groupby("result")["applications"].transform("sum")
    frame = frame.assign(of=total, share=frame["applications"] / total)
    frame = with_code_names(frame, "result", "application_result", scope.language)
    return with_code_names(frame, "reason", "application_reason", scope.language)


def _row(
    counts: pd.Series, step: str, previous: str, name: Text, aside: bool, scope: Scope
) -> dict[str, object]:
    number, first, before = int(counts[step]), int(counts["submitted"]), int(counts[previous])
    return {
        "step": step,
        "step_name": name.in_language(scope.language),
        "aside": aside,
        "applications": number,
        "share_of_first": number / first,
        "first": first,
        "share_of_previous": number / before if before else None,
        "previous": before,
    }


_COUNTS = Text(
    "Hồ sơ đề nghị theo bước đã tới. Năm lọc là năm nộp hồ sơ. Tỷ lệ trên số nộp và trên bước "
    "trước, mẫu số ở cột bên cạnh; hồ sơ rút hoặc đang xét tính trên số nộp, bị từ chối trên số có "
    "quyết định. Các bước sau khi duyệt đọc từ đề án của hồ sơ: ngày của bước, hoặc tình trạng. "
    "Đếm hồ sơ, không đếm đề án.",
    "Applications by how far they got. Years are those in which they were handed in. Shares of all "
    "handed in and of the step before, with their denominators beside; withdrawn and pending are "
    "of those handed in, refused of those decided. Steps after approval are read from the "
    "application's project: the day of the stage, or its status. Applications are counted, not "
    "projects.",
)
_CAVEATS = Text(
    "Hồ sơ nộp gần đây chưa có thời gian để đi hết quy trình, nên tỷ lệ các bước cuối còn tăng. Hồ "
    "sơ được duyệt mà không rõ đề án không tính được vào bước sau và được đếm riêng. Lọc theo "
    "nguồn kinh phí: nguồn của đề án; hồ sơ chưa thành đề án có nguồn không rõ. Giá không có nghĩa "
    "ở đây.",
    "Recent applications have not had the time to go all the way, so the last shares will rise. "
    "Approved applications whose project is unknown cannot be counted further and are counted "
    "apart. Fund source is that of the project; an application without a project has none known. "
    "Prices have no meaning here.",
)
_SOURCES = ("application", "project")
_FUNNEL_COLUMNS = (
    MeasureColumn("step", "text", Text("Mã bước", "Step code")),
    MeasureColumn("step_name", "text", Text("Bước", "Step")),
    MeasureColumn("aside", "flag", Text("Rẽ ra", "Leaves or waits")),
    MeasureColumn("applications", "count", Text("Hồ sơ", "Applications")),
    MeasureColumn("share_of_first", "share", Text("Trên số nộp", "Of those handed in")),
    MeasureColumn("first", "count", Text("Số nộp", "Handed in")),
    MeasureColumn("share_of_previous", "share", Text("Trên bước trước", "Of the step before")),
    MeasureColumn("previous", "count", Text("Bước trước", "Step before")),
)

MEASURES = (
    Measure(
        "application_funnel",
        Text("Hồ sơ qua từng bước", "Applications step by step"),
        _COUNTS,
        _CAVEATS,
        _SOURCES,
        _FUNNEL_COLUMNS,
        application_funnel,
    ),
    Measure(
        "application_reasons",
        Text("Lý do từ chối và rút hồ sơ", "Reasons for refusal and withdrawal"),
        Text(
            "Hồ sơ bị từ chối và hồ sơ rút theo lý do; tỷ lệ trên số hồ sơ cùng kết quả. Năm lọc "
            "là năm nộp hồ sơ.",
            "Applications refused and withdrawn by reason; shares of those with the same result. "
            "Years are those in which they were handed in.",
        ),
        Text(
            "Lý do không ghi là «không rõ», vẫn nằm trong mẫu số. Mỗi hồ sơ ghi một lý do, dù có "
            "thể có nhiều.",
            "A reason not recorded is “unknown” and stays in the denominator. One reason is "
            "recorded for each, though there may be several.",
        ),
        ("application",),
        (
            MeasureColumn(
                "result", "code", Text("Mã kết quả", "Result code"), "application_result"
            ),
            MeasureColumn("result_name", "text", Text("Kết quả", "Result")),
            MeasureColumn("reason", "code", Text("Mã lý do", "Reason code"), "application_reason"),
            MeasureColumn("reason_name", "text", Text("Lý do", "Reason")),
            MeasureColumn("applications", "count", Text("Hồ sơ", "Applications")),
            MeasureColumn("share", "share", Text("Tỷ lệ", "Share")),
            MeasureColumn("of", "count", Text("Trên", "Of")),
        ),
        application_reasons,
    ),
)
