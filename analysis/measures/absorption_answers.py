"""Sentences about absorption, its pace, its projection and how past projections did."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.absorption import CLOSING
from analysis.measures.phrases import amount, code_name, number, sentence, share


def plan_month_end(year: int, month: int) -> Text:
    """Return "the end of March 2025" for a month of a plan year; 0 is before it, 13 after it."""
    at = year - 1 if month == 0 else year + 1 if month == CLOSING else year
    name = _month(month)
    return Text(f"hết {name.vi}/{at}", f"the end of {name.en} {at}")


def _month(month: int) -> Text:
    """Return the name of a month of a plan year; 0 is the December before, 13 the January after."""
    place = (month - 1) % 12
    return Text(f"tháng {place + 1}", _MONTHS[place])


def answer_absorption(frame: pd.DataFrame) -> Text | None:
    """Say what share of its own plan was paid, and which closed year was lowest."""
    known = frame[frame["absorption"].notna()]
    if known.empty:
        return None
    currency = str(known["currency"].iloc[0])
    paid, plan = float(known["matched_disbursed"].sum()), float(known["matched_plan"].sum())
    lead = sentence(
        "Đã giải ngân {share} kế hoạch ({paid} trên {plan})",
        "{share} of the plan was paid ({paid} of {plan})",
        share=share(paid / plan),
        paid=amount(paid, currency),
        plan=amount(plan, currency),
    )
    settled = known[known["unsettled"] == 0]
    if len(settled) < 2:
        return lead
    lowest = settled.iloc[int(settled["absorption"].astype(float).argmin())]
    tail = sentence(
        "; thấp nhất trong các năm đã quyết toán xong là năm {year}: {low}",
        "; of the years fully settled {year} was lowest: {low}",
        year=int(lowest["year"]),
        low=share(float(lowest["absorption"])),
    )
    return Text(lead.vi + tail.vi, lead.en + tail.en)


def answer_absorption_by_source(frame: pd.DataFrame) -> Text | None:
    """Say which source pays most and which least of its own plan, over all years together."""
    known = frame[frame["absorption"].notna()]
    sums = known.groupby("fund_source")[["matched_plan", "matched_disbursed"]].sum().astype(float)
    sums = sums[sums["matched_plan"] > 0]
    if len(sums) < 2:
        return None
    rates = sums["matched_disbursed"] / sums["matched_plan"]
    most, least = str(rates.idxmax()), str(rates.idxmin())
    return sentence(
        "So với kế hoạch của chính mình, nguồn {most} giải ngân nhiều nhất ({high}), {least} ít "
        "nhất ({low})",
        "Against its own plan, source {most} paid most ({high}), {least} least ({low})",
        most=code_name("fund_source", most),
        high=share(float(rates.max())),
        least=code_name("fund_source", least),
        low=share(float(rates.min())),
    )


def answer_projection(frame: pd.DataFrame) -> Text | None:
    """Say where the oldest open year will end, or that it cannot be told yet and what it needs."""
    if frame.empty:
        return None
    row = frame.sort_values("year").iloc[0]
    year, currency = int(row["year"]), str(row["currency"])
    shared = {
        "year": year,
        "paid": share(float(row["paid_share"])),
        "plan": amount(row["plan"], currency),
        "n": number(int(row["years_used"])),
    }
    if pd.isna(row["projected_share"]):
        return sentence(
            "Chưa dự báo được năm {year}: mới có {n} năm trước đã khóa sổ, cần ít nhất {needed}; "
            "đến nay đã chi {paid} kế hoạch {plan}",
            "Cannot tell yet where {year} will end: {n} earlier closed years, at least {needed} "
            "needed; so far {paid} of the plan of {plan} is paid",
            needed=number(int(row["years_needed"])),
            **shared,
        )
    return sentence(
        "Năm {year}: đã chi {paid} kế hoạch {plan}, dự báo {projected} khi khóa sổ (khoảng 80 %: "
        "{low}–{high}, theo {n} năm trước)",
        "{year}: {paid} of the plan of {plan} is paid, {projected} projected at closing (80 % "
        "interval {low}–{high}, from {n} earlier years)",
        projected=share(float(row["projected_share"])),
        low=share(float(row["low_80_share"])),
        high=share(float(row["high_80_share"])),
        **shared,
    )


def answer_pace(pace: pd.DataFrame) -> Text | None:
    """Say how far the last year with a plan is, and how far earlier years were by then on average.

    `pace` is measure absorption_pace.
    """
    over = pace[pace["complete"].fillna(False).astype(bool) & pace["share_so_far"].notna()]
    if over.empty:
        return None
    year = int(over["year"].max())
    month = int(over.loc[over["year"] == year, "plan_month"].max())
    at = over[over["plan_month"] == month].set_index("year")["share_so_far"].astype(float)
    earlier = at.drop(year)
    lead = sentence(
        "Đến {when} đã chi {paid} kế hoạch {year}",
        "By {when} {paid} of the {year} plan was paid",
        when=plan_month_end(year, month),
        paid=share(float(at[year])),
        year=year,
    )
    if earlier.empty:
        return lead
    tail = sentence(
        "; cùng lúc đó, bình quân {n} năm trước là {mean} (từ {low} đến {high})",
        "; by then, {n} earlier years had paid {mean} on average ({low} to {high})",
        n=number(len(earlier)),
        mean=share(float(earlier.mean())),
        low=share(float(earlier.min())),
        high=share(float(earlier.max())),
    )
    return Text(lead.vi + tail.vi, lead.en + tail.en)


def backtest_month(by_month: pd.DataFrame) -> int | None:
    """Return the month whose backtest is shown: the month now, else the middle of the year."""
    if by_month.empty:
        return None
    now = by_month.loc[by_month["current"].fillna(False).astype(bool), "plan_month"]
    if len(now):
        return int(now.iloc[0])
    months = [int(month) for month in by_month["plan_month"]]
    return min(months, key=lambda month: abs(month - 6))


def answer_backtest(by_month: pd.DataFrame) -> Text | None:
    """Say how far past projections of that month missed, and how often the interval held."""
    month = backtest_month(by_month)
    if month is None:
        return None
    row = by_month[by_month["plan_month"] == month].iloc[0]
    return sentence(
        "Nếu dự báo từ cuối {at}{before} của {n} năm trước thì lệch bình quân {error} điểm "
        "%; {inside}/{n} năm nằm trong khoảng 80 % (Wilson 95 %: {low}–{high})",
        "Made again at the end of {at}{before} for {n} past years, projections missed by "
        "{error} points on average; {inside} of {n} fell inside the 80 % interval (Wilson 95 %: "
        "{low}–{high})",
        at=_month(month),
        before=Text(" năm liền trước", " the year before") if month == 0 else "",
        n=number(int(row["years"])),
        error=number(100 * float(row["mean_absolute_error"]), 1),
        inside=number(int(row["inside_80"])),
        low=share(float(row["coverage_80_low"])),
        high=share(float(row["coverage_80_high"])),
    )


def counted_projects(frame: pd.DataFrame) -> Text | None:
    """Return how many projects absorption is over, and how many it leaves out as unknown.

    A project has one plan year, so years add up; `frame` is measure absorption.
    """
    if frame.empty:
        return None
    matched = int(frame["projects_matched"].fillna(0).sum())
    unknown = int(frame["planned_unknown"].sum()), int(frame["disbursed_unknown"].sum())
    return sentence(
        "n: {n} đề án biết cả kế hoạch và số chi; không rõ kế hoạch {plan}, không rõ số chi {paid}",
        "n: {n} projects with plan and payments known; plan unknown {plan}, payments unknown "
        "{paid}",
        n=number(matched),
        plan=number(unknown[0]),
        paid=number(unknown[1]),
    )


_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
