"""Charts of the pace of payments, with its projection, and of how past projections did."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.absorption import PROJECTED, interval_bars, share_axis
from analysis.charts.theme import BLUE, LIGHT_GREY, ORANGE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_share
from analysis.measures.absorption import CLOSING, LATER

PACE_ALTERNATIVE = Text(
    "Biểu đồ đường: phần kế hoạch đã chi đến từng tháng; các năm trước màu xám, năm gần nhất tô "
    "đậm, dải dự báo.",
    "Line chart: share of the plan paid by each month; earlier years grey, the latest bold, with "
    "the projected band.",
)
BACKTEST_ALTERNATIVE = Text(
    "Biểu đồ điểm: dự báo với khoảng 80 % và thực tế của từng năm đã khóa sổ.",
    "Dot chart: projection with its 80 % interval and what came, for each closed year.",
)
_ACTUAL = Text("Thực tế khi khóa sổ", "Actual at closing")
_EARLIER = Text("Các năm trước", "Earlier years")


def pace_chart(pace: pd.DataFrame, projection: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share of the plan paid by each month: earlier years grey, the latest bold.

    `pace` is measure absorption_pace, `projection` measure absorption_projection; the band goes
    from what is paid to the 80 % interval at closing.
    """
    shown = pace[
        pace["complete"].astype(bool)
        & pace["share_so_far"].notna()
        & (pace["plan_month"] <= CLOSING)
    ]
    years = sorted({int(year) for year in shown["year"]})
    traces: list[Trace] = []
    for year in years:
        own = shown[shown["year"] == year]
        latest = year == years[-1]
        shares = [float(share) for share in own["share_so_far"]]
        traces.append(
            {
                "type": "scatter",
                "mode": "lines",
                "x": [int(month) for month in own["plan_month"]],
                "y": shares,
                "name": str(year) if latest else _EARLIER.in_language(language),
                "legendgroup": "latest" if latest else "earlier",
                "showlegend": latest or year == years[0],
                "line": {
                    "color": BLUE if latest else LIGHT_GREY,
                    "width": 3.5 if latest else 1.5,
                },
                "customdata": [f"{year}: {format_share(share, language, 1)}" for share in shares],
                "hovertemplate": "%{customdata}<extra></extra>",
            }
        )
    traces += _band(projection, years[-1:] if years else [], language)
    return house_figure(
        traces,
        language,
        height=400,
        x_axis={
            "title": {
                "text": Text("Tháng của năm kế hoạch", "Month of the plan year").in_language(
                    language
                )
            },
            "tickmode": "array",
            "tickvals": list(range(LATER)),
            "ticktext": _month_names(language),
            "range": [-0.3, CLOSING + 0.6],
        },
        y_axis=share_axis(language),
        showlegend=True,
    )


def backtest_chart(tests: pd.DataFrame, month: int, language: Language) -> go.Figure:
    """Draw past projections of one month with their 80 % interval, and what came.

    `tests` is measure absorption_backtest.
    """
    rows = tests[tests["plan_month"] == month].sort_values("year")
    years = [int(year) for year in rows["year"]]
    middle = [float(value) for value in rows["projected_share"]]
    low = [float(value) for value in rows["low_80_share"]]
    high = [float(value) for value in rows["high_80_share"]]
    actual = [float(value) for value in rows["actual_share"]]
    traces: list[Trace] = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [year - 0.08 for year in years],
            "y": middle,
            "name": PROJECTED.in_language(language),
            "marker": {"color": BLUE, "size": 10, "symbol": "circle-open", "line": {"width": 2}},
            "error_y": interval_bars(middle, low, high, BLUE),
            "customdata": [
                f"{format_share(m, language, 1)} ({format_share(a, language, 1)}–"
                f"{format_share(b, language, 1)})"
                for m, a, b in zip(middle, low, high, strict=True)
            ],
            "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
        },
        {
            "type": "scatter",
            "mode": "markers",
            "x": [year + 0.08 for year in years],
            "y": actual,
            "name": _ACTUAL.in_language(language),
            "marker": {
                "color": ORANGE,
                "size": 10,
                "symbol": [
                    "diamond" if inside else "x" for inside in rows["inside_80"].astype(bool)
                ],
            },
            "customdata": [format_share(value, language, 1) for value in actual],
            "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
        },
    ]
    return house_figure(
        traces,
        language,
        x_axis=year_axis(years),
        y_axis={**share_axis(language), "rangemode": "normal"},
        showlegend=True,
    )


def _band(projection: pd.DataFrame, years: Sequence[int], language: Language) -> list[Trace]:
    told = projection[projection["projected_share"].notna() & projection["year"].isin(years)]
    if told.empty:
        return []
    row = told.iloc[0]
    month, paid = int(row["plan_month"]), float(row["paid_share"])
    low, high = float(row["low_80_share"]), float(row["high_80_share"])
    middle = float(row["projected_share"])
    name = PROJECTED.in_language(language)
    return [
        {
            "type": "scatter",
            "mode": "lines",
            "x": [month, CLOSING, CLOSING, month],
            "y": [paid, high, low, paid],
            "fill": "toself",
            "fillcolor": "rgba(0,114,178,0.18)",
            "line": {"width": 0},
            "hoverinfo": "skip",
            "showlegend": False,
        },
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [month, CLOSING],
            "y": [paid, middle],
            "name": name,
            "line": {"color": BLUE, "width": 2, "dash": "dot"},
            "marker": {"color": BLUE, "size": [0, 10], "symbol": "diamond"},
            "error_y": interval_bars([paid, middle], [paid, low], [paid, high], BLUE),
            "customdata": [
                format_share(paid, language, 1),
                f"{format_share(middle, language, 1)} ({format_share(low, language, 1)}–"
                f"{format_share(high, language, 1)})",
            ],
            "hovertemplate": "%{customdata}<extra>%{fullData.name}</extra>",
        },
    ]


def _month_names(language: Language) -> list[str]:
    before = Text("trước", "before").in_language(language)
    after = Text("1 năm sau", "1 next").in_language(language)
    return [before, *(str(month) for month in range(1, 13)), after]
