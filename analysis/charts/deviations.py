"""Chart of deviations from the process: share of the projects that can tell, with its interval."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import ORANGE, Trace, house_figure
from analysis.language import Language, Text, format_number, format_share

_AXIS = Text("% đề án", "% of projects")


def deviations_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw one dot with its 95 % interval per way of leaving the process (measure deviations).

    Ways nobody can tell of are left out; the count stands beside each dot's interval.
    """
    rows = frame[frame["known"] > 0].iloc[::-1]
    shares = [100 * float(value) for value in rows["share"]]
    lows = [100 * float(value) for value in rows["share_low"]]
    highs = [100 * float(value) for value in rows["share_high"]]
    counted = [
        f"{format_number(int(found), language)}/{format_number(int(known), language)}"
        for found, known in zip(rows["deviating"], rows["known"], strict=True)
    ]
    spans = [
        f"{format_share(value / 100, language, 1)} ({format_share(low / 100, language, 1)} – "
        f"{format_share(high / 100, language, 1)})"
        for value, low, high in zip(shares, lows, highs, strict=True)
    ]
    names = [wrapped(str(name)) for name in rows["deviation_name"]]
    top = max(highs, default=1.0)
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": shares,
        "y": names,
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, shares, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, shares, strict=True)],
            "color": ORANGE,
            "thickness": 2,
        },
        "marker": {"color": ORANGE, "size": 10},
        "customdata": list(zip(counted, spans, strict=True)),
        "hovertemplate": "%{y}: %{customdata[0]}, %{customdata[1]}<extra></extra>",
    }
    # The counts have a trace of their own, so that they stand clear of the interval.
    labels: Trace = {
        "type": "scatter",
        "mode": "text",
        "x": [high + top * 0.03 for high in highs],
        "y": names,
        "text": counted,
        "textposition": "middle right",
        "textfont": {"size": 12},
        "cliponaxis": False,
        "hoverinfo": "skip",
    }
    return house_figure(
        [dots, labels],
        language,
        height=110 + 44 * max(len(rows), 2),
        showlegend=False,
        x_axis={
            "title": {"text": _AXIS.in_language(language)},
            "range": [0, top * 1.3],
            "showgrid": True,
            "zeroline": True,
        },
        y_axis={"showgrid": False, "type": "category"},
    )


def wrapped(name: str, width: int = 26) -> str:
    """Return a long name in several lines, so that it leaves room for the plot."""
    lines, line = [], ""
    for word in name.split():
        if line and len(line) + len(word) + 1 > width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])
