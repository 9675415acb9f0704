"""Growth of money between plan years, taken apart into prices, number and size of projects.

The parts are those of LMDI-I, the additive logarithmic mean Divisia index (Ang, B. W. 2004,
"Decomposition analysis for policymaking in energy", Energy Policy 32; Ang 2005, "The LMDI approach
to decomposition analysis: a practical guide", Energy Policy 33): they add up to the change without
a remainder, and do not depend on the order in which the factors are named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log, log1p

import pandas as pd

from analysis.language import Text
from analysis.measures.answers import money_stage
from analysis.measures.funding import CURRENCY, PRICE_YEAR, PRICES, YEAR
from analysis.measures.funding_flow import STAGES
from analysis.measures.labels import with_code_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.query import ask
from analysis.scope import Scope
from analysis.warehouse import Snapshot

EFFECTS = ("price_effect", "number_effect", "size_effect", "entry_effect")
"""The columns that add up to the column `change`."""


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change of money is made of, in whole smallest units; the four add up to it."""

    price: int
    number: int
    size: int
    entry: int


@dataclass(frozen=True, slots=True)
class YearOfSource:
    """One year of one source: money, the projects it is known of, the price level (1 = base)."""

    amount: int
    projects: int
    level: float


def decompose(before: YearOfSource, after: YearOfSource) -> Effects | None:
    """Return the LMDI-I parts of the change between two years of a source.

    amount = price level × number of projects × real money per project. Where one of the amounts is
    zero or less there are no logarithms, and the whole change is entry or exit. Price and number
    are rounded to whole units and size takes what is left, so that the sum is exact. None where an
    amount is above zero and its projects or its price level are not.
    """
    change = after.amount - before.amount
    if change == 0 and after.amount <= 0:
        return Effects(0, 0, 0, 0)
    if before.amount <= 0 or after.amount <= 0:
        return Effects(0, 0, 0, change)
    # Each on its own: the smaller of a number and an unknown one is no verdict.
    if min(before.projects, after.projects) <= 0 or not (before.level > 0 and after.level > 0):
        return None
    mean = logarithmic_mean(after.amount, before.amount)
    price = round(mean * log(after.level / before.level))
    number = round(mean * log(after.projects / before.projects))
    return Effects(price, number, change - price - number, 0)


def logarithmic_mean(one: float, other: float) -> float:
    """Return (a − b) ÷ ln(a ÷ b) of two positive numbers, and their mean where they are equal."""
    low, high = min(one, other), max(one, other)
    # The logarithm of a quotient near one loses its digits; that of one plus the rest keeps them.
    return one if low == high else (high - low) / log1p((high - low) / low)


def funding_growth(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per plan year, fund source and currency, against the plan year before.

    Amounts and effects are in the currency's smallest unit; `growth` is a fraction of `previous`.
    A chosen year is held against the year before it even where that one was not chosen.
    """
    years = {year for chosen in scope.years for year in (chosen - 1, chosen)}
    frame = ask(snapshot, replace(scope, years=tuple(years)), "funding_growth")
    stage = money_stage(frame)
    rows = [] if stage is None else _rows(frame, stage, scope)
    result = pd.DataFrame(rows, columns=[column.name for column in _OF_ROWS])
    name = "" if stage is None else STAGES[stage].in_language(scope.language)
    result.insert(1, "stage_name", name)
    return with_code_names(result, "fund_source", "fund_source", scope.language)


def growth_by_year(frame: pd.DataFrame) -> pd.DataFrame:
    """Return one row per plan year from a frame of funding_growth, its sources added up.

    Columns: year, amount, previous, change, the four effects (float), open_year. What is unknown of
    one source is unknown of the year: parts are never set against another whole.
    """
    sums = ["amount", "previous", "change", *EFFECTS]
    numbers = frame[sums].astype("Float64").astype("float")
    grouped = numbers.groupby(frame["year"].astype("int"))
    whole = grouped.sum(min_count=1).where(grouped.count().eq(grouped.size(), axis=0))
    whole["open_year"] = (
        frame["open_year"].astype("bool").groupby(frame["year"].astype("int")).any()
    )
    return whole.reset_index()


def _rows(frame: pd.DataFrame, stage: str, scope: Scope) -> list[dict[str, object]]:
    rows = []
    for currency, part in frame.groupby("currency"):
        by_key = {
            (int(row["plan_year"]), str(row["fund_source"])): row for _, row in part.iterrows()
        }
        levels = {year: row["price_level"] for (year, _), row in by_key.items()}
        open_years = {year for (year, _), row in by_key.items() if bool(row["open_year"])}
        years = {year for year, _ in by_key}
        for year in sorted(years):
            if year - 1 not in years or (scope.years and year not in scope.years):
                continue
            for source in dict.fromkeys(
                source for known, source in sorted(by_key) if known in (year - 1, year)
            ):
                row = _row(by_key.get((year - 1, source)), by_key.get((year, source)), stage)
                real = scope.prices == "constant"
                row |= _effects(row, *(1.0 if real else levels[y] for y in (year - 1, year)))
                row |= {
                    "year": year,
                    "fund_source": source,
                    "currency": currency,
                    "stage": stage,
                    "open_year": year in open_years or row["part_year"],
                    "prices": scope.prices,
                    "price_year": part["price_year"].max(),
                }
                rows.append(row)
    return rows


def _row(before: pd.Series | None, after: pd.Series | None, stage: str) -> dict[str, object]:
    """Return amounts and counts of both years; a source without a row that year has nothing."""

    def amount(row: pd.Series | None) -> int | None:
        if row is None:
            return 0
        return None if pd.isna(row[stage]) else int(row[stage])

    def count(row: pd.Series | None, column: str) -> int:
        return 0 if row is None else int(row[column])

    now, then = amount(after), amount(before)
    return {
        "amount": now,
        "previous": then,
        "change": None if now is None or then is None else now - then,
        "growth": None if now is None or then is None or then <= 0 else now / then - 1,
        "projects": count(after, "projects"),
        "projects_known": count(after, f"{stage}_known"),
        "known_before": count(before, f"{stage}_known"),
        "projects_unknown": count(after, f"{stage}_unknown"),
        "unknown_before": count(before, f"{stage}_unknown"),
        "part_year": any(row is not None and bool(row["part_year"]) for row in (before, after)),
    }


def _effects(row: dict[str, object], level_before: float, level: float) -> dict[str, object]:
    """Return the effects of a row; none of them where the change cannot be taken apart.

    Part of a year against a whole one has no growth: neither it nor its parts are given.
    """
    amount, previous = row["amount"], row["previous"]
    if row["part_year"]:
        return {**dict.fromkeys(EFFECTS), "growth": None, "change": None}
    if not isinstance(amount, int) or not isinstance(previous, int):
        return dict.fromkeys(EFFECTS)
    found = decompose(
        YearOfSource(previous, int(str(row["known_before"])), float(level_before)),
        YearOfSource(amount, int(str(row["projects_known"])), float(level)),
    )
    if found is None:
        return dict.fromkeys(EFFECTS)
    values = (found.price, found.number, found.size, found.entry)
    return dict(zip(EFFECTS, values, strict=True))


_OF_ROWS = (
    YEAR,
    CURRENCY,
    MeasureColumn("stage", "text", Text("Mã khâu", "Stage code")),
    MeasureColumn("fund_source", "code", Text("Mã nguồn", "Source code"), "fund_source"),
    MeasureColumn("amount", "money", Text("Số tiền", "Amount")),
    MeasureColumn("previous", "money", Text("Năm trước", "Year before")),
    MeasureColumn("change", "money", Text("Tăng, giảm", "Change")),
    MeasureColumn("price_effect", "money", Text("Do giá", "From prices")),
    MeasureColumn("number_effect", "money", Text("Do số đề án", "From number of projects")),
    MeasureColumn("size_effect", "money", Text("Do quy mô đề án", "From size of projects")),
    MeasureColumn("entry_effect", "money", Text("Nguồn mới hoặc hết", "Source starts or ends")),
    MeasureColumn("growth", "share", Text("Tốc độ tăng", "Growth")),
    MeasureColumn("projects", "count", Text("Đề án", "Projects")),
    MeasureColumn("projects_known", "count", Text("Đề án biết số tiền", "Projects known")),
    MeasureColumn("known_before", "count", Text("Năm trước biết", "Known the year before")),
    MeasureColumn("projects_unknown", "count", Text("Đề án không rõ", "Projects unknown")),
    MeasureColumn("unknown_before", "count", Text("Năm trước không rõ", "Unknown the year before")),
    MeasureColumn("open_year", "flag", Text("Năm chưa hết", "Year not over")),
    PRICES,
    PRICE_YEAR,
)
_NAMES = {
    "stage": MeasureColumn("stage_name", "text", Text("Khâu", "Stage")),
    "fund_source": MeasureColumn("fund_source_name", "text", Text("Nguồn kinh phí", "Fund source")),
}

MEASURES = (
    Measure(
        "funding_growth",
        Text("Tăng trưởng kinh phí và nguyên nhân", "Growth of funding taken apart"),
        Text(
            "Thay đổi so với năm kế hoạch liền trước, theo nguồn, ở khâu biết số (phê duyệt, không "
            "có thì giải ngân, rồi kế hoạch). Tách bằng LMDI-I (Ang 2004, 2005): do giá (chỉ số "
            "giá tiêu dùng của năm kế hoạch), do số đề án, do quy mô (tiền thực bình quân một đề "
            "án); nguồn mới có hoặc không còn thì cả thay đổi ở một cột riêng. Bốn phần cộng đúng "
            "bằng thay đổi; phần lẻ làm tròn nằm trong quy mô. Tốc độ tăng = thay đổi ÷ năm trước. "
            "Năm được chọn so với năm liền trước dù năm đó không được chọn.",
            "Change on the plan year before, by source, at the stage that is known (approved, else "
            "disbursed, else planned). Taken apart by LMDI-I (Ang 2004, 2005): prices (consumer "
            "prices of the plan year), number of projects, size (real money per project); where a "
            "source starts or ends the whole change stands in a column of its own. The four add up "
            "to the change exactly; what rounding leaves is in size. Growth = change ÷ year "
            "before. A chosen year is held against the year before it even if that one was not "
            "chosen.",
        ),
        Text(
            "Đề án không rõ số tiền không tính vào số đề án và quy mô, và được đếm riêng. Đề án có "
            "nhiều nguồn được đếm ở từng nguồn. Năm không có chỉ số giá thì không tách được. Giá "
            "so sánh: phần do giá bằng 0. Là phép tách số học, không phải nguyên nhân hay tác "
            "động.",
            "Projects of unknown amount are in neither number nor size, and are counted. A project "
            "of several sources counts in each. A year without a price index cannot be taken "
            "apart. At constant prices the price part is 0. Arithmetic, not causes or effects.",
        ),
        ("project", "project_fund", "payment", "price_index", "published_figure"),
        tuple(
            column
            for own in _OF_ROWS
            for column in ((own, _NAMES[own.name]) if own.name in _NAMES else (own,))
        ),
        funding_growth,
    ),
)
