"""The criteria of every product, from data: value, interval, n and grade, one row each."""

from __future__ import annotations

import math
from dataclasses import replace

import pandas as pd

from analysis.decisions.product_changes import change_figures
from analysis.decisions.product_columns import (
    CAVEATS,
    COLUMNS,
    COUNTS,
    CRITERIA,
    SOURCES,
    grant_unit,
    money_of,
    unit_of,
)
from analysis.decisions.product_figure import Figure
from analysis.decisions.product_gains import Gain, productivity_gains
from analysis.decisions.product_jobs import job_figures
from analysis.decisions.product_levels import level_figures, listed_figures
from analysis.decisions.product_location import location_figures
from analysis.decisions.selection import PACKAGE
from analysis.language import Text
from analysis.measures.model import Measure
from analysis.measures.phrases import number, sentence, share
from analysis.measures.query import ask_in
from analysis.scope import Scope
from analysis.warehouse import Snapshot


def products_listed(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return the products a scope asks about, as `sql/product_listed.sql` has them.

    All of them; with a filter by place, industry or size, those with an establishment inside.
    """
    listed = ask_in(PACKAGE, snapshot, scope, "product_listed", {})
    if scope.districts or scope.industries or scope.sizes:
        listed = listed[listed["establishments"] > 0].reset_index(drop=True)
    return listed


def product_figures(
    snapshot: Snapshot, scope: Scope, listed: pd.DataFrame
) -> dict[tuple[str, str], Figure]:
    """Return the figure of every product of `listed` and criterion, by both their codes."""
    currency = snapshot.case.currency
    found = [
        *location_figures(snapshot, scope),
        *change_figures(snapshot, scope),
        *job_figures(snapshot, scope, grant_unit(currency).factor),
        *_gain_figures(snapshot, scope, listed),
        *level_figures(snapshot, scope, money_of(currency).factor),
        *listed_figures(listed),
    ]
    made = {(figure.product_id, figure.criterion): figure for figure in found}
    return {
        (product, criterion.code): made.get(
            (product, criterion.code), Figure(product, criterion.code, math.nan, 0)
        )
        for product in listed["product_id"].astype(str)
        for criterion in CRITERIA
    }


def _gain_figures(snapshot: Snapshot, scope: Scope, listed: pd.DataFrame) -> list[Figure]:
    """Return `productivity_gain` of products whose industry is known, as a share."""
    gains = productivity_gains(snapshot, scope.activities)
    figures = []
    for product, industry in zip(listed["product_id"], listed["industry"], strict=True):
        if pd.isna(industry):
            figures.append(Figure(product, "productivity_gain", math.nan, 0, _NO_INDUSTRY))
        elif industry not in gains.by_industry:
            figures.append(Figure(product, "productivity_gain", math.nan, 0, _NEVER))
        else:
            figures.append(_gain_figure(product, industry, gains.by_industry[industry]))
    return figures


def _gain_figure(product: str, industry: str, gain: Gain) -> Figure:
    plain = Figure(product, "productivity_gain", math.nan, gain.supported, grade=gain.grade)
    if math.isnan(gain.drawn):
        return replace(plain, note=_TOO_FEW)
    low, high = (math.expm1(end) for end in gain.interval())
    value = math.expm1(gain.drawn)
    note = sentence(
        "{n} được hỗ trợ, {m} đối chứng; ước tính riêng của ngành {own}, kéo về trung bình chung",
        "{n} supported, {m} compared; the industry's own estimate is {own}, drawn to the common "
        "mean",
        n=number(gain.supported),
        m=number(gain.compared),
        own=share(math.expm1(gain.own)),
    )
    # The error of exp(x) − 1 by the delta method.
    error = gain.apart_error * (1 + value)
    return replace(plain, value=value, error=error, source=industry, low=low, high=high, note=note)


_NO_INDUSTRY = Text("Không rõ ngành của sản phẩm.", "The product's industry is not known.")
_NEVER = Text(
    "Ngành này chưa có cơ sở nào được hỗ trợ.", "Nobody in this industry had the support."
)
_TOO_FEW = Text(
    "Quá ít cơ sở được hỗ trợ trong ngành để ước tính.",
    "Too few in the industry were supported for an estimate.",
)


def product_criteria(snapshot: Snapshot, scope: Scope) -> pd.DataFrame:
    """Return one row per product and criterion; columns as COLUMNS, texts in the scope's language.

    Products by their id, criteria in the order of CRITERIA. `value` is missing where not known, and
    `note` then says why where that can be said.
    """
    listed = products_listed(snapshot, scope)
    return framed(snapshot, scope, listed, product_figures(snapshot, scope, listed))


def product_names(listed: pd.DataFrame) -> dict[str, Text]:
    """Return the name of every listed product; without an English one, the Vietnamese."""
    return {
        str(product): Text(name, name if pd.isna(english) else english)
        for product, name, english in zip(
            listed["product_id"], listed["name"], listed["name_en"], strict=True
        )
    }


def framed(
    snapshot: Snapshot,
    scope: Scope,
    listed: pd.DataFrame,
    figures: dict[tuple[str, str], Figure],
) -> pd.DataFrame:
    """Return the figures as the frame of `product_criteria`."""
    names = product_names(listed)
    language = scope.language
    told = [
        (
            one.code,
            one.label.in_language(language),
            unit_of(one, snapshot.case.currency).in_language(language),
        )
        for one in CRITERIA
    ]
    rows = [
        {
            "product_id": product,
            "product": names[product].in_language(language),
            "criterion": criterion,
            "criterion_name": label,
            "unit": unit,
            "value": figure.value,
            "low": figure.low,
            "high": figure.high,
            "n": figure.n,
            "grade": figure.grade,
            "note": None if figure.note is None else figure.note.in_language(language),
        }
        for product in names
        for criterion, label, unit in told
        for figure in (figures[product, criterion],)
    ]
    frame = pd.DataFrame(rows, columns=[column.name for column in COLUMNS])
    return frame.astype({"n": "Int64", "grade": "Int64"})


DEFINITIONS = (
    Measure(
        "product_criteria",
        Text("Tiêu chí của sản phẩm", "Criteria of products"),
        COUNTS,
        CAVEATS,
        SOURCES,
        COLUMNS,
        product_criteria,
    ),
)
