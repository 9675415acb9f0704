"""Which of the plans behind a trade-off are not proved the best, always said."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.decisions.plan_tradeoffs import Tradeoffs
from analysis.decisions.portfolio.frontier import FrontierPoint
from analysis.decisions.portfolio.prices import Price
from analysis.decisions.portfolio.words import Names
from analysis.decisions.price_words import changed_words
from analysis.language import Text
from analysis.measures.phrases import amount, number, sentence

ALL_PROVED = Text(
    "Mọi phương án ở đây đều đã chứng minh là tốt nhất (sai số cho phép 0,01 %)",
    "Every plan here is proved the best (within 0.01%)",
)


def frontier_proof(points: Sequence[FrontierPoint], currency: str) -> Text:
    """Say at which budgets the plan is not proved the best, and by how much one may be better."""
    open_ = [point for point in points if not point.proved]
    if not open_:
        return ALL_PROVED
    told = [
        _maybe(amount(point.budget, currency), _room(point.plan.objective, point.plan.bound))
        for point in open_
    ]
    return sentence(
        "Chưa chứng minh là tốt nhất trong thời gian đã cho, {count} trên {all} mức ngân sách: "
        "{points}",
        "Not proved the best in the time given, {count} of {all} budgets: {points}",
        count=number(len(open_)),
        all=number(len(points)),
        points=_joined(told),
    )


def price_proof(found: Tradeoffs, currency: str, names: Names) -> Text:
    """Say which differences rest on a plan that is not proved the best."""
    prices: list[Price] = [*found.money, *found.floors, *found.caps]
    open_ = [one for one in prices if not one.proved]
    if not open_:
        return ALL_PROVED
    told = [_maybe(changed_words(one, currency, names), _room(one.low, one.high)) for one in open_]
    return sentence(
        "Chưa chứng minh trong thời gian đã cho, {count} trên {all} con số: {points}",
        "Not proved in the time given, {count} of {all} figures: {points}",
        count=number(len(open_)),
        all=number(len(prices)),
        points=_joined(told),
    )


def _room(low: float | None, high: float | None) -> float | None:
    """Return what lies between two ends, None where either is not known."""
    return None if low is None or high is None else max(0.0, high - low)


def _maybe(what: Text, room: float | None) -> Text:
    if room is None:
        return sentence(
            "{what} (chưa biết hơn được bao nhiêu)", "{what} (by how much is not known)", what=what
        )
    return sentence(
        "{what} (có thể hơn tới {room} điểm phần trăm)",
        "{what} (up to {room} points more)",
        what=what,
        room=number(100 * room, 2),
    )


def _joined(texts: Sequence[Text]) -> Text:
    return Text("; ".join(one.vi for one in texts), "; ".join(one.en for one in texts))
