"""The things a leader should know: each rule looks at frames and says one sentence, or nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from analysis.evidence.briefing import RULES, SHOWN, Thing
from analysis.evidence.claim import Claim
from analysis.language import Text
from analysis.measures.answers import latest_change, money_stage, stage_name
from analysis.measures.phrases import amount, number, sentence, share
from analysis.measures.process_answers import answer_overdue
from analysis.measures.targets_answers import shown_year

Frames = Mapping[str, pd.DataFrame]

FEWEST = 10
"""Counts below this are too small to be called the largest change."""


def things_to_know(frames: Frames, claim: Claim | None) -> tuple[Thing, ...]:
    """Return the first SHOWN things that the rules find, in the order of RULES.

    `frames` holds the measures overdue_list, targets_progress, jobs_by_year, funding_by_year and
    programme_by_year; `claim` is the one on productivity, None where nobody has asked for it yet.
    """
    found = {
        "overdue": overdue(frames["overdue_list"]),
        "gap": largest_gap(frames["targets_progress"]),
        "evidence": weakest_evidence(frames["jobs_by_year"], claim),
        "change": largest_change(frames["funding_by_year"], frames["programme_by_year"]),
    }
    told = [found[rule] for rule in RULES]
    return tuple(thing for thing in told if thing is not None)[:SHOWN]


def overdue(frame: pd.DataFrame) -> Thing | None:
    """Say how many steps are overdue and which the longest; nothing where none is."""
    return None if frame.empty else Thing("overdue", answer_overdue(frame), "week")


def province_targets(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the latest year's targets of the whole province and every source."""
    year = shown_year(frame)
    whole = frame["whole_province"].fillna(False).astype(bool) & frame["fund_source"].isna()
    return frame[whole & (frame["year"] == year)] if year is not None else frame.head(0)


def largest_gap(frame: pd.DataFrame) -> Thing | None:
    """Say which target of the latest year is farthest from reached; nothing where all are."""
    rows = province_targets(frame)
    short = rows[rows["state"].isin(["missed", "behind"]) & rows["achieved"].notna()]
    if short.empty:
        return None
    row = short.sort_values(["achieved", "indicator"]).iloc[0]
    told = sentence(
        "Xa chỉ tiêu {year} nhất: {name}, {actual} trên {target} ({share})",
        "Farthest from its target of {year}: {name}, {actual} of {target} ({share})",
        year=int(row["year"]),
        name=str(row["indicator_name"]),
        actual=in_its_unit(row, "actual"),
        target=in_its_unit(row, "target_value"),
        share=share(float(row["achieved"])),
    )
    return Thing("gap", told, "targets")


def in_its_unit(row: pd.Series, column: str) -> Text:
    """Return a number of a target in its unit."""
    value = float(row[column])
    if pd.notna(row["currency"]):
        return amount(value, str(row["currency"]))
    return number(value)


def weakest_evidence(jobs: pd.DataFrame, claim: Claim | None) -> Thing | None:
    """Say which outcome rests on the weakest evidence, and what would make it surer."""
    answered = int(jobs["answered"].sum()) if len(jobs) else 0
    if claim is not None and (claim.grade.level == 0 or answered == 0):
        surer = claim.surer[0] if claim.surer else None
        told = claim.headline
        if surer is not None:
            told = Text(f"{told.vi} {surer.vi}", f"{told.en} {surer.en}")
        return Thing("evidence", told, "evidence")
    if answered == 0:
        return None
    net = int(jobs["net"].sum())
    told = sentence(
        "Bằng chứng yếu nhất: lao động {verb} {net} người là thay đổi trong năm hỗ trợ (bậc 1/5; "
        "{answered}/{all} lượt trả lời), chưa so với cơ sở không được hỗ trợ",
        "Weakest evidence: workers {verb} by {net} is a change in the year of support (grade 1 of "
        "5; {answered} of {all} answered), not yet held against establishments without support",
        verb=Text("tăng ròng", "up") if net >= 0 else Text("giảm ròng", "down"),
        net=number(abs(net)),
        answered=number(answered),
        all=number(int(jobs["supported"].sum())),
    )
    return Thing("evidence", told, "jobs", {"view": "effect"})


def largest_change(funding: pd.DataFrame, programme: pd.DataFrame) -> Thing | None:
    """Say what moved by the most per cent between the two latest whole years."""
    stage = money_stage(funding) if len(funding) else None
    series = [
        (funding, "projects", Text("số đề án", "projects"), FEWEST),
        (programme, "establishments", Text("số cơ sở được hỗ trợ", "establishments"), FEWEST),
        (programme, "counterpart", Text("vốn đối ứng", "counterpart"), 0),
    ]
    if stage is not None:
        words = sentence("kinh phí {stage}", "money {stage}", stage=stage_name(stage))
        series.insert(0, (funding, stage, words, 0))
    moved = []
    for frame, column, words, least in series:
        change = latest_change(frame, column)
        if change.difference and min(change.value or 0, change.previous or 0) >= least:
            moved.append((abs(change.difference), words, change))
    if not moved:
        return None
    _size, words, change = max(moved, key=lambda one: one[0])
    up = (change.difference or 0) > 0
    told = sentence(
        "Thay đổi lớn nhất: {what} {verb} {share} năm {year} so với {previous}",
        "Largest change: {what} {verb} by {share} in {year} against {previous}",
        what=words,
        verb=Text("tăng", "up") if up else Text("giảm", "down"),
        share=share(abs(change.difference or 0)),
        year=change.year,
        previous=change.previous_year,
    )
    return Thing("change", told, "funding", {"view": "trend"})
