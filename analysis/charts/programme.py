"""Charts of what the programme reached: workers at the establishments it supported."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, ORANGE, Trace, house_figure, year_axis
from analysis.language import Language, Text, format_number


def jobs_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw workers gained above zero and lost below it, by year of support (jobs_by_year)."""
    years = [int(year) for year in frame["year"]]
    traces: list[Trace] = []
    for column, sign, label, colour in (
        ("gained", 1, Text("Tăng", "Gained"), BLUE),
        ("lost", -1, Text("Giảm", "Lost"), ORANGE),
    ):
        counts = frame[column].astype("Float64").astype("float")
        traces.append(
            {
                "type": "bar",
                "x": years,
                "y": (sign * counts).tolist(),
                "name": label.in_language(language),
                "marker": {"color": colour},
                "customdata": [format_number(count, language) for count in counts],
                "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
            }
        )
    return house_figure(
        traces,
        language,
        height=320,
        barmode="relative",
        x_axis=year_axis(years),
        y_axis={"title": {"text": Text("Lao động", "Workers").in_language(language)}},
    )
