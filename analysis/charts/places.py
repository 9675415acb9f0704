"""Charts of places of industry: how full they are, year by year, and money by district."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, Trace, house_figure, sentence_case, year_axis
from analysis.language import (
    Language,
    Text,
    format_money,
    format_number,
    format_share,
    money_unit,
)
from analysis.measures.answers import currency_of, is_one_place

_OCCUPANCY = Text("Đất công nghiệp đã cho thuê (%)", "Industrial land let (%)")


def occupancy_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw occupancy year by year, with the clusters reporting; measure places_occupancy."""
    rows = frame[frame["occupancy"].notna()]
    years = [int(year) for year in rows["year"]]
    shares = [100 * float(value) for value in rows["occupancy"]]
    reporting = [
        f"{format_number(int(known), language)}/{format_number(int(count), language)}"
        for known, count in zip(rows["reporting"], rows["clusters"], strict=True)
    ]
    word = Text("cụm báo cáo", "clusters reporting").in_language(language)
    line: Trace = {
        "type": "scatter",
        "mode": "lines+markers+text",
        "x": years,
        "y": shares,
        "line": {"color": BLUE, "width": 2.5},
        "marker": {"color": BLUE, "size": 8},
        # The two ends speak for the line; every point tells its own when hovered.
        "text": [
            format_share(value / 100, language) if place in (0, len(shares) - 1) else ""
            for place, value in enumerate(shares)
        ],
        "textposition": "top center",
        "cliponaxis": False,
        "customdata": [
            f"{format_share(value / 100, language, 1)} · {known} {word}"
            for value, known in zip(shares, reporting, strict=True)
        ],
        "hovertemplate": "%{x}: %{customdata}<extra></extra>",
    }
    return house_figure(
        [line],
        language,
        height=320,
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": _OCCUPANCY.in_language(language)},
            "range": [0, 105],
            "zeroline": True,
        },
    )


def places_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw how full each place is, the fullest first; places without a report are left out."""
    rows = frame[frame["occupancy"].notna()].sort_values("occupancy", kind="stable")
    shares = [100 * float(value) for value in rows["occupancy"]]
    # The year is told only where places were not all reported for the same one.
    several = rows["year"].nunique() > 1
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": shares,
        "y": [_short(str(name)) for name in rows["name"]],
        "marker": {"color": GREEN},
        "text": [
            format_share(value / 100, language) + (f" · {int(year)}" if several else "")
            for value, year in zip(shares, rows["year"], strict=True)
        ],
        "textposition": "outside",
        "textangle": 0,
        "textfont": {"size": 12},
        "cliponaxis": False,
        "customdata": list(rows["name"]),
        "hovertemplate": "%{customdata}: %{text}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 30 * max(len(rows), 2),
        x_axis={
            "title": {"text": _OCCUPANCY.in_language(language)},
            "range": [0, 130 if several else 115],
            "tickvals": [0, 25, 50, 75, 100],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def cluster_money_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw infrastructure money approved for each district; measure places_by_district."""
    rows = frame[frame["projects"] > 0].iloc[::-1]
    currency = currency_of(rows) or "VND"
    known = rows["approved"].dropna()
    unit = money_unit(float(known.max()) if len(known) else 0.0, currency)
    values = [
        float("nan") if pd.isna(value) else float(value) / unit.factor for value in rows["approved"]
    ]
    top = max((value for value in values if value == value), default=0.0)
    word = Text("đề án", "projects").in_language(language)
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": list(rows["district_name"]),
        "marker": {
            "color": [GREEN if is_one_place(str(code)) else GREY for code in rows["district"]]
        },
        "text": [format_number(value, language, 2) for value in values],
        "customdata": [
            f"{format_money(None if pd.isna(value) else float(value), currency, language)} · "
            f"{format_number(int(count), language)} {word}"
            for value, count in zip(rows["approved"], rows["projects"], strict=True)
        ],
        "textposition": "auto",
        "insidetextanchor": "end",
        "textangle": 0,
        "textfont": {"size": 12},
        "insidetextfont": {"color": "white"},
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }
    return house_figure(
        [bars],
        language,
        height=90 + 34 * max(len(rows), 2),
        x_axis={
            "title": {"text": sentence_case(unit.name.in_language(language))},
            "range": [0, max(top, 1e-9) * 1.15],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def _short(name: str) -> str:
    """Return a place's name without the words every place shares."""
    for start, brief in (("Cụm công nghiệp ", "CCN "), ("Khu công nghiệp ", "KCN ")):
        if name.startswith(start):
            return brief + name.removeprefix(start)
    return name
