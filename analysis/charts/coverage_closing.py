"""Charts of gaps: what each place misses to a goal, and what is told where outreach went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.process_intervals import wrapped
from analysis.charts.theme import BLUE, INK, Trace, house_figure, whole_ticks
from analysis.language import Language, Text, format_money, format_number, format_share
from analysis.measures.coverage_reach import compared

MOST_PLACES = 30
"""The most places the chart of what is missing shows; the table has all of them."""

MOST_NAMED = 20
"""The most places the chart of what is told names; more would cover each other."""

CLOSING_ALTERNATIVE = Text(
    "Biểu đồ thanh ngang có khoảng: số cơ sở cần hỗ trợ thêm ở mỗi địa bàn, nhiều nhất ở trên, "
    "kèm số tiền.",
    "Horizontal bar chart with intervals: establishments missing in each place, the most on top, "
    "with the money.",
)
REACH_ALTERNATIVE = Text(
    "Biểu đồ điểm: mỗi điểm một địa bàn, ngang là số buổi trên 100 cơ sở thuộc đối tượng, dọc là "
    "tỷ lệ được biết kèm khoảng.",
    "Dot chart: a dot for each place, across the events per 100 eligible establishments, upwards "
    "the share told with its interval.",
)

_MISSING = Text("Cơ sở cần hỗ trợ thêm", "Establishments missing")
_EVENTS = Text("Buổi trên 100 cơ sở thuộc đối tượng", "Events per 100 eligible establishments")
_TOLD = Text("Tỷ lệ được biết (%)", "Share told (%)")
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


def reach_chart(frame: pd.DataFrame, language: Language) -> go.Figure:
    """Draw the share told of each place against its events; measure coverage_reach.

    Places without a rate, and what is of no one place, are left out; the table has them.
    """
    rows = compared(frame)
    across = [float(value) for value in rows["events_per_100"]]
    shares = [100 * float(value) for value in rows["told_share"]]
    lows = [100 * float(value) for value in rows["told_low"]]
    highs = [100 * float(value) for value in rows["told_high"]]
    right, top = max(across, default=1) * 1.2 or 1, max(highs, default=1) * 1.12 or 1
    names = [_short(str(name)) for name in rows["district_name"]]
    named = len(rows) <= MOST_NAMED
    dots: Trace = {
        "type": "scatter",
        "mode": "markers+text" if named else "markers",
        "x": across,
        "y": shares,
        "error_y": {
            "type": "data",
            "symmetric": False,
            "array": [high - value for high, value in zip(highs, shares, strict=True)],
            "arrayminus": [value - low for low, value in zip(lows, shares, strict=True)],
            "color": "rgba(107,114,128,0.5)",
            "thickness": 1.5,
            "width": 3,
        },
        "marker": {"color": BLUE, "size": 10, "line": {"color": "white", "width": 1}},
        "text": names if named else None,
        "textposition": _sides(across, shares, names, right, top) if named else None,
        "textfont": {"size": 11},
        "cliponaxis": False,
        "customdata": [_reach_words(row, language) for row in rows.to_dict("records")],
        "hovertemplate": "%{customdata}<extra></extra>",
    }
    return house_figure(
        [dots],
        language,
        height=460,
        x_axis={
            "title": {"text": _EVENTS.in_language(language)},
            "range": [-0.06 * right, right],
            "showgrid": True,
            "zeroline": False,
        },
        y_axis={"title": {"text": _TOLD.in_language(language)}, "range": [-0.03 * top, top]},
    )


def _reach_words(row: Mapping[Any, Any], language: Language) -> str:
    def share(name: str) -> str:
        return format_share(float(row[name]), language, 1)

    n = format_number(int(row["eligible"]), language)
    events = format_number(int(row["events"]), language)
    held = Text("buổi", "events").in_language(language)
    return (
        f"{row['district_name']}: {share('told_share')} ({share('told_low')} – "
        f"{share('told_high')}) · n = {n} · {events} {held}"
    )


def _sides(
    across: Sequence[float],
    upwards: Sequence[float],
    names: Sequence[str],
    right: float,
    top: float,
) -> list[str]:
    """Return on which side each dot's name stands: the one that covers least, first dots first.

    Sizes are fractions of a chart on a narrow screen, where room is scarce.
    """
    dots = [(x / right, y / top) for x, y in zip(across, upwards, strict=True)]
    # A covered dot hides data, a covered name only itself: a dot weighs ten times as much.
    covered = [(x - 0.02, x + 0.02, y - 0.025, y + 0.025) for x, y in dots] * 10
    sides = []
    for (x, y), name in zip(dots, names, strict=True):
        width = _LETTER * len(name)
        boxes = {
            side: (x + left * width + gap, x + (left + 1) * width + gap, y + low, y + low + _LINE)
            for side, (left, gap, low) in _SIDES.items()
        }
        side = min(boxes, key=lambda one: _overlap(boxes[one], covered))
        covered.append(boxes[side])
        sides.append(side)
    return sides


_LETTER, _LINE = 0.024, 0.05
_SIDES = {
    "middle right": (0, 0.03, -_LINE / 2),
    "middle left": (-1, -0.03, -_LINE / 2),
    "top center": (-0.5, 0, 0.025),
    "bottom center": (-0.5, 0, -0.025 - _LINE),
    "top right": (0, 0.02, 0.02),
    "top left": (-1, -0.02, 0.02),
    "bottom right": (0, 0.02, -0.02 - _LINE),
    "bottom left": (-1, -0.02, -0.02 - _LINE),
}
"""Where a name may stand: how much of it lies left of its dot, the gap, and where it begins."""

_Box = tuple[float, float, float, float]


def _overlap(box: _Box, others: Sequence[_Box]) -> float:
    """Return how much of a box others cover, and how much of it leaves the chart."""
    covered = sum(
        max(0.0, min(box[1], other[1]) - max(box[0], other[0]))
        * max(0.0, min(box[3], other[3]) - max(box[2], other[2]))
        for other in others
    )
    return covered + max(0.0, box[1] - 1.0) + max(0.0, -0.06 - box[0])


def _short(name: str) -> str:
    """Return a unit's name without the word for its kind."""
    for word in ("Thành phố ", "Thị xã ", "Huyện ", "Xã ", "Phường "):
        name = name.removeprefix(word)
    for word in (" city", " town", " district", " commune", " ward"):
        name = name.removesuffix(word)
    return name
