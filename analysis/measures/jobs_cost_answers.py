"""What the figures on the grant per job say, in a sentence: never the cost of making a job.

Every function takes a frame of cost_per_job… and returns a Text, or None when it answers nothing.
"""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_answers import NO_EFFECT, listed
from analysis.measures.jobs_cost import BasisCode
from analysis.measures.jobs_cost_limits import money_range
from analysis.measures.phrases import amount, number, sentence


def answer_cost(frame: pd.DataFrame) -> Text | None:
    """Say what a job cost, gross and net; `frame` is cost_per_job.

    With several currencies the one with most years of support is told of.
    """
    rows = one_currency(frame)
    rows = rows[rows["basis"].isin(("created", "net")) & rows["jobs"].notna()]
    if rows.empty:
        return None
    return sentence(
        "Kinh phí hỗ trợ {said}{prices}; n = {n} lượt; không phải chi phí để tạo ra việc làm",
        "Grant {said}{prices}; n = {n}; not the cost of making a job",
        said=listed([_cost(row) for _, row in rows.iterrows()]),
        prices=_prices(rows),
        # Both are over the same years of support: those with jobs and grant known.
        n=number(int(rows["n"].iloc[0])),
    )


def _cost(row: pd.Series) -> Text:
    per = _PER[str(row["basis"])]
    if pd.notna(row["cost"]):
        interval = cost_interval(row)
        return sentence(
            "cho một {per}: {cost}{interval}",
            "per {per}: {cost}{interval}",
            per=per,
            cost=amount(float(row["cost"]), str(row["currency"])),
            interval=sentence(" ({one})", " ({one})", one=interval) if interval else "",
        )
    if float(row["jobs"]) > 0:
        return sentence(
            "cho một {per}: chưa nêu được vì quá ít cơ sở",
            "per {per}: not given, for want of establishments",
            per=per,
        )
    return sentence(
        "cho một {per}: không có, vì việc làm không tăng",
        "per {per}: none, as jobs did not grow",
        per=per,
    )


def cost_interval(row: pd.Series) -> Text | None:
    """Return the interval of a cost in words; None without one."""
    kind, currency = row["interval_kind"], str(row["currency"])
    if pd.isna(kind):
        return None
    if kind == "bounded":
        return sentence(
            "khoảng 95%: {range}",
            "95% interval {range}",
            range=money_range(float(row["low"]), float(row["high"]), currency),
        )
    if kind == "no_upper":
        return sentence(
            "khoảng 95%: từ {low} trở lên, không có giới hạn trên",
            "95% interval {low} or more, without upper limit",
            low=amount(float(row["low"]), currency),
        )
    return Text("khoảng 95%: không giới hạn được", "95% interval without limits")


def answer_cost_by(frame: pd.DataFrame, column: str, basis: BasisCode) -> Text | None:
    """Say between what the costs of groups lie, and how many have no upper limit.

    `frame` is cost_per_job_by_… and `column` its name of a group ("year" for years).
    """
    rows = one_currency(frame)
    rows = rows[(rows["basis"] == basis) & rows["cost"].notna()].sort_values("cost")
    if rows.empty:
        return None
    least, most = rows.iloc[0], rows.iloc[-1]
    currency = str(least["currency"])
    per = _PER[basis]
    if len(rows) == 1:
        interval = cost_interval(least)
        return sentence(
            "Kinh phí một {per}, {group}: {cost} ({interval}n = {n} lượt); {note}",
            "Grant per {per}, {group}: {cost} ({interval}n = {n}); {note}",
            per=per,
            group=_group_name(least, column),
            cost=amount(float(least["cost"]), currency),
            interval=sentence("{one}; ", "{one}; ", one=interval) if interval else "",
            n=number(int(least["n"])),
            note=NO_EFFECT,
        )
    open_ended = int((rows["interval_kind"] != "bounded").sum())
    ends: Text | str = ""
    if open_ended:
        ends = sentence(
            "; {few} trong {many} {what} không có giới hạn trên vì quá ít việc làm",
            "; {few} of {many} {what} have no upper limit, for want of jobs",
            what=Text("năm", "years") if column == "year" else Text("nhóm", "groups"),
            few=open_ended,
            many=len(rows),
        )
    return sentence(
        "Kinh phí một {per}: từ {least} ({first}, n = {few}) đến {most} ({last}, n = {many}){ends}"
        "; {note}",
        "Grant per {per}: from {least} ({first}, n = {few}) to {most} ({last}, n = {many}){ends}; "
        "{note}",
        per=per,
        least=amount(float(least["cost"]), currency),
        first=_group_name(least, column),
        few=number(int(least["n"])),
        most=amount(float(most["cost"]), currency),
        last=_group_name(most, column),
        many=number(int(most["n"])),
        ends=ends,
        note=NO_EFFECT,
    )


_PER = {
    "created": Text("việc làm tạo thêm", "job created"),
    "net": Text("việc làm tăng ròng", "net job"),
    "kept_12": Text("việc làm còn sau 12 tháng", "job kept 12 months"),
    "kept_24": Text("việc làm còn sau 24 tháng", "job kept 24 months"),
}


def one_currency(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of the currency with most years of support."""
    if frame.empty:
        return frame
    sizes = frame.groupby("currency")["events"].sum()
    return frame[frame["currency"] == sizes.idxmax()]


def _prices(rows: pd.DataFrame) -> Text | str:
    year = rows["price_year"].iloc[0]
    return "" if pd.isna(year) else Text(f" (giá năm {year})", f" (prices of {year})")


def _group_name(row: pd.Series, column: str) -> str:
    return str(int(row["year"])) if column == "year" else str(row[f"{column}_name"])
