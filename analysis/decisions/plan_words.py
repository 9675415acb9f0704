"""A plan in sentences: how many files, how much money, what is expected, how surely the best."""

from __future__ import annotations

from analysis.decisions.plan_outcome_words import outcome_words
from analysis.decisions.plan_request import PlanRequest
from analysis.decisions.plan_request_parts import DEFAULT_AIM
from analysis.decisions.plan_solved import Solved
from analysis.decisions.portfolio.plan import Plan
from analysis.decisions.portfolio.purse import whole_budget
from analysis.decisions.portfolio.values import Problem
from analysis.decisions.portfolio.words import OBJECTIVES, status_words
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text
from analysis.measures.phrases import amount, plural, sentence

NO_GAP = 5e-6
"""A gap this small is written as none."""

BEST = Text("Đã chứng minh là phương án tốt nhất", "Proved to be the best plan")
VERIFIED = Text(
    "mọi giới hạn đã được kiểm lại bằng số nguyên",
    "every limit was checked again in whole numbers",
)


def answer_plan(solved: Solved, currency: str) -> Text:
    """Say in one sentence what the plan chooses, spends and is expected to bring."""
    if not solved.found:
        return status_words(solved.plan)
    leading = [one for one in solved.outcomes if one.objective in solved.request.weights()]
    parts = [chosen_words(solved.problem, solved.plan, currency)]
    parts += [outcome_words(one, currency) for one in leading[:1]]
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
    if plan.status == "optimal" and plan.gap is not None and plan.gap < NO_GAP:
        status = BEST
    return sentence(
        "{status}; {verified}", "{status}; {verified}", status=status, verified=VERIFIED
    )


def reached_words(solved: Solved) -> Text:
    """Say which part of all that could be had the plan reaches, and what none can exceed."""
    plan = solved.plan
    return sentence(
        "Mục tiêu ({aim}): đạt {objective} của tất cả những gì mọi hồ sơ có thể hỗ trợ mang lại; "
        "không phương án nào vượt được {bound}",
        "Objective ({aim}): {objective} of all that every file that may be funded could bring; no "
        "plan can exceed {bound}",
        aim=aim_words(solved.request),
        objective=as_share(plan.objective or 0.0, 1),
        bound="?" if plan.bound is None else as_share(plan.bound, 1),
    )


def unsure_words(solved: Solved) -> list[Text]:
    """Say how many of the chosen have no confirmed ceiling or an unknown outcome that counts."""
    plan = solved.plan
    told = []
    if plan.ceiling_unknown:
        told.append(
            sentence(
                "{count} hồ sơ được chọn chưa có mức tối đa được xác nhận: số tiền lấy theo đề "
                "nghị",
                f"{{count}} chosen {plural(plan.ceiling_unknown, 'file has', 'files have')} no "
                "confirmed ceiling: the grant is what was asked for",
                count=as_count(plan.ceiling_unknown),
            )
        )
    if plan.outcome_unknown:
        told.append(
            sentence(
                "{count} hồ sơ được chọn có mục tiêu chưa rõ, chỉ tính phần đã biết",
                f"{{count}} chosen {plural(plan.outcome_unknown, 'file has', 'files have')} an "
                "objective that is not known, and counts by the others only",
                count=as_count(plan.outcome_unknown),
            )
        )
    return told


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
