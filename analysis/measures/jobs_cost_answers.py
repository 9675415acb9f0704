"""What the figures on the grant per job say, in a sentence: never the cost of making a job.

Every function takes a frame of cost_per_job… and returns a Text, or None when it answers nothing.
"""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.jobs_answers import NO_EFFECT, listed
from analysis.measures.jobs_cost import BasisCode
from analysis.measures.phrases import amount, number, sentence


def answer_cost(frame: pd.DataFrame) -> Text | None:
    """Say what a job cost, gross and net; `frame` is cost_per_job.

    With several currencies the one with most years of support is told of.
    """
    rows = one_currency(frame)
    told = [
        said
        for code in ("created", "net")
        for said in (_cost(rows[rows["basis"] == code]),)
        if said is not None
    ]
    if not told:
        return None
    return sentence(
        "Kinh phí hỗ trợ {said}{prices}; không phải chi phí để tạo ra việc làm",
        "Grant {said}{prices}; not the cost of making a job",
        said=listed(told),
        prices=_prices(rows),
    )


def _cost(rows: pd.DataFrame) -> Text | None:
    if rows.empty or pd.isna(rows["jobs"].iloc[0]):
        return None
    row = rows.iloc[0]
    currency = str(row["currency"])
    per = _PER[str(row["basis"])]
    n = number(int(row["n"]))
    if pd.isna(row["cost"]):
        if pd.isna(row["interval_kind"]) and float(row["jobs"]) > 0:
            return sentence(
                "cho một {per}: chưa nêu được, mới có {n} lượt biết cả hai số",
                "per {per}: not given yet, with both known of {n} only",
                per=per,
                n=n,
            )
        return sentence(
            "cho một {per}: không có, vì việc làm không tăng (n = {n} lượt)",
            "per {per}: none, as jobs did not grow (n = {n})",
            per=per,
            n=n,
        )
    return sentence(
        "cho một {per}: {cost} ({interval}n = {n} lượt)",
        "per {per}: {cost} ({interval}n = {n})",
        per=per,
        cost=amount(float(row["cost"]), currency),
        interval=cost_interval(row),
        n=n,
    )


def cost_interval(row: pd.Series) -> Text | str:
    """Return the interval of a cost in words, with what parts it from the next; "" without one."""
    kind = row["interval_kind"]
    if pd.isna(kind):
        return ""
    if kind == "bounded":
        return sentence(
            "khoảng 95%: {low} đến {high}; ",
            "95% interval {low} to {high}; ",
            low=amount(float(row["low"]), str(row["currency"])),
            high=amount(float(row["high"]), str(row["currency"])),
        )
    if kind == "no_upper":
        return sentence(
            "khoảng 95%: từ {low} trở lên, không có giới hạn trên; ",
            "95% interval {low} or more, without upper limit; ",
            low=amount(float(row["low"]), str(row["currency"])),
        )
    return Text("khoảng 95%: không giới hạn được; ", "95% interval without limits; ")


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
        return sentence(
            "Kinh phí một {per}, {group}: {cost} ({interval}n = {n} lượt); {note}",
            "Grant per {per}, {group}: {cost} ({interval}n = {n}); {note}",
            per=per,
            group=_group_name(least, column),
            cost=amount(float(least["cost"]), currency),
            interval=cost_interval(least),
            n=number(int(least["n"])),
            note=NO_EFFECT,
        )
    open_ended = int((rows["interval_kind"] != "bounded").sum())
    ends: Text | str = ""
    if open_ended:
        ends = sentence(
            "; {few} trong {many} nhóm không có giới hạn trên vì quá ít việc làm",
            "; {few} of {many} have no upper limit, for want of jobs",
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
