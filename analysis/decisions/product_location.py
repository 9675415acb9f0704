"""Where a product is at home: the location quotient of its leading district, and its trend."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from analysis.decisions.product_figure import Figure
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.labels import unit_texts
from analysis.measures.phrases import number, sentence
from analysis.measures.query import ask_in
from analysis.scope import UNKNOWN_CODE, Scope
from analysis.warehouse import Snapshot

FEWEST_YEARS = 3
"""A trend needs as many years with a quotient."""

Row = Mapping[Hashable, Any]


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
    recent = _quotients(_recent(own), _recent(base), [])
    yearly = _quotients(_yearly(own), _yearly(base), ["year"])
    positive = yearly[yearly["quotient"] > 0]
    values = positive[["year", "quotient"]].to_numpy(dtype=np.float64)
    # Rows by number: a frame cut out for each place takes a hundred times longer.
    places = positive.groupby(["product_id", "district"]).indices
    paths = {place: values[rows] for place, rows in places.items()}
    names = unit_texts(snapshot)
    inside = recent[(recent["district"] != UNKNOWN_CODE) & (recent["workers"] > 0)]
    if scope.districts:
        inside = inside[inside["district"].isin(scope.districts)]
    # The first row of a product is that of its leading district; ties go by the district's code.
    inside = inside.sort_values(
        ["product_id", "workers", "district"], ascending=[True, False, True]
    ).drop_duplicates("product_id")
    figures = []
    for row in inside.to_dict("records"):
        product, place = str(row["product_id"]), str(row["district"])
        note = _denominators(row, names.get(place, Text(place, place)))
        quotient, establishments = float(row["quotient"]), int(row["establishments"])
        figures += [
            Figure(product, "location_quotient", quotient, establishments, note),
            _trend(product, paths.get((product, place), np.empty((0, 2)))),
        ]
    return figures


def _recent(rows: pd.DataFrame) -> pd.DataFrame:
    """Return product_id, district, workers and establishments of the last three years together."""
    told = rows[rows["year"].isna() & (rows["recent_establishments"] > 0)]
    return told[["product_id", "district"]].assign(
        workers=told["recent_workers"], establishments=told["recent_establishments"]
    )


def _yearly(rows: pd.DataFrame) -> pd.DataFrame:
    """Return product_id, district, year and workers year by year."""
    return rows.loc[rows["year"].notna(), ["product_id", "district", "year", "workers"]]


def _quotients(own: pd.DataFrame, base: pd.DataFrame, year: list[str]) -> pd.DataFrame:
    """Return workers of own products and their district with what they are held against.

    Columns added: whole (the product's workers in the province), all_here, everybody, quotient.
    """
    own = own[own["product_id"] != "none"]
    here = base.groupby(["district", *year])["workers"].sum().rename("all_here").reset_index()
    rows = own.assign(
        whole=own.groupby(["product_id", *year])["workers"].transform("sum"),
    ).merge(here, on=["district", *year], how="left")
    if year:
        rows["everybody"] = rows["year"].map(base.groupby("year")["workers"].sum())
    else:
        rows["everybody"] = base["workers"].sum()
    rows["quotient"] = (rows["workers"] / rows["all_here"]) / (rows["whole"] / rows["everybody"])
    return rows


def _denominators(row: Row, place: Text) -> Text:
    return sentence(
        "{place}: {here} trên {all_here} lao động; toàn tỉnh: {whole} trên {everybody} (cộng báo "
        "cáo ba năm)",
        "{place}: {here} of {all_here} workers; province: {whole} of {everybody} (reports of three "
        "years added up)",
        place=place,
        here=number(float(row["workers"])),
        all_here=number(float(row["all_here"])),
        whole=number(float(row["whole"])),
        everybody=number(float(row["everybody"])),
    )


def _trend(product: str, path: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Figure:
    """Return the yearly growth of quotients (years, 2) by least squares on their logarithm."""
    if len(path) < FEWEST_YEARS:
        return Figure(product, "location_trend", math.nan, len(path), _TOO_FEW_YEARS)
    years, quotients = path.T
    slope = float(np.polyfit(years - years.mean(), np.log(quotients), 1)[0])
    span = f"{int(years.min())}–{int(years.max())}, {len(path)}"
    note = Text(f"{span} năm", f"{span} years")
    return Figure(product, "location_trend", math.expm1(slope), len(path), note)


_TOO_FEW_YEARS = Text(
    f"Cần ít nhất {FEWEST_YEARS} năm có báo cáo.", f"It takes reports of {FEWEST_YEARS} years."
)
