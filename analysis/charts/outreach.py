"""Chart of what followed outreach: the ratio of applications, district by district."""

from __future__ import annotations

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.theme import BLUE, GREY, INK, Trace, house_figure
from analysis.language import Language, Text, format_number
from analysis.measures.outreach import TOGETHER

_AXIS = Text("Tỷ số (thang logarit)", "Ratio (log scale)")
_STEPS = (0.1, 0.2, 0.5, 1, 2, 5, 10)


def outreach_chart(frame: pd.DataFrame, event: str, language: Language) -> go.Figure:
    """Draw the rate ratio of each district with its 95 % interval, 1 marked (outreach_followed).

    All districts together stand on top in another shape. What cannot be told is left out.
    """
    rows = frame[(frame["event"] == event) & frame["rate_ratio"].notna()].iloc[::-1]
    values = [float(value) for value in rows["rate_ratio"]]
    lows = [float(value) for value in rows["ratio_low"]]
    highs = [float(value) for value in rows["ratio_high"]]
    whole = [code == TOGETHER for code in rows["district"]]
    told = [
        f"{format_number(value, language, 2)} ({format_number(low, language, 2)} – "
        f"{format_number(high, language, 2)})"
        for value, low, high in zip(values, lows, highs, strict=True)
    ]
    dots: Trace = {
        "type": "scatter",
        "mode": "markers",
        "x": values,
        "y": list(rows["district_name"]),
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
            "color": GREY,
            "thickness": 1.5,
        },
        "marker": {
            "color": [INK if one else BLUE for one in whole],
            "symbol": ["diamond" if one else "circle" for one in whole],
            "size": 10,
            "line": {"color": "white", "width": 1},
        },
        "customdata": told,
        "hovertemplate": "%{y}: %{customdata}<extra></extra>",
    }
    steps = [step for step in _STEPS if min(lows, default=1) <= step * 2.5]
    return house_figure(
        [dots],
        language,
        height=110 + 32 * max(len(rows), 2),
        x_axis={
            "title": {"text": _AXIS.in_language(language)},
            "type": "log",
            "tickvals": steps,
            "ticktext": [format_number(step, language, 1) for step in steps],
            "showgrid": True,
        },
        y_axis={"showgrid": False, "type": "category"},
        shapes=[
            {
                "type": "line",
                "xref": "x",
                "yref": "paper",
                "x0": 1,
                "x1": 1,
                "y0": 0,
                "y1": 1,
                "line": {"color": GREY, "width": 1, "dash": "dash"},
            }
        ],
    )
