"""Sentences about how large supports and projects are."""

from __future__ import annotations

import pandas as pd

from analysis.language import Text
from analysis.measures.phrases import amount, number, sentence, share


def answer_sizes(frame: pd.DataFrame, size_of: str) -> Text | None:
    """Say which size class is most frequent and what it holds; `frame` is measure grant_sizes."""
    own = frame[(frame["size_of"] == size_of) & (frame["all_numbers"] > 0)]
    if own.empty:
        return None
    row = own.iloc[int(own["number"].astype(float).argmax())]
    what = Text("khoản hỗ trợ", "supports") if size_of == "supports" else Text("đề án", "projects")
    return sentence(
        "{share} {what} ở nhóm «{size}» ({n} trên {all}), chiếm {money} số tiền",
        "{share} of {what} are «{size}» ({n} of {all}), with {money} of the money",
        share=share(float(row["number_share"])),
        what=what,
        size=str(row["size_class"]),
        n=number(int(row["number"])),
        all=number(int(row["all_numbers"])),
        money="–" if pd.isna(row["amount_share"]) else share(float(row["amount_share"])),
    )


def answer_size_by_year(frame: pd.DataFrame, size_of: str) -> Text | None:
    """Say how the median size moved between the first and the last year with one."""
    own = frame[(frame["size_of"] == size_of) & frame["median"].notna()].sort_values("year")
    if own.empty:
        return None
    first, last = own.iloc[0], own.iloc[-1]
    currency = str(last["currency"])
    shared = {
        "last": int(last["year"]),
        "end": amount(last["median"], currency),
        "low": amount(last["lower_quartile"], currency),
        "high": amount(last["upper_quartile"], currency),
        "n": number(int(last["number"])),
    }
    if len(own) == 1:
        return sentence(
            "Năm {last}: một nửa số khoản không quá {end} (nửa ở giữa: {low} đến {high}; {n} "
            "khoản)",
            "{last}: half are no larger than {end} (middle half {low} to {high}; n = {n})",
            **shared,
        )
    return sentence(
        "Cỡ giữa (trung vị) từ {start} năm {first} đến {end} năm {last} (nửa ở giữa: {low} đến "
        "{high}; {n} khoản)",
        "The median went from {start} in {first} to {end} in {last} (middle half {low} to {high}; "
        "n = {n})",
        start=amount(first["median"], currency),
        first=int(first["year"]),
        **shared,
    )


def counted_sizes(frame: pd.DataFrame, size_of: str) -> Text | None:
    """Return how many sizes are known and how many are not; `frame` is measure grant_sizes."""
    own = frame[frame["size_of"] == size_of]
    if own.empty:
        return None
    row = own.iloc[0]
    return sentence(
        "n: {n} khoản biết số tiền, {unknown} không rõ",
        "n: {n} known amounts, {unknown} unknown",
        n=number(int(row["all_numbers"])),
        unknown=number(int(row["unknown"])),
    )
