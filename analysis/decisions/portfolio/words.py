"""Limits, plans and what is wrong with them, said in both languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction

from analysis.decisions.portfolio.explain import Explanation
from analysis.decisions.portfolio.plan import LimitName, Plan, Unit, Violation
from analysis.decisions.portfolio.relaxation import NotMended, Relaxation
from analysis.evidence.spoken import as_count, as_share
from analysis.language import Text

Names = Callable[[str, str], Text]
"""Names a code of a dimension: district, activity, terrain, source, officer, establishment or
candidate."""

OBJECTIVES = {
    "jobs": Text("việc làm", "jobs"),
    "productivity": Text("năng suất", "productivity"),
    "leverage": Text("vốn đối ứng huy động", "counterpart mobilised"),
    "coverage": Text("độ phủ", "coverage"),
}

_DIMENSIONS = {
    "district": Text("địa bàn", "place"),
    "activity": Text("nội dung", "activity"),
    "terrain": Text("địa hình", "terrain"),
}

_OF_PLACE = {
    ("floor", False): Text(
        "mức tối thiểu bằng tiền cho {dimension} {key}", "the floor in VND of {dimension} {key}"
    ),
    ("floor", True): Text(
        "tỷ lệ tối thiểu cho {dimension} {key}", "the smallest share of {dimension} {key}"
    ),
    ("cap", False): Text(
        "mức tối đa bằng tiền cho {dimension} {key}", "the cap in VND of {dimension} {key}"
    ),
    ("cap", True): Text(
        "tỷ lệ tối đa cho {dimension} {key}", "the largest share of {dimension} {key}"
    ),
}

_OTHERS: dict[str, tuple[str, Text]] = {
    "budget": ("source", Text("ngân sách nguồn {key}", "the budget of source {key}")),
    "total": ("", Text("tổng ngân sách", "the total budget")),
    "officer": (
        "officer",
        Text("số đề án cán bộ {key} phụ trách được", "the projects officer {key} can take on"),
    ),
    "content": (
        "establishment",
        Text(
            "mỗi cơ sở chỉ một lần cho cùng nội dung ({key})",
            "one grant per establishment and content ({key})",
        ),
    ),
    "locked": ("candidate", Text("hồ sơ {key} đã khóa chọn", "candidate {key} is locked in")),
    "forbidden": ("candidate", Text("hồ sơ {key} đã loại", "candidate {key} is forbidden")),
    "gate": (
        "candidate",
        Text("hồ sơ {key} không qua điều kiện", "candidate {key} does not pass the gates"),
    ),
    "grant": (
        "candidate",
        Text("hồ sơ {key} chưa rõ số tiền", "the amount of candidate {key} is unknown"),
    ),
    "ceiling": (
        "candidate",
        Text("hồ sơ {key} vượt mức trần", "candidate {key} is above its ceiling"),
    ),
    "ceiling_unknown": (
        "candidate",
        Text(
            "hồ sơ {key} chưa có mức trần được xác nhận",
            "candidate {key} has no confirmed ceiling",
        ),
    ),
    "source": (
        "candidate",
        Text("nguồn vốn của hồ sơ {key} không có tiền", "the source of candidate {key} has none"),
    ),
}


_RAISED = Text("nâng {limit} thêm {amount}", "raise {limit} by {amount}")
_MENDS = {
    "floor": Text("hạ {limit} bớt {amount}", "lower {limit} by {amount}"),
    "locked": Text("bỏ điều này: {limit}", "give up that {limit}"),
    "forbidden": Text("bỏ điều này: {limit}", "give up that {limit}"),
}


def codes_as_names(dimension: str, code: str) -> Text:
    """Name a code by itself."""
    return Text(code, code)


def limit_words(name: LimitName, names: Names = codes_as_names) -> Text:
    """Say which limit is meant, as a noun phrase or short clause."""
    if name.kind in ("floor", "cap"):
        return _OF_PLACE[name.kind, name.share].filled(
            dimension=_DIMENSIONS[name.by], key=names(name.by, name.key)
        )
    dimension, text = _OTHERS[name.kind]
    return text.filled(key=names(dimension, name.key)) if name.key else text


def amount_words(amount: Fraction, unit: Unit) -> Text:
    """Say đồng or projects to the last one; a part of a đồng is rounded up."""
    whole = -int(-amount // 1)
    if unit == "dong":
        return Text("{amount} đồng", "{amount} VND").filled(amount=as_count(whole))
    one = whole == 1
    return Text("{n} đề án", "{n} project" if one else "{n} projects").filled(n=as_count(whole))


def violation_words(violation: Violation, names: Names = codes_as_names) -> Text:
    """Say which limit a plan breaks and by how much."""
    return Text("{limit}: lệch {amount}", "{limit}: off by {amount}").filled(
        limit=limit_words(violation.limit, names),
        amount=amount_words(violation.amount, violation.limit.unit),
    )


def status_words(plan: Plan) -> Text:
    """Say how sure it is that no plan is better."""
    if plan.status == "infeasible":
        return Text("Không phương án nào giữ được mọi giới hạn", "No plan keeps every limit")
    if not plan.verified:
        return Text(
            "Chưa tìm được phương án giữ mọi giới hạn; đây là phương án theo quy tắc, có vi phạm",
            "No plan that keeps every limit was found; this one, made by a rule, breaks some",
        )
    if plan.gap is None:
        return Text(
            "Phương án theo quy tắc, không chứng minh được mức tốt nhất",
            "Made by a rule: nothing is proved about better plans",
        )
    gap = as_share(plan.gap, 3)
    if plan.status == "optimal":
        return Text(
            "Đã chứng minh: không phương án nào tốt hơn quá {gap}",
            "Proved: no plan is better by more than {gap}",
        ).filled(gap=gap)
    if plan.status == "stopped":
        return Text(
            "Bộ giải dừng sớm: phương án tốt nhất đến lúc đó; phương án khác có thể tốt hơn tới "
            "{gap}",
            "The solver ended early: the best so far; another plan may be better by up to {gap}",
        ).filled(gap=gap)
    return Text(
        "Hết thời gian: phương án tốt nhất đến lúc đó; phương án khác có thể tốt hơn tới {gap}",
        "Time was over: the best so far; another plan may be better by up to {gap}",
    ).filled(gap=gap)


def explanation_words(told: Explanation, names: Names = codes_as_names) -> tuple[Text, ...]:
    """Say why there is no plan and what would mend it, one sentence each."""
    sentences = [
        Text("Không thể cùng lúc: {lock}; {barrier}.", "Not both: {lock}; {barrier}.").filled(
            lock=limit_words(lock, names), barrier=limit_words(barrier, names)
        )
        for lock, barrier in told.impossible_locks
    ]
    if told.conflict == "none":
        everything = Text("Mọi giới hạn cùng giữ được.", "All limits can be kept together.")
        others = Text("Các giới hạn còn lại cùng giữ được.", "The others can be kept together.")
        return (*sentences, others if sentences else everything)
    if told.conflict == "undecided":
        text = Text(
            "Chưa biết các giới hạn có cùng giữ được không: hết thời gian.",
            "Whether the limits can be kept together is not known: time was over.",
        )
        return (*sentences, text)
    irreducible = told.conflict.irreducible
    sentences.append(
        Text(
            "Các giới hạn này không thể cùng giữ: {limits}.",
            "These limits cannot be kept together: {limits}.",
        ).filled(limits=_listed([limit_words(name, names) for name in told.conflict.limits]))
    )
    sentences.append(
        Text("Bỏ một giới hạn bất kỳ thì giữ được số còn lại.", "Without any one the rest can be.")
        if irreducible
        else Text(
            "Hết thời gian: có thể chỉ một phần trong số đó đã mâu thuẫn.",
            "Time was over: a part of them may conflict already.",
        )
    )
    if isinstance(told.smallest, Relaxation):
        sentences.append(
            Text("Thay đổi nhỏ nhất: {changes}.", "The smallest change: {changes}.").filled(
                changes=_changes(told.smallest, names)
            )
        )
    for name, change in told.alone:
        sentences.append(_alone(name, change, names))
    return tuple(sentences)


def _alone(name: LimitName, change: Relaxation | NotMended, names: Names) -> Text:
    limit = limit_words(name, names)
    if isinstance(change, Relaxation):
        text = Text("Chỉ cần {change}.", "Enough alone: {change}.")
        return text.filled(change=_changes(change, names))
    if change == "impossible":
        text = Text("Chỉ thay đổi {limit} thì không đủ.", "Changing only {limit} is not enough.")
    else:
        text = Text(
            "Chưa biết chỉ thay đổi {limit} có đủ không: hết thời gian.",
            "Whether changing only {limit} is enough is not known: time was over.",
        )
    return text.filled(limit=limit)


def _changes(relaxation: Relaxation, names: Names) -> Text:
    parts = [
        _MENDS.get(change.limit.kind, _RAISED).filled(
            limit=limit_words(change.limit, names),
            amount=amount_words(change.amount, change.limit.unit),
        )
        for change in relaxation.changes
    ]
    return _listed(parts)


def _listed(texts: Sequence[Text]) -> Text:
    return Text("; ".join(text.vi for text in texts), "; ".join(text.en for text in texts))
