"""The five figures a leader sees first, each with trend, target, interval and grade.

Where a figure has no interval or grade because it counts everything, it says so: a full count has
no sampling error, and no grade as it claims nothing was caused.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence.briefing import Figure
from analysis.evidence.briefing_things import in_its_unit, province_targets
from analysis.evidence.claim import Claim
from analysis.evidence.spoken import said_on
from analysis.language import Text
from analysis.measures.answers import Change, latest_change, money_stage, stage_name
from analysis.measures.phrases import amount, number, sentence, share

FRAMES = (
    *("funding_by_year", "programme_by_year", "jobs_by_year"),
    *("targets_progress", "overdue_list", "deadlines_met_by_year"),
)
"""The measures that the briefing is made of, asked of its scope."""

COVERAGE = "coverage_chain"
"""The measure it asks of the whole programme."""

_COUNTED = Text(
    "Đếm đủ nên không có khoảng; không nói về tác động nên không có bậc.",
    "A full count has no interval; it says nothing of effects, hence no grade.",
)
_NO_TARGET = Text("Chưa ghi chỉ tiêu nào.", "No target is recorded.")
_TARGET = Text(
    "Chỉ tiêu {year}, {name}: {actual} trên {target} ({share}), {state}.",
    "Target {year}, {name}: {actual} of {target} ({share}), {state}.",
)
_UNKNOWN = Text("Chưa có số liệu.", "Nothing is recorded.")


def headline_figures(
    frames: Mapping[str, pd.DataFrame], claim: Claim | None, currency: str
) -> tuple[Figure, ...]:
    """Return money, establishments, coverage, workers and productivity, in this order.

    `frames` holds the measures of FRAMES and COVERAGE. Without `claim` the fifth waits for it.
    """
    targets = province_targets(frames["targets_progress"])
    return (
        _money(frames["funding_by_year"], targets, currency),
        _establishments(frames["programme_by_year"], targets),
        _coverage(frames[COVERAGE]),
        _workers(frames["jobs_by_year"]),
        _productivity(claim),
    )


def _money(frame: pd.DataFrame, targets: pd.DataFrame, currency: str) -> Figure:
    stage = money_stage(frame) if len(frame) else None
    change = Change(None, None, None, None, ()) if stage is None else latest_change(frame, stage)
    words = Text("Kinh phí chương trình", "Programme money")
    if stage is not None:
        words = sentence("Kinh phí {stage}", "Money {stage}", stage=stage_name(stage))
    value = None if change.value is None else amount(change.value, currency)
    told = _UNKNOWN if value is None else _against(change)
    target = _target(targets, "fund_total")
    return _figure("money", words, value, told, _COUNTED, target, "funding_by_year", change)


def _establishments(frame: pd.DataFrame, targets: pd.DataFrame) -> Figure:
    change = latest_change(frame, "establishments")
    value = None if change.value is None else number(change.value)
    return _figure(
        "establishments",
        Text("Cơ sở được hỗ trợ", "Establishments supported"),
        value,
        _UNKNOWN if value is None else _against(change),
        _COUNTED,
        _target(targets, "establishments"),
        "programme_by_year",
        change,
    )


def _coverage(frame: pd.DataFrame) -> Figure:
    rows = frame[(frame["district"] == "all") & (frame["step"] == "supported")]
    label = Text(
        "Cơ sở thuộc đối tượng đã được hỗ trợ, cả chương trình",
        "Eligible establishments supported, the whole programme",
    )
    if rows.empty or pd.isna(rows["share"].iloc[0]):
        return Figure("coverage", label, None, _UNKNOWN, _UNKNOWN, _NO_TARGET, COVERAGE)
    row = rows.iloc[0]
    told = sentence(
        "{some} trên {every} cơ sở.",
        "{some} of {every} establishments.",
        some=number(int(row["establishments"])),
        every=number(int(row["eligible"])),
    )
    sure = sentence(
        "Khoảng 95% {low}–{high}, n = {n}; mô tả, không nói về tác động.",
        "95% interval {low}–{high}, n = {n}; it describes, and says nothing of effects.",
        low=share(float(row["low"])),
        high=share(float(row["high"])),
        n=number(int(row["eligible"])),
    )
    return Figure("coverage", label, share(float(row["share"])), told, sure, _NO_TARGET, COVERAGE)


def _workers(frame: pd.DataFrame) -> Figure:
    change = latest_change(frame, "net")
    label = Text("Lao động tăng ròng ở cơ sở được hỗ trợ", "Net workers gained where supported")
    rows = frame[frame["year"] == change.year] if change.year is not None else frame.head(0)
    if change.value is None or rows.empty or not int(rows["answered"].iloc[0]):
        return Figure("workers", label, None, _UNKNOWN, _UNKNOWN, _NO_TARGET, "jobs_by_year")
    row = rows.iloc[0]
    told = sentence(
        "Tăng {gained}, giảm {lost}; {answered}/{all} cơ sở trả lời. Là thay đổi, không phải tác "
        "động.",
        "Gained {gained}, lost {lost}; {answered} of {all} answered. A change, not an effect.",
        gained=number(int(row["gained"])),
        lost=number(int(row["lost"])),
        answered=number(int(row["answered"])),
        all=number(int(row["supported"])),
    )
    sure = Text(
        "Bậc 1/5; không có khoảng: cơ sở không trả lời có thể khác.",
        "Grade 1 of 5; no interval: those that did not answer may differ.",
    )
    sign = "+" if change.value > 0 else ""
    value = Text(*(f"{sign}{one}" for one in (number(change.value).vi, number(change.value).en)))
    return Figure(
        "workers",
        _in_year(label, change.year),
        value,
        told,
        sure,
        _NO_TARGET,
        "jobs_by_year",
        trend=change.series,
    )


def _productivity(claim: Claim | None) -> Figure:
    label = Text("Năng suất lao động, cả chương trình", "Labour productivity, the whole programme")
    if claim is None:
        waiting = Text("Đang ước tính…", "Estimating…")
        return Figure("productivity", label, None, waiting, waiting, _NO_TARGET, "claim")
    grade = sentence("Bậc {level}/5.", "Grade {level} of 5.", level=claim.grade.level)
    say = said_on(claim.outcome.scale, claim.unit)
    value = None if claim.estimate is None else say(claim.estimate)
    # The first part of the claim's own sentence: it says "effect" only where the grade allows.
    told = Text(*(one.split(";", 1)[0] + "." for one in (claim.headline.vi, claim.headline.en)))
    sure = sentence(
        "{grade} n = {some} được hỗ trợ, {others} đối chứng; không theo bộ lọc.",
        "{grade} n = {some} supported, {others} compared; filters do not apply.",
        grade=grade,
        some=number(claim.n_supported),
        others=number(claim.n_compared),
    )
    return Figure("productivity", label, value, told, sure, _NO_TARGET, "claim")


def _figure(
    code: str,
    label: Text,
    value: Text | None,
    told: Text,
    sure: Text,
    target: Text,
    measure: str,
    change: Change,
) -> Figure:
    return Figure(
        code, _in_year(label, change.year), value, told, sure, target, measure, change.series
    )


def _in_year(label: Text, year: int | None) -> Text:
    return label if year is None else Text(f"{label.vi}, {year}", f"{label.en}, {year}")


def _against(change: Change) -> Text:
    if change.difference is None:
        return Text("Không có năm trước để so.", "No year before to compare with.")
    return sentence(
        "{verb} {share} so với {year}.",
        "{verb} {share} against {year}.",
        verb=Text("Tăng", "Up") if change.difference >= 0 else Text("Giảm", "Down"),
        share=share(abs(change.difference)),
        year=change.previous_year,
    )


def _target(targets: pd.DataFrame, indicator: str) -> Text:
    rows = targets[(targets["indicator"] == indicator) & targets["achieved"].notna()]
    if rows.empty:
        return _NO_TARGET
    row = rows.iloc[0]
    return _TARGET.filled(
        year=int(row["year"]),
        name=str(row["indicator_name"]),
        actual=in_its_unit(row, "actual"),
        target=in_its_unit(row, "target_value"),
        share=share(float(row["achieved"])),
        state=str(row["state_name"]).lower(),
    )
