"""Why the model would have decided a past file otherwise, and what the records say of it."""

from __future__ import annotations

from analysis.decisions.backtest import ReplayedYear
from analysis.decisions.portfolio.reason_words import decision_words
from analysis.language import Text
from analysis.measures.phrases import code_name, sentence

GROUPS = {
    "only_then": Text("Chỉ chọn thật", "Only chosen then"),
    "only_model": Text("Chỉ mô hình chọn", "Only the model's choice"),
    "both": Text("Cả hai cùng chọn", "In both"),
    "neither": Text("Cả hai đều không", "In neither"),
}
"""In which choices a file is, those that differ first."""

_BOTH = Text("Cả hai cùng chọn. Mô hình: {model}", "Both chose it. The model: {model}")
_MODEL = Text("Mô hình: {model}", "The model: {model}")
_RECORDED = Text(
    "{told} Khi đó {result}; lý do được ghi: {reason}.",
    "{told} Then it was {result}; the reason on record: {reason}.",
)
_UNSAID = Text(
    "{told} Khi đó {result}; không ghi lý do.", "{told} Then it was {result}; no reason on record."
)
_TOO = Text(
    "{told} Nếu coi giấy tờ còn thiếu là đạt (giả định) thì mô hình cũng chọn.",
    "{told} Were what is missing taken as met (an assumption), the model would choose it too.",
)
_STILL_NOT = Text(
    "{told} Nếu coi giấy tờ còn thiếu là đạt (giả định) thì vẫn có hồ sơ khác đáng hơn.",
    "{told} Were what is missing taken as met (an assumption), others would still come first.",
)


def why_differently(
    year: ReplayedYear, name: str, result: str | None, reason: str | None
) -> Text | None:
    """Return why the model's choice of a file differs from the one made, or does not.

    `result` and `reason` are codes of what was decided then. None in a year without a known budget.
    """
    decision = year.decisions.get(name)
    if decision is None:
        return None
    group = year.groups[name]
    told = decision_words(decision)
    told = (_BOTH if group == "both" else _MODEL).filled(model=told)
    if decision.code == "gate_blocked" and year.assumed is not None:
        chosen = name in year.chosen["assumed"]
        told = (_TOO if chosen else _STILL_NOT).filled(told=told)
    if group in ("only_then", "both") or result is None:
        return told
    words = code_name("application_result", result)
    lowered = Text(words.vi.lower(), words.en.lower())
    if reason is None:
        return _UNSAID.filled(told=told, result=lowered)
    return sentence(
        *(_RECORDED.vi, _RECORDED.en),
        told=told,
        result=lowered,
        reason=code_name("application_reason", reason),
    )
