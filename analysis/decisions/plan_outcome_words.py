"""What a plan is expected to bring, objective by objective: the figure, and how sure it is."""

from __future__ import annotations

from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text
from analysis.measures.phrases import amount, plural, sentence

OBJECTIVE_TITLES = {
    "jobs": Text("Việc làm kỳ vọng", "Jobs expected"),
    "productivity": Text("Năng suất kỳ vọng tăng", "Productivity expected to rise by"),
    "leverage": Text("Vốn đối ứng hứa góp", "Counterpart promised"),
    "coverage": Text("Khoảng cách độ phủ thu hẹp", "Coverage gap closed"),
}

DEFINITIONS = {
    "jobs": Text(
        "Lao động hiện có × mức tăng kỳ vọng: hiệu quả của nội dung đó theo bằng chứng, cộng phần "
        "hứa vượt mức thường nhân với phần lời hứa từng thành hiện thực.",
        "Workers now × the growth expected: the effect of the activity by the evidence, plus what "
        "is promised beyond the usual times what has come of promises.",
    ),
    "productivity": Text(
        "Mức thay đổi năng suất bình quân mỗi cơ sở theo bằng chứng về nội dung đó.",
        "The change of output per worker, per establishment, by the evidence on the activity.",
    ),
    "leverage": Text(
        "Tổng vốn đối ứng hồ sơ cam kết; là lời hứa, không phải kết quả.",
        "The counterpart files promise, added up: a promise, no outcome.",
    ),
    "coverage": Text(
        "Tổng mức các địa bàn còn kém trung vị toàn tỉnh (tỷ lệ cơ sở thuộc đối tượng đã được hỗ "
        "trợ) giảm bao nhiêu điểm; phép tính trên số liệu, không phải bằng chứng về hiệu quả.",
        "By how many points the places' shortfall to the province's median (share of the eligible "
        "supported) falls, added up; arithmetic on records, no evidence of an effect.",
    ),
}

_CANNOT_TELL = Text("chưa kết luận được", "cannot be told yet")


def outcome_value(outcome: PlanOutcome, currency: str) -> Text:
    """Say the figure alone; where the evidence has no grade, that it cannot be told."""
    if not outcome.known:
        return Text("chưa biết", "not known")
    if outcome.objective in ("jobs", "productivity") and not outcome.grade:
        return _CANNOT_TELL
    if outcome.objective == "jobs":
        return _jobs(outcome.total)
    if outcome.objective == "productivity":
        return _rise(outcome.mean)
    if outcome.objective == "leverage":
        return amount(outcome.total, currency)
    return sentence("{n} điểm %", "{n} points", n=as_count(100 * outcome.total, 2))


def outcome_basis(outcome: PlanOutcome) -> Text:
    """Say how sure the figure is: interval and grade, or that it is a promise; unknowns counted."""
    if not outcome.known:
        told = Text("chưa hồ sơ nào được biết", "known of no file")
    elif outcome.objective == "leverage":
        told = sentence(
            "gấp {ratio} lần tiền hỗ trợ; lời hứa, bậc 0/5",
            "{ratio} times the grants; a promise, grade 0 of 5",
            ratio=as_count(outcome.mean or 0.0, 1),
        )
    elif outcome.objective == "coverage":
        told = sentence(
            "trong {base} điểm phần trăm các địa bàn còn kém",
            "of the {base} percentage points places are behind",
            base=as_count(100 * outcome.base, 2),
        )
    else:
        low, high = _ends(outcome)
        told = sentence(
            "95 %: từ {low} đến {high}; bằng chứng bậc {grade}/5",
            "95%: {low} to {high}; evidence grade {grade} of 5",
            low=low,
            high=high,
            grade=outcome.grade or 0,
        )
    if not outcome.unknown:
        return told
    return sentence(
        "{told}; chưa rõ {unknown} hồ sơ",
        f"{{told}}; unknown of {{unknown}} {plural(outcome.unknown, 'file', 'files')}",
        told=told,
        unknown=as_count(outcome.unknown),
    )


def outcome_words(outcome: PlanOutcome, currency: str) -> Text:
    """Say what is expected of one objective: the figure, and in brackets how sure it is."""
    return sentence(
        "{title}: {value} ({basis})",
        "{title}: {value} ({basis})",
        title=OBJECTIVE_TITLES[outcome.objective],
        value=outcome_value(outcome, currency),
        basis=outcome_basis(outcome),
    )


def _ends(outcome: PlanOutcome) -> tuple[Text, Text]:
    low, high = outcome.low, outcome.high
    if outcome.objective == "jobs" or not outcome.base:
        return _number(low), _number(high)
    ends = (None if end is None else end / outcome.base for end in (low, high))
    first, last = (_rise(end) for end in ends)
    return first, last


def _jobs(value: float) -> Text:
    return sentence("{n} việc làm", "{n} jobs", n=_number(value))


def _number(value: float | None) -> Text:
    """Write a number of people with its sign where it is negative; small ones keep a decimal."""
    if value is None:
        return Text("–", "–")
    text = as_count(abs(value), 0 if abs(value) >= 10 else 1)
    sign = "−" if value < -0.05 else ""
    return Text(sign + text.vi, sign + text.en)


def _rise(value: float | None) -> Text:
    if value is None:
        return Text("–", "–")
    text = as_share(abs(value), 1)
    sign = "−" if value < -0.0005 else "+" if value > 0.0005 else ""
    return Text(sign + text.vi, sign + text.en)
