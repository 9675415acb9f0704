"""One product by itself: what is recorded of it, who makes it where, and what supported them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.decisions.selection import PACKAGE
from analysis.language import LANGUAGES, Text
from analysis.measures.funding import CURRENCY, DISTRICT_KEYS, YEAR
from analysis.measures.labels import with_district_names
from analysis.measures.model import Measure, MeasureColumn
from analysis.measures.phrases import amount, code_name, day, number, plural, sentence
from analysis.measures.query import ask_in
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

_NOT_KNOWN = Text("chưa rõ", "not known")
_YES, _NO = Text("có", "yes"), Text("không", "no")


@dataclass(frozen=True, slots=True)
class Fact:
    """One recorded fact of a product: what it is about and what it says."""

    item: Text
    value: Text


def product_districts(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per product and place: its makers in business, those supported, workers.

    Workers are those of makers that reported any in the last three years, `workers_known` of them.
    """
    frame = ask_in(PACKAGE, snapshot, scope, "product_by_district", {})
    return with_district_names(frame, snapshot, scope.language)


def product_supports(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per product and plan year: supports of its makers and what was granted."""
    return ask_in(PACKAGE, snapshot, scope, "product_by_year", {})


def product_facts(snapshot: Snapshot) -> pd.DataFrame:
    """Return one row per product with what is recorded of itself."""
    return ask_in(PACKAGE, snapshot, Scope(), "product_facts", {})


def facts_of(facts: pd.DataFrame, product: str, with_names: bool = True) -> tuple[Fact, ...]:
    """Return what is recorded of one product, in words; what is not known is said to be so.

    Without `with_names` its producer is not told, for readers who may not see establishments.
    """
    shown = facts if with_names else facts.assign(producer=None)
    rows = shown[shown["product_id"] == product].to_dict("records")
    return tuple(_facts(rows[0])) if rows else ()


def _facts(row: Mapping[Hashable, Any]) -> Iterator[Fact]:
    yield Fact(Text("Nhóm", "Group"), _coded("product_group", row["product_group"]))
    yield Fact(Text("Ngành", "Industry"), _coded("industry", row["industry"]))
    voted = _coded("recognition_level", row["recognition_level"])
    if pd.notna(row["recognised_until"]):
        voted = sentence("{level}, đến {day}", "{level}, until {day}",
                         level=voted, day=day(row["recognised_until"]))  # fmt: skip
    yield Fact(Text("Sản phẩm CNNT tiêu biểu", "Voted typical product"), voted)
    yield Fact(Text("Sản phẩm trọng điểm", "Key product"), _said(row["key_product"]))
    yield Fact(Text("Chỉ dẫn địa lý", "Geographical indication"),
               _said(row["geographical_indication"]))  # fmt: skip
    stars = row["ocop_stars"]
    yield Fact(Text("Số sao OCOP", "OCOP stars"), _NOT_KNOWN if pd.isna(stars) else number(stars))
    for column, item in _WRITTEN.items():
        if pd.notna(row[column]):
            yield Fact(item, Text(str(row[column]), str(row[column])))


_WRITTEN = {
    "recognition": Text("Công nhận, như nguồn ghi", "Recognition, as the source says"),
    "producer": Text("Cơ sở sản xuất", "Producer"),
}


def _coded(code_list: str, code: Any) -> Text:
    return _NOT_KNOWN if pd.isna(code) else code_name(code_list, str(code), brief=False)


def _said(flag: Any) -> Text:
    return _NOT_KNOWN if pd.isna(flag) else _YES if flag else _NO


def answer_districts(districts: pd.DataFrame, name: Text) -> Text:
    """Return where a product is made, as a sentence; `districts` are its rows alone."""
    makers, supported = int(districts["makers"].sum()), int(districts["supported"].sum())
    placed = districts[districts["district"] != UNKNOWN_CODE]
    if placed.empty:
        return sentence(
            "{name}: không rõ địa bàn của cơ sở nào",
            "{name}: the place of no maker is known",
            name=name,
        )
    first = placed.iloc[0]
    return sentence(
        "{name}: {makers} cơ sở ở {places} địa bàn, nhiều nhất {first} ({most}); {supported} cơ sở "
        "từng được hỗ trợ",
        "{name}: {makers} {establishments} in {places} {districts}, most in {first} ({most}); "
        "{supported} ever supported",
        name=name,
        makers=number(makers),
        establishments=plural(makers, "establishment", "establishments"),
        places=number(len(placed)),
        districts=plural(len(placed), "place", "places"),
        first=str(first["district_name"]),
        most=number(int(first["makers"])),
        supported=number(supported),
    )


def answer_supports(supports: pd.DataFrame, name: Text) -> Text | None:
    """Return what supported the makers of a product; None where nothing did."""
    if supports.empty:
        return None
    count, unknown = int(supports["supports"].sum()), int(supports["grants_unknown"].sum())
    return sentence(
        "{name}: {count} khoản hỗ trợ{years}{paid}{unknown}",
        "{name}: {count} {supports}{years}{paid}{unknown}",
        name=name,
        count=number(count),
        supports=plural(count, "support", "supports"),
        years=_years(supports),
        paid=_paid(supports),
        unknown=sentence(
            ", {n} khoản không rõ số tiền", ", the amount of {n} not known", n=number(unknown)
        )
        if unknown
        else "",
    )


def _years(supports: pd.DataFrame) -> Text | str:
    years = sorted({int(year) for year in supports["year"].dropna()})
    if not years:
        return ""
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return Text(f" ({span})", f" ({span})")


def _paid(supports: pd.DataFrame) -> Text | str:
    """Return what was granted as far as known, an amount for each currency."""
    known = supports[supports["grants"].notna()]
    sums = [
        amount(float(rows["grants"].sum()), str(currency))
        for currency, rows in known.groupby("currency")
    ]
    if not sums:
        return ""
    return Text(*(", ".join(["", *(one.in_language(said) for one in sums)]) for said in LANGUAGES))


PRODUCT = MeasureColumn("product_id", "text", Text("Mã sản phẩm", "Product id"))
DISTRICTS = Measure(
    "product_districts",
    Text("Nơi làm ra sản phẩm", "Where a product is made"),
    Text(
        "Cơ sở đang hoạt động có sản phẩm này là sản phẩm chính, theo địa bàn của cơ sở, trong "
        "phạm vi địa bàn, ngành và quy mô đang chọn. Từng được hỗ trợ: đề án đã thực hiện, mọi "
        "năm. Lao động: báo cáo mới nhất trong ba năm, của số cơ sở có báo cáo.",
        "Establishments in business whose main product this is, by their place, inside the chosen "
        "places, industries and sizes. Ever supported: by a project that goes ahead, in any year. "
        "Workers: as reported last in three years, of the establishments that did.",
    ),
    Text(
        "Mỗi cơ sở chỉ ghi một sản phẩm chính; cơ sở làm nhiều sản phẩm chỉ được đếm ở sản phẩm "
        "chính.",
        "Of each establishment one main product is recorded: one that makes several counts for its "
        "main one only.",
    ),
    ("establishment", "product", "outcome_record", "support"),
    (
        PRODUCT,
        *DISTRICT_KEYS,
        MeasureColumn("makers", "count", Text("Cơ sở", "Establishments")),
        MeasureColumn("supported", "count", Text("Từng được hỗ trợ", "Ever supported")),
        MeasureColumn("workers", "count", Text("Lao động", "Workers")),
        MeasureColumn("workers_known", "count", Text("Cơ sở có báo lao động", "Of whom known")),
    ),
    product_districts,
)
SUPPORTS = Measure(
    "product_supports",
    Text("Hỗ trợ cho cơ sở làm ra sản phẩm", "Support of those who make a product"),
    Text(
        "Khoản hỗ trợ của đề án đã thực hiện cho cơ sở có sản phẩm này là sản phẩm chính, theo năm "
        "kế hoạch, trong phạm vi đang chọn; số tiền là tổng các khoản đã rõ.",
        "Supports, of projects that go ahead, of establishments whose main product this is, by "
        "plan year, inside the scope; the amount adds up those that are known.",
    ),
    Text(
        "Sản phẩm chính là sản phẩm đang ghi; lúc được hỗ trợ cơ sở có thể làm sản phẩm khác.",
        "The main product is the one on record now; when supported, an establishment may have made "
        "another.",
    ),
    ("establishment", "product", "support", "project"),
    (
        PRODUCT,
        YEAR,
        MeasureColumn("supports", "count", Text("Khoản hỗ trợ", "Supports")),
        MeasureColumn("establishments", "count", Text("Cơ sở", "Establishments")),
        CURRENCY,
        MeasureColumn("grants", "money", Text("Kinh phí đã rõ", "Granted, as far as known")),
        MeasureColumn("grants_unknown", "count", Text("Không rõ số tiền", "Amount unknown")),
    ),
    product_supports,
)
