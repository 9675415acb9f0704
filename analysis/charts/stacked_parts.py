"""Bars of parts, one below the other; each part has a colour and a pattern of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import INK, LEGEND_ABOVE, LIGHT_GREY, Trace, house_figure
from analysis.language import Language


@dataclass(frozen=True, slots=True)
class Part:
    """A part of every bar: name and look, and for each bar its length, words inside and beside."""

    name: str
    colour: str
    pattern: str
    values: Sequence[float]
    inside: Sequence[str]
    words: Sequence[str]


def stacked_chart(
    labels: Sequence[str],
    parts: Sequence[Part],
    language: Language,
    x_axis: Mapping[str, Any],
) -> go.Figure:
    """Draw bars of parts, the first label on top; `x_axis` adds to the axis of lengths."""
    rows = [f"{wrapped(label, 24)} " for label in labels]
    traces: list[Trace] = [
        {
            "type": "bar",
            "orientation": "h",
            "name": part.name,
            "x": list(part.values),
            "y": rows,
            "marker": {
                "color": part.colour,
                "pattern": {
                    "shape": part.pattern,
                    "fillmode": "overlay",
                    "fgcolor": "white",
                    "fgopacity": 0.35,
                    "size": 9,
                    "solidity": 0.12,
                },
            },
            "text": list(part.inside),
            "textposition": "inside",
            "insidetextanchor": "middle",
            "insidetextfont": {"color": INK if part.colour == LIGHT_GREY else "white"},
            "textangle": 0,
            "customdata": list(part.words),
            "hovertemplate": "%{y}: %{customdata}<extra>%{fullData.name}</extra>",
        }
        for part in parts
    ]
    return house_figure(
        traces,
        language,
        height=140 + 40 * max(len(rows), 2),
        barmode="stack",
        x_axis={"showgrid": True, "rangemode": "tozero", "nticks": 6, **x_axis},
        y_axis={
            "type": "category",
            "autorange": "reversed",
            "showgrid": False,
            "tickfont": {"size": 12},
        },
        legend=LEGEND_ABOVE,
    )
