"""Where a product is at home: the location quotient of its leading district, and its trend."""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from analysis.decisions.product_figure import Figure, over
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.measures.phrases import number, sentence
from analysis.measures.query import ask_in
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

FEWEST_YEARS = 3
"""A trend needs as many years with a quotient."""


def location_figures(snapshot: Snapshot, scope: Scope) -> list[Figure]:
    """Return `location_quotient` and `location_trend` of every product with workers reported.

    The quotient is the product's share of a district's workers over its share of the province's
    (Florence 1939), by workers reported in the last three years. The leading district is where most
    of the product's workers are, among the scope's; the base is everybody who reported, whatever
    the scope's industries and sizes. The trend is the slope of the quotient's logarithm over years.
    """
    everybody = Scope(years=scope.years, vintage=scope.vintage)
    own, base = (
        ask_in(PACKAGE, snapshot, asked, "product_workers", {})
        for asked in (replace(scope, districts=()), everybody)
    )
    located = _located(_reports(own), _reports(base))
    leading: dict[str, Located] = {}
    for one in located:
        if one.year is None and one.workers > 0 and _may_lead(one.district, scope):
            first = leading.get(one.product)
            # Rows come by the district's code, by which ties go.
            if first is None or one.workers > first.workers:
                leading[one.product] = one
    # The leading district alone: a quotient for every other would take longer than all the rest.
    paths: dict[tuple[str, str], list[tuple[int, float]]] = {
        (product, one.district): [] for product, one in leading.items()
    }
    for one in located:
        path = paths.get((one.product, one.district))
        if path is not None and one.year is not None and one.workers > 0:
            path.append((one.year, one.quotient))
    names = unit_texts(snapshot)
    figures = []
    for product, one in leading.items():
        note = _denominators(one, names.get(one.district, Text(one.district, one.district)))
        figures += [
            Figure(product, "location_quotient", one.quotient, one.establishments, note),
            _trend(product, paths[product, one.district]),
        ]
    return figures


class Report(NamedTuple):
    """Workers reported of a product in a district: in a year, or in the last three (year None)."""

    product: str
    district: str
    year: int | None
    workers: float
    establishments: int


class Located(NamedTuple):
    """A report with what it is held against: all workers there, the product's, everybody's."""

    product: str
    district: str
    year: int | None
    workers: float
    establishments: int
    all_here: float
    whole: float
    everybody: float

    @property
    def quotient(self) -> float:
        """Return the product's share of the district over its share of the province."""
        return over(over(self.workers, self.all_here), over(self.whole, self.everybody))


def _reports(rows: pd.DataFrame) -> list[Report]:
    """Return the rows of `product_workers`; without a report in the last three years, no row."""
    told = rows["year"].to_numpy(dtype=np.float64, na_value=np.nan).tolist()
    years = [None if math.isnan(year) else int(year) for year in told]
    columns = zip(
        *(rows["product_id"].tolist(), rows["district"].tolist(), years),
        *(rows["workers"].tolist(), rows["recent_workers"].tolist()),
        rows["recent_establishments"].tolist(),
        strict=True,
    )
    return [
        Report(product, district, year, recent if year is None else workers, establishments)
        for product, district, year, workers, recent, establishments in columns
        if year is not None or establishments > 0
    ]


def _located(own: list[Report], base: list[Report]) -> list[Located]:
    """Return the reports of own products with the sums they are held against, in their order."""
    here: defaultdict[tuple[str, int | None], float] = defaultdict(float)
    everybody: defaultdict[int | None, float] = defaultdict(float)
    whole: defaultdict[tuple[str, int | None], float] = defaultdict(float)
    for one in base:
        here[one.district, one.year] += one.workers
        everybody[one.year] += one.workers
    made = [one for one in own if one.product != "none"]
    for one in made:
        whole[one.product, one.year] += one.workers
    return [
        Located(
            *one,
            here[one.district, one.year],
            whole[one.product, one.year],
            everybody[one.year],
        )
        for one in made
    ]


def _may_lead(district: str, scope: Scope) -> bool:
    return district != UNKNOWN_CODE and (not scope.districts or district in scope.districts)


def _denominators(one: Located, place: Text) -> Text:
    return sentence(
        "{place}: {here} trên {all_here} lao động; toàn tỉnh: {whole} trên {everybody} (cộng báo "
        "cáo ba năm)",
        "{place}: {here} of {all_here} workers; province: {whole} of {everybody} (reports of three "
        "years added up)",
        place=place,
        here=number(one.workers),
        all_here=number(one.all_here),
        whole=number(one.whole),
        everybody=number(one.everybody),
    )


def _trend(product: str, path: list[tuple[int, float]]) -> Figure:
    """Return the yearly growth of quotients by least squares on their logarithm."""
    if len(path) < FEWEST_YEARS:
        return Figure(product, "location_trend", math.nan, len(path), _TOO_FEW_YEARS)
    years, quotients = np.array(path, dtype=np.float64).T
    slope = float(np.polyfit(years - years.mean(), np.log(quotients), 1)[0])
    span = f"{int(years.min())}–{int(years.max())}, {len(path)}"
    note = Text(f"{span} năm", f"{span} years")
    return Figure(product, "location_trend", math.expm1(slope), len(path), note)


_TOO_FEW_YEARS = Text(
    f"Cần ít nhất {FEWEST_YEARS} năm có báo cáo.", f"It takes reports of {FEWEST_YEARS} years."
)
