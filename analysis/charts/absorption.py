"""Charts of absorption: plan and payments with the projection, the pace, the backtest, sizes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import (
    BLUE,
    GREEN,
    GREY,
    INK,
    LIGHT_GREY,
    ORANGE,
    Trace,
    house_figure,
    sentence_case,
    year_axis,
)
from analysis.language import (
    LANGUAGES,
    Language,
    MoneyUnit,
    Text,
    format_money,
    format_share,
    money_unit,
)
from analysis.measures.answers import currency_of, price_note

ABSORPTION_ALTERNATIVE = Text(
    "Biểu đồ cột: kế hoạch và giải ngân từng năm; năm chưa khóa sổ có dự báo và khoảng 80 %.",
    "Bar chart: plan and payments of each year; an open year has its projection and 80 % interval.",
)
SOURCE_ALTERNATIVE = Text(
    "Biểu đồ đường: tỷ lệ giải ngân của từng nguồn trên kế hoạch của nguồn đó, theo năm.",
    "Line chart: each source's payments over its own plan, by year.",
)

_PLAN = Text("Kế hoạch", "Planned")
_PAID = Text("Đã giải ngân", "Paid")
PROJECTED = Text("Dự báo, khoảng 80 %", "Projected, 80 % interval")
_OF_PLAN = Text("Phần của kế hoạch", "Share of the plan")
_BAR = 0.36


def absorption_chart(
    frame: pd.DataFrame, projection: pd.DataFrame, language: Language
) -> go.Figure:
    """Draw matched plan and payments by year, and on an open year where it will end.

    `frame` is measure absorption, `projection` measure absorption_projection.
    """
    rows = frame[frame["absorption"].notna()]
    currency = currency_of(rows) or "VND"
    unit = money_unit(largest(rows["matched_plan"]), currency)
    years = [int(year) for year in rows["year"]]
    traces: list[Trace] = []
    for name, column, colour, offset in (
        (_PLAN, "matched_plan", LIGHT_GREY, -_BAR),
        (_PAID, "matched_disbursed", GREEN, 0.0),
    ):
        amounts = [float(value) for value in rows[column]]
        traces.append(
            {
                "type": "bar",
                "x": years,
                "y": [value / unit.factor for value in amounts],
                "offset": offset,
                "width": _BAR,
                "name": name.in_language(language),
                "marker": {"color": colour},
                "customdata": [
                    f"{format_money(value, currency, language)} ({format_share(rate, language)})"
                    for value, rate in zip(amounts, rows["absorption"], strict=True)
                ]
                if column == "matched_disbursed"
                else [format_money(value, currency, language) for value in amounts],
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    told = projection[projection["projected"].notna() & projection["year"].isin(years)]
    if not told.empty:
        traces.append(_projected_marks(told, unit, currency, language))
    return house_figure(
        traces,
        language,
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": money_title(unit, frame).in_language(language)},
            "rangemode": "tozero",
        },
    )


def absorption_by_source_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw each source's share of its own plan by year; `frame` is absorption_by_source."""
    rows = frame[frame["absorption"].notna()]
    years = sorted({int(year) for year in rows["year"]})
    styles = ((BLUE, "circle"), (GREEN, "square"), (ORANGE, "diamond"), (GREY, "x"), (INK, "cross"))
    traces: list[Trace] = []
    for place, (name, own) in enumerate(rows.groupby("fund_source_name", sort=False)):
        colour, symbol = styles[place % len(styles)]
        shares = [float(value) for value in own["absorption"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [int(year) for year in own["year"]],
                "y": shares,
                "name": str(name),
                "line": {"color": colour},
                "marker": {"color": colour, "symbol": symbol, "size": 8},
                "customdata": [
                    f"{format_share(rate, language, 1)} × "
                    f"{format_money(float(plan), str(currency), language)}"
                    for rate, plan, currency in zip(
                        shares, own["matched_plan"], own["currency"], strict=True
                    )
                ],
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces, language, x_axis=year_axis(years), y_axis=share_axis(language), showlegend=True
    )


def _projected_marks(
    told: pd.DataFrame, unit: MoneyUnit, currency: str, language: Language
) -> Trace:
    middle = [float(value) / unit.factor for value in told["projected"]]
    low = [float(value) / unit.factor for value in told["low_80"]]
    high = [float(value) / unit.factor for value in told["high_80"]]
    return {
        "type": "scatter",
        "mode": "markers",
        # Over the middle of the bar of what is paid.
        "x": [int(year) + _BAR / 2 for year in told["year"]],
        "y": middle,
        "name": PROJECTED.in_language(language),
        "marker": {"color": INK, "size": 10, "symbol": "diamond-open", "line": {"width": 2}},
        "error_y": interval_bars(middle, low, high, INK),
        "customdata": [
            f"{int(year)}: {format_money(float(at), currency, language)} "
            f"({format_money(float(bottom), currency, language)} – "
            f"{format_money(float(top), currency, language)})"
            for year, at, bottom, top in zip(
                told["year"], told["projected"], told["low_80"], told["high_80"], strict=True
            )
        ],
        "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
    }


def interval_bars(
    middle: Sequence[float], low: Sequence[float], high: Sequence[float], colour: str
) -> dict[str, Any]:
    """Return error bars from values to the ends of their intervals."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [top - at for top, at in zip(high, middle, strict=True)],
        "arrayminus": [at - bottom for bottom, at in zip(low, middle, strict=True)],
        "color": colour,
        "thickness": 2,
        "width": 5,
    }


def share_axis(language: Language) -> dict[str, Any]:
    """Return a vertical axis of shares of the plan."""
    return {
        "title": {"text": _OF_PLAN.in_language(language)},
        "tickformat": ".0%",
        "rangemode": "tozero",
    }


def money_title(unit: MoneyUnit, frame: pd.DataFrame) -> Text:
    """Return the title of an axis of money, with the prices it is in."""
    note = price_note(frame)
    names = Text(*(sentence_case(unit.name.in_language(language)) for language in LANGUAGES))
    return names if note is None else Text(names.vi + note.vi, names.en + note.en)


def largest(amounts: pd.Series) -> float:
    """Return the largest known amount, zero when none is known."""
    known = amounts.dropna()
    return float(known.max()) if len(known) else 0.0
