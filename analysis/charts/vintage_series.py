"""A yearly figure of one place: as recorded, broken where boundaries moved, and on one vintage."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, GREY, ORANGE, Trace, house_figure, year_axis
from analysis.geography.vintages import BOUNDARY_VINTAGES
from analysis.language import Language, Text, format_day, format_number
from analysis.measures.vintage_figures import OnVintage, break_of, same_code

_RECORDED = Text("Như đã công bố", "As recorded")
_MOVED = Text("Địa giới đổi {day}", "Boundaries changed {day}")


def vintage_chart(found: OnVintage, unit_id: str, language: Language) -> go.Figure:
    """Draw the years of a place as recorded and carried; no line crosses a change of boundaries."""
    recorded = found.recorded.values
    recorded = recorded[recorded["unit_id"].isin(same_code(unit_id))].sort_values("year")
    carried = found.carried.values
    carried = carried[carried["unit_id"] == unit_id].sort_values("year")
    label = BOUNDARY_VINTAGES[found.vintage].label.in_language(language)
    line = _line(carried, label, BLUE, "dash", "circle-open", language, "top center")
    known = set(zip(recorded["year"], recorded["value"], strict=True))
    # Where nothing moved, one number is enough.
    line["text"] = [
        "" if pair in known else text
        for pair, text in zip(
            zip(carried["year"], carried["value"], strict=True), line["text"], strict=True
        )
    ]
    traces = [line]
    parts = [part for _, part in recorded.groupby("unit_id", sort=False)]
    for place, part in enumerate(parts):
        line = _line(
            part,
            _RECORDED.in_language(language),
            ORANGE,
            "solid",
            "circle",
            language,
            "bottom center",
        )
        traces.append(line | {"showlegend": place == 0})
    cut = break_of(found, unit_id)
    marks: list[dict[str, object]] = []
    notes: list[dict[str, object]] = []
    if cut is not None and cut.break_on is not None:
        # Between the last year on the old boundaries and the first on the new ones.
        at = cut.break_on.year - 0.5
        marks.append(
            {
                "type": "line",
                "x0": at,
                "x1": at,
                "yref": "paper",
                "y0": 0,
                "y1": 1,
                "line": {"color": GREY, "width": 1.5, "dash": "dot"},
            }
        )
        notes.append(
            {
                "x": at,
                "y": 0,
                "yref": "paper",
                "yanchor": "bottom",
                **_beside(at, [*recorded["year"], *carried["year"]]),
                "showarrow": False,
                # In short lines: beside the last years a narrow screen has little room.
                "text": wrapped(
                    _MOVED.filled(day=format_day(cut.break_on, language)).in_language(language), 12
                ),
                "font": {"size": 12, "color": GREY},
            }
        )
    years = [int(year) for year in (*recorded["year"], *carried["year"])]
    return house_figure(
        traces,
        language,
        height=380,
        x_axis=year_axis(years),
        y_axis={
            "title": {"text": found.figure.title.in_language(language)},
            "rangemode": "tozero",
            "tickformat": ",d",
        },
        shapes=marks,
        annotations=notes,
        showlegend=True,
    )


def _beside(at: float, years: Sequence[int]) -> dict[str, object]:
    """Return on which side of a mark its words stand: that with more years."""
    left = at > (min(years) + max(years)) / 2
    side, away = ("right", -4) if left else ("left", 4)
    return {"xanchor": side, "align": side, "xshift": away}


def _line(
    rows: pd.DataFrame,
    name: str,
    colour: str,
    dash: str,
    symbol: str,
    language: Language,
    position: str,
) -> Trace:
    values = [float(value) for value in rows["value"]]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": name,
        "x": [int(year) for year in rows["year"]],
        "y": values,
        "text": [format_number(value, language) for value in values],
        "textposition": position,
        "textfont": {"size": 11, "color": colour},
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {"size": 9, "symbol": symbol, "color": colour},
        "customdata": [format_number(value, language) for value in values],
        "hovertemplate": "%{x}: %{customdata}<extra>%{fullData.name}</extra>",
        "cliponaxis": False,
    }
