"""Answers about the life cycle: the sentence each chart proves, from its own frame.

Every function takes a measure's frame and returns a Text, or None when the frame answers nothing.
"""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.answers import is_one_place
from analysis.measures.phrases import number, sentence, share
from analysis.measures.process_bottlenecks import FEWEST
from analysis.measures.process_time import STAGE_TIMES
from analysis.scope import UNKNOWN_CODE


def answer_funnel(frame: pd.DataFrame) -> Text | None:
    """Say how many applications were approved and settled, and how many are not decided."""
    if frame.empty:
        return None
    counts = dict(zip(frame["step"], frame["applications"], strict=True))
    shares = dict(zip(frame["step"], frame["share_of_first"], strict=True))
    return sentence(
        "Trong {first} hồ sơ đã nộp, {approved} được duyệt, {settled} đã quyết toán; {refused} bị "
        "từ chối, {withdrawn} tự rút, {pending} đang xét",
        "Of {first} applications handed in, {approved} were approved and {settled} are settled; "
        "{refused} refused, {withdrawn} withdrawn, {pending} pending",
        first=number(int(counts["submitted"])),
        approved=share(float(shares["approved"])),
        settled=share(float(shares["settled"])),
        refused=number(int(counts["refused"])),
        withdrawn=number(int(counts["withdrawn"])),
        pending=number(int(counts["pending"])),
    )


def answer_reasons(frame: pd.DataFrame) -> Text | None:
    """Say the most frequent known reason of refusals, and of how many it is not known."""
    refused = frame[frame["result"] == "refused"]
    known = refused[refused["reason"] != "unknown"]
    if refused.empty:
        return None
    of = number(int(refused["of"].iloc[0]))
    if known.empty:
        return sentence(
            "Lý do từ chối của {of} hồ sơ đều không được ghi",
            "The reason is recorded of none of the {of} refusals",
            of=of,
        )
    missing = int(refused["applications"].sum() - known["applications"].sum())
    silent: Text | str = ""
    if missing:
        silent = sentence(
            "; {missing} hồ sơ không ghi lý do",
            "; not recorded for {missing}",
            missing=number(missing),
        )
    top = known.sort_values("applications", ascending=False, kind="stable").iloc[0]
    return sentence(
        "Lý do từ chối nhiều nhất: {reason}, {share} ({part}/{of}){silent}",
        "Most frequent reason for refusal: {reason}, {share} ({part} of {of}){silent}",
        reason=str(top["reason_name"]),
        share=share(float(top["share"])),
        part=number(int(top["applications"])),
        of=of,
        silent=silent,
    )


def answer_times(frame: pd.DataFrame) -> Text | None:
    """Say which stage has the longest median, with its interval and n."""
    if frame.empty:
        return None
    known = frame[frame["median"].notna() & (frame["n"] >= FEWEST)]
    if known.empty:
        return Text(
            f"Chưa thể kết luận bước nào lâu nhất: chưa bước nào có từ {FEWEST} trường hợp mà một "
            "nửa đã xong",
            f"Cannot tell yet which stage takes longest: of no stage with {FEWEST} cases or more "
            "has half ended",
        )
    row = known.sort_values("median", ascending=False, kind="stable").iloc[0]
    open_ended = frame[frame["median"].isna() & (frame["n"] >= FEWEST)]
    more: Text | str = ""
    if len(open_ended):
        names = [STAGE_TIMES[stage] for stage in open_ended["stage_time"]]
        more = Text(
            "; trung vị chưa đạt: " + ", ".join(name.vi for name in names),
            "; median not reached: " + ", ".join(name.en for name in names),
        )
    return sentence(
        "Lâu nhất là «{stage}»: một nửa xong trong {days} ngày{band} (n = {n}){more}",
        "Longest is “{stage}”: half are done within {days} days{band} (n = {n}){more}",
        stage=STAGE_TIMES[str(row["stage_time"])],
        days=number(float(row["median"])),
        band=_band(row, "median"),
        n=number(int(row["n"])),
        more=more,
    )


def answer_stage(frame: pd.DataFrame, stage: str) -> Text | None:
    """Say by when half and four fifths of one stage (of stage_times) are done."""
    rows = frame[frame["stage_time"] == stage]
    if rows.empty:
        return None
    row = rows.iloc[0]
    if pd.isna(row["median"]):
        return sentence(
            "«{stage}»: chưa tới một nửa xong ({ended}/{n}), trung vị chưa đạt",
            "“{stage}”: not yet half are done ({ended} of {n}), the median is not reached",
            stage=STAGE_TIMES[stage],
            ended=number(int(row["ended"])),
            n=number(int(row["n"])),
        )
    slow: Text | str = Text("; mốc 80% chưa đạt", "; 80% not reached")
    if pd.notna(row["p80"]):
        slow = sentence(
            ", 80% xong trong {days} ngày{band}",
            ", 80% within {days} days{band}",
            days=number(float(row["p80"])),
            band=_band(row, "p80"),
        )
    return sentence(
        "«{stage}»: một nửa xong trong {days} ngày{band}{slow}",
        "“{stage}”: half are done within {days} days{band}{slow}",
        stage=STAGE_TIMES[stage],
        days=number(float(row["median"])),
        band=_band(row, "median"),
        slow=slow,
    )


def answer_stage_by(frame: pd.DataFrame, stage: str, label: str) -> Text | None:
    """Compare the slowest and fastest group of one stage, and say if their intervals overlap.

    `label` is the column that names the groups. Groups of fewer than ten, unknown ones and the
    whole province are not compared.
    """
    rows = frame[(frame["stage_time"] == stage) & frame["median"].notna()]
    if "district" in rows:
        rows = rows[rows["district"].map(is_one_place)]
    if "activity" in rows:
        rows = rows[rows["activity"] != UNKNOWN_CODE]
    rows = rows[rows["n"] >= FEWEST].sort_values("median", kind="stable")
    if len(rows) < 2:
        return sentence(
            "«{stage}»: chưa đủ nhóm có từ {n} trường hợp để so sánh",
            "“{stage}”: too few groups of {n} cases or more to compare",
            stage=STAGE_TIMES[stage],
            n=FEWEST,
        )
    fast, slow = rows.iloc[0], rows.iloc[-1]
    apart = pd.notna(fast["median_high"]) and fast["median_high"] < slow["median_low"]
    doubt: Text | str = (
        ""
        if apart
        else Text(
            "; hai khoảng chồng nhau nên chưa chắc khác nhau",
            "; the intervals overlap, so they may not differ",
        )
    )
    return sentence(
        "«{stage}», trung vị: lâu nhất {slow}, {high} ngày{high_band}; nhanh nhất {fast}, {low} "
        "ngày{low_band}{doubt}",
        "“{stage}”, median: longest {slow}, {high} days{high_band}; quickest {fast}, {low} "
        "days{low_band}{doubt}",
        stage=STAGE_TIMES[stage],
        slow=str(slow[label]),
        high=number(float(slow["median"])),
        high_band=_band(slow, "median"),
        fast=str(fast[label]),
        low=number(float(fast["median"])),
        low_band=_band(fast, "median"),
        doubt=doubt,
    )


def answer_bottlenecks(frame: pd.DataFrame) -> Text | None:
    """Say which stage holds up most, or that this cannot be told."""
    if frame.empty:
        return None
    known = frame[frame["rank"].notna()]
    if len(known) < 2:
        return Text(
            "Chưa thể kết luận bước nào chậm nhất: chưa đủ hai bước so sánh được",
            "Cannot tell yet which stage is slowest: fewer than two can be compared",
        )
    row = known.iloc[0]
    stage = STAGE_TIMES[str(row["stage_time"])]
    if float(row["slowest"]) >= 0.95:
        return sentence(
            "Bước chậm nhất: «{stage}», trung bình {days} ngày ({low}–{high})",
            "Slowest stage: “{stage}”, {days} days on average ({low}–{high})",
            stage=stage,
            days=number(float(row["mean_days"])),
            low=number(float(row["mean_low"])),
            high=number(float(row["mean_high"])),
        )
    return sentence(
        "Có lẽ chậm nhất là «{stage}», xác suất {chance}; hạng từ {low} đến {high}",
        "Probably the slowest is “{stage}”, chance {chance}; rank {low} to {high}",
        stage=stage,
        chance=share(float(row["slowest"])),
        low=int(row["rank_low"]),
        high=int(row["rank_high"]),
    )


def answer_deadlines(frame: pd.DataFrame) -> Text | None:
    """Say which deadline is kept least, and for how many steps none is known."""
    if frame.empty:
        return None
    unknown = frame[frame["deadline_unknown"] > 0]
    steps = len(unknown)
    without: Text | str = ""
    if steps:
        without = sentence(
            "; {steps} bước chưa biết hạn",
            "; the deadline of {steps} {word} is not known",
            steps=number(steps),
            word="step" if steps == 1 else "steps",
        )
    judged = frame[frame["judged"] > 0].sort_values("share_met", kind="stable")
    if judged.empty:
        return sentence(
            "Chưa có hạn nào để đánh giá{without}",
            "No deadline can be judged yet{without}",
            without=without,
        )
    row = judged.iloc[0]
    return sentence(
        "Bước trễ hạn nhiều nhất: {step}, đúng hạn {share} ({met}/{judged}){without}",
        "Deadline kept least: {step}, {share} in time ({met} of {judged}){without}",
        step=str(row["step_title"]),
        share=share(float(row["share_met"])),
        met=number(int(row["met"])),
        judged=number(int(row["judged"])),
        without=without,
    )


def answer_overdue(frame: pd.DataFrame) -> Text:
    """Say how many steps are overdue and which the longest."""
    if frame.empty:
        return Text("Không hạn đã biết nào bị quá", "No known deadline is overdue")
    row = frame.iloc[0]
    total = int(row["listed_of"])
    return sentence(
        "{total} việc quá hạn; lâu nhất {days} ngày: {step}, đề án {project}",
        "{total} {word} overdue; the longest by {days} days: {step}, project {project}",
        total=number(total),
        word="step is" if total == 1 else "steps are",
        days=number(int(row["days"])),
        step=str(row["step_title"]),
        project=str(row["project_id"]),
    )


def _band(row: pd.Series, name: str) -> Text:
    """Return an interval in brackets; an end that is not reached is said to be open."""
    low, high = row[f"{name}_low"], row[f"{name}_high"]
    first = number(float(low)) if pd.notna(low) else Text("?", "?")
    if pd.isna(high):
        return sentence(" (từ {low}, cận trên chưa đạt)", " ({low} or more)", low=first)
    return sentence(" ({low}–{high})", " ({low}–{high})", low=first, high=number(float(high)))
