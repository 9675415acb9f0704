"""Answers about benchmarks: our own value and what others have published, in one sentence."""

from __future__ import annotations

import pandas as pd

from analysis.language import LANGUAGES, Text
from analysis.measures.benchmark_kinds import BENCHMARKS
from analysis.measures.benchmarks import BASES, MONEY_GROUPS, written_value
from analysis.measures.model import code_label
from analysis.measures.periods import period_name
from analysis.measures.phrases import sentence

_NAMES = {benchmark.code: benchmark.name for benchmark in BENCHMARKS}


def answer_benchmark(frame: pd.DataFrame, prices: str = "nominal") -> Text | None:
    """Say one benchmark's own value and those published; rows of one benchmark, money and basis.

    A row that does not compare, or whose value is not known at the prices asked for, is left out.
    """
    column = "value_constant" if prices == "constant" else "value"
    rows = frame[frame["comparable"].astype(bool) & frame[column].notna()]
    if rows.empty:
        return None
    own = rows[rows["whole_scope"].astype(bool)]
    others = rows[rows["origin"] == "published"]
    named = _title(rows.iloc[0])
    parts = [_told(row, column) for _, row in (*own.iterrows(), *others.iterrows())]
    year = rows["price_year"].dropna() if column == "value_constant" else rows["price_year"][:0]
    note = (
        sentence(" (giá so sánh {year})", " (constant prices of {year})", year=int(year.max()))
        if len(year)
        else ""
    )
    return sentence(
        "{named}{note}: {parts}",
        "{named}{note}: {parts}",
        named=named,
        note=note,
        parts=Text("; ".join(part.vi for part in parts), "; ".join(part.en for part in parts)),
    )


def benchmark_groups(frame: pd.DataFrame) -> list[tuple[str, str, str]]:
    """Return the benchmarks, money and basis to be shown apart, in order.

    One has to have a row that compares; those with something published come first.
    """
    keys = ["benchmark", "source_group", "basis"]
    usable = frame[frame["comparable"].astype(bool)]
    found = list(dict.fromkeys(zip(*(usable[key] for key in keys), strict=True)))
    return sorted(found, key=lambda group: not is_compared(frame, group))


def is_compared(frame: pd.DataFrame, group: tuple[str, str, str]) -> bool:
    """Tell whether a published figure that compares is among the rows of a benchmark."""
    rows = rows_of(frame, group)
    return bool((rows["comparable"].astype(bool) & (rows["origin"] == "published")).any())


def rows_of(frame: pd.DataFrame, group: tuple[str, str, str]) -> pd.DataFrame:
    """Return the rows of one benchmark, money and basis."""
    benchmark, source_group, basis = group
    return frame[
        (frame["benchmark"] == benchmark)
        & (frame["source_group"] == source_group)
        & (frame["basis"] == basis)
    ]


def _title(row: pd.Series) -> Text:
    name = _NAMES[str(row["benchmark"])]
    added = []
    if row["source_group"] != "all":
        added.append(MONEY_GROUPS[str(row["source_group"])])
    if row["basis"] == "plan":
        added.append(BASES["plan"])
    if not added:
        return name
    return Text(
        f"{name.vi} ({', '.join(word.vi[:1].lower() + word.vi[1:] for word in added)})",
        f"{name.en} ({', '.join(word.en[:1].lower() + word.en[1:] for word in added)})",
    )


def _told(row: pd.Series, column: str) -> Text:
    value = written_value(str(row["benchmark"]), float(row[column]), str(row["currency"]))
    return sentence(
        "{place} {value} ({period}{part})",
        "{place} {value} ({period}{part})",
        place=_place(row),
        value=value,
        period=Text(*(period_name(str(row["period"]), language) for language in LANGUAGES)),
        part="" if row["whole_years"] else Text(", chưa trọn năm", ", part of a year"),
    )


def _place(row: pd.Series) -> Text:
    if row["origin"] == "published":
        labels = (code_label("geography", str(row["geography"]), one) for one in LANGUAGES)
        return Text(*labels)
    if row["origin"] == "simulated":
        return Text("số mô phỏng", "simulated data")
    return Text("bộ dữ liệu này", "this data set")
