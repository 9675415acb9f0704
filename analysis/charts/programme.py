"""Charts of what the programme reached: workers, and the small trend inside a card."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, ORANGE, house_figure, show_years
from analysis.language import Language, Text, format_number


def jobs_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw workers gained above zero and lost below it, by year of support (jobs_by_year)."""
    figure = house_figure(language, height=320)
    years = frame["year"].astype(int)
    for column, sign, label, colour in (
        ("gained", 1, Text("Tăng", "Gained"), BLUE),
        ("lost", -1, Text("Giảm", "Lost"), ORANGE),
    ):
        counts = frame[column].astype("Float64").astype("float")
        figure.add_bar(
            x=years,
            y=sign * counts,
            name=label.in_language(language),
            marker={"color": colour},
            customdata=[format_number(count, language) for count in counts],
            hovertemplate="%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="relative")
    show_years(figure, [int(year) for year in years])
    figure.update_yaxes(title={"text": Text("Lao động", "Workers").in_language(language)})
    return figure
