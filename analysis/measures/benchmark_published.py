"""Benchmarks of other places: two published figures of one place, period and status, divided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analysis.dictionary.published import PUBLISHED_INDICATOR
from analysis.language import Text
from analysis.measures.benchmark_kinds import (
    BENCHMARKS,
    CAUTIONS,
    PRINTED,
    Basis,
    Benchmark,
    Ratio,
)

Row = dict[str, object]
_ACTUAL_STATUS = ("official", "preliminary", "actual", "approx")


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure; `currency` is None for counts."""

    name: Text
    value: float
    currency: str | None
    source: str | None
    note: str | None


Key = tuple[str, str, str, Basis]
"""Geography, period, indicator and basis."""


def published_rows(figures: pd.DataFrame, factors: Mapping[int, float]) -> list[Row]:
    """Return the benchmarks that the figures allow; `factors` by year to constant prices.

    Derived figures are never divided. Two different figures of one key contradict each other, so
    neither is used.
    """
    listed = _records(figures)
    known = _figures(listed)
    spans = {
        (str(row["geography"]), str(row["period"])): (
            _year(row["year_from"]),
            _year(row["year_to"]),
            bool(row["whole_years"]),
        )
        for row in listed
    }
    derived = {
        (str(row["geography"]), str(row["period"]), str(row["indicator"])): _plain(row)
        for row in listed
        if row["status"] == "derived"
    }
    rows: list[Row] = []
    for benchmark in BENCHMARKS:
        for ratio in benchmark.ratios:
            for (geography, period), span in spans.items():
                pair = _pair(known, geography, period, ratio)
                if pair is not None:
                    printed = derived.get((geography, period, PRINTED.get(benchmark.code, "")))
                    rows.append(
                        _row(benchmark, ratio, (geography, period), span, pair, printed, factors)
                    )
    return rows


def _records(figures: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in figures.to_dict("records")]


def _figures(listed: list[dict[str, Any]]) -> dict[Key, Figure]:
    """Return the figures by key, totals added up where a source gives the two parts only."""
    found: dict[Key, Figure] = {}
    contradicted: set[Key] = set()
    for row in listed:
        indicator, status = str(row["indicator"]), str(row["status"])
        planned = status == "plan" or (indicator.endswith("_plan") and status in _ACTUAL_STATUS)
        if not planned and status not in _ACTUAL_STATUS:
            continue
        basis: Basis = "plan" if planned else "actual"
        key: Key = (str(row["geography"]), str(row["period"]), indicator, basis)
        figure = Figure(
            PUBLISHED_INDICATOR.find(indicator).label,
            float(row["figure"]),
            _text(row["currency"]),
            _text(row["source"]),
            _text(row["note"]),
        )
        if key in found and found[key].value != figure.value:
            contradicted.add(key)
        found.setdefault(key, figure)
    for key in contradicted:
        del found[key]
    return _with_totals(found)


def _with_totals(found: dict[Key, Figure]) -> dict[Key, Figure]:
    whole = dict(found)
    for (geography, period, indicator, basis), national in found.items():
        if not indicator.startswith("fund_national"):
            continue
        end = indicator.removeprefix("fund_national")
        local = found.get((geography, period, f"fund_local{end}", basis))
        total: Key = (geography, period, f"fund_total{end}", basis)
        if (
            local is None
            or total in found
            or f"fund_total{end}" not in PUBLISHED_INDICATOR.values()
        ):
            continue
        whole[total] = Figure(
            Text(f"{national.name.vi} + {local.name.vi}", f"{national.name.en} + {local.name.en}"),
            national.value + local.value,
            national.currency,
            _joined(national.source, local.source),
            _joined(national.note, local.note),
        )
    return whole


def _pair(
    known: Mapping[Key, Figure], geography: str, period: str, ratio: Ratio
) -> tuple[Figure, Figure] | None:
    above = _first(known, geography, period, ratio.above, ratio.basis)
    # The share of a plan disbursed is the one quotient whose denominator is a plan by its nature.
    own_plan = all(indicator.endswith("_plan") for indicator in ratio.below)
    below_basis: Basis = "plan" if own_plan else ratio.basis
    below = _first(known, geography, period, ratio.below, below_basis)
    if above is None or below is None or below.value <= 0:
        return None
    return above, below


def _first(
    known: Mapping[Key, Figure],
    geography: str,
    period: str,
    indicators: tuple[str, ...],
    basis: Basis,
) -> Figure | None:
    for indicator in indicators:
        figure = known.get((geography, period, indicator, basis))
        if figure is not None:
            return figure
    return None


def _row(
    benchmark: Benchmark,
    ratio: Ratio,
    place: tuple[str, str],
    span: tuple[int | None, int | None, bool],
    pair: tuple[Figure, Figure],
    printed: float | None,
    factors: Mapping[int, float],
) -> Row:
    geography, period = place
    year_from, year_to, whole_years = span
    above, below = pair
    value = above.value / below.value * benchmark.scale
    caution = CAUTIONS.get((benchmark.code, geography, period))
    factor = mean_factor(year_from, year_to, factors) if benchmark.kind == "money" else None
    return {
        "benchmark": benchmark.code,
        "source_group": ratio.source_group,
        "basis": ratio.basis,
        "origin": "published",
        "geography": geography,
        "period": period,
        "year_from": year_from,
        "year_to": year_to,
        "whole_years": whole_years,
        "whole_scope": False,
        "value": value,
        "value_constant": None if factor is None else value * factor,
        "currency": above.currency,
        "above": above.name,
        "numerator": above.value,
        "below": below.name,
        "denominator": below.value,
        "printed": printed,
        "comparable": caution is None,
        "caution": caution,
        "source": above.source,
        "source_below": below.source,
        "note": _joined(above.note, below.note),
    }


def mean_factor(
    year_from: int | None, year_to: int | None, factors: Mapping[int, float]
) -> float | None:
    """Return the mean price factor of a period; None unless each of its years has one."""
    if year_from is None or year_to is None:
        return None
    years = range(year_from, year_to + 1)
    if not all(year in factors for year in years):
        return None
    return sum(factors[year] for year in years) / len(years)


def _plain(row: dict[str, Any]) -> float:
    """Return a rate in single units of money; a source prints "million VND a person"."""
    million = str(row["measurement_unit"]).startswith("million") and _text(row["currency"]) is None
    return float(row["figure"]) * (1_000_000 if million else 1)


def _year(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _joined(first: str | None, second: str | None) -> str | None:
    parts = [part for part in dict.fromkeys((first, second)) if part]
    return "; ".join(parts) or None
