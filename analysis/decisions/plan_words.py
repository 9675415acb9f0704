"""A plan in sentences: how many files, how much money, what is expected, how surely the best."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.decisions.plan_outcomes import PlanOutcome
from analysis.decisions.plan_request import DEFAULT_AIM, PlanRequest
from analysis.decisions.plan_solved import Solved
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.purse import whole_budget
from analysis.decisions.portfolio.values import Candidate, Problem
from analysis.decisions.portfolio.words import OBJECTIVES, status_words
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text
from analysis.measures.phrases import amount, plural, sentence

OBJECTIVE_TITLES = {
    "jobs": Text("Việc làm kỳ vọng", "Jobs expected"),
    "productivity": Text("Năng suất kỳ vọng tăng", "Productivity expected to rise by"),
    "leverage": Text("Vốn đối ứng hứa góp", "Counterpart promised"),
    "coverage": Text("Khoảng cách độ phủ thu hẹp", "Coverage gap closed"),
}

VERIFIED = Text(
    "mọi giới hạn đã được kiểm lại bằng số nguyên",
    "every limit was checked again in whole numbers",
)


def gate_counts(candidates: Sequence[Candidate]) -> Text:
    """Say how many files pass every gate, fail one, or wait for what is missing."""
    total = len(candidates)
    counts = {code: sum(one.gate == code for one in candidates) for code in ("pass", "fail")}
    return sentence(
        "{passed} trong {total} hồ sơ đạt mọi điều kiện; {failed} không đạt, {blocked} chờ bổ sung",
        f"{{passed}} of {{total}} {plural(total, 'file meets', 'files meet')} every condition; "
        "{failed} fail one, {blocked} are blocked until something is known",
        passed=as_count(counts["pass"]),
        total=as_count(total),
        failed=as_count(counts["fail"]),
        blocked=as_count(total - counts["pass"] - counts["fail"]),
    )


def answer_plan(solved: Solved, currency: str) -> Text:
    """Say in one sentence what the plan chooses, spends and is expected to bring."""
    if not solved.found:
        return status_words(solved.plan)
    leading = [one for one in solved.outcomes if one.objective in solved.request.weights()]
    told = [outcome_words(one, currency) for one in leading[:2] if one.known]
    parts = [chosen_words(solved.problem, solved.plan, currency), *told]
    return Text("; ".join(one.vi for one in parts), "; ".join(one.en for one in parts))


def chosen_words(problem: Problem, plan: Plan, currency: str) -> Text:
    """Say how many of the files that may be funded are chosen, and how much of the budget."""
    budget = whole_budget(problem)
    open_ = sum(one.eligible for one in problem.candidates)
    spent = as_share(plan.granted / budget) if budget else as_share(0.0)
    return sentence(
        "Chọn {chosen} trong {open} hồ sơ có thể hỗ trợ, dùng {granted} ({share} ngân sách)",
        f"{{chosen}} of {{open}} {plural(open_, 'file', 'files')} that may be funded chosen, for "
        "{granted} ({share} of the budget)",
        chosen=as_count(len(plan.chosen)),
        open=as_count(open_),
        granted=amount(plan.granted, currency),
        share=spent,
    )


def proof_words(plan: Plan) -> Text:
    """Say how sure it is that no plan is better, and that the limits were checked again."""
    status = status_words(plan)
    if not plan.verified:
        return status
    return sentence(
        "{status}; {verified}", "{status}; {verified}", status=status, verified=VERIFIED
    )


def outcome_words(outcome: PlanOutcome, currency: str) -> Text:
    """Say what is expected of one objective, with interval, grade and how many are unknown."""
    if not outcome.known:
        return sentence(
            "{title}: chưa biết", "{title}: not known", title=OBJECTIVE_TITLES[outcome.objective]
        )
    return _with_unknown(_OUTCOMES[outcome.objective](outcome, currency), outcome)


def _jobs(outcome: PlanOutcome, currency: str) -> Text:
    if not outcome.grade:
        return sentence(
            "chưa kết luận được về việc làm (từ {low} đến {high}; bằng chứng bậc {grade}/5)",
            "jobs cannot be told yet ({low} to {high}; evidence grade {grade} of 5)",
            low=_signed(outcome.low),
            high=_signed(outcome.high),
            grade=outcome.grade or 0,
        )
    return sentence(
        "kỳ vọng {total} việc làm (95 %: từ {low} đến {high}; bằng chứng bậc {grade}/5)",
        "{total} jobs expected (95%: {low} to {high}; evidence grade {grade} of 5)",
        total=_signed(outcome.total),
        low=_signed(outcome.low),
        high=_signed(outcome.high),
        grade=outcome.grade,
    )


def _productivity(outcome: PlanOutcome, currency: str) -> Text:
    count = outcome.base
    low, high = (_points(end, count) for end in (outcome.low, outcome.high))
    if not outcome.grade:
        return sentence(
            "chưa kết luận được về năng suất (từ {low} đến {high}; bằng chứng bậc {grade}/5)",
            "productivity cannot be told yet ({low} to {high}; evidence grade {grade} of 5)",
            low=low,
            high=high,
            grade=outcome.grade or 0,
        )
    return sentence(
        "năng suất kỳ vọng thay đổi bình quân {total} mỗi cơ sở (95 %: từ {low} đến {high}; bằng "
        "chứng bậc {grade}/5)",
        "output per worker expected to change by {total} per establishment (95%: {low} to {high}; "
        "evidence grade {grade} of 5)",
        total=_points(outcome.total, count),
        low=low,
        high=high,
        grade=outcome.grade,
    )


def _leverage(outcome: PlanOutcome, currency: str) -> Text:
    return sentence(
        "vốn đối ứng hứa góp {total}, gấp {ratio} lần tiền hỗ trợ (lời hứa, bậc 0)",
        "{total} of owners' money promised, {ratio} times the grants (a promise, grade 0)",
        total=amount(outcome.total, currency),
        ratio=as_count(outcome.mean or 0.0, 1),
    )


def _coverage(outcome: PlanOutcome, currency: str) -> Text:
    return sentence(
        "khoảng cách độ phủ của các địa bàn giảm {total} trong {base} điểm phần trăm",
        "the places' gap in coverage falls by {total} of {base} percentage points",
        total=as_count(100 * outcome.total, 2),
        base=as_count(100 * outcome.base, 2),
    )


_OUTCOMES = {
    "jobs": _jobs,
    "productivity": _productivity,
    "leverage": _leverage,
    "coverage": _coverage,
}


def _with_unknown(text: Text, outcome: PlanOutcome) -> Text:
    if not outcome.unknown:
        return text
    return sentence(
        "{text}, chưa rõ {unknown} hồ sơ",
        f"{{text}}, unknown of {{unknown}} {plural(outcome.unknown, 'file', 'files')}",
        text=text,
        unknown=as_count(outcome.unknown),
    )


def _signed(value: float | None) -> Text:
    if value is None:
        return Text("–", "–")
    sign = "−" if value < -0.05 else ""
    text = as_count(abs(value), 0 if abs(value) >= 10 else 1)
    return Text(sign + text.vi, sign + text.en)


def _points(value: float | None, count: float) -> Text:
    if value is None or not count:
        return Text("–", "–")
    each = value / count
    text = as_share(abs(each), 1)
    sign = "−" if each < -0.0005 else "+" if each > 0.0005 else ""
    return Text(sign + text.vi, sign + text.en)


def aim_words(request: PlanRequest) -> Text:
    """Say what counts, with its weights."""
    if request.aim == DEFAULT_AIM:
        return Text("bốn mục tiêu ngang nhau", "four objectives alike")
    weights = request.weights()
    whole = sum(weights.values())
    told = [
        sentence("{name} {share}", "{name} {share}", name=OBJECTIVES[n], share=as_share(w / whole))
        for n, w in weights.items()
    ]
    return Text(", ".join(one.vi for one in told), ", ".join(one.en for one in told))
