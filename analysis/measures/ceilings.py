"""Ceilings: every support against the ceiling of its day and source, and what is beyond it."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.ceiling_columns import (
    CASE_COLUMNS,
    IN_FORCE_COLUMNS,
    STATUS_COLUMNS,
    USE_COLUMNS,
)
from analysis.measures.ceiling_words import REASONS, ROLES, SOURCE_GROUPS
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def ceiling_use(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per kind, source group and ceiling: cases by status and the use of it.

    `used_*` are fractions of the limit over the `used_n` cases whose limit is wholly known.
    """
    frame = ask(snapshot, scope, "ceiling_use")
    return _named(frame, scope)


def ceiling_status(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return cases and money per status for supports, whole projects and advances."""
    frame = ask(snapshot, scope, "ceiling_status")
    for column, code_list in (("applies_to", "ceiling_applies_to"), ("status", "ceiling_status")):
        frame = with_code_names(frame, column, code_list, scope.language)
    return frame


def ceiling_cases(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return every case beyond its ceiling, depending on priority, or that cannot be judged.

    Beyond first, by what is in excess; `reason` says why in the language of the scope.
    """
    frame = ask(snapshot, scope, "ceiling_cases")
    frame["reason"] = [
        REASONS[reason].in_language(scope.language) if reason in REASONS else None
        for reason in frame["reason"]
    ]
    frame = with_code_names(frame, "status", "ceiling_status", scope.language)
    return _named(frame, scope)


def ceilings_in_force(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return every ceiling on record, those that apply here first; `valid_now` on the data's day.

    Rows of other provinces have the role of a comparator and judge nothing.
    """
    frame = ask(snapshot, scope, "ceilings_in_force")
    frame.insert(
        0,
        "role",
        [
            ROLES["here" if here else "comparator"].in_language(scope.language)
            for here in frame["applies_here"]
        ],
    )
    for column, code_list in (
        ("activity_kind", "activity_kind"),
        ("fund_source", "fund_source"),
        ("applies_to", "ceiling_applies_to"),
    ):
        frame = with_code_names(frame, column, code_list, scope.language)
    return frame


def _named(frame: pd.DataFrame, scope: Scope) -> pd.DataFrame:
    """Return the frame with the names of what it applies to, its kind and its source group."""
    frame = with_code_names(frame, "applies_to", "ceiling_applies_to", scope.language)
    frame = with_code_names(frame, "activity_kind", "activity_kind", scope.language)
    position = list(frame.columns).index("source_group") + 1
    names = [SOURCE_GROUPS[group].in_language(scope.language) for group in frame["source_group"]]
    frame.insert(position, "source_group_name", pd.Series(names, index=frame.index, dtype="str"))
    return frame


_JUDGED = Text(
    "Mỗi khoản hỗ trợ, mỗi đề án mà mức tính cho cả đề án, và tiền tạm ứng của mỗi đề án, so với "
    "mức tối đa có hiệu lực vào ngày phê duyệt (không rõ ngày: năm kế hoạch, nếu cả năm một mức) "
    "và theo nguồn. Mức = số nhỏ hơn giữa số tiền tối đa và tỷ lệ tối đa × (hỗ trợ + đối ứng); "
    "diện ưu tiên được nhân hệ số khi hệ số có hiệu lực, trừ dây chuyền công nghệ. Gồm cả khoản "
    "của đề án mới trong kế hoạch hoặc đã ngừng. Lọc theo nguồn giữ cả khoản nhiều nguồn; lọc "
    "theo ngành, quy mô giữ đề án có cơ sở như vậy.",
    "Every support, every project whose ceiling is for the whole, and the advances of every "
    "project, against the ceiling valid on the day of approval (day unknown: the plan year, if "
    "one ceiling held all year) and for its source. Limit = the smaller of the largest amount and "
    "the largest share × (grant + counterpart); a priority case has the multiplier while that is "
    "valid, a technology line never. Supports of projects only planned or stopped are included. A "
    "filter by source keeps supports of several sources; by industry or size, projects with such "
    "an establishment.",
)
_LIMITS = Text(
    "Mức tối đa là tiền danh nghĩa nên luôn so bằng giá hiện hành; lựa chọn giá so sánh không áp "
    "dụng. Mức của Quảng Ngãi cho nguồn địa phương chưa được biết, trừ thưởng sản phẩm cấp tỉnh; "
    "mức của tỉnh khác chỉ để tham khảo. Mức sau ngày 10/5/2018 của nhiều loại chưa được xác nhận. "
    "Tiền của khoản nhiều nguồn không tách được: trong mức khi cả khoản không vượt mức nào đã "
    "biết. Vượt mức ở đây là so với số liệu đã ghi, chưa phải kết luận sai phạm.",
    "Ceilings are nominal amounts, so the comparison is always at current prices; the choice of "
    "constant prices does not apply. Quảng Ngãi's own ceilings for local money are not known, but "
    "for the provincial product award; other provinces' are comparators only. After 10 May 2018 "
    "the ceilings of many kinds are not confirmed. The money of a support from several sources "
    "cannot be split: it is within when the whole is within every ceiling known. Beyond is said of "
    "the records as they are, it is no finding of an offence.",
)
_SOURCES = ("ceiling", "project", "project_fund", "support", "payment")

MEASURES = (
    Measure(
        "ceiling_use",
        Text("Mức độ sử dụng mức hỗ trợ tối đa", "Use of the ceilings"),
        _JUDGED,
        Text(
            f"{_LIMITS.vi} Mức sử dụng = hỗ trợ ÷ mức, chỉ trên các trường hợp biết trọn mức "
            "(cột số trường hợp biết mức sử dụng); không rõ diện ưu tiên thì tính theo mức thường. "
            "Tứ phân vị và phân vị 90 lấy theo thứ hạng gần nhất.",
            f"{_LIMITS.en} Use = grant ÷ limit, over cases whose limit is wholly known (their "
            "number beside it); where priority is unknown, the usual limit. Quartiles and the 90th "
            "percentile are of the nearest rank.",
        ),
        _SOURCES,
        USE_COLUMNS,
        ceiling_use,
    ),
    Measure(
        "ceiling_status",
        Text("Kết quả đối chiếu mức tối đa", "Cases by status against the ceiling"),
        _JUDGED,
        Text(
            f"{_LIMITS.vi} Tỷ lệ tính trên mọi trường hợp cùng loại (khoản hỗ trợ, cả đề án, tạm "
            "ứng), mẫu số ghi bên cạnh; tạm ứng không cộng với hỗ trợ.",
            f"{_LIMITS.en} Shares are of all cases of the same sort (supports, whole projects, "
            "advances), whose number stands beside; advances are never added to grants.",
        ),
        _SOURCES,
        STATUS_COLUMNS,
        ceiling_status,
    ),
    Measure(
        "ceiling_cases",
        Text("Trường hợp vượt mức hoặc chưa xác định", "Cases beyond or not told"),
        _JUDGED,
        _LIMITS,
        (*_SOURCES, "establishment"),
        CASE_COLUMNS,
        ceiling_cases,
    ),
    Measure(
        "ceilings_in_force",
        Text("Các mức hỗ trợ tối đa", "The ceilings"),
        Text(
            "Mọi mức tối đa đã ghi, kèm văn bản, thời gian hiệu lực và mức kiểm chứng; mức của "
            "tỉnh khác chỉ để tham khảo. Đang hiệu lực: vào ngày số liệu. Không bộ lọc nào áp "
            "dụng cho bảng này.",
            "Every ceiling on record with its legal text, validity and verification; other "
            "provinces' are comparators only. Valid now: on the day of the data. No filter applies "
            "to this table.",
        ),
        Text(
            "Không có ngày hết hiệu lực nghĩa là chưa thấy văn bản thay thế, không phải chắc chắn "
            "còn hiệu lực. Mức ghi tháng lấy ngày đầu tháng.",
            "No last day means that no replacement was seen, not that it is surely in force. A "
            "validity given by month starts on its first day.",
        ),
        ("ceiling",),
        IN_FORCE_COLUMNS,
        ceilings_in_force,
        published=True,
    ),
)
