"""Dots with their intervals, one row for each thing compared: the chart of every uncertain figure.

Wrapped labels keep long names of steps and districts whole.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREY, Trace, house_figure
from analysis.language import Language

MOST_ROWS = 40
"""More rows than this make no readable chart; the table shows them all."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One row: a label, words under it, and an estimate with its interval.

    Unknown is None: without a value nothing is drawn beside the words; an interval without an upper
    end runs to the edge of the chart. A row that `stands_back` is hollow: too few to be compared.
    """

    label: str
    words: str
    value: float | None
    low: float | None
    high: float | None
    stands_back: bool = False


def wrapped(text: str, width: int = 26) -> str:
    """Return a long name on several lines, for a chart's axis."""
    return "<br>".join(textwrap.wrap(text, width, break_long_words=False)) or text


def marked(name: str, chosen: bool) -> str:
    """Return a name as it stands on a chart; one a reader has chosen is pointed at."""
    return f"► {name}" if chosen else name


def dots_chart(
    rows: Sequence[Dot],
    language: Language,
    title: str,
    *,
    top: float | None = None,
    tick_format: str = ",d",
    room: float = 0.0,
) -> go.Figure:
    """Draw rows from top to bottom; the horizontal axis starts at zero and is called `title`.

    The words stand under the labels, where a narrow screen has room for them. `top` ends the axis,
    else it ends after the largest number there is. `room` is the
    part of it left free before zero, where many dots stand at zero itself.
    """
    numbers = [n for row in rows for n in (row.value, row.low, row.high) if n is not None]
    longest = top if top is not None else max(numbers, default=1.0)
    edge = longest * 1.06
    # Labels stand on whole numbers, as two rows may be called alike.
    known = [
        (-float(place), row, row.value) for place, row in enumerate(rows) if row.value is not None
    ]
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": [value for _, _, value in known],
        "y": [place for place, _, _ in known],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [(edge if row.high is None else row.high) - value for _, row, value in known],
            "arrayminus": [0.0 if row.low is None else value - row.low for _, row, value in known],
            "color": BLUE,
            "thickness": 2,
            "width": 5,
        },
        "marker": {
            "size": 10,
            "color": [GREY if row.stands_back else BLUE for _, row, _ in known],
            "symbol": ["circle-open" if row.stands_back else "circle" for _, row, _ in known],
            "line": {"width": 2, "color": BLUE},
        },
        "cliponaxis": False,
        "customdata": [f"{row.label}: {row.words}" for _, row, _ in known],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    labels = [f"<b>{wrapped(row.label)}</b> <br>{wrapped(row.words, 30)} " for row in rows]
    lines = max((label.count("<br>") + 1 for label in labels), default=1)
    return house_figure(
        [dots],
        language,
        height=90 + (18 * lines + 12) * max(len(rows), 2),
        showlegend=False,
        x_axis={
            "title": {"text": wrapped(title, 24)},
            "range": [-room * edge, edge],
            "showgrid": True,
            "zeroline": True,
            "zerolinecolor": "rgba(107,114,128,0.6)",
            "tickformat": tick_format,
            "nticks": 6,
        },
        y_axis={
            "tickmode": "array",
            "tickvals": [-float(place) for place in range(len(rows))],
            "ticktext": labels,
            "range": [-max(len(rows), 2) + 0.4, 0.6],
            "showgrid": False,
            "zeroline": False,
            "tickfont": {"size": 12},
            # A dot at zero is half outside the plot, and is not to touch its label.
            "ticklabelstandoff": 8,
        },
    )
