"""Charts of the grant per job: dots with intervals, and arrows where there is no upper limit."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.jobs_rows import IntervalRow, interval_rows
from analysis.charts.theme import sentence_case
from analysis.language import Language, Text, format_money, format_number, money_unit
from analysis.measures.jobs_columns import FEW_KNOWN, LEAST_KNOWN
from analysis.measures.jobs_cost import BasisCode
from analysis.measures.jobs_cost_answers import one_currency

COST_ALTERNATIVE = Text(
    "Các điểm có khoảng 95%: kinh phí hỗ trợ một việc làm; mũi tên là không có giới hạn trên hoặc "
    "giới hạn nằm ngoài hình.",
    "Dots with 95% intervals: grant per job; an arrow is an interval without an upper limit, or "
    "with one outside the chart.",
)
_REACH = 2.5
"""The axis ends at so many times the highest cost, so that one long interval hides no other."""


def cost_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the cost of each kind of job; `frame` is measure cost_per_job."""
    rows = one_currency(frame)
    return _drawn(rows, [str(name) for name in rows["basis_name"]], language)


def cost_by_chart(
    frame: pd.DataFrame, column: str, basis: BasisCode, language: Language
) -> go.Figure:
    """Draw the cost of one kind of job by group or year; `frame` is cost_per_job_by_….

    Groups without a cost keep their row, with why there is none.
    """
    rows = one_currency(frame)
    rows = rows[rows["basis"] == basis]
    if column == "year":
        rows = rows.sort_values("year", ascending=False)
        labels = [str(int(year)) for year in rows["year"]]
    else:
        labels = [str(name) for name in rows[f"{column}_name"]]
    return _drawn(rows, labels, language)


def _drawn(rows: pd.DataFrame, labels: list[str], language: Language) -> go.Figure:
    costs = [float(value) for value in rows["cost"].dropna()]
    starts = [float(value) for value in rows["low"].dropna()]
    ends = [float(value) for value in rows["high"].dropna()]
    highest = max([*costs, *starts], default=1.0)
    edge = min(max([*costs, *starts, *ends], default=1.0) * 1.05, highest * _REACH)
    currency = str(rows["currency"].iloc[0]) if len(rows) else "VND"
    unit = money_unit(highest, currency)
    title = Text(f"{unit.name.vi} một việc làm", f"{unit.name.en} per job")
    return interval_rows(
        [
            _row(row, label, unit.factor, language)
            for (_, row), label in zip(rows.iterrows(), labels, strict=True)
        ],
        language,
        sentence_case(title.in_language(language)),
        edge=edge / unit.factor,
    )


def _row(row: pd.Series, label: str, factor: int, language: Language) -> IntervalRow:
    def scaled(name: str) -> float | None:
        return None if pd.isna(row[name]) else float(row[name]) / factor

    kind = row["interval_kind"]
    drawn = not pd.isna(kind) and kind in ("bounded", "no_upper")
    return IntervalRow(
        label,
        _words(row, language),
        scaled("cost"),
        scaled("low") if drawn else None,
        scaled("high") if drawn else None,
        open_ended=drawn and kind == "no_upper",
        stands_back=int(row["establishments"]) < FEW_KNOWN,
    )


def _words(row: pd.Series, language: Language) -> str:
    n = f"n = {format_number(int(row['n']), language)}"
    if not pd.isna(row["cost"]):
        cost = format_money(float(row["cost"]), str(row["currency"]), language)
        if row["interval_kind"] == "no_upper":
            return f"{cost}; {_NO_UPPER.in_language(language)}; {n}"
        return f"{cost}; {n}"
    if int(row["n"]) == 0 and int(row["too_early"]):
        return _TOO_EARLY.in_language(language)
    few = int(row["establishments"]) < LEAST_KNOWN
    return f"{(_TOO_FEW if few else _NO_JOBS).in_language(language)}; {n}"


_NO_UPPER = Text("không có giới hạn trên", "no upper limit")
_TOO_EARLY = Text("chưa đến hạn", "too early")
_TOO_FEW = Text("quá ít cơ sở", "too few")
_NO_JOBS = Text("việc làm không tăng", "jobs did not grow")
