"""What closing the gaps comes to in all, and the sentences that say so."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from analysis.language import Text, money_unit
from analysis.measures.answers import is_one_place
from analysis.measures.closing_columns import GOALS
from analysis.measures.closing_money import interval_of, total_money
from analysis.measures.closing_rules import Interval, added
from analysis.measures.phrases import amount, number, plural, sentence


@dataclass(frozen=True, slots=True)
class Total:
    """All places together; `money` is None where no cost is known, its ends where no interval is.

    `places` are those that can be planned for, `below` those of them below the goal, `unplaced`
    the eligible at no known place.
    """

    goal: str
    goal_share: float
    places: int
    below: int
    unplaced: int
    missing: Interval
    currency: str
    money: float | None
    money_low: float | None
    money_high: float | None


def closing_total(frame: pd.DataFrame) -> Total | None:
    """Return the places of `closing` together; None where nothing can be planned for."""
    planned = frame[frame["missing"].notna()]
    if planned.empty:
        return None
    first = planned.iloc[0]
    parts = [interval_of(row, "missing") for row in planned.to_dict("records")]
    unplaced = int(frame.loc[~frame["district"].map(is_one_place).astype(bool), "eligible"].sum())
    money, low, high = total_money(planned)
    return Total(
        str(first["goal"]),
        float(first["goal_share"]),
        len(planned),
        int((planned["missing"] > 0).sum()),
        unplaced,
        added(parts),
        str(first["currency"]),
        money,
        low,
        high,
    )


def answer_closing(frame: pd.DataFrame) -> Text | None:
    """Say what brings every place to the goal; None where nothing can be planned for."""
    total = closing_total(frame)
    if total is None:
        return None
    goal = GOALS[total.goal].filled(share=_percent(total.goal_share))
    if not total.missing.value:
        return sentence(
            "Cả {places} địa bàn đã đạt {goal}",
            "All {places} places have reached {goal}",
            places=number(total.places),
            goal=goal,
        )
    count = int(total.missing.value)
    return sentence(
        "{below} trên {places} địa bàn dưới {goal}; để đạt mức đó cần hỗ trợ thêm {count} cơ sở "
        "({low}–{high}), {money}",
        f"{{below}} of {{places}} places {plural(total.below, 'is', 'are')} below {{goal}}; "
        f"reaching it takes {{count}} more supported "
        f"{plural(count, 'establishment', 'establishments')} "
        "({low} to {high}), {money}",
        below=number(total.below),
        places=number(total.places),
        goal=goal,
        count=number(count),
        low=number(total.missing.low),
        high=number(total.missing.high),
        money=_told_money(total),
    )


def answer_unplaced(frame: pd.DataFrame) -> Text | None:
    """Say how many eligible establishments are at no known place; None without any."""
    total = int(frame.loc[~frame["district"].map(is_one_place).astype(bool), "eligible"].sum())
    if not total:
        return None
    return sentence(
        "{count} cơ sở thuộc đối tượng không rõ địa bàn: có trong bảng nhưng không lập kế hoạch "
        "được. Ghi địa bàn của các cơ sở này trước.",
        f"{{count}} eligible {plural(total, 'establishment is', 'establishments are')} at no known "
        "place: in the table, but nothing can be planned for them. Record their place first.",
        count=number(total),
    )


def _told_money(total: Total) -> Text:
    if total.money is None:
        return Text("chưa nói được bao nhiêu tiền", "how much money cannot be told yet")
    about = amount(total.money, total.currency)
    if total.money_low is None or total.money_high is None:
        return sentence("khoảng {about}", "about {about}", about=about)
    unit = money_unit(total.money_high, total.currency)
    return sentence(
        "khoảng {about} ({low}–{high} {unit})",
        "about {about} ({low} to {high} {unit})",
        about=about,
        low=_digits(total.money_low / unit.factor),
        high=_digits(total.money_high / unit.factor),
        unit=unit.name,
    )


def _digits(value: float) -> Text:
    """Return a number with about three digits, as amounts are written."""
    return number(value, 0 if value >= 100 else 1 if value >= 10 else 2)


def _percent(value: float) -> Text:
    """Return a share with the decimal that tells places apart, none where there is none."""
    return sentence("{whole}%", "{whole}%", whole=number(100 * value, 1))
