"""The outcomes a claim can be about, found by their codes."""

from __future__ import annotations

import pandas as pd

from analysis.evidence.outcome_catalogue import (
    OUTCOMES,
    REVENUE_PER_WORKER,
    VALUE_ADDED_PER_WORKER,
)
from analysis.evidence.outcome_model import Outcome
from analysis.evidence.outcome_placebos import PLACEBOS
from analysis.language import Text
from analysis.warehouse import Snapshot

__all__ = [
    "CODES",
    "OUTCOMES",
    "PLACEBOS",
    "PRODUCTIVITY",
    "Outcome",
    "answered_counts",
    "find_outcome",
    "price_basis",
    "resolve",
]

PRODUCTIVITY = "productivity"
CODES: tuple[str, ...] = (PRODUCTIVITY, *(outcome.code for outcome in OUTCOMES))
"""What can be asked about; placebos are not among them."""

_BY_VALUE_ADDED = Text(
    "Năng suất tính theo giá trị tăng thêm trên một lao động.",
    "Productivity is value added per worker.",
)
_BY_REVENUE = Text(
    "Số liệu không có giá trị tăng thêm của năm nào nên năng suất tính theo doanh thu trên một lao "
    "động, gồm cả nguyên liệu mua vào.",
    "The data know no value added at all, so productivity is revenue per worker, which holds "
    "materials bought.",
)


def find_outcome(code: str) -> Outcome:
    """Return an outcome or placebo by its code; raises KeyError, also for `productivity`."""
    for outcome in (*OUTCOMES, *PLACEBOS):
        if outcome.code == code:
            return outcome
    raise KeyError(f"no outcome {code!r}")


def resolve(snapshot: Snapshot, code: str) -> tuple[Outcome, Text | None]:
    """Return the outcome a code stands for in a snapshot, and what was chosen, if anything was.

    `productivity` is value added per worker; revenue per worker where no record at all knows value
    added. Raises KeyError for a code that is none.
    """
    if code != PRODUCTIVITY:
        return find_outcome(code), None
    sql = "select count(value_added) as known from mart_outcome"
    known = snapshot.once("value added known", lambda: int(snapshot.query(sql)["known"].iloc[0]))
    return (VALUE_ADDED_PER_WORKER, _BY_VALUE_ADDED) if known else (REVENUE_PER_WORKER, _BY_REVENUE)


def answered_counts(snapshot: Snapshot) -> dict[str, int]:
    """Return in how many records of a snapshot each recorded outcome can be computed, by code.

    Counted once for all of the catalogue; survival, which the register tells, is counted by the
    establishments whose closing is known. `productivity` is what `resolve` makes of it.
    """
    return dict(snapshot.once("answered counts", lambda: _answered_counts(snapshot)))


def _answered_counts(snapshot: Snapshot) -> dict[str, int]:
    currency = snapshot.case.currency
    counts = ",\n".join(
        f'count({outcome.scaled(currency)}) as "{outcome.code}"'
        for outcome in OUTCOMES
        if outcome.source == "record"
    )
    found = snapshot.query(f"select {counts} from mart_outcome").iloc[0]
    answered = {str(code): int(number) for code, number in found.items()}
    closings = snapshot.query("select count(closed_year) as known from mart_establishment")
    answered["survival"] = int(closings["known"].iloc[0])
    answered[PRODUCTIVITY] = answered[resolve(snapshot, PRODUCTIVITY)[0].code]
    return {code: answered[code] for code in CODES}


def price_basis(snapshot: Snapshot) -> Text:
    """Return what the amounts of outcomes are in: constant prices of a year, or nominal prices."""
    sql = (
        "select max(price.year) as year"
        " from mart_price_factor as price"
        " join case_info on case_info.currency = price.currency"
        " where price.prices = 'constant'"
    )
    year = snapshot.once("price basis", lambda: snapshot.query(sql)["year"].iloc[0])
    if pd.isna(year):
        return Text(
            "Giá hiện hành: số liệu không có chỉ số giá.",
            "Nominal prices: there is no price index.",
        )
    return Text(f"Giá so sánh năm {int(year)}.", f"Constant prices of {int(year)}.")
