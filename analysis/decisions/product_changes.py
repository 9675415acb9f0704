"""How fast a product grows, and whether it takes less electricity and leaves less waste."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from typing import Any

from analysis.decisions.product_figure import Figure, over
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot

MOST_YEARS = 5
"""Changes from one year to the next that a mean is taken over, the latest ones."""

Row = Mapping[Hashable, Any]


def change_figures(snapshot: Snapshot, scope: Scope) -> list[Figure]:
    """Return `revenue_growth`, `energy_change` and `waste_change` of products with reports.

    From each year to the next only establishments that reported both count, so that who answers
    does not move the figure; the mean of the last changes' logarithms is told as a yearly rate.
    Closures and foundings are not in it. `n` adds up the establishments over the years.
    """
    by_product: dict[str, list[Row]] = {}
    for row in ask_in(PACKAGE, snapshot, scope, "product_changes", {}).to_dict("records"):
        by_product.setdefault(str(row["product_id"]), []).append(row)
    figures = []
    for product, rows in by_product.items():
        for criterion, ratio, count in (
            ("revenue_growth", _growth, "revenue_n"),
            ("energy_change", _energy, "energy_n"),
            ("waste_change", _waste, "waste_n"),
        ):
            changes = [
                (int(row["year"]), math.log(ratio(row)), int(row[count]))
                for row in rows
                if ratio(row) > 0
            ]
            figures.append(_mean(product, criterion, changes[-MOST_YEARS:]))
    return figures


def _growth(row: Row) -> float:
    return over(_amount(row["revenue"]), _amount(row["revenue_before"]))


def _energy(row: Row) -> float:
    return _intensity(row, "energy")


def _waste(row: Row) -> float:
    return _intensity(row, "waste")


def _intensity(row: Row, name: str) -> float:
    """Return an amount per revenue over that of the year before."""
    later = over(_amount(row[name]), _amount(row[f"{name}_revenue"]))
    earlier = over(_amount(row[f"{name}_before"]), _amount(row[f"{name}_revenue_before"]))
    return over(later, earlier)


def _amount(value: Any) -> float:
    return math.nan if value is None else float(value)


def _mean(product: str, criterion: str, known: list[tuple[int, float, int]]) -> Figure:
    if not known:
        return Figure(product, criterion, math.nan, 0, _NO_PAIR)
    years = [year for year, _, _ in known]
    rate = math.expm1(math.fsum(change for _, change, _ in known) / len(known))
    note = Text(
        f"{years[0] - 1}–{years[-1]}, {len(known)} lần so hai năm liền nhau",
        f"{years[0] - 1}–{years[-1]}, {len(known)} pairs of years",
    )
    return Figure(product, criterion, rate, sum(count for _, _, count in known), note)


_NO_PAIR = Text(
    "Không có hai năm liền nhau cùng đủ báo cáo.", "No two years in a row have the reports."
)
