"""The chart of gaps: what each place misses to a goal, with the money it takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, INK, Trace, house_figure, whole_ticks
from analysis.language import Language, Text, format_money, format_number

MOST_PLACES = 30
"""The most places the chart of what is missing shows; the table has all of them."""

CLOSING_ALTERNATIVE = Text(
    "Biểu đồ thanh ngang có khoảng: số cơ sở cần hỗ trợ thêm ở mỗi địa bàn, nhiều nhất ở trên, "
    "kèm số tiền.",
    "Horizontal bar chart with intervals: establishments missing in each place, the most on top, "
    "with the money.",
)

_MISSING = Text("Cơ sở cần hỗ trợ thêm", "Establishments missing")
_REACHED = Text("đã đạt", "reached")
_NO_MONEY = Text("không rõ tiền", "money unknown")


def closing_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw what each place misses, with its interval and its money; measure coverage_closing.

    Places nothing can be planned for are left out; the table has them.
    """
    rows = frame[frame["missing"].notna()].head(MOST_PLACES).iloc[::-1]
    values = [int(value) for value in rows["missing"]]
    lows = [int(value) for value in rows["missing_low"]]
    highs = [int(value) for value in rows["missing_high"]]
    words = [_closing_words(row, language) for row in rows.to_dict("records")]
    labels = [
        f"<b>{wrapped(str(name))}</b> <br>{text} "
        for name, text in zip(rows["district_name"], words, strict=True)
    ]
    bars: Trace = {
        "type": "bar",
        "orientation": "h",
        "x": values,
        "y": labels,
        "marker": {"color": BLUE},
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, values, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, values, strict=True)],
            "color": INK,
            "thickness": 1.5,
            "width": 5,
        },
        "customdata": [
            f"{name}: {text} ({format_number(low, language)} – {format_number(high, language)})"
            for name, text, low, high in zip(rows["district_name"], words, lows, highs, strict=True)
        ],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    top = max(highs, default=1) * 1.05 or 1
    return house_figure(
        [bars],
        language,
        height=90 + 44 * max(len(rows), 2),
        margin={"l": 8, "r": 24, "t": 28, "b": 8},
        x_axis={
            "title": {"text": _MISSING.in_language(language)},
            "range": [0, top],
            "showgrid": True,
            "nticks": 5,
            **({} if top > 8 else whole_ticks(top)),
        },
        y_axis={"showgrid": False, "type": "category", "tickfont": {"size": 12}},
    )


def _closing_words(row: Mapping[Any, Any], language: Language) -> str:
    """Return how many establishments a place misses, and the money beside it."""
    count = int(row["missing"])
    if count == 0:
        return _REACHED.in_language(language)
    money = row["money"]
    told = (
        _NO_MONEY.in_language(language)
        if pd.isna(money)
        else format_money(float(money), str(row["currency"]), language)
    )
    return f"{format_number(count, language)} · {told}"
