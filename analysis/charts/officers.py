"""Charts of officers: trained year by year, and projects in each one's hands."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREEN, GREY, Trace, house_figure, whole_ticks, year_axis
from analysis.language import Language, Text, format_number

MOST_SHOWN = 30
"""The most officers a chart shows; the table has all of them."""


def officers_trained_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw distinct officers trained in each year; `frame` is measure officers_by_year."""
    years = [int(year) for year in frame["year"]]
    counts = [int(value) for value in frame["officers"]]
    bars: Trace = {
        "type": "bar",
        "x": years,
        "y": counts,
        "marker": {"color": BLUE},
        "text": [format_number(value, language) for value in counts],
        "textposition": "outside",
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{text}<extra></extra>",
    }
    title = Text("Cán bộ được bồi dưỡng", "Officers trained").in_language(language)
    return house_figure(
        [bars],
        language,
        height=300,
        x_axis=year_axis(years),
        y_axis={"title": {"text": title}, "rangemode": "tozero"},
    )


def officer_cases_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the projects under way of each officer; `frame` is measure officer_cases.

    What nobody has in hand is grey and hatched; officers trained in 24 months are green.
    """
    rows = frame.head(MOST_SHOWN).iloc[::-1]
    trained = Text("bồi dưỡng trong 24 tháng", "trained in 24 months").in_language(language)
    not_trained = Text("chưa bồi dưỡng trong 24 tháng", "not trained in 24 months").in_language(
        language
    )
    colours, shapes, notes = [], [], []
    for officer, recent in zip(rows["officer"], rows["recent"], strict=True):
        nobody = pd.isna(officer)
        fresh = not nobody and bool(recent)
        colours.append(GREY if nobody else GREEN if fresh else BLUE)
        shapes.append("/" if nobody else "")
        notes.append("" if nobody else f" · {trained if fresh else not_trained}")
    counts = [int(value) for value in rows["projects"]]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": counts,
        "y": list(rows["officer_name"]),
        "marker": {
            "color": colours,
            "pattern": {
                "shape": shapes,
                "fillmode": "overlay",
                "fgcolor": "white",
                "fgopacity": 0.55,
                "size": 7,
                "solidity": 0.25,
            },
        },
        "text": [
            f"{format_number(value, language)}{note}"
            for value, note in zip(counts, notes, strict=True)
        ],
        "textposition": "auto",
        "insidetextanchor": "start",
        "textangle": 0,
        "textfont": {"size": 12},
        "insidetextfont": {"color": "white"},
        "cliponaxis": False,
        "hovertemplate": "%{y}: %{text}<extra></extra>",
    }
    title = Text("Đề án đang thực hiện", "Projects under way").in_language(language)
    return house_figure(
        [bars],
        language,
        height=90 + 34 * max(len(rows), 2),
        x_axis={
            "title": {"text": title},
            "range": [0, max(counts, default=1) * 1.6],
            "showgrid": True,
            **whole_ticks(max(counts, default=1) * 1.6),
        },
        y_axis={"showgrid": False, "type": "category"},
    )
