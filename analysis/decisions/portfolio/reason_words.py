"""The reasons of a decision table in words."""

from __future__ import annotations

from analysis.decisions.portfolio.reasons import Decision, ReasonCode
from analysis.decisions.portfolio.words import OBJECTIVES, Names, codes_as_names, limit_words
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text

LEAST_CHANGE = 5e-5
"""Changes of the objective below this are written as none: they have two decimals of a point."""

EQUAL = 0.005
"""How near to what is asked is told as just that: less than the percents a sentence writes."""

_REASONS: dict[ReasonCode, Text] = {
    "locked": Text("Được chọn: đã khóa chọn", "Chosen: locked in"),
    "worth": Text("Được chọn: {standing}", "Chosen: {standing}"),
    "for_floor": Text(
        "Được chọn vì giới hạn: {limits}; nếu không, {standing}",
        "Chosen because of a limit: {limits}; but for it, {standing}",
    ),
    "fits": Text("Được chọn: vừa với phần tiền còn lại", "Chosen: it fits the money that was left"),
    "gate_failed": Text("Không được chọn: không đạt điều kiện", "Refused: a condition is not met"),
    "gate_blocked": Text(
        "Chưa xét được: còn thiếu thông tin bắt buộc",
        "Cannot be considered yet: something that must be known is not",
    ),
    "amount_unknown": Text("Chưa xét được: chưa rõ số tiền", "Not yet: its amount is unknown"),
    "above_ceiling": Text(
        "Không được chọn: số tiền vượt mức trần", "Refused: its amount is above the ceiling"
    ),
    "ceiling_unknown": Text(
        "Không được chọn: chưa có mức trần được xác nhận", "Refused: no ceiling is confirmed"
    ),
    "no_money": Text(
        "Không được chọn: nguồn vốn không có ngân sách", "Refused: its source has no budget"
    ),
    "forbidden": Text("Không được chọn: đã loại", "Refused: forbidden"),
    "same_content": Text(
        "Không được chọn: {beside} của cùng cơ sở, cùng nội dung đã được chọn",
        "Refused: {beside}, of the same establishment and content, is chosen",
    ),
    "over_budget": Text(
        "Không được chọn: số tiền lớn hơn cả ngân sách của nguồn",
        "Refused: its amount is more than the whole budget of its source",
    ),
    "adds_nothing": Text(
        "Không được chọn: không thêm gì cho mục tiêu", "Refused: it adds nothing to the objective"
    ),
    "displaced": Text(
        "Không được chọn: nếu không có giới hạn này thì đã được chọn (ước tính): {limits}",
        "Refused: without this limit it would be chosen (estimate): {limits}",
    ),
    "held_back": Text(
        "Không được chọn: đáng số tiền, nhưng vướng giới hạn: {limits}",
        "Refused: worth its money, but held back by a limit: {limits}",
    ),
    "below_threshold": Text("Không được chọn: {standing}", "Refused: {standing}"),
    "whole_projects": Text(
        "Không được chọn: vừa đúng mức phải đạt, nhưng phần tiền còn lại không đủ cho trọn đề án",
        "Refused: it brings just what is asked, but the money left does not pay for all of it",
    ),
    "not_compared": Text(
        "Chưa so sánh được với các hồ sơ khác", "Could not be compared with the others"
    ),
    "rule_chose": Text("Được chọn theo thứ tự", "Chosen in its turn down the list"),
    "rule_passed": Text(
        "Không được chọn: đến lượt thì không còn vừa các giới hạn, hoặc vượt tỷ lệ",
        "Refused: in its turn it no longer fitted the limits, or a share",
    ),
}


_TIMES = Text(
    "so với số tiền hỗ trợ, kết quả mong đợi gấp {times} lần mức phải đạt với ngân sách này",
    "for its cost, what is expected of it is {times} times what this budget asks of a file",
)
_JUST = Text(
    "so với số tiền hỗ trợ, kết quả mong đợi vừa đúng mức phải đạt với ngân sách này",
    "for its cost, what is expected of it is just what this budget asks of a file",
)
_PART = Text(
    "so với số tiền hỗ trợ, kết quả mong đợi chỉ bằng {part} mức phải đạt với ngân sách này",
    "for its cost, what is expected of it is only {part} of what this budget asks of a file",
)
_ENOUGH = Text(
    "ngân sách đủ, không phải nhường cho hồ sơ khác",
    "the budget is enough, no other file gives way to it",
)
_TOGETHER = Text(
    "chọn các hồ sơ khác thì tổng kết quả mong đợi cao hơn",
    "other files together are expected to bring more",
)


def decision_words(decision: Decision, names: Names = codes_as_names) -> Text:
    """Say in one sentence why a candidate is chosen or refused.

    What a file is worth for its cost is told as a multiple or a part of what is asked: the value of
    a đồng where it was last spent.
    """
    listed = [limit_words(name, names) for name in decision.limits]
    sentence = _REASONS[decision.code].filled(
        standing=_standing(decision),
        limits=_joined(listed),
        beside="" if decision.beside is None else names("candidate", decision.beside),
    )
    if decision.missing:
        sentence = Text("{sentence}: {missing}", "{sentence}: {missing}").filled(
            sentence=sentence, missing=_joined(list(decision.missing))
        )
    if decision.unknown:
        unknown = [OBJECTIVES.get(name, Text(name, name)) for name in decision.unknown]
        sentence = Text(
            "{sentence}. Chưa rõ: {unknown}; giá trị chỉ tính phần đã biết",
            "{sentence}. Unknown: {unknown}; its value counts what is known only",
        ).filled(sentence=sentence, unknown=_joined(unknown))
    return Text("{sentence}.", "{sentence}.").filled(sentence=sentence)


def change_words(decision: Decision) -> Text:
    """Say about how much the objective falls if the candidate is forced the other way."""
    if decision.change is None:
        return Text("Không tính được", "Cannot be told")
    if decision.change < LEAST_CHANGE:
        return Text(
            "Nếu quyết định ngược lại, mục tiêu hầu như không đổi (ước tính)",
            "Decided the other way, the objective hardly changes (estimate)",
        )
    return Text(
        "Nếu quyết định ngược lại, mục tiêu giảm khoảng {change} điểm phần trăm (ước tính)",
        "Decided the other way, the objective falls by about {change} points (estimate)",
    ).filled(change=as_count(100 * decision.change, 2))


def _standing(decision: Decision) -> Text:
    """Say how a file stands to what is asked for each đồng, where anything is."""
    if not decision.threshold or decision.per_dong is None:
        return _ENOUGH if decision.accepted else _TOGETHER
    ratio = decision.per_dong / decision.threshold
    if ratio >= 1 - EQUAL and not decision.accepted:
        return _TOGETHER
    if abs(ratio - 1) < EQUAL:
        return _JUST
    if ratio > 1:
        return _TIMES.filled(times=as_count(ratio, 1 if ratio >= 10 else 2))
    return _PART.filled(part=as_share(max(ratio, 0.0)))


def _joined(texts: list[Text]) -> Text | str:
    if not texts:
        return ""
    return Text("; ".join(t.vi for t in texts), "; ".join(t.en for t in texts))
