"""The definitions of the tables of sensitivity and matched comparisons."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis.evidence.broken_trends import broken_trends
from analysis.evidence.claim import Claim, claim
from analysis.evidence.doubt_tables import (
    BENDS,
    COLUMNS,
    LIKENESS,
    MAGNITUDES,
    MATCHED,
    UNSEEN,
    bends_table,
    labels_of,
    magnitudes_table,
    matched_likeness_table,
    matched_table,
    unseen_table,
)
from analysis.evidence.matched_words import matched_of
from analysis.language import Text
from analysis.measures.model import Kind, Measure, MeasureColumn
from analysis.scope import Scope
from analysis.warehouse import Snapshot

_SOURCES = ("outcome_record", "support", "project", "establishment")


def doubt_measures(found: Claim) -> dict[str, Measure]:
    """Return the definition of every table of doubt by name, with its columns."""
    kind: Kind = "number" if found.outcome.scale == "level" else "share"
    title, code = found.outcome.title, found.outcome.code
    made: dict[str, Measure] = {}
    for name, (words, counts, caveats) in _WORDS.items():
        made[name] = Measure(
            name=f"claim_{code}_{name}",
            title=Text(f"{title.vi}: {words.vi}", f"{title.en}: {words.en}"),
            counts=counts,
            caveats=caveats,
            sources=_SOURCES,
            columns=tuple(_column(one, name, kind) for one in COLUMNS[name]),
            run=_run(code, name),
        )
    return made


def _run(code: str, name: str) -> Callable[[Snapshot, Scope], pd.DataFrame]:
    def run(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
        found, language = claim(snapshot, scope, code, others=False), scope.language
        scale = found.outcome.scale
        if name in (MAGNITUDES, BENDS):
            table = magnitudes_table if name == MAGNITUDES else bends_table
            return table(broken_trends(found), scale)
        made = matched_of(found)
        if name == MATCHED:
            return matched_table(made, scale, language)
        if name == LIKENESS:
            return matched_likeness_table(made, labels_of(found), language)
        return unseen_table(made, labels_of(found), scale, language)

    return run


def _column(name: str, table: str, kind: Kind) -> MeasureColumn:
    if name == "before" and table == LIKENESS:
        return MeasureColumn(name, "number", Text("Trước", "Before"))
    label, own = _LABELS[name]
    return MeasureColumn(name, own or kind, label)


_LABELS: dict[str, tuple[Text, Kind | None]] = {
    "multiple": (Text("Số lần mức lệch lớn nhất", "Times the largest step"), "number"),
    "bend": (Text("Độ gãy một năm", "Bend a year"), None),
    "low": (Text("Cận dưới 95 %", "95% from"), None),
    "high": (Text("Cận trên 95 %", "95% to"), None),
    "holds_zero": (Text("Chứa số không", "Holds zero"), "flag"),
    "code": (Text("Mã", "Code"), "code"),
    "code_name": (Text("Tên", "Name"), "text"),
    "estimate": (Text("Ước tính", "Estimate"), None),
    "n_supported": (Text("Được hỗ trợ", "Supported"), "count"),
    "n_compared": (Text("Đối chứng", "Compared"), "count"),
    "effective": (Text("Đối chứng, quy đổi", "Compared, effective"), "number"),
    "why": (Text("Vì sao không có", "Why there is none"), "text"),
    "propensity": (Text("Sau, theo xác suất", "After, by chance of support"), "number"),
    "entropy": (Text("Sau, cân bằng entropy", "After, entropy balancing"), "number"),
    "of_support": (Text("Của việc được hỗ trợ", "Of who is supported"), "share"),
    "of_outcome": (Text("Của kết quả", "Of the outcome"), "share"),
}

_MATCHING = Text(
    "Ghép cặp chỉ làm hai nhóm giống nhau về đặc điểm đã ghi; điều không ghi nhận thì không sửa "
    "được. So ở một thời điểm là chênh lệch, không phải tác động.",
    "Matching makes groups alike in what is recorded only and cannot mend what is not. At one time "
    "it is a difference, no effect.",
)
_TRENDS = Text(
    "Không phải bằng chứng rằng xu hướng lệch hay không, mà là kết quả chịu được bao nhiêu. Không "
    "làm đổi bậc bằng chứng.",
    "No evidence of whether trends broke, but of how much a result bears. It does not move the "
    "evidence grade.",
)
_WORDS: dict[str, tuple[Text, Text, Text]] = {
    MAGNITUDES: (
        Text("Nếu xu hướng lệch như trước", "If trends break as before"),
        Text(
            "Khoảng 95 % của ước tính nếu mỗi năm từ khi hỗ trợ, chênh lệch không do hỗ trợ thay "
            "đổi nhiều nhất bấy nhiêu lần mức thay đổi lớn nhất thấy giữa hai năm liền nhau trước "
            "đó (Rambachan và Roth 2023, độ lớn tương đối; phép thử lai C-LF).",
            "95% interval of the estimate if in every year since support the difference that "
            "support did not make changes by at most so many times the largest change seen between "
            "two years before it (Rambachan and Roth 2023, relative magnitudes; hybrid test C-LF).",
        ),
        _TRENDS,
    ),
    BENDS: (
        Text("Nếu xu hướng gãy khúc", "If trends bend"),
        Text(
            "Khoảng 95 % nếu chênh lệch trước khi hỗ trợ tiếp tục theo đường thẳng, độ dốc đổi "
            "nhiều nhất bấy nhiêu mỗi năm (Rambachan và Roth 2023, độ trơn; khoảng dài cố định).",
            "95% interval if the difference before support goes on as a line whose slope changes "
            "by at most so much a year (Rambachan and Roth 2023, smoothness; an interval of fixed "
            "length).",
        ),
        _TRENDS,
    ),
    MATCHED: (
        Text("So sánh ghép cặp", "Matched comparison"),
        Text(
            "Cơ sở được hỗ trợ so với cơ sở đối chứng cùng đợt, để nguyên và sau khi gán trọng số "
            "cho giống nhau: theo xác suất được hỗ trợ, hoặc cân bằng entropy (Hainmueller 2012), "
            "trong phạm vi 0,2 độ lệch chuẩn của log-odds (Austin 2011), kèm hồi quy (bền kép). "
            "Mức: ghép cả theo kết quả trước hỗ trợ. Mỗi cơ sở được hỗ trợ tính một lần.",
            "Supported against compared of the same cohort, as they are and weighed to be alike: "
            "by the chance of support, or entropy balancing (Hainmueller 2012), within 0.2 "
            "standard deviations of the log odds (Austin 2011), with regression (doubly robust). "
            "Levels are matched on the outcome before support too. Each supported counts once.",
        ),
        _MATCHING,
    ),
    LIKENESS: (
        Text("Giống nhau trước và sau ghép cặp", "Likeness before and after matching"),
        Text(
            "Chênh lệch trung bình tính bằng độ lệch chuẩn của từng đặc điểm; đến 0,1 là không "
            "đáng kể (Austin 2009).",
            "Difference of means of each characteristic in standard deviations; up to 0.1 is "
            "negligible (Austin 2009).",
        ),
        _MATCHING,
    ),
    UNSEEN: (
        Text("Nguyên nhân không ghi nhận", "An unrecorded cause"),
        Text(
            "Nếu có một nguyên nhân không ghi nhận mạnh bằng từng đặc điểm đã ghi: nó giải thích "
            "bao nhiêu phần còn lại của việc được hỗ trợ và của kết quả, và ước tính khi đó "
            "(Cinelli và Hazlett 2020).",
            "Were there an unrecorded cause as strong as each recorded characteristic: which share "
            "of what is left of support and outcome it would explain, and the estimate then "
            "(Cinelli and Hazlett 2020).",
        ),
        Text(
            "Tính trên hồi quy thay đổi có đặc điểm của các cơ sở giữ lại. Một nguyên nhân mạnh "
            "hơn mọi đặc điểm đã ghi vẫn có thể có.",
            "Computed on a regression of changes with characteristics over those kept. A cause "
            "stronger than all that is recorded can still exist.",
        ),
    ),
}
