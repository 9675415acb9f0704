"""Saved plans in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.decisions.plan_outcome_words import outcome_words
from analysis.decisions.saved_plan import SavedPlan
from analysis.language import Language, Text, format_day
from analysis.measures.phrases import amount, number, plural, sentence


def answer_shelf(plans: Sequence[SavedPlan], snapshot: int) -> Text:
    """Say how many plans are saved, and how many of them rest on older data."""
    count = len(plans)
    if not count:
        return Text("Chưa lưu kế hoạch nào", "No plan is saved yet")
    told = sentence(
        "Đã lưu {count} kế hoạch",
        f"{{count}} {plural(count, 'plan is', 'plans are')} saved",
        count=number(count),
    )
    old = sum(plan.snapshot != snapshot for plan in plans)
    if not old:
        return told
    return sentence(
        "{told}; {old} kế hoạch lập trên bản số liệu khác",
        f"{{told}}; {{old}} {plural(old, 'rests', 'rest')} on another snapshot",
        told=told,
        old=number(old),
    )


def plan_line(plan: SavedPlan, language: Language) -> str:
    """Return when a plan was saved, what it chooses and what its leading objective was to bring."""
    weights = plan.request.weights()
    leading = [one for one in plan.outcomes if one.objective in weights][:1]
    parts = [
        f"{format_day(plan.saved_at.date(), language)} {plan.saved_at:%H:%M} UTC",
        sentence(
            "{count} hồ sơ, {money}",
            f"{{count}} {plural(len(plan.chosen), 'file', 'files')}, {{money}}",
            count=number(len(plan.chosen)),
            money=amount(plan.granted, plan.currency),
        ).in_language(language),
        *(outcome_words(one, plan.currency).in_language(language) for one in leading),
    ]
    return " · ".join(parts)


def older_words(plan: SavedPlan, snapshot: int) -> Text | None:
    """Say that a plan rests on another snapshot than the one shown; None where it does not."""
    if plan.snapshot == snapshot:
        return None
    return sentence(
        "Lập trên bản số liệu {then}; đang hiện bản {now}. Mở thiết lập và lập lại để cập nhật",
        "Made on snapshot {then}; snapshot {now} is shown. Open its settings and make it again to "
        "bring it up to date",
        then=number(plan.snapshot),
        now=number(snapshot),
    )


def damaged_words(files: Sequence[str]) -> Text:
    """Say which files of the shelf are no plans."""
    listed = ", ".join(files[:5])
    return Text(
        f"Không đọc được {len(files)} tệp trong thư mục kế hoạch, nên không dùng: {listed}",
        f"{len(files)} files among the plans cannot be read and are not used: {listed}",
    )
