"""Sentences about whether totals of the same money agree."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.phrases import amount, number, plural, sentence, share


def totals_known(frame: pd.DataFrame) -> bool:
    """Tell whether any total of a reconciliation but the yearly plan is known."""
    totals = frame[(frame["role"] == "total") & (frame["kind"] != "target")]
    return bool(totals["amount"].notna().any())


def unexplained(frame: pd.DataFrame) -> int:
    """Return what the bridge between projects and payments leaves unexplained, in whole units.

    Not the difference to the yearly plan, which names no projects.
    """
    rows = frame[frame["role"] == "unexplained"]
    rows = rows[~rows["kind"].str.startswith("not_explained_target")]
    return int(rows["amount"].abs().sum())


def answer_reconciliation(frame: pd.DataFrame) -> Text | None:
    """Say how plan and payments differ and whether every difference has its reason.

    `frame` is measure reconciliation.
    """
    if frame.empty or not totals_known(frame):
        return None
    currency = str(frame["currency"].iloc[0])
    totals = frame[frame["role"] == "total"].set_index("kind")["amount"]
    known = [
        code
        for code in ("planned", "approved", "accepted", "settled", "disbursed")
        if pd.notna(totals.get(code))
    ]
    rest = unexplained(frame)
    reason = (
        Text("mọi chênh lệch đều có lý do, đến từng đồng", "every difference has its reason")
        if rest == 0
        else sentence(
            "còn {rest} chưa giải thích được",
            "{rest} is not explained",
            rest=amount(rest, currency),
        )
    )
    first, last = known[0], known[-1]
    return sentence(
        "Từ {before} {start} đến {after} {end}: {reason}",
        "From {start} {before} to {end} {after}: {reason}",
        before=_WORDS[first],
        start=amount(totals[first], currency),
        after=_WORDS[last],
        end=amount(totals[last], currency),
        reason=reason,
    )


def answer_target(frame: pd.DataFrame) -> Text | None:
    """Say how much of the yearly plan the projects' plans make up; None without a yearly plan."""
    totals = frame[frame["role"] == "total"].set_index("kind")["amount"]
    target, planned = totals.get("target"), totals.get("planned")
    if target is None or pd.isna(target) or pd.isna(planned) or int(target) == 0:
        return None
    currency = str(frame["currency"].iloc[0])
    return sentence(
        "Kế hoạch các đề án bằng {share} kế hoạch năm được giao ({planned} trên {target})",
        "The projects' plans are {share} of the yearly plan ({planned} of {target})",
        share=share(float(planned) / float(target)),
        planned=amount(planned, currency),
        target=amount(target, currency),
    )


def answer_cases(frame: pd.DataFrame, bridge: pd.DataFrame) -> Text | None:
    """Say how much was not recovered from stopped projects, else how many reasons list projects.

    `frame` is measure reconciliation_cases, `bridge` measure reconciliation.
    """
    if frame.empty:
        return None
    stopped = bridge[bridge["kind"] == "stopped_not_recovered"]
    reasons = frame["kind"].nunique()
    listed = sentence(
        "{n} dòng cần xem, theo {reasons} lý do",
        "{n} "
        + plural(len(frame), "row", "rows")
        + " to look at, for {reasons} "
        + plural(reasons, "reason", "reasons"),
        n=number(len(frame)),
        reasons=number(reasons),
    )
    if stopped.empty or float(stopped["amount"].iloc[0]) <= 0:
        return listed
    row = stopped.iloc[0]
    count = int(row["projects"])
    head = sentence(
        "{amount} của {count} đề án đã ngừng chưa thu hồi",
        "{amount} of {count} stopped " + plural(count, "project", "projects") + " is not recovered",
        amount=amount(row["amount"], str(row["currency"])),
        count=number(count),
    )
    return Text(f"{head.vi}; {listed.vi}", f"{head.en}; {listed.en}")


_WORDS = {
    "planned": Text("kế hoạch các đề án", "planned by projects"),
    "approved": Text("phê duyệt", "approved"),
    "accepted": Text("nghiệm thu", "accepted"),
    "settled": Text("quyết toán", "settled"),
    "disbursed": Text("giải ngân", "disbursed"),
}
