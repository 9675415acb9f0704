"""Answers about targets: how many were reached, and what remains until the year's end."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.phrases import number, plural, sentence


def shown_year(frame: pd.DataFrame) -> int | None:
    """Return the year whose targets a page shows: the latest that has begun, else the first."""
    if frame.empty:
        return None
    begun = frame.loc[frame["elapsed"] > 0, "year"]
    return int(begun.max()) if len(begun) else int(frame["year"].min())


def answer_targets(frame: pd.DataFrame) -> Text | None:
    """Say how many of a year's targets were reached, and how long the year has left.

    `frame` holds the rows of targets_progress to speak of, all of one year.
    """
    if frame.empty:
        return None
    counts = frame["state"].value_counts()
    reached = int(counts.get("reached", 0))
    rest = [
        words.filled(n=number(int(counts[state])))
        for state, words in _REST.items()
        if counts.get(state, 0)
    ]
    tail = Text(
        "".join(f"; {part.vi}" for part in (*rest, _time_left(frame))),
        "".join(f"; {part.en}" for part in (*rest, _time_left(frame))),
    )
    return sentence(
        "Năm {year}: đạt {reached} trong {all} chỉ tiêu{tail}",
        "{year}: {reached} of {all} " + plural(len(frame), "target", "targets") + " reached{tail}",
        year=int(frame["year"].iloc[0]),
        reached=number(reached),
        all=number(len(frame)),
        tail=tail,
    )


_REST = {
    "on_course": Text("{n} đúng tiến độ", "{n} on course"),
    "behind": Text("{n} chậm", "{n} behind"),
    "missed": Text("{n} không đạt", "{n} not reached"),
    "unknown": Text("{n} chưa xác định", "{n} cannot be told"),
}


def _time_left(frame: pd.DataFrame) -> Text:
    months = float(frame["months_left"].max())
    if months == 0:
        return Text("năm đã hết, không còn tháng nào", "the year is over, no month is left")
    return sentence(
        "còn {months} tháng đến hết năm", "months left: {months}", months=number(months, 1)
    )


def answer_national_targets(frame: pd.DataFrame) -> Text | None:
    """Say how many national targets are published, for which years."""
    if frame.empty:
        return None
    return sentence(
        "{n} mục tiêu cả nước đã công bố, kỳ gần nhất đến {year}: bối cảnh, không so với tỉnh",
        "{n} targets published for the whole country, the latest up to {year}: context, not a "
        "yardstick for the province",
        n=number(len(frame)),
        year=int(frame["year_to"].max()),
    )
