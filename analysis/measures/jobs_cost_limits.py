"""What a cost per job may be, from the set of values a ratio may have."""

from __future__ import annotations

import math
from typing import Literal

from analysis.language import Text, money_unit
from analysis.measures.phrases import amount, sentence
from analysis.measures.ratio_intervals import Method, RatioInterval

IntervalKind = Literal["bounded", "no_upper", "no_limits", "jobs_fell"]
KIND_NAMES: dict[IntervalKind, Text] = {
    "bounded": Text("Có giới hạn trên và dưới", "With both limits"),
    "no_upper": Text("Không có giới hạn trên", "No upper limit"),
    "no_limits": Text("Không giới hạn được", "No limits"),
    "jobs_fell": Text("Việc làm giảm", "Jobs fell"),
}
METHOD_NAMES: dict[Method, Text] = {
    "bootstrap": Text("Lấy mẫu lại (bootstrap BCa)", "BCa bootstrap"),
    "fieller": Text("Fieller", "Fieller"),
}


def limits(found: RatioInterval) -> tuple[IntervalKind, float, float]:
    """Return what an interval says of a cost: its kind and limits, infinite where there is none.

    Fieller's set outside of two values of different sign holds all costs from the upper one on; the
    rest of it, below zero, is of jobs lost. No cost is below zero, so a set of such values, or of
    all values, sets no limit.
    """
    if found.kind == "bounded" and found.high > 0:
        return "bounded", max(found.low, 0.0), found.high
    if found.kind == "bounded":
        return "jobs_fell", math.inf, math.inf
    if found.kind == "outside" and found.low < 0 < found.high:
        return "no_upper", found.high, math.inf
    return "no_limits", 0.0, math.inf


def interval_words(kind: IntervalKind, low: float, high: float, currency: str) -> Text:
    """Say what a cost per job may be; one without end is said to have none."""
    if kind == "bounded":
        return money_range(low, high, currency)
    if kind == "no_upper":
        return sentence(
            "từ {low} trở lên, không có giới hạn trên: có thể hầu như không có việc làm như vậy",
            "{low} or more, without upper limit: there may be hardly any such job",
            low=amount(low, currency),
        )
    return _WITHOUT[kind]


def money_range(low: float, high: float, currency: str) -> Text:
    """Return two amounts as a range, their unit named once where it is the same."""
    unit = money_unit(high, currency)
    start, end = amount(low, currency), amount(high, currency)
    if money_unit(low, currency) == unit:
        start = Text(start.vi.removesuffix(unit.name.vi), start.en.removesuffix(unit.name.en))
        start = Text(start.vi.rstrip(), start.en.rstrip())
    return sentence("{low} đến {high}", "{low} to {high}", low=start, high=end)


_WITHOUT: dict[str, Text] = {
    "no_limits": Text(
        "không giới hạn được: số liệu không loại trừ mức nào",
        "without limits: the data rule out no cost",
    ),
    "jobs_fell": Text("việc làm giảm: không có mức chi phí", "jobs fell: there is no cost per job"),
}
