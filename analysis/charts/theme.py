"""The house style of every chart: colours safe for colour blindness, local font, no clutter.

Colours follow Okabe and Ito (2008), darkened where text or thin lines need contrast AA on white.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from analysis.language import Language

FONT = "Be Vietnam Pro, Segoe UI, Helvetica, Arial, sans-serif"

BLUE = "#0072B2"
ORANGE = "#D55E00"
GREEN = "#00795A"
PURPLE = "#A8518A"
SKY = "#2F8FC4"
YELLOW = "#9A7400"
GREY = "#6B7280"
LIGHT_GREY = "#C3C8D0"
INK = "#1F2937"

CATEGORICAL = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, GREY)

SOURCE_COLOURS = {
    "national": BLUE,
    "provincial": GREEN,
    "district": ORANGE,
    "local": PURPLE,
    "other": YELLOW,
    "unknown": GREY,
}
SOURCE_PATTERNS = {
    "national": "",
    "provincial": "/",
    "district": ".",
    "local": "x",
    "other": "-",
    "unknown": "",
}
"""A pattern beside the colour, so that a stack reads in print and for every eye."""

CONFIG: dict[str, Any] = {"displayModeBar": False, "responsive": True, "scrollZoom": False}
"""Plotly options of every chart on screen: no tool bar (it speaks English), no accidental zoom."""


def house_figure(language: Language, height: int = 360) -> go.Figure:
    """Return an empty figure in the house style; separators follow the language."""
    figure = go.Figure()
    figure.update_layout(
        font={"family": FONT, "size": 14, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=",." if language == "vi" else ".,",
        height=height,
        margin={"l": 8, "r": 16, "t": 28, "b": 8},
        hoverlabel={"font": {"family": FONT, "size": 13}},
        legend={
            "orientation": "h",
            "yanchor": "bottom",
            "y": 1.0,
            "xanchor": "left",
            "x": 0,
            "title": {"text": ""},
        },
        barcornerradius=2,
        dragmode=False,
    )
    figure.update_xaxes(showgrid=False, automargin=True, fixedrange=True, ticks="")
    figure.update_yaxes(
        gridcolor="rgba(107,114,128,0.25)",
        zerolinecolor="rgba(107,114,128,0.6)",
        automargin=True,
        fixedrange=True,
        ticks="",
    )
    return figure


def show_years(figure: go.Figure, years: Sequence[int]) -> None:
    """Put whole years on the horizontal axis; a chart of few years keeps its bars slender."""
    if not years:
        return
    first, last = min(years), max(years)
    # At least six slots, so that two bars do not fill the width of a screen.
    margin = max(0.6, (6 - (last - first + 1)) / 2)
    figure.update_xaxes(
        range=[first - margin, last + margin],
        tickformat="d",
        **(
            {"tickmode": "array", "tickvals": sorted(set(years))}
            if last - first < 8
            else {"tickmode": "auto", "nticks": last - first + 2}
        ),
    )
