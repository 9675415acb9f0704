"""Charts of difficulties: resolved and open by kind, raised and resolved year by year."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, LIGHT_GREY, ORANGE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number

_RESOLVED = Text("Đã giải quyết", "Resolved")
_OPEN = Text("Còn lại", "Open")
_COUNT = Text("Số khó khăn", "Difficulties")


def difficulties_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Stack resolved and open difficulties of each kind; `frame` is measure difficulties."""
    rows = frame.iloc[::-1]
    traces: list[Trace] = []
    for column, label, colour, pattern in (
        ("resolved", _RESOLVED, GREEN, ""),
        ("still_open", _OPEN, ORANGE, "/"),
    ):
        counts = [int(value) for value in rows[column]]
        traces.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": counts,
                "y": list(rows["kind_name"]),
                "name": label.in_language(language),
                "marker": {
                    "color": colour,
                    "pattern": {
                        "shape": pattern,
                        "fillmode": "overlay",
                        "fgcolor": "white",
                        "fgopacity": 0.55,
                        "size": 7,
                        "solidity": 0.25,
                    },
                },
                "text": [format_number(value, language) if value else "" for value in counts],
                "insidetextanchor": "end",
                # A pattern under white words hides them: those still open stand after the bar.
                "textposition": "outside" if pattern else "auto",
                "cliponaxis": False,
                "textangle": 0,
                "hovertemplate": "%{y}: %{x}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=110 + 34 * max(len(rows), 2),
        barmode="stack",
        legend_traceorder="normal",
        x_axis={
            "title": {"text": _COUNT.in_language(language)},
            "rangemode": "tozero",
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def difficulties_by_year_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw difficulties raised and resolved in each year side by side.

    With a choice of years it is unknown how many were resolved in one: they are not drawn then.
    """
    years = [int(year) for year in frame["year"]]
    traces: list[Trace] = [
        {
            "type": "bar",
            "x": years,
            "y": [int(value) for value in frame[column]],
            "name": label.in_language(language),
            "marker": {"color": colour},
            "hovertemplate": "%{x}: %{y}<extra>%{fullData.name}</extra>",
        }
        for column, label, colour in (
            ("raised", Text("Nêu trong năm", "Raised in the year"), LIGHT_GREY),
            (
                "resolved_in_year",
                Text("Giải quyết trong năm", "Resolved in the year"),
                BLUE,
            ),
        )
        if frame[column].notna().all()
    ]
    return house_figure(
        traces,
        language,
        height=320,
        barmode="group",
        bargap=0.25,
        x_axis=year_axis(years),
        y_axis={"title": {"text": _COUNT.in_language(language)}, "rangemode": "tozero"},
    )
