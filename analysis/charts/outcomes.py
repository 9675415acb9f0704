"""Charts of outcomes: levels by year, spread, and who is missing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import (
    BLUE,
    INK,
    LEGEND_TOP,
    LIGHT_GREY,
    ORANGE,
    YELLOW,
    Trace,
    house_figure,
    year_axis,
)
from analysis.language import Language, Text, format_number, format_share, money_unit
from analysis.measures.outcome_columns import NOT_SUPPORTED, STATUS_NAMES, SUPPORTED
from analysis.measures.outcome_list import BY_CODE, Outcome, unit_name
from analysis.measures.outcomes_distribution import value_text

LEVEL_ALTERNATIVE = Text(
    "Hai đường theo năm, có khoảng 95%: cơ sở đã và chưa được hỗ trợ.",
    "Two lines by year with 95% intervals: establishments supported and not.",
)
DISTRIBUTION_ALTERNATIVE = Text(
    "Biểu đồ thanh đôi, có khoảng 95%: tỷ lệ cơ sở trong từng nhóm giá trị.",
    "Paired bars with 95% intervals: share of establishments in each class of values.",
)
MISSING_ALTERNATIVE = Text(
    "Cột chồng theo năm: trả lời, bỏ trống câu hỏi, không có báo cáo.",
    "Stacked bars by year: answered, question left open, no report.",
)
_LINE = 17
"""Pixels between the lines of a class's name."""
COLOURS = {SUPPORTED: BLUE, NOT_SUPPORTED: ORANGE}
_DASHES = {SUPPORTED: "solid", NOT_SUPPORTED: "dash"}
_SYMBOLS = {SUPPORTED: "circle", NOT_SUPPORTED: "diamond"}
_PATTERNS = {SUPPORTED: "", NOT_SUPPORTED: "/"}


def level_chart(frame: pd.DataFrame, code: str, currency: str, language: Language) -> go.Figure:
    """Draw the typical value of both groups by year; `frame` is measure outcome_by_year."""
    rows = frame[frame["outcome"] == code]
    outcome = BY_CODE[code]
    factor, title = value_axis(rows["typical"], outcome, currency, language)
    traces: list[Trace] = []
    for place, status in enumerate((SUPPORTED, NOT_SUPPORTED)):
        own = rows[rows["status"] == status].sort_values("year")
        if own.empty:
            continue
        values = [float(value) / factor for value in own["typical"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines+markers",
                # Side by side, so that two intervals of a year do not cover each other.
                "x": [int(year) + (place - 0.5) * 0.16 for year in own["year"]],
                "y": values,
                "name": STATUS_NAMES[status].in_language(language),
                "line": {"color": COLOURS[status], "width": 2.5, "dash": _DASHES[status]},
                "marker": {"size": 7, "symbol": _SYMBOLS[status]},
                "error_y": error_bars(own, "low", "high", values, factor, COLOURS[status]),
                "customdata": [
                    _told(status, int(year), float(value), int(n), outcome, currency, language)
                    for year, value, n in zip(own["year"], own["typical"], own["n"], strict=True)
                ],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=400,
        showlegend=False,
        annotations=_names_at_ends(rows, factor, language),
        x_axis=year_axis(int(year) for year in rows["year"]),
        y_axis={
            "title": {"text": title},
            "rangemode": "tozero",
            "tickformat": ".0%" if outcome.unit in ("share", "yes_no") else None,
        },
    )


def distribution_chart(frame: pd.DataFrame, code: str, language: Language) -> go.Figure:
    """Draw the share of each group in each class; `frame` is measure outcome_distribution."""
    rows = frame[frame["outcome"] == code].sort_values("class_no", ascending=False)
    names = {name: wrapped(str(name), 15) for name in rows["value_class"].unique()}
    lines = max((name.count("<br>") + 1 for name in names.values()), default=1)
    traces: list[Trace] = []
    # Drawn from the bottom, so the group named first comes last.
    for status in (NOT_SUPPORTED, SUPPORTED):
        own = rows[rows["status"] == status]
        if own.empty:
            continue
        shares = [float(share) for share in own["share"]]
        highs = [float(value) for value in own["share_high"]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "y": [names[name] for name in own["value_class"]],
                "x": shares,
                "name": _with_n(status, own["n"].head(1), language),
                "marker": {
                    "color": COLOURS[status],
                    "pattern": over(_PATTERNS[status]),
                },
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": [high - share for high, share in zip(highs, shares, strict=True)],
                    "arrayminus": [
                        share - float(low)
                        for low, share in zip(own["share_low"], shares, strict=True)
                    ],
                    "color": INK,
                    "thickness": 1,
                    "width": 3,
                },
                "customdata": [
                    f"{format_share(share, language, 1)} ({format_number(int(n), language)})"
                    for share, n in zip(shares, own["number"], strict=True)
                ],
                "hovertemplate": "%{y}: %{customdata}<extra></extra>",
            }
        )
    classes = int(rows["class_no"].nunique())
    share_title = Text("Tỷ lệ cơ sở của nhóm", "Share of the group").in_language(language)
    return house_figure(
        traces,
        language,
        height=120 + max(46, 8 + _LINE * lines) * max(classes, 2),
        showlegend=True,
        legend={**LEGEND_TOP, "orientation": "v", "traceorder": "reversed"},
        bargap=0.25,
        x_axis={
            "title": {"text": share_title},
            "rangemode": "tozero",
            "showgrid": True,
            "tickformat": ".0%",
            "nticks": 6,
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def missing_chart(frame: pd.DataFrame, code: str, status: str, language: Language) -> go.Figure:
    """Draw who answered, left open or did not report, by year; `frame` is outcome_missing."""
    rows = frame[
        (frame["outcome"] == code) & (frame["status"] == status) & (frame["alive"] > 0)
    ].sort_values("year")
    years = [int(year) for year in rows["year"]]
    parts = (
        ("n", Text("Trả lời", "Answered"), BLUE, ""),
        ("question_open", Text("Bỏ trống câu hỏi", "Left open"), YELLOW, "/"),
        ("no_report", Text("Không có báo cáo", "No report"), LIGHT_GREY, "."),
    )
    traces: list[Trace] = [
        {
            "type": "bar",
            "x": years,
            "y": [
                float(number) / float(alive)
                for number, alive in zip(rows[column], rows["alive"], strict=True)
            ],
            "name": name.in_language(language),
            "marker": {"color": colour, "pattern": over(shape)},
            "customdata": [
                Text(
                    f"{name.vi}: {format_number(int(number), 'vi')} trong "
                    f"{format_number(int(alive), 'vi')}",
                    f"{name.en}: {format_number(int(number), 'en')} of "
                    f"{format_number(int(alive), 'en')}",
                ).in_language(language)
                for number, alive in zip(rows[column], rows["alive"], strict=True)
            ],
            "hovertemplate": "%{x}: %{customdata}<extra></extra>",
        }
        for column, name, colour, shape in parts
    ]
    operating = Text("Tỷ lệ cơ sở", "Share of those operating")
    return house_figure(
        traces,
        language,
        barmode="stack",
        annotations=[
            n_mark(year, 1.0, int(alive), language)
            for year, alive in zip(years, rows["alive"], strict=True)
        ],
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": operating.in_language(language)},
            "range": [0, 1.22],
            "tickvals": [0, 0.25, 0.5, 0.75, 1],
            "tickformat": ".0%",
        },
    )


def n_mark(x: float, y: float, number: int, language: Language) -> dict[str, Any]:
    """Return how many something is of, written upwards from a point."""
    return {
        "x": x,
        "y": y,
        "text": f"n={format_number(number, language)}",
        "textangle": -90,
        "showarrow": False,
        "xanchor": "center",
        "yanchor": "bottom",
        "font": {"size": 11, "color": INK},
    }


def error_bars(
    rows: pd.DataFrame, low: str, high: str, values: Sequence[float], factor: float, colour: str
) -> dict[str, Any]:
    """Return the bars of an interval; none where it is not known."""
    return {
        "type": "data",
        "symmetric": False,
        "array": [
            0.0 if pd.isna(end) else float(end) / factor - value
            for end, value in zip(rows[high], values, strict=True)
        ],
        "arrayminus": [
            0.0 if pd.isna(end) else value - float(end) / factor
            for end, value in zip(rows[low], values, strict=True)
        ],
        "color": colour,
        "thickness": 1.5,
        "width": 4,
    }


def value_axis(
    values: pd.Series, outcome: Outcome, currency: str, language: Language
) -> tuple[float, str]:
    """Return what an axis of an outcome is divided by, and its title."""
    if outcome.unit in ("money", "money_per_worker"):
        largest = values.max()
        unit = money_unit(None if pd.isna(largest) else float(largest), currency)
        worker = Text("/lao động", " per worker") if outcome.unit == "money_per_worker" else None
        name = unit.name.in_language(language)
        return float(unit.factor), name + (worker.in_language(language) if worker else "")
    if outcome.unit in ("share", "yes_no"):
        return 1.0, Text("Tỷ lệ", "Share").in_language(language)
    return 1.0, unit_name(outcome.unit, currency).in_language(language)


def over(shape: str) -> dict[str, Any]:
    """Return a pattern of thin white strokes over a bar's colour, so that it reads in print."""
    return {"shape": shape, "fillmode": "overlay", "fgcolor": "white", "solidity": 0.25, "size": 6}


def _names_at_ends(rows: pd.DataFrame, factor: float, language: Language) -> list[dict[str, Any]]:
    """Return the name and n of each group where its line ends, the upper above, the lower below."""
    ends = rows.sort_values("year").groupby("status").tail(1).sort_values("typical")
    marks = []
    for place, (_, row) in enumerate(ends.iterrows()):
        status = str(row["status"])
        upper = place == len(ends) - 1
        own = rows[rows["status"] == status].sort_values("year")
        marks.append(
            {
                "x": int(rows["year"].max()),
                # Clear of the intervals, which are widest where few answered.
                "y": float((own["high"] if upper else own["low"]).fillna(own["typical"]).iloc[-1])
                / factor,
                "text": _with_n(status, own["n"], language),
                "showarrow": False,
                "xanchor": "right",
                "yanchor": "bottom" if upper else "top",
                "yshift": 22 if upper else -40,
                "font": {"size": 12, "color": COLOURS[status]},
                "bgcolor": "rgba(255,255,255,0.75)",
            }
        )
    return marks


def _told(
    status: str,
    year: int,
    value: float,
    number: int,
    outcome: Outcome,
    currency: str,
    language: Language,
) -> str:
    said = value_text(value, outcome, currency).in_language(language)
    name = STATUS_NAMES[status].in_language(language)
    return f"{name}, {year}: {said} (n = {format_number(number, language)})"


def _with_n(status: str, numbers: pd.Series, language: Language) -> str:
    """Return a group's name with how many it is of, from the first to the last year."""
    ends = [format_number(int(n), language) for n in numbers]
    span = ends[0] if ends[0] == ends[-1] else f"{ends[0]} → {ends[-1]}"
    return f"{STATUS_NAMES[status].in_language(language)} (n = {span})"
