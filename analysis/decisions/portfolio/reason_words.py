"""The reasons of a decision table in words."""

from __future__ import annotations

from analysis.decisions.portfolio.reasons import Decision, ReasonCode
from analysis.decisions.portfolio.words import OBJECTIVES, Names, codes_as_names, limit_words
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text

HUNDRED_MILLION = 100_000_000

_REASONS: dict[ReasonCode, Text] = {
    "locked": Text("Được chọn: đã khóa chọn", "Chosen: locked in"),
    "worth": Text(
        "Được chọn: giá trị trên mỗi 100 triệu đồng {value} đạt ngưỡng {threshold}",
        "Chosen: its value per 100 million VND, {value}, reaches the threshold of {threshold}",
    ),
    "for_floor": Text(
        "Được chọn vì giới hạn: {limits}; giá trị trên mỗi 100 triệu đồng {value}, "
        "dưới ngưỡng {threshold}",
        "Chosen because of a limit: {limits}; its value per 100 million VND, {value}, is below "
        "the threshold of {threshold}",
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
        "Không được chọn: giá trị đạt ngưỡng, nhưng vướng giới hạn: {limits}",
        "Refused: worth its money, but held back by a limit: {limits}",
    ),
    "below_threshold": Text(
        "Không được chọn: giá trị trên mỗi 100 triệu đồng {value}, dưới ngưỡng {threshold}",
        "Refused: its value per 100 million VND, {value}, is below the threshold of {threshold}",
    ),
    "whole_projects": Text(
        "Không được chọn: ngay tại ngưỡng, phần tiền còn lại không đủ cho trọn đề án",
        "Refused: at the threshold, and the money left does not pay for the whole of it",
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


def decision_words(decision: Decision, names: Names = codes_as_names) -> Text:
    """Say in one sentence why a candidate is chosen or refused.

    Values are shares of all that could be had from every eligible candidate.
    """
    listed = [limit_words(name, names) for name in decision.limits]
    sentence = _REASONS[decision.code].filled(
        value=_per_hundred_million(decision.per_dong),
        threshold=_per_hundred_million(decision.threshold),
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
    return Text(
        "Nếu làm ngược lại, mục tiêu giảm khoảng {change} (ước tính)",
        "Forced the other way, the objective falls by about {change} (estimate)",
    ).filled(change=as_share(decision.change, 3))


def _per_hundred_million(per_dong: float | None) -> Text:
    if per_dong is None:
        return as_count(float("nan"))
    return as_share(per_dong * HUNDRED_MILLION, 3)


def _joined(texts: list[Text]) -> Text | str:
    if not texts:
        return ""
    return Text("; ".join(t.vi for t in texts), "; ".join(t.en for t in texts))
