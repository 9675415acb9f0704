"""Charts of deadlines: what became of the due days of each step, and the share kept compared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import Dot, dots_chart, wrapped
from analysis.charts.theme import BLUE, LEGEND_ABOVE, ORANGE, YELLOW, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share
from analysis.measures.process_bottlenecks import FEWEST

_PARTS = (
    ("met", Text("Đúng hạn", "Met"), BLUE, ""),
    ("late", Text("Trễ hạn", "Late"), YELLOW, "/"),
    ("overdue", Text("Quá hạn", "Overdue"), ORANGE, "x"),
)


def deadlines_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack what became of the due days of each step as shares; `frame` is deadlines_met.

    The share met is printed with its interval and denominator. Steps without a due day that can be
    judged are left out.
    """
    rows = frame[frame["judged"] > 0].iloc[::-1]
    labels = [
        f"{wrapped(str(title), 32)}<br><i>{level}</i> <br><b>{format_share(share, language)}</b> "
        f"({format_share(low, language)}–{format_share(high, language)}), "
        f"n = {format_number(int(of), language)} "
        for title, level, share, low, high, of in zip(
            rows["step_title"],
            rows["programme_level_name"],
            rows["share_met"].astype("float64"),
            rows["share_low"],
            rows["share_high"],
            rows["judged"],
            strict=True,
        )
    ]
    judged = rows["judged"].astype("float64")
    traces: list[Trace] = []
    for column, name, colour, shape in _PARTS:
        shares = [float(share) for share in rows[column].astype("float64") / judged]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": shares,
                "y": labels,
                "name": name.in_language(language),
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": shape,
                        "fillmode": "overlay",
                        "fgcolor": "white",
                        "fgopacity": 0.55,
                        "size": 7,
                        "solidity": 0.25,
                    },
                },
                "customdata": [
                    f"{format_number(int(number), language)}/{format_number(int(of), language)} · "
                    f"{format_share(share, language)}"
                    for number, of, share in zip(rows[column], rows["judged"], shares, strict=True)
                ],
                "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    tallest = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        traces,
        language,
        height=120 + (18 * tallest + 14) * max(len(rows), 2),
        barmode="stack",
        showlegend=True,
        # In the order of the bars, which a stack would turn round.
        legend=LEGEND_ABOVE,
        x_axis={
            "range": [0, 1.02],
            "tickvals": [0, 0.5, 1],
            "tickformat": ".0%",
            "showgrid": True,
        },
        y_axis={
            "showgrid": False,
            "type": "category",
            "categoryorder": "array",
            "categoryarray": labels,
            "tickfont": {"size": 12},
        },
    )


def share_met_chart(frame: pd.DataFrame, label: str, language: Language) -> go.Figure:
    """Draw the share of one step's deadlines kept for each row of `label`, with its interval.

    `frame` holds one step of deadlines_met_by_year or deadlines_met_by_district.
    """
    rows = []
    for row in frame.to_dict("records"):
        judged = int(row["judged"])
        known = judged > 0
        share = float(row["share_met"]) if known else None
        rows.append(
            Dot(
                label=str(row[label]),
                value=share,
                low=float(row["share_low"]) if known else None,
                high=float(row["share_high"]) if known else None,
                words=f"{format_share(share, language)} · n = {format_number(judged, language)}"
                if known
                else _nothing_judged(row, language),
                stands_back=judged < FEWEST,
            )
        )
    title = Text("Đúng hạn", "Met")
    return dots_chart(rows, language, title.in_language(language), top=1.0, tick_format=".0%")


def _nothing_judged(row: Mapping[Any, Any], language: Language) -> str:
    if int(row["deadline_unknown"]) > 0:
        return Text("chưa biết hạn", "deadline not known").in_language(language)
    if int(row["not_recorded"]) > 0:
        return Text("không ghi nhận", "not recorded").in_language(language)
    return Text("chưa đến hạn", "not due yet").in_language(language)
